"""What cells print as frequencies, lines, references and names, read into values."""

import re
from collections.abc import Sequence
from functools import lru_cache

from oversight_graph.model.references import normal_ref
from oversight_graph.model.spelling import flat, whole

# What parts several owners of one thing that is to be done.
BETWEEN_OWNERS = re.compile(r"\s*(?:,|/|&|\+|\band\b)\s*")
_TWO, _THREE, _FOUR, _SIX = r"(?:two|2)", r"(?:three|3)", r"(?:four|4)", r"(?:six|6)"
# "6-weekly" is not weekly, and "twice monthly" not monthly: these come first, those without a code too.
_FREQUENCIES = [
    (r"^\W*(?:(?:is|are|does|do|has|have)\s+)?(?:not|never)\b|\bno longer\b", ""),
    (r"\b(?:min(?:imum)?|at least)\b.*\bbi-?\s?monthly", "minimum-bi-monthly"),
    (r"\bbi-?\s?monthly", "bi-monthly"),
    (r"\bbi-?\s?annual", "bi-annual"),
    (rf"\b{_TWO}[\s-]weekly", "fortnightly"),
    (rf"\b{_TWO}[\s-]monthly", "every-two-months"),
    (rf"\b{_THREE}[\s-]monthly", "quarterly"),
    (rf"\b{_FOUR}[\s-]monthly|\b{_THREE} times (?:annually|yearly)", "three-a-year"),
    (rf"\b{_SIX}[\s-]monthly|\b(?:twice|{_TWO} times) (?:annually|yearly)|\bsemi-?\s?annual", "twice-a-year"),
    (rf"\b{_FOUR} times (?:annually|yearly)", "quarterly"),
    (rf"\b{_SIX} times (?:annually|yearly)", "every-two-months"),
    (r"\bbi-?\s?weekly|\b(?:\d+|five|six|eight|ten|twelve|three|four)[\s-]weekly|\b(?:twice|times)[\s-](?:\w+\s)?"
     r"(?:week|month|quarter)|\btri-?\s?annual|\btimes (?:annually|yearly)|\b\d+[\s-]monthly"
     r"|\bhalf[\s-]?term|\b(?:twice|times)[\s-](?:\w+\s)?term", ""),
    (r"\bdaily|\b(?:each|every) day\b", "daily"),
    (r"\bfortnightly|\bevery (?:two|2|other) weeks?", "fortnightly"),
    (r"\bweekly|\bonce a week|\bevery week", "weekly"),
    (r"\b(?:twice|(?:two|2) (?:times|meetings)|2) (?:a|per) (?:year|annum)", "twice-a-year"),
    (r"\b(?:six-?\s?monthly|half-?\s?yearly)", "twice-a-year"),
    (r"\bevery (?:two|2|other|second) months?|\bsix times a year|\b6 times a year", "every-two-months"),
    (r"\bevery (?:four|4) months?", "three-a-year"),
    (r"\bevery (?:six|6) months?", "twice-a-year"),
    (r"\bmonthly|day of (?:each|every|the) month\b|\b(?:each|every) month\b|\bonce a month"
     r"|\b(?:twelve|12) (?:times |meetings )?(?:a|per) (?:year|annum)", "monthly"),
    (r"\b(?:each|every) (?:mon|tues|wednes|thurs|fri|satur|sun)day\b(?! (?:of|in)\b)", "weekly"),
    (r"\bquarterly|\bevery quarter|\bevery (?:three|3) months", "quarterly"),
    (r"\b(?:four|4) (?:times |meetings |x )?(?:a|per) (?:year|annum)", "quarterly"),
    (
        r"\b(?:three|3) (?:times |meetings |x )?(?:a|per) (?:year|annum)|\btermly|\b(?:each|every|per|once a) term\b",
        "three-a-year",
    ),
    (r"\bannual|\byearly|\bonce (?:a|per) year", "annual"),
    (r"\bad-?\s?hoc|\bas (?:and when|required|needed|necessary)\b", "ad-hoc"),
    (r"\bunder review", "under-review"),
]  # fmt: skip


def read_frequency(text: str, codes: Sequence[str] = ()) -> str:
    """Return the code of a printed frequency; empty if the words say none.

    Parameters
    ----------
    text : str
        Ambiguous words stay ambiguous: bi-monthly has a code of its own.
    codes : sequence of str, optional
        The codes that there are; any other is not returned.

    Examples
    --------
    >>> read_frequency("Minimum bi monthly"), read_frequency("3 per annum"), read_frequency("as it comes")
    ('minimum-bi-monthly', 'three-a-year', '')
    >>> read_frequency("6-weekly"), read_frequency("3 monthly"), read_frequency("twice annually")
    ('', 'quarterly', 'twice-a-year')
    """
    words = " ".join(text.lower().split())
    found = (code for form, code in _FREQUENCIES if re.search(form, words) and (not codes or code in codes or not code))
    return next(found, "")


def read_lines(text: str) -> list[tuple[int, int]]:
    """Return the first and last line of each run of lines.

    Raises
    ------
    ValueError
        If the words are no lines.

    Examples
    --------
    >>> read_lines("12-14; 20")
    [(12, 14), (20, 20)]
    """
    runs = []
    for part in re.split(r"[;,]", text):
        match = re.fullmatch(r"\s*(?:lines?\s*)?([0-9]+)(?:\.0)?\s*(?:(?:-|–|to)\s*([0-9]+)\s*)?", part)
        first, last = (whole(match[1]), whole(match[2] or match[1])) if match else (None, None)
        if not first or not last or last < first:
            raise ValueError(f"{text!r} are no lines")
        runs.append((first, last))
    return runs


def show_lines(runs: Sequence[tuple[int, int]]) -> str:
    """Write runs of lines as in the column lines: ``12-14; 20``."""
    return "; ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


_REF = r"(?:[A-Za-z]{0,3}\.?\d+(?:[./]\d+)*[a-z]?(?:\([a-z0-9]+\))?|[ivxlc]+|[A-Z])"
_POINTER = re.compile(rf"(?<![\w.])(?P<first>{_REF})(?![\w])(?:\s*(?:-|–|to|through)\s*(?P<last>{_REF})(?!\w))?")


def read_pointers(text: str, refs: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the rows to which words such as ``Refer to 3.1-3.8 and A.4`` point.

    Parameters
    ----------
    refs : sequence of str
        The references of the rows that there are, in their order in the paper.

    Returns
    -------
    tuple of (list of str, list of str)
        Those that there are, and those printed that there are not. A range is all that stands between its ends. Dots
        and brackets are no part of a reference that is found: B4 is B.4.

    Examples
    --------
    >>> read_pointers("Refer to 3.1-3.3 and B4", ["3.1", "3.2", "3.3", "B.4"])
    (['3.1', '3.2', '3.3', 'B.4'], [])
    """
    spelt, exact = _places(tuple(refs))
    found: list[str] = []
    missing: list[str] = []

    def at(ref: str | None) -> int | None:
        return exact.get(ref or "", spelt.get(normal_ref(ref or "")))

    for match in _POINTER.finditer(text):
        first, last = at(match["first"]), at(match["last"] or match["first"])
        if match[0] in exact:  # a reference with a hyphen in it
            first = last = exact[match[0]]
        elif match["last"] and last is None:  # 3.1-8 ends at 3.8
            last = at(re.sub(r"\d+$", "", match["first"]) + match["last"])
        if first is not None and last is not None and first <= last:
            found += [ref for ref in refs[first : last + 1] if ref not in found]
            continue
        printed = [ref for ref in (match["first"], match["last"]) if ref and any(map(str.isdigit, ref))]
        missing += [ref for ref in printed if at(ref) is None]
    return found, missing


@lru_cache(8)
def _places(refs: tuple[str, ...]) -> tuple[dict[str, int], dict[str, int]]:
    """Return the place of each reference, by its spelling evened out and as it is."""
    spelt = {normal_ref(each): at for at, each in reversed(list(enumerate(refs)))}
    return spelt, {each: at for at, each in enumerate(refs)}


def split_names(text: str) -> list[str]:
    """Return the names in a cell: parted by semicolons, bars or line breaks.

    Examples
    --------
    >>> split_names("Audit Committee; LWG | Cabinet")
    ['Audit Committee', 'LWG', 'Cabinet']
    """
    return [name for part in re.split(r"[;|\n]", text) if (name := flat(part))]
