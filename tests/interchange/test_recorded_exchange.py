"""The way back from what the history keeps."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.app import sample_exchanges
from workbench.errors import InputError
from workbench.interchange.exchange_document import exchange_json
from workbench.interchange.recorded_exchange import recorded_exchange


@pytest.mark.parametrize(
    "sample",
    [
        sample_exchanges.good,
        sample_exchanges.malformed,
        sample_exchanges.failing,
        sample_exchanges.denied,
        sample_exchanges.refused,
        sample_exchanges.no_client,
    ],
)
def test_an_exchange_comes_back_as_it_was_kept(sample):
    kept = exchange_json(sample())
    assert exchange_json(recorded_exchange(kept)) == kept


def test_a_body_that_is_no_text_comes_back():
    exchange = sample_exchanges.good()
    assert exchange.reply is not None
    binary = replace(exchange.reply, response=replace(exchange.reply.response, body=b"\xff\x00"))
    back = recorded_exchange(exchange_json(replace(exchange, reply=binary)))
    assert back.reply is not None
    assert back.reply.response.body == b"\xff\x00"


@pytest.mark.parametrize("document", [{}, {"event": {}, "function": 3}, {"function": {}, "permissions": None}])
def test_what_is_no_exchange_is_refused_in_words(document):
    with pytest.raises(InputError, match="cannot be shown"):
        recorded_exchange(document)
