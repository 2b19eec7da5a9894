from __future__ import annotations

import pytest

from workbench.runtime.find import find_handlers, handlers_in


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def handler(event, context): ...", ["handler"]),
        ("def lambda_handler(event, _): ...", ["lambda_handler"]),
        ("def create_handler(e, c): ...", ["create_handler"]),
        ("def createHandler(e, c): ...", ["createHandler"]),
        ("async def handler(event, context): ...", ["handler"]),
        ("def handler(event, context=None): ...", ["handler"]),
        ("def handler(event, context, *, log=print): ...", ["handler"]),
        ("@decorated\ndef handler(event: dict, context: object, /) -> dict: ...", ["handler"]),
        ("def main(event, context): ...", ["main"]),
        ("def main(argv, out): ...", []),
        ("def handler(event): ...", []),
        ("def handler(): ...", []),
        ("def handler(a, b, c): ...", []),
        ("def handler(a, b, *, c): ...", []),
        ("def handle(event, context): ...", []),
        ("class A:\n    def handler(self, event): ...", []),
        ("def make():\n    def handler(event, context): ...", []),
        ("def handler(event, context):", []),
        ("# def handler(event, context): ...", []),
        ("\0", []),
    ],
)
def test_what_counts_as_a_handler(source, names):
    assert [name for name, _ in handlers_in(source)] == names


def test_handlers_of_a_folder_in_order_without_what_is_not_the_project(tmp_path):
    source = "import nothing_of_that_name\n\ndef handler(event, context): ...\n"
    for name in (
        "b.py", "a/deep.py", ".hidden/x.py", "node_modules/x.py", "my-env/lib/x.py", "tests/x.py", "test_x.py",
        "a/__pycache__/x.py", "venv/x.py",
    ):  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(source)
    (tmp_path / "my-env" / "pyvenv.cfg").touch()
    (tmp_path / "binary.py").write_bytes(b"\xff\xfe def handler")
    found = find_handlers(tmp_path)
    assert [(entry.handler, entry.line) for entry in found] == [("a/deep.handler", 3), ("b.handler", 3)]
    assert "tests/x.handler" in [entry.handler for entry in find_handlers(tmp_path, tests=True)]


def test_folder_that_is_not_there_has_none(tmp_path):
    assert find_handlers(tmp_path / "gone") == ()
