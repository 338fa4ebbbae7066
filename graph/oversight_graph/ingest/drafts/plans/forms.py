"""Plans printed as a form for each commitment: labels in one column or before a colon, what they say beside them."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from oversight_graph.ingest.drafts.plans.heads import Head, field_of, settle
from oversight_graph.ingest.drafts.plans.refs import leading_ref
from oversight_graph.ingest.readers.form import Line
from oversight_graph.ingest.words import Words, plain

# So many labels that are understood make a form, and so many words a label may have.
_LEAST, _LONGEST = 3, 8
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


def forms_of(lines: Sequence[Line], words: Words, mapping: Mapping[str, str]) -> dict[int, Form]:
    """Return the forms of a plan, each by the place of its first line.

    Parameters
    ----------
    lines : sequence of Line
    words : Words
    mapping : mapping of str to str
        Labels that the user explains.

    Returns
    -------
    dict of int to Form
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
    return {at: form for at, form in found.items() if shapes[at] in kept}


def _found(lines: Sequence[Line], words: Words, mapping: Mapping[str, str]) -> Iterator[tuple[int, Form]]:
    """Yield each run of labels that makes a form: it ends where its first label comes again."""
    at = 0
    while at < len(lines):
        pairs: list[tuple[str, str, Line]] = []
        end = at
        while end < len(lines) and lines[end].table == lines[at].table:
            beside = _beside(lines[end], bool(pairs))
            if beside is None or (pairs and beside and _same(beside[0][0], pairs[0][0])):
                break
            pairs += [(label, value, lines[end]) for label, value in beside]
            end += 1
        form = _form(pairs, lines[max(0, at - 6) : at], words, mapping) if len(pairs) >= _LEAST else None
        if form is not None:
            yield at, Form(*form, end)
        at = max(end, at + 1)


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
    settle(fields)
    kept = [name if name and name not in fields[:at] else "" for at, name in enumerate(fields)]
    used = [line for _, _, line in pairs]
    own: dict[str, str] = {}
    heading = next((line for line in reversed(above) if line.cells), None)
    named = _NAMED.match(heading.text) if heading and not heading.is_row else None
    promised = ("commitment", "activity", "either")
    if heading and named and field_of(plain(named["noun"]), "plan", words, mapping)[0] in promised:
        own, used = {"ref": named["ref"], "commitment": named["title"] or ""}, [heading, *used]
    elif heading and not heading.is_row and not set(kept) & set(promised):
        own = dict(zip(("ref", "commitment"), leading_ref(heading.text), strict=True))
        used = [heading, *used]
    elif "commitment" in kept and (numbered := _NUMBER.search(names[kept.index("commitment")])):
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
