"""Tests of `workbench event convert` and `workbench event sample`, as people call them."""

from __future__ import annotations

import json

import pytest

from workbench.cli.main import run
from workbench.events.recognise import source_of
from workbench.events.source import Source


def call(capsys, *words):
    status = run(["event", *map(str, words)])
    out, err = capsys.readouterr()
    return status, out, err


@pytest.fixture
def saved(tmp_path, capsys):
    def save(source):
        _, out, _ = call(capsys, "sample", source)
        path = tmp_path / f"{source}.json"
        path.write_text(out)
        return path

    return save


@pytest.mark.parametrize("source", [source.value for source in Source])
def test_a_sample_and_a_blank_event_are_of_their_source(capsys, source):
    for more in ((), ("--blank",)):
        status, out, err = call(capsys, "sample", source, *more)
        assert (status, err) == (0, "")
        assert source_of(json.loads(out)).value == source


def test_what_another_source_does_not_carry_is_said(capsys, saved):
    status, out, err = call(capsys, "convert", saved("rest-api"), "--to", "alb")
    assert (status, source_of(json.loads(out))) == (0, Source.ALB)
    assert "workbench: not carried over: The stage prod." in err
    _, out, err = call(capsys, "convert", saved("rest-api"), "--to", "alb", "--json")
    assert (err, json.loads(out)["not_carried"][0]) == ("", "The stage prod.")


@pytest.mark.parametrize("form", ["curl", "har", "http"])
@pytest.mark.parametrize("source", ["rest-api", "http-api-2.0", "function-url"])
def test_the_request_behind_an_event_gives_the_event_again(capsys, saved, tmp_path, source, form):
    event = saved(source)
    _, out, _ = call(capsys, "convert", event, "--to", form)
    (tmp_path / "request").write_text(out)
    kind = {"rest-api": "REST", "http-api-2.0": "HTTP", "function-url": "FUNCTION_URL"}[source]
    route = {"method": "ANY", "path": "/{proxy+}"}
    (tmp_path / "api.json").write_text(json.dumps({"type": kind, "routes": [] if kind == "FUNCTION_URL" else [route]}))
    _, out, _ = call(capsys, "build", "--api", tmp_path / "api.json", "--request", tmp_path / "request")
    said = json.loads(event.read_text())
    again = json.loads(out)
    same = ("path", "rawPath", "httpMethod", "queryStringParameters", "rawQueryString", "body", "cookies")
    assert {key: again.get(key) for key in same} == {key: said.get(key) for key in same}


def test_an_event_of_no_http_source_is_refused_with_the_mend(capsys, saved):
    for to in ("curl", "alb"):
        status, _, err = call(capsys, "convert", saved("other"), "--to", to)
        assert status == 2
        assert "Choose an event that came over HTTP" in err


@pytest.mark.parametrize("to", ["http-api-2.0", "curl"])
def test_an_event_without_a_request_is_refused_with_the_name_of_its_file(tmp_path, capsys, to):
    event = tmp_path / "sqs.json"
    event.write_text('{"Records": []}')
    assert run(["event", "convert", str(event), "--to", to]) == 2
    assert capsys.readouterr().err.startswith(f"workbench: {event}: ")
