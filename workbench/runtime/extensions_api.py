"""As much of the Lambda Extensions, Telemetry and Logs APIs as agents need to start and not crash.

Behaviour as probed on AWS's runtime interface emulator; the texts of "Lambda Extensions API" name the calls.
"""

from __future__ import annotations

import os

from workbench.runtime.http_wire import answer
from workbench.runtime.limits import MAX_EXTENSIONS

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from workbench.runtime.http_wire import ApiRequest

EXTENSION = "/2020-01-01/extension/"
TELEMETRY = ("/2022-07-01/telemetry", "/2020-08-15/logs")
_HERE = b'{"functionName":"function","functionVersion":"$LATEST","handler":"handler"}'


class ExtensionsApi:
    """The extensions of one execution environment: who registered, and who waits for an event."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def handle(self, request: ApiRequest, *, path: str, started: bool) -> bytes | None:
        """The answer to a call of an agent; None leaves it waiting, as AWS does between events."""
        if path in TELEMETRY and request.method == "PUT":
            kind = "Telemetry" if path == TELEMETRY[0] else "Logs"
            text = f'{{"errorMessage":"{kind} API is not supported","errorType":"{kind}.NotSupported"}}\n'
            return answer(202, text.encode())
        if not path.startswith(EXTENSION):
            return answer(404, b"404 page not found\n", content_type="text/plain")
        call = path[len(EXTENSION) :]
        if call == "register" and request.method == "POST":
            return self._register(request, started=started)
        if request.headers.get("lambda-extension-identifier", "") not in self._names:
            return _refused("Extension.UnknownExtensionIdentifier", "Unknown Lambda-Extension-Identifier")
        if call == "event/next":
            return None
        if call in ("init/error", "exit/error"):
            return answer(202, b'{"status":"OK"}\n')
        return answer(404, b"404 page not found\n", content_type="text/plain")

    def _register(self, request: ApiRequest, *, started: bool) -> bytes:
        name = request.headers.get("lambda-extension-name", "")
        if not name:
            return _refused("Extension.InvalidExtensionName", "Empty extension name")
        if started:
            return _refused("Extension.RegistrationClosed", "Extension registration closed already")
        if len(self._names) >= MAX_EXTENSIONS:
            return _refused("Extension.TooManyExtensions", "Extension limit reached")
        raw = os.urandom(16).hex()
        identifier = f"{raw[:8]}-{raw[8:12]}-{raw[12:16]}-{raw[16:20]}-{raw[20:]}"
        self._names[identifier] = name
        return answer(200, _HERE, headers=f"Lambda-Extension-Identifier: {identifier}\r\n")


def _refused(error_type: str, message: str) -> bytes:
    return answer(403, f'{{"errorMessage":"{message}","errorType":"{error_type}"}}\n'.encode())
