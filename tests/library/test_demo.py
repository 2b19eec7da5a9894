from __future__ import annotations

from workbench.library.demo import demo_folder
from workbench.resource import resource


def test_the_demo_is_copied_whole(tmp_path):
    folder = demo_folder(home=tmp_path)
    shipped = {
        path.relative_to(resource("demo"))
        for path in resource("demo").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()} == shipped


def test_what_a_person_changed_in_the_demo_stays(tmp_path):
    changed = demo_folder(home=tmp_path) / "src" / "hello.py"
    changed.write_text("# mine\n")
    demo_folder(home=tmp_path)
    assert changed.read_text() == "# mine\n"
