"""A server's life: it begins, notices changed data, keeps the old data if new data cannot be read, and ends cleanly."""

import json
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
from tests.conftest import ROOT
from tests.load.test_place import SHARED, write

from oversight_graph.graph import OversightGraph
from oversight_graph.output.starter import write_starter
from oversight_graph.output.tables import records

if TYPE_CHECKING:
    from tests.serve.conftest import Served, Start

PLAN = "plan/community-safety-2025"


def refused(*options: str) -> str:
    """Return what a server says that does not begin."""
    command = [sys.executable, str(ROOT / "cli.py"), "serve", *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def until(holds: object, seconds: float = 30) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if holds():  # type: ignore[operator]
            return True
        time.sleep(0.2)
    return False


@pytest.fixture
def town(tmp_path: Path) -> Path:
    write_starter(tmp_path / "town")
    return tmp_path / "town"


def test_changed_data_is_shown_and_faulty_data_is_not(start: "Start", town: Path) -> None:
    served = start("--data", str(town))
    plan = next(path for path in sorted(town.glob("*.ttl")) if "Cycle parking at stations" in path.read_text("utf-8"))
    good = plan.read_text("utf-8")
    assert "Cycle parking at stations" in served.get("/list/coverage").text
    plan.write_text(good.replace("Cycle parking at stations", "Safer cycle parking"), "utf-8")
    # Requests all along: none is lost while the graph is changed.
    assert until(lambda: "Safer cycle parking" in page(served, "/list/coverage"), 90)
    plan.write_text(good + "\nthis is no Turtle", "utf-8")
    assert until(lambda: "cannot be loaded" in page(served, "/list/coverage"), 90)
    shown = page(served, "/list/coverage")
    assert "Safer cycle parking" in shown
    assert f"{plan.name}:" in shown
    assert str(town) not in shown
    assert served.get("/health").json()["data"] == "old"
    plan.write_text(good, "utf-8")
    assert until(lambda: "cannot be loaded" not in page(served, "/list/coverage"), 90)
    assert "Cycle parking at stations" in page(served, "/list/coverage")


def page(served: "Served", path: str) -> str:
    response = served.get(path)
    assert response.status_code == 200
    return response.text


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_good_order(start: "Start", sign: int) -> None:
    served = start()
    assert served.get("/health").status_code == 200
    assert served.stop(sign) == 0
    assert any(line.startswith("127.0.0.1 GET /health 200 ") for line in served.log)


def test_what_cannot_be_served_is_said_in_a_sentence(start: "Start", town: Path) -> None:
    served = start("--data", str(town))
    assert "another program may be using the port" in refused("--port", str(served.port))
    assert "no such" in refused("--data", str(town / "nowhere"))
    broken = next(iter(sorted(town.glob("*.ttl"))))
    broken.write_text("nonsense", "utf-8")
    assert f"{broken.name}:1" in refused("--data", str(town), "--port", "0")
    assert "is no origin" in refused("--allow-origin", "*")


def test_data_is_loaded_anew_under_twenty_clients_and_none_gets_an_error(start: "Start", town: Path) -> None:
    served = start("--data", str(town))
    plan = next(path for path in sorted(town.glob("*.ttl")) if "Cycle parking at stations" in path.read_text("utf-8"))
    good = plan.read_text("utf-8")
    over, answers = threading.Event(), Counter[int]()
    paths = ("/list/coverage", "/", "/list/bodies.csv", "/sparql?query=ASK{?s ?p ?o}", "/ask/papers-loaded")

    def client(number: int) -> None:
        with httpx.Client(base_url=served.address, timeout=60) as link:
            while not over.is_set():
                number += 1
                answers[link.get(paths[number % len(paths)]).status_code] += 1

    threads = [threading.Thread(target=client, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    try:
        for words in ("Safer cycle parking", "Cycle parking at stations"):
            plan.write_text(good.replace("Cycle parking at stations", words), "utf-8")
            assert until(lambda words=words: words in page(served, "/list/coverage"), 120)
    finally:
        over.set()
        for thread in threads:
            thread.join()
    assert [*answers] == [200]
    assert answers[200] > 40


def test_what_differs_from_earlier_data_is_a_list(start: "Start", town: Path, tmp_path: Path) -> None:
    before = shutil.copytree(town, tmp_path / "before")
    plan = next(path for path in sorted(town.glob("*.ttl")) if "Cycle parking at stations" in path.read_text("utf-8"))
    plan.write_text(plan.read_text("utf-8").replace("Cycle parking at stations", "Safer cycle parking"), "utf-8")
    rows = OversightGraph.load(before).diff(other=OversightGraph.load(town))
    assert any("Cycle parking" in (row.before or "") for row in rows)
    served = start("--data", str(town), "--earlier", str(before))
    assert served.get("/list/diff.json?earlier=yes").json() == json.loads(json.dumps(records(rows), default=list))
    assert "Cycle parking at stations" in page(served, "/list/diff?earlier=yes")
    # Two plans can be named, which are then compared as editions of one.
    named = OversightGraph.load(before).diff(other=OversightGraph.load(town), plans=(PLAN, PLAN))
    asked = f"/list/diff.json?earlier=yes&old_plan={PLAN}&new_plan={PLAN}"
    assert served.get(asked).json() == json.loads(json.dumps(records(named), default=list))
    assert "Say both plans" in page(served, f"/list/diff?earlier=yes&old_plan={PLAN}")
    # Two dates of the data itself are still compared; where there is no earlier data, nothing offers it.
    assert "Say from which date on" in page(served, "/list/diff")
    assert 'name="earlier"' not in page(start("--data", str(town)), "/list/diff")
    # Earlier data that changes is read anew too.
    (before / plan.name).write_bytes(plan.read_bytes())
    assert until(lambda: served.get("/list/diff.json?earlier=yes").json() == [], 90)


def test_each_page_names_the_place_that_is_kept_to(start: "Start", tmp_path: Path) -> None:
    served = start("--data", str(write(tmp_path / "places", *SHARED)), "--place", "Northmere")
    for path in ("/", "/list/coverage", "/ask", "/query", "/editor", "/search?q=streets", "/map", "/no-such-page"):
        text = served.get(path).text
        assert "<b>Northmere Council</b>" in text, path
        assert "Southmere" not in text


def test_a_store_on_disk_is_read_by_all_workers(start: "Start", tmp_path: Path) -> None:
    OversightGraph.load(store=tmp_path / "store")
    served = start("--store", str(tmp_path / "store"), "--as-of", "2018-11-27")
    assert until(lambda: served.get("/health").json()["lanes"]["pages"]["workers"] == 2)
    for _ in range(4):
        assert len(served.get("/list/coverage.json").json()) == 52
    assert served.get("/list/bodies.json").json() == served.get("/list/bodies.json?as_of=2018-11-27").json()
    assert served.get("/sparql?query=ASK{?s ?p ?o}").json()["boolean"] is True
    shutil.rmtree(tmp_path / "store")
