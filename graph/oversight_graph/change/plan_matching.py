"""Which plans of two sets of data, which know nothing of each other, are taken for editions of one, and why."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from oversight_graph.model.references import normal_ref
from oversight_graph.model.spelling import plain
from oversight_graph.registers.coverage import Coverage

# So much of the references of the smaller plan must stand in the other, and of so many of those the wording be alike.
_SHARED = _ALIKE = 0.5
# Words that tell nothing of what a row is about, or of which plan one is.
_SMALL = 3
_DATED = re.compile(r"\b(?:\d+(?:st|nd|rd|th)?|" + "|".join(
    "january february march april may june july august september october november december edition year version "
    "draft final update revised of".split()
) + r")\b")  # fmt: skip


class PlanMatch(NamedTuple):
    """Two plans and what they have in common.

    ``fits`` holds the references that both have, ``alike`` how many of those rows are worded alike, ``named`` whether
    the plans are called alike but for numbers and dates, ``taken`` whether they are taken for editions of one.
    """

    old: str
    new: str
    fits: frozenset[str]
    alike: int
    named: bool
    taken: bool

    @property
    def ground(self) -> str:
        """In words, what they have in common."""
        number = len(self.fits)
        rows = f"{number} reference{'s' if number != 1 else ''} in common, {self.alike} of them worded alike"
        return f"{rows}; {'called alike' if self.named else 'not called alike'}"


def match_plans(
    old: Iterable[Coverage], new: Iterable[Coverage], asked: tuple[str, str] | None = None
) -> dict[tuple[str, str], PlanMatch]:
    """Return for each plan of the second set that of the first with which it has most in common.

    Parameters
    ----------
    old, new : iterable of Coverage
        The rows that nothing links yet.
    asked : tuple of str, optional
        IRIs of the two plans that somebody wants compared: these, and no others.

    Returns
    -------
    dict
        Keyed by the two plans. They are taken for editions of one if half of the references of the smaller stand in
        the other and half of these rows are worded alike; of plans that are called alike, but for numbers and dates,
        one of the two is enough. A number alone tells nothing: most plans have a row 1.
    """
    ours, theirs = numbered(old), numbered(new)
    titles = [
        {plan: {ref: row.title for ref, row in rows.items()} for plan, rows in each.items()} for each in (ours, theirs)
    ]
    found = {}
    for plan in sorted(theirs):
        if asked and plan != asked[1]:
            continue
        pairs = [
            _compared(before, plan, titles[0][before], titles[1][plan], _names(ours[before], theirs[plan]))
            for before in sorted(ours)
            if not asked or before == asked[0]
        ]
        best = max(pairs, key=lambda pair: (pair.taken, pair.alike, len(pair.fits)), default=None)
        if best and best.fits:
            found[best.old, plan] = best._replace(taken=best.taken or bool(asked))
    return found


def numbered(rows: Iterable[Coverage]) -> dict[str, dict[str, Coverage]]:
    """Return the rows of each plan by their references, but for those that stand there twice."""
    found: dict[str, dict[str, list[Coverage]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row.ref:
            found[row.plan_iri][normal_ref(row.ref)].append(row)
    return {plan: {ref: those[0] for ref, those in refs.items() if len(those) == 1} for plan, refs in found.items()}


def _compared(
    old: str, new: str, old_titles: Mapping[str, str], new_titles: Mapping[str, str], names: tuple[str, str]
) -> PlanMatch:
    fits = frozenset(old_titles.keys() & new_titles.keys())
    alike = sum(_same(old_titles[ref], new_titles[ref]) for ref in fits)
    named = bool(names[0]) and names[0] == names[1]
    much = len(fits) >= _SHARED * min(len(old_titles), len(new_titles))
    many_alike = alike >= _ALIKE * len(fits)
    return PlanMatch(
        old, new, fits, alike, named, bool(fits) and ((much or many_alike) if named else (much and many_alike))
    )


def _names(old: Mapping[str, Coverage], new: Mapping[str, Coverage]) -> tuple[str, str]:
    old_plan, new_plan = (next(iter(rows.values())).plan for rows in (old, new))
    return " ".join(_DATED.sub(" ", plain(old_plan)).split()), " ".join(_DATED.sub(" ", plain(new_plan)).split())


def _same(title: str, other: str) -> bool:
    """Tell whether half of the words of the shorter of two texts stand in the other."""
    words = [set(_words(text)) for text in (title, other)]
    least = min(map(len, words))
    return plain(title) == plain(other) or (least > 0 and len(words[0] & words[1]) >= _ALIKE * least)


def _words(text: str) -> Iterator[str]:
    return (word for word in plain(text).split() if len(word) > _SMALL)


__all__ = ["PlanMatch", "match_plans", "numbered"]
