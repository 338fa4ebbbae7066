"""Which rows of two sets of data, which know nothing of each other, carry on which, and of which plans; and why."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from oversight_graph.model.spelling import plain
from oversight_graph.model.vocabulary import NS, PREFIXES
from oversight_graph.registers.coverage import Coverage
from oversight_graph.store.store import EmbeddedStore
from oversight_graph.store.views import query_text

if TYPE_CHECKING:
    import pyoxigraph as ox

# So many of the rows of the smaller plan must the other have too, and of so many of those the wording be alike.
_SHARED = _ALIKE = 0.5
# The rules that say which row of an edition carries on which of the one before, in their order.
CONTINUES = ("continues", "continues-in-place")
# What the names of rows begin with in a store of both plans, where one name may stand for a row of each.
_OLD, _NEW = "urn:old:", "urn:new:"
# Words that tell nothing of what a row is about, or of which plan one is.
_SMALL = 3
_DATED = re.compile(r"\b(?:\d+(?:st|nd|rd|th)?|" + "|".join(
    "january february march april may june july august september october november december edition year version "
    "draft final update revised of".split()
) + r")\b")  # fmt: skip


class PlanMatch(NamedTuple):
    """Two plans and what they have in common.

    ``rows`` holds the pairs of rows, and of steps, of which the later would carry on the earlier, ``both`` how many of
    these are commitments, ``alike`` how many of those are worded alike, ``named`` whether the plans are called alike
    but for numbers and dates, ``taken`` whether they are taken for editions of one.
    """

    old: str
    new: str
    rows: tuple[tuple[str, str], ...]
    both: int
    alike: int
    named: bool
    taken: bool

    @property
    def ground(self) -> str:
        """In words, what they have in common."""
        rows = f"{self.both} row{'s' if self.both != 1 else ''} in common, by words or reference; {self.alike} of them"
        return f"{rows} worded alike; {'called alike' if self.named else 'not called alike'}"


class Side(NamedTuple):
    """One set of data: its commitments, their activities, and the commitment of each activity."""

    rows: Mapping[str, Coverage]
    steps: Mapping[str, Coverage]
    parents: Mapping[str, str]

    def of(self, plan: str) -> "Side":
        """Return what stands in one plan."""
        rows = {iri: row for iri, row in self.rows.items() if row.plan_iri == plan}
        return Side(rows, {iri: row for iri, row in self.steps.items() if self.parents.get(iri) in rows}, self.parents)


def match_plans(
    old: Side, new: Side, linked: Iterable[tuple[str, str]], asked: tuple[str, str] | None = None
) -> dict[tuple[str, str], PlanMatch]:
    """Return for each plan of the second set that of the first with which it has most in common.

    Parameters
    ----------
    linked : iterable of tuple of str
        Rows of which it is known that the second carries on the first; no other row is compared with them.
    asked : tuple of str, optional
        IRIs of the two plans that somebody wants compared: these, and no others.

    Returns
    -------
    dict
        Keyed by the two plans. They are taken for editions of one if they are the same plan, or if the one has half of
        the commitments of the smaller too and half of these are worded alike; of plans that are called alike, but for
        numbers and dates, one of the two is enough. A number alone tells nothing: most plans have a row 1.

    Notes
    -----
    Which row would carry on which is what the rules ``continues`` say of two editions of one plan.
    """
    known = tuple(linked)
    left = tuple(
        sorted({row.plan_iri for iri, row in side.rows.items() if iri not in {pair[at] for pair in known}} - {""})
        for at, side in enumerate((old, new))
    )
    pairs = [(before, plan) for plan in left[1] for before in left[0] if not asked or asked == (before, plan)]
    found: dict[tuple[str, str], PlanMatch] = {}
    for before, plan in pairs:
        match = _compared(before, plan, old, new, known)
        best = found.get(("", plan))
        if match.both and (best is None or _much(match) > _much(best)):
            found["", plan] = match._replace(taken=match.taken or bool(asked))
    return {(match.old, match.new): match for match in found.values()}


def _much(match: PlanMatch) -> tuple[bool, int, int]:
    return match.taken, match.alike, match.both


def _compared(old_plan: str, new_plan: str, old: Side, new: Side, known: Iterable[tuple[str, str]]) -> PlanMatch:
    ours, theirs = old.of(old_plan), new.of(new_plan)
    found = tuple(_carried(ours, theirs, known))
    both = [(ours.rows[first].title, theirs.rows[second].title) for first, second in found if first in ours.rows]
    alike = sum(_same(first, second) for first, second in both)
    names = [_name(side) for side in (ours, theirs)]
    named = bool(names[0]) and names[0] == names[1]
    much = len(both) >= _SHARED * min(len(ours.rows), len(theirs.rows))
    many_alike = alike >= _ALIKE * len(both)
    taken = bool(both) and (old_plan == new_plan or ((much or many_alike) if named else (much and many_alike)))
    return PlanMatch(old_plan, new_plan, found, len(both), alike, named, taken)


def _carried(old: Side, new: Side, known: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield which rows of a plan would carry on which of another, if it were a later edition of that."""
    import pyoxigraph as ox

    store = EmbeddedStore()
    store.add(_quads(old, new, known))
    for name in CONTINUES:
        found = store.construct(query_text("rules", f"{name}.rq"), f"rule {name}")
        store.add(ox.Quad(*triple) for triple in found)
        for later, _, earlier in found:
            pair = (earlier.value.removeprefix(_OLD), later.value.removeprefix(_NEW))
            if pair not in known:
                yield pair


def _quads(old: Side, new: Side, known: Iterable[tuple[str, str]]) -> "Iterator[ox.Quad]":
    """Yield what the rule reads: two editions with their rows, and what is known of these already."""
    import pyoxigraph as ox

    def say(subject: str, term: str, target: "ox.NamedNode | ox.Literal") -> ox.Quad:
        prefix, _, name = term.partition(":")
        return ox.Quad(ox.NamedNode(subject), ox.NamedNode(PREFIXES[prefix] + name), target)

    for at, side in ((_OLD, old), (_NEW, new)):
        yield say(at, "rdf:type", ox.NamedNode(NS + "Plan"))
        for iri, row in {**side.rows, **side.steps}.items():
            above = side.rows.get(side.parents.get(iri, ""))
            yield say(at + iri, "rdf:type", ox.NamedNode(NS + ("Activity" if iri in side.steps else "Commitment")))
            yield say(at + iri, "dcterms:isPartOf", ox.NamedNode(at + above.iri if above else at))
            yield say(at + iri, "rdfs:label", ox.Literal(row.title))
            if row.ref and not (above and above.ref == row.ref):
                yield say(at + iri, "skos:notation", ox.Literal(row.ref))
            if row.objective and not above:
                yield say(at + iri, "ovs:objective", heading := ox.NamedNode(f"{at}{quote(row.objective)}"))
                yield say(heading.value, "skos:prefLabel", ox.Literal(row.objective))
    yield say(_OLD, "ovs:supersededBy", ox.NamedNode(_NEW))
    for first, second in known:
        if first in old.rows.keys() | old.steps.keys() and second in new.rows.keys() | new.steps.keys():
            yield say(_NEW + second, "dcterms:replaces", ox.NamedNode(_OLD + first))


def _name(side: Side) -> str:
    """Return how a plan is called, but for numbers and dates."""
    return " ".join(_DATED.sub(" ", plain(next(iter(side.rows.values())).plan)).split())


def _same(title: str, other: str) -> bool:
    """Tell whether half of the words of the shorter of two texts stand in the other."""
    words = [set(_words(text)) for text in (title, other)]
    least = min(map(len, words))
    return plain(title) == plain(other) or (least > 0 and len(words[0] & words[1]) >= _ALIKE * least)


def _words(text: str) -> Iterator[str]:
    return (word for word in plain(text).split() if len(word) > _SMALL)
