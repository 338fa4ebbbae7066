"""What papers are drafted as, for tests: the drafts of a paper, and columns of their rows."""

from pathlib import Path

from oversight_graph.ingest.drafts.draft import Draft, Drafts
from oversight_graph.ingest.drafts.from_paper import drafts_of
from oversight_graph.ingest.drafts.names import Names
from oversight_graph.ingest.readers.read import read_paper
from oversight_graph.ingest.words import load_words


def drafts_in(path: Path) -> Drafts:
    """Return the drafts of one paper, with no register of bodies and no mapping of columns."""
    return drafts_of(read_paper(path), load_words(), {}, Names())


def column(rows: list[Draft], *names: str) -> list[tuple[str, ...]]:
    """Return what rows have in the columns of these names; empty where they have nothing."""
    return [tuple(row.values.get(name, "") for name in names) for row in rows]
