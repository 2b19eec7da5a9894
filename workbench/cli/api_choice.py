"""Which API a command is about: that of the file that `--api` names, or the one of several that a person chooses."""

from __future__ import annotations

import os
import sys

from workbench.cli.reading import read_text, shown_name

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    import argparse

    from workbench.events.http import HttpRequest
    from workbench.gateway.api import Api
    from workbench.interchange.api_document import ApiDocument

HELP = "API file, template, serverless.yml or OpenAPI document; FILE#NAME/STAGE for one of several; - is standard input"


def api_and_request(options: argparse.Namespace) -> tuple[Api, HttpRequest]:
    """What `--api` and `--request` name.

    Raises:
        InputError: a file cannot be read or understood.
    """
    from workbench.interchange.request_file import read_request

    document, which = named_document(options.api)
    request = read_request(read_text(options.request), name=shown_name(options.request))
    moment = getattr(options, "message", None) is not None or getattr(options, "disconnect", None) is not None
    return _choose(document, which or ("WEBSOCKET" if moment and _has_websocket(document) else ""), request), request


def chosen_api(reference: str, request: HttpRequest | None) -> Api:
    """The API: the one named behind `#`, else the one whose host the request calls, else the first, which is said.

    Raises:
        InputError: the file cannot be read, or has no such API.
    """
    return _choose(*named_document(reference), request)


def named_document(reference: str) -> tuple[ApiDocument, str]:
    """The document of a reference, and which of its APIs stands behind `#`; empty for none in particular.

    Raises:
        InputError: the file cannot be read or understood.
    """
    from workbench.interchange.api_file import read_api

    path, mark, which = reference.rpartition("#")
    if not mark or os.path.exists(reference):  # noqa: PTH110 - pathlib would delay every command
        path, which = reference, ""
    return read_api(read_text(path), name=shown_name(path)), which


def _has_websocket(document: ApiDocument) -> bool:
    """Whether a moment of a connection can only be that of one of its APIs."""
    return any(api.type == "WEBSOCKET" for api in document.apis)


def _choose(document: ApiDocument, which: str, request: HttpRequest | None) -> Api:
    if which:
        return document.named(which)
    if len(document.apis) < 2:
        return document.api
    host = request.host.partition(":")[0].lower() if request is not None else ""
    called = document.called_at(host, request.raw_path) if host and request is not None else None
    if called is None:
        names = ", ".join(f"{api.name}/{api.stage}" for api in document.apis)
        chosen = f"{document.name}#{document.api.name}/{document.api.stage}"
        print(f"workbench: of {names} the first is taken; choose one as in --api {chosen}.", file=sys.stderr)
    return called or document.api
