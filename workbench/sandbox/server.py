"""An AWS account in a box on this machine: moto serves the account, our own local runtime runs its functions."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.errors import RuntimeUnavailable, ServiceError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Self

    from workbench.deployed.session import AwsSession

HOST = "127.0.0.1"
MISSING = "the sandbox needs moto, which is not installed"
MEND = "Add it with: pip install 'lambda-event-workbench[sandbox]'"
_FOLDER = "workbench-sandbox-"


def is_installed() -> bool:
    """Whether the optional extra that the sandbox needs is there; imports nothing of it."""
    from importlib.util import find_spec

    return find_spec("moto") is not None and find_spec("flask") is not None


class Sandbox:
    """A running account in a box. Loopback only; what it wrote is gone when it is closed.

    moto keeps its account in its own process-wide state, so a process runs one sandbox at a time.
    """

    def __init__(self, *, port: int = 0, seed: Callable[[str], None] | None = None) -> None:
        """Start serving on `port`, 0 for any free one; `seed` gets the endpoint and fills the account, also anew.

        Raises:
            RuntimeUnavailable: the extra is not installed, or the port is taken.
        """
        if not is_installed():
            raise RuntimeUnavailable(MISSING, mend=MEND)
        listening = _listen(port)
        from werkzeug.serving import make_server

        from workbench.runtime.local import LocalRuntime
        from workbench.sandbox.account import Account
        from workbench.sandbox.deployment import Deployments
        from workbench.sandbox.event_sources import EventSources
        from workbench.sandbox.front_door import FrontDoor
        from workbench.sandbox.function_urls import FunctionUrls
        from workbench.sandbox.gateway_road import GatewayRoad
        from workbench.sandbox.http_api_front import HttpApiFront
        from workbench.sandbox.invoke_front import InvokeFront
        from workbench.sandbox.log_delivery import LogDelivery
        from workbench.sandbox.method_test_front import MethodTestFront
        from workbench.sandbox.policy_front import PolicyFront
        from workbench.sandbox.quiet_handler import QuietHandler
        from workbench.sandbox.schemas_front import SchemasFront
        from workbench.sandbox.stage_front import StageFront
        from workbench.sandbox.stated import Stated
        from workbench.sandbox.url_front import UrlFront

        _remove_abandoned()
        self._seed = seed
        self._folder = Path(tempfile.mkdtemp(prefix=f"{_FOLDER}{os.getpid()}-"))
        self._runtime = LocalRuntime()
        self._sessions: dict[str, AwsSession] = {}
        self._logs = LogDelivery()
        self._schemas = SchemasFront()
        deployments = Deployments(self._folder, endpoint=lambda: self.endpoint_url)
        self._invocations = InvokeFront(self._runtime, deployments, self._logs)
        gateway = GatewayRoad(deployments, self._invocations.run, self._session, nowhere=str(self._folder))
        urls = FunctionUrls(lambda: self.endpoint_url)
        self._stated = Stated()
        self._stages = StageFront(gateway, self._stated)
        self._event_sources = EventSources(deployments, self._invocations.run)
        self._event_sources.connect()
        door = FrontDoor(
            (
                self._invocations,
                PolicyFront(),
                self._schemas,
                urls,
                MethodTestFront(gateway),
                HttpApiFront(self._stages.forget),
                self._stated,
            ),
            Account(),
            open_to_pages=(self._stages, UrlFront(urls, gateway)),
            reset=self.reset,
            api_changed=self._stages.forget,
        )
        with listening:
            self._server = make_server(
                HOST, port, door, threaded=True, request_handler=QuietHandler, fd=listening.fileno()
            )
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="sandbox", daemon=True)
        self._thread.start()
        try:
            if seed is not None:
                seed(self.endpoint_url)
        except BaseException:
            self.close()
            raise

    @property
    def endpoint_url(self) -> str:
        """What AWS_ENDPOINT_URL is set to for a client that should talk to the sandbox."""
        return f"http://{HOST}:{self._server.server_address[1]}"

    def reset(self) -> None:
        """Forget everything that is in the account, and fill it as it was filled at the start."""
        self._empty()
        if self._seed is not None:
            self._seed(self.endpoint_url)

    def close(self) -> None:
        """Stop serving, end the functions, empty the account and remove what was unpacked."""
        self._invocations.close()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self._event_sources.disconnect()
        self._runtime.close()
        for session in self._sessions.values():
            session.close()
        self._empty()
        shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _empty(self) -> None:
        from moto.moto_api._internal.models import moto_api_backend

        moto_api_backend.reset()
        self._logs.forget()
        self._schemas.forget()
        self._stated.forget()
        self._stages.forget()

    def _session(self, region: str) -> AwsSession:
        from workbench.sandbox.own_session import own_session

        known = self._sessions.get(region)
        return known or self._sessions.setdefault(region, own_session(self.endpoint_url, region))


def reset_at(endpoint_url: str) -> None:
    """Reset the sandbox that runs at a URL.

    Raises:
        ServiceError: there is none.
    """
    import http.client
    from urllib.parse import urlsplit

    from workbench.sandbox.front_door import RESET_PATH

    where = urlsplit(endpoint_url)
    mend = "Give the URL that workbench sandbox prints."
    try:
        connection = http.client.HTTPConnection(where.hostname or "", where.port or 80, timeout=30)
        connection.request("POST", RESET_PATH)
        answer: Any = connection.getresponse()
        body = answer.read()
        connection.close()
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise ServiceError(f"no sandbox answers at {endpoint_url}: {error}", mend=mend) from error
    if answer.status != http.client.OK or b"reset" not in body:
        raise ServiceError(f"what answers at {endpoint_url} is no sandbox", mend=mend)


def _listen(port: int) -> socket.socket:
    try:
        return socket.create_server((HOST, port))
    except (OSError, OverflowError) as error:
        said = getattr(error, "strerror", None) or str(error)
        mend = "Name another with --port, or 0 for any free one."
        raise RuntimeUnavailable(f"port {port} of this machine cannot be used: {said}", mend=mend) from error


def _remove_abandoned() -> None:
    """Remove what a sandbox left behind that was killed before it could clean up."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*"):
        pid = folder.name.removeprefix(_FOLDER).partition("-")[0]
        if pid.isdecimal() and not _runs(int(pid)):
            shutil.rmtree(folder, ignore_errors=True)


def _runs(pid: int) -> bool:
    with suppress(PermissionError):
        try:
            os.kill(pid, 0)
        except (ProcessLookupError, OverflowError):
            return False
    return True
