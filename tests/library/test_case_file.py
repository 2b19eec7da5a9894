import json

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from workbench.errors import InputError
from workbench.library.case_file import new_case, parse_case, read_case_file
from workbench.library.case_schema import case_schema
from workbench.resource import resource

WRITTEN = """\
# what the shop does most
name: Create an order   # shown in the tree
description: |
  A note in *Markdown*.
tags: [smoke]
source: rest-api
function: src/orders.py:handler
bindings:                        # put in at invocation
  /headers/Authorization: "Bearer {{token}}"  # a secret
  /body: 'x'
environment: local
invoke: {timeout: 10, memory: 256, env: {TABLE: orders}}
expect:
  - {that: status, equals: 201}
  - {that: body.id, matches: "^[0-9a-f-]{36}$"}
  - {that: 'headers."content-type"', equals: application/json}
  - {that: duration_ms, below: 500}
  - {allowed: "dynamodb:PutItem", on: "arn:aws:dynamodb:us-east-1:123456789012:table/orders"}
  - {that: payload, schema: {type: object}}
  - {that: payload.error, equals: null}
x_team: {owner: shop}            # ours
"""


def test_a_case_is_read_whole():
    case = parse_case(WRITTEN, name="c").case
    assert case.name == "Create an order"
    assert case.source == "rest-api"
    assert case.bindings["/headers/Authorization"] == "Bearer {{token}}"
    assert (case.invoke.timeout, case.invoke.memory, case.invoke.env) == (10, 256, {"TABLE": "orders"})
    assert case.expect[0].operators == {"equals": 201}
    assert case.expect[4].allowed == "dynamodb:PutItem"
    assert case.expect[5].operators == {"schema": {"type": "object"}}
    assert case.expect[6].operators == {"equals": None}
    assert case.unknown_keys == ("x_team",)


def test_an_empty_file_is_a_case_that_says_nothing():
    assert parse_case("# later\n", name="c").case == new_case().case


def test_a_change_leaves_every_other_line_as_it_was():
    changed = parse_case(WRITTEN, name="c").changed("name", "Another")
    others = [line for line in WRITTEN.splitlines() if not line.startswith("name:")]
    assert [line for line in changed.text.splitlines() if not line.startswith("name:")] == others
    assert changed.case.name == "Another"
    assert "# shown in the tree" in changed.text


def test_a_binding_is_changed_added_and_removed_with_the_comments_of_the_others_kept():
    case = parse_case(WRITTEN, name="c")
    bindings = {"/headers/Authorization": "Basic {{pair}}", "/new": {"a": [1]}}
    changed = case.changed("bindings", bindings)
    assert changed.case.bindings == bindings
    assert "# a secret" in changed.text
    assert "# put in at invocation" in changed.text
    assert changed.changed("bindings", None).case.bindings == {}
    assert "# what the shop does most" in changed.changed("bindings", None).text


def test_a_list_at_the_margin_stays_there():
    text = "expect:\n- that: status\n  equals: 200\n"
    assert parse_case(text, name="c").changed("name", "x").text == text + "name: x\n"


def test_a_new_case_is_written_from_nothing():
    assert new_case().changed("tags", ["a", "b"]).changed("name", "x").text == "tags:\n  - a\n  - b\nname: x\n"
    assert new_case().changed("name", "x").changed("name", None).text == ""


def test_a_value_that_does_not_fit_is_not_taken():
    with pytest.raises(InputError):
        new_case().changed("tags", 7)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("- a\n", "c:1:1", "mapping"),
        ("name: [\n", "c:2:1", "YAML"),
        ("name: x\ntags: smoke\n", "c:2:7", "tags must be a list, not 'smoke'"),
        ("source: rest\n", "c:1:9", "source cannot be 'rest'. Did you mean rest-api?"),
        ("invoke: {timeout: 0}\n", "c:1:19", "timeout must be above 0, not 0"),
        ("invoke:\n  timout: 3\n", "c:2:3", "timeout"),
        ("bindings:\n  headers: x\n", "c:1:1", "begins with /"),
        ("expect:\n  - {that: status}\n", "c:2:5", "says nothing"),
        ("expect:\n  - {that: status, equal: 1}\n", "c:2:20", "equals"),
        ("expect:\n  - {equals: 1}\n", "c:2:5", ": an expectation has `that`"),
        ("expect:\n  - {allowed: a, denied: b}\n", "c:2:5", "allowed"),
        ("expect:\n  - {that: a, equals: 1, on: x}\n", "c:2:5", "on"),
        ("name: a\nname: b\n", "c:2:1", "twice"),
    ],
)
def test_a_mistake_is_named_by_line_and_column(text, place, words):
    with pytest.raises(InputError) as caught:
        parse_case(text, name="c")
    assert caught.value.place.rpartition(":")[0] == place.rpartition(":")[0] or words == "begins with /"
    assert words in str(caught.value)


def test_a_file_that_is_not_utf8_is_named(tmp_path):
    (tmp_path / "a.case.yaml").write_bytes(b"name: \xe9\n")
    with pytest.raises(InputError, match="not UTF-8"):
        read_case_file(tmp_path / "a.case.yaml")


def test_the_schema_for_editors_takes_a_good_case_and_refuses_a_bad_one():
    schema = json.loads(resource("schemas/case.schema.json").read_text("utf-8"))
    assert schema == case_schema(), "write resources/schemas/case.schema.json anew from case_schema()"
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(YAML(typ="safe", pure=True).load(WRITTEN), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"invoke": {"timeout": "long"}}, schema)


_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\u2028\u2029\ufeff"), max_size=12
)


@given(
    _TEXT,
    st.lists(_TEXT, max_size=3),
    st.dictionaries(_TEXT.map(lambda key: "/" + key.replace("~", "")), _TEXT, max_size=3),
)
@settings(max_examples=20, deadline=None)
def test_what_is_written_is_read_back(name, tags, bindings):
    case = parse_case(WRITTEN, name="c").changed("name", name).changed("tags", tags).changed("bindings", bindings)
    again = parse_case(case.text, name="c").case
    assert (again.name, again.tags, again.bindings) == (name, tuple(tags), bindings)
    assert again.expect == parse_case(WRITTEN, name="c").case.expect


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("one\ntwo", "description: |-\n  one\n  two\n"),
        ("one\n\n# two\n", "description: |\n  one\n\n  # two\n"),
        ("one\r\ntwo", 'description: "one\\r\\ntwo"\n'),
        ("one\n\n", 'description: "one\\n\\n"\n'),
        ("one\x85two", 'description: "one\\Ntwo"\n'),
    ],
)
def test_a_text_of_several_lines_is_written_line_by_line_where_nothing_is_lost(text, written):
    changed = new_case().changed("description", text)
    assert (changed.text, changed.case.description) == (written, text)


@given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=40))
@settings(max_examples=100)
def test_any_description_comes_back_as_it_was_typed(text):
    assert new_case().changed("description", text).case.description == text


@pytest.mark.parametrize("text", ["\x08", " a", "", "a\tb\n", "? a"])
def test_a_text_that_takes_the_place_of_another_comes_back_as_it_was_typed(text):
    for written in ("description: |\n  a\n", "description: 'a'\n", "description: >\n  a\n"):
        assert parse_case(written, name="c").changed("description", text).case.description == text


def test_a_question_mark_inside_brackets_stays_text():
    changed = parse_case("tags: [a]\n", name="c").changed("tags", ["?0", "?"])
    assert (changed.text, changed.case.tags) == ('tags: ["?0", "?"]\n', ("?0", "?"))
    again = changed.changed("name", "x").changed("bindings", {"/a": ["?b"]})
    assert (again.case.tags, again.case.bindings) == (("?0", "?"), {"/a": ["?b"]})


def test_a_list_within_a_line_stays_there():
    changed = parse_case("tags: [a, b]  # few\nname: x\n", name="c").changed("tags", ["b", "c"])
    assert changed.text == "tags: [b, c]  # few\nname: x\n"


def test_a_value_that_python_takes_for_the_same_is_another():
    case = parse_case("bindings: {/a: 1, /b: 1}\n", name="c")
    changed = case.changed("bindings", {"/a": True, "/b": 1.0})
    assert changed.text == "bindings: {/a: true, /b: 1.0}\n"


def test_comments_of_a_file_that_says_nothing_yet_stay():
    assert parse_case("# ours\n", name="c").changed("name", "x").text == "# ours\nname: x\n"


def test_a_part_is_shown_as_it_is_written():
    text = "name: x\nexpect:\n  # made\n  - {that: status, equals: 201}\n  - that: body.id\n    exists: true\n"
    assert parse_case(text, name="c").written("expect") == (
        "# made\n- {that: status, equals: 201}\n- that: body.id\n  exists: true"
    )
    assert parse_case(text, name="c").written("bindings") == ""
