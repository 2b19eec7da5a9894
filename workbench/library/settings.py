"""A person's settings: one JSON file that can be read, edited and carried to another machine.

How the window stands and looks on this machine is no part of it: the window keeps that beside it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from workbench.errors import InputError
from workbench.interchange.document import read_document
from workbench.interchange.json_text import decode_utf8, parse_json
from workbench.interchange.schema_errors import input_error
from workbench.library.file_access import read_if_there, refusal, replace_file

if TYPE_CHECKING:
    from pathlib import Path

_FILE = "settings.json"


class Settings(BaseModel):
    """What a person chose; a key of a newer version is kept."""

    model_config = ConfigDict(extra="allow", strict=True, frozen=True)

    timeout: float = Field(3.0, gt=0, le=900)
    """Seconds, for functions that do not say."""
    editor: str = ""
    """The command that opens a file at a line, with {file} and {line}; empty is the system's own choice."""
    production: tuple[str, ...] = Field((), strict=False)
    """Deployed targets that are asked about before each run."""


class SettingsFile:
    """The file of the settings."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / _FILE

    def read(self) -> tuple[Settings, InputError | None]:
        """The settings, and what is wrong with the file; the defaults then."""
        try:
            data = read_if_there(self.path)
            if data is None:
                return Settings(), None
            text = decode_utf8(data, name=str(self.path))
            value = parse_json(text, name=str(self.path))
            return Settings.model_validate(value), None
        except ValidationError as error:
            return Settings(), input_error(error, read_document(text, name=str(self.path)), model=Settings)
        except InputError as error:
            return Settings(), error

    def write(self, settings: Settings) -> None:
        """Write the settings; a file that could not be understood is set aside first, not lost.

        Raises:
            InputError: the file cannot be written.
        """
        if self.read()[1] is not None:
            try:
                self.path.replace(self.path.with_name("settings.broken.json"))
            except OSError as error:
                raise refusal(error, self.path, doing="set aside") from None
        replace_file(self.path, (json.dumps(settings.model_dump(mode="json"), indent=2) + "\n").encode())
