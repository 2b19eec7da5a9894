"""Tests of `workbench burst`, as people call it."""

from __future__ import annotations

import json

import pytest

from workbench.cli.main import run

HOST = "https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com"
API = {"type": "REST", "throttle": {"rate_limit": 10, "burst_limit": 20}}


@pytest.fixture
def burst(tmp_path, capsys):
    def call(*more, api=None, url=f"{HOST}/prod/pets"):
        (tmp_path / "api.yaml").write_text(json.dumps(api or API), encoding="utf-8")
        (tmp_path / "request.sh").write_text(f"curl {url}\n", encoding="utf-8")
        words = ["--api", str(tmp_path / "api.yaml"), "--request", str(tmp_path / "request.sh")]
        status = run(["burst", *words, *more])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call


def test_a_flood_is_a_table_and_exits_1_where_one_is_refused(burst):
    status, out, err = burst("--count", "100", "--rate", "100")
    assert (status, err) == (1, "")
    assert out.startswith("100 requests at 100 a second: 29 allowed, 71 refused\n")
    assert "throttled: 71" in out
    assert "429" in out


def test_the_json_has_every_request_and_level(burst):
    status, out, _ = burst("--count", "30", "--rate", "100", "--clients", "3", "--json")
    said = json.loads(out)
    assert status == 1
    assert (said["count"], said["allowed"] + said["refused"], said["clients"]) == (30, 30, 3)
    assert len(said["timeline"]) == 30
    assert said["timeline"][0]["levels"]["stage prod"] == 19
    assert said["buckets"][0] == {"name": "stage prod", "rate_limit": 10, "burst_limit": 20}
    assert said["refusal"]["response"]["status"] == 429
    assert sum(each["allowed"] for each in said["by_client"].values()) == said["allowed"]


def test_a_flood_within_the_limits_exits_0(burst):
    status, out, _ = burst("--count", "10")
    assert status == 0
    assert "10 allowed, 0 refused" in out


def test_a_request_that_no_route_takes_exits_1_and_says_so(burst):
    status, _, err = burst(api={**API, "routes": [{"method": "GET", "path": "/dogs"}]})
    assert status == 1
    assert "403" in err


@pytest.mark.parametrize("word", ["--count", "--rate", "--clients"])
def test_nothing_is_no_number_of_requests(burst, word):
    status, out, err = burst(word, "0")
    assert (status, out) == (2, "")
    assert word in err


def test_a_load_balancer_has_no_buckets(burst):
    status, out, _ = burst("--count", "5", api={"type": "ALB"}, url="http://lb/x")
    assert status == 0
    assert "5 allowed" in out


def test_a_part_of_a_token_is_no_token(burst):
    """Where a request is refused, no token is there: a level of 0.6 is not written as 1."""
    api = {"type": "REST", "throttle": {"rate_limit": 1, "burst_limit": 3}}
    _, out, _ = burst("--count", "10", "--rate", "5", api=api)
    rows = [line.split() for line in out.splitlines() if " of 3" in line]
    assert [(row[2], row[-3]) for row in rows if row[2] == "1"] == [("1", "0")] * 6
    assert "1 request a second, 3 at once" in out
    assert "10,000 a second, 5,000 at once" in out


@pytest.mark.parametrize("option", ["--count", "--clients"])
def test_a_flood_that_no_memory_holds_is_refused(burst, option):
    status, out, err = burst(option, "99999999999", api={"type": "ALB"}, url="http://lb/x")
    assert (status, out) == (2, "")
    assert f"{option} is 99,999,999,999. Give at most 1,000,000." in err
