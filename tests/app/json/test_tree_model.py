"""The lazy tree of a JSON value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex

from workbench.app.json.tree_model import JsonTreeModel, PointerRole

if TYPE_CHECKING:
    from workbench.events.json_value import JsonObject

VALUE: JsonObject = {"path": "/a", "headers": {"Accept": "*/*"}, "list": [1, True, None, {"deep": []}], "empty": {}}


def test_the_model_keeps_qts_contract(qtmodeltester):
    model = JsonTreeModel(VALUE)
    qtmodeltester.check(model)
    model.set_value([1, {"a": 2}])
    qtmodeltester.check(model)


def test_values_and_counts_are_shown():
    model = JsonTreeModel(VALUE)
    shown = {model.index(row, 0).data(): model.index(row, 1).data() for row in range(model.rowCount())}
    assert shown == {"path": '"/a"', "headers": "{1}", "list": "[4]", "empty": "{}"}


def test_an_index_knows_its_pointer_and_is_found_by_it():
    model = JsonTreeModel(VALUE)
    index = model.find(("list", 3, "deep"))
    assert index.isValid()
    assert index.data(PointerRole) == ("list", 3, "deep")
    assert not model.find(("nowhere",)).isValid()


def test_only_what_is_looked_at_is_built():
    model = JsonTreeModel({"big": list(range(100_000)), "small": 1})
    assert model.rowCount(QModelIndex()) == 2
    assert model.rowCount(model.index(0, 0)) == 100_000
    assert model.rowCount(model.index(0, 1)) == 0
