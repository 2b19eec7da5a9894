import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import InputError
from workbench.events.http import HttpRequest
from workbench.interchange.raw_http import request_from_raw, request_to_raw

_NAME = st.text("abcXYZ019-_", min_size=1, max_size=10).map(lambda name: f"X-{name}")
_VALUE = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp")), max_size=20).map(str.strip)


def test_request_line_headers_and_body_are_read():
    head = "POST /prod/pets?a=%20b HTTP/1.1\r\nHost: api.example.com\r\nX-A: 1\r\nx-a:2 \r\nContent-Length: 3\r\n\r\n"
    text = head + "abc\r\n"
    assert request_from_raw(text, name="r") == HttpRequest(
        "POST",
        "https://api.example.com/prod/pets?a=%20b",
        (("Host", "api.example.com"), ("X-A", "1"), ("x-a", "2"), ("Content-Length", "3")),
        b"abc",
    )


def test_an_absolute_url_needs_no_host_and_no_version():
    request = request_from_raw("GET http://localhost:3000/x\n\n", name="r")
    assert (request.url, request.http_version, request.body) == ("http://localhost:3000/x", "HTTP/1.1", None)


def test_without_a_length_the_body_goes_to_the_end_less_the_last_line_break():
    text = "POST https://a.b/ HTTP/1.1\nContent-Type: text/plain\n\nline one\nline two\n"
    assert request_from_raw(text, name="r").body == b"line one\nline two"


def test_a_length_that_counts_crlf_is_right_also_after_an_editor_made_them_lf():
    text = "POST https://a.b/ HTTP/1.1\nContent-Length: 4\n\na\nb"
    assert request_from_raw(text, name="r").body == b"a\r\nb"


def test_a_folded_header_is_one_header():
    request = request_from_raw("GET https://a.b/ HTTP/1.1\nX-Long: one\n  two\n\n", name="r")
    assert request.headers == (("X-Long", "one two"),)


def test_chunks_are_joined():
    text = "POST https://a.b/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n"
    assert request_from_raw(text, name="r").body == b"abcde"


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("", "r:1:1", "request line"),
        ("hello\n", "r:1:1", "request line"),
        ("GET /x HTTP/1.1\n\n", "r:1:5", "host"),
        ("GET https://a.b/ HTTP/1.1\nno colon\n\n", "r:2:1", "header"),
        ("POST https://a.b/ HTTP/1.1\nContent-Length: 9\n\nabc", "r:4:1", "Content-Length is 9, the body has 3"),
        ("POST https://a.b/ HTTP/1.1\nContent-Length: 2\n\nabc", "r:4:1", "Content-Length"),
        ("POST https://a.b/ HTTP/1.1\nContent-Length: x\n\nabc", "r:4:1", "Content-Length"),
        ("POST https://a.b/ HTTP/1.1\nTransfer-Encoding: chunked\n\nabc", "r:4:1", "chunks"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(text, place, message):
    with pytest.raises(InputError) as caught:
        request_from_raw(text, name="r")
    assert caught.value.place == place
    assert message in caught.value.message
    assert caught.value.mend


@given(
    st.sampled_from(["GET", "POST", "PUT", "DELETE"]),
    st.text("abc/%20+~.", max_size=12),
    st.sampled_from(["", "?", "?a=1&a=2", "?%F0=x+y"]),
    st.lists(st.tuples(_NAME, _VALUE), max_size=4),
    st.none() | st.text(st.characters(codec="utf-8"), min_size=1, max_size=40),
)
@settings(max_examples=80)
def test_a_request_written_as_text_reads_back_as_the_same_request(method, path, query, headers, body):
    data = None if body is None else body.encode()
    length = () if data is None else (("Content-Length", str(len(data))),)
    request = HttpRequest(method, f"https://a.example/{path}{query}", (("Host", "a.example"), *headers, *length), data)
    assert request_from_raw(request_to_raw(request), name="r") == request
