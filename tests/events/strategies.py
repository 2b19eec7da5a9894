"""Requests, arrivals and JSON values, as hypothesis draws them."""

from __future__ import annotations

import string

from hypothesis import strategies as st

from workbench.events.arrival import Arrival
from workbench.events.connection import Connection
from workbench.events.http import HttpRequest
from workbench.events.source import Source

TOKEN = st.text(string.ascii_letters + string.digits + "-_", min_size=1, max_size=8)
VALUE = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x24F), max_size=12)
HEADER_VALUE = st.text(string.ascii_letters + string.digits + " -_;=/*.", max_size=12).map(str.strip)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | VALUE,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(VALUE, inner, max_size=3),
    max_leaves=8,
)
SEGMENT = st.text(string.ascii_letters + string.digits + "-._~", min_size=1, max_size=6) | st.sampled_from(
    ["a%20b", "caf%C3%A9", "x%2By", "a+b"]
)
PATH = st.lists(SEGMENT, min_size=1, max_size=3).map(lambda parts: "/" + "/".join(parts))
PAIRS = st.lists(st.tuples(TOKEN, VALUE), max_size=5)

HEADERS = st.lists(
    st.tuples(
        st.sampled_from(["Accept", "X-One", "x-two", "Content-Type", "Cookie", "tEsT-HEADeR"]),
        HEADER_VALUE,
    ),
    max_size=6,
)
BODIES = st.none() | st.binary(min_size=1, max_size=20) | VALUE.filter(bool).map(str.encode)


@st.composite
def arrivals(draw, sources=tuple(source for source in Source if source.is_http)):
    source = draw(st.sampled_from(sources))
    stage = "$default" if source is Source.FUNCTION_URL else draw(st.sampled_from(["prod", "$default", "test"]))
    path = draw(PATH)
    connection = None
    resource = "/{proxy+}"
    parameters: tuple[tuple[str, str], ...] = (("proxy", path[1:]),)
    if source in (Source.ALB, Source.FUNCTION_URL):
        resource, parameters = "$default" if source is Source.FUNCTION_URL else "/", ()
    elif source is Source.WEBSOCKET:
        resource, parameters, path = "$connect", (), "/"
        kind = draw(st.sampled_from(["CONNECT", "MESSAGE", "DISCONNECT"]))
        connection = Connection(kind, message=draw(VALUE).encode()) if kind != "CONNECT" else None
        resource = {"CONNECT": "$connect", "MESSAGE": "sendMessage", "DISCONNECT": "$disconnect"}[kind]
    return Arrival(
        source,
        stage=stage,
        resource=resource,
        path=path,
        path_parameters=parameters,
        stage_variables=draw(st.dictionaries(TOKEN, VALUE, max_size=2))
        if source not in (Source.ALB, Source.FUNCTION_URL)
        else {},
        binary_media_types=("image/png",),
        multi_value_headers=draw(st.booleans()),
        connection=connection,
    )


@st.composite
def requests(draw, arrival):
    from workbench.events.query import encoded

    query = encoded(draw(PAIRS))
    host = arrival.domain
    stage = (
        ""
        if arrival.stage == "$default" or arrival.source in (Source.ALB, Source.FUNCTION_URL)
        else f"/{arrival.stage}"
    )
    path = "" if arrival.source is Source.WEBSOCKET else arrival.path
    return HttpRequest(
        draw(st.sampled_from(["GET", "POST", "PUT"])),
        f"https://{host}{stage}{path}" + (f"?{query}" if query else ""),
        (("Host", host), *draw(st.sampled_from([(), (("User-Agent", "curl/8.5.0"),)])), *draw(HEADERS)),
        draw(BODIES),
        client_address="198.51.100.7",
    )
