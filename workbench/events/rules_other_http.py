"""How function URLs, load balancers and WebSocket APIs make their events, rule by rule."""

from __future__ import annotations

from workbench.events.rule import Rule

_URLS = "Lambda developer guide, urls-invocation"
_POWERTOOLS_LAMBDA_PYTHON_LAMBDAFUNCTIONURLEVENT_JSON = "powertools-lambda-python lambdaFunctionUrlEvent.json"
_HOTSOCK_VOKER_PR_8 = "hotsock/voker PR #8, captured on AWS"
_ELB = "Elastic Load Balancing user guide, lambda-functions"
_GUIDE_APIGATEWAY_WEBSOCKET_API_MAPPING_TEMPLATE_REFERENCE = (
    "API Gateway developer guide, apigateway-websocket-api-mapping-template-reference"
)
_AWS_LAMBDA_GO_TESTDATA_APIGW_WEBSOCKET_REQUEST_SEND_MESSAGE_JSON = (
    "aws-lambda-go testdata apigw-websocket-request-send-message.json"
)

FUNCTION_URL_RULES: tuple[Rule, ...] = (
    Rule("function-url.event.shape", "A function URL sends payload 2.0.", _URLS, "documented"),
    Rule("function-url.event.route", "The route key and the stage are `$default`.", _URLS, "documented"),
    Rule(
        "function-url.event.anonymous",
        "Without IAM, the account is `anonymous` and there is no authorizer.",
        _POWERTOOLS_LAMBDA_PYTHON_LAMBDAFUNCTIONURLEVENT_JSON,
        "inferred",
    ),
    Rule(
        "function-url.event.iam",
        "With IAM, the account is the owner's, the caller stands in `authorizer.iam` and cognitoIdentity is null.",
        "powertools-lambda-python lambdaFunctionUrlIAMEvent.json",
        "inferred",
    ),
    Rule(
        "function-url.event.domain",
        "The domain is the URL's id, lambda-url, the Region and on.aws.",
        _URLS,
        "documented",
    ),
    Rule("function-url.event.path-encoded", "rawPath stays encoded.", _HOTSOCK_VOKER_PR_8, "inferred"),
    Rule(
        "function-url.event.request-id",
        "The request id is a UUID.",
        _POWERTOOLS_LAMBDA_PYTHON_LAMBDAFUNCTIONURLEVENT_JSON,
        "inferred",
    ),
    Rule(
        "function-url.event.query",
        "Duplicates in the query are joined by a comma; rawQueryString keeps the encoding.",
        _URLS,
        "documented",
    ),
    Rule("function-url.event.cookies", "Cookies stand in `cookies`.", _URLS, "documented"),
    Rule(
        "function-url.event.absent",
        "What is empty is absent, though the guide shows null.",
        _POWERTOOLS_LAMBDA_PYTHON_LAMBDAFUNCTIONURLEVENT_JSON,
        "inferred",
    ),
    Rule(
        "function-url.event.no-path-parameters",
        "There are no path parameters and no stage variables.",
        "aws-lambda-rust-runtime #490",
        "inferred",
    ),
    Rule(
        "function-url.event.headers",
        "Header names are in lower case; x-forwarded-*, x-amzn-trace-id and x-amzn-tls-* are added.",
        "powertools-lambda-python lambdaFunctionUrlEvent.json",
        "inferred",
    ),
    Rule(
        "function-url.event.body",
        "A body that is no text is base64.",
        "ministack PR #766, measured on AWS for HTTP APIs",
        "inferred",
    ),
)

ALB_RULES: tuple[Rule, ...] = (
    Rule(
        "alb.event.single-value",
        "Without multi-value headers, `headers` and `queryStringParameters` hold the last value of a name.",
        _ELB,
        "documented",
    ),
    Rule(
        "alb.event.multi-value",
        "With multi-value headers, only the multi-value maps are there, and hold all values.",
        _ELB,
        "documented",
    ),
    Rule("alb.event.query-encoded", "The query is not decoded.", _ELB, "documented"),
    Rule("alb.event.query-empty", "An empty query is `{}`.", _ELB, "documented"),
    Rule("alb.event.headers-lower", "Header names are in lower case.", _ELB, "documented"),
    Rule(
        "alb.event.body-empty",
        "A missing body is an empty string.",
        "aws-lambda-go testdata alb-lambda-target-request-headers-only.json",
        "inferred",
    ),
    Rule(
        "alb.event.body-text",
        "A body of text/*, application/json, application/javascript or application/xml is text.",
        _ELB,
        "documented",
    ),
    Rule("alb.event.body-base64", "Any other body, and one with Content-Encoding, is base64.", _ELB, "documented"),
    Rule(
        "alb.event.context", "`requestContext` holds the ARN of the target group and nothing else.", _ELB, "documented"
    ),
    Rule("alb.event.no-route", "There are no path parameters, stage or identity.", _ELB, "documented"),
    Rule("alb.event.path-encoded", "`path` stays encoded.", _HOTSOCK_VOKER_PR_8, "inferred"),
    Rule(
        "alb.event.forwarded",
        "x-forwarded-for, x-forwarded-port, x-forwarded-proto and x-amzn-trace-id are added.",
        _ELB,
        "documented",
    ),
    Rule(
        "alb.event.trace-self",
        "A client's own trace id stays, behind a Self part.",
        "Elastic Load Balancing user guide, load-balancer-request-tracing",
        "documented",
    ),
)

WEBSOCKET_RULES: tuple[Rule, ...] = (
    Rule(
        "websocket.event.connect",
        (
            "$connect has headers and multi-value headers, the query where there is one, requestContext and "
            "isBase64Encoded."
        ),
        "aws-lambda-go testdata apigw-websocket; published events",
        "inferred",
    ),
    Rule(
        "websocket.event.connect-context",
        "The context of $connect has eventType CONNECT and routeKey `$connect`.",
        _GUIDE_APIGATEWAY_WEBSOCKET_API_MAPPING_TEMPLATE_REFERENCE,
        "documented",
    ),
    Rule(
        "websocket.event.message",
        "A message has requestContext, body and isBase64Encoded, no headers and no query.",
        _AWS_LAMBDA_GO_TESTDATA_APIGW_WEBSOCKET_REQUEST_SEND_MESSAGE_JSON,
        "inferred",
    ),
    Rule(
        "websocket.event.message-id",
        "Only a message has messageId.",
        _GUIDE_APIGATEWAY_WEBSOCKET_API_MAPPING_TEMPLATE_REFERENCE,
        "documented",
    ),
    Rule(
        "websocket.event.disconnect",
        "$disconnect has disconnectStatusCode and disconnectReason.",
        "API Gateway developer guide, apigateway-websocket-api-route-keys-connect-disconnect",
        "documented",
    ),
    Rule(
        "websocket.event.disconnect-headers",
        "$disconnect has the headers Host, x-api-key, X-Forwarded-For and x-restapi, all but Host empty.",
        "aws-lambda-go testdata apigw-websocket-request-disconnect.json",
        "inferred",
    ),
    Rule(
        "websocket.event.direction",
        "messageDirection is IN.",
        _GUIDE_APIGATEWAY_WEBSOCKET_API_MAPPING_TEMPLATE_REFERENCE,
        "documented",
    ),
    Rule(
        "websocket.event.ids",
        "requestId and extendedRequestId are equal, connectionId is another, each 16 characters of base64.",
        _AWS_LAMBDA_GO_TESTDATA_APIGW_WEBSOCKET_REQUEST_SEND_MESSAGE_JSON,
        "inferred",
    ),
    Rule(
        "websocket.event.no-http",
        "There is no httpMethod, path or resource.",
        _AWS_LAMBDA_GO_TESTDATA_APIGW_WEBSOCKET_REQUEST_SEND_MESSAGE_JSON,
        "inferred",
    ),
    Rule(
        "websocket.event.connected-at",
        "connectedAt is the time of the handshake in milliseconds.",
        _GUIDE_APIGATEWAY_WEBSOCKET_API_MAPPING_TEMPLATE_REFERENCE,
        "documented",
    ),
    Rule(
        "websocket.event.identity",
        "The identity has sourceIp, and userAgent where the client sent one.",
        _AWS_LAMBDA_GO_TESTDATA_APIGW_WEBSOCKET_REQUEST_SEND_MESSAGE_JSON,
        "inferred",
    ),
    Rule(
        "websocket.event.binary",
        "A message that is not UTF-8 is base64.",
        "API Gateway developer guide, websocket-api-develop-binary-media-types",
        "inferred",
    ),
)
