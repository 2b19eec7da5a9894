"""The shareable test events of a deployed function: the ones that the Lambda console lists.

Example:
  workbench aws events orders                              list them
  workbench aws events orders --get create                 print one
  workbench aws events orders --put create create.json     save one (--replace: over one of that name)
  workbench aws events orders --save saved_events/orders   save them all as saved events
  workbench aws events orders --delete create --yes        remove one, for everybody
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from workbench.cli.account_options import add_account_options, session_of
from workbench.cli.reading import read_text, shown_name
from workbench.errors import InputError, UsageError

if TYPE_CHECKING:
    import argparse

    from workbench.deployed.session import AwsSession
    from workbench.events.json_value import JsonObject


def configure(parser: argparse.ArgumentParser) -> None:
    """Say which options the command has."""
    parser.add_argument("function", metavar="NAME", help="the function's name")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--get", metavar="EVENT", help="print one event")
    what.add_argument("--put", metavar=("EVENT", "FILE"), nargs=2, help="save a file as one event")
    what.add_argument("--save", metavar="FOLDER", help="save every event as a saved event, FOLDER/NAME.json")
    what.add_argument("--delete", metavar="EVENT", help="remove one event")
    parser.add_argument("--replace", action="store_true", help="--put and --save may replace what is there")
    parser.add_argument("--yes", action="store_true", help="--delete without being asked")
    add_account_options(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    """List, print, save or remove events."""
    with session_of(options) as session:
        if options.put:
            return _put(session, options)
        if options.delete:
            from workbench.cli.confirmation import confirm
            from workbench.deployed.shareable_event import delete_event

            confirm(
                f"Remove the event '{options.delete}' of {options.function} in AWS, for everybody?", yes=options.yes
            )
            delete_event(session, options.function, options.delete)
            return _done({"deleted": options.delete}, options)
        if options.save:
            return _save(session, options)
        return _show(session, options)


def _save(session: AwsSession, options: argparse.Namespace) -> int:
    """One to one with saved events: the name is the file's, the value its content."""
    from pathlib import Path

    from workbench.deployed.shareable_event import list_events
    from workbench.library.saved_events import SavedEvents

    saved = SavedEvents(Path(options.save))
    paths: list[str] = []
    for event in list_events(session, options.function):
        text = json.dumps(event.event, indent=2, ensure_ascii=False) + "\n"
        paths.append(str(saved.save_as(event.name, text.encode(), overwrite=options.replace).path))
        if not options.json:
            print(paths[-1])
    return _done({"saved": paths}, options)


def _done(document: JsonObject, options: argparse.Namespace) -> int:
    if options.json:
        print(json.dumps(document, indent=2))
    return 0


def _show(session: AwsSession, options: argparse.Namespace) -> int:
    from workbench.deployed.shareable_event import list_events

    events = {event.name: event for event in list_events(session, options.function)}
    if options.get:
        if options.get not in events:
            there = ", ".join(events) or "none"
            raise InputError(f"{options.function} has no event '{options.get}'", mend=f"There is: {there}.")
        print(json.dumps(events[options.get].event, indent=2, ensure_ascii=False))
    elif options.json:
        print(json.dumps({name: event.event for name, event in events.items()}, indent=2))
    else:
        print("\n".join(events))
    return 0


def _put(session: AwsSession, options: argparse.Namespace) -> int:
    from workbench.deployed.shareable_event import ShareableEvent, list_events, save_event

    name, path = options.put
    try:
        value = json.loads(read_text(path))
    except json.JSONDecodeError as error:
        place = f"{shown_name(path)}:{error.lineno}:{error.colno}"
        raise InputError(f"not JSON: {error.msg}", place=place, mend="Mend the JSON there.") from None
    there = {event.name for event in list_events(session, options.function)}
    if name in there and not options.replace:
        raise UsageError(f"{options.function} has an event '{name}' already", mend="Add --replace to replace it.")
    save_event(session, options.function, ShareableEvent(name, value))
    return _done({"put": name}, options)
