"""Actions of earlier meetings that minutes take up again, matched as suggestions."""

import re
from collections.abc import Iterable, Mapping, Sequence

from oversight_graph.ingest.drafts.draft import PROBABLE, Draft
from oversight_graph.ingest.values import MONTHS
from oversight_graph.ingest.workbook.sheets import REJECTED
from oversight_graph.model.references import normal_ref

_REF = r"[A-Z]{0,3}[.-]?\d+(?:\.\d+)*[a-z]?"
_ROW = re.compile(
    rf"(?i)\b(?:plan|commitment|pledge|row)s?(?:\s+ref\w*)?\s+(?P<refs>{_REF}(?:\s*(?:,|;|&|and)\s*{_REF})*)\b"
)
# Words of an action that must stand again, in hundredths.
_ALIKE = 62.0


def link_meetings(drafts: Sequence[Draft], meetings: Sequence[Mapping[str, str]]) -> list[Draft]:
    """Return drafts whose actions are carried from meetings by name; a meeting that no paper has goes into the note.

    Parameters
    ----------
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


def link_rows(drafts: Sequence[Draft], refs: Iterable[str]) -> list[Draft]:
    """Return drafts whose items are about the rows of the plan that their titles name in so many words.

    Parameters
    ----------
    refs : iterable of str
        References of the rows that are known.

    Examples
    --------
    >>> titles = ("River lights (plan 1.1)", "Commitments 1.1 and 2.3", "Room 1.1", "Plan 9.9")
    >>> items = [Draft("Items", {"title": title}, ()) for title in titles]
    >>> [draft.values.get("about") for draft in link_rows(items, ["1.1", "2.3"])]
    ['1.1', '1.1; 2.3', None, None]
    """
    known = {normal_ref(ref) for ref in refs if ref}
    out = []
    for draft in drafts:
        found = _ROW.search(draft.values.get("title", "")) if draft.sheet == "Items" else None
        named = [ref for ref in re.findall(_REF, found["refs"]) if normal_ref(ref) in known] if found else []
        if named:
            draft = draft.changed({"about": "; ".join(named)}, "the title names rows of the plan", PROBABLE)
        out.append(draft)
    return out


def _best(text: str, actions: Sequence[Mapping[str, str]]) -> Mapping[str, str] | None:
    from rapidfuzz import fuzz, process, utils

    found = process.extractOne(
        text, [row["action"] for row in actions], scorer=fuzz.token_set_ratio, processor=utils.default_process,
        score_cutoff=_ALIKE,
    )  # fmt: skip
    return actions[found[2]] if found else None
