"""Pictures of the form: its tabs for every source, every way to edit a body, and JSON beside it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from tests.pictures.run_scenes import hello
from tests.pictures.scene import BOTH, Scene, open_event
from workbench.app.forms.body import MODES, BodyTab
from workbench.app.forms.table_tab import TableTab
from workbench.app.json.find_bar import FindBar
from workbench.events.body import BodyKind
from workbench.events.source import Source
from workbench.resource import resource

if TYPE_CHECKING:
    from workbench.app.document import Document
    from workbench.app.forms.event_form import EventForm
    from workbench.app.main_window import MainWindow

TABS = {
    "rest": ("rest-api/cognito-user", "Headers", "Path", "Stage", "Identity", "Authorizer", "Context"),
    "http2": ("http-api-2.0/jwt-user", "Query", "Cookies", "Authorizer", "Context"),
    "http1": ("http-api-1.0/get-a-pet", "Headers"),
    "function_url": ("function-url/signed-post", "Query", "Identity", "Context"),
    "alb": ("alb/multi-value-headers", "Headers", "Context"),
    "websocket": ("websocket/message", "Body", "Context"),
    "authorizer": ("authorizers/rest-token", "Input"),
    "authorizer_request": ("authorizers/http-2.0", "Input", "Query"),
}
"""By the name of the picture: a shipped event, and the tabs to draw where it has them."""
BODIES = {
    BodyKind.JSON: ('{"item": "cocoa", "quantity": 3, "note": null}', "application/json"),
    BodyKind.FORM: ("item=cocoa&quantity=3&note=two+words", "application/x-www-form-urlencoded"),
    BodyKind.TEXT: ("Three boxes of cocoa, please.\nLeave them at the door.", "text/plain; charset=utf-8"),
}


def shipped(window: MainWindow, name: str) -> Document:
    """Open a shipped event."""
    event = json.loads((resource("saved_events") / f"{name}.json").read_text())
    return window.documents.new(event, name=f"{name.rpartition('/')[2]}.json")


def _form(window: MainWindow) -> EventForm:
    view = window.area.current_view()
    assert view is not None
    form = view.form
    assert form is not None
    return form


def _shipped_tab(window: MainWindow, name: str, tab: str) -> None:
    shipped(window, name)
    window.area.show_view("form")
    form = _form(window)
    if tab:
        form.show_tab(tab)


def _body(window: MainWindow, mode: BodyKind) -> None:
    document = shipped(window, "rest-api/create-a-pet")
    text, media_type = BODIES.get(mode, ("", ""))
    event = json.loads(document.text)
    event["body"] = text or None
    event["headers"]["Content-Type"] = media_type or "image/png"
    event["multiValueHeaders"]["Content-Type"] = [media_type or "image/png"]
    if mode == BodyKind.BINARY:
        event |= {"body": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk", "isBase64Encoded": True}
    document.set_text(json.dumps(event, indent=2))
    form = _form(window)
    form.show_tab("Body")
    body = form.tab("Body")
    assert isinstance(body, BodyTab)
    if body.mode != mode:
        body.modes.setCurrentIndex(MODES.index(mode))


def _broken_body(window: MainWindow) -> None:
    _body(window, BodyKind.JSON)
    body = _form(window).tab("Body")
    assert isinstance(body, BodyTab)
    body.json.editor.selectAll()
    body.json.editor.insertPlainText('{"item": "cocoa", "quantity": }')
    body.json.editor.commit()


def _bulk(window: MainWindow) -> None:
    open_event(window, "hello")
    form = _form(window)
    form.show_tab("Headers")
    tab = form.tab("Headers")
    assert isinstance(tab, TableTab)
    tab.table.toggle.click()


def _override(window: MainWindow) -> None:
    open_event(window, "hello")
    document = window.area.current()
    assert document is not None
    event = json.loads(document.text)
    event["requestContext"]["path"] = "/another/path"
    event["pathParameters"] = {"proxy": "something else"}
    event["myOwn"] = {"kept": True}
    event["requestContext"]["tracing"] = "on"
    document.set_text(json.dumps(event, indent=2))


def _overridden(window: MainWindow, tab: str) -> None:
    _override(window)
    _form(window).show_tab(tab)


def _json(window: MainWindow) -> None:
    hello(window)
    window.actions_["view_json"].trigger()


def _tree(window: MainWindow) -> None:
    _json(window)
    view = window.area.current_view()
    assert view is not None
    assert view.json is not None
    view.json.show_tree(shown=True)


def _find(window: MainWindow) -> None:
    _json(window)
    view = window.area.current_view()
    assert view is not None
    assert view.json is not None
    view.json.open_find()
    bar = view.json.findChild(FindBar)
    assert bar is not None
    words = bar.findChild(QLineEdit)
    assert words is not None
    words.setText("header")


def _both(window: MainWindow) -> None:
    hello(window)
    window.actions_["view_both"].trigger()


def _converted(window: MainWindow) -> None:
    open_event(window, "hello")
    source = window.bar.request.source
    source.setCurrentIndex(source.findData(Source.ALB))
    source.activated.emit(source.currentIndex())


def _sources(window: MainWindow) -> None:
    open_event(window, "hello")
    window.bar.request.source.showPopup()


def _tab_scenes() -> list[Scene]:
    scenes = []
    for name, (event, *tabs) in TABS.items():
        for tab in tabs:

            def play(window: MainWindow, event: str = event, tab: str = tab) -> None:
                _shipped_tab(window, event, tab)

            scenes.append(Scene(f"{name}_{tab.lower()}", play))
    return scenes


def _body_scenes() -> list[Scene]:
    scenes = []
    for mode in MODES:

        def play(window: MainWindow, mode: BodyKind = mode) -> None:
            _body(window, mode)

        scenes.append(Scene(f"body_{mode.name.lower()}", play))
    return scenes


SCENES = (
    *_tab_scenes(),
    *_body_scenes(),
    Scene("body_broken", _broken_body),
    Scene("bulk", _bulk),
    Scene("override", lambda window: _overridden(window, "Path")),
    Scene("extra", lambda window: _overridden(window, "Extra")),
    Scene("other_event", lambda window: _shipped_tab(window, "other/s3-put", "")),
    Scene("json", _json, BOTH),
    Scene("tree", _tree),
    Scene("find", _find),
    Scene("both", _both, BOTH),
    Scene("converted", _converted),
    Scene("sources", _sources),
)
