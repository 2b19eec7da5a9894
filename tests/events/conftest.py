"""What the tests of events share: a fixed clock, chance and the documentation's own sample."""

from __future__ import annotations

import json
from random import Random

import pytest

from workbench.resource import resource

NOW_MS = 1_700_000_000_123


@pytest.fixture
def documentation_sample():
    return json.loads(resource("saved_events/rest-api/documentation-sample.json").read_text(encoding="utf-8"))


@pytest.fixture
def random():
    return Random(1)
