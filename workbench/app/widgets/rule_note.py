"""The AWS rule behind something, with where it is known from and how sure that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.app.widgets.prose import Prose

if TYPE_CHECKING:
    from workbench.app.appearance import Appearance
    from workbench.gateway.verdict import Rule

SURE = {
    "recorded": "Seen on AWS",
    "documented": "AWS documents it",
    "inferred": "Inferred, AWS may differ",
}


def rule_source(rule: Rule) -> str:
    """Where a rule is known from and how sure it is, on one line."""
    return f"{SURE[rule.confidence]}: {rule.source}"


class RuleNote(QWidget):
    """What happened, the rule, and its source, one under the other; all of it can be selected and copied."""

    def __init__(self, rule: Rule, appearance: Appearance, *, heading: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(appearance.px(22), 0, 0, appearance.px(6))
        layout.setSpacing(1)
        for text, role in ((heading, "text"), (rule.text, "muted"), (rule_source(rule), "muted")):
            if text:
                size = 12 if role == "muted" else 13
                layout.addWidget(Prose(text, appearance, color=role, size=size))
