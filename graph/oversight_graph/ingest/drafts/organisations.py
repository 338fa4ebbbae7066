"""Bodies whose names do not say whose they are: "Board", "Audit Committee"; kept apart by who publishes the papers."""

from collections.abc import Iterable, Mapping, Sequence

from oversight_graph.ingest.drafts.draft import PROBABLE, Draft
from oversight_graph.ingest.words import Words
from oversight_graph.ingest.workbook.sheets import REJECTED
from oversight_graph.model.spelling import name_key

# Columns that name bodies, by sheet, and those that say what is meant where the printed words do not.
_NAMES = {"Bodies": ("name",), "Meetings": ("body",), "People": ("body",), "Attendance": ("on behalf of",)}
_READ = {"Plan": ("oversight as printed", "oversight as read"), "Actions": ("owner as printed", "owner as read")}
_SHARED_NAME = (
    "any organisation may have a body so called; another paper has one, and it is not known whose both are: "
    "write the publishers of the papers, and another name where it is another body"
)
_ONE_BODY = (
    "so called also in a paper of another publisher, and taken for the same body: give one another name if they are "
    "two, and look at what their meetings of one day have in common, which stands once"
)


def kept_apart(
    drafts: Sequence[Draft],
    paper: str,
    publisher: str,
    bodies: Iterable[Mapping[str, str]],
    papers: Iterable[Mapping[str, str]],
    words: Words,
) -> tuple[list[Draft], list[str]]:
    """Return drafts in which a body is called after its organisation where another has one of the same name.

    What is to be told of the others is returned too: of names that fit a body of another paper of which it is not known
    whose it is, and of a body that meets by the papers of two publishers, which is taken for one.

    Parameters
    ----------
    drafts : sequence of Draft
        Of one paper.
    paper : str
        The name by which its rows cite it.
    publisher : str
        Of the paper; where it is not known, nothing is changed, and that is told.
    bodies, papers : iterable of mapping
        The rows of the sheets.
    """
    of = {row.get("paper", ""): name_key(row.get("publisher", "")) for row in papers}
    owners: dict[str, set[str]] = {}
    for row in bodies:
        if row.get("name") and row.get("draft") != REJECTED and row.get("paper") != paper:
            owners.setdefault(name_key(row["name"]), set()).add(of.get(row.get("paper", ""), ""))
    mine = name_key(publisher)
    new: dict[str, str] = {}
    told: dict[tuple[str, str], str] = {}
    for draft in drafts:
        columns = (*_NAMES.get(draft.sheet, ()), *_READ.get(draft.sheet, ())[:1])
        for name in (part for column in columns for part in draft.values.get(column, "").split("; ")):
            theirs = owners.get(name_key(name), set()) if name else set()
            if not theirs or (mine and mine in theirs):
                continue
            if not words.is_common(name):
                if draft.sheet == "Meetings" and mine and "" not in theirs:
                    told[name_key(name), _ONE_BODY] = name
            elif mine and "" not in theirs:
                new[name_key(name)] = f"{publisher} {name}"
            else:
                told.setdefault((name_key(name), _SHARED_NAME), name)
    said = [f"{name}: {why}" for (_, why), name in told.items()]
    if not new:
        return list(drafts), said
    out = [_renamed(draft, new) for draft in drafts]
    entered = {draft.values["name"] for draft in out if draft.sheet == "Bodies"}
    for draft, first in zip(tuple(out), drafts, strict=True):
        for column in _NAMES.get(draft.sheet, ()) if draft.sheet != "Bodies" else ():
            name = draft.values.get(column, "")
            if name != first.values.get(column, "") and name not in entered:
                entered.add(name)
                out.append(_body(name, first.values[column], draft))
    for draft in [draft for draft in out if draft.sheet == "Plan"]:
        for name in draft.values.get("oversight as read", "").split("; "):
            if name in new.values() and name not in entered:
                entered.add(name)
                out.append(_body(name, name.removeprefix(f"{publisher} "), draft))
    return out, said


def _body(name: str, printed: str, draft: Draft) -> Draft:
    why = f"{printed} is the name of a body of another organisation too: it is called after the publisher of the paper"
    return Draft("Bodies", {"name": name}, draft.lines, draft.page, why, PROBABLE, f"printed: {printed}")


def _renamed(draft: Draft, new: Mapping[str, str]) -> Draft:
    values = dict(draft.values)
    for column in _NAMES.get(draft.sheet, ()):
        values[column] = new.get(name_key(values.get(column, "")), values.get(column, ""))
    if draft.sheet in _READ:
        printed, read = _READ[draft.sheet]
        parts = (values.get(read) or values.get(printed, "")).split("; ")
        if any(name_key(part) in new for part in parts if part):
            values[read] = "; ".join(new.get(name_key(part), part) for part in parts)
    for column in ("meeting", "closed at"):  # a meeting is called by its day and its body
        day, _, body = values.get(column, "").partition(" ")
        if body and name_key(body) in new:
            values[column] = f"{day} {new[name_key(body)]}"
    note = ""
    if draft.sheet == "Bodies" and values["name"] != draft.values["name"]:
        note = f"printed: {draft.values['name']}; another organisation has one so called"
    return draft if values == draft.values else draft.changed(values, note)
