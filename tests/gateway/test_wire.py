from __future__ import annotations

import pytest

from workbench.events.http import HttpRequest, HttpResponse
from workbench.gateway.api import Api
from workbench.gateway.rules_rest import OK
from workbench.gateway.verdict import Reply, Verdict
from workbench.gateway.wire import http_date, on_the_wire

REPLY = Reply(HttpResponse(200, (("Content-Type", "text/plain"),)), Verdict("ok", "Fine.", OK))
REQUEST = HttpRequest("GET", "https://example.com/")


def test_a_date_is_told_as_http_tells_it():
    assert http_date(784_111_777_000) == "Sun, 06 Nov 1994 08:49:37 GMT"


def test_without_a_clock_nothing_is_added():
    assert on_the_wire(Api(), REQUEST, REPLY) == REPLY


@pytest.mark.parametrize("kind", ["REST", "HTTP", "FUNCTION_URL", "ALB"])
def test_a_reply_is_dated_once(kind):
    sent = on_the_wire(Api(type=kind), REQUEST, REPLY, now_ms=784_111_777_000)
    assert on_the_wire(Api(type=kind), REQUEST, sent, now_ms=0) == sent
    assert dict(sent.response.headers)["Date"] == "Sun, 06 Nov 1994 08:49:37 GMT"


def test_a_websocket_frame_has_no_headers_to_date():
    assert on_the_wire(Api(type="WEBSOCKET"), REQUEST, REPLY, now_ms=0) == REPLY


@pytest.mark.parametrize("protocol", ["HTTP/2", "h2", "HTTP/3"])
def test_later_protocols_spell_names_in_lower_case_and_have_no_connection_header(protocol):
    sent = on_the_wire(Api(), HttpRequest("GET", "https://example.com/", http_version=protocol), REPLY, now_ms=0)
    assert [name for name, _ in sent.response.headers] == ["date", "content-type"]
