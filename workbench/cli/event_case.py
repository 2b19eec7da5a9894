"""The case file beside the event of a command: bindings, variables and settings, where no option says otherwise."""

from __future__ import annotations

import os

from workbench.cli.reading import shown_name
from workbench.errors import InputError, UsageError
from workbench.runtime.function import LocalFunction
from workbench.value import dataclass

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from workbench.exchange.order import Order
    from workbench.library.case_schema import Case
    from workbench.library.environment import Environment

_SUFFIX = ".case.yaml"
_PROJECT_FILE = "workbench.yaml"
_PLAIN_COLONS = {"aws": 1, "arn": 6}
"""How many colons a deployed function's reference has without a qualifier."""


@dataclass(frozen=True, slots=True)
class EventCase:
    """What a case file says, less what the options say."""

    path: str
    case: Case
    environment: Environment
    env_file: str = ""

    def reference(self, function: str) -> str:
        """The function to invoke, with the qualifier of the case where it is deployed and has none."""
        plain = _PLAIN_COLONS.get(function.partition(":")[0])
        qualifier = self.case.invoke.qualifier
        return f"{function}:{qualifier}" if qualifier and function.count(":") == plain else function

    def configured(self, function: LocalFunction) -> LocalFunction:
        """The function as it is then invoked; its process may be started before the event is read.

        Raises:
            InputError: a variable is not known.
        """
        from workbench.exchange.order import Order

        found = self.applied(Order(function)).function
        return found if isinstance(found, LocalFunction) else function

    def applied(self, order: Order) -> Order:
        """The order as the case wants it.

        Raises:
            InputError: a binding does not fit the event, or a variable is not known.
        """
        from workbench.library.case_order import with_case

        settings = self.case.invoke
        if isinstance(order.function, LocalFunction):
            given = {value.name for value in order.function.environment if self._is_given(value.origin)}
            left = {name: value for name, value in settings.env.items() if name not in given}
            settings = settings.model_copy(update={"env": left})
        case = self.case.model_copy(update={"invoke": settings})
        return with_case(order, case, self.environment, name=self.path)

    def _is_given(self, origin: str) -> bool:
        return origin == "command line" or bool(self.env_file and origin.startswith(f"{self.env_file}:"))


def event_case(options: argparse.Namespace) -> EventCase | None:
    """The case of the event that the options name; None where there is none, or none is wanted.

    Raises:
        InputError: the case file, or the workbench.yaml of its environment, cannot be understood.
        UsageError: an environment is named, and there is no case file that it could fill.
    """
    path = _beside(options.event) if options.event and options.case is not False else ""
    if not path or not os.path.isfile(path):  # noqa: PTH113 - pathlib delays an invocation
        if options.environment:
            mend = "Name an event that has a case file beside it, NAME.case.yaml."
            raise UsageError("--environment fills the variables of a case file, and there is none", mend=mend)
        return None
    from pathlib import Path

    from workbench.library.case_file import read_case_file

    case = read_case_file(Path(path)).case
    over = {"timeout": options.timeout, "memory": options.memory}
    settings = case.invoke.model_copy(update={key: None for key, value in over.items() if value is not None})
    name = options.environment or case.environment or ""
    places = dict.fromkeys([Path(options.code).absolute(), *Path(path).absolute().parents])
    return EventCase(
        path,
        case.model_copy(update={"invoke": settings}),
        _environment(name, next((file for place in places if (file := place / _PROJECT_FILE).is_file()), None)),
        shown_name(options.env_file) if options.env_file else "",
    )


def _beside(event: str) -> str:
    """Where the case file of an event is, or would be; empty for standard input."""
    return "" if event == "-" else event.removesuffix(".json") + _SUFFIX


def _environment(name: str, file: Path | None) -> Environment:
    from workbench.library.environment import Environment

    if not name:
        return Environment("", {}, os.environ)
    if file is None:
        mend = "Write a workbench.yaml that has it under environments, or name another with --environment."
        raise InputError(f"there is no workbench.yaml that could say the environment {name}", mend=mend)
    from workbench.cli.reading import read_text
    from workbench.library.project_file import read_project_file

    said, _, findings = read_project_file(read_text(str(file)), name=str(file))
    if name not in said.environments:
        if findings:
            raise findings[0]
        known = ", ".join(said.environments)
        mend = f"Known there: {known}." if known else "Add it under environments."
        raise InputError(f"there is no environment {name}", place=str(file), mend=mend)
    return Environment(name, said.environments[name], os.environ)
