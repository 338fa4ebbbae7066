"""Rows of plans in two editions: which carries on which, and what about them differs."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from oversight_graph.change.changes import Change, Pair
from oversight_graph.change.plan_matching import PlanMatch, Side, match_plans
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
    A row carries on itself, and those that the data says it replaces or, in an edition that replaces another, those
    that the rule ``continues`` finds. Of two sets of data, which may know nothing of each other, the same rule says
    which rows go on in two plans that have enough in common, see `change.plan_matching.match_plans`, or were asked for;
    a row that both have under one name, with other words, is the same row only where that finds no better one, since
    workbooks name rows by their references.
    """
    old, new = pair.old.rows | pair.old.steps, pair.new.rows | pair.new.steps
    links = Links()
    if pair.two:
        links.rows = _same(pair, [iri for iri in new if iri in old and old[iri].title == new[iri].title])
    else:
        links.rows = [(iri, iri) for iri in new if iri in old]
    links.rows += [(e, iri) for iri in new for e in sorted(pair.new.continues.get(iri, ())) if e in old and e != iri]
    if pair.two:
        before, now = (Side(each.rows, each.steps, each.parents) for each in (pair.old, pair.new))
        links.plan_matches = match_plans(before, now, links.rows, pair.plans)
        links.rows += [link for match in links.plan_matches.values() if match.taken for link in match.rows]
        left = _left(links, old, new)
        links.rows += _same(pair, sorted(left[0] & left[1]), links.rows)
    links.rows.sort()
    for earlier, later in links.rows:
        if earlier in pair.old.rows and later in pair.new.rows:
            links.plans.setdefault(new[later].plan_iri, old[earlier].plan_iri)
    return links


def _same(pair: Pair, iris: list[str], known: Iterable[tuple[str, str]] = ()) -> list[tuple[str, str]]:
    """Return which of the rows that both have under one name are the same: of steps, those whose commitments are."""
    found = [(iri, iri) for iri in iris if iri in pair.new.rows]
    above = {*known, *found}
    for iri in iris:
        before, now = (side.parents.get(iri, "") for side in (pair.old, pair.new))
        if iri in pair.new.steps and (before == now == "" or (before, now) in above):
            found.append((iri, iri))
    return found


def _left(links: Links, old: Iterable[str], new: Iterable[str]) -> tuple[set[str], set[str]]:
    """Return the rows of each that go on as none, or carry on none."""
    return set(old) - {iri for iri, _ in links.rows}, set(new) - {iri for _, iri in links.rows}


def edition_changes(pair: Pair, links: Links) -> Iterator[Change]:
    """Yield what differs between the rows of two editions: those that came, went, split, merged, and what they say."""
    old, new = pair.old.rows | pair.old.steps, pair.new.rows | pair.new.steps
    heirs, sources = links.old(), links.new()
    for earlier, those in sorted(heirs.items()):
        if len(those) > 1:
            into, was = ", ".join(pair.name(iri) for iri in those), pair.was(earlier)
            evidence = [*old[earlier].row_evidence, *(e for iri in those for e in new[iri].row_evidence)]
            yield pair.row("row split", earlier, was, into, f"It goes on as {into}.", evidence, thing=was)
    for later, those in sorted(sources.items()):
        if len(those) > 1:
            out_of = ", ".join(pair.was(iri) for iri in those)
            evidence = [*new[later].row_evidence, *(e for iri in those for e in old[iri].row_evidence)]
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
    editions = {*links.plans} if added else {*links.plans.values()}
    left = _left(links, pair.old.rows | pair.old.steps, pair.new.rows | pair.new.steps)[added]
    for rows in (here.rows, here.steps):
        for iri, row in rows.items():
            if iri not in left or row.plan_iri not in editions:
                continue
            meaning = f"Only {pair.side(here)} has it; nothing says that it carries on, or goes on as, another row. "
            meaning += reason(row)
            text, name = f"grade {row.grade}", (pair.name if added else pair.was)(iri)
            sides = ("", text) if added else (text, "")
            yield pair.row(change, iri, *sides, meaning, row.row_evidence, thing=name)


def _both(read: str, printed: str) -> str:
    return f"{read} ({printed})" if read and printed and plain(read) != plain(printed) else read
