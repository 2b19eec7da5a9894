"""What is known of request validation and of the response cache."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from tests.conformance.gateway.asking import HOST, Table, same, values
from tests.conformance.gateway.gate import MONDAY_MS, decided, equal, through
from workbench.events.http import HttpRequest, HttpResponse
from workbench.gateway.admission import keep
from workbench.gateway.api import Api, Cache, Route
from workbench.gateway.rules_rest import OK
from workbench.gateway.verdict import Reply, Verdict

if TYPE_CHECKING:
    from workbench.gateway.admission_so_far import Admission

THROTTLING = "API Gateway developer guide, api-gateway-request-throttling"
LIMITS = "API Gateway developer guide, limits"
WAF = "AWS WAF developer guide, waf-rule-statement-type-rate-based"
RECORDED = (
    "LocalStack test_apigateway_common.py::test_api_gateway_request_validator, and its test with models that refer"
)
VALIDATION = "API Gateway developer guide, api-gateway-method-request-validation"
CACHING = "API Gateway developer guide, api-gateway-caching"
validation = Table("validation", "rest-validation")
cache = Table("cache", "rest-cache")


def validated(
    *,
    body: Any = None,
    query: Any = "",
    headers: Any = (),
    content_type: Any = "application/json",
    parameters: Any = None,
    model: Any = None,
    named: Any = None,
) -> Any:
    settings = {"request_validator": {"validate_request_parameters": True, "validate_request_body": True}}
    if parameters:
        settings["request_parameters"] = parameters
    if model is not None:
        settings["request_models"] = {"application/json": model}
    api = Api(routes=(Route("POST", "/pets/{id}", settings=settings),), settings={"request_models": named or {}})
    sent = (*headers, ("Content-Type", content_type)) if content_type else headers
    return through(api, HttpRequest("POST", f"{HOST}/prod/pets/7{query}", sent, body))


PAGE = {"method.request.querystring.page": True, "method.request.header.X-Own": False}
PET = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}


def _missing(query: Any, names: Any) -> None:
    reply = validated(query=query, parameters=PAGE | {"method.request.header.X-Two": True}).reply
    same(
        reply,
        status=400,
        body=f'{{"message": "Missing required request parameters: [{names}]"}}'.encode(),
        code="bad_request_parameters",
        headers={"x-amzn-ErrorType": "BadRequestException"},
    )


def _invalid(**more: Any) -> None:
    reply = validated(**more).reply
    same(
        reply,
        status=400,
        body=b'{"message": "Invalid request body"}',
        code="bad_request_body",
        headers={"x-amzn-ErrorType": "BadRequestException"},
    )


def _valid(**more: Any) -> None:
    admission = validated(**more)
    assert admission.passed, admission.reply
    decided(admission, "validate", "ok")


REFERRING = {"$ref": "https://apigateway.amazonaws.com/restapis/a1b2c3d4e5/models/Pet"}
validation.add("missing parameters are named", RECORDED, "recorded", partial(_missing, "", "X-Two, page"))
validation.add("a blank parameter is missing", VALIDATION, "documented", partial(_missing, "?page=", "X-Two, page"))
validation.add(
    "a parameter that is there passes", VALIDATION, "documented", partial(_valid, query="?page=1", parameters=PAGE)
)
validation.add(
    "an optional parameter may be missing", VALIDATION, "documented", partial(_valid, query="?page=1", parameters=PAGE)
)
validation.add(
    "a path parameter counts", VALIDATION, "documented", partial(_valid, parameters={"method.request.path.id": True})
)
validation.add(
    "a body that fits its model passes", VALIDATION, "documented", partial(_valid, body=b'{"name": "Rex"}', model=PET)
)
validation.add("a body that does not is 400", RECORDED, "recorded", partial(_invalid, body=b"{}", model=PET))
validation.add(
    "a body of the wrong type is 400", VALIDATION, "documented", partial(_invalid, body=b'{"name": 1}', model=PET)
)
validation.add("a body that is no JSON is 400", VALIDATION, "documented", partial(_invalid, body=b"hello", model=PET))
validation.add("no body is 400", VALIDATION, "documented", partial(_invalid, model=PET))
validation.add(
    "a body of another media type is not checked",
    VALIDATION,
    "documented",
    partial(_valid, body=b"hello", content_type="text/plain", model=PET),
)
validation.add(
    "a model is found by name", VALIDATION, "documented", partial(_invalid, body=b"{}", model="Pet", named={"Pet": PET})
)
validation.add(
    "a model refers to another by its address",
    RECORDED,
    "recorded",
    partial(_invalid, body=b"{}", model=REFERRING, named={"Pet": PET}),
)


def _without_validator() -> None:
    api = Api(routes=(Route("GET", "/pets", settings={"request_parameters": PAGE}),))
    assert through(api).passed


validation.add("without a validator nothing is checked", RECORDED, "recorded", _without_validator)

ANSWER = Reply(HttpResponse(200, (("Content-Type", "text/plain"),), b"kept"), Verdict("ok", "", OK))
KEPT = Cache(enabled=True, ttl_seconds=60)


def _asked_twice(
    api: Any, second: Any = None, *, first: Any = None, later_ms: Any = 1000, answer: Any = ANSWER, **more: Any
) -> Admission:
    """What the second request finds after the first was answered and kept."""
    once = through(api, first)
    assert once.passed
    _, _, state = keep(once, answer, once.state, now_ms=MONDAY_MS)
    return through(api, second, state, now_ms=MONDAY_MS + later_ms, **more)


def get(path: Any = "/pets", *headers: Any, method: Any = "GET") -> Any:
    return HttpRequest(method, f"{HOST}/prod{path}", headers)


def _hit(api: Any, **more: Any) -> None:
    admission = _asked_twice(api, **more)
    assert admission.reply is not None
    same(admission.reply, status=200, body=b"kept", code="ok")
    decided(admission, "cache", "hit")


def _miss(api: Any, **more: Any) -> None:
    admission = _asked_twice(api, **more)
    assert admission.passed
    decided(admission, "cache", "miss")


def _no_cache(api: Any, **more: Any) -> None:
    admission = _asked_twice(api, **more)
    assert admission.passed
    assert not [each for each in admission.decisions if each.name == "cache"]


STAGE = Api(cache=KEPT)
BY_PAGE = Api(cache=KEPT, routes=(Route("GET", "/pets", cache_key_parameters=("method.request.querystring.page",)),))
BY_ID = Api(cache=KEPT, routes=(Route("GET", "/pets/{id}", cache_key_parameters=("method.request.path.id",)),))
STRICT = Cache(True, 60, require_authorization=True, unauthorized_strategy="FAIL_WITH_403")
WARNED = Cache(True, 60, require_authorization=True)
SILENT = Cache(True, 60, require_authorization=True, unauthorized_strategy="SUCCEED_WITHOUT_RESPONSE_HEADER")
FRESH = ("Cache-Control", "max-age=0")
cache.add("a second GET is answered from the cache", CACHING, "documented", partial(_hit, STAGE))
cache.add("after its time to live an entry is gone", CACHING, "documented", partial(_miss, STAGE, later_ms=60_000))
cache.add("without a cache nothing is kept", CACHING, "documented", partial(_no_cache, Api()))
cache.add("a time to live of 0 keeps nothing", CACHING, "documented", partial(_no_cache, Api(cache=Cache(True, 0))))
cache.add(
    "only GET is cached",
    CACHING,
    "documented",
    partial(_no_cache, STAGE, first=get(method="POST"), second=get(method="POST")),
)
cache.add(
    "a method of its own cache is cached whatever it is",
    CACHING,
    "documented",
    partial(
        _hit, Api(routes=(Route("POST", "/pets", cache=KEPT),)), first=get(method="POST"), second=get(method="POST")
    ),
)
cache.add(
    "a method may switch the cache off",
    CACHING,
    "documented",
    partial(_no_cache, Api(cache=KEPT, routes=(Route("GET", "/pets", cache=Cache()),))),
)
cache.add(
    "a query that is no key does not matter",
    CACHING,
    "documented",
    partial(_hit, STAGE, first=get("/pets?page=1"), second=get("/pets?page=2")),
)
cache.add(
    "a query that is a key tells entries apart",
    CACHING,
    "documented",
    partial(_miss, BY_PAGE, first=get("/pets?page=1"), second=get("/pets?page=2")),
)
cache.add(
    "the same key finds the same entry",
    CACHING,
    "documented",
    partial(_hit, BY_PAGE, first=get("/pets?page=1&x=1"), second=get("/pets?page=1&x=2")),
)
cache.add(
    "a path parameter that is a key tells entries apart",
    CACHING,
    "documented",
    partial(_miss, BY_ID, first=get("/pets/1"), second=get("/pets/2")),
)
cache.add(
    "a path parameter that is no key does not",
    CACHING,
    "documented",
    partial(_hit, Api(cache=KEPT, routes=(Route("GET", "/pets/{id}"),)), first=get("/pets/1"), second=get("/pets/2")),
)
cache.add("max-age=0 asks the function anew", CACHING, "documented", partial(_miss, STAGE, second=get("/pets", FRESH)))
cache.add(
    "with the permission max-age=0 asks anew",
    CACHING,
    "documented",
    partial(_miss, Api(cache=STRICT), second=get("/pets", FRESH), may_invalidate=True),
)
cache.add(
    "without it the stage may fail with 403",
    CACHING,
    "documented",
    lambda: same(_asked_twice(Api(cache=STRICT), get("/pets", FRESH)).reply, status=403),
)
cache.add(
    "without it the stage may answer with a warning",
    CACHING,
    "documented",
    lambda: equal(len(values(_asked_twice(Api(cache=WARNED), get("/pets", FRESH)).reply, "Warning")), 1),
)
cache.add(
    "without it the stage may answer in silence",
    CACHING,
    "documented",
    lambda: equal(values(_asked_twice(Api(cache=SILENT), get("/pets", FRESH)).reply, "Warning"), []),
)
cache.add(
    "an answer beyond 1,048,576 bytes is not kept",
    CACHING,
    "documented",
    partial(_miss, STAGE, answer=Reply(HttpResponse(200, (), bytes(1_048_577)), ANSWER.verdict)),
)
cache.add(
    "an answer that is no success is not kept",
    "reasoning; not recorded",
    "inferred",
    partial(_miss, STAGE, answer=Reply(HttpResponse(404), ANSWER.verdict)),
)
cache.add(
    "an HTTP API has no cache",
    "API Gateway developer guide, http-api-vs-rest",
    "documented",
    lambda: equal([each.name for each in through(Api(type="HTTP", cache=KEPT)).decisions], ["throttle"]),
)
ROWS = (*validation.rows, *cache.rows)
