import base64
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import InputError
from workbench.events.http import HttpRequest, HttpResponse
from workbench.interchange.har import request_from_har, request_to_har, response_to_har

MINIMAL = {"method": "GET", "url": "https://api.example.com/prod/pets?b=2&a=1&b=%20x+y"}

_TOKEN = st.text("abcXYZ019-_", min_size=1, max_size=12)
_VALUE = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=20).map(str.strip)
REQUESTS = st.builds(
    HttpRequest,
    method=st.sampled_from(["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"]),
    url=st.builds(
        lambda path, query: f"https://api.example.com/{path}{query}",
        st.text("abc/%20+~.é", max_size=12),
        st.sampled_from(["", "?", "?a", "?a=1&a=2", "?%F0%9F=x+y&&=", "?q=a%2Fb#part"]),
    ),
    headers=st.lists(st.tuples(_TOKEN.map(lambda name: f"X-{name}"), _VALUE), max_size=5).map(tuple),
    body=st.none() | st.binary(max_size=60) | st.text(max_size=40).map(lambda text: text.encode("utf-8", "replace")),
    http_version=st.sampled_from(["HTTP/1.0", "HTTP/1.1", "HTTP/2.0"]),
    client_address=st.sampled_from(["127.0.0.1", "203.0.113.7", "2001:db8::1"]),
)


@given(REQUESTS)
@settings(max_examples=100)
def test_a_request_written_as_har_reads_back_as_the_same_request(request):
    document = json.loads(json.dumps(request_to_har(request)))
    assert request_from_har(document, name="x.har") == request


def test_the_query_is_the_one_in_the_url_exactly_as_spelled():
    request = request_from_har({**MINIMAL, "queryString": [{"name": "other", "value": "1"}]}, name="x.har")
    assert request.raw_query == "b=2&a=1&b=%20x+y"


def test_defaults_are_those_of_a_plain_client():
    request = request_from_har(MINIMAL, name="x.har")
    assert request == HttpRequest("GET", MINIMAL["url"], (), None, "HTTP/1.1", "127.0.0.1")


@pytest.mark.parametrize(
    "wrap",
    [lambda r: r, lambda r: {"request": r, "response": {}}, lambda r: {"log": {"entries": [{"request": r}]}}],
    ids=["request", "entry", "file"],
)
def test_a_request_an_entry_and_a_file_of_one_entry_are_the_same(wrap):
    assert request_from_har(wrap(MINIMAL), name="x.har").url == MINIMAL["url"]


def test_headers_keep_order_case_and_duplicates_and_lose_http2_pseudo_fields():
    headers = [
        {"name": ":authority", "value": "api.example.com"},
        {"name": "b", "value": "1"},
        {"name": "A", "value": ""},
        {"name": "b", "value": "2"},
    ]
    request = request_from_har({**MINIMAL, "headers": headers, "httpVersion": "h2"}, name="x.har")
    assert request.headers == (("b", "1"), ("A", ""), ("b", "2"))
    assert request.http_version == "HTTP/2.0"


def test_a_base64_body_is_decoded_and_a_text_body_is_utf8():
    binary = {"mimeType": "image/png", "text": base64.b64encode(b"\x89PNG\0").decode(), "encoding": "base64"}
    assert request_from_har({**MINIMAL, "postData": binary}, name="x").body == b"\x89PNG\0"
    assert request_from_har({**MINIMAL, "postData": {"mimeType": "", "text": "é"}}, name="x").body == b"\xc3\xa9"
    assert request_from_har({**MINIMAL, "postData": {"mimeType": "", "text": ""}}, name="x").body == b""


def test_form_parameters_without_a_text_become_the_body():
    params = [{"name": "a b", "value": "1"}, {"name": "c", "value": "é"}]
    request = request_from_har({**MINIMAL, "postData": {"mimeType": "x", "params": params}}, name="x")
    assert request.body == b"a+b=1&c=%C3%A9"


def test_cookies_make_a_cookie_header_only_where_there_is_none():
    cookies = {"cookies": [{"name": "a", "value": "1"}, {"name": "b", "value": "2"}]}
    assert request_from_har({**MINIMAL, **cookies}, name="x").header("Cookie") == "a=1; b=2"
    sent = {"headers": [{"name": "cookie", "value": "z=9"}]}
    assert request_from_har({**MINIMAL, **cookies, **sent}, name="x").headers == (("cookie", "z=9"),)


def test_the_client_address_is_taken_from_the_request_or_its_entry():
    assert request_from_har({**MINIMAL, "_clientIPAddress": "203.0.113.7"}, name="x").client_address == "203.0.113.7"
    entry = {"request": MINIMAL, "_clientIPAddress": "203.0.113.8"}
    assert request_from_har(entry, name="x").client_address == "203.0.113.8"


def test_a_content_type_is_not_made_up_from_the_mime_type():
    request = request_from_har({**MINIMAL, "postData": {"mimeType": "text/plain", "text": "x"}}, name="x")
    assert request.headers == ()


@pytest.mark.parametrize(
    ("document", "place", "words"),
    [
        ({"method": "GET"}, "x.har#/url", "missing"),
        ({"url": "https://a.b/"}, "x.har#/method", "missing"),
        ({"method": "GET", "url": "pets"}, "x.har#/url", "absolute"),
        ({"method": "GET", "url": 1}, "x.har#/url", "string"),
        ({"method": "G T", "url": "https://a.b/"}, "x.har#/method", "method"),
        ({**MINIMAL, "headers": {}}, "x.har#/headers", "list"),
        ({**MINIMAL, "headers": [{"name": "a", "value": 1}]}, "x.har#/headers/0/value", "number"),
        ({**MINIMAL, "headers": [7]}, "x.har#/headers/0", "object"),
        ({**MINIMAL, "postData": {"text": "%%", "encoding": "base64"}}, "x.har#/postData/text", "base64"),
        ({**MINIMAL, "postData": {"text": "", "encoding": "gzip"}}, "x.har#/postData/encoding", "gzip"),
        ({**MINIMAL, "postData": {"text": "\ud800"}}, "x.har#/postData/text", "Unicode"),
        ({"log": {"entries": []}}, "x.har#/log/entries", "0 entries"),
        ({"log": {"entries": [{}, {}]}}, "x.har#/log/entries", "2 entries"),
        ({"log": {"entries": [{"request": {"method": "GET"}}]}}, "x.har#/log/entries/0/request/url", "missing"),
        ({"resource": "/", "path": "/"}, "x.har#/", "resource"),
        ([], "x.har#/", "list"),
        (None, "x.har#/", "null"),
        (True, "x.har#/", "boolean"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_json_pointer(document, place, words):
    with pytest.raises(InputError) as caught:
        request_from_har(document, name="x.har")
    assert caught.value.place == place
    assert words in caught.value.message


def test_a_response_keeps_its_headers_in_order_and_says_its_size():
    response = HttpResponse(
        200,
        (("Content-Type", "application/json"), ("Set-Cookie", "a=1; Path=/; Secure"), ("set-cookie", "b=2; HttpOnly")),
        b'{"a":1}',
    )
    document = response_to_har(response)
    assert document["statusText"] == "OK"
    assert [header["name"] for header in document["headers"]] == ["Content-Type", "Set-Cookie", "set-cookie"]
    assert document["content"] == {"size": 7, "mimeType": "application/json", "text": '{"a":1}'}
    assert document["cookies"] == [
        {"name": "a", "value": "1", "path": "/", "httpOnly": False, "secure": True},
        {"name": "b", "value": "2", "httpOnly": True, "secure": False},
    ]


@given(st.binary(max_size=100))
@settings(max_examples=100)
def test_the_content_of_a_response_gives_its_bytes_back(body):
    content = response_to_har(HttpResponse(599, (), body))["content"]
    text = content["text"]
    assert (base64.b64decode(text) if content.get("encoding") == "base64" else text.encode()) == body
    assert content["size"] == len(body)


@pytest.mark.parametrize("body", [b"\x89PNG", b"\x00\x01\x02", bytes(range(256))])
def test_content_that_is_not_text_is_base64(body):
    assert response_to_har(HttpResponse(200, (), body))["content"]["encoding"] == "base64"


@pytest.mark.parametrize(
    ("headers", "where"), [([{"name": "a"}], "#/headers/0/value"), ({"a": "b"}, "#/headers"), (["a"], "#/headers/0")]
)
def test_headers_that_are_not_pairs_are_named_with_the_mend(headers, where):
    document = {"method": "GET", "url": "https://example.com/", "headers": headers}
    with pytest.raises(InputError) as caught:
        request_from_har(document, name="r.har")
    assert caught.value.place == f"r.har{where}"
    assert caught.value.mend
