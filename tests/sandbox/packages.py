"""Deployment packages for tests, and deploying them."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from workbench.sandbox.interpreters import OWN

ROLE = "arn:aws:iam::123456789012:role/demo-basic"


def zipped(source: str, name: str = "app.py", *, mode: int = 0o644) -> bytes:
    """A zip archive with one file."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        member = zipfile.ZipInfo(name)
        member.external_attr = mode << 16
        archive.writestr(member, source)
    return packed.getvalue()


def deploy(functions: Any, name: str, source: str, **words: object) -> None:
    """Create a Python function of one file."""
    functions.create_function(
        **{
            "FunctionName": name,
            "Runtime": OWN,
            "Handler": "app.handler",
            "Role": ROLE,
            "Code": {"ZipFile": zipped(source)},
            **words,
        }
    )
