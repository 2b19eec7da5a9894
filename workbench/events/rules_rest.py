"""How a REST API makes its event of a request, rule by rule."""

from __future__ import annotations

from workbench.events.rule import Rule

_V1_SPECIAL_CHARACTERS_IN_PATH_REST = (
    "aws-lambda-dotnet LambdaTestTool-v2 snapshot V1_SpecialCharactersInPathRest, recorded on AWS 2025-04-14"
)
_LOCALSTACK = "LocalStack test_apigateway_lambda.snapshot.json, validated on AWS 2024-08"
_V1_URL_ENCODED_QUERY_STRING_REST = (
    "aws-lambda-dotnet LambdaTestTool-v2 snapshot V1_UrlEncodedQueryStringRest, recorded on AWS 2025-04-14"
)
_HEADER_UTILS = "LocalStack execute_api/header_utils.py, validated on AWS 2024-12"
_V1_SIMPLE_GET_REQUEST_REST = (
    "aws-lambda-dotnet LambdaTestTool-v2 snapshot V1_SimpleGetRequestRest, recorded on AWS 2025-04-14"
)
_BINARY_CONTENT_REST = "aws-lambda-dotnet LambdaTestTool-v2 snapshot BinaryContentRest, recorded on AWS 2025-04-14"
_GUIDE_API_GATEWAY_MAPPING_TEMPLATE_REFERENCE = "API Gateway developer guide, api-gateway-mapping-template-reference"
_GUIDE_SET_UP_LAMBDA_PROXY_INTEGRATIONS = "API Gateway developer guide, set-up-lambda-proxy-integrations"
_PUBLISHED_CONSOLE_TEST_EVENTS = "Published console test events"

RULES: tuple[Rule, ...] = (
    Rule(
        "rest.event.path-without-stage",
        "`path` is the path as the client spelled it, percent-encoding untouched, without the stage.",
        _V1_SPECIAL_CHARACTERS_IN_PATH_REST,
        "recorded",
    ),
    Rule(
        "rest.event.context-path-with-stage",
        "`requestContext.path` is the path with the stage in front, still encoded.",
        _V1_SPECIAL_CHARACTERS_IN_PATH_REST,
        "recorded",
    ),
    Rule(
        "rest.event.custom-domain-path",
        "On a custom domain `path` and `requestContext.path` carry the base path, and neither carries the stage.",
        "LocalStack #12296; serverless-java-container #112",
        "inferred",
    ),
    Rule(
        "rest.event.path-parameters-encoded",
        "Path parameters stay percent-encoded; a literal `+` is untouched.",
        _V1_SPECIAL_CHARACTERS_IN_PATH_REST,
        "recorded",
    ),
    Rule(
        "rest.event.encoded-slash",
        "`%2F` stays encoded, in the path and in a path parameter.",
        "aws-sam-cli#771, #3524",
        "inferred",
    ),
    Rule(
        "rest.event.trailing-slash",
        "A trailing slash stays in `path`; a greedy path parameter loses it.",
        _LOCALSTACK,
        "recorded",
    ),
    Rule(
        "rest.event.double-slash",
        "Two slashes at the start collapse in `path`, not in `requestContext.path`; inner ones stay in both.",
        _LOCALSTACK,
        "recorded",
    ),
    Rule(
        "rest.event.query-decoded",
        "Query names and values are percent-decoded.",
        _V1_URL_ENCODED_QUERY_STRING_REST,
        "recorded",
    ),
    Rule("rest.event.query-plus", "A `+` in the query becomes a space.", _LOCALSTACK, "recorded"),
    Rule(
        "rest.event.query-last-value",
        "The single-value query map holds the last value of a name; the multi-value map holds all, in order.",
        _V1_URL_ENCODED_QUERY_STRING_REST,
        "recorded",
    ),
    Rule(
        "rest.event.header-last-value",
        "The single-value header map holds the last value of a name; the multi-value map holds all, in order.",
        _LOCALSTACK,
        "recorded",
    ),
    Rule("rest.event.header-case-kept", "Header names keep the client's case.", _LOCALSTACK, "recorded"),
    Rule(
        "rest.event.header-title-cased",
        "Authorization and User-Agent come title-cased, however the client spelled them.",
        _HEADER_UTILS,
        "recorded",
    ),
    Rule(
        "rest.event.headers-dropped",
        (
            "Connection, Content-Length, Content-MD5, Expect, Max-Forwards, Proxy-Authenticate, Server, TE, "
            "Transfer-Encoding, Trailer, Upgrade and WWW-Authenticate never reach the event."
        ),
        _HEADER_UTILS,
        "recorded",
    ),
    Rule(
        "rest.event.signature-dropped",
        "A SigV4 Authorization header is left out of the event.",
        "serverless-java-container and LocalStack reports of IAM-authorized events",
        "inferred",
    ),
    Rule(
        "rest.event.headers-added",
        (
            "A regional endpoint adds X-Amzn-Trace-Id, X-Forwarded-For, X-Forwarded-Port and X-Forwarded-"
            "Proto, and Host is there."
        ),
        _V1_SIMPLE_GET_REQUEST_REST,
        "recorded",
    ),
    Rule(
        "rest.event.headers-sorted",
        "Headers come sorted by name, without regard to case.",
        "Published events of REST APIs",
        "inferred",
    ),
    Rule(
        "rest.event.edge-headers",
        "An edge-optimized endpoint adds CloudFront-*, Via, X-Amz-Cf-Id and a second address to X-Forwarded-For.",
        _LOCALSTACK,
        "recorded",
    ),
    Rule(
        "rest.event.private-headers",
        "A private endpoint adds x-amzn-vpc-id, x-amzn-vpce-id and the TLS headers, and the ids to the identity.",
        "Published events of private APIs; DefinitelyTyped aws-lambda api-gateway.d.ts",
        "inferred",
    ),
    Rule(
        "rest.event.null-not-absent",
        "What is empty is null, never absent and never `{}`: body, query maps, path parameters, stage variables.",
        _LOCALSTACK,
        "recorded",
    ),
    Rule("rest.event.no-version", "A REST API's event has no `version`.", "aws-sam-cli PR #6532", "inferred"),
    Rule("rest.event.keys", "The event has exactly the twelve keys of the proxy format.", _LOCALSTACK, "recorded"),
    Rule(
        "rest.event.operation-name",
        "`requestContext` has operationName where the method has one.",
        "DefinitelyTyped aws-lambda, common/api-gateway.d.ts; API Gateway API reference, Method, operationName",
        "inferred",
    ),
    Rule(
        "rest.event.context-keys",
        (
            "`requestContext` has accountId, apiId, deploymentId, domainName, domainPrefix, "
            "extendedRequestId, httpMethod, identity, path, protocol, requestId, requestTime, "
            "requestTimeEpoch, resourceId, resourcePath and stage."
        ),
        _LOCALSTACK,
        "recorded",
    ),
    Rule(
        "rest.event.identity-keys",
        "The identity of an unknown caller has twelve keys, ten of them null.",
        _LOCALSTACK,
        "recorded",
    ),
    Rule(
        "rest.event.no-authorizer",
        "`requestContext.authorizer` is absent where the route has no authorizer.",
        _LOCALSTACK,
        "recorded",
    ),
    Rule(
        "rest.event.user-agent-null",
        "`identity.userAgent` is null where the client sent no User-Agent.",
        _BINARY_CONTENT_REST,
        "inferred",
    ),
    Rule(
        "rest.event.protocol",
        "`protocol` is HTTP/1.1, also for an HTTP/2 client.",
        "LocalStack #12296 and published events",
        "inferred",
    ),
    Rule(
        "rest.event.request-id",
        "The request id is a UUID; the extended request id is another, 16 characters of base64.",
        _V1_SIMPLE_GET_REQUEST_REST,
        "recorded",
    ),
    Rule(
        "rest.event.request-time",
        "The request time is like 02/Aug/2024:10:11:12 +0000, the epoch in milliseconds.",
        _LOCALSTACK,
        "recorded",
    ),
    Rule(
        "rest.event.body-text",
        "A body is text unless its Content-Type matches a binary media type.",
        _BINARY_CONTENT_REST,
        "recorded",
    ),
    Rule(
        "rest.event.body-binary",
        "A body whose Content-Type matches a binary media type, exactly, by `type/*` or by `*/*`, is base64.",
        _BINARY_CONTENT_REST,
        "recorded",
    ),
    Rule(
        "rest.event.body-accept-is-nothing",
        "Accept plays no part in whether the request's body is base64.",
        "ministack PR #767, measured on AWS",
        "inferred",
    ),
    Rule(
        "rest.event.resource",
        "`resource` and `requestContext.resourcePath` are the template of the matched route.",
        _LOCALSTACK,
        "recorded",
    ),
    Rule(
        "rest.event.domain",
        "`domainName` is the host that was called, `domainPrefix` its first label.",
        _GUIDE_API_GATEWAY_MAPPING_TEMPLATE_REFERENCE,
        "documented",
    ),
    Rule(
        "rest.event.stage-variables",
        "Stage variables are a map, null where the stage has none.",
        _GUIDE_SET_UP_LAMBDA_PROXY_INTEGRATIONS,
        "documented",
    ),
    Rule(
        "rest.event.claims",
        "The claims of a Cognito user pool stand in `authorizer.claims`.",
        _GUIDE_SET_UP_LAMBDA_PROXY_INTEGRATIONS,
        "documented",
    ),
    Rule(
        "rest.event.lambda-authorizer",
        "What a Lambda authorizer returns stands in `authorizer`, with principalId.",
        _GUIDE_API_GATEWAY_MAPPING_TEMPLATE_REFERENCE,
        "documented",
    ),
    Rule(
        "rest.event.api-key",
        "On a method that needs an API key, the identity has apiKey and apiKeyId.",
        _GUIDE_API_GATEWAY_MAPPING_TEMPLATE_REFERENCE,
        "documented",
    ),
    Rule(
        "rest.event.client-certificate",
        "On a domain with mutual TLS, the identity has clientCert.",
        "API Gateway developer guide, rest-api-mutual-tls",
        "documented",
    ),
    Rule(
        "rest.event.console-test",
        (
            "The console's test has the stage test-invoke-stage, the domain testPrefix.testDomainName, test-"
            "invoke values in the identity, and no stage in requestContext.path."
        ),
        _PUBLISHED_CONSOLE_TEST_EVENTS,
        "inferred",
    ),
    Rule(
        "rest.event.console-headers-null",
        "A console test without headers has null for both header maps.",
        _PUBLISHED_CONSOLE_TEST_EVENTS,
        "inferred",
    ),
)
