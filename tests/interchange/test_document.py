"""Reading YAML and JSON with the place of every value."""

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import InputError
from workbench.interchange.document import pointer, read_document
from workbench.interchange.places import Path

JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=15,
)


def paths(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    yield path, value
    pairs: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield from paths(inner, (*path, key))


def refusal(text: str) -> InputError:
    with pytest.raises(InputError) as caught:
        read_document(text, name="api.yaml")
    return caught.value


@given(JSON_VALUES, st.sampled_from([None, 2]))
@settings(max_examples=80)
def test_every_json_value_is_read_as_it_is_and_found_where_it_stands(value, indent):
    text = json.dumps(value, indent=indent, ensure_ascii=False)
    document = read_document(text, name="a.json") if text[:1] in "{[" else None
    if document is None:
        return
    assert document.value == value
    lines = text.split("\n")
    for path, inner in paths(value):
        line, column = map(int, document.place(path).split(":")[1:])
        begins = json.dumps(inner, ensure_ascii=False)[:1]
        assert lines[line - 1][column - 1] == begins


@given(st.text(max_size=200))
@settings(max_examples=100)
def test_any_text_is_a_document_or_an_input_error(text):
    with contextlib.suppress(InputError):
        read_document(text, name="any.yaml")


@given(st.lists(st.sampled_from([*"{}[]:,&*!|>%?-#'\"\n \t@`~<", "a", "1", "!Ref", "<<", "---", "..."]), max_size=25))
@settings(max_examples=100)
def test_any_heap_of_yaml_signs_is_a_document_or_an_input_error(signs):
    with contextlib.suppress(InputError):
        read_document("".join(signs), name="any.yaml")


def test_the_short_tags_of_cloudformation_are_read_in_their_long_form():
    text = (
        "a: !Ref T\nb: !GetAtt T.Arn\nc: !Sub '${T}-x'\nd: !If [On, 1, !Ref U]\ne: !Condition On\nf: !GetAtt [T, A]\n"
    )
    assert read_document(text, name="t.yaml").value == {
        "a": {"Ref": "T"},
        "b": {"Fn::GetAtt": ["T", "Arn"]},
        "c": {"Fn::Sub": "${T}-x"},
        "d": {"Fn::If": ["On", 1, {"Ref": "U"}]},
        "e": {"Condition": "On"},
        "f": {"Fn::GetAtt": ["T", "A"]},
    }


def test_values_inside_a_short_tag_have_their_place():
    document = read_document("x:\n  a: !If [On, 1, !Ref U]\n", name="t.yaml")
    assert document.place(("x", "a", "Fn::If", 2)) == "t.yaml:2:18"
    assert document.place(("x", "a", "Fn::If", 2, "Ref")) == "t.yaml:2:18"


def test_the_place_of_what_is_not_written_is_that_of_what_is_around_it():
    document = read_document("x:\n  a: {b: 1}\n", name="t.yaml")
    assert document.place(("x", "a", "none", "such")) == "t.yaml:2:6"
    assert document.place(("x", "a"), of_key=True) == "t.yaml:2:3"


def test_account_ids_with_a_leading_zero_versions_and_dates_stay_text():
    value = read_document(
        "a: 012345678901\nb: 2012-10-17\nc: 1.5\nd: 12\ne: '12'\nf: yes\ng: !!str 7\n", name="t"
    ).value
    assert value == {"a": "012345678901", "b": "2012-10-17", "c": 1.5, "d": 12, "e": "12", "f": "yes", "g": "7"}


def test_anchors_and_merge_keys_are_written_out():
    value = read_document("base: &b {q: 1, r: 2}\nm:\n  <<: *b\n  r: 3\nn: {<<: [*b, {s: 4}]}\n", name="t.yaml").value
    assert value["m"] == {"q": 1, "r": 3}
    assert value["n"] == {"q": 1, "r": 2, "s": 4}


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ('{"a": 1, "a": 2}', "1:10", "stands twice"),
        ('{"a": 1,}', "1:9", "not JSON"),
        ("a: 1\na: 2\n", "2:1", "stands twice"),
        ("a: !Foo 1", "1:4", "!Foo is not known"),
        ("a: &x {b: *x}", "1:4", "stands in"),
        ("a:\n\tb: 1", "2:1", "tab"),
        ("a: [1", "1:", "not YAML"),
        ("a: 1\n---\nb: 1", "2:1", "several"),
        ("? [1]\n: 2", "1:3", "key is not plain text"),
        ("<<: 3", "1:5", "merge key"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(text, place, says):
    error = refusal(text)
    assert error.place.startswith(f"api.yaml:{place}")
    assert says in error.message
    assert error.mend


def test_aliases_that_multiply_are_refused():
    lines = ["a0: &a0 [1,1,1,1,1,1,1,1,1,1]"]
    lines += [f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    assert "too many values" in refusal("\n".join(lines)).message


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "a: " + "[" * 20_000])
def test_deep_nesting_is_refused(text):
    assert "too deep" in refusal(text).message


def test_a_byte_order_mark_is_passed_over():
    assert read_document("\ufeff{}", name="a.json").value == {}


def test_flow_yaml_is_no_failed_json():
    assert read_document("{type: REST}", name="api.yaml").value == {"type": "REST"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[{method: GET, path: /pets/{id}, f: a.b}]", [{"method": "GET", "path": "/pets/{id}", "f": "a.b"}]),
        ("{path: /{proxy+}}", {"path": "/{proxy+}"}),
        ("{route_key: GET /a/{b}/c/{d}, x: {y: /{z}}}", {"route_key": "GET /a/{b}/c/{d}", "x": {"y": "/{z}"}}),
        ("{/a/{b}: 1, /c: 2}", {"/a/{b}": 1, "/c": 2}),
        ("[a/b, /c d, /e]", ["a/b", "/c d", "/e"]),
    ],
)
def test_path_templates_need_no_quotes_in_flow_style(text, value):
    assert read_document(text, name="api.yaml").value == value


def test_a_pointer_escapes_what_json_pointer_escapes():
    assert pointer(("a/b", "~", 0)) == "/a~1b/~0/0"


def test_a_json_api_file_loads_no_yaml():
    code = (
        "import sys; from workbench.interchange.api_file import read_api; "
        "read_api('{\"type\": \"REST\"}', name='a.json'); print('ruamel.yaml' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_what_nests_deep_is_read_and_placed_as_far_as_it_can_be():
    document = read_document('{"a": 1, "b": ' + "[" * 700 + "]" * 700 + "}", name="deep.json")
    assert document.place(("a",)) == "deep.json:1:7"
    assert document.place(("b", 0, 0)) == "deep.json:1:17"
    assert document.place(("b", *[0] * 699)).startswith("deep.json:1:")
