"""Queues, buckets and topics of the sandbox that invoke functions: they too run in the local runtime."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from workbench.sandbox.deployment import NotDeployedError, NotRunnableError

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.events.outcome import Outcome
    from workbench.sandbox.deployment import Deployments


class EventSources:
    """Takes the place of the container in which moto would run a function that an event source invokes."""

    def __init__(self, deployments: Deployments, run: Callable[..., Outcome]) -> None:
        """`run` invokes a deployed function."""
        self._deployments = deployments
        self._run = run
        self._before: Any = None

    def connect(self) -> None:
        """From here on event sources lead to the local runtime."""
        from moto.awslambda.models import LambdaFunction

        def invoke_lambda(function: Any, event: Any = None) -> tuple[str, bool, str]:
            return self._invoke(function, event)

        self._before = LambdaFunction._invoke_lambda  # noqa: SLF001 - moto has no other place to say who runs functions
        LambdaFunction._invoke_lambda = invoke_lambda  # type: ignore[method-assign, assignment] # noqa: SLF001

    def disconnect(self) -> None:
        """Leave moto as it was."""
        from moto.awslambda.models import LambdaFunction

        LambdaFunction._invoke_lambda = self._before  # type: ignore[method-assign] # noqa: SLF001

    def _invoke(self, function: Any, event: Any) -> tuple[str, bool, str]:
        version = str(function.version)
        qualifier = version if version.isdecimal() and function.function_arn.endswith(f":{version}") else ""
        try:
            deployed = self._deployments.find(
                function.function_name, qualifier, account_id=function.account_id, region=function.region
            )
        except (NotDeployedError, NotRunnableError) as error:
            return str(error), True, ""
        payload = event if isinstance(event, str) else json.dumps(event)
        outcome = self._run(deployed, payload.encode())
        return outcome.payload_text, outcome.function_error is not None, outcome.log_text
