"""The index of the search: one file, which a page asks for when somebody searches; it needs no server."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping

from oversight_graph.report.content.relations import Relations
from oversight_graph.report.html.charts import visible
from oversight_graph.report.html.html import Resolve
from oversight_graph.report.html.paths import Links
from oversight_graph.store.store import Store
from oversight_graph.store.views import ask, kinds

INDEX = "search-index.js"
_LONGEST = 240  # letters of a passage


def index(
    store: Store,
    links: Links,
    relations: Relations,
    passages: Mapping[str, str],
    others: Iterable[tuple[str, str]] = (),
    resolve: Resolve = str,
) -> str:
    """Return the index: groups in the order of search, and entries of group, title, other names, and place.

    Parameters
    ----------
    store : Store
    links : Links
    relations : Relations
        Gives what meetings found and asked.
    passages : mapping of str to str
        By citation, where the papers are at hand.
    others : iterable of (str, str)
        Path and title of pages that are not those of things.
    resolve : callable, optional
        Gives the way to a place of the report.

    Notes
    -----
    A script that sets one variable, since a page that is opened from a folder may read nothing else. All in it is
    JSON, in which no letter ends a script.
    """
    names: dict[str, dict[str, None]] = defaultdict(dict)
    for iri, name, _, _ in ask(store, "names"):
        if iri in links.things and name:
            names[iri][name] = None
    order = {kind.iri: kind.order for kind in kinds(store).values()}
    groups: dict[str, int] = {}
    entries: list[tuple[int, str, str, str]] = []

    def add(group: str, title: str, more: str, path: str) -> None:
        entries.append((groups.setdefault(group, len(groups)), visible(title), visible(more), resolve(path)))

    for thing in sorted(links.things.values(), key=lambda each: (order.get(each.cls, 999), each.iri)):
        rest = [name for name in names[thing.iri] if name not in (thing.label, thing.title)]
        add(thing.plural or thing.kind, thing.title, " · ".join(rest), thing.path)
    for iri, meeting in relations.meetings.items():
        for kind, group in (("Finding", "findings"), ("Question", "questions put")):
            for _, label, _ in meeting.parts.get(kind, ()):
                add(group, label, meeting.label, f"{links.path(iri)}{'#what-it-found' if kind == 'Finding' else ''}")
    for path, title in others:
        add("pages", title, "", path)
    for evidence, passage in passages.items():
        if place := links.citation(evidence):
            add("passages", " ".join(passage.split())[:_LONGEST], links.cited_as(evidence), place)
    plain = json.dumps({"groups": list(groups), "entries": entries}, ensure_ascii=False, separators=(",", ":"))
    safe = plain.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"self.oversightIndex={safe};\n"
