"""Rows of a plan as a workbook knows them: of which plan it is the next edition, and how its rows are called."""

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence

from oversight_graph.ingest.drafts.book.book import Book
from oversight_graph.ingest.drafts.book.paper_row import day_of
from oversight_graph.ingest.drafts.draft import Draft, Drafts, listed
from oversight_graph.ingest.drafts.plans.promises import HEADED, LISTED, SAID
from oversight_graph.ingest.words import plain
from oversight_graph.ingest.workbook.to_graph.names import slug
from oversight_graph.model.references import normal_ref
from oversight_graph.model.spelling import name_key

# Of two editions of a plan at least so much of the references of the smaller is in both.
_SHARED = 0.6


def edition_of(drafts: Drafts, values: Mapping[str, str], target: Book) -> dict[str, str]:
    """Say of which plan in the workbook a plan seems to be a later edition: that with the most rows in common.

    Rows are compared by their references, or by their words where a plan prints none.
    """
    own = [draft.values for draft in drafts.of("Plan")]
    printed = any(row.get("ref") for row in own)
    mine = {_key(row, printed=bool(row.get("ref"))) for row in own} - {""}
    publisher = name_key(values["publisher"])
    dated = {
        row["paper"]: row.get("date", "")
        for row in target.rows("Papers")
        if row["sha256"] != values["sha256"]
        # Plans of two councils may count their rows alike.
        and (not publisher or not row.get("publisher") or name_key(row["publisher"]) == publisher)
    }
    said = {_key(row, printed=True): row.get("commitment", "") for row in own}
    named = {row["paper"] for row in target.rows("Papers") if publisher and row.get("publisher")}
    alike: set[str] = set()  # papers of that publisher, or which say the same under the same reference
    theirs: dict[str, set[str]] = {}
    for row in target.rows("Plan"):
        told = _key(row, printed=_COUNTED not in row.get("note", ""))
        if row.get("paper") in dated and told:
            theirs.setdefault(row["paper"], set()).add(told)
            if row["paper"] in named or _are_alike(said.get(told, ""), row.get("commitment", "")):
                alike.add(row["paper"])
    days, day = {paper: day_of(text) for paper, text in dated.items()}, day_of(values["date"])
    older = [paper for paper in theirs if paper in alike or not printed]
    older = [paper for paper in older if not days[paper] or not day or days[paper] < day]
    best = max(older, key=lambda paper: (len(theirs[paper] & mine), days[paper]), default=None)
    if best is None or len(theirs[best] & mine) < max(2, _SHARED * min(len(mine), len(theirs[best]))):
        return {}
    both = len(theirs[best] & mine)
    what = "references" if printed else "rows"
    note = f"{both} of its {len(mine)} {what} stand in {best} too, of which it may be the next edition"
    return {"replaces": best, "note": listed(values.get("note", ""), note)}


def _key(row: Mapping[str, str], *, printed: bool) -> str:
    return normal_ref(row.get("ref", "")) if printed else plain(row.get("commitment", ""))


def _are_alike(mine: str, other: str) -> bool:
    """Whether two promises share at least half of the words of the shorter."""
    one, two = {*plain(mine).split()}, {*plain(other).split()}
    return bool(one and two) and 2 * len(one & two) >= min(len(one), len(two))


# What is said of references that a plan does not print.
_COUNTED = "no reference is printed in the plan; its rows are counted in brackets"


def numbered(rows: Sequence[Draft]) -> list[Draft]:
    """Give the rows of a plan that prints no references their number, in brackets since it is not printed.

    A number that is printed at another row is passed over.
    In running text some promises may have a reference and others none; in a table one without is to be looked at.
    """
    plan = [row for row in rows if row.sheet == "Plan"]
    if any(row.values.get("ref") for row in plan) and not any(row.why in (LISTED, SAID, HEADED) for row in plan):
        return list(rows)
    printed = {normal_ref(row.values.get("ref", "")) for row in plan}
    count = (ref for at in itertools.count(1) if normal_ref(ref := f"({at})") not in printed)
    return [
        row.changed({"ref": next(count)}, _COUNTED)
        if row.sheet == "Plan" and row.values.get("commitment") and not row.values.get("ref")
        else row
        for row in rows
    ]


def told_apart(rows: Sequence[Draft], paper: str) -> list[Draft]:
    """Give rows whose references are counted anew, as under each heading of a plan, addresses of their own."""
    seen: Counter[str] = Counter()
    out = []
    for row in rows:
        ref = normal_ref(row.values.get("ref", "")) if row.sheet == "Plan" and row.values.get("commitment") else ""
        seen[ref] += bool(ref)
        if seen[ref] > 1:
            address = f"commitment/{paper}-{slug(row.values['ref'])}-{seen[ref]}"
            row = row.changed({"address": address}, f"the reference stands {seen[ref]} times by here")
        out.append(row)
    return out
