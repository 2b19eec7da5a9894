"""Rules of HTTP itself, which hold whatever stands in front of a function."""

from __future__ import annotations

from workbench.gateway.verdict import Rule

CLEANED = Rule(
    "wire.header-value",
    "A header value carries no line breaks or other control characters.",
    "RFC 9110, section 5.5",
    "inferred",
)
NAME_DROPPED = Rule(
    "wire.header-name",
    "A header name is a token: letters, digits and a few signs.",
    "RFC 9110, section 5.1",
    "inferred",
)
NO_BODY = Rule(
    "wire.no-body",
    "HEAD, 1xx, 204 and 304 are answered without a body.",
    "RFC 9110, sections 9.3.2, 15.3.5 and 15.4.5",
    "inferred",
)
LOWER_CASE = Rule(
    "wire.http2-names", "Over HTTP/2 header names travel in lower case.", "RFC 9113, section 8.2.1", "documented"
)
DATE = Rule(
    "wire.date",
    "API Gateway dates every response.",
    "aws-lambda-dotnet LambdaTestTool-v2 snapshot V1_APIHeaders, V2_APIHeaders",
    "recorded",
)
DATE_OF_OTHERS = Rule(
    "wire.date-others", "A server with a clock dates its responses.", "RFC 9110, section 6.6.1", "inferred"
)
CONNECTION = Rule(
    "wire.connection",
    "Over HTTP/1.1 the connection is kept open for the next request.",
    "aws-lambda-dotnet LambdaTestTool-v2 snapshot V1_APIHeaders, V2_APIHeaders",
    "recorded",
)
