"""Citations as people write them: ``2018-11-27-panel-pack, lines 532-533`` for ``...#line=531,533``."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

_FRAGMENT = re.compile(r"line=(\d+),(\d+)|page=(\d+)")
_SEGMENTS = 6  # of an address that a name takes at most; then it is the whole of it


@lru_cache(1 << 16)
def parse_fragment(evidence: str) -> tuple[str, int, int] | None:
    """Split a citation into document and lines.

    Parameters
    ----------
    evidence : str
        An IRI such as ``https://.../paper/x#line=531,533``.

    Returns
    -------
    tuple of (str, int, int) or None
        Document IRI, first and last line, counted from 1; lines 0 and 0 for a page. None if it is no such citation.

    Examples
    --------
    >>> parse_fragment("https://example.org/p#line=531,533")
    ('https://example.org/p', 532, 533)
    """
    document, _, fragment = evidence.partition("#")
    match = _FRAGMENT.fullmatch(fragment)
    if not match:
        return None
    if match[3]:
        return document, 0, 0
    return document, int(match[1]) + 1, int(match[2])


@lru_cache(1 << 16)
def short(evidence: str) -> str:
    """Return a citation as people write it.

    Examples
    --------
    >>> short("https://example.org/paper/2018-11-27-panel-pack#line=531,533")
    '2018-11-27-panel-pack, lines 532-533'
    """
    parsed = parse_fragment(evidence)
    if parsed is None:
        return evidence
    document, first, last = parsed
    name = document.rpartition("/")[2]
    if first == 0:
        return f"{name}, page {evidence.rpartition('=')[2]}"
    return f"{name}, line {first}" if first == last else f"{name}, lines {first}-{last}"


def paper_names(documents: Iterable[str]) -> dict[str, str]:
    """Return what each paper is called in citations, by its IRI: the last segment, or more where others share it.

    Examples
    --------
    >>> paper_names(["https://a.example/east/minutes", "https://a.example/west/minutes", "https://a.example/plan"])
    {'https://a.example/east/minutes': 'east/minutes', 'https://a.example/plan': 'plan', \
'https://a.example/west/minutes': 'west/minutes'}
    """
    every = sorted(set(documents))
    left, found = every, dict[str, str]()
    for number in range(1, _SEGMENTS + 1):
        names = {each: "/".join(each.rsplit("/", number)[-number:]) for each in left}
        shared = Counter(names.values())
        found |= {each: name for each, name in names.items() if shared[name] == 1}
        left = [each for each in left if each not in found]
    return {each: found.get(each, each) for each in every}


def among(documents: Iterable[str]) -> Callable[[str], str]:
    """Return what writes a citation as `short` does, but calls no two of these papers by one name.

    Examples
    --------
    >>> among(["https://a.example/east/minutes", "https://a.example/west/minutes"])("https://a.example/west/minutes#page=2")
    'west/minutes, page 2'
    """
    names = paper_names(documents)

    def cite(evidence: str) -> str:
        parsed = parse_fragment(evidence)
        if parsed is None:
            return evidence
        last = parsed[0].rpartition("/")[2]
        return f"{names.get(parsed[0], last)}{short(evidence).removeprefix(last)}"

    return cite


def in_a_row(evidence: Iterable[str], cite: Callable[[str], str] = short) -> Iterator[tuple[str, str]]:
    """Yield citations, each with how it is written after the one before it: those of one paper share its name.

    Parameters
    ----------
    cite : callable
        Writes a citation: `short`, or what `among` returns.

    Examples
    --------
    >>> [text for _, text in in_a_row(["https://a.example/p#line=1,2", "https://a.example/p#line=4,6", "urn:x"])]
    ['p, line 2', '5-6', 'urn:x']
    """
    before = ""
    for citation in evidence:
        parsed, text = parse_fragment(citation), cite(citation)
        place = text.rpartition(", ")[2].removeprefix("lines ").removeprefix("line ")
        yield citation, place if parsed and parsed[0] == before else text
        before = parsed[0] if parsed else ""
