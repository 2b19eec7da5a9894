"""An AWS account in a box on this machine: moto serves the account, our own local runtime answers Lambda's Invoke."""

from __future__ import annotations

import shutil
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.errors import RuntimeUnavailable

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

HOST = "127.0.0.1"
MISSING = "the sandbox needs moto, which is not installed"
MEND = "Add it with: pip install 'lambda-event-workbench[sandbox]'"


def is_installed() -> bool:
    """Whether the optional extra that the sandbox needs is there; imports nothing of it."""
    from importlib.util import find_spec

    return find_spec("moto") is not None and find_spec("flask") is not None


class Sandbox:
    """A running account in a box. Loopback only; what it wrote is gone when it is closed.

    moto keeps its account in its own process-wide state, so a process runs one sandbox at a time.
    """

    def __init__(self, *, port: int = 0) -> None:
        """Start serving on `port`, 0 for any free one.

        Raises:
            RuntimeUnavailable: the extra is not installed, or the port is taken.
        """
        if not is_installed():
            raise RuntimeUnavailable(MISSING, mend=MEND)
        from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
        from werkzeug.serving import make_server

        from workbench.runtime.local import LocalRuntime
        from workbench.sandbox.deployment import Deployments
        from workbench.sandbox.invoke_front import InvokeFront

        class Quiet(MotoRequestHandler):
            """Serves without a line on standard error for each request."""

            def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - werkzeug's own name
                """Say nothing."""

        self._folder = Path(tempfile.mkdtemp(prefix="workbench-sandbox-"))
        self._runtime = LocalRuntime()
        deployments = Deployments(self._folder, endpoint=lambda: self.endpoint_url)
        self._front = InvokeFront(DomainDispatcherApplication(create_backend_app), self._runtime, deployments)
        try:
            self._server = make_server(HOST, port, self._front, threaded=True, request_handler=Quiet)
        except (OSError, SystemExit) as error:
            self._runtime.close()
            shutil.rmtree(self._folder, ignore_errors=True)
            raise RuntimeUnavailable(
                f"port {port} cannot be used: {error}", mend="Name another with --port."
            ) from error
        self._thread = threading.Thread(target=self._server.serve_forever, name="sandbox", daemon=True)
        self._thread.start()

    @property
    def endpoint_url(self) -> str:
        """What AWS_ENDPOINT_URL is set to for a client that should talk to the sandbox."""
        return f"http://{HOST}:{self._server.server_port}"

    def reset(self) -> None:
        """Forget everything that is in the account."""
        from moto.moto_api._internal.models import moto_api_backend

        moto_api_backend.reset()

    def close(self) -> None:
        """Stop serving, end the functions, empty the account and remove what was unpacked."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self._front.close()
        self._runtime.close()
        self.reset()
        shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
