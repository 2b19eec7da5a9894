"""What the frameworks' own adapters expect of the process that they run in."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def event_loop_that_ends() -> Iterator[None]:
    """Mangum makes an event loop where the thread has none, and leaves its sockets open; this one is closed."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    yield
    asyncio.set_event_loop(None)
    loop.close()
