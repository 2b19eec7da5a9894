"""What a role for this run would need, and what the role allows beyond that; both to copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from workbench.app.results.body_text import json_spans
from workbench.app.widgets.code_block import CodeBlock
from workbench.app.widgets.code_view import plain
from workbench.app.widgets.disclosure import Disclosure
from workbench.app.widgets.prose import Prose

if TYPE_CHECKING:
    from workbench.app.appearance import Appearance
    from workbench.exchange.record import RoleReview


class RoleNeeds(QWidget):
    """Two folds: the least-privilege policy of the run, and the permissions that it did not need."""

    def __init__(self, review: RoleReview, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, appearance.px(6), 0, 0)
        layout.setSpacing(appearance.px(2))
        self.least = _Copied(
            "Allows what this run did, and logging; nothing else.",
            review.least_privilege,
            "the least privilege for this run",
            appearance,
        )
        self.least_fold = Disclosure("Least privilege for this run", self.least, appearance)
        layout.addWidget(self.least_fold)
        count = len(review.unused)
        self.unused = _Copied(
            "Allowed by the role and not needed here. Another run may need it.",
            "\n".join(review.unused),
            "the permissions that this run did not need",
            appearance,
        )
        self.unused_fold = Disclosure(
            f"{count} permission{'s' if count != 1 else ''} not needed", self.unused, appearance
        )
        layout.addWidget(self.unused_fold)
        self.least_fold.setVisible(bool(review.least_privilege))
        self.unused_fold.setVisible(bool(review.unused))


class _Copied(QWidget):
    """A remark, a text, and a button that copies the text."""

    def __init__(self, note: str, text: str, name: str, appearance: Appearance) -> None:
        super().__init__()
        self._text = text
        self.code = CodeBlock(name.capitalize(), appearance)
        self.code.show_text(text, colours=(lambda _, line: json_spans(line)) if text.startswith("{") else plain)
        self.copy = QPushButton("Copy")
        self.copy.setProperty("kind", "soft")
        self.copy.setAccessibleName(f"Copy {name}")
        self.copy.clicked.connect(self._on_copy_clicked)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.copy)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(appearance.px(22), 0, 0, appearance.px(4))
        layout.setSpacing(appearance.px(4))
        layout.addWidget(Prose(note, appearance, color="muted", size=12))
        layout.addWidget(self.code)
        layout.addLayout(row)

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self.copy.setText("Copied")
