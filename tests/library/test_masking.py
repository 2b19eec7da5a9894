import json

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.library.masking import MASK, masked


def test_credentials_are_masked_under_their_names_and_wherever_they_are_repeated():
    value = {
        "headers": {"authorization": "Bearer abcdef123456", "accept": "*/*", "Cookie": "sid=0123456789; theme=dark"},
        "multiValueHeaders": {"X-Api-Key": ["short", "k-9876543210"]},
        "cookies": ["sid=0123456789"],
        "log": "got token abcdef123456 for 0123456789 and k-9876543210, theme=dark",
        "har": {"headers": [{"name": "Authorization", "value": "Bearer abcdef123456"}, {"name": "a", "value": "b"}]},
        "session": [{"name": "sid", "value": "0123456789"}],
        "requestContext": {"identity": {"apiKey": "k-9876543210", "user": None}},
        "body": json.dumps({"copy": "abcdef123456"}),
    }
    kept = masked(value)
    assert kept["headers"] == {"authorization": MASK, "accept": "*/*", "Cookie": MASK}
    assert kept["multiValueHeaders"] == {"X-Api-Key": [MASK, MASK]}
    assert kept["log"] == "got token *** for *** and ***, theme=dark"
    assert kept["har"]["headers"] == [{"name": "Authorization", "value": MASK}, {"name": "a", "value": "b"}]
    assert kept["session"] == [{"name": "sid", "value": MASK}]
    assert kept["requestContext"] == {"identity": {"apiKey": MASK, "user": None}}
    assert kept["body"] == '{"copy": "***"}'


def test_the_cookies_of_a_har_response_keep_all_but_their_values():
    cookie = {"name": "session_id", "value": "0123456789", "path": "/orders/list", "secure": True}
    kept = masked({"cookies": [cookie], "text": "session_id of /orders/list is 0123456789"})
    assert kept == {"cookies": [{**cookie, "value": MASK}], "text": "session_id of /orders/list is ***"}


def test_a_signature_is_masked_and_its_words_are_not_looked_for():
    kept = masked(
        {
            "Authorization": "AWS4-HMAC-SHA256 Credential=AKIA/x, SignedHeaders=host;x-amz-date, Signature=f0",
            "a": "x-amz-date",
        }
    )
    assert kept == {"Authorization": MASK, "a": "x-amz-date"}


def test_given_secrets_are_masked_and_short_ones_are_left():
    assert masked({"a": "x s3cret-value y", "b": "ab"}, secrets=["s3cret-value", "ab"]) == {"a": "x *** y", "b": "ab"}


def test_numbers_under_a_telling_name_are_masked():
    assert masked({"password": 12345678, "token": None, "secret": {"pin": 1}}) == {
        "password": MASK,
        "token": None,
        "secret": {"pin": MASK},
    }


@given(
    st.text("abcdefgh0123456789-", min_size=8, max_size=20), st.sampled_from(["Authorization", "x-api-key", "Cookie"])
)
@settings(max_examples=60)
def test_a_credential_is_nowhere_in_what_is_kept(secret, name):
    value = {"headers": {name: secret}, "list": [f"a{secret}b", {"deep": secret}], secret: 1}
    assert secret not in json.dumps(masked(value))


def test_a_given_secret_is_masked_in_json_that_is_a_text_too():
    secret = 'pass"wörd'
    inner = json.dumps({"pin": secret})
    value = {"event": secret, "body": inner, "payload_text": json.dumps({"body": inner}), "short": "a1b2"}
    kept = json.dumps(masked(value, secrets=[secret, "a1b2"]), ensure_ascii=False)
    assert "wörd" not in kept
    assert "\\u00f6rd" not in kept
    assert "a1b2" not in kept
