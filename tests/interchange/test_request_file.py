import contextlib
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import InputError
from workbench.interchange.request_file import read_request


@pytest.mark.parametrize(
    "text",
    [
        '{"method": "GET", "url": "https://a.b/x?y=1"}',
        '\ufeff\n {"request": {"method": "GET", "url": "https://a.b/x?y=1"}}',
        "curl 'https://a.b/x?y=1'",
        "  $ curl https://a.b/x?y=1",
        "curl.exe https://a.b/x?y=1\n",
        "GET /x?y=1 HTTP/1.1\nHost: a.b\n\n",
        "\nGET https://a.b/x?y=1\n",
    ],
)
def test_the_kind_of_request_is_recognised_by_its_beginning(text):
    request = read_request(text, name="r")
    assert (request.method, request.url) == ("GET", "https://a.b/x?y=1")


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("", "r:1:1", "nothing in it"),
        ("hello", "r:1:1", "neither"),
        ("{", "r:1:2", "not valid JSON"),
        ("[1]", "r#/", "list"),
        ("wget https://a.b/", "r:1:1", "neither"),
    ],
)
def test_what_is_no_request_says_so_with_the_place(text, place, message):
    with pytest.raises(InputError) as caught:
        read_request(text, name="r")
    assert caught.value.place == place
    assert message in caught.value.message
    assert caught.value.mend


def test_a_file_named_in_a_curl_command_is_read_from_the_current_folder(tmp_path, monkeypatch):
    (tmp_path / "body.json").write_text('{"a":\n1}')
    monkeypatch.chdir(tmp_path)
    assert read_request("curl https://a.b/ -d @body.json", name="r").body == b'{"a":1}'


@given(
    st.sampled_from(["{", "curl ", "curl https://a.b ", "GET ", "POST https://a.b/ HTTP/1.1\n"]), st.text(max_size=40)
)
@settings(max_examples=100)
def test_any_text_gives_a_request_or_an_input_error(begin, rest):
    with contextlib.suppress(InputError):
        assert read_request(begin + rest, name="r").url


def test_reading_a_request_imports_nothing_heavy():
    code = (
        "import sys; from workbench.interchange.request_file import read_request\n"
        'read_request(\'{"method": "GET", "url": "https://a.b/"}\', name=\'r\')\n'
        "print([m for m in ('pydantic', 'ruamel', 'asyncio', 'urllib.request', 'http.client') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
