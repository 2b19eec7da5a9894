from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.runtime.http_wire import BadRequest, RequestReader, answer


def requests_of(data: bytes, cuts: list[int]) -> list[tuple[str, str, bytes]]:
    reader, found, at = RequestReader(), [], 0
    for cut in [*sorted(cuts), len(data)]:
        reader.feed(data[at:cut])
        at = cut
        while (request := reader.next_request()) is not None:
            found.append((request.method, request.path, bytes(request.body)))
    return found


def chunked(body: bytes, size: int) -> bytes:
    parts = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.binary(max_size=60), st.integers(0, 20)), min_size=1, max_size=4),
    st.lists(st.integers(0, 400), max_size=8),
)
def test_requests_are_read_whole_however_the_bytes_come(bodies, cuts):
    data = b""
    for number, (body, size) in enumerate(bodies):
        head = b"POST /%d HTTP/1.1\r\nHost: h\r\n" % number
        if size:
            data += head + b"Transfer-Encoding: chunked\r\n\r\n" + chunked(body, size)
        else:
            data += head + b"Content-Length: %d\r\n\r\n" % len(body) + body
    expected = [("POST", f"/{number}", body) for number, (body, _) in enumerate(bodies)]
    assert requests_of(data, [min(cut, len(data)) for cut in cuts]) == expected


def test_trailers_are_read():
    reader = RequestReader()
    reader.feed(b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nX-Error: b\r\nY: c\r\n\r\n")
    request = reader.next_request()
    assert request is not None
    assert request.trailers == {"x-error": "b", "y": "c"}


@pytest.mark.parametrize(
    "data",
    [
        b"nonsense\r\n\r\n",
        b"GET / FTP/1.0\r\n\r\n",
        b"GET / HTTP/1.1\r\nnocolon\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
        b"A" * 1_300_000,
    ],
)
def test_what_is_no_http_is_refused(data):
    reader = RequestReader()
    reader.feed(data)
    with pytest.raises(BadRequest):
        reader.next_request()


def test_answer_has_the_length_of_its_body():
    assert answer(202, b"ok").endswith(b"Content-Length: 2\r\n\r\nok")
