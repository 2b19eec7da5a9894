"""Where the workbench keeps what is its own and not the project's: settings, drafts, history, trash."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_NAME = "lambda-event-workbench"


@dataclass(frozen=True, slots=True)
class OwnFolders:
    """The workbench's own folders on this machine; none of them need exist yet."""

    settings: Path
    drafts: Path
    history: Path
    trash: Path

    @classmethod
    def under(cls, folder: Path) -> OwnFolders:
        """All of them below one folder."""
        return cls(folder / "settings", folder / "drafts", folder / "history", folder / "trash")

    @classmethod
    def of_this_user(cls) -> OwnFolders:
        """Where the operating system wants them for this user."""
        import platformdirs

        state = Path(platformdirs.user_state_dir(_NAME, appauthor=False))
        return cls(
            settings=Path(platformdirs.user_config_dir(_NAME, appauthor=False)),
            drafts=state / "drafts",
            history=state / "history",
            trash=Path(platformdirs.user_data_dir(_NAME, appauthor=False)) / "trash",
        )
