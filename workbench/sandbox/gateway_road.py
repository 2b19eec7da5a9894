"""A client's request to an API of the box, taken the whole road: admitted, permitted, run and responded to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.runtime.function import LocalFunction
from workbench.sandbox.deployment import NotDeployedError, NotRunnableError
from workbench.sandbox.message import ACCOUNT_ID, Answer, json_answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.deployed.session import AwsSession
    from workbench.errors import WorkbenchError
    from workbench.events.http import HttpRequest
    from workbench.events.outcome import Outcome
    from workbench.exchange.order import PolicyText
    from workbench.exchange.record import Step
    from workbench.exchange.road import Road
    from workbench.gateway.api import Api
    from workbench.gateway.routing import Match
    from workbench.sandbox.deployment import Deployed, Deployments

_HOP_BY_HOP = frozenset({"connection", "content-length", "transfer-encoding"})
_NOT_PERMITTED = "Invalid permissions on Lambda function"
_ASKED = "invoke_permission"
"""The step of the road on which AWS looks whether the function is there and may be invoked."""


class NotInvokedError(Exception):
    """The gateway cannot invoke the function; says why, as the execution log of AWS does and the client is not told."""

    def __init__(self, why: str, answer: Answer) -> None:
        super().__init__(why)
        self.answer = answer
        """What the client gets instead."""


class GatewayRoad:
    """Sends requests through APIs to the functions that are deployed in the box."""

    def __init__(
        self,
        deployments: Deployments,
        run: Callable[..., Outcome],
        session: Callable[[str], AwsSession],
        *,
        nowhere: str,
    ) -> None:
        """`run` invokes a deployed function; `session` gives a session to the box's own account in a region.

        `nowhere` is a folder without code: that of a function which is not deployed.
        """
        self._deployments = deployments
        self._run = run
        self.session = session
        self._nowhere = nowhere

    def open(self, region: str) -> Road:
        """A road of its own, which remembers throttles, quotas and caches from one request to the next."""
        from workbench.exchange.invoker import Invoker
        from workbench.exchange.road import Road

        return Road(Invoker(self._invoke), find_function=lambda arn: self._deployed(arn, region).function)

    def send(self, api: Api, road: Road, request: HttpRequest) -> Answer:
        """What the client gets.

        Raises:
            NotInvokedError: the function is not there, cannot run here, or its policy does not let the API invoke it.
            WorkbenchError: the road cannot be taken at all.
        """
        from workbench.exchange.order import Order
        from workbench.gateway.respond import respond_not_permitted
        from workbench.gateway.routing import RouteTable
        from workbench.gateway.verdict import Reply

        match = RouteTable.of(api).route(request)
        if isinstance(match, Reply):
            return _as_answer(match)
        missing, function = self._found(match, api.region)

        def look(step: Step) -> None:
            if step.name != _ASKED:
                return
            if missing:
                raise NotInvokedError(missing, _unavailable(api, request))
            if step.outcome == "denied":
                raise NotInvokedError(_NOT_PERMITTED, _as_answer(respond_not_permitted(api, request)))

        policy = None if missing or match.route.credentials else self._policy(function)
        order = Order(function, is_named=True, request=request, api=api, function_policy=policy)
        try:
            exchange = road.run(order, on_step=look)
        except (NotDeployedError, NotRunnableError) as error:  # that of an authorizer
            raise NotInvokedError(str(error), _unavailable(api, request)) from error
        return _as_answer(exchange.reply) if exchange.reply is not None else json_answer({}, status=500)

    def _found(self, match: Match, region: str) -> tuple[str, LocalFunction]:
        """Why the function of a route cannot be invoked, empty where it can, and the function.

        A request may be refused or answered before anyone asks for the function, so what is missing is no error yet.
        """
        try:
            return "", self._deployed(match.route.function or "", region).function
        except (NotDeployedError, NotRunnableError) as error:
            return str(error) or "no such function", LocalFunction("none", "none.handler", self._nowhere)

    def _policy(self, function: LocalFunction) -> PolicyText:
        from workbench.deployed.policies import EMPTY_POLICY, function_policy
        from workbench.deployed.target import Account, DeployedFunction
        from workbench.exchange.order import PolicyText

        target = DeployedFunction(function.name, function.qualifier, Account(region=function.region))
        found = function_policy(self.session(function.region), target).policy
        return PolicyText(found.name, found.text) if found else PolicyText(function.name, EMPTY_POLICY)

    def _deployed(self, arn: str, region: str) -> Deployed:
        name, _, qualifier = arn.rpartition("function:")[2].partition(":")
        return self._deployments.find(name, qualifier, account_id=ACCOUNT_ID, region=region)

    def _invoke(self, function: LocalFunction, event: bytes, **words: Any) -> Outcome:
        deployed = self._deployed(function.arn, function.region)
        return self._run(deployed, event, client_context=words.get("client_context", ""))


def client_headers(headers: tuple[tuple[str, str], ...], *, host: str) -> tuple[tuple[str, str], ...]:
    """The headers of a client's request as they reach AWS under its own host name."""
    return tuple((name, host if name == "host" else value) for name, value in headers if name not in _HOP_BY_HOP)


def failed(error: NotInvokedError | WorkbenchError) -> Answer:
    """What the client of an API gets where the road ended early."""
    return error.answer if isinstance(error, NotInvokedError) else json_answer({"message": str(error)}, status=500)


def _unavailable(api: Api, request: HttpRequest) -> Answer:
    """What the client gets for a function that is not there or cannot run here."""
    from workbench.events.outcome import Outcome
    from workbench.gateway.respond import respond, respond_not_permitted

    if api.type == "FUNCTION_URL":
        return _as_answer(respond(api, request, Outcome("", b"{}", "Unhandled")))
    return _as_answer(respond_not_permitted(api, request))


def _as_answer(reply: Any) -> Answer:
    response = reply.response
    headers = tuple((name, value) for name, value in response.headers if name.lower() not in _HOP_BY_HOP)
    return Answer(response.status, headers, response.body)
