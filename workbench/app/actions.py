"""Everything that can be done in the window, as a table: menus, shortcuts and the command palette are made from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

SEPARATOR = "-"


@dataclass(frozen=True, slots=True)
class ActionEntry:
    """One thing to do."""

    id: str
    text: str
    """In the menu; an ampersand marks the mnemonic."""
    menu: str
    keys: tuple[str, ...] = ()
    """The first is shown."""
    checkable: bool = False
    group: str = ""
    """Checkable entries of a group exclude each other."""
    hidden: bool = False
    """A shortcut without a place in a menu."""

    @property
    def words(self) -> str:
        """The text without the mark of the mnemonic."""
        return self.text.replace("&", "")


def _entry(id_: str, text: str, menu: str, *keys: str, **more: object) -> ActionEntry:
    return ActionEntry(id_, text, menu, keys, **more)  # type: ignore[arg-type]  # the fields of the dataclass


ACTIONS: tuple[ActionEntry | str, ...] = (
    _entry("new", "&New event", "File", "Ctrl+N"),
    _entry("open_folder", "&Open folder…", "File", "Ctrl+O"),
    _entry("open_demo", "Open the &demo", "File"),
    "File-",
    _entry("save", "&Save", "File", "Ctrl+S"),
    _entry("save_as", "Save &as…", "File", "Ctrl+Shift+S"),
    _entry("save_all", "Save a&ll", "File", "Ctrl+Alt+S"),
    "File-",
    _entry("close", "&Close", "File", "Ctrl+W"),
    _entry("reopen", "&Reopen closed", "File", "Ctrl+Shift+T"),
    "File-",
    _entry("quit", "&Quit", "File", "Ctrl+Q"),
    _entry("undo", "&Undo", "Edit", "Ctrl+Z"),
    _entry("redo", "&Redo", "Edit", "Ctrl+Shift+Z", "Ctrl+Y"),
    "Edit-",
    _entry("duplicate", "&Duplicate event", "Edit", "Ctrl+D"),
    _entry("rename", "Re&name event…", "Edit", "F2"),
    _entry("delete", "&Move event to trash", "Edit"),
    "Edit-",
    _entry("find_anything", "&Find anything…", "Edit", "Ctrl+P", "Ctrl+K"),
    _entry("commands", "Co&mmands…", "Edit", "Ctrl+Shift+P"),
    _entry("filter", "Filter the &sidebar", "Edit", "Ctrl+Shift+F"),
    "Edit-",
    _entry("settings", "Se&ttings…", "Edit", "Ctrl+,"),
    _entry("focus_path", "Change the &path", "Event", "Ctrl+L"),
    "Event-",
    _entry("view_form", "As a &form", "Event", "Alt+1"),
    _entry("view_json", "As &JSON", "Event", "Alt+2"),
    _entry("view_both", "&Both side by side", "Event", "Alt+3"),
    "Event-",
    _entry("through_gateway", "Send through the &gateway", "Event", "Ctrl+G", checkable=True),
    _entry("refill_gateway", "&Empty cache and refill buckets", "Event"),
    _entry("flood", "F&lood the gateway…", "Event", "Ctrl+Shift+G"),
    _entry("open_api", "&Routes and permissions of the API…", "Event", "Ctrl+Shift+R"),
    "Event-",
    _entry("about_event", "&About this event…", "Event", "Alt+Return"),
    _entry("run_against", "R&un against…", "Event", "Ctrl+Shift+M"),
    _entry("invoke", "&Invoke", "Function", "Ctrl+Return", "Ctrl+Enter", "F5"),
    _entry("debug", "Invoke and wait for a de&bugger", "Function", "Ctrl+Shift+Return"),
    _entry("cancel", "&Cancel the run", "Function"),
    "Function-",
    _entry("edit_policies", "&Edit policies…", "Function", "Ctrl+Shift+E"),
    _entry("check_actions", "Chec&k actions…", "Function", "Ctrl+Shift+K"),
    _entry("enforce_off", "Do not check &calls to AWS", "Function", checkable=True, group="enforce"),
    _entry("enforce_warn", "&Warn of calls the role forbids", "Function", checkable=True, group="enforce"),
    _entry("enforce_deny", "&Deny calls the role forbids", "Function", checkable=True, group="enforce"),
    "Function-",
    _entry("details", "De&tails", "Function", "Ctrl+I"),
    _entry("connect_aws", "Connect to A&WS…", "Function", "Ctrl+Shift+A"),
    _entry("test_events", "&Test events in AWS…", "Function"),
    _entry("call_gateway", "Call throu&gh the gateway in AWS…", "Function", "Ctrl+Shift+U"),
    _entry("sandbox", "Sand&box", "Function", checkable=True),
    _entry("reset_sandbox", "Reset the sandbo&x", "Function"),
    "Function-",
    _entry("open_source", "&Open source", "Function"),
    _entry("reload_project", "&Look for functions again", "Function", "Ctrl+R"),
    _entry("show_sidebar", "&Sidebar", "View", "Ctrl+\\", checkable=True),
    _entry("focus_result", "&Go to the response", "View", "Ctrl+'"),
    _entry("focus_permissions", "Go to the &permissions", "View", "Ctrl+Shift+'"),
    _entry("focus_trace", "Go to the &trace", "View", "Ctrl+Shift+L"),
    "View-",
    _entry("zoom_in", "&Larger", "View", "Ctrl+=", "Ctrl++"),
    _entry("zoom_out", "S&maller", "View", "Ctrl+-"),
    _entry("zoom_reset", "Normal si&ze", "View", "Ctrl+0"),
    "View-",
    _entry("theme_system", "Colours of the s&ystem", "View", checkable=True, group="theme"),
    _entry("theme_light", "Li&ght colours", "View", checkable=True, group="theme"),
    _entry("theme_dark", "&Dark colours", "View", checkable=True, group="theme"),
    _entry("help_here", "Help for what has the &focus", "Help", "F1"),
    _entry("keys", "&Keyboard", "Help", "Ctrl+Shift+/"),
    _entry("about", "&About", "Help"),
    *(_entry(f"tab_{number}", f"Tab {number}", "View", f"Ctrl+{number}", hidden=True) for number in range(1, 10)),
)
MENUS = ("File", "Edit", "Event", "Function", "View", "Help")


def entries() -> Iterator[ActionEntry]:
    """Every action, without the lines between them."""
    return (entry for entry in ACTIONS if isinstance(entry, ActionEntry))


class Actions(QObject):
    """The table as Qt's actions on one window."""

    triggered = Signal(str)
    """The id of an action that someone wants done."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._actions: dict[str, QAction] = {}
        for entry in entries():
            action = QAction(entry.text, window)
            action.setObjectName(entry.id)
            action.setShortcuts([QKeySequence(keys) for keys in entry.keys])
            words = entry.words.rstrip("…")
            action.setToolTip(f"{words} ({_shown(entry.keys[0])})" if entry.keys else words)
            action.setCheckable(entry.checkable)
            action.triggered.connect(self._on_triggered)
            window.addAction(action)
            self._actions[entry.id] = action

    def __getitem__(self, id_: str) -> QAction:
        """The action of an id."""
        return self._actions[id_]

    def fill(self, bar: QMenuBar) -> dict[str, QMenu]:
        """Make the menus."""
        menus = {name: bar.addMenu(f"&{name}") for name in MENUS}
        for entry in ACTIONS:
            if isinstance(entry, str):
                menus[entry.removesuffix(SEPARATOR)].addSeparator()
            elif not entry.hidden:
                menus[entry.menu].addAction(self._actions[entry.id])
        return menus

    def _on_triggered(self) -> None:
        if (sender := self.sender()) is not None:
            self.triggered.emit(sender.objectName())


def shown_keys() -> list[tuple[str, str, str]]:
    """Everything that has a key: what it does, the key, and the menu that has it."""
    shown = [entry for entry in entries() if entry.keys and not entry.hidden]
    rows = [(entry.words.rstrip("…"), _shown(entry.keys[0]), entry.menu) for entry in shown]
    return [*rows, ("Go to a tab", "Ctrl+1 … 9", ""), ("Cancel the run, or go back to the event", "Esc", "")]


def _shown(keys: str) -> str:
    return keys.replace("Return", "Enter")
