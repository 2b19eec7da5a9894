"""Tests of path templates."""

from __future__ import annotations

import pytest

from workbench.events.path_template import path_parameters


@pytest.mark.parametrize(
    ("template", "path", "found"),
    [
        ("/", "/", ()),
        ("/pets", "/pets/", ()),
        ("/pets/{id}", "/pets/7", (("id", "7"),)),
        ("/pets/{id}/{part}", "/pets/7/name", (("id", "7"), ("part", "name"))),
        ("/{proxy+}", "/a/b/c/", (("proxy", "a/b/c"),)),
        ("/a/{rest+}", "/a/b//c", (("rest", "b//c"),)),
        ("/{proxy+}", "/", None),
        ("/pets/{id}", "/pets", None),
        ("/pets/{id}", "/pets/7/8", None),
        ("/pets", "/dogs", None),
    ],
)
def test_a_path_gives_its_parameters_or_does_not_fit(template, path, found):
    assert path_parameters(template, path) == found
