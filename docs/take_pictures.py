"""Take the pictures that the README shows, from the shipped data: ``make pictures``.

Usage: python docs/take_pictures.py [FOLDER]

Needs Chromium at /usr/bin/chromium, or where OVERSIGHT_CHROMIUM says.
"""

import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from oversight_graph.graph import OversightGraph
from oversight_graph.render.map import write_map

DAY = "2018-11-27"
SIZE = {"width": 1440, "height": 900}
# Name of the picture, and the address of the view that it shows.
PICTURES = {
    "map-overview": "",
    "map-objective": "#page=objective-4",
    "map-body": "#page=overview&node=body/alliance-governance-group",
    "map-what-if": "#page=objective-1&node=body/victims-board&without=body/victims-board",
}


def main() -> None:
    """Draw the map and take a picture of each view."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        path = Path(place) / "map.html"
        path.write_bytes(write_map(OversightGraph.load(), DAY))
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("OVERSIGHT_CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-gpu"],
        )
        for name, view in PICTURES.items():
            page = browser.new_page(viewport=SIZE)
            page.goto(path.as_uri() + view)
            page.wait_for_timeout(500)
            page.screenshot(path=folder / f"{name}.png")
            sys.stderr.write(f"wrote {folder / name}.png\n")
        browser.close()


if __name__ == "__main__":
    main()
