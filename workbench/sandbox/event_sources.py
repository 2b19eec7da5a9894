"""Queues, buckets and topics of the sandbox that invoke functions: they too run in the local runtime."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from workbench.sandbox.deployment import NotDeployedError, NotRunnableError
from workbench.sandbox.pushed_events import pushing

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.events.json_value import Json
    from workbench.events.outcome import Outcome
    from workbench.sandbox.deployment import Deployments


class EventSources:
    """Takes the place of the container in which moto would run a function that an event source invokes."""

    def __init__(self, deployments: Deployments, run: Callable[..., Outcome]) -> None:
        """`run` invokes a deployed function."""
        self._deployments = deployments
        self._run = run
        self._before: list[tuple[type, str, Any]] = []

    def connect(self) -> None:
        """From here on event sources lead to the local runtime."""
        from moto.awslambda.models import LambdaFunction

        def invoke_lambda(function: Any, event: Any = None) -> tuple[str, bool, str]:
            return self._invoke(function, event)

        # moto has no other place to say who runs functions.
        for owner, name, made in ((LambdaFunction, "_invoke_lambda", invoke_lambda), *pushing(self._push)):
            self._before.append((owner, name, getattr(owner, name)))
            setattr(owner, name, made)

    def disconnect(self) -> None:
        """Leave moto as it was."""
        while self._before:
            owner, name, method = self._before.pop()
            setattr(owner, name, method)

    def _push(self, arn: str, event: Json) -> None:
        """Invoke the function of an ARN with an event; what cannot be invoked is lost, as AWS loses it in the end."""
        _, _, _, region, account_id, _, name, *qualifier = arn.split(":")
        with suppress(NotDeployedError, NotRunnableError):
            deployed = self._deployments.find(name, "".join(qualifier), account_id=account_id, region=region)
            self._run(deployed, json.dumps(event).encode())

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
