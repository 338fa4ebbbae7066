"""A worker does ahead what the first who asks would wait for, but answers first."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from oversight_graph.map import html
from oversight_graph.serve import worker
from oversight_graph.serve.messages import Handler, Reply, packed, receive
from oversight_graph.serve.pages.site import Site
from oversight_graph.serve.settings import Settings


class Busy(Handler):
    """Has things to do without end, or ones that fail, and says how many it has done."""

    def __init__(self, *, fails: bool = False) -> None:
        self.done, self.fails = 0, fails

    def ahead(self) -> Iterator[None]:
        while True:
            self.done += 1
            if self.fails:
                raise ValueError(self.done)
            yield

    def respond(self, head: dict[str, Any], body: bytes) -> Reply:
        return Reply(body + str(self.done).encode())


@pytest.mark.parametrize("fails", [False, True])
def test_who_asks_is_answered_before_anything_is_done_ahead(fails: bool) -> None:
    (reading, writing), (heard, saying) = os.pipe(), os.pipe()
    with os.fdopen(reading, "rb") as source, os.fdopen(saying, "wb") as out, os.fdopen(heard, "rb") as answers:
        os.write(writing, packed({}, b"first ") + packed({}, b"second "))
        os.close(writing)
        worker.answer_all(Busy(fails=fails), source, out, 60)
        out.close()
        found = [receive(answers), receive(answers)]
    assert [body.split()[0] for _, body in filter(None, found)] == [b"first", b"second"]
    assert found[0] is not None
    assert found[0][1] == b"first 0"


def test_the_map_and_the_network_are_drawn_ahead_unless_they_are_large(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[object] = []
    real: Callable[..., str] = html.map_html

    def counted(*given: object, **more: object) -> str:
        drawn.append(given)
        return real(*given, **more)

    monkeypatch.setattr(html, "map_html", counted)

    def asked(site: Site, path: str) -> bytes:
        reply = site.respond({"path": path, "query": "", "accept": "text/html"}, b"")
        assert reply.status == 200
        return reply.body

    site = Site(Settings())
    pieces = len(list(site.ahead()))
    assert len(drawn) == 1
    first = asked(site, "/map.html")
    assert len(drawn) == 1
    assert b"<svg" in first
    monkeypatch.setattr("oversight_graph.serve.pages.site._DRAWN_AHEAD", 10)
    assert len(list(Site(Settings()).ahead())) == pieces - 2  # neither map nor network
    assert len(drawn) == 1
