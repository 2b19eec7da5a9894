"""Every screen, dialog and page there is a picture of."""

from __future__ import annotations

from tests.pictures import aws_scenes, dialog_scenes, form_scenes, page_scenes, run_scenes

SCENES = (
    *run_scenes.SCENES, *form_scenes.SCENES, *page_scenes.SCENES, *aws_scenes.SCENES, *dialog_scenes.SCENES,
)  # fmt: skip
