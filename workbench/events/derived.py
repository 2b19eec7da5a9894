"""Values of an event that follow from others: what they would be, which were overridden, and how they follow an edit.

A derived value follows its sources for as long as it equals what they give. Where it differs it was overridden by
someone: it stays as it is, `overrides` lists it, and `followed` makes it follow again. A key that is not there is
never put in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from workbench.events import identifiers
from workbench.events.edit import ABSENT, value_at, with_value, without
from workbench.events.layout import is_absent, layout_of
from workbench.events.path_template import path_parameters
from workbench.events.query import decoded_pairs, joined_values
from workbench.events.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.events.json_value import Json, JsonObject
    from workbench.events.layout import Layout

    Formula = Callable[[JsonObject], Json]


UNKNOWN: Final = object()
"""What a formula gives where the event does not say enough."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """A value that follows from others, by the first of several formulas that it fits."""

    pointer: str
    formulas: tuple[Formula, ...]
    """Each gives the value, ABSENT where the key would be left out, or UNKNOWN where the event does not say enough."""
    is_rule: bool = True
    """Whether AWS always derives it; else it only follows where it happens to fit, and never counts as overridden."""


@dataclass(frozen=True, slots=True)
class Override:
    """A value that differs from what its sources give."""

    pointer: str
    value: Json
    derived: Json


def derivations(source: Source) -> tuple[Derivation, ...]:
    """What follows from what in events of a source, in the order in which an edit goes through."""
    layout = layout_of(source)
    if source == Source.OTHER:
        return ()
    rows = [*_path_rows(source, layout)]
    if layout.has_multi and layout.maps:
        rows += [
            Derivation("/headers", (_last_of("/multiValueHeaders"),)),
            Derivation("/queryStringParameters", (_last_of("/multiValueQueryStringParameters"),)),
        ]
    if layout.raw_query:
        rows.append(Derivation("/queryStringParameters", (_joined_query,)))
    if layout.user_agent:
        rows.append(Derivation(layout.user_agent, (_header("user-agent"),), is_rule=source != Source.WEBSOCKET))
    rows.append(Derivation("/requestContext/domainName", (_header("host"),), is_rule=False))
    if source not in (Source.ALB, Source.WEBSOCKET):
        rows.append(Derivation("/requestContext/domainPrefix", (_domain_prefix,)))
    if layout.time:
        rows.append(Derivation(layout.time, (_time_of(layout.epoch),)))
    return tuple(rows)


def overrides(event: JsonObject, source: Source) -> tuple[Override, ...]:
    """The derived values of an event that differ from what their sources give."""
    found = []
    for row in derivations(source):
        value = value_at(event, row.pointer)
        if not row.is_rule or is_absent(value):
            continue
        derived = [given for formula in row.formulas if (given := formula(event)) is not UNKNOWN]
        if derived and value not in derived:
            found.append(Override(row.pointer, value, derived[0]))
    return tuple(found)


def followed(event: JsonObject, pointer: str, source: Source) -> JsonObject:
    """The event with an overridden value following its sources again."""
    for override in overrides(event, source):
        if override.pointer == pointer:
            return _put(event, pointer, override.derived)
    return event


def follow_through(before: JsonObject, after: JsonObject, source: Source) -> JsonObject:
    """An edited event in which every value that followed its sources before the edit follows them still."""
    for row in derivations(source):
        old = value_at(before, row.pointer)
        if is_absent(old) or value_at(after, row.pointer) != old:
            continue
        for formula in row.formulas:
            if formula(before) == old:
                new = formula(after)
                if new is not UNKNOWN and new != old:
                    after = _put(after, row.pointer, new)
                break
    return after


def _put(event: JsonObject, pointer: str, value: Json) -> JsonObject:
    changed: JsonObject = without(event, pointer) if is_absent(value) else with_value(event, pointer, value)
    return changed


def _path_rows(source: Source, layout: Layout) -> list[Derivation]:
    rows = []
    if layout.method == "/httpMethod" and source != Source.ALB:
        rows.append(Derivation("/requestContext/httpMethod", (_at("/httpMethod"),)))
    if layout.route == "/resource":
        rows.append(Derivation("/resource", (_at("/path"),), is_rule=False))
        rows.append(Derivation("/requestContext/resourcePath", (_at("/resource"),)))
        decode = source in (Source.HTTP_1, Source.HTTP_1_AUTHORIZER)
        rows.append(Derivation("/requestContext/path", _context_paths(decode=decode)))
        if decode:
            rows.append(Derivation("/requestContext/resourceId", (_route_key_of_method,), is_rule=False))
    if layout.route == "/routeKey":
        rows.append(Derivation("/routeKey", (_route_key_of_method,), is_rule=False))
        rows.append(Derivation("/requestContext/routeKey", (_at("/routeKey"),)))
        rows.append(Derivation("/requestContext/http/path", (_at("/rawPath"),)))
    if layout.path_parameters:
        rows.append(Derivation(layout.path_parameters, _path_parameter_formulas(source, layout)))
    if layout.arn and layout.method:
        rows.append(Derivation(layout.arn, (_call_arn(layout, drops_stage=False), _call_arn(layout, drops_stage=True))))
    return rows


def _at(pointer: str) -> Formula:
    def given(event: JsonObject) -> Json:
        value = value_at(event, pointer)
        return UNKNOWN if is_absent(value) else value

    return given


def _text(event: JsonObject, pointer: str) -> str | None:
    value = value_at(event, pointer)
    return value if isinstance(value, str) else None


def _context_paths(*, decode: bool) -> tuple[Formula, ...]:
    def staged(event: JsonObject) -> Json:
        path, stage = _text(event, "/path"), _text(event, "/requestContext/stage")
        if path is None or stage is None:
            return UNKNOWN
        return f"/{stage}{unquote(path) if decode else path}"

    def plain(event: JsonObject) -> Json:
        path = _text(event, "/path")
        if path is None:
            return UNKNOWN
        return unquote(path) if decode else path

    return (plain, staged) if decode else (staged, plain)


def _route_key_of_method(event: JsonObject) -> Json:
    """The route key with the request's own method in place of the one it names."""
    layout_method = "/httpMethod" if "httpMethod" in event else "/requestContext/http/method"
    key = _text(event, "/routeKey") or _text(event, "/requestContext/resourceId")
    method = _text(event, layout_method)
    if not key or method is None or " /" not in key:
        return UNKNOWN
    # The last one: while a method is being typed it may hold anything, a path template holds no blank.
    return f"{method} {key[key.rindex(' /') + 1 :]}"


def _path_parameter_formulas(source: Source, layout: Layout) -> tuple[Formula, ...]:
    decode = source in (Source.HTTP_1, Source.HTTP_1_AUTHORIZER)

    def formula(shorten: Callable[[JsonObject, str], str | None]) -> Formula:
        def given(event: JsonObject) -> Json:
            route, path = _text(event, layout.route), _text(event, layout.path)
            if route is None or path is None:
                return UNKNOWN
            template = route.partition(" ")[2] if " " in route else route
            short = shorten(event, path)
            found = None if short is None else path_parameters(template, short)
            if found is None:
                return UNKNOWN
            if not found:
                return layout.empty_map
            return {name: unquote(value) if decode else value for name, value in found}

        return given

    def behind_stage(event: JsonObject, path: str) -> str | None:
        stage = _text(event, "/requestContext/stage")
        return path[len(stage) + 1 :] if stage and path.startswith(f"/{stage}/") else None

    def behind_base_path(_event: JsonObject, path: str) -> str | None:
        return path[path.find("/", 1) :] if path.find("/", 1) > 0 else None

    def whole(_event: JsonObject, path: str) -> str | None:
        return path

    return (formula(behind_stage), formula(whole), formula(behind_base_path))


def _last_of(pointer: str) -> Formula:
    def given(event: JsonObject) -> Json:
        multi = value_at(event, pointer)
        if multi is None:
            return None
        if not isinstance(multi, dict):
            return UNKNOWN
        return {name: values[-1] for name, values in multi.items() if isinstance(values, list) and values}

    return given


def _joined_query(event: JsonObject) -> Json:
    raw = _text(event, "/rawQueryString")
    if raw is None:
        return UNKNOWN
    return joined_values(decoded_pairs(raw)) or ABSENT


def _header(name: str) -> Formula:
    def given(event: JsonObject) -> Json:
        for pointer in ("/headers", "/multiValueHeaders"):
            headers = value_at(event, pointer)
            for key, value in headers.items() if isinstance(headers, dict) else ():
                if key.lower() == name:
                    return value[-1] if isinstance(value, list) and value else value
        return UNKNOWN

    return given


def _domain_prefix(event: JsonObject) -> Json:
    domain = _text(event, "/requestContext/domainName")
    return UNKNOWN if domain is None else domain.partition(".")[0]


def _time_of(epoch: str) -> Formula:
    def given(event: JsonObject) -> Json:
        value = value_at(event, epoch)
        return identifiers.request_time(value) if type(value) is int and 0 <= value < _LATEST_MS else UNKNOWN

    return given


_LATEST_MS = 253_402_300_800_000
"""The year 10000, behind which a time has no such form."""


def _call_arn(layout: Layout, *, drops_stage: bool) -> Formula:
    def given(event: JsonObject) -> Json:
        arn, method, path = (_text(event, place) for place in (layout.arn, layout.method, layout.path))
        if arn is None or method is None or path is None or arn.count("/") < 1:
            return UNKNOWN
        api, stage = arn.split("/")[:2]
        stage = _text(event, "/requestContext/stage") or stage
        if drops_stage and path.startswith(f"/{stage}/"):
            path = path[len(stage) + 1 :]
        return f"{api}/{stage}/{method}/{path.lstrip('/')}"

    return given
