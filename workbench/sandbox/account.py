"""The account itself: moto behind a guard that answers in AWS's words what moto does not know or breaks on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

from workbench.sandbox.message import Answer, refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from workbench.sandbox.message import Asked

_QUERY = "application/x-www-form-urlencoded"
_NOT_FOUND = 404
_NOT_IMPLEMENTED = 501
_FAILED = 500
_TARGET = re.compile(r"[^.]*\.(?P<operation>\w+)")


class _UnknownServiceError(Exception):
    """moto has no such service."""


class _Dispatcher(DomainDispatcherApplication):
    """moto's own dispatcher, which says on standard output what it does not know; here it is an error."""

    def get_backend_for_host(self, host: str | None) -> Any:
        """Moto's name of the service that a host belongs to."""
        if host and "amazonaws.com" in host and not self._is_known(host):
            raise _UnknownServiceError(host.partition(".")[0])
        return super().get_backend_for_host(host)

    def _is_known(self, host: str) -> bool:
        return any(pattern.match(f"http://{host}") for _, pattern in self.backend_url_patterns)


class Account:
    """A WSGI application that answers as AWS does, with an error where moto has none of its own."""

    def __init__(self) -> None:
        self._moto = _Dispatcher(create_backend_app)

    def answer(self, environ: dict[str, Any], asked: Asked) -> Answer:
        """What the account answers to a request."""
        started: list[tuple[str, list[tuple[str, str]]]] = []

        def start_response(status: str, headers: list[tuple[str, str]], _: Any = None) -> Callable[[bytes], object]:
            started.append((status, headers))
            return lambda _: None

        try:
            parts: Iterable[bytes] = self._moto(environ, start_response)
            body = b"".join(parts)
            closing = getattr(parts, "close", None)
            if closing is not None:
                closing()
        except (NotImplementedError, _UnknownServiceError) as error:
            return self._unknown(asked, str(error))
        except Exception as error:  # noqa: BLE001 - whatever moto breaks on, the client gets an answer
            said = f"The sandbox failed on this request: {type(error).__name__}: {error}"
            return _in_protocol(asked, _FAILED, "InternalFailure", said)
        status, headers = started[-1]
        answer = Answer(int(status.split()[0]), tuple(headers), body)
        return self._unknown(asked, "") if _is_a_web_page(answer) else answer

    def _unknown(self, asked: Asked, detail: str) -> Answer:
        target = _TARGET.fullmatch(asked.header("X-Amz-Target"))
        operation = target["operation"] if target else f"{asked.method} {asked.path}"
        said = f"The sandbox does not know {asked.service or 'this request'}: {operation}"
        return _in_protocol(asked, _NOT_IMPLEMENTED, "NotImplemented", f"{said} ({detail})" if detail else said)


def _is_a_web_page(answer: Answer) -> bool:
    """Whether an error is a page for a browser: the web framework's own, for a path that moto has not."""
    kind = next((value for name, value in answer.headers if name.lower() == "content-type"), "")
    return answer.status >= _NOT_FOUND and kind.startswith("text/html") and answer.body.lstrip()[:1] == b"<"


def _in_protocol(asked: Asked, status: int, code: str, message: str) -> Answer:
    """An error in the form that the client's protocol has for it: XML for the older services, else JSON."""
    if asked.service in {"s3", "route53", "cloudfront"} or asked.header("Content-Type").startswith(_QUERY):
        fault = f"<Code>{code}</Code><Message>{escape(message)}</Message>"
        inner = f"<Error>{fault}</Error>"
        text = inner if asked.service == "s3" else f"<ErrorResponse>{inner}</ErrorResponse>"
        return Answer(status, (("Content-Type", "text/xml"),), f'<?xml version="1.0"?>{text}'.encode())
    return refusal(status, code, message, __type=code)
