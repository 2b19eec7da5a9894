from __future__ import annotations

import pytest
from botocore.stub import Stubber
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.deployed.shareable_event import (
    SIZE_LIMIT,
    ShareableEvent,
    events_of,
    list_events,
    save_event,
    with_event,
    without_event,
)
from workbench.errors import InputError, ServiceError

names = st.text("abc-_1", min_size=1, max_size=6)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(names, values, max_size=4))
@settings(max_examples=50)
def test_events_come_out_as_they_went_in(events):
    content = None
    for name, value in events.items():
        content = with_event(content, ShareableEvent(name, value))
    assert {one.name: one.event for one in events_of(content)} == events
    for name in events:
        content = without_event(content or {}, name)
    assert events_of(content) == ()


def test_what_another_tool_wrote_beside_the_events_is_kept():
    theirs = {"info": {"title": "theirs"}, "components": {"schemas": {"Event": {"type": "string"}}, "x-own": 1}}
    changed = with_event(theirs, ShareableEvent("mine", {}))
    assert changed["info"] == {"title": "theirs"}
    assert changed["components"]["schemas"] == {"Event": {"type": "string"}}
    assert without_event(changed, "mine")["components"]["x-own"] == 1


def test_an_event_that_is_too_large_is_refused_before_anything_is_sent(session):
    with pytest.raises(InputError, match=str(SIZE_LIMIT)):
        save_event(session, "orders", ShareableEvent("big", "x" * SIZE_LIMIT))


def test_a_schema_that_is_no_json_is_said(session):
    with Stubber(session.client("schemas")) as stub:
        stub.add_response("describe_schema", {"Content": "{nonsense", "Type": "OpenApi3"})
        with pytest.raises(InputError, match="the schema _orders-schema is not JSON"):
            list_events(session, "orders")


def test_a_registry_that_may_not_be_read_names_the_action(session):
    said = "User: arn:aws:iam::1:user/me is not authorized to perform: schemas:DescribeSchema on resource: x"
    with Stubber(session.client("schemas")) as stub:
        stub.add_client_error("describe_schema", "ForbiddenException", said, http_status_code=403)
        with pytest.raises(ServiceError, match="AWS denied schemas:DescribeSchema"):
            list_events(session, "orders")
