"""How the sandbox's server reads requests: as moto's does, without a line on standard error for each."""

from __future__ import annotations

from typing import Any

from moto.moto_server.werkzeug_app import MotoRequestHandler


class QuietHandler(MotoRequestHandler):
    """Serves without saying so; a client that went away is no event either."""

    _dated = False

    def send_response(self, code: int, message: str | None = None) -> None:
        """Begin the response; it names no server, and no second date beside its own."""
        self._dated = False
        self.send_response_only(code, message)

    def send_header(self, keyword: str, value: str) -> None:
        """Send a header as it is."""
        self._dated = self._dated or keyword.lower() == "date"
        super().send_header(keyword, value)

    def end_headers(self) -> None:
        """End the headers, with a date where the response brought none."""
        if not self._dated:
            self.send_header("Date", self.date_time_string())
        super().end_headers()

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - werkzeug's own name
        """Say nothing."""

    def connection_dropped(self, error: BaseException, environ: dict[str, Any] | None = None) -> None:
        """Say nothing."""
