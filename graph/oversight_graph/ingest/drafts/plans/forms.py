"""Plans printed as a form for each commitment: labels in one column or before a colon, what they say beside them."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from oversight_graph.ingest.drafts.plans.heads import Head, field_of, head_of, settle
from oversight_graph.ingest.drafts.plans.refs import leading_ref
from oversight_graph.ingest.readers.form import Line
from oversight_graph.ingest.words import Words, plain

# So many labels that are understood make a form, and so many words a label may have.
_LEAST, _LONGEST = 3, 8
# So many lines may say more of a label, and so many stand between the heading of a form and its labels.
_FURTHER, _PROSE, _NEAR = 3, 60, 6
# A label below which something goes on has at most so many words.
_WORDS = 4
# A table whose columns are its rows has no more heads than this.
_TALLEST = 12
# A row of a form has at most so many cells that are filled: two labels, and what stands beside them.
_WIDEST = 4
_PROMISED = ("commitment", "activity", "either", "outcome")
_LABELLED = re.compile(r"^(?P<label>[^:|]{2,60}?)\s*:\s*(?P<value>.*)$", re.DOTALL)
_NUMBER = re.compile(r"\b[A-Z]?\d+(?:\.\d+)*$")
_REF = r"[A-Z]{0,3}[.-]?\d[\d.]*[a-z]?"
_NAMED = re.compile(rf"^(?P<noun>[A-Za-z ]{{3,30}}?)\s+(?:no\.?\s*)?(?P<ref>{_REF})\s*(?:[:–—-]+\s*(?P<title>\S.*))?$")


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its labels as the head of a table, what stands beside them, its lines, and the place behind it."""

    head: Head
    cells: tuple[str, ...]
    lines: tuple[Line, ...]
    end: int


def forms_of(lines: Sequence[Line], words: Words, mapping: Mapping[str, str]) -> dict[int, list[Form]]:
    """Return the forms of a plan by the place of their first line, of which a table has one for each of its columns.

    Parameters
    ----------
    mapping : mapping of str to str
        Labels that the user explains.

    Returns
    -------
    dict of int to list of Form
        A form that stands alone must say what is promised and who watches over it; several have the same labels.
    """
    found = dict(_found(lines, words, mapping))
    shapes = {at: frozenset(form.head.fields) - {""} for at, form in found.items()}
    counts = Counter(shapes.values())
    alone = {"commitment", "oversight"}
    kept = {
        shape
        for shape in counts
        if alone <= shape
        or sum(n for other, n in counts.items() if len(shape & other) >= max(_LEAST, 0.6 * len(shape))) > 1
    }
    one = {at: [form] for at, form in found.items() if shapes[at] in kept}
    return one | {at: forms for at, line in enumerate(lines) if (forms := _turned(lines, at, line, words, mapping))}


def _turned(lines: Sequence[Line], at: int, first: Line, words: Words, mapping: Mapping[str, str]) -> list[Form]:
    """Return the columns of a table as forms, where the heads stand in its first column and not in its first row."""
    if not first.is_row or (at and lines[at - 1].is_row and lines[at - 1].table == first.table):
        return []
    end = next((end for end in range(at, len(lines)) if not _is_of(lines[end], first)), len(lines))
    rows = lines[at:end]
    if not _LEAST <= len(rows) <= _TALLEST or len(first.cells) <= _LEAST - 1:
        return []
    head = head_of([row.cells[0] for row in rows], words, mapping, ("plan",))
    if head is None or head.table != "plan" or not all(head.fields) or _is_head(first, words, mapping):
        return []
    columns = [tuple(row.cells[at] if at < len(row.cells) else "" for row in rows) for at in range(1, len(first.cells))]
    filled = [cells for cells in columns if cells[head.fields.index("commitment")]]
    return [Form(head, cells, tuple(rows), end) for cells in filled] if len(filled) > 1 else []


def _is_of(line: Line, first: Line) -> bool:
    return line.is_row and line.table == first.table


def _found(lines: Sequence[Line], words: Words, mapping: Mapping[str, str]) -> Iterator[tuple[int, Form]]:
    """Yield each run of labels that makes a form: it ends where its first label comes again or another begins."""
    at = last = 0
    while at < len(lines):
        pairs: list[tuple[str, str, Line]] = []
        end = at
        while end < len(lines) and _continues(lines, at, end):
            line = lines[end]
            if pairs and not line.is_row and line.text.strip().isdigit():
                end += 1  # the number of a page
                continue
            if (pairs or line.is_row) and (_heads(line, words, mapping) or _is_head(line, words, mapping)):
                break
            beside = _beside(line, bool(pairs))
            if beside is None and pairs and not line.is_row:
                until = _goes_on(lines, end, len(pairs) == 1 and _heads(pairs[0][2], words, mapping), words, mapping)
                if until is not None:
                    # What stands between a heading and the labels says more of it; below a label it is what that says.
                    pairs += [("", each.text, each) for each in lines[end:until] if each.cells and len(pairs) > 1]
                    end = until
                    continue
            if beside is None or (pairs and beside and _same(beside[0][0], pairs[0][0])):
                break
            pairs += [(label, value, line) for label, value in beside]
            end += 1
        form = _form(pairs, lines[max(last, at - _PROSE) : at], words, mapping) if len(pairs) >= _LEAST else None
        if form is not None:
            last = end
            yield at, Form(*form, end)
        at = max(end, at + 1)


def _continues(lines: Sequence[Line], at: int, end: int) -> bool:
    """Whether a line may be of the form that begins at another: in its table, or where that goes on overleaf."""
    line, before = lines[end], lines[max(at, end - 1)]
    if line.table in (lines[at].table, before.table):
        return True
    number = not line.is_row and line.text.strip().isdigit()
    return number or (line.is_row and bool(line.page and before.page) and before.page != line.page)


def _heads(line: Line, words: Words, mapping: Mapping[str, str]) -> bool:
    """Whether a line is the heading of a form: "Action 3: New lamps", or a row with nothing but "3. New lamps"."""
    if line.is_row:
        filled = [cell for cell in line.cells if cell]
        return len(filled) == 1 and bool(leading_ref(filled[0])[0])
    return bool(line.cells) and promised_by(line.text, words, mapping) is not None


def promised_by(heading: str, words: Words, mapping: Mapping[str, str]) -> tuple[str, str] | None:
    """Return the reference and the title of what a heading promises, or None if it is no such heading.

    Examples
    --------
    >>> from oversight_graph.ingest.words import load_words
    >>> promised_by("Action 03: New lamps", load_words(), {}), promised_by("Chapter 3: Lamps", load_words(), {})
    (('03', 'New lamps'), None)
    """
    named = _NAMED.match(heading)
    if named is None or field_of(plain(named["noun"]), "plan", words, mapping)[0] not in _PROMISED:
        return None
    return named["ref"], named["title"] or ""


def _is_head(line: Line, words: Words, mapping: Mapping[str, str]) -> bool:
    """Whether a row is the head of a table, as no row of a form is: of many columns, or of such as are all known."""
    filled = sum(map(bool, line.cells)) if line.is_row else 0
    head = head_of(line.cells, words, mapping, ("plan",)) if filled >= _WIDEST else None
    return head is not None and (filled > _WIDEST or (head.table == "plan" and all(head.fields)))


def _goes_on(lines: Sequence[Line], at: int, headed: bool, words: Words, mapping: Mapping[str, str]) -> int | None:
    """Return where the next label of a form stands, if it is so near that what stands before it belongs to the form."""
    for until in range(at, min(len(lines), at + (_PROSE if headed else _FURTHER) + 1)):
        line = lines[until]
        if line.is_row or line.level or _heads(line, words, mapping):
            return None
        found = _LABELLED.match(line.text) if line.cells else None
        short = found is not None and len(found["label"].split()) <= _WORDS and not headed
        if found and (short or field_of(plain(found["label"]), "plan", words, mapping)[0]):
            return until
    return None


def _same(label: str, first: str) -> bool:
    return bool(label.strip()) and re.sub(r"\d+", "", plain(label)) == re.sub(r"\d+", "", plain(first))


def _beside(line: Line, inside: bool) -> list[tuple[str, str]] | None:
    """Return the labels of a line with what stands beside them; None if it is no line of a form."""
    if not line.cells:
        return [] if inside and not line.is_row else None
    if not line.is_row:
        found = None if line.level else _LABELLED.match(line.text)
        return [(found["label"], found["value"])] if found else None
    cells = list(line.cells)
    while len(cells) > 2 and not cells[-1]:
        cells.pop()
    apart = [cell for cell, before in zip(cells, ("", *cells), strict=False) if cell and cell != before]
    if len(cells) > 2 and len(apart) == 2 and len(apart[0].split()) <= _LONGEST:
        return [(apart[0], apart[1])]  # cells that are merged, or carried down
    if len(cells) > 2 and len(apart) == 1 and inside and not cells[0]:
        return [("", apart[0])]
    if len(cells) > 4 and inside and apart and len(apart[0].split()) <= _LONGEST:
        return [(apart[0], " ".join(apart[1:]))]  # boxes to tick
    if len(cells) % 2 or len(cells) > 4:
        return None
    return list(zip(cells[::2], cells[1::2], strict=True))


def _form(
    pairs: Sequence[tuple[str, str, Line]], above: Sequence[Line], words: Words, mapping: Mapping[str, str]
) -> tuple[Head, tuple[str, ...], tuple[Line, ...]] | None:
    names: list[str] = []
    cells: list[str] = []
    for label, value, _ in pairs:
        if not label.strip() and cells:
            cells[-1] = f"{cells[-1]}\n{value}".strip()  # a further line of what stands beside the label above
            continue
        names.append(label)
        cells.append(value)
    fields = [
        "" if len(plain(name).split()) > _LONGEST else field_of(plain(name), "plan", words, mapping)[0]
        for name in names
    ]
    used = [line for _, _, line in pairs]
    own: dict[str, str] = {}
    near = next((line for line in reversed(above[-_NEAR:]) if line.cells), None)
    heading = next((line for line in reversed(above) if _heads(line, words, mapping)), None)
    if heading is None and near is not None and not near.is_row and (near.level or leading_ref(near.text)[0]):
        heading = near
    named = promised_by(heading.text, words, mapping) if heading and not heading.is_row else None
    if named:
        own = dict(zip(("ref", "commitment"), named, strict=True))
    elif heading and (heading.is_row or not set(fields) & set(_PROMISED)):
        text = next(cell for cell in heading.cells if cell)
        own = dict(zip(("ref", "commitment"), leading_ref(text), strict=True))
    used = [heading, *used] if heading and own else used
    settle(fields := [*fields, *(["commitment"] if own.get("commitment") else [])])
    fields = fields[: len(names)]
    kept = [name if name and name not in fields[:at] else "" for at, name in enumerate(fields)]
    if not own and "commitment" in kept and (numbered := _NUMBER.search(names[kept.index("commitment")])):
        own = {"ref": numbered[0]}  # "Commitment 2: …"
    own = {name: text for name, text in own.items() if text and name not in kept}
    if not {"commitment", "activity"} & {*own, *kept}:
        return None
    kept, names, cells = [*own, *kept], [*own, *names], [*own.values(), *cells]
    understood = [name for name in kept if name]
    if len(understood) < _LEAST or len(understood) < 0.4 * len(kept):
        return None
    read = ((name, field_of(plain(label), "plan", words, mapping)) for name, label in zip(kept, names, strict=True))
    weak = frozenset(name for name, (_, doubtful, _) in read if name and doubtful)
    return Head("plan", tuple(kept), tuple(names), weak), tuple(cells), tuple(used)
