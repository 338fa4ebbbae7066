"""What papers tell of each other: actions taken up again, rows of a plan dealt with, bodies called by initials."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from oversight_graph.ingest.dates import MONTHS
from oversight_graph.ingest.drafts.draft import PROBABLE, Draft
from oversight_graph.ingest.drafts.names import Names
from oversight_graph.ingest.words import Words, plain
from oversight_graph.ingest.workbook.sheets import REJECTED
from oversight_graph.model.references import normal_ref
from oversight_graph.model.spelling import name_key

_REF = r"[A-Z]{0,3}[.-]?\d+(?:\.\d+)*[a-z]?"
_ROW = re.compile(
    rf"(?i)\b(?:plan|commitment|pledge|row)s?(?:\s+ref\w*)?\s+(?P<refs>{_REF}(?:\s*(?:,|;|&|and)\s*{_REF})*)\b"
)
# So much of the words of the shorter title must stand in the other for a suggestion, which are no more than so many.
_IN_COMMON, _FEW = 0.6, 3
# What has more telling words than these is a text, in which some words of any title stand.
_LONGEST = 8
# Words of an action that must stand again, in hundredths.
_ALIKE = 62.0


def link_meetings(drafts: Sequence[Draft], meetings: Sequence[Mapping[str, str]]) -> list[Draft]:
    """Return drafts whose actions are carried from meetings by name; a meeting that no paper has goes into the note.

    Parameters
    ----------
    drafts : sequence of Draft
    meetings : sequence of mapping
        The rows of the sheet of meetings.
    """
    out = []
    for draft in drafts:
        carried = draft.values.get("carried from", "") if draft.sheet == "Actions" else ""
        if carried:
            found = [row for row in meetings if _is_of(row.get("date", ""), carried)]
            named = found[0].get("meeting", "") if len(found) == 1 else ""
            draft = draft.changed({"carried from": named}, f"brought forward from {carried}")
        out.append(draft)
    return out


def _is_of(date: str, words: str) -> bool:
    """Whether a day is in the month that words name.

    Examples
    --------
    >>> _is_of("2017-06-27", "the June 2017 meeting"), _is_of("2018-06-26", "the June 2017 meeting")
    (True, False)
    """
    month, year = re.search(r"(?i)\b(" + "|".join(MONTHS) + r")\b", words), re.search(r"\b(\d{4})\b", words)
    if month is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", date):
        return False
    same = int(date[5:7]) == MONTHS.index(month[1].lower()) + 1
    return same and (year is None or date[:4] == year[1])


def link_earlier(drafts: Sequence[Draft], actions: Sequence[Mapping[str, str]], paper: str) -> list[Draft]:
    """Return drafts with a note where an item or a carried action seems to take up an action that is known.

    Parameters
    ----------
    drafts : sequence of Draft
    actions : sequence of mapping
        The rows of the sheet of actions.
    paper : str
        The paper of the drafts, whose own actions are left out.
    """
    earlier = [
        row for row in actions if row.get("action") and row.get("paper") != paper and row.get("draft") != REJECTED
    ]
    if not earlier:
        return list(drafts)
    out = []
    for draft in drafts:
        text = draft.values.get("action" if draft.sheet == "Actions" else "title", "")
        wanted = draft.sheet == "Actions" and bool(draft.values.get("carried from"))
        wanted = wanted or (draft.sheet == "Items" and "earlier meetings" in draft.note)
        if wanted and text and (found := _best(text, earlier)) is not None:
            shown = f"{found.get('meeting', '')}: {found['action'][:80]}".strip(": ")
            draft = draft.changed({}, f"may take up the action of {shown}")
        out.append(draft)
    return out


class PlanRow(NamedTuple):
    """A row of a plan that is known: its reference and title, the plan in which it stands, and who publishes that."""

    ref: str
    title: str
    plan: str
    publisher: str


def link_rows(
    drafts: Sequence[Draft], rows: Iterable[PlanRow], publisher: str, lines: Mapping[int, str], words: Words
) -> list[Draft]:
    """Return drafts whose items are about the rows of the plan that they name in so many words.

    Their titles or the text below them name the reference of a row, or have the words of its title. What has only
    some words in common with a row, or names a reference of several plans, is noted.

    Parameters
    ----------
    drafts : sequence of Draft
    rows : iterable of PlanRow
    publisher : str
        Of the paper of the drafts. Rows that another publishes are no matter of its meetings.
    lines : mapping of int to str
        The text of the paper.
    words : Words

    Examples
    --------
    >>> from oversight_graph.ingest.words import load_words
    >>> titles = ("River lights (plan 1.1)", "Commitments 1.1 and 2.3", "Room 1.1", "Plan 9.9", "Our safer parks now")
    >>> items = [Draft("Items", {"title": title}, ()) for title in titles]
    >>> rows = [PlanRow("1.1", "Lights", "plan", ""), PlanRow("2.3", "Safer parks", "plan", "")]
    >>> [draft.values.get("about") for draft in link_rows(items, rows, "", {}, load_words())]
    ['1.1', '1.1; 2.3', None, None, '2.3']
    """
    theirs = name_key(publisher)
    mine = [row for row in rows if row.ref and name_key(row.publisher) in ("", theirs or name_key(row.publisher))]
    plan, out = _Plan(mine, {*words.of("minutes", "around")}), []
    for draft in drafts:
        if draft.sheet == "Items" and not draft.values.get("about"):
            text = " ".join(lines.get(number, "") for number in draft.lines)
            draft = _linked(draft, plan, draft.values.get("title", ""), text)
        out.append(draft)
    return out


def _linked(draft: Draft, plan: "_Plan", title: str, text: str) -> Draft:
    ways = (
        (plan.referred(title), "the title names rows of the plan"),
        (plan.called(title, 2), "the title has the words of a row of the plan"),
        (plan.referred(text), "its text names rows of the plan"),
        (plan.called(text, 3), "its text has the words of a row of the plan"),
    )
    found, why = next(((those, why) for those, why in ways if those), ([], ""))
    if sure := [row.ref for row in found if plan.is_single(row.ref)]:
        return draft.changed({"about": "; ".join(dict.fromkeys(sure))}, why, PROBABLE)
    alike = found or plan.alike(title)
    if alike and len(alike) <= _FEW:
        shown = "; ".join(sorted({f"{row.ref} {row.title[:60]} ({row.plan})" for row in alike}))
        draft = draft.changed({}, f"may be about {shown}: write the reference under about if it is")
    return draft


class _Plan:
    """Rows of plans by their references and by the words of their titles, without those that titles share."""

    def __init__(self, rows: Iterable[PlanRow], common: Set[str]) -> None:
        self._common = common
        self._by_ref: dict[str, set[PlanRow]] = defaultdict(set)
        self._words: dict[PlanRow, tuple[str, ...]] = {}
        self._by_first: dict[str, list[PlanRow]] = defaultdict(list)
        self._by_word: dict[str, list[PlanRow]] = defaultdict(list)
        for row in rows:
            self._by_ref[normal_ref(row.ref)].add(row)
            words = self._words[row] = self._telling(row.title)
            for word in {*words}:
                self._by_word[word].append(row)
            if words:
                self._by_first[words[0]].append(row)

    def _telling(self, text: str) -> tuple[str, ...]:
        return tuple(word for word in plain(text).split() if word not in self._common and not word.isdigit())

    def is_single(self, ref: str) -> bool:
        """Whether one row alone has a reference."""
        return len(self._by_ref[normal_ref(ref)]) == 1

    def referred(self, text: str) -> list[PlanRow]:
        """Return the rows whose references a text names as such."""
        refs = [normal_ref(ref) for found in _ROW.finditer(text) for ref in re.findall(_REF, found["refs"])]
        return [row for ref in refs for row in sorted(self._by_ref.get(ref, ()))]

    def called(self, text: str, least: int) -> list[PlanRow]:
        """Return the rows whose titles, of so many words at least, stand in a text."""
        words = self._telling(text)
        at = ((number, row) for number, word in enumerate(words) for row in self._by_first.get(word, ()))
        found = ((row, self._words[row], number) for number, row in at)
        return [row for row, own, number in found if len(own) >= least and words[number : number + len(own)] == own]

    def alike(self, title: str) -> list[PlanRow]:
        """Return the rows that have most words of the shorter title in common with one, and two at least."""
        words = {*self._telling(title)}
        shared = Counter(row for word in words for row in self._by_word.get(word, ()))
        return [
            row
            for row, both in shared.items()
            if both > 1
            and len(self._words[row]) <= _LONGEST
            and both >= _IN_COMMON * min(len(words), len({*self._words[row]}))
        ]


def suggest_bodies(drafts: Sequence[Draft], names: Names) -> list[Draft]:
    """Return drafts in which a body that is called by initials has a note on the one body that they fit.

    Parameters
    ----------
    drafts : sequence of Draft
    names : Names
        All bodies of the workbook and of the papers that are read with it.
    """
    out = []
    for draft in drafts:
        name = draft.values.get("name", "") if draft.sheet == "Bodies" else ""
        if re.fullmatch(r"[A-Z][A-Z&]{1,7}", name) and "may be" not in draft.why:
            fits = sorted(names.spelt_by(name) - {name})
            if len(fits) == 1:
                advice = f"if that is it, write {name} there under also called, and reject this row"
                draft = draft.changed({}, f"may be {fits[0]}, whose initials these are: {advice}")
        out.append(draft)
    return out


def _best(text: str, actions: Sequence[Mapping[str, str]]) -> Mapping[str, str] | None:
    from rapidfuzz import fuzz, process, utils

    found = process.extractOne(
        text, [row["action"] for row in actions], scorer=fuzz.token_set_ratio, processor=utils.default_process,
        score_cutoff=_ALIKE,
    )  # fmt: skip
    return actions[found[2]] if found else None
