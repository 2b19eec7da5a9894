"""Which moment of a WebSocket connection a command is about: the options, and the moment that they name."""

from __future__ import annotations

from workbench.cli.option_table import OneOf, Option
from workbench.cli.reading import read_bytes
from workbench.errors import UsageError

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    import argparse

    from workbench.events.connection import Connection
    from workbench.gateway.api import Api

_GOING_AWAY = 1001
_CODES = range(1000, 5000)
"""Close codes that can be (RFC 6455, 7.4)."""


_MOMENT = OneOf("moment")
MOMENT_OPTIONS = (
    Option("--message", metavar="FILE", help="WebSocket: the event of this message on the connection", one_of=_MOMENT),
    Option(
        "--disconnect",
        metavar="CODE",
        convert=int,
        bare=_GOING_AWAY,
        help="WebSocket: the event of the end of the connection, with this close code",
        one_of=_MOMENT,
    ),
    Option("--connection-id", metavar="ID", default="", help="WebSocket: instead of one made up"),
    Option("--route-key", metavar="KEY", default="", help="WebSocket: instead of the one chosen"),
)
"""For a command that takes a request."""


def moment_of(options: argparse.Namespace, api: Api | None) -> Connection | None:
    """The moment that the options name; None where the API has no connections.

    Raises:
        UsageError: the options do not fit the API, or each other.
        InputError: the message cannot be read.
    """
    told = {
        "--message": options.message is not None,
        "--disconnect": options.disconnect is not None,
        "--connection-id": bool(options.connection_id),
        "--route-key": bool(options.route_key),
    }
    asked = [name for name, is_told in told.items() if is_told]
    if api is None or api.type != "WEBSOCKET":
        if asked:
            found = "no API is named" if api is None else f"this one is of the type {api.type}"
            mend = "Leave it out, or name a WebSocket API with --api."
            raise UsageError(f"{asked[0]} is for a WebSocket API, and {found}", mend=mend)
        return None
    from random import Random

    from workbench.events.connection import Connection
    from workbench.events.identifiers import short_id

    connection_id = options.connection_id or short_id(Random())
    if options.route_key and options.message is None:
        raise UsageError("--route-key chooses the route of a message", mend="Give the message with --message FILE.")
    if options.message is not None:
        message = read_bytes(options.message)
        return Connection("MESSAGE", id=connection_id, message=message, route_key=options.route_key)
    if options.disconnect is None:
        return Connection(id=connection_id)
    if options.disconnect not in _CODES:
        what = f"{options.disconnect} is no close code of a WebSocket"
        raise UsageError(what, mend="Use one from 1000 to 4999, such as 1001.")
    return Connection("DISCONNECT", id=connection_id, disconnect_code=options.disconnect)
