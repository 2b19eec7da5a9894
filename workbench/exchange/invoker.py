"""Who runs a function: this machine's runtime for a local one, AWS for a deployed one."""

from __future__ import annotations

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    import threading
    from collections.abc import Callable
    from typing import Protocol

    from workbench.deployed.session import AwsSession
    from workbench.deployed.target import Account
    from workbench.events.outcome import LogLine, Outcome
    from workbench.exchange.order import Function
    from workbench.runtime.call_record import AwsCallAsked
    from workbench.runtime.function import LocalFunction

    class LocalInvoke(Protocol):
        """How the local runtime is asked for one invocation."""

        def __call__(
            self,
            function: LocalFunction,
            event: bytes,
            *,
            request_id: str = "",
            client_context: str = "",
            on_log: Callable[[LogLine], None] | None = None,
            decide: Callable[[AwsCallAsked], str | None] | None = None,
            cancelled: threading.Event | None = None,
            debug_port: int | None = None,
        ) -> Outcome:
            """One synchronous invocation."""
            ...


class Invoker:
    """Runs any function, wherever it is."""

    def __init__(self, local: LocalInvoke, sessions: Callable[[Account], AwsSession] | None = None) -> None:
        """`sessions` gives the session of an account; None: deployed functions are not asked for."""
        self._local = local
        self._sessions = sessions

    def __call__(
        self,
        function: Function,
        event: bytes,
        *,
        request_id: str,
        client_context: str,
        on_log: Callable[[LogLine], None] | None,
        decide: Callable[[AwsCallAsked], str | None] | None,
        cancelled: threading.Event | None,
        debug_port: int | None = None,
    ) -> Outcome:
        """One synchronous invocation.

        Raises:
            WorkbenchError: the function could not be run at all.
        """
        from workbench.runtime.function import LocalFunction

        if isinstance(function, LocalFunction):
            return self._local(
                function,
                event,
                request_id=request_id,
                client_context=client_context,
                on_log=on_log,
                decide=decide,
                cancelled=cancelled,
                debug_port=debug_port,
            )
        from workbench.deployed.invocation import invoke

        if self._sessions is None:
            from workbench.errors import UsageError

            raise UsageError("a deployed function was named where only local ones run", mend="Name a local function.")
        session = self._sessions(function.account)
        outcome = invoke(session, function, event, client_context=client_context, cancelled=cancelled)
        if on_log is not None:
            for line in outcome.log:
                on_log(line)
        return outcome
