"""Answer one authorization question and explain the answer.

Example:
  workbench permissions evaluate case.json
  workbench permissions evaluate case.json --text
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.cli.reading import read_text, shown_name
from workbench.permissions.case_document import read_case
from workbench.permissions.catalogue import catalogue_findings
from workbench.permissions.evaluation import evaluate

if TYPE_CHECKING:
    import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Say which words the command takes."""
    parser.add_argument(
        "case", metavar="CASE", help="the question as JSON: request, policies, context; - is standard input"
    )
    parser.add_argument("--text", action="store_true", help="print for a person instead of JSON")
    parser.add_argument("--json", action="store_true", help="print JSON, as without --text")


def run(options: argparse.Namespace) -> int:
    """Evaluate; exit status 0 where it is allowed, 1 where it is not or cannot be decided."""
    case = read_case(read_text(options.case), name=shown_name(options.case))
    decision = evaluate(case)
    unknown = tuple(finding for policy in case.policies for finding in catalogue_findings(policy))
    decision = replace(decision, findings=(*decision.findings, *unknown))
    if options.text and not options.json:
        from workbench.permissions.decision_text import decision_text

        print(decision_text(decision))
    else:
        print(json.dumps(decision.to_json(), indent=2))
    return 0 if decision.allowed else 1
