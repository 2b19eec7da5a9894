"""The box's front door: who may come in, which part answers, and resetting it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from workbench.sandbox.message import Answer, Asked, json_answer, refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from workbench.sandbox.account import Account
    from workbench.sandbox.message import Part

RESET_PATH = "/_workbench/reset"
_LOCAL_NAMES = frozenset({"", "127.0.0.1", "localhost", "::1"})
_CHANGE_APIS = frozenset({"apigateway", "cloudformation"})
_READS = frozenset({"GET", "HEAD", "OPTIONS"})


class FrontDoor:
    """A WSGI application: the first part that knows a request answers it, else the account."""

    def __init__(
        self,
        parts: Sequence[Part],
        account: Account,
        *,
        open_to_pages: Sequence[Part],
        reset: Callable[[], None],
        api_changed: Callable[[], None],
    ) -> None:
        """`open_to_pages` answer web pages of any origin too, as a public API does: whether one may read is for CORS.

        `reset` empties the box; `api_changed` is told when a client changed something in API Gateway.
        """
        self._parts = parts
        self._open_to_pages = open_to_pages
        self._account = account
        self._reset = reset
        self._api_changed = api_changed

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one request."""
        asked = Asked(environ)
        try:
            answer = self._answer(environ, asked)
        except Exception as error:  # noqa: BLE001 - a client gets an answer, whatever breaks
            said = f"The sandbox failed on this request: {type(error).__name__}: {error}"
            answer = refusal(500, "InternalFailure", said)
        headers = list(answer.headers)
        if not any(name.lower() == "content-length" for name, _ in headers):
            headers.append(("Content-Length", str(len(answer.body))))
        start_response(answer.status_line, headers)
        return [] if asked.method == "HEAD" else [answer.body]

    def _answer(self, environ: dict[str, Any], asked: Asked) -> Answer:
        if not _has_local_name(asked):
            return refusal(403, "AccessDeniedException", "The sandbox answers this machine only.")
        for part in self._open_to_pages:
            answer = part.answer(asked)
            if answer is not None:
                return answer
        if not _is_of_this_machine(asked):
            return refusal(
                403, "AccessDeniedException", "The sandbox answers this machine only, and no web page of another."
            )
        if asked.path == RESET_PATH and asked.method == "POST":
            self._reset()
            return json_answer({"reset": True})
        for part in self._parts:
            answer = part.answer(asked)
            if answer is not None:
                return answer
        answer = self._account.answer(environ, asked)
        if asked.service in _CHANGE_APIS and asked.method not in _READS:
            self._api_changed()
        return answer


def _has_local_name(asked: Asked) -> bool:
    """Whether the box is called by a name of its own, not by one that was bent to this address."""
    host = urlsplit(f"//{asked.header('Host')}").hostname or ""
    return host in _LOCAL_NAMES or host.endswith((".localhost", ".amazonaws.com", ".on.aws"))


def _is_of_this_machine(asked: Asked) -> bool:
    """Whether no web page elsewhere asks.

    Functions of the box run code on this machine, so a page in a browser must not be able to deploy one.
    """
    origin = asked.header("Origin")
    return not origin or _is_loopback(urlsplit(origin).hostname or "?")


def _is_loopback(name: str) -> bool:
    return name in _LOCAL_NAMES or name.endswith(".localhost")
