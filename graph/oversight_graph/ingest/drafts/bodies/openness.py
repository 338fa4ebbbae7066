"""Whether the notes of a body are published, and whether the public may attend, by the words that a paper prints."""

import re

from oversight_graph.ingest.words import Words

PUBLISHED, PUBLIC = "published", "public"
_YES, _NO = frozenset({"yes", "y", "✓", "✔", "true"}), frozenset({"no", "n", "false", "none"})
# What is meant in a cell below such a head; in running text anything may be public, or be published.
_ASKED = re.compile(r"\b(?:public|publish(?:ed|es)?|website|online)\b")
_PAPERS = re.compile(r"\b(?:minutes|notes|papers|agendas?)\b.{0,40}\b(?:publish|on\s+(?:the|its|our)\s+website)")
_SAVE = re.compile(r"\b(?:except|unless|save|apart from|other than)\b")
_CLAUSES = re.compile(r"[,;]|\.(?=\s|$)|\b(?:and|but|though|although)\b")


def openness(said: str, what: str, words: Words, *, celled: bool = False) -> str:
    """Return ``"yes"`` or ``"no"``; empty where the words say neither, or both.

    Parameters
    ----------
    what : str
        `PUBLISHED` or `PUBLIC`.
    celled : bool
        Whether it is a cell below a head that asks for it, where "private" alone says no.

    Examples
    --------
    >>> from oversight_graph.ingest.words import load_words
    >>> [openness(said, PUBLIC, load_words()) for said in ("Open to the public", "Closed to the public", "Part public")]
    ['yes', 'no', '']
    >>> openness("Private", PUBLIC, load_words(), celled=True), openness("a private firm", PUBLIC, load_words())
    ('no', '')
    >>> openness("decisions published, minutes not published", PUBLISHED, load_words(), celled=True)
    ''
    """
    text = _SAVE.split(" ".join(said.lower().replace("’", "'").split()), maxsplit=1)[0].strip(" .")
    if celled and text in _YES | _NO:
        return "yes" if text in _YES else "no"
    found = {state for clause in _CLAUSES.split(text) if (state := _state(clause, what, words, celled))}
    return found.pop() if len(found) == 1 and found != {"in part"} else ""


def _state(clause: str, what: str, words: Words, celled: bool) -> str:
    about = (_ASKED if celled else _PAPERS if what == PUBLISHED else words.any_of(what)).search(clause)
    closed = (about or celled) and words.any_of("closed", what).search(clause)
    if not about and not closed and not celled:
        return ""
    if re.search(rf"\b(?:{words.pattern('short_of', 'partly')})\b", clause):
        return "in part"
    if closed or (about and re.search(r"\b(?:not|no|never|isn't|aren't|nor)\b", clause)):
        return "no"
    return "yes" if about else ""
