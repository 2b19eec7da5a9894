"""A case file as fields: what is not touched stays as it is written, what does not fit names its field."""

from __future__ import annotations

from dataclasses import replace

import pytest

from workbench.app.case.case_fields import CaseFields, fields_of, with_fields
from workbench.app.widgets.row import Row
from workbench.errors import InputError
from workbench.library.case_file import new_case, parse_case

WRITTEN = """\
# what the shop does most
name: Create an order   # shown in the tree
tags: [smoke, "a,b"]
bindings:
  /headers/Authorization: "Bearer {{token}}"  # a secret
  /count: 3
invoke:
  timeout: 10      # slow today
  env: {TABLE: orders, DEBUG: true}
expect:
  - {that: status, equals: 201}
x_team: shop       # ours
"""


def changed(text, **fields):
    file = parse_case(text, name="c")
    before = fields_of(file.case)
    return with_fields(file, replace(before, **fields), before=before)


def test_fields_that_nobody_touched_leave_every_line():
    assert changed(WRITTEN).text == WRITTEN


@pytest.mark.parametrize(
    ("fields", "new"),
    [
        ({"name": "Other"}, "name: Other "),
        ({"timeout": "2.5"}, "timeout: 2.5 "),
        ({"memory": "256"}, "  memory: 256"),
        ({"variables": (Row("TABLE", "test"), Row("DEBUG", "true"))}, "{TABLE: test, DEBUG: true}"),
        ({"tags": "smoke, slow"}, "[smoke, slow]"),
        ({"bindings": (Row("/headers/Authorization", "Bearer {{token}}"), Row("/count", '"3"'))}, "/count: '3'"),
    ],
)
def test_a_change_is_written_in_its_place_and_comments_stay(fields, new):
    text = changed(WRITTEN, **fields).text
    assert new in text
    comments = ["# what the shop does most", "# shown in the tree", "# a secret", "# slow today", "# ours"]
    assert all(comment in text for comment in comments)


def test_a_new_file_has_what_was_entered_and_no_more():
    fields = CaseFields(name=" Hello ", description="One\ntwo", tags="a, b, a,", environment="local", timeout="10")
    file = with_fields(new_case(), fields, before=CaseFields())
    assert file.text == (
        "name: Hello\ndescription: |-\n  One\n  two\nenvironment: local\ntags:\n  - a\n  - b\ninvoke:\n  timeout: 10\n"
    )
    assert with_fields(new_case(), CaseFields(), before=CaseFields()).text == ""


def test_what_is_emptied_leaves_the_file():
    file = changed("name: x\ninvoke: {timeout: 3, qualifier: live}\n", timeout="", qualifier="", name="")
    assert file.text == ""


@pytest.mark.parametrize(
    ("fields", "place", "words"),
    [
        ({"timeout": "soon"}, "Timeout", "no number"),
        ({"timeout": "0"}, "Timeout", "must be above 0"),
        ({"timeout": "901"}, "Timeout", "900"),
        ({"memory": "64"}, "Memory", "128"),
        ({"memory": "1.5"}, "Memory", "no whole number"),
        ({"client_context": "{"}, "Client context", ""),
        ({"client_context": "[]"}, "Client context", "no JSON object"),
        ({"bindings": (Row("headers", "x"),)}, "Bindings headers", "begins with /"),
        ({"bindings": (Row("/a", "{oops"),)}, "Bindings /a", ""),
        ({"bindings": (Row("", "x"),)}, "Bindings", "a JSON Pointer"),
        ({"bindings": (Row("/a", "1"), Row("/a", "2"))}, "Bindings", "twice"),
        ({"bindings": (Row("/a", "1", enabled=False),)}, "Bindings", "switched off"),
        ({"variables": (Row("", "x"),)}, "Variables", "a name"),
    ],
)
def test_what_does_not_fit_names_its_field_and_the_mend(fields, place, words):
    with pytest.raises(InputError) as caught:
        changed(WRITTEN, **fields)
    assert caught.value.place.startswith(place)
    assert words in caught.value.message
    assert caught.value.mend


def test_a_binding_of_the_whole_event_stays_where_the_file_has_it():
    rows = (Row("", "3"), Row("/a", "1"))
    assert changed('bindings: {"": 3}\n', bindings=rows).case.bindings == {"": 3, "/a": 1}
