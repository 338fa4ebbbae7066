"""How far a thing is, by the words that a paper prints of it."""

import re

from oversight_graph.ingest.words import Words, plain

DONE, WITHDRAWN = "complete", "withdrawn"
# What may stand behind the word that something is given up: that it is another word's object shows a deed of its own.
_ENDS = re.compile(
    r"(?!\s*(?:at\s+(?:this|present|the\s+moment)|yet|currently|for\s+now|this\s+(?:year|time)))"
    r"\s*(?:$|[.,;:()/–—-]|(?:as|at|on|in|by|due|because|following|from|since|and|see)\b)"
)
# What is in the way counts before what is done, in this order.
_FIRST = ("not-started", "on-hold", "delayed", "at-risk")
_PERCENT = re.compile(r"(?<![\d.,])(\d{1,3})\s*(?:%|per\s?cent\b)")
# So many letters around a word are looked at: they say what it means.
_AROUND = 80
# Words that may stand between one that denies and what it denies.
_BETWEEN = r"(?:(?:yet|quite|be|been|formally|successfully|currently|now|properly)\s+)*"


def progress_of(said: str, words: Words, of: str = "") -> str:
    """Return how far a thing is by a status as printed: a code such as ``in-progress``; empty if it says none.

    Parameters
    ----------
    of : str, optional
        What is to be done: where that is to cancel something, "cancelled" does not say that it was given up.

    Examples
    --------
    >>> from oversight_graph.ingest.words import load_words
    >>> said = ("Done in May", "Not complete", "80% complete", "Ongoing (phase 1 complete)", "Complete by May 2027")
    >>> [progress_of(each, load_words()) for each in said]
    ['complete', '', 'in-progress', 'ongoing', '']
    >>> [progress_of(each, load_words()) for each in ("Not on track", "In progress, delayed", "Not delayed", "Yes")]
    ['at-risk', 'delayed', '', 'complete']
    >>> said = ("Cancelled", "Closed - no longer required", "Cancelled meetings held", "Not withdrawn")
    >>> [progress_of(each, load_words()) for each in said]
    ['withdrawn', 'withdrawn', '', '']
    >>> progress_of("Cancelled", load_words(), "Cancel the insurance")
    ''
    """
    text = " ".join(said.lower().replace("’", "'").split())
    for code in words.of("alone"):
        if text in words.of("alone", code) or plain(text) in words.of("alone", code):
            return code
    if _given_up(text, words, of):
        return WITHDRAWN
    begins = words.any_of("progress", DONE).match(text)
    for code in () if begins else _FIRST:
        if any(not _denied(_before(found), words) for found in words.any_of("progress", code).finditer(text)):
            return code
    if (share := _PERCENT.search(text)) is not None:
        return {"100": DONE, "0": "not-started"}.get(share[1], "in-progress")
    codes = [code for code in words.of("progress") if code not in _FIRST]
    found = [(each, code) for code in codes for each in words.any_of("progress", code).finditer(text)]
    found.sort(key=lambda pair: pair[0].start())
    states = [_state(each, code, words) for each, code in found]
    first = next(filter(None, states), "")
    if first == DONE and "" in states:
        return ""  # "survey done, report to be delivered"
    return "in-progress" if first == DONE and "in-progress" in states else first


def _given_up(text: str, words: Words, of: str) -> bool:
    first = words.any_of("withdrawn", "first").match(text)
    if first is not None and _ENDS.match(text, first.end()):
        return " " in first[0] or first[0][:6] not in of.lower()
    found = words.any_of("withdrawn", "anywhere").search(text)
    return found is not None and _ENDS.match(text, found.end()) is not None


def _before(found: re.Match[str]) -> str:
    return found.string[max(found.start() - _AROUND, 0) : found.start()]


def _state(found: re.Match[str], code: str, words: Words) -> str:
    """Return what a word says where it stands; empty if it is denied, or lies ahead."""
    before, word, behind = _before(found), found[0], found.string[found.end() : found.end() + _AROUND]
    if code != DONE:
        if not _denied(before, words):
            return code
        return "at-risk" if word in words.of("short_of", "track") else ""
    if re.search(rf"(?:^|\W)(?:{words.pattern('short_of', 'partly')})\s+(?:been\s+)?$", before):
        return "in-progress"
    ahead = word == DONE and re.match(rf"\s+(?:{words.pattern('short_of', 'ahead')})\b", behind)
    if ahead or _denied(before, words):
        return ""
    return "in-progress" if re.search(rf"\b(?:{words.pattern('short_of', 'but')})\b", behind) else code


def _denied(before: str, words: Words) -> bool:
    return bool(re.search(rf"(?:^|\W)(?:{words.pattern('short_of', 'denied')})\s+{_BETWEEN}$", before))
