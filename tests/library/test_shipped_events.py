import pytest

from workbench.library.project_reader import open_project
from workbench.library.saved_events import SavedEvents
from workbench.library.trash import Trash
from workbench.resource import resource


@pytest.mark.parametrize("folder", [resource("saved_events"), resource("demo/saved_events")], ids=["shipped", "demo"])
def test_every_event_that_ships_opens_with_its_case(folder, tmp_path):
    events = SavedEvents(folder, trash=Trash(tmp_path))
    found = list(events.tree().all_events())
    assert found
    for event in found:
        opened = events.open(event)
        assert opened.problem is None
        assert opened.case_problem is None
        assert opened.case is None or opened.case.case.unknown_keys == ()


def test_the_events_of_the_demo_name_functions_of_the_demo(tmp_path):
    project = open_project(resource("demo"))
    events = SavedEvents(resource("demo/saved_events"), trash=Trash(tmp_path))
    opened = [events.open(event) for event in events.tree().all_events()]
    named = {each.case.case.function for each in opened if each.case is not None and each.case.case.function}
    assert named
    assert [name for name in named if project.function(name) is None and ":" not in name and "." not in name] == []
