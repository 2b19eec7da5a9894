"""Request validation of a REST API: required parameters, and the body against its model."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from workbench.events.identity_source import identity_value
from workbench.gateway import rules_admission as rules
from workbench.gateway.gate_decision import GateDecision
from workbench.gateway.gateway_responses import Refusal, refuse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.events.arrival import Arrival
    from workbench.events.http import HttpRequest
    from workbench.events.json_value import Json, JsonObject
    from workbench.gateway.api import Api, Route
    from workbench.gateway.verdict import Reply

MODEL_REFERENCE = "https://apigateway.amazonaws.com/restapis/"
"""How a model names another one of its API: this, the API's id, `/models/` and the name."""


def validate(
    api: Api, route: Route, request: HttpRequest, arrival: Arrival
) -> tuple[GateDecision, Reply | None] | None:
    """What the route's validator says of a request; None where it has none."""
    validator = route.settings.get("request_validator")
    if api.type != "REST" or not isinstance(validator, dict):
        return None
    checked = []
    if validator.get("validate_request_parameters"):
        if missing := missing_parameters(route, request, arrival):
            return _missing(api, request, missing, context=arrival.context)
        checked.append("parameters")
    if validator.get("validate_request_body"):
        schema, media_type = _schema(api, route, request)
        if schema is not None:
            if problem := body_problem(api, schema, request.body):
                return _invalid(api, request, problem, media_type=media_type, context=arrival.context)
            checked.append("body")
    what = " and ".join(checked) or "nothing"
    return GateDecision("validate", "ok", f"Checked: {what}", rules.PARAMETERS, {"checked": checked}), None


def missing_parameters(route: Route, request: HttpRequest, arrival: Arrival) -> list[str]:
    """The names of the required parameters that are not there, or blank: of headers, then path, then query."""
    said = route.settings.get("request_parameters")
    missing = []
    for expression, required in sorted(said.items()) if isinstance(said, dict) else ():
        value = identity_value(expression, request, arrival, context={})
        if required and not (value or "").strip():
            missing.append(expression.rpartition(".")[2])
    return missing


def body_problem(api: Api, schema: JsonObject, body: bytes | None) -> str:
    """Why a body is not what its model says; empty where it is."""
    try:
        value = json.loads(body or b"")
    except (ValueError, RecursionError):
        return "The body is not JSON"
    from jsonschema import Draft4Validator
    from jsonschema.exceptions import SchemaError, best_match
    from referencing.exceptions import Unresolvable

    validator = Draft4Validator(schema, registry=_models(api))
    try:
        found = best_match(validator.iter_errors(value))
    except (SchemaError, Unresolvable, RecursionError, TypeError, AttributeError) as error:
        return f"The model cannot be read: {error}"
    return "" if found is None else f"{found.json_path}: {found.message}"


def _schema(api: Api, route: Route, request: HttpRequest) -> tuple[JsonObject | None, str]:
    media_type = (request.header("Content-Type") or "application/json").partition(";")[0].strip().lower()
    said = route.settings.get("request_models")
    models = {str(name).lower(): model for name, model in said.items()} if isinstance(said, dict) else {}
    model: Json = models.get(media_type, models.get("$default"))
    if isinstance(model, str):
        named = api.settings.get("request_models")
        model = named.get(model) if isinstance(named, dict) else None
    return (model if isinstance(model, dict) else None), media_type


def _models(api: Api) -> Json:
    """The models of the API, by the addresses under which models name each other."""
    from referencing import Registry
    from referencing.jsonschema import DRAFT4

    named = api.settings.get("request_models")
    models = named if isinstance(named, dict) else {}
    resources = [
        (f"{MODEL_REFERENCE}{api.id}/models/{name}", DRAFT4.create_resource(model)) for name, model in models.items()
    ]
    return Registry().with_resources(resources)


def _missing(
    api: Api, request: HttpRequest, missing: list[str], *, context: Mapping[str, Json]
) -> tuple[GateDecision, Reply]:
    message = f"Missing required request parameters: [{', '.join(missing)}]"
    refusal = Refusal(
        "BAD_REQUEST_PARAMETERS",
        "bad_request_parameters",
        f"{message}.",
        rules.PARAMETERS,
        message=message,
        body=json.dumps({"message": message}),
        context=context,
    )
    decision = GateDecision("validate", "refused", message, rules.PARAMETERS, {"missing": missing})
    return decision, refuse(api, request, refusal)


def _invalid(
    api: Api, request: HttpRequest, problem: str, *, media_type: str, context: Mapping[str, Json]
) -> tuple[GateDecision, Reply]:
    refusal = Refusal(
        "BAD_REQUEST_BODY",
        "bad_request_body",
        f"The body is not what the model for {media_type} says. {problem}.",
        rules.BODY,
        validation=f"[{problem}]",
        context=context,
    )
    decision = GateDecision("validate", "refused", problem, rules.BODY, {"media_type": media_type, "problem": problem})
    return decision, refuse(api, request, refusal)
