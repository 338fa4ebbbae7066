"""Write the generated pages of the documentation.

``python docs/generate.py`` writes them, ``--check`` writes nothing and exits with 1 if one is stale, ``--refresh``
runs the commands shown in the README and in the other pages, and puts their outputs there as they are now.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
sys.path += [str(DOCS), str(ROOT / "graph")]
os.environ["OVERSIGHT_CACHE"] = "off"

import blocks  # noqa: E402
import methods  # noqa: E402
import ontology_page  # noqa: E402
import pages  # noqa: E402

PAGES: dict[str, Callable[[], str]] = {
    "ontology.md": ontology_page.ontology,
    "questions.md": pages.questions,
    "checks.md": pages.checks_page,
    "commands.md": pages.commands,
}
CODE: dict[str, Callable[[], str]] = {"graph/oversight_graph/registry/methods.pyi": methods.methods}


def by_hand() -> list[Path]:
    """Return the pages that are written by hand."""
    return [
        *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
        *(path for path in sorted(DOCS.glob("*.md")) if path.name not in PAGES),
    ]


def stale() -> list[str]:
    """Return the generated pages and modules that are not as they would be written now."""
    found = []
    for name, (path, page) in _written().items():
        if not path.is_file() or path.read_text(encoding="utf-8") != page():
            found.append(name)
    return found


def _written() -> dict[str, tuple[Path, Callable[[], str]]]:
    """Return where each generated page or module is, and what writes it."""
    found = {f"docs/{name}": (DOCS / name, page) for name, page in PAGES.items()}
    return found | {name: (ROOT / name, module) for name, module in CODE.items()}


def refresh(papers: Path | None) -> list[str]:
    """Bring the outputs shown in the hand-written pages up to date; return the pages that changed."""
    changed = []
    for path in by_hand():
        old = path.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            new = blocks.refresh(old, blocks.Runner(Path(folder), papers))
        if new != old:
            path.write_text(new, encoding="utf-8")
            changed.append(path.relative_to(ROOT).as_posix())
    return changed


def main() -> int:
    """Run what the options ask for."""
    parser = argparse.ArgumentParser(description="Write the generated pages of the documentation.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if a page is stale")
    parser.add_argument("--refresh", action="store_true", help="run the commands shown and put their outputs in place")
    parser.add_argument("--sources", type=Path, metavar="DIR", help="folder of the papers, for --refresh")
    options = parser.parse_args()
    if options.check:
        names = stale()
        for name in names:
            sys.stderr.write(f"{name} is stale: run python docs/generate.py\n")
        return int(bool(names))
    if options.refresh:
        if options.sources is None:
            sys.stderr.write("without --sources DIR, outputs that need the papers stay as they are\n")
        for name in refresh(options.sources):
            sys.stderr.write(f"refreshed {name}\n")
        return 0
    for name, (path, page) in _written().items():
        path.write_text(page(), encoding="utf-8")
        sys.stderr.write(f"wrote {name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
