"""The published JSON Schema of an API file is the model's own."""

import json
from typing import Any

import jsonschema
import pytest

from workbench.gateway.api import Api
from workbench.interchange.api_file import read_api
from workbench.interchange.api_schema import api_json_schema
from workbench.interchange.document import read_document
from workbench.resource import resource

COMMAND_LINE_EXAMPLE = """
type: REST                     # REST | HTTP | WEBSOCKET | FUNCTION_URL | ALB
id: a1b2c3d4e5
name: demo
account_id: "123456789012"
region: us-east-1
stage: prod                    # HTTP, FUNCTION_URL: $default
endpoint_type: REGIONAL        # REST: REGIONAL | EDGE | PRIVATE
payload_format_version: "2.0"  # HTTP: "1.0" | "2.0"
multi_value_headers: false     # ALB
custom_domain: null            # {name: api.example.com, base_path: v1}
binary_media_types: []         # REST
stage_variables: {}
integration_timeout_ms: null   # the quota of the API type
throttle: {rate_limit: 10000, burst_limit: 5000}
cache: {enabled: false, ttl_seconds: 300}
api_keys: []                   # {name, value, usage_plan: {rate_limit, burst_limit, quota: {limit, period}}}
authorizers: {}                # name: {type: TOKEN|REQUEST|JWT|COGNITO|IAM, function: …, identity_source: […], …}
routes:
  - {method: GET, path: /pets/{id}, function: src/pets.py:handler}
  - {method: ANY, path: "/{proxy+}", function: src/app.py:handler, authorizer: null, api_key_required: false,
     throttle: null, cache: null, cache_key_parameters: []}
"""


def published() -> Any:
    return json.loads(resource("schemas/api.schema.json").read_text("utf-8"))


def test_the_published_schema_is_what_the_model_generates():
    assert published() == api_json_schema()


def test_the_published_schema_is_a_json_schema():
    jsonschema.Draft202012Validator.check_schema(published())


def test_the_documented_example_passes_the_published_schema():
    jsonschema.validate(read_document(COMMAND_LINE_EXAMPLE, name="api.yaml").value, published())


def test_the_documented_example_reads_as_the_defaults_and_two_routes():
    api = read_api(COMMAND_LINE_EXAMPLE, name="api.yaml").api
    assert [route.key for route in api.routes] == ["GET /pets/{id}", "ANY /{proxy+}"]
    assert Api(routes=api.routes) == api


@pytest.mark.parametrize("api_type", ["REST", "HTTP", "WEBSOCKET", "FUNCTION_URL", "ALB"])
def test_only_the_type_is_required(api_type):
    jsonschema.validate({"type": api_type}, published())
    assert read_api(f"type: {api_type}", name="api.yaml").api.type == api_type
