import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from workbench.errors import FunctionNotFound, InputError
from workbench.library.case_file import new_case
from workbench.library.drafts import Drafts
from workbench.library.function_reference import find_function
from workbench.library.history import History
from workbench.library.project_reader import ProjectReader, open_project
from workbench.library.saved_events import SavedEvents
from workbench.library.settings import Settings, SettingsFile
from workbench.library.trash import Trash

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights as POSIX has them")
NOBODY = 65534
IMPORTED = ProjectReader
"""Before rights are given up: the interpreter's own folder may be root's."""


@contextmanager
def an_ordinary_user() -> Iterator[None]:
    """Root may do everything; so it becomes nobody for a while."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def closed() -> Iterator[Path]:
    """A project whose events may be seen by nobody, in a folder that everyone may pass."""
    base = Path(tempfile.mkdtemp(prefix="workbench-rights-"))
    base.chmod(0o755)
    folder = base / "events"
    (folder / "below").mkdir(parents=True)
    for name in ("hello.json", "hello.case.yaml", "below/deep.json"):
        (folder / name).write_text("{}")
    (base / "src").mkdir()
    (base / "src/app.py").write_text("def handler(event, context): ...\n")
    (base / "workbench.yaml").write_text("functions: {}\n")
    (base / "api.yaml").write_text("type: HTTP\n")
    yield base
    for path in (base, *base.rglob("*")):
        path.chmod(0o755)
    shutil.rmtree(base)


def close(*paths: Path, to: int = 0o000) -> None:
    for path in paths:
        path.chmod(to)


def refused(action) -> InputError:
    with an_ordinary_user(), pytest.raises(InputError) as caught:
        action()
    assert "no right" in caught.value.message
    assert caught.value.mend
    return caught.value


def test_a_folder_of_events_without_rights_is_said(closed):
    events = SavedEvents(closed / "events", trash=Trash(closed / "trash"))
    event = events.at("hello")
    opened = events.open(event)
    close(closed / "events")
    assert refused(events.tree).place == str(closed / "events")
    refused(lambda: events.open(event))
    refused(lambda: events.save(event, b"[]", read=opened.fingerprint))
    refused(lambda: events.save(event, b"[]", read=opened.fingerprint, overwrite=True))
    refused(lambda: events.save_as("new", b"[]"))
    refused(lambda: events.save_case(event, new_case().changed("name", "x"), overwrite=True))
    refused(lambda: events.delete(event))
    with an_ordinary_user():
        assert events.snapshot() == {}
    close(closed / "events", to=0o755)
    assert events.open(event).data == b"{}"


def test_a_folder_below_without_rights_is_listed_with_its_problem(closed):
    events = SavedEvents(closed / "events", trash=Trash(closed / "trash"))
    close(closed / "events/below")
    with an_ordinary_user():
        tree = events.tree()
    assert [event.name for event in tree.all_events()] == ["hello"]
    assert tree.folders[0].problem is not None


def test_a_folder_that_may_only_be_read_keeps_its_events(closed):
    events = SavedEvents(closed / "events", trash=Trash(closed / "trash"))
    close(closed / "events", to=0o555)
    close(closed / "events/hello.json", to=0o444)
    opened = events.open(events.at("hello"))
    for action in (
        lambda: events.save(opened.event, b"[]", read=opened.fingerprint),
        lambda: events.rename(opened.event, "other"),
        lambda: events.duplicate(opened.event),
        lambda: events.delete(opened.event),
    ):
        refused(action)
    assert sorted(path.name for path in (closed / "events").iterdir()) == ["below", "hello.case.yaml", "hello.json"]
    assert (closed / "events/hello.json").read_bytes() == b"{}"


def test_a_case_file_without_rights_leaves_the_event_open(closed):
    events = SavedEvents(closed / "events", trash=Trash(closed / "trash"))
    close(closed / "events/hello.case.yaml")
    with an_ordinary_user():
        opened = events.open(events.at("hello"))
    assert opened.value == {}
    assert opened.case_problem is not None


def test_a_project_without_rights_has_findings(closed):
    close(closed / "workbench.yaml", closed / "api.yaml", closed / "src")
    with an_ordinary_user():
        project = open_project(closed)
    assert sorted(Path(finding.place).name for finding in project.findings) == ["api.yaml", "workbench.yaml"]
    close(closed)
    with an_ordinary_user():
        project = open_project(closed)
        assert project.functions == ()


def test_a_function_without_rights_is_not_found(closed):
    close(closed / "src/app.py")
    with an_ordinary_user(), pytest.raises(FunctionNotFound, match="cannot read"):
        find_function("src/app.py:handler", code=closed)
    close(closed / "src")
    with an_ordinary_user(), pytest.raises(FunctionNotFound):
        find_function("src/app.py:handler", code=closed)


def test_own_folders_without_rights_are_said(closed):
    own = closed / "own"
    own.mkdir()
    close(own)
    refused(lambda: History(own).entries())
    refused(lambda: History(own / "h").add({}))
    refused(lambda: Drafts(own).keep(closed, "x", "1"))
    refused(lambda: SettingsFile(own).write(Settings()))
    with an_ordinary_user():
        settings, problem = SettingsFile(own).read()
    assert settings == Settings()
    assert problem is not None
