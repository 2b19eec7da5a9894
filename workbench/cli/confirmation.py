"""Asking a person before something happens that cannot be taken back: on a terminal, or by an option given before."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from workbench.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from workbench.deployed.target import DeployedFunction


def confirm(question: str, *, yes: bool) -> None:
    """Return where `yes` was given or a person says so.

    Raises:
        UsageError: nobody says so.
    """
    if yes:
        return
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(question, mend="Add --yes to say so.")
    print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().lower() not in {"y", "yes"}:
        raise UsageError("nothing was run", mend="Answer y, or add --yes.")


def confirm_production(function: DeployedFunction, options: argparse.Namespace) -> None:
    """Ask before a production function is run; the settings and the project's workbench.yaml say which are.

    Raises:
        UsageError: nobody says yes.
        InputError: the settings or workbench.yaml cannot be read.
    """
    from pathlib import Path

    from workbench.deployed.production import production_question
    from workbench.library.own_folders import OwnFolders
    from workbench.library.project import PROJECT_FILE
    from workbench.library.project_file import read_project_file
    from workbench.library.settings import SettingsFile

    settings, wrong = SettingsFile(OwnFolders.of_this_user().settings).read()
    if wrong is not None:
        raise wrong
    patterns = list(settings.production)
    said = Path(getattr(options, "code", None) or ".") / PROJECT_FILE
    if said.is_file():
        project, _, findings = read_project_file(said.read_text(encoding="utf-8"), name=str(said))
        # A mistake anywhere in the file must not unmark a production function.
        if findings:
            raise findings[0]
        patterns += project.production
    question = production_question(function, patterns)
    if question is not None:
        confirm(f"{question.text} (marked by '{question.because}')", yes=options.yes)
