"""Rules of an Application Load Balancer's responses for a Lambda target."""

from __future__ import annotations

from workbench.gateway.verdict import Rule

_GUIDE = "Elastic Load Balancing user guide, lambda-functions"
_TROUBLE = "Elastic Load Balancing user guide, load-balancer-troubleshooting"

OK = Rule(
    "alb.response",
    "A load balancer takes an object with statusCode, statusDescription, isBase64Encoded, body, and headers or "
    "multiValueHeaders, as its target group is set.",
    _GUIDE,
    "documented",
)
MALFORMED = Rule(
    "alb.malformed", "A result that is not of the documented shape gives the client 502.", _TROUBLE, "documented"
)
FUNCTION_ERROR = Rule(
    "alb.function-error", "A function that fails or times out gives the client 502.", _TROUBLE, "documented"
)
TOO_LARGE = Rule("alb.response-too-large", "A result beyond 1 MB gives the client 502.", _TROUBLE, "documented")
TIMEOUT = Rule("alb.timeout", "A Lambda service that does not answer gives the client 504.", _TROUBLE, "documented")
STATUS_TEXT = Rule(
    "alb.status-text", "A statusCode that is a number in quotes is taken as the number.", _GUIDE, "inferred"
)
REASON = Rule(
    "alb.reason", "The reason phrase is the text of statusDescription after its number.", _GUIDE, "documented"
)
OTHER_MAP = Rule(
    "alb.other-map",
    "The target group's setting chooses one of headers and multiValueHeaders; the other is ignored.",
    _GUIDE,
    "documented",
)
HEADER_AS_TEXT = Rule(
    "alb.header-as-text", "A header value that is a number or boolean is sent as its text.", _GUIDE, "inferred"
)
UNKNOWN_KEY = Rule("alb.unknown-key", "Keys that the response format does not know are ignored.", _GUIDE, "inferred")
DROPPED = Rule(
    "alb.hop-by-hop", "Hop-by-hop headers such as Connection and Transfer-Encoding are ignored.", _GUIDE, "documented"
)
CONTENT_TYPE = Rule(
    "alb.content-type",
    "Without a Content-Type the load balancer sends application/octet-stream.",
    "Users' reports of responses that browsers offer to save",
    "inferred",
)
ADDED = Rule("alb.added", "The load balancer computes Content-Length and names itself in Server.", _GUIDE, "documented")
DECODED = Rule("alb.base64-decoded", "A flagged body is always decoded.", _GUIDE, "documented")
NO_PERMISSION = Rule(
    "alb.no-permission",
    "Without the permission for elasticloadbalancing.amazonaws.com the client gets 502.",
    _TROUBLE,
    "inferred",
)
