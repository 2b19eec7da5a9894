from __future__ import annotations

from workbench.events.outcome import Outcome
from workbench.interchange.exchange_document import result_json


def test_result_that_nests_too_deep_to_be_read_is_kept_as_text():
    document = result_json(Outcome("1", b"[" * 100_000 + b"]" * 100_000))
    assert document is not None
    assert document["payload"] is None
    assert len(document["payload_text"]) == 200_000
