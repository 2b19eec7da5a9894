"""Makes the order for an event and a target as they stand in the window, wherever the target runs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.app.order_assembly import CASE, deployed_order_of, order_of
from workbench.errors import UsageError

if TYPE_CHECKING:
    from workbench.app.document import Document
    from workbench.app.main_window import MainWindow
    from workbench.app.target import Target
    from workbench.exchange.order import Enforce, Order
    from workbench.library.project import FunctionEntry


class Orders:
    """Knows the open folder, the chosen functions in AWS, and what a person set for this session."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def of(self, document: Document, target: Target, *, enforce: Enforce = "warn") -> Order:
        """The order for an event and a target.

        Raises:
            WorkbenchError: the event, its case file or the target leads nowhere.
        """
        window = self._window
        api = window.session.api_for(document)
        case, event = window.cases.case_of(document), window.files.event_of(document)
        case_name = event.case_path.name if event is not None else CASE
        environment = window.session.environment(window.bar.environment_name())
        if not target.is_local:
            deployed = window.aws.deployed.function(target.name)
            if deployed is None:
                raise UsageError(f"{target.label} is no target any more", mend="Choose it again.")
            return deployed_order_of(
                document.payload, deployed, api=api, case=case, case_name=case_name, environment=environment
            )
        entry = window.session.entry(target.name)
        if entry is None:
            raise UsageError(f"{target.label} is not in this folder", mend="Look for functions again (Ctrl+R).")
        entry = self._with_default_timeout(entry)
        order = order_of(
            document.payload,
            entry,
            api=api,
            case=case,
            case_name=case_name,
            environment=environment,
            enforce=enforce,
        )
        return window.run_choices.applied_to(order)

    def _with_default_timeout(self, entry: FunctionEntry) -> FunctionEntry:
        """A function that was found by looking says no timeout: it has the one of the settings."""
        wanted = self._window.own_settings.timeout_s
        if wanted is None or not is_found(entry):
            return entry
        return replace(entry, function=replace(entry.function, timeout_s=wanted))

    def may_run(self, target: Target) -> bool:
        """Whether to go on; asks where the target is production.

        Raises:
            InputError: the settings that say what is production, or the case file, cannot be read.
        """
        window = self._window
        deployed = None if target.is_local or target.is_sandbox else window.aws.deployed.function(target.name)
        document = window.area.current()
        case = window.cases.case_of(document) if deployed is not None and document is not None else None
        if deployed is not None and case is not None and not deployed.qualifier:
            deployed = replace(deployed, qualifier=case.case.invoke.qualifier)
        question = window.aws.deployed.question(deployed) if deployed is not None else None
        if question is None:
            return True
        because = f"It matches the pattern “{question.because}”."
        return window.dialogs.confirm("Run in production", f"{question.text}\n\n{because}", do="Run it")


def is_found(entry: FunctionEntry) -> bool:
    """Whether a function was found in the source, and neither a template nor workbench.yaml says anything of it."""
    return entry.label.endswith(f":{entry.function.handler.rpartition('.')[2]}")
