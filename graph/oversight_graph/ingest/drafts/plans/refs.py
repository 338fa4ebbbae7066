"""References as plans print them: "A.4", "(A4.9)", "7.1 Make the tool public", "Refer to 3.1 - 3.8"."""

import re
from functools import lru_cache

from oversight_graph.ingest.words import Words
from oversight_graph.model.references import normal_ref
from oversight_graph.model.spelling import flat

_REF = r"(?:[A-Z]{1,4}(?:[.\-/ ]?\d{1,3}|[.\-/]\d{4,6})(?:\.\d{1,3})*[a-z]?|\d{1,3}(?:\.\d{1,3})+[a-z]?)"
_WHOLE = re.compile(rf"^\(*({_REF})[.):]*(?=\s|$|\()")
_SIMPLE = re.compile(r"^(\d{1,3}[a-z]?|[A-Z])[.):]*$")
_LEADING = re.compile(rf"^\W{{0,3}}({_REF})[.):]*\s+(?=\S)|^(\d{{1,2}})[.)]\s+(?=[A-Z])")
_INSIDE = re.compile(rf"\(+\s*({_REF})\s*\)")


def whole_ref(cell: str) -> tuple[str, str]:
    """Return the reference that a cell of references holds, and what else stands in it.

    Examples
    --------
    >>> whole_ref("3.3 (Cross reference 3.4)")
    ('3.3', '(Cross reference 3.4)')
    >>> whole_ref("4")
    ('4', '')
    >>> whole_ref("advice to the force")
    ('', 'advice to the force')
    """
    text = flat(cell)
    if found := _WHOLE.match(text):
        return found[1], text[found.end() :].strip()
    found = _SIMPLE.match(text)
    return (found[1], "") if found else ("", text)


def leading_ref(cell: str) -> tuple[str, str]:
    """Return the reference with which a text begins, and the text.

    Examples
    --------
    >>> leading_ref("7.1 Make the tool public")
    ('7.1', 'Make the tool public')
    >>> leading_ref("Make 7.1 public")
    ('', 'Make 7.1 public')
    """
    found = _LEADING.match(cell)
    return ((found[1] or found[2]), cell[found.end() :].strip()) if found else ("", cell)


def inner_refs(cell: str, parent: str) -> list[tuple[int, int, str]]:
    """Return where the references of activities of a commitment stand in a cell: start, end, reference.

    Examples
    --------
    >>> inner_refs("(A4.1)(1) Develop (A4.2) Gap analysis, see (B2.1)", "A.4")
    [(0, 6, 'A4.1'), (18, 24, 'A4.2')]
    >>> inner_refs("2.4.1 Working with partners", "2.4")
    [(0, 5, '2.4.1')]
    """
    under = f"{normal_ref(parent)}."
    found = [(m.start(), m.end(), m[1]) for m in _INSIDE.finditer(cell) if normal_ref(m[1]).startswith(under)]
    if not found:
        bare = re.match(rf"\s*({_REF})[.):]*\s+(?=\S)", cell)
        if bare and normal_ref(bare[1]).startswith(under):
            return [(0, bare.end(1), bare[1])]
    return found


def begins_inner(cell: str, parent: str | None) -> bool:
    """Whether a cell begins with the reference of an activity, of a commitment or of any."""
    if parent:
        found = inner_refs(cell, parent)
        return bool(found) and not cell[: found[0][0]].strip("( \n")
    found_any = re.match(rf"\(+\s*({_REF})\s*\)", cell)
    return bool(found_any and "." in found_any[1])


@lru_cache(maxsize=8)
def _pointer(lead: str) -> re.Pattern[str]:
    ref = rf"(?:{_REF}|\d{{1,3}})"
    joint = r"\s*(?:,|;|&|and|or|to|-|–)\s*"
    return re.compile(rf"\(?\b(?:{lead})\b:?\s*((?:[A-Za-z]+ )?{ref}(?:(?:{joint})+{ref})*)(?:\s*\([^()]*\))?\)?", re.I)


def pointers(text: str, words: Words) -> tuple[list[str], str]:
    """Return the references to which a text points, as printed, and what is left of it without them.

    Examples
    --------
    >>> from oversight_graph.ingest.words import load_words
    >>> pointers("Refer to 2.2-2.6.", load_words())
    (['2.2-2.6'], '')
    >>> pointers("Refer to 3.5, 1.2 & 2.1.2", load_words())[0]
    ['3.5, 1.2 & 2.1.2']
    """
    found: list[str] = []
    pattern = _pointer(words.pattern("refer"))

    def take(match: re.Match[str]) -> str:
        found.append(flat(match[1]))
        return ""

    rest = flat(pattern.sub(take, text)).strip(" .;:•>-")
    bare = rest.strip(" .;:•>-()")
    return found, bare if bare.count("(") == bare.count(")") else rest  # "Quay Board (quarterly)"
