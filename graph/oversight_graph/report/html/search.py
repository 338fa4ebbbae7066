"""What a search finds: things by their names, findings, questions put, pages, passages; and the index as a file."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from oversight_graph.drawing.labels import visible
from oversight_graph.report.content.relations import Held
from oversight_graph.report.html.html import Resolve
from oversight_graph.report.html.paths import Links
from oversight_graph.store.store import Store
from oversight_graph.store.views import ask, kinds

INDEX = "search-index.js"
_LONGEST = 240  # letters of a passage


class Entry(NamedTuple):
    """Something that can be found.

    Attributes
    ----------
    group : str
        What it is one of, in the plural.
    title : str
        What it is called.
    more : str
        What else it is called, or where it stands.
    path : str
        Where the report shows it.
    """

    group: str
    title: str
    more: str
    path: str


def entries(
    store: Store,
    links: Links,
    meetings: Mapping[str, Held],
    passages: Mapping[str, str],
    others: Iterable[tuple[str, str]] = (),
) -> Iterator[Entry]:
    """Yield what can be found, the groups in the order of search.

    Parameters
    ----------
    meetings : mapping of str to Held
        By IRI: what they found and asked.
    passages : mapping of str to str
        By citation, where the papers are at hand.
    others : iterable of (str, str)
        Path and title of pages that are not those of things.
    """
    names: dict[str, dict[str, None]] = defaultdict(dict)
    for iri, name, _, _ in ask(store, "names"):
        if iri in links.things and name:
            names[iri][name] = None
    order = {kind.iri: kind.order for kind in kinds(store).values()}
    for thing in sorted(links.things.values(), key=lambda each: (order.get(each.cls, 999), each.iri)):
        rest = [name for name in names[thing.iri] if name not in (thing.label, thing.title)]
        yield Entry(thing.plural or thing.kind, visible(thing.title), visible(" · ".join(rest)), thing.path)
    for iri, meeting in meetings.items():
        for kind, group in (("Finding", "findings"), ("Question", "questions put")):
            for _, label, _ in meeting.parts.get(kind, ()):
                place = f"{links.path(iri)}{'#what-it-found' if kind == 'Finding' else ''}"
                yield Entry(group, visible(label), visible(meeting.label), place)
    for path, title in others:
        yield Entry("pages", visible(title), "", path)
    for evidence, passage in passages.items():
        if shown := links.citation(evidence):
            text = visible(" ".join(passage.split())[:_LONGEST])
            yield Entry("passages", text, visible(links.cite(evidence)), shown)


def index(found: Iterable[Entry], resolve: Resolve = str) -> str:
    """Return entries as a file that a page asks for when somebody searches; it needs no server.

    Parameters
    ----------
    resolve : callable, optional
        Gives the way to a place of the report.

    Notes
    -----
    A script that sets one variable, since a page that is opened from a folder may read nothing else. All in it is
    JSON, in which no letter ends a script.
    """
    groups: dict[str, int] = {}
    rows = [(groups.setdefault(each.group, len(groups)), each.title, each.more, resolve(each.path)) for each in found]
    plain = json.dumps({"groups": list(groups), "entries": rows}, ensure_ascii=False, separators=(",", ":"))
    safe = plain.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"self.oversightIndex={safe};\n"
