"""The compiled table chooses the route that trying each one, most specific first, would choose."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.gateway.api import Route
from workbench.gateway.path_table import PathTable

SEGMENTS = ["a", "b", "{x}"]
PATHS = st.builds(
    lambda parts, greedy: "/" + "/".join([*parts, *(["{proxy+}"] if greedy else [])]),
    st.lists(st.sampled_from(SEGMENTS), max_size=3),
    st.booleans(),
)
ROUTES = st.lists(st.builds(Route, st.sampled_from(["GET", "POST", "ANY"]), PATHS), max_size=8)
ASKED = st.lists(st.sampled_from(["a", "b", "c", ""]), max_size=4)
RANK = {"literal": 0, "parameter": 1, "greedy": 2}


def kinds(path: str) -> list[int]:
    return [
        2 if part.endswith("+}") else 1 if part.startswith("{") else 0 for part in path.strip("/").split("/") if part
    ]


def takes(path: str, segments: list[str]) -> bool:
    parts = path.strip("/").split("/") if path != "/" else []
    for index, part in enumerate(parts):
        if part.endswith("+}"):
            rest = segments[index:]
            return bool(rest) and rest != [""]
        if index >= len(segments) or (part == "{x}" and not segments[index]):
            return False
        if part != "{x}" and part != segments[index]:
            return False
    return len(parts) == len(segments)


@settings(max_examples=100, deadline=None)
@given(routes=ROUTES, segments=ASKED, method=st.sampled_from(["GET", "POST", "DELETE"]))
def test_the_table_agrees_with_trying_every_route(routes, segments, method):
    fitting = [each for each in routes if each.method in (method, "ANY") and takes(each.path, segments)]
    best = min(fitting, key=lambda each: (kinds(each.path), each.method == "ANY"), default=None)
    found = PathTable.of(routes, any_takes_all=True).find(method, segments)
    assert (found is None) == (best is None)
    if found is not None and best is not None:
        assert (found.route.method, found.route.path) == (best.method, best.path)


def test_a_template_of_any_depth_gives_its_parameters_as_spelled():
    table = PathTable.of([Route("GET", "/a/{x}/b/{rest+}")], any_takes_all=False)
    found = table.find("GET", ["a", "1%2F", "b", "c", "d"])
    assert found is not None
    assert found.values(["a", "1%2F", "b", "c", "d"]) == (("x", "1%2F"), ("rest", "c/d"))


def test_an_encoded_literal_is_the_same_literal():
    table = PathTable.of([Route("GET", "/pets")], any_takes_all=False)
    assert table.find("GET", ["p%65ts"]) is not None
