"""Take the pictures that the README shows, from the shipped data: ``make pictures``.

Usage: python docs/take_pictures.py [FOLDER]

Needs Chromium at /usr/bin/chromium, or where OVERSIGHT_CHROMIUM says.
"""

import io
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from oversight_graph.graph import OversightGraph
from oversight_graph.map.data import map_data
from oversight_graph.map.html import map_html
from oversight_graph.report import write_report

DAY = "2018-11-27"
SIZE = {"width": 1440, "height": 900}
# Name of the picture, and the address of the view that it shows.
PICTURES = {
    "map-overview": "map.html",
    "map-proof": "map.html#page=overview&node=commitment/4.2&proof=1",
    "map-what-if": "map.html#page=overview&node=body/transformation-board&without=body/transformation-board",
    "report-heat-map": "report/assurance.html",
}
# The same of a server of the shipped data.
SERVED = {"serve-front": "/"}


@contextmanager
def served() -> Iterator[str]:
    """Start a server, and yield its address."""
    command = [sys.executable, str(Path(__file__).resolve().parents[1] / "cli.py"), "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:  # noqa: S603
        assert server.stderr is not None
        while not (found := re.match(r"serving at (\S+)/ ", server.stderr.readline())):
            pass
        try:
            yield found[1]
        finally:
            server.terminate()


def main() -> None:
    """Draw the map, write the report, start the server, and take a picture of each view."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        graph = OversightGraph.load()
        (Path(place) / "map.html").write_bytes(map_html(map_data(graph, DAY)).encode())
        write_report(graph, Path(place) / "report")
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("OVERSIGHT_CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-gpu"],
        )
        for name, view in PICTURES.items():
            page = browser.new_page(viewport=SIZE)
            page.goto(f"{Path(place).as_uri()}/{view}")
            page.wait_for_timeout(500)
            (folder / f"{name}.png").write_bytes(smaller(page.screenshot()))
            sys.stderr.write(f"wrote {folder / name}.png\n")
        with served() as address:
            for name, view in SERVED.items():
                page = browser.new_page(viewport=SIZE)
                page.goto(address + view)
                (folder / f"{name}.png").write_bytes(smaller(page.screenshot()))
                sys.stderr.write(f"wrote {folder / name}.png\n")
        browser.close()


def smaller(png: bytes) -> bytes:
    """Return a picture with a palette, which is a third of the size or less."""
    content = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(192, dither=Image.Dither.NONE).save(
        content, "PNG", optimize=True
    )
    return content.getvalue()


if __name__ == "__main__":
    main()
