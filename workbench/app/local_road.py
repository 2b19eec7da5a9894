"""The road of this window: its runtime and gateway live as long as the window, made when they are first needed."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.app.aws.assumed_roles import AssumedRoles
    from workbench.deployed.session import AwsSession
    from workbench.deployed.target import Account
    from workbench.events.outcome import LogLine
    from workbench.exchange.order import Function, Order
    from workbench.exchange.record import Exchange, Step
    from workbench.exchange.road import Road
    from workbench.library.project import Project
    from workbench.runtime.function import LocalFunction
    from workbench.runtime.host import HostedRuntime


class LocalRoad:
    """Runs orders in front of one gateway, functions kept warm between them. For worker threads.

    Local functions run under a helper process of their own: a window that draws does not slow them down.
    """

    def __init__(self, sessions: Callable[[Account], AwsSession] | None = None) -> None:
        """`sessions` gives the session of an account; None: deployed functions are not run."""
        self._sessions = sessions
        self._making = threading.Lock()
        self._runtime: HostedRuntime | None = None
        self._road: Road | None = None
        self._project: Project | None = None
        self._roles: AssumedRoles | None = None
        self._closed = False

    def __call__(
        self,
        order: Order,
        *,
        on_log: Callable[[LogLine], None] | None = None,
        on_step: Callable[[Step], None] | None = None,
        cancelled: threading.Event | None = None,
        debug_port: int | None = None,
    ) -> Exchange:
        """Run one order; a deployed function is judged by its policies as they stand in AWS now.

        Raises:
            WorkbenchError: the event cannot be understood or the function cannot be run at all.
        """
        from workbench.runtime.function import LocalFunction

        road = self._ready()
        if isinstance(order.function, LocalFunction):
            if order.function.credentials.role:
                order = replace(order, function=self._as_role(order.function))
        elif self._sessions is not None:
            from workbench.app.aws.live_order import with_live_documents

            account, sessions = order.function.account, self._sessions
            order = with_live_documents(order, lambda: sessions(account), cancelled=cancelled)
        return road.run(order, on_log=on_log, on_step=on_step, cancelled=cancelled, debug_port=debug_port)

    def _as_role(self, function: LocalFunction) -> LocalFunction:
        """The function with the keys of the role that it was given."""
        from workbench.app.aws.assumed_roles import AssumedRoles

        if self._sessions is None:
            return function
        with self._making:
            self._roles = self._roles or AssumedRoles(self._sessions)
        return self._roles.applied(function)

    def set_project(self, project: Project) -> None:
        """Where the functions of authorizers are looked for; another folder has another gateway."""
        with self._making:
            if self._project is None or self._project.folder != project.folder:
                self._road = None
            self._project = project

    def forget_gateway(self) -> None:
        """Begin with an empty cache, full buckets and fresh quotas."""
        with self._making:
            self._road = None

    def close(self) -> None:
        """End every process."""
        with self._making:
            self._closed = True
            if self._runtime is not None:
                self._runtime.close()

    def _ready(self) -> Road:
        from workbench.errors import RuntimeUnavailable
        from workbench.exchange.invoker import Invoker
        from workbench.exchange.road import Road
        from workbench.runtime.host import HostedRuntime

        with self._making:
            if self._closed:
                raise RuntimeUnavailable("The window is closing", mend="Open it again.")
            self._runtime = self._runtime or HostedRuntime()
            if self._road is None:
                invoker = Invoker(self._runtime.invoke, self._sessions)
                self._road = Road(invoker, find_function=self._find_function)
            return self._road

    def _find_function(self, reference: str) -> Function:
        """The function of an authorizer, as the project configures it."""
        from workbench.library.function_reference import find_function
        from workbench.runtime.function import LocalFunction

        project = self._project
        found = find_function(reference, code=project.folder if project else None, project=project)
        entry = project.configured(found) if project is not None and isinstance(found, LocalFunction) else None
        return entry.function if entry is not None else found
