"""What a workbook has of a thing already, and what a draft says beyond that, or says otherwise.

Nothing that stands is changed: what a later paper says is a row of its own, since each row cites one paper.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from oversight_graph.ingest.values import read_frequency
from oversight_graph.ingest.workbook.to_graph.oversight import NO_COLUMN
from oversight_graph.model.spelling import name_key

Values = Mapping[str, str]

# Things that are the same thing in every paper, by the columns that say which.
ONCE = {"Bodies": ("name",), "Posts": ("post", "organisation"), "People": ("name", "post")}
# The columns by which a row is known again where the same lines are read anew: the first that is filled, of a plan any.
TOLD_BY = {
    **ONCE,
    "Plan": ("ref", "commitment", "activity ref", "activity"), "Meetings": ("meeting",),
    "Attendance": ("name as printed", "capacity as printed"), "Items": ("title", "item"), "Actions": ("action",),
    "Decisions": ("decision",),
}  # fmt: skip
# Columns that hold several values, what is worked out from a name, and what each paper says in words of its own.
_SEVERAL = frozenset({"also called", "also printed as"})
WORKED_OUT = frozenset({"kind", "cell"})
_OWN_WORDS = frozenset({"purpose", "listed as", "marks", "objective"})
# What belongs together: a list's entry of a body, and a seat.
_TOGETHER = (
    ("frequency as printed", "notes published", "open to public", "purpose", "listed as", "marks"),
    ("body", "role", "from", "to", "held as"),
)
_SEAT = _TOGETHER[1]
# What stands in a cell of which nothing was known.
_NOTHING = frozenset({"", NO_COLUMN})


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What a draft says of a column, and the row that says otherwise."""

    column: str
    here: str
    row: Values

    def __str__(self) -> str:
        where = f"{self.row.get('paper') or 'a row without a paper'}, lines {self.row.get('lines') or 'unknown'}"
        return f"{self.column}: {self.here}, where {where} has {self.row[self.column]}"


def told_by(sheet: str, values: Values) -> frozenset[str]:
    """Return the texts by which a row is known again."""
    texts = [name_key(values.get(name, "")) for name in TOLD_BY[sheet]]
    filled = [text for text in texts if text]
    return frozenset(filled if sheet == "Plan" else (" | ".join(texts),) if sheet in ONCE else filled[:1])


def is_same(sheet: str, values: Values, row: Values, mine: str, publisher_of: Callable[[Values], str]) -> bool:
    """Whether a row is of the thing of a draft.

    A post is that of its organisation; where a paper does not say of which, of whoever publishes the paper. A person
    of a paper of another publisher may be another person.

    Parameters
    ----------
    sheet : str
        One of those of `ONCE`.
    mine : str
        The publisher of the paper of the draft; empty if it is not known.
    publisher_of : callable
        Gives the publisher of the paper of a row.

    Examples
    --------
    >>> of = lambda row: row["paper"]
    >>> clerk = {"post": "Clerk", "organisation": "", "paper": "Elmham Council"}
    >>> [is_same("Posts", {"post": "clerk"}, clerk, mine, of) for mine in ("Elmham Council", "", "Oakham Council")]
    [True, True, False]
    """
    first, second = (name_key(values.get(name, "")) for name in (*ONCE[sheet], ONCE[sheet][0])[:2])
    if name_key(row.get(ONCE[sheet][0], "")) != first:
        return False
    if sheet == "Bodies":
        return True
    theirs = name_key(publisher_of(row))
    near = not mine or not theirs or name_key(mine) == theirs
    place = name_key(row.get(ONCE[sheet][1], ""))
    if sheet == "Posts":
        return place == second if second else near or place == name_key(mine)
    # A seat of a post, or of nobody, is on one body.
    apart = first in ("", "vacant") and name_key(row.get("body", "")) != name_key(values.get("body", ""))
    return place == second and near and not apart


def beyond(sheet: str, values: Values, rows: Sequence[Values]) -> tuple[dict[str, str], list[Otherwise]]:
    """Return what a draft says of a thing beyond the rows that there are of it, and what these say otherwise.

    Parameters
    ----------
    values : mapping of str to str
        Of the draft.
    rows : sequence of mapping
        Of the same thing.

    Examples
    --------
    >>> board = {"name": "Lamps", "frequency as printed": "quarterly", "chair": "Clerk", "paper": "a", "lines": "3"}
    >>> later = {"name": "Lamps", "frequency as printed": "monthly", "chair": "clerk"}
    >>> new, otherwise = beyond("Bodies", later, [board])
    >>> new, [str(each) for each in otherwise]
    ({'frequency as printed': 'monthly'}, ['frequency as printed: monthly, where a, lines 3 has quarterly'])
    """
    new: dict[str, str] = {}
    otherwise: list[Otherwise] = []
    about = rows
    if sheet == "People" and values.get("body"):
        about = [row for row in rows if name_key(row.get("body", "")) == name_key(values["body"])]
        if not about:  # a seat on another body is one more
            new |= {name: values[name] for name in _SEAT if values.get(name)}
    for name, text in values.items():
        if not text or name in ONCE[sheet] or name in new or (sheet == "People" and name in _SEAT and not about):
            continue
        said = [row for row in (about if name in _SEAT else rows) if row.get(name)]
        if name in _SEVERAL:
            there = {name_key(part) for row in said for part in row[name].split(";")}
            parts = [part.strip() for part in text.split(";") if part.strip() and name_key(part) not in there]
            new |= {name: "; ".join(parts)} if parts else {}
        elif not said:
            new[name] = text
        elif name not in WORKED_OUT and not any(alike(name, row[name], text) for row in said):
            new[name] = text
            if name not in _OWN_WORDS:
                otherwise.append(Otherwise(name, text, said[-1]))
    if new.keys() <= {"listed as", "marks"} and any(row.get("listed as") for row in rows):
        new = {}
    for together in _TOGETHER:
        if new.keys() & set(together):
            new |= {name: values[name] for name in together if values.get(name)}
    return new, otherwise


def alike(column: str, one: str, other: str) -> bool:
    """Whether two cells of a column say the same.

    Examples
    --------
    >>> alike("frequency as printed", "Every three months", "quarterly"), alike("chair", "The Clerk", "clerk")
    (True, True)
    """
    if column == "frequency as printed" and (code := read_frequency(one)) and code == read_frequency(other):
        return True
    return name_key(one) == name_key(other)


def read_again(values: Values, row: Values) -> tuple[dict[str, str], list[Otherwise]]:
    """Return what lines that are read anew say beyond their row, and otherwise than it."""
    new = {name: text for name, text in values.items() if text not in _NOTHING and row.get(name, "") in _NOTHING}
    said = {name: text for name, text in values.items() if text not in _NOTHING and name not in new}
    other = [Otherwise(name, text, row) for name, text in said.items() if not alike(name, row[name], text)]
    return new, [each for each in other if each.column not in WORKED_OUT]


def best(sheet: str, values: Values, rows: Iterable[dict[str, str]]) -> dict[str, str] | None:
    """Return the row of the same lines that is known again by most of what a draft is told by; None if none is."""
    mine = told_by(sheet, values)
    found = max(rows, key=lambda row: len(mine & told_by(sheet, row)), default=None)
    return found if found is not None and mine & told_by(sheet, found) else None
