"""One small application, written with each framework: a GET with parameters, an echo, and two cookies."""

import base64
from typing import Any

import fastapi
import flask
from aws_lambda_powertools import event_handler
from aws_lambda_powertools.shared.cookies import Cookie

FASTAPI = fastapi.FastAPI()
FLASK = flask.Flask("demo")
RESOLVERS: dict[str, Any] = {
    "REST": event_handler.APIGatewayRestResolver,
    "HTTP 2.0": event_handler.APIGatewayHttpResolver,
    "function URL": event_handler.LambdaFunctionUrlResolver,
    "ALB": event_handler.ALBResolver,
    "ALB multi": event_handler.ALBResolver,
}


@FASTAPI.get("/pets/{pet}")
async def fastapi_pet(pet: str, request: fastapi.Request):
    said = {"pet": pet, "q": request.query_params.getlist("q"), "agent": request.headers["user-agent"]}
    return {**said, "cookies": request.cookies, "host": request.headers["host"]}


@FASTAPI.post("/echo")
async def fastapi_echo(request: fastapi.Request):
    headers = {"x-own": "yes", "content-type": request.headers["content-type"]}
    return fastapi.Response(await request.body(), status_code=201, headers=headers)


@FASTAPI.get("/cookies")
async def fastapi_cookies():
    response = fastapi.Response()
    response.set_cookie("a", "1")
    response.set_cookie("b", "2")
    return response


@FLASK.get("/pets/<pet>")
def flask_pet(pet: str):
    asked = flask.request
    said = {"pet": pet, "q": asked.args.getlist("q"), "agent": asked.headers["User-Agent"]}
    return {**said, "cookies": dict(asked.cookies), "host": asked.headers["Host"]}


@FLASK.post("/echo")
def flask_echo():
    headers = {"x-own": "yes", "Content-Type": flask.request.headers["Content-Type"]}
    return flask.request.get_data(), 201, headers


@FLASK.get("/cookies")
def flask_cookies():
    response = flask.Response()
    response.set_cookie("a", "1")
    response.set_cookie("b", "2")
    return response


def powertools_app(source: str) -> Any:
    """The application with the resolver of this source."""
    app = RESOLVERS[source]()

    @app.get("/pets/<pet>")
    def pet(pet: str):
        event = app.current_event
        sent = {name.lower(): value for name, value in event.resolved_headers_field.items()}
        pairs = event.raw_event.get("cookies") or _first(sent["cookie"]).split("; ")
        said = {"pet": pet, "q": event.resolved_query_string_parameters["q"], "agent": _first(sent["user-agent"])}
        return {**said, "cookies": dict(pair.split("=") for pair in pairs), "host": _first(sent["host"])}

    @app.post("/echo")
    def echo():
        event = app.current_event
        sent = {name.lower(): value for name, value in event.resolved_headers_field.items()}
        body = base64.b64decode(event.body) if event.is_base64_encoded else event.body.encode()
        kind = _first(sent["content-type"])
        return event_handler.Response(201, content_type=kind, body=body.decode(), headers={"x-own": "yes"})

    @app.get("/cookies")
    def cookies():
        both = [Cookie("a", "1", secure=False), Cookie("b", "2", secure=False)]
        return event_handler.Response(200, body="", content_type="text/plain", cookies=both)

    return app.resolve


def _first(value: str | list[str]) -> str:
    return value if isinstance(value, str) else value[0]
