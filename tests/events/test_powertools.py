"""Tests that AWS's own models of events, those of Powertools, take what is built and what is shipped."""

from __future__ import annotations

import json
from random import Random
from typing import TYPE_CHECKING

import pytest
from aws_lambda_powertools.utilities.parser import models

from tests.events.conftest import NOW_MS
from workbench.events.arrival import Arrival
from workbench.events.build import build_event
from workbench.events.caller import caller_kinds, example_caller
from workbench.events.caller_overlay import overlay_of
from workbench.events.connection import Connection
from workbench.events.http import HttpRequest
from workbench.events.samples import sample
from workbench.events.source import Source
from workbench.resource import resource

if TYPE_CHECKING:
    from pydantic import BaseModel

MODELS: dict[Source, type[BaseModel]] = {
    Source.REST: models.APIGatewayProxyEventModel,
    Source.HTTP_1: models.APIGatewayProxyEventModel,
    Source.HTTP_2: models.APIGatewayProxyEventV2Model,
    Source.FUNCTION_URL: models.LambdaFunctionUrlModel,
    Source.ALB: models.AlbModel,
    Source.REST_TOKEN_AUTHORIZER: models.ApiGatewayAuthorizerToken,
    Source.REST_REQUEST_AUTHORIZER: models.ApiGatewayAuthorizerRequest,
    Source.HTTP_2_AUTHORIZER: models.ApiGatewayAuthorizerRequestV2,
    Source.WEBSOCKET: models.APIGatewayWebSocketConnectEventModel,
}


@pytest.mark.parametrize("source", MODELS)
def test_a_sample_is_taken(source):
    MODELS[source].model_validate(sample(source))


@pytest.mark.parametrize(
    ("source", "kind"),
    [(source, kind) for source in (Source.REST, Source.HTTP_2, Source.FUNCTION_URL) for kind in caller_kinds(source)],
)
def test_every_kind_of_caller_is_taken(source, kind):
    overlay = overlay_of(example_caller(kind), source)
    arrival = Arrival(
        source,
        resource="/a",
        path="/a",
        identity=overlay.identity,
        authorizer=overlay.authorizer,
        context=overlay.context,
    )
    request = HttpRequest("GET", "https://x/prod/a", (("User-Agent", "curl/8"),))
    MODELS[source].model_validate(build_event(request, arrival, now_ms=NOW_MS, random=Random(1)))


@pytest.mark.parametrize(
    ("connection", "model"),
    [
        (Connection("MESSAGE", message=b"{}"), models.APIGatewayWebSocketMessageEventModel),
        (Connection("DISCONNECT"), models.APIGatewayWebSocketDisconnectEventModel),
    ],
)
def test_the_moments_of_a_connection_are_taken(connection, model):
    arrival = Arrival(Source.WEBSOCKET, resource="send", connection=connection)
    model.model_validate(build_event(HttpRequest("GET", "https://x/prod"), arrival, now_ms=NOW_MS, random=Random(1)))


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("s3-put", models.S3Model),
        ("sqs", models.SqsModel),
        ("sns", models.SnsModel),
        ("eventbridge", models.EventBridgeModel),
        ("schedule", models.EventBridgeModel),
        ("dynamodb-stream", models.DynamoDBStreamModel),
        ("kinesis", models.KinesisDataStreamModel),
        ("cognito-pre-sign-up", models.CognitoPreSignupTriggerModel),
    ],
)
def test_a_shipped_event_of_another_source_is_taken(name, model):
    model.model_validate(json.loads(resource(f"saved_events/other/{name}.json").read_text(encoding="utf-8")))
