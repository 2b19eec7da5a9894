import base64
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import InputError
from workbench.events.http import HttpRequest
from workbench.interchange.curl import USER_AGENT, request_from_curl, request_to_curl

URL = "https://api.example.com/prod/pets"
AFTER_URL = f"c:1:{len('curl ' + URL) + 2}"
OWN = (("User-Agent", USER_AGENT), ("Accept", "*/*"))


def read(command: str, folder: Path | None = None) -> HttpRequest:
    return request_from_curl(command, name="c", folder=folder).request


def test_a_bare_url_is_a_get_with_the_headers_that_curl_adds():
    assert read(f"curl {URL}") == HttpRequest("GET", URL, OWN)


def test_a_url_without_a_scheme_is_http_as_in_curl():
    assert read("curl api.example.com").url == "http://api.example.com"


@pytest.mark.parametrize(
    ("command", "body"),
    [
        ("-d a=1 --data b=2", b"a=1&b=2"),
        ("--data-raw '@x'", b"@x"),
        ("--data-binary $'a\\nb\\x00\\xff\\u00e9\\ud83d\\ude00'", b"a\nb\0\xff\xc3\xa9\xf0\x9f\x98\x80"),
        ("--data-urlencode 'a b'", b"a+b"),
        ("--data-urlencode '=a=b'", b"a%3Db"),
        ("--data-urlencode 'q=é&x'", b"q=%C3%A9%26x"),
        ('-d "{\\"a\\": \\"$x\\"}"', b'{"a": "$x"}'),
        ("-d 'it'\\''s'", b"it's"),
        ("-da=1", b"a=1"),
    ],
)
def test_data_makes_a_post_with_that_body(command, body):
    request = read(f"curl {URL} {command}")
    assert (request.method, request.body) == ("POST", body)
    assert request.headers == (*OWN, ("Content-Type", "application/x-www-form-urlencoded"))


def test_json_sets_both_types_and_joins_without_a_separator():
    request = read(f"curl --json '{{\"a\":' --json '1}}' {URL}")
    assert (request.method, request.body) == ("POST", b'{"a":1}')
    assert request.header("content-type") == request.header("accept") == "application/json"


def test_get_moves_the_data_into_the_query():
    request = read(f"curl -G '{URL}?z=0#top' -d a=1 --data-urlencode 'b=x y'")
    assert (request.method, request.body) == ("GET", None)
    assert request.url == f"{URL}?z=0&a=1&b=x+y#top"
    assert request.header("content-type") is None


def test_letters_run_together_and_values_stick_to_them():
    request = read(f"curl -sSXPUT -H'X-A: 1' -Lk {URL}")
    assert request.method == "PUT"
    assert request.header("x-a") == "1"


def test_headers_replace_remove_and_empty_what_curl_adds():
    request = read(f"curl {URL} -H 'accept: text/html' -H 'User-Agent:' -H 'X-Empty;' -H 'a:1' -H 'a: 2'")
    assert request.headers == (("accept", "text/html"), ("X-Empty", ""), ("a", "1"), ("a", "2"))


def test_user_cookie_agent_referer_and_compression_become_headers():
    command = f"curl {URL} -u me:pass -b 'a=1; b=2' -b c=3 -A me/1 -e https://r.example/ --compressed"
    assert read(command).headers == (
        ("Authorization", "Basic " + base64.b64encode(b"me:pass").decode()),
        ("User-Agent", "me/1"),
        ("Accept", "*/*"),
        ("Accept-Encoding", "deflate, gzip, br, zstd"),
        ("Referer", "https://r.example/"),
        ("Cookie", "a=1; b=2;c=3"),
    )


def test_head_bearer_versions_and_url_query():
    request = read(f"curl -I --url {URL} --oauth2-bearer T --http2 --url-query a=1")
    assert (request.method, request.http_version, request.url) == ("HEAD", "HTTP/2.0", f"{URL}?a=1")
    assert request.header("authorization") == "Bearer T"


def test_a_form_is_multipart_with_files_and_types(tmp_path):
    (tmp_path / "cat.png").write_bytes(b"\x89PNG")
    command = f"curl {URL} -F name=Tom -F 'photo=@cat.png' -F 'note=hi;type=text/markdown' --form-string 'raw=@x'"
    request = read(command, tmp_path)
    assert request.body is not None
    boundary = (request.header("content-type") or "").removeprefix("multipart/form-data; boundary=")
    parts = request.body.split(f"--{boundary}".encode())
    assert parts[1] == b'\r\nContent-Disposition: form-data; name="name"\r\n\r\nTom\r\n'
    assert b'name="photo"; filename="cat.png"\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n' in parts[2]
    assert b"Content-Type: text/markdown\r\n\r\nhi\r\n" in parts[3]
    assert parts[4].endswith(b"\r\n\r\n@x\r\n")
    assert parts[5] == b"--\r\n"
    assert read(command, tmp_path) == request


def test_files_are_read_as_curl_reads_them(tmp_path):
    (tmp_path / "b.txt").write_bytes(b"a\r\nb\n")
    (tmp_path / "h.txt").write_text("X-A: 1\nX-B: 2\n")
    assert read(f"curl {URL} -d @b.txt", tmp_path).body == b"ab"
    assert read(f"curl {URL} --data-binary @b.txt", tmp_path).body == b"a\r\nb\n"
    assert read(f"curl {URL} --data-urlencode n@b.txt", tmp_path).body == b"n=a%0D%0Ab%0A"
    put = read(f"curl {URL} -T b.txt -H @h.txt", tmp_path)
    assert (put.method, put.body, put.header("x-b")) == ("PUT", b"a\r\nb\n", "2")


def test_what_browsers_copy_is_read():
    command = (
        "curl 'https://shop.example/api/items?x=1&y=%20' \\\n"
        "  -H 'accept: application/json' \\\n"
        "  -H 'user-agent: Mozilla/5.0' \\\n"
        "  -b 'session=abc' \\\n"
        '  --data-raw $\'{"name":"it\\\'s \\u0021"}\' \\\n'
        "  --compressed ;"
    )
    request = read(command)
    assert request.method == "POST"
    assert request.body == b'{"name":"it\'s !"}'
    assert request.raw_query == "x=1&y=%20"


def test_lines_that_lost_their_backslash_still_belong_to_the_command():
    assert read(f"curl {URL}\n  -H 'X-A: 1'\n  -X DELETE\n").method == "DELETE"


def test_what_is_not_carried_over_is_named():
    found = request_from_curl(f'curl -sk --retry 3 --what {URL}?a=1&b=2 -H "A: $TOKEN" | jq .', name="c")
    assert found.request.url == f"{URL}?a=1&b=2"
    assert found.request.header("a") == "$TOKEN"
    assert found.ignored == (
        "-s",
        "-k",
        "--retry 3",
        "--what",
        "shell variable $TOKEN, kept as written",
        "the rest of the line: | jq .",
    )


@pytest.mark.parametrize(
    ("command", "place", "message"),
    [
        ("curl", "c:1:1", "no URL"),
        (f"curl {URL} {URL}", AFTER_URL, "more than one URL"),
        (f"curl {URL} -H", AFTER_URL, "no value"),
        (f"curl {URL} \\\n -H 'x", "c:2:5", "quote"),
        (f'curl {URL} \\\n -H "x', "c:2:5", "quote"),
        (f"curl -d $'x {URL}", "c:1:9", "quote"),
        (f"curl {URL} -H nonsense", AFTER_URL, "not a header"),
        (f"curl {URL} -F nonsense", AFTER_URL, "not a form field"),
        (f"curl {URL} -b jar.txt", AFTER_URL, "cookie file"),
        (f"curl {URL} -d @-", AFTER_URL, "standard input"),
        (f"curl {URL} -d @gone.json", AFTER_URL, "cannot read 'gone.json'"),
        (f"curl {URL} --next {URL}", AFTER_URL, "several requests"),
        (f"curl {URL} --request-target /x", AFTER_URL, "request target"),
        (f'curl ^"{URL}^" ^\n -H ^"a: 1^"', "c:1:1", "Windows"),
    ],
)
def test_a_command_that_cannot_be_read_is_named_by_line_and_column(command, place, message, tmp_path):
    with pytest.raises(InputError) as caught:
        read(command, tmp_path)
    assert message in caught.value.message
    assert caught.value.place == place
    assert caught.value.mend


def test_a_file_is_refused_where_none_may_be_read():
    with pytest.raises(InputError, match="the body is in"):
        read(f"curl {URL} -d @x.json")


_NAME = st.text("abcXYZ019-_", min_size=1, max_size=10).map(lambda name: f"X-{name}")
_VALUE = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), max_size=20)
REQUESTS = st.builds(
    HttpRequest,
    method=st.sampled_from(["GET", "POST", "PUT", "DELETE", "HEAD"]),
    url=st.sampled_from([URL, f"{URL}?a=1&b=%20+'\"", f"{URL}/{{id}}?x=[1]#z", "http://localhost:3000/"]),
    headers=st.lists(st.tuples(_NAME, _VALUE), max_size=4).map(tuple),
    body=st.none() | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40).map(str.encode),
    http_version=st.sampled_from(["HTTP/1.0", "HTTP/1.1", "HTTP/2.0"]),
)


@given(REQUESTS)
@settings(max_examples=100)
def test_a_request_written_as_a_command_reads_back_as_the_same_request(request):
    assert read(request_to_curl(request)) == request


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash, which these commands are for")
def test_bash_splits_the_written_command_as_we_do():
    body = 'it\'s "a" \\ \n\t$x `y` é !\x01'
    command = request_to_curl(HttpRequest("POST", f"{URL}?a=1&b='", (("X-A", "a;b|c"),), body.encode()))
    script = "curl() { printf '%s\\0' \"$@\"; }\n" + command
    printed = subprocess.run(["bash", "-c", script], capture_output=True, check=True).stdout
    words = printed.decode().split("\0")
    assert words[0] == f"{URL}?a=1&b='"
    assert words[words.index("--data-raw") + 1] == body


def test_a_binary_body_is_piped_into_curl():
    command = request_to_curl(HttpRequest("POST", URL, (), b"\0\xff"))
    assert command.startswith("base64 -d <<< AP8= | curl ")
    assert "--data-binary @-" in command
