"""Heads of tables: which column is what, by the words of its head."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from oversight_graph.ingest.drafts.plans.refs import leading_ref, whole_ref
from oversight_graph.ingest.readers.form import Line
from oversight_graph.ingest.words import Words, plain

# What a table must have to be taken for one of its kind: one of each set.
_NEEDED: dict[str, tuple[frozenset[str], ...]] = {
    "bodies": (frozenset({"name"}), frozenset({"frequency", "purpose"})),
    "attendance": (frozenset({"name"}), frozenset({"capacity", "presence"})),
    "actions": (frozenset({"action"}), frozenset({"owner"})),
    "plan": (
        frozenset({"commitment", "activity"}),
        frozenset({"ref", "oversight", "progress", "due", "lead", "status", "activity", "objective"}),
    ),
    "agenda": (frozenset({"number"}), frozenset({"title"}), frozenset({"page"})),
    "programme": (frozenset({"title"}), frozenset({"date", "lead", "purpose", "body"})),
    "outside": (frozenset({"body"}), frozenset({"person"})),
    "register": (frozenset({"decision", "title"}), frozenset({"date"})),
    "risks": (frozenset({"risk"}), frozenset({"chance", "harm", "against"})),
}
# A list of actions that is known to be one may leave out whose they are.
_UNOWNED = (frozenset({"action"}), frozenset({"owner", "due", "status", "meeting"}))
# Tables that are known by their heads alone; the others must be called what they are.
_ANYWHERE = ("bodies", "attendance", "actions", "plan", "agenda", "risks")
# A head of more words than this is no head.
_LONGEST = 14
# A head that ends with a word for a reference has fewer words than this.
_NAMES = 3
# So many columns that are understood for sure make a head, however many others there are.
_SURE = 4
# So many cells of a row that are heads of other columns make it the head of another table.
_HEADS = 2
# A head that begins with the phrase by which it is understood fits so well.
SAID = 0.8
# One that is understood by the phrase itself, or by a word for a reference at its end, fits better than this.
_NAMED = 0.9
# "Q1 update" has no reference.
_QUARTER = re.compile(r"[Qq][1-4]\s+\w")
# So many words may stand in a head beside the phrase by which it is understood.
_EXTRA = 10


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a table."""

    # "plan", "bodies", "attendance", "actions", "agenda", "programme", "outside", "register", or "risks": a register
    # of risks in which no column says what is to be done against them.
    table: str
    fields: tuple[str, ...]  # what each column is; empty where its head is not understood
    names: tuple[str, ...]  # the heads as printed
    weak: frozenset[str] = field(default_factory=frozenset)  # fields whose head is only taken for them
    risks: bool = False  # whether it is a plan of what is to be done against risks

    def column(self, name: str) -> int | None:
        """Return the first column of a field, if there is one."""
        return self.fields.index(name) if name in self.fields else None


def head_of(
    cells: Sequence[str], words: Words, mapping: Mapping[str, str], prefer: Sequence[str] = (), *, only: str = ""
) -> Head | None:
    """Return what a row is as a head, or None if it is none.

    Parameters
    ----------
    mapping : mapping of str to str
        Heads that the user explains: plain head to field of a plan.
    prefer : sequence of str
        Kinds of tables, those that are more likely in this paper first.
    only : str
        The kind that it must be, if that is known: a list of actions need not say whose they are then.

    Examples
    --------
    >>> from oversight_graph.ingest.words import load_words
    >>> head_of(("Ref", "Plan commitment", "Progress update", "Oversight mechanism (s)"), load_words(), {}).fields
    ('ref', 'commitment', 'progress', 'oversight')
    >>> head_of(("NAME", "PURPOSE (all)", "MEETS"), load_words(), {}).table
    'bodies'
    """
    shown = [plain(cell) for cell in cells]
    filled = [cell for cell in shown if cell]
    if len(filled) < 2 or any(len(cell.split()) > _LONGEST for cell in filled):
        return None
    if any(cell.rstrip().endswith(".") and len(cell.split()) > 3 for cell in cells):
        return None  # a sentence
    if any(leading_ref(cell)[0] or whole_ref(cell)[0] for cell in cells if len(cell) > 1 and not _QUARTER.match(cell)):
        return None  # a row that has its reference
    best: tuple[float, Head] | None = None
    against = _risks(shown, words, mapping)
    order = [only] if only else ["plan", "risks"] if against else list(dict.fromkeys([*prefer, *_ANYWHERE]))
    for rank, table in enumerate(order):
        found = _fields(shown, table, words, mapping, against, _UNOWNED if only == "actions" else _NEEDED[table])
        if found is None:
            continue
        fields, weak, score = found
        sure = sum(bool(name) for name in fields) >= _SURE and score >= _SURE - 0.5
        score = score / len(filled) - rank * 0.01
        if (score >= 0.45 or sure or against) and (best is None or (score > best[0] and not against)):
            best = (score, Head(table, tuple(fields), tuple(cells), frozenset(weak), table == "plan" and bool(against)))
    return best[1] if best else None


def asking_head(cells: Sequence[str], words: Words, mapping: Mapping[str, str]) -> Head | None:
    """Return the head of a table of what is asked for, though it may not say of whom, if a row is one.

    Without owners it must say when each is due, how it stands or when it was raised, and have no column that only a
    plan has: what is promised apart from what is done for it, for which objective, or who watches over it.

    Examples
    --------
    >>> from oversight_graph.ingest.words import load_words
    >>> heads = ("Action", "Raised on"), ("Action", "Lead", "Due"), ("Objective", "Action", "Due"), ("Action", "Cost")
    >>> [asking_head(head, load_words(), {}) is not None for head in heads]
    [True, True, False, False]
    """
    head = head_of(cells, words, {}, only="actions")
    plan = head_of(cells, words, mapping, ("plan",)) if head else None
    apart = {"oversight", "objective", "refer", "activity"} & set(plan.fields if plan and plan.table == "plan" else ())
    return None if head is None or (apart and "owner" not in head.fields) else head


def is_other_head(line: Line, head: Head, words: Words, mapping: Mapping[str, str]) -> bool:
    """Whether the first row of a table is a head that is not understood: its cells are heads of other columns."""
    said = zip((field_of(plain(cell), "plan", words, mapping) for cell in line.cells), head.fields, strict=False)
    needed = _HEADS - (len(line.cells) < len(head.fields) and all(0 < len(c.split()) <= 3 for c in line.cells))
    return line.row == 1 and sum(quality == 1.0 and name != own for (name, _, quality), own in said) >= needed


def _risks(shown: Sequence[str], words: Words, mapping: Mapping[str, str]) -> list[str]:
    """Return what each column is where a head is that of a register of risks; empty if it is not.

    In such a register, what is done stands behind the risks; in a plan, the risks stand behind what is done.
    """
    found = [field_of(cell, "risks", words, {}) for cell in shown]
    at = next((at for at, (name, _, quality) in enumerate(found) if name == "risk" and quality == 1.0), None)
    if at is None or not any(name not in ("", "risk") and quality >= SAID for name, _, quality in found):
        return []
    does = {field_of(cell, "plan", words, mapping)[0] for cell in shown[:at]}
    return [] if {"commitment", "either", "activity", "outcome"} & does else [name for name, _, _ in found]


def _is_risk(cell: str, words: Words) -> bool:
    """Whether a head is that of what goes wrong: "risk", or "issue raised last year", but not "risk treatment"."""
    name, _, quality = field_of(cell, "risks", words, {})
    return name == "risk" and (quality == 1.0 or (quality >= SAID and cell.split()[-1] not in words.of("risks done")))


def _settle_risks(fields: list[str], shown: Sequence[str], risks: Sequence[str], mapping: Mapping[str, str]) -> None:
    """Decide what the columns of a register of risks are: what is to be done is promised, and nothing else is."""
    for at, name in enumerate(fields):
        if shown[at] not in mapping and (name == "commitment" or (name == "either" and risks[at] == "risk")):
            fields[at] = ""  # the thing at risk, or what goes wrong
        elif name == "either":
            fields[at] = "commitment"
    if "objective" not in fields and "description" in shown:
        fields[list(shown).index("description")] = "objective"


def _fields(
    shown: list[str],
    table: str,
    words: Words,
    mapping: Mapping[str, str],
    risks: Sequence[str],
    needed: Sequence[Set[str]],
) -> tuple[list[str], set[str], float] | None:
    fields: list[str] = []
    weak: set[str] = set()
    score = 0.0
    for cell in shown:
        field_, doubtful, quality = field_of(cell, table, words, mapping)
        weak |= {field_} if doubtful else set()
        fields.append(field_)
        score += quality
    lead = {"plan": "lead", "actions": "owner"}.get(table)
    if lead and "by" in shown and not fields[at := shown.index("by")]:
        fields[at] = "due" if lead in fields else lead  # whose it is, unless another column says that
    if table == "actions" and fields.count("due") > 1:  # the day on which it was asked for
        fields = ["" if cell == "date" else name for cell, name in zip(shown, fields, strict=True)]
    if table == "plan" and _counts_columns(shown):
        return None  # a column for each objective, whose rows say something of each
    if table == "plan" and fields.count("due") > 1:  # beside a day, a target is what is to be reached
        fields = ["" if cell == "target" else name for cell, name in zip(shown, fields, strict=True)]
    if table == "plan" and risks:
        _settle_risks(fields, shown, risks, mapping)
    elif table == "plan":
        settle(fields)
        promised = (cell for name, cell in zip(fields, shown, strict=True) if name == "commitment")
        if any(cell not in mapping and _is_risk(cell, words) for cell in promised):
            return None  # what goes wrong, with nothing that is to be done
    if table == "actions" and "action" not in fields and {"owner", "due"} <= set(fields) and shown.count("") == 1:
        fields[shown.index("")] = "action"  # the widest column of such a table often has no head
    if table == "bodies" and any(name == "name" and "date" in cell for name, cell in zip(fields, shown, strict=True)):
        return None  # a list of meetings that are to come
    present = set(fields)
    if not all(present & each for each in needed) or len(present - {""}) < 2:
        return None
    return fields, weak, score


def field_of(cell: str, table: str, words: Words, mapping: Mapping[str, str]) -> tuple[str, bool, float]:
    """Return which field of a table a plain head is, whether it is only taken for it, and how well it fits.

    Examples
    --------
    >>> from oversight_graph.ingest.words import load_words
    >>> [field_of(head, "plan", load_words(), {})[:2] for head in ("monitored by", "reporting", "colour")]
    [('oversight', False), ('oversight', True), ('', False)]
    """
    if table == "plan" and cell in mapping:
        return mapping[cell], False, 1.0
    if cell in words.of("columns", table, "answer"):
        return "answer", False, 0.0
    found, quality = _best(cell, words.heads(table)) if cell else ("", 0.0)
    behind = words.last[table].get(cell.rpartition(" ")[2].removesuffix("s"), "")
    last = behind if quality < _NAMED and not cell.endswith("to date") else ""
    if last in ("due", "lead"):
        found, quality = last, max(quality, SAID)
    elif last in ("board", "group") and found not in ("", "oversight"):
        found, quality = "", 0.0  # what it is for is not what it is
    if "none" in (found, last):
        return "", False, 0.0  # what a risk is rated is not what it is
    if cell and not found and last == "board":
        return "oversight", True, SAID
    taken, likeness = _best(cell, words.heads(table, weak=True)) if cell else ("", 0.0)
    if not found or (likeness > quality and likeness >= SAID):  # "how will we monitor this" is more than "how"
        return taken, bool(taken), likeness / 2
    return found, False, quality


def _counts_columns(shown: Sequence[str]) -> bool:
    """Whether heads are counted by a word: "Objective 1: Lamps", "Objective 2: Trees"."""
    words = [found[1] for cell in shown if (found := re.match(r"([a-z]+) \d{1,2}\b(?! \d)", cell))]
    return any(words.count(word) > 1 and words.count(word) > len(shown) / 2 for word in words)


def settle(fields: list[str]) -> None:
    """Decide what a column "Action", "Outcome" or "Objective" is, by what other columns there are.

    Examples
    --------
    >>> for fields in (["outcome", "either", "lead"], ["either", "lead", "outcome"]):
    ...     settle(fields)
    ...     print(fields)
    ['commitment', 'activity', 'lead']
    ['commitment', 'lead', '']
    """
    for at, name in enumerate(fields):
        if name == "outcome":  # behind what is to be done, it is what is to come of that
            fields[at] = "" if {"commitment", "either"} & {*fields[:at]} or "commitment" in fields else "commitment"
    for at, name in enumerate(fields):
        if name == "either":
            fields[at] = "activity" if "commitment" in fields else "commitment"
    if "commitment" not in fields and "objective" in fields:  # of a priority and its objectives, these are promised
        fields[len(fields) - 1 - fields[::-1].index("objective")] = "commitment"


def _best(cell: str, phrases: Mapping[str, Sequence[tuple[int, str, str]]]) -> tuple[str, float]:
    """Return the field whose phrase a head is, begins with, or holds; and how well it fits, from 0 to 1."""
    found = ("", 0.0)
    padded, words = f" {cell} ", cell.split()
    firsts = {*words, *(word[:-1] for word in words if word.endswith("s"))}
    for _, name, phrase in sorted(each for first in firsts for each in phrases.get(first, ())):
        if cell in (phrase, f"{phrase}s", f"{phrase} s"):
            quality = 1.0
        elif name == "ref" and len(words) < _NAMES and words[-1:] == [phrase]:
            quality = 0.95  # "Action ID": what the rows are called by
        elif len(words) > len(phrase.split()) + _EXTRA:
            continue
        elif padded.startswith((f" {phrase} ", f" {phrase}s ")):
            quality = 0.8 + len(phrase) / 1000
        elif len(phrase) > 3 and len(words) <= len(phrase.split()) + 4 and f" {phrase} " in padded:
            quality = 0.5 + len(phrase) / 1000
        else:
            continue
        if quality > found[1]:
            found = (name, quality)
    return found
