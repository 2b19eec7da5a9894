"""Whatever stands in a file, reading it gives a document or an error with its place."""

import contextlib
import copy
import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import InputError
from workbench.interchange.api_document import ApiDocument
from workbench.interchange.api_file import read_api
from workbench.interchange.document import read_document

TEMPLATES = Path(__file__).parent / "templates"
NAMES = sorted(path.name for path in TEMPLATES.glob("*") if path.name != "keys.json")
ODD: list[Any] = [
    None,
    True,
    0,
    -1,
    1.5,
    "",
    "x",
    "${A}",
    "${self:a}",
    [],
    {},
    [None],
    {"Ref": "Nowhere"},
    {"a": {"b": []}},
]
ODD += [{"Fn::Sub": []}, {"Fn::GetAtt": "x"}, {"Fn::If": [1]}, {"Fn::Join": 3}, {"Fn::Select": ["a", "b"]}, "arn:aws:x"]


def parsed(name: str) -> Any:
    return read_document((TEMPLATES / name).read_text("utf-8"), name=name).value


def spoil(value: Any, chance: random.Random) -> Any:
    """The value with something odd put in one place of it."""
    here: Any = value
    parent: Any = None
    key: Any = None
    while isinstance(here, (dict, list)) and here and (parent is None or chance.random() > 0.15):
        keys = list(here) if isinstance(here, dict) else list(range(len(here)))
        parent, key = here, chance.choice(keys)
        here = parent[key]
    if parent is not None:
        parent[key] = copy.deepcopy(chance.choice(ODD))
    return value


@pytest.mark.parametrize("name", NAMES)
def test_a_file_with_something_odd_in_it_is_read_or_refused(name):
    chance = random.Random(name)
    for _ in range(40):
        spoiled = spoil(spoil(parsed(name), chance), chance)
        with contextlib.suppress(InputError):
            assert isinstance(read_api(json.dumps(spoiled), name=str(TEMPLATES / name)), ApiDocument)


JSON = st.recursive(
    st.sampled_from(ODD) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
SECTIONS = st.sampled_from(
    [
        "Resources",
        "Transform",
        "Globals",
        "Conditions",
        "openapi",
        "paths",
        "service",
        "provider",
        "functions",
        "type",
        "routes",
    ]
)


@given(st.dictionaries(SECTIONS, JSON, max_size=5))
@settings(max_examples=100)
def test_any_mapping_is_read_or_refused(value):
    with contextlib.suppress(InputError):
        assert isinstance(read_api(json.dumps(value), name="any.json"), ApiDocument)


@given(st.text(max_size=120))
@settings(max_examples=80)
def test_any_text_is_read_or_refused(text):
    with contextlib.suppress(InputError):
        assert isinstance(read_api(text, name="any.yaml"), ApiDocument)


@pytest.mark.parametrize("name", NAMES)
def test_every_note_names_a_place_in_the_file(name):
    document = read_api((TEMPLATES / name).read_text("utf-8"), name=str(TEMPLATES / name))
    lines = (TEMPLATES / name).read_text("utf-8").count("\n") + 1
    for note in document.not_understood:
        file, line, column = note.where.rsplit(":", 2)
        assert file == str(TEMPLATES / name)
        assert 1 <= int(line) <= lines
        assert int(column) >= 1
        assert note.what


def test_a_template_that_refers_to_itself_is_read():
    text = """
Resources:
  A: {Type: AWS::Lambda::Function, Properties: {FunctionName: !Sub "${B}", Handler: a.b, Code: .}}
  B: {Type: AWS::Lambda::Function, Properties: {FunctionName: !Sub "${A}", Handler: a.b, Code: .}}
Conditions:
  X: !Condition X
"""
    assert [function.id for function in read_api(text, name="t.yaml").functions] == ["A", "B"]


def test_variables_that_refer_to_themselves_are_left_as_they_are():
    text = """
service: a
provider: {name: aws}
custom: {a: "${self:custom.b}${self:custom.b}", b: "${self:custom.a}"}
functions: {f: {handler: a.b}}
"""
    document = read_api(text, name="serverless.yml")
    assert any("refers to itself" in note.what for note in document.not_understood)


def test_deep_nesting_in_a_template_is_refused_or_read():
    value: Any = "x"
    for _ in range(200):
        value = {"Fn::Sub": ["${A}", {"A": value}]}
    template = {"Resources": {"F": {"Type": "AWS::Lambda::Function", "Properties": {"FunctionName": value}}}}
    with contextlib.suppress(InputError):
        read_api(json.dumps(template), name="t.json")
