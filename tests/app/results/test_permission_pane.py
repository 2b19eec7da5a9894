"""The permissions pane answers both questions, and unfolds to what is behind each answer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.app import sample_exchanges
from workbench.app.results.permission_pane import PermissionPane
from workbench.app.widgets.code_block import CodeBlock
from workbench.app.widgets.prose import Prose
from workbench.exchange.record import RoleReview


@pytest.fixture
def pane(qtbot, appearance):
    made = PermissionPane(appearance)
    qtbot.addWidget(made)
    made.resize(300, 700)
    made.show()
    return made


def prose_in(pane: PermissionPane) -> str:
    return "\n".join(each.text() for each in pane.findChildren(Prose))


def test_every_verdict_is_a_line(pane):
    pane.show_exchange(sample_exchanges.denied())
    assert [row.heading.accessibleName().partition(" on ")[0] for row in pane.rows] == [
        "Denied: lambda:InvokeFunction",
        "Denied: dynamodb:PutItem",
        "Allowed: logs:CreateLogStream",
        "Unknown: kms:Decrypt",
    ]
    assert pane.chip.text == "2 denied"


@pytest.mark.parametrize(
    ("exchange", "said"),
    [
        (replace(sample_exchanges.good(), role=RoleReview()), "The function made no call to AWS in this run."),
        (replace(sample_exchanges.denied(), role=RoleReview()), "Not checked: the role check is off."),
        (replace(sample_exchanges.good(), role=RoleReview(unseen="Nobody saw its calls.")), "Nobody saw its calls."),
    ],
)
def test_a_run_without_calls_is_told_from_one_whose_calls_nobody_checked_or_saw(pane, exchange, said):
    pane.show_exchange(exchange)
    assert said in prose_in(pane)


def test_a_role_is_not_called_good_where_nobody_saw_the_calls(pane):
    review = RoleReview((sample_exchanges.MAY_LOG,), unseen="Nobody saw its calls.")
    pane.show_exchange(replace(sample_exchanges.good(), role=review))
    assert (pane.chip.kind, pane.chip.text) == ("unknown", "Calls not seen")


def test_a_verdict_unfolds_by_keyboard_and_stays_so(qtbot, pane):
    pane.show_exchange(sample_exchanges.denied())
    qtbot.keyClick(pane.rows[0].heading, Qt.Key.Key_Space)
    code = next(each for each in pane.rows[0].findChildren(CodeBlock) if not isinstance(each, Prose))
    assert code.isVisible()
    assert "ArnLike aws:SourceArn" in code.toPlainText()
    pane.show_exchange(sample_exchanges.denied())
    assert pane.rows[0].heading.isChecked()
    assert not pane.rows[1].heading.isChecked()


def test_the_mend_is_copied_for_each_tool(pane):
    pane.show_exchange(sample_exchanges.denied())
    row = pane.rows[0]
    row.allow.click()
    assert row.mend is not None
    for index, beginning in enumerate(("aws lambda add-permission", "ApiPermission:", "{")):
        row.mend.tabs.setCurrentIndex(index)
        row.mend.copy.click()
        assert QApplication.clipboard().text().startswith(beginning)
    row.allow.click()
    assert not row.mend.isVisible()


def test_a_statement_leads_to_its_policy(qtbot, pane):
    pane.set_files({"hello.function-policy.json": Path("/p.json")})
    pane.show_exchange(sample_exchanges.denied())
    pane.rows[0].set_open(True)
    code = next(each for each in pane.rows[0].findChildren(CodeBlock) if not isinstance(each, Prose))
    with qtbot.waitSignal(pane.place_activated) as told:
        code.line_activated.emit(1)
    assert told.args[0].line == 6


def test_what_a_client_would_see_is_said(pane):
    pane.show_exchange(sample_exchanges.denied())
    pane.rows[0].set_open(True)
    assert "In AWS a client would get 500" in prose_in(pane)


def test_what_was_not_asked_says_why(pane):
    pane.show_exchange(sample_exchanges.refused())
    assert "the gateway answered by itself" in prose_in(pane)
    pane.show_exchange(sample_exchanges.no_client())
    assert "no API Gateway stands in front" in prose_in(pane)


def test_nothing_is_cut_off_in_a_narrow_pane(pane):
    pane.show_exchange(sample_exchanges.denied())
    pane.rows[0].set_open(True)
    pane.resize(220, 700)
    for block in pane.findChildren(CodeBlock):
        if block.isVisible():
            lines = sum(
                block.blockBoundingRect(block.document().findBlockByNumber(at)).height()
                for at in range(block.blockCount())
            )
            assert block.height() >= lines
