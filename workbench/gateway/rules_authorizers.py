"""Rules of authorizers: who decides, on what, how long it is remembered, and what a refused client gets."""

from __future__ import annotations

from workbench.gateway.verdict import Rule

_REST = "API Gateway developer guide, apigateway-use-lambda-authorizer"
_OUTPUT = "API Gateway developer guide, api-gateway-lambda-authorizer-output"
_HTTP = "API Gateway developer guide, http-api-lambda-authorizer"
_JWT = "API Gateway developer guide, http-api-jwt-authorizer"
_COGNITO = "API Gateway developer guide, apigateway-integrate-with-cognito"
_IAM = "API Gateway developer guide, permissions, and http-api-access-control-iam"

IDENTITY_MISSING = Rule(
    "authorizer.identity-missing",
    'Without an identity source the client gets 401 {"message":"Unauthorized"}, and the authorizer is not called.',
    f"{_REST}; {_HTTP}",
    "documented",
)
TOKEN_PATTERN = Rule(
    "authorizer.token-pattern",
    "A token that the validation expression does not match gets 401, and the authorizer is not called.",
    _REST,
    "documented",
)
CACHED = Rule(
    "authorizer.cached",
    "An answer is remembered by the values of the identity sources, and judged anew for each method.",
    f"{_REST}; {_HTTP}",
    "documented",
)
SAID_UNAUTHORIZED = Rule(
    "authorizer.said-unauthorized",
    "An authorizer that raises exactly Unauthorized gives the client 401.",
    _REST,
    "documented",
)
FAILED = Rule(
    "authorizer.failed",
    'A REST API whose authorizer fails or answers in no known shape gives the client 500 {"message":null}.',
    f"{_OUTPUT}; public captures of AuthorizerConfigurationException",
    "inferred",
)
FAILED_HTTP = Rule(
    "authorizer.failed-http",
    "An HTTP API whose authorizer fails or answers in no known shape gives the client 500.",
    "API Gateway developer guide, http-api-troubleshooting-lambda",
    "documented",
)
ALLOWED = Rule(
    "authorizer.allowed",
    "The policy that the authorizer returned allows execute-api:Invoke on this method.",
    _OUTPUT,
    "documented",
)
EXPLICIT_DENY = Rule(
    "authorizer.explicit-deny",
    "An explicit Deny in the authorizer's policy gives 403 and says so.",
    f"{_OUTPUT}; public captures",
    "inferred",
)
NOT_ALLOWED = Rule(
    "authorizer.not-allowed",
    "A policy that does not allow the method gives 403, User is not authorized to access this resource.",
    f"{_OUTPUT}; public captures",
    "inferred",
)
FORBIDDEN_HTTP = Rule(
    "authorizer.forbidden-http",
    'A refused client of an HTTP API gets 403 {"message":"Forbidden"}.',
    _HTTP,
    "documented",
)
SIMPLE = Rule("authorizer.simple-response", "With simple responses isAuthorized alone decides.", _HTTP, "documented")
JWT = Rule(
    "jwt.valid",
    "A JWT is taken whose signature, issuer, audience, times and scopes hold.",
    _JWT,
    "documented",
)
JWT_INVALID = Rule(
    "jwt.invalid",
    "A JWT that is not valid gets 401 with www-authenticate: Bearer, error invalid_token.",
    f"{_JWT}; responses of deployed APIs",
    "inferred",
)
JWT_SCOPE = Rule(
    "jwt.scope",
    "A JWT without any of the route's scopes gets 403, error insufficient_scope.",
    f"{_JWT}; responses of deployed APIs",
    "inferred",
)
NOT_PROVEN = Rule(
    "authorizer.not-proven",
    "Without the keys that signed it a token cannot be proven here; the claims are taken as stated.",
    "No key set is given to the workbench",
    "inferred",
)
COGNITO = Rule(
    "cognito.valid", "A token of the user pool is taken; its claims reach the function as text.", _COGNITO, "documented"
)
COGNITO_INVALID = Rule(
    "cognito.invalid", 'A token that is not valid gets 401 {"message":"Unauthorized"}.', _COGNITO, "documented"
)
COGNITO_EXPIRED = Rule(
    "cognito.expired",
    'An expired token gets 401 {"message":"The incoming token has expired"}.',
    "Users' captures of Cognito user pool authorizers",
    "inferred",
)
IAM = Rule("iam.stated", "Who signed a request is not checked here: the identity is the one stated.", _IAM, "inferred")
IAM_MISSING = Rule(
    "iam.unsigned",
    "An unsigned request to a REST method with IAM authorization gets 403, Missing Authentication Token.",
    _IAM,
    "documented",
)
IAM_MISSING_HTTP = Rule(
    "iam.unsigned-http",
    'An unsigned request to an HTTP route with IAM authorization gets 403 {"message":"Forbidden"}.',
    _IAM,
    "documented",
)
IAM_MISSING_URL = Rule(
    "iam.unsigned-url",
    "An unsigned request to a function URL with AWS_IAM gets 403 AccessDeniedException.",
    "AWS Lambda developer guide, urls-auth",
    "documented",
)
UNKNOWN_AUTHORIZER = Rule(
    "authorizer.unknown",
    "A route that names an authorizer which the API does not define cannot be decided.",
    "The API definition",
    "inferred",
)
