"""The context object that a handler receives, with every attribute and method of AWS's."""

from __future__ import annotations

import os
import sys
import time

TYPE_CHECKING = False  # typing would delay every cold start
if TYPE_CHECKING:
    from typing import Any

W3C = ("traceparent", "tracestate", "baggage")


class _Named:
    """An object whose fields are those of a JSON object, None where it lacks them."""

    __slots__: tuple[str, ...] = ()
    _order: tuple[str, ...] = ()

    def __init__(self, values: dict[str, Any]) -> None:
        for name in self._order:
            setattr(self, name, values.get(name))

    def __repr__(self) -> str:
        fields = ",".join(f"{name}={getattr(self, name)}" for name in self._order)
        return f"{type(self).__name__}([{fields}])"


class CognitoIdentity(_Named):
    """Who called through Cognito."""

    _order = ("cognito_identity_id", "cognito_identity_pool_id")
    __slots__ = _order


class Client(_Named):
    """The app that called through a mobile SDK."""

    _order = ("installation_id", "app_title", "app_version_name", "app_version_code", "app_package_name")
    __slots__ = _order


class ClientContext(_Named):
    """What a caller passed beside the event."""

    _order = ("custom", "env", "client")
    __slots__ = _order


class LambdaContext:
    """The context of one invocation."""

    def __init__(
        self,
        request_id: str,
        *,
        arn: str | None,
        deadline_ms: int,
        client_context: Any = None,
        identity: Any = None,
        tenant_id: str | None = None,
    ) -> None:
        self.aws_request_id = request_id
        self.log_group_name = os.environ.get("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = os.environ.get("AWS_LAMBDA_LOG_STREAM_NAME")
        self.function_name = os.environ.get("AWS_LAMBDA_FUNCTION_NAME")
        self.memory_limit_in_mb = os.environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.function_version = os.environ.get("AWS_LAMBDA_FUNCTION_VERSION")
        self.invoked_function_arn = arn
        self.tenant_id = tenant_id
        carried = client_context.pop("w3c", None) if isinstance(client_context, dict) else None
        carried = carried if isinstance(carried, dict) else {}
        self._w3c = {name: carried[name] for name in W3C if isinstance(carried.get(name), str)}
        self.client_context = None
        if client_context is not None:
            client = client_context.get("client")
            self.client_context = ClientContext({**client_context, "client": client and Client(client)})
        known = identity or {}
        self.identity = CognitoIdentity(
            {
                "cognito_identity_id": known.get("cognitoIdentityId"),
                "cognito_identity_pool_id": known.get("cognitoIdentityPoolId"),
            }
        )
        self._deadline_ms = deadline_ms

    def get_remaining_time_in_millis(self) -> int:
        """How long the function may still run."""
        return max(0, self._deadline_ms - int(time.time() * 1000))

    def log(self, message: object) -> None:
        """Write to the log."""
        sys.stdout.write(str(message))

    def w3c(self) -> dict[str, str]:
        """The W3C trace context of the invocation."""
        return dict(self._w3c)

    def __repr__(self) -> str:
        names = (
            "aws_request_id", "log_group_name", "log_stream_name", "function_name", "memory_limit_in_mb",
            "function_version", "invoked_function_arn", "client_context", "identity", "tenant_id",
        )  # fmt: skip
        return f"LambdaContext([{','.join(f'{name}={getattr(self, name)}' for name in names)}])"
