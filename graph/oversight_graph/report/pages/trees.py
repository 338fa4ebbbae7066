"""Who answers to whom, from the public down; bodies by level and by what they feed into; the meetings."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from oversight_graph.model.codes import codes
from oversight_graph.model.vocabulary import CONCEPT
from oversight_graph.registers.states import UNKNOWN
from oversight_graph.report.content.gather import Answers
from oversight_graph.report.content.relations import Relations
from oversight_graph.report.html.cells import Builder, head
from oversight_graph.report.html.parts import Block, Branch, Cell, Grid, Page, Part
from oversight_graph.store.store import Store
from oversight_graph.store.views import ask


def posts_page(build: Builder, answers: Answers, relations: Relations) -> Page:
    """Return posts, bodies and organisations as a tree of who answers to whom; the rest by their organisation."""
    below: dict[str, list[str]] = defaultdict(list)
    above: dict[str, list[str]] = defaultdict(list)
    for forum, actor, data in relations.network.edges(data=True):
        if data["kind"] == "holds to account" and actor not in below[forum]:
            below[forum].append(actor)
            above[actor].append(forum)
    tops = [iri for iri in below if below[iri] and not above[iri]] or [iri for iri in below if below[iri]][:1]

    # The public stands at the head, then those who hold most to account.
    nodes = relations.network.nodes
    first = sorted(_by_name(tops, relations), key=lambda iri: (nodes[iri]["kind"] != "public", -len(below[iri])))

    def said(iri: str, parent: str) -> tuple[Part, ...]:
        holders = ", ".join(f"{holder.name} ({holder.last_seen})" for holder in relations.holders.get(iri, ()))
        others = [each for each in above[iri] if each != parent]
        parts = [Part(relations.name(iri), build.links.path(iri)), Part(f": {holders}" if holders else "")]
        if others:
            named = (Part(relations.name(iri), build.links.path(iri)) for iri in others)
            parts += [Part(" — answers to "), *_between(named), Part(" too")]
        return tuple(part for part in parts if part.text)

    placed: set[str] = set()
    tree = _grown(first, below, said, placed)
    rest: dict[str, list[str]] = defaultdict(list)
    for iri, node in relations.network.nodes(data=True):
        if node["kind"] == "post" and iri not in placed:
            homes = [end for _, end, data in relations.network.out_edges(iri, data=True) if data["kind"] == "post in"]
            rest[homes[0] if homes else ""].append(iri)
    others = tuple(
        Branch(
            (Part(relations.name(home), build.links.path(home)) if home else Part("No organisation is said"),),
            tuple(Branch(said(iri, "")) for iri in _by_name(those, relations)),
        )
        for home, those in sorted(rest.items(), key=lambda each: relations.name(each[0]).casefold() if each[0] else "~")
    )
    number = sum(map(len, rest.values()))
    blocks = [
        Block("Who answers to whom", "answers", tree=tree),
        Block(f"Posts of which no loaded paper says to whom they answer ({number})", "others", tree=others),
    ]
    return Page(
        "posts.html",
        "Posts: who answers to whom",
        blocks=tuple(block for block in blocks if block.tree),
        notes=(
            f"As at {answers.day}. Whoever stands below answers to those above. The name of a post is followed by who "
            "was last seen in it, and when; seen before is not the same as holding it still.",
        ),
    )


def levels_page(build: Builder, answers: Answers, store: Store) -> Page:
    """Return the bodies of the register by the level at which they work, each below what it feeds into."""
    words = {CONCEPT + f"level/{code.notation}": code.word for code in codes("level")}
    level = {iri: words.get(of, "") for iri, of in ask(store, "report_lines").of("mechanism", "level") if iri and of}
    rows = {row.iri: row for row in answers.bodies}
    below: dict[str, list[str]] = defaultdict(list)
    feeds: dict[str, list[str]] = defaultdict(list)
    for iri, row in rows.items():
        for target in row.reports_into_iri:
            if target in rows and iri not in below[target]:
                below[target].append(iri)
                feeds[iri].append(target)

    def said(iri: str, parent: str) -> tuple[Part, ...]:
        row, others = rows[iri], [feed for feed in feeds[iri] if feed != parent]
        parts = [Part(row.name, build.links.path(iri))]
        if row.status != UNKNOWN.status:
            parts.append(Part(f", {row.status}"))
        if others:
            parts += [
                Part("; feeds into "),
                *_between(Part(rows[other].name, build.links.path(other)) for other in others),
            ]
        return tuple(parts)

    groups: dict[str, list[str]] = defaultdict(list)
    for iri in rows:
        groups[level.get(iri, "")].append(iri)
    order = [*dict.fromkeys(words.values()), ""]
    blocks = []
    for name in (name for name in order if groups.get(name)):
        those = groups[name]
        inside = {iri: [each for each in below[iri] if each in those] for iri in those}
        tops = [iri for iri in those if not any(feed in those for feed in feeds[iri])]
        tree = _grown(sorted(tops, key=lambda iri: (rows[iri].name.casefold(), iri)), inside, said, set())
        title = name.capitalize() or "No level is said"
        blocks.append(Block(f"{title} ({len(those)})", f"level-{order.index(name)}", tree=tree))
    ways = tuple((Part(block.title, f"levels.html#{block.anchor}"),) for block in blocks)
    return Page(
        "levels.html",
        f"Bodies by level and by what they feed into: {len(rows)}",
        lead=(f"Where no state stands behind a name, no loaded paper shows one at {answers.day}.",),
        blocks=(Block(anchor="jumps", points=ways, look="jumps"), *blocks),
        notes=("A body that stands below another feeds, reports or escalates into it.",),
    )


def meetings_page(build: Builder, answers: Answers, relations: Relations) -> Page:
    """Return the meetings up to the date, the newest first: whose they were, and what their notes show."""
    columns = ("date", "meeting", "body", "notes", "present", "dealt_with", "decided", "asked_for")
    rows = []
    records: list[tuple[Any, ...]] = []
    for meeting in sorted(relations.meetings.values(), key=lambda each: (each.day, each.iri), reverse=True):
        numbers = [len(meeting.present), *(len(meeting.parts.get(kind, ())) for kind in _COUNTED)]
        noted = "loaded" if meeting.noted else "not loaded"
        names = tuple(meeting.bodies.values())
        cells = (
            Cell((Part(meeting.day),), "date"),
            build.thing(meeting.iri, meeting.label),
            build.names(names, tuple(meeting.bodies)),
            Cell((Part(noted),)),
            *(Cell((Part(str(number)),), "number", str(number)) for number in numbers),
        )
        rows.append(("", cells))
        records.append((meeting.day, meeting.label, names, noted, *numbers))
    csv = build.keep("csv/meetings.csv", columns, records)
    grid = Grid("Meetings", tuple(head(column) for column in columns), tuple(rows), csv)
    return Page(
        "meetings.html",
        f"Meetings: {len(rows)}",
        kind="wide",
        blocks=(Block(anchor="meetings", grid=grid if rows else None),),
        notes=(
            f"Meetings of which a loaded paper tells that they were held, up to {answers.day}. Of those whose notes "
            "are not loaded little can be seen.",
        ),
    )


_COUNTED = ("AgendaItem", "Decision", "Action")


def _between(parts: Iterable[Part]) -> list[Part]:
    return [piece for part in parts for piece in (Part(", "), part)][1:]


def _by_name(those: Iterable[str], relations: Relations) -> list[str]:
    return sorted(those, key=lambda iri: (relations.name(iri).casefold(), iri))


def _grown(
    tops: Iterable[str],
    below: Mapping[str, Sequence[str]],
    said: Callable[[str, str], tuple[Part, ...]],
    placed: set[str],
) -> tuple[Branch, ...]:
    """Return a tree, each thing once: below the first of those above it, so that cycles come to an end."""
    order = [(iri, "") for iri in tops if iri not in placed]
    placed.update(iri for iri, _ in order)
    children: dict[str, list[str]] = defaultdict(list)
    for iri, _ in order:
        for each in sorted(below.get(iri, ()), key=lambda each: (said(each, iri)[0].text.casefold(), each)):
            if each not in placed:
                placed.add(each)
                children[iri].append(each)
                order.append((each, iri))
    made: dict[str, Branch] = {}
    for iri, parent in reversed(order):
        made[iri] = Branch(said(iri, parent), tuple(made[child] for child in children[iri]))
    return tuple(made[iri] for iri, parent in order if not parent)
