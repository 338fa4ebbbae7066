"""Actions of earlier meetings that minutes take up again, matched as suggestions."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from oversight_graph.ingest.drafts.draft import Draft
from oversight_graph.ingest.workbook.sheets import REJECTED

# Words of an action that must stand again, in hundredths.
_ALIKE = 62.0


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
        found = _best(text, earlier) if wanted and text else None
        if found is None:
            out.append(draft)
            continue
        shown = f"{found.get('meeting', '')}: {found['action'][:80]}".strip(": ")
        note = f"may take up the action of {shown}"
        out.append(replace(draft, note=f"{draft.note}; {note}".strip("; ")))
    return out


def _best(text: str, actions: Sequence[Mapping[str, str]]) -> Mapping[str, str] | None:
    from rapidfuzz import fuzz, process, utils

    found = process.extractOne(
        text, [row["action"] for row in actions], scorer=fuzz.token_set_ratio, processor=utils.default_process,
        score_cutoff=_ALIKE,
    )  # fmt: skip
    return actions[found[2]] if found else None
