"""Who leads rows of a plan: bodies, posts and persons that no list has, and persons within a cell that says more."""

import re

from oversight_graph.ingest.drafts.draft import PROBABLE, Draft, Drafts
from oversight_graph.ingest.drafts.minutes.people import People
from oversight_graph.ingest.drafts.names import Names
from oversight_graph.ingest.drafts.plans.cells import BODY, Cells
from oversight_graph.ingest.drafts.plans.rows import PlanRow

# Behind these stands who does not lead.
_OTHERS = re.compile(
    r"(?i)\b(?:supported\s+by|with\s+(?:the\s+)?support|assisted\s+by|progress\b|report(?:ing|s|ed)?\s+to"
    r"|in\s+consultation)"
)
# A name in one word may be that of anything.
_WHOLE = 2


def leading(row: PlanRow, cells: Cells, people: People, here: Names, register: Names, out: Drafts) -> None:
    """Add a draft for a body, a post or a person with a title that leads a row and is in no list."""
    lead, leads = " ".join(row.texts.get("lead", "").split()), f"leads {row.ref or 'a row'}"
    if not lead or here.has(lead) or _within(lead, out):
        return
    (kind, why), short = cells.kind_of(lead), len(lead.split()) <= 6 and "," not in lead
    if people.is_name(lead) and not people.is_untitled(lead):
        here.add(lead)
        out.add(Draft.of("People", {"name": lead}, row.lines, leads, PROBABLE))
    elif kind != BODY and cells.is_post(lead):
        here.add(lead)
        out.add(Draft.of("Posts", {"post": lead}, row.lines, leads, PROBABLE))
    elif kind == BODY and "the word" in why and short and not register.has(lead):
        here.add(lead)
        out.add(Draft.of("Bodies", {"name": lead}, row.lines, f"{leads}: {why}", PROBABLE))


def led_by(draft: Draft, out: Drafts) -> Draft:
    """Return a row of a plan with the persons whom the paper lists, where the cell says more than their names."""
    lead = draft.values.get("lead as printed", "")
    named = _within(lead, out)
    if not named or (len(named) == 1 and named[0] == lead):
        return draft
    return draft.changed(
        {"lead as read": "; ".join(named)}, "who leads is listed with that name elsewhere in the paper"
    )


def _within(lead: str, out: Drafts) -> list[str]:
    """Return the names of persons that are listed and stand in a cell, in the order in which they do."""
    said = _OTHERS.split(lead)[0]
    listed = {row.values.get("name", "") for row in out.of("People")}
    found = {
        match.start(): name
        for name in listed
        if len(name.split()) >= _WHOLE and (match := re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said))
    }
    return [found[at] for at in sorted(found)]
