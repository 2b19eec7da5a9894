"""The tables of rules: every rule has a name of its own, a text and a source."""

from __future__ import annotations

from collections import Counter
from importlib import import_module
from pathlib import Path

import workbench.gateway
from workbench.gateway.verdict import Rule

FOLDER = Path(workbench.gateway.__file__).parent
RULES = [
    rule
    for path in sorted(FOLDER.glob("*.py"))
    for rule in vars(import_module(f"workbench.gateway.{path.stem}")).values()
    if path.stem.startswith("rules_") and isinstance(rule, Rule)
]


def test_every_rule_has_an_id_of_its_own():
    assert [name for name, count in Counter(rule.id for rule in RULES).items() if count > 1] == []


def test_every_rule_is_a_sentence_with_a_source():
    for rule in RULES:
        assert rule.text.endswith((".", "…")), rule.id
        assert rule.source, rule.id
        assert rule.confidence in ("recorded", "documented", "inferred"), rule.id


def test_every_rule_is_used():
    code = "".join(path.read_text() for path in FOLDER.glob("*.py") if not path.stem.startswith("rules_"))
    unused: list[str] = []
    for path in sorted(FOLDER.glob("rules_*.py")):
        module = import_module(f"workbench.gateway.{path.stem}")
        unused += [
            f"{path.stem}.{name}" for name, rule in vars(module).items() if isinstance(rule, Rule) and name not in code
        ]
    assert unused == []
