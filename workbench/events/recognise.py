"""Tells what an event came from, by its own keys."""

from __future__ import annotations

from workbench.events.source import Source

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from workbench.events.json_value import Json, JsonObject


def source_of(event: Json) -> Source:
    """The source of an event; `Source.OTHER` where its keys are those of no HTTP event or authorizer input."""
    if not isinstance(event, dict):
        return Source.OTHER
    kind = event.get("type")
    if kind in ("TOKEN", "REQUEST") and ("methodArn" in event or "routeArn" in event):
        return _authorizer(event, kind)
    context = event.get("requestContext")
    if not isinstance(context, dict):
        context = {}
    if "elb" in context:
        return Source.ALB
    if "connectionId" in context or context.get("eventType") in ("CONNECT", "MESSAGE", "DISCONNECT"):
        return Source.WEBSOCKET
    if isinstance(context.get("http"), dict) or (event.get("version") == "2.0" and "rawPath" in event):
        return Source.FUNCTION_URL if ".lambda-url." in str(context.get("domainName")) else Source.HTTP_2
    has_method = "httpMethod" in event and not event.keys().isdisjoint(("path", "resource", "requestContext"))
    if has_method or ("httpMethod" in context and "resourcePath" in context):
        return Source.HTTP_1 if event.get("version") == "1.0" and not _is_rest(context) else Source.REST
    return Source.OTHER


def _authorizer(event: JsonObject, kind: str) -> Source:
    if kind == "TOKEN":
        return Source.REST_TOKEN_AUTHORIZER
    if event.get("version") == "2.0" or "routeArn" in event:
        return Source.HTTP_2_AUTHORIZER
    return Source.HTTP_1_AUTHORIZER if event.get("version") == "1.0" else Source.REST_REQUEST_AUTHORIZER


def _is_rest(context: JsonObject) -> bool:
    """Whether an event that names version 1.0 is a REST API's all the same: only there is a deployment."""
    return "deploymentId" in context
