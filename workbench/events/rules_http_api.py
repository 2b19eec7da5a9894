"""How an HTTP API makes its event of a request, payloads 1.0 and 2.0, rule by rule."""

from __future__ import annotations

from workbench.events.rule import Rule

_GUIDE_HTTP_API_DEVELOP_INTEGRATIONS_LAMBDA = "API Gateway developer guide, http-api-develop-integrations-lambda"
_V1_SIMPLE_GET_REQUEST_HTTP_V1 = (
    "aws-lambda-dotnet LambdaTestTool-v2 snapshot V1_SimpleGetRequestHttpV1, recorded on AWS 2025-04-14"
)
_PUBLISHED_EVENTS_OF_HTTP = "Published events of HTTP APIs, payload 1.0"
_V2_SIMPLE_GET_REQUEST = "aws-lambda-dotnet LambdaTestTool-v2 snapshot V2_SimpleGetRequest, recorded on AWS 2025-04-14"
_V2_URL_ENCODED_QUERY_STRING = (
    "aws-lambda-dotnet LambdaTestTool-v2 snapshot V2_UrlEncodedQueryString, recorded on AWS 2025-04-14"
)
_MINISTACK_PR_766 = "ministack PR #766, measured on AWS"
_V2_BINARY_CONTENT = "aws-lambda-dotnet LambdaTestTool-v2 snapshot V2_BinaryContent, recorded on AWS 2025-04-14"

RULES_1: tuple[Rule, ...] = (
    Rule(
        "http.event.1.version",
        "Payload 1.0 of an HTTP API has `version` 1.0.",
        _GUIDE_HTTP_API_DEVELOP_INTEGRATIONS_LAMBDA,
        "documented",
    ),
    Rule(
        "http.event.1.path-encoded",
        "`path` stays encoded, `requestContext.path` and path parameters are decoded.",
        "aws-lambda-dotnet LambdaTestTool-v2 snapshot V1_UnicodeCharactersInPathHttpV1, recorded on AWS 2025-04-14",
        "recorded",
    ),
    Rule(
        "http.event.1.named-stage",
        "A named stage is part of `path` and of `requestContext.path`; `$default` is not.",
        "serverless-http #143; published events of the stage `default`",
        "inferred",
    ),
    Rule(
        "http.event.1.query-last-value",
        "The single-value query map holds the last value, the multi-value map all, decoded.",
        "aws-lambda-dotnet LambdaTestTool-v2 snapshot V1_UrlEncodedQueryStringHttpV1, recorded on AWS 2025-04-14",
        "recorded",
    ),
    Rule(
        "http.event.1.content-length",
        "Content-Length is there, also where it is 0.",
        _V1_SIMPLE_GET_REQUEST_HTTP_V1,
        "recorded",
    ),
    Rule(
        "http.event.1.title-case",
        "Names of headers that the gateway adds are title-cased.",
        _V1_SIMPLE_GET_REQUEST_HTTP_V1,
        "recorded",
    ),
    Rule(
        "http.event.1.accept-lower",
        "accept and accept-encoding come in lower case, and headers sorted with capitals first.",
        _PUBLISHED_EVENTS_OF_HTTP,
        "inferred",
    ),
    Rule("http.event.1.cookie-header", "Cookies stay one Cookie header.", _V1_SIMPLE_GET_REQUEST_HTTP_V1, "recorded"),
    Rule(
        "http.event.1.resource-id",
        "`resourceId` is the method and path of the route.",
        _V1_SIMPLE_GET_REQUEST_HTTP_V1,
        "recorded",
    ),
    Rule(
        "http.event.1.request-ids-equal",
        "`extendedRequestId` equals `requestId`, 16 characters of base64.",
        _V1_SIMPLE_GET_REQUEST_HTTP_V1,
        "recorded",
    ),
    Rule(
        "http.event.1.user-agent-empty",
        "`identity.userAgent` is empty where the client sent no User-Agent.",
        "aws-lambda-dotnet LambdaTestTool-v2 snapshot BinaryContentHttpV1, recorded on AWS 2025-04-14",
        "recorded",
    ),
    Rule(
        "http.event.1.identity",
        "The identity has cognitoAmr beside the keys of a REST API's.",
        _PUBLISHED_EVENTS_OF_HTTP,
        "inferred",
    ),
    Rule(
        "http.event.1.null-not-absent",
        "What is empty is null: body, query maps, path parameters, stage variables.",
        _GUIDE_HTTP_API_DEVELOP_INTEGRATIONS_LAMBDA,
        "documented",
    ),
    Rule(
        "http.event.1.jwt",
        "The claims and scopes of a JWT stand in `authorizer`.",
        _GUIDE_HTTP_API_DEVELOP_INTEGRATIONS_LAMBDA,
        "documented",
    ),
    Rule(
        "http.event.1.custom-domain-path",
        "On a custom domain `path` carries the base path.",
        "serverless-wsgi #191; serverless-java-container #112",
        "inferred",
    ),
    Rule(
        "http.event.1.body",
        "A body of another type than text, JSON, XML or JavaScript is base64.",
        "ministack PR #766, measured on AWS for payload 2.0",
        "inferred",
    ),
)

RULES_2: tuple[Rule, ...] = (
    Rule(
        "http.event.2.version",
        (
            "Payload 2.0 has `version` 2.0, routeKey, rawPath, rawQueryString, headers, requestContext and "
            "isBase64Encoded."
        ),
        _V2_SIMPLE_GET_REQUEST,
        "recorded",
    ),
    Rule(
        "http.event.2.path-decoded",
        "rawPath, requestContext.http.path and path parameters are decoded.",
        "aws-lambda-dotnet LambdaTestTool-v2 snapshot V2_UnicodeCharactersInPath, recorded on AWS 2025-04-14",
        "recorded",
    ),
    Rule(
        "http.event.2.path-cut",
        "A rawPath ends at a decoded question mark.",
        "hotsock/voker PR #8, captured on AWS",
        "inferred",
    ),
    Rule(
        "http.event.2.named-stage",
        "A named stage is part of rawPath and http.path; `$default` is not.",
        "powertools-lambda-python #621; serverless-wsgi #191",
        "inferred",
    ),
    Rule(
        "http.event.2.custom-domain-path",
        "rawPath does not show the base path of a custom domain.",
        "serverless-wsgi #191",
        "inferred",
    ),
    Rule(
        "http.event.2.query-joined",
        "Duplicates in the query are joined by a comma, decoded.",
        _V2_URL_ENCODED_QUERY_STRING,
        "recorded",
    ),
    Rule(
        "http.event.2.raw-query",
        "rawQueryString keeps the client's encoding, and is empty without a query.",
        _V2_URL_ENCODED_QUERY_STRING,
        "recorded",
    ),
    Rule("http.event.2.headers-lower", "Header names are in lower case.", _V2_SIMPLE_GET_REQUEST, "recorded"),
    Rule(
        "http.event.2.headers-joined",
        "Duplicate headers are joined by a comma.",
        _GUIDE_HTTP_API_DEVELOP_INTEGRATIONS_LAMBDA,
        "documented",
    ),
    Rule(
        "http.event.2.cookies",
        "Cookies move from the headers to `cookies`, one string each.",
        _V2_SIMPLE_GET_REQUEST,
        "recorded",
    ),
    Rule(
        "http.event.2.no-multi-value",
        "There are no multi-value maps.",
        _GUIDE_HTTP_API_DEVELOP_INTEGRATIONS_LAMBDA,
        "documented",
    ),
    Rule(
        "http.event.2.absent-not-null",
        "What is empty is absent: cookies, queryStringParameters, pathParameters, stageVariables, body.",
        "aws-lambda-go events; aws-sam-cli #3463",
        "inferred",
    ),
    Rule(
        "http.event.2.content-length",
        "content-length is there, also where it is 0.",
        _V2_SIMPLE_GET_REQUEST,
        "recorded",
    ),
    Rule(
        "http.event.2.body-text",
        "A body of text/*, application/json, application/javascript or application/xml is text.",
        _MINISTACK_PR_766,
        "inferred",
    ),
    Rule(
        "http.event.2.body-base64",
        "Any other body is base64: forms, multipart, no Content-Type at all.",
        _MINISTACK_PR_766,
        "inferred",
    ),
    Rule("http.event.2.body-octets", "A body of application/octet-stream is base64.", _V2_BINARY_CONTENT, "recorded"),
    Rule(
        "http.event.2.user-agent-empty",
        "`http.userAgent` is empty where the client sent no User-Agent.",
        _V2_BINARY_CONTENT,
        "recorded",
    ),
    Rule(
        "http.event.2.route-key",
        "routeKey is the method and path of the route as configured, or `$default`.",
        "API Gateway developer guide, http-api-develop-routes",
        "documented",
    ),
    Rule("http.event.2.request-id", "The request id is 16 characters of base64.", _V2_SIMPLE_GET_REQUEST, "recorded"),
    Rule(
        "http.event.2.time",
        "`time` is like 14/Apr/2025:22:13:56 +0000, `timeEpoch` in milliseconds.",
        _V2_SIMPLE_GET_REQUEST,
        "recorded",
    ),
    Rule(
        "http.event.2.jwt",
        "The claims and scopes of a JWT stand in `authorizer.jwt`.",
        _GUIDE_HTTP_API_DEVELOP_INTEGRATIONS_LAMBDA,
        "documented",
    ),
    Rule(
        "http.event.2.iam",
        "An IAM caller stands in `authorizer.iam`.",
        "powertools-lambda-python apiGatewayProxyV2IamEvent.json",
        "inferred",
    ),
    Rule(
        "http.event.2.lambda-authorizer",
        "The context of a Lambda authorizer stands in `authorizer.lambda`, types kept.",
        "API Gateway developer guide, http-api-lambda-authorizer",
        "documented",
    ),
    Rule(
        "http.event.2.client-certificate",
        "On a domain with mutual TLS, the certificate stands in `authentication.clientCert`.",
        _GUIDE_HTTP_API_DEVELOP_INTEGRATIONS_LAMBDA,
        "documented",
    ),
)
