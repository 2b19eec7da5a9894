"""Makes the panes of a window and connects them. A module of its own, so that the first paint need not wait for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.app.aws.aws_actions import AwsActions
from workbench.app.aws.mfa_prompt import MfaPrompt
from workbench.app.aws.sessions import AwsSessions
from workbench.app.case.case_actions import CaseActions
from workbench.app.controller import Controller
from workbench.app.dialogs import Dialogs
from workbench.app.document_actions import DocumentActions
from workbench.app.drafts import DraftKeeper
from workbench.app.editor.editor_area import EditorArea
from workbench.app.event_files import EventFiles
from workbench.app.finding import Finder
from workbench.app.gateway.gateway_actions import GatewayActions
from workbench.app.history_keeper import HistoryKeeper
from workbench.app.local_road import LocalRoad
from workbench.app.permissions.permission_actions import PermissionActions
from workbench.app.project_opening import ProjectOpening
from workbench.app.project_session import ProjectSession
from workbench.app.run_view import RunView
from workbench.app.runtime.debugging import Debugging
from workbench.app.runtime.orders import Orders
from workbench.app.runtime.own_settings import OwnSettings
from workbench.app.runtime.run_choices import RunChoices
from workbench.app.runtime.runtime_actions import RuntimeActions
from workbench.app.target_bar import TargetBar
from workbench.app.window_actions import WindowActions
from workbench.app.workspace import Workspace

if TYPE_CHECKING:
    from workbench.app.controller import RunOrder
    from workbench.app.main_window import MainWindow


def furnish(window: MainWindow, *, dialogs: Dialogs | None, run_order: RunOrder | None) -> None:
    """Make everything that the window holds. `dialogs` and `run_order` stand in for questions and runs in a test."""
    window.dialogs = dialogs or Dialogs(window, window.appearance)
    prompt = MfaPrompt(window.dialogs, window)
    sessions = AwsSessions(prompt.ask)
    road = None
    if run_order is None:
        run_order = road = LocalRoad(sessions)
        window.keep_road(road)
    window.files = EventFiles(window.own.trash, window)
    window.drafts = DraftKeeper(window.own.drafts, window)
    window.history = HistoryKeeper(window.own.history, window)
    window.session = ProjectSession(window)
    window.controller = Controller(run_order, window)
    window.bar = TargetBar(window.appearance)
    window.area = EditorArea(window.appearance, may_close=window.may_close)
    window.workspace = Workspace(window.area, window.appearance)
    window.documents = DocumentActions(
        window.files, window.drafts, dialogs=window.dialogs, notice=window.workspace.notice, parent=window
    )
    window.documents.attach(window.area)
    window.runs = RunView(window.controller, window.workspace, window.bar, window)
    window.finder = Finder(window)
    window.cases = CaseActions(window)
    window.own_settings = OwnSettings(window.own.settings, window)
    window.run_choices = RunChoices(window)
    window.orders = Orders(window)
    window.debugging = Debugging(window)
    window.gateway = GatewayActions(window, road)
    window.permissions = PermissionActions(window)
    window.aws = AwsActions(window, sessions, prompt)
    window.runtime = RuntimeActions(window, run_order)
    window.window_actions = WindowActions(window)
    window.finder.command_chosen.connect(window.window_actions.do)
    window.opening = ProjectOpening(window)
