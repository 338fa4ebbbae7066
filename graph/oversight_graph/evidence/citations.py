"""Citations as people write them: ``2018-11-27-panel-pack, lines 532-533`` for ``...#line=531,533``."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

_FRAGMENT = re.compile(r"line=(\d+),(\d+)|page=(\d+)")


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


def in_a_row(evidence: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield citations, each with how it is written after the one before it: those of one paper share its name.

    Examples
    --------
    >>> [text for _, text in in_a_row(["https://a.example/p#line=1,2", "https://a.example/p#line=4,6", "urn:x"])]
    ['p, line 2', '5-6', 'urn:x']
    """
    before = ""
    for citation in evidence:
        text = short(citation)
        paper, _, place = text.rpartition(", ")
        yield citation, place.removeprefix("lines ").removeprefix("line ") if paper and paper == before else text
        before = paper
