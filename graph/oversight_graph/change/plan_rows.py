"""Rows of plans in two editions: which carries on which, and what about them differs."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from oversight_graph.change.changes import Change, Pair
from oversight_graph.change.plan_matching import PlanMatch, match_plans, numbered
from oversight_graph.change.snapshot import Snapshot
from oversight_graph.model.spelling import plain
from oversight_graph.registers.coverage import Coverage
from oversight_graph.registers.gaps import reason

_Says = Callable[[Coverage], str]
# Kinds of change, with what is compared: how a row says it, as read; in which column it stands as printed, if it does;
# and what it is called in a sentence.
_COMPARED: tuple[tuple[str, _Says, str, str], ...] = (
    ("reference changed", lambda row: row.ref, "", "its reference"),
    ("wording changed", lambda row: row.title, "", "what it promises, in our words,"),
    ("cell changed", lambda row: row.cell, "", "what its oversight cell holds"),
    (
        "named changed", lambda row: ", ".join(sorted({*row.bodies, *row.processes})), "",
        "what is named as its oversight",
    ),
    ("due changed", lambda row: row.due or "", "due_as_stated", "the day by which it is to be done"),
    ("lead changed", lambda row: ", ".join(row.lead), "lead_as_stated", "who leads on it"),
    ("rating changed", lambda row: row.rating, "", "its rating"),
    ("status changed", lambda row: row.progress, "status_as_stated", "how far it is"),
)  # fmt: skip
# How things go may change within one edition too.
_ALWAYS = ("rating changed", "status changed")


@dataclass(slots=True)
class Links:
    """Which rows of the second carry on which of the first; `plans` says the same of plans.

    Of two sets of data, ``plan_matches`` tells what plans have in common of which the data does not say that they are
    editions of one, and whether they are taken for that.
    """

    rows: list[tuple[str, str]] = field(default_factory=list)
    plans: dict[str, str] = field(default_factory=dict)
    plan_matches: dict[tuple[str, str], PlanMatch] = field(default_factory=dict)

    def old(self) -> dict[str, list[str]]:
        """Return for each earlier row those that carry it on."""
        found: dict[str, list[str]] = defaultdict(list)
        for old, new in self.rows:
            found[old].append(new)
        return found

    def new(self) -> dict[str, list[str]]:
        """Return for each later row those that it carries on."""
        found: dict[str, list[str]] = defaultdict(list)
        for old, new in self.rows:
            found[new].append(old)
        return found


def link_rows(pair: Pair) -> Links:
    """Return which rows carry on which.

    Notes
    -----
    A row carries on itself, and those that the data says it replaces or, in an edition that replaces another, that of
    the same reference (``ovs:continues``). Of two sets of data, which may know nothing of each other, rows of the same
    reference are taken for one where two plans have enough in common, see `change.plan_matching.match_plans`, or were
    asked for. Steps without a reference are one where the commitments are and our words for them agree.
    """
    old, new = pair.old.rows | pair.old.steps, pair.new.rows | pair.new.steps
    links = Links([(iri, iri) for iri in new if iri in old])
    links.rows += [(e, iri) for iri in new for e in sorted(pair.new.continues.get(iri, ())) if e in old and e != iri]
    if pair.two:
        _by_reference(pair, links)
    _by_words(pair, links)
    links.rows.sort()
    for earlier, later in links.rows:
        if earlier in pair.old.rows and later in pair.new.rows:
            links.plans.setdefault(new[later].plan_iri, old[earlier].plan_iri)
    return links


def _left(links: Links, old: Iterable[str], new: Iterable[str]) -> tuple[list[str], list[str]]:
    link_rows = ({iri for iri, _ in links.rows}, {iri for _, iri in links.rows})
    return [iri for iri in old if iri not in link_rows[0]], [iri for iri in new if iri not in link_rows[1]]


def _by_reference(pair: Pair, links: Links) -> None:
    """Link the rows of plans of two sets of data that seem to be editions of one plan."""
    left = _left(links, pair.old.rows, pair.new.rows)
    links.plan_matches = match_plans(
        (pair.old.rows[iri] for iri in left[0]), (pair.new.rows[iri] for iri in left[1]), pair.plans
    )
    for kind in ("rows", "steps"):
        sides: list[Mapping[str, Coverage]] = [getattr(pair.old, kind), getattr(pair.new, kind)]
        ours, theirs = (
            numbered(map(rows.__getitem__, left)) for rows, left in zip(sides, _left(links, *sides), strict=True)
        )
        for relation in links.plan_matches.values():
            mine, refs = ours.get(relation.old, {}), theirs.get(relation.new, {})
            links.rows += [
                (mine[ref].iri, refs[ref].iri) for ref in sorted(mine.keys() & refs.keys()) if relation.taken
            ]


def _by_words(pair: Pair, links: Links) -> None:
    """Link steps without a reference of their own, under commitments that are linked."""
    carried = links.old()
    old, new = _left(links, pair.old.steps, pair.new.steps)
    named = {(pair.new.parents.get(iri, ""), plain(pair.new.steps[iri].title)): iri for iri in new}
    for iri in old:
        for above in carried.get(pair.old.parents.get(iri, ""), ()):
            if step := named.pop((above, plain(pair.old.steps[iri].title)), None):
                links.rows.append((iri, step))


def edition_changes(pair: Pair, links: Links) -> Iterator[Change]:
    """Yield what differs between the rows of two editions: those that came, went, split, merged, and what they say."""
    old, new = pair.old.rows | pair.old.steps, pair.new.rows | pair.new.steps
    heirs, sources = links.old(), links.new()
    for earlier, those in sorted(heirs.items()):
        if len(those) > 1:
            into = ", ".join(pair.name(iri) for iri in those)
            evidence = [e for iri in (earlier, *those) for e in (old.get(iri) or new[iri]).row_evidence]
            yield pair.row("row split", earlier, pair.name(earlier), into, f"It goes on as {into}.", evidence)
    for later, those in sorted(sources.items()):
        if len(those) > 1:
            out_of = ", ".join(pair.name(iri) for iri in those)
            evidence = [e for iri in (later, *those) for e in (new.get(iri) or old[iri]).row_evidence]
            yield pair.row("rows merged", later, out_of, pair.name(later), f"It carries on {out_of}.", evidence)
    for earlier, later in links.rows:
        if len(heirs[earlier]) == 1 and len(sources[later]) == 1:
            yield from _compared(pair, old[earlier], new[later], edition=earlier != later or pair.two)
    yield from _one_sided(pair, links, "row dropped", pair.old)
    yield from _one_sided(pair, links, "row added", pair.new)


def _compared(pair: Pair, earlier: Coverage, later: Coverage, *, edition: bool) -> Iterator[Change]:
    evidence = [*earlier.row_evidence, *later.row_evidence]
    for change, says, column, what in _COMPARED:
        printed = [(column and getattr(row, column)) or "" for row in (earlier, later)]
        read = [says(row) or words for row, words in zip((earlier, later), printed, strict=True)]
        if read[0] == read[1] or not (edition or change in _ALWAYS):
            continue
        if change in ("cell changed", "named changed") and _as_above(pair, earlier, later, says):
            continue
        before, after = map(_both, read, printed)
        # What one of the two does not tell is no change in words.
        meaning = f"{pair.at(pair.old).capitalize()} {what} is {before or 'not told'}; {pair.at(pair.new)}, "
        meaning += f"{after or 'not told'}."
        yield pair.row(change, later.iri, before, after, meaning, evidence)


def _as_above(pair: Pair, earlier: Coverage, later: Coverage, says: _Says) -> bool:
    """Tell whether two steps say what their commitments say, whose cells they share."""
    above, now = pair.old.parents.get(earlier.iri, ""), pair.new.parents.get(later.iri, "")
    if above not in pair.old.rows or now not in pair.new.rows:
        return False
    return says(earlier) == says(pair.old.rows[above]) and says(later) == says(pair.new.rows[now])


def _one_sided(pair: Pair, links: Links, change: str, here: Snapshot) -> Iterator[Change]:
    """Yield the rows that only one of two editions has; plans that have no other edition are told as a whole."""
    added = change == "row added"
    link_rows = {iri for link in links.rows for iri in link}
    editions = {*links.plans} if added else {*links.plans.values()}
    for rows in (here.rows, here.steps):
        for iri, row in rows.items():
            if iri in link_rows or row.plan_iri not in editions:
                continue
            meaning = f"Only {pair.side(here)} has it; nothing says that it carries on, or goes on as, another row. "
            meaning += reason(row)
            text = f"grade {row.grade}"
            yield pair.row(change, iri, *(("", text) if added else (text, "")), meaning, row.row_evidence)


def _both(read: str, printed: str) -> str:
    return f"{read} ({printed})" if read and printed and plain(read) != plain(printed) else read
