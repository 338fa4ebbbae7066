"""How soon a page on disk is seen in Chromium, and how large it is.

Usage: python benchmarks/paint.py PAGE.html... [--times N]

Prints the least and the middle of several openings, in seconds from the opening on, as the browser itself tells: the
first paint, the first with content, and when the page has loaded and its scripts have run. Chromium is that at
/usr/bin/chromium, or the one that OVERSIGHT_CHROMIUM names.
"""

import argparse
import os
import statistics
from pathlib import Path

_TOLD = """() => {
  const paint = Object.fromEntries(performance.getEntriesByType("paint").map(each => [each.name, each.startTime]));
  const loaded = performance.getEntriesByType("navigation")[0].loadEventEnd;
  return [paint["first-paint"] || 0, paint["first-contentful-paint"] || 0, loaded];
}"""
_PATIENCE = 600  # tenths of a second


def main() -> None:
    """Open each page several times, and print what was seen."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description="Measure the first paint of pages.")
    parser.add_argument("page", type=Path, nargs="+")
    parser.add_argument("--times", type=int, default=7)
    given = parser.parse_args()
    with sync_playwright() as playwright:
        path = os.environ.get("OVERSIGHT_CHROMIUM", "/usr/bin/chromium")
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        print(f"{'page':40} {'kB':>6}  {'first paint':>13}  {'with content':>13}  {'loaded':>13}")
        for file in given.page:
            seen = []
            for _ in range(given.times):
                page = chromium.new_page(viewport={"width": 1440, "height": 900})
                page.goto(file.resolve().as_uri())
                for _ in range(_PATIENCE):
                    if all(told := page.evaluate(_TOLD)):
                        break
                    page.wait_for_timeout(100)
                seen.append(told)
                page.close()
            pairs = zip(*seen, strict=True)
            times = [f"{min(each) / 1000:5.2f} ({statistics.median(each) / 1000:.2f})" for each in pairs]
            print(f"{file.name:40} {file.stat().st_size / 1000:6.0f}  {'  '.join(f'{each:>13}' for each in times)}")
        chromium.close()


if __name__ == "__main__":
    main()
