"""Spellings that are one name to the eye: how names are compared, wherever somebody types or cites one."""

import re
import unicodedata
from functools import lru_cache

# Signs that are written but not seen: soft hyphens, joiners, marks of direction.
_UNSEEN = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_QUOTES = re.compile("[\u201c-\u201f\u2033]")
# Letters that are no letter with a sign on it, and that people write with others where their keyboard lacks them.
_JOINED = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})
_APOSTROPHES = re.compile("['\u2018\u2019\u02bc\u2032\u00b4`]")

# Words of a name that tell it from no other.
SMALL = frozenset("the of for and on in to a".split())
_SHORTENED = {
    "cttee": "committee", "ctte": "committee", "cmte": "committee", "bd": "board", "gp": "group", "grp": "group",
    "pship": "partnership", "exec": "executive", "mgmt": "management",
}  # fmt: skip


def seen(text: str) -> str:
    """Return a text as it is seen: composed letters, ligatures undone, nothing that does not show.

    Examples
    --------
    >>> seen("o\ufb03ce of the Ll\u0079\u0302n com\u00admittee") == "office of the Llŷn committee"
    True
    """
    return unicodedata.normalize("NFKC", _UNSEEN.sub("", text))


def evened(text: str) -> str:
    """Return a text as it is seen, with one apostrophe for all: what stands printed in two ways stands in both.

    The sign … stays what it is.

    Examples
    --------
    >>> evened("the Victims\u2019 o\ufb03ce…")
    "the Victims' office…"
    """
    return _APOSTROPHES.sub("'", "…".join(map(seen, text.split("…"))))


def typed(text: str) -> str:
    """Return a text as a keyboard writes it: evened out, with one dash and one sign of quotation for all.

    Examples
    --------
    >>> typed("the “Board” of 3–5 May")
    'the "Board" of 3-5 May'
    """
    return _QUOTES.sub('"', _DASHES.sub("-", evened(text)))


def plain(name: str) -> str:
    """Return what all spellings of a name have in common: small letters without accents, words with one blank between.

    Apostrophes are dropped, ``&`` is ``and``, ``œ`` is ``oe``, ``ø`` is ``o``.

    Examples
    --------
    >>> plain("Audit & Governance Committee") == plain("audit and governance  committee")
    True
    >>> plain("Pwyllgor Llŷn"), plain("Children’s Board"), plain("Œuvre, Straße, Ærø")
    ('pwyllgor llyn', 'childrens board', 'oeuvre strasse aero')
    """
    letters = unicodedata.normalize("NFKD", seen(name).casefold().translate(_JOINED))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    spelt = _APOSTROPHES.sub("", bare).replace("&", " and ")
    return " ".join(re.sub(r"[^\w+]+", " ", spelt).replace("_", " ").split())


@lru_cache(maxsize=1 << 14)
def name_key(name: str) -> str:
    """Return what all spellings of a name in a table or a paper have in common, which may have an article before it.

    Examples
    --------
    >>> name_key("The Health & Wellbeing Board.") == name_key("health and  wellbeing board")
    True
    >>> name_key("G. Roe") == name_key("G Roe"), name_key("The Victims' Board") == name_key("Victims Board")
    (True, True)
    """
    spelt = plain(name)
    return spelt.removeprefix("the ") or spelt


def spelt_out(key: str) -> str:
    """Return what `name_key` gives of a name with the words of kinds of bodies that people shorten in full.

    Examples
    --------
    >>> spelt_out(name_key("Roads Cttee")), spelt_out(name_key("Safer Roads P'ship Bd"))
    ('roads committee', 'safer roads partnership board')
    """
    return " ".join(_SHORTENED.get(word, word) for word in key.split())


def acronyms(name: str) -> set[str]:
    """Return the acronyms that a name may have: with its small words and without them, and without its first word.

    Examples
    --------
    >>> sorted(acronyms("Independent Joint Audit Committee")), sorted(acronyms("Board of Lamps (LAMB)"))
    (['IJAC', 'JAC'], ['BOL', 'LAMB'])
    """
    inside = set(re.findall(r"\(([A-Z][A-Z&]{1,9})\)", name))
    words = re.findall(r"[A-Za-z]+", re.sub(r"\([^()]*\)", " ", name))
    long = "".join(word[0] for word in words).upper()
    short = "".join(word[0] for word in words if word.lower() not in SMALL).upper()
    return {letters for letters in (long, short, short[1:]) if len(letters) > 2} | inside


def flat(text: str) -> str:
    """Return a text in one line, with one blank between its words."""
    return " ".join(text.split())


def without_article(name: str) -> str:
    """Return a name without the article before it.

    Examples
    --------
    >>> without_article("The Clerk"), without_article("Theatre Board")
    ('Clerk', 'Theatre Board')
    """
    return re.sub(r"^[Tt]he\s+", "", name)


def whole(text: str | None) -> int | None:
    """Return a number that is written in one to nine figures from 0 to 9; None for any other text.

    Python takes more for digits than it makes numbers of, such as a raised two, and no number of thousands of them.

    Examples
    --------
    >>> whole(" 12 "), whole("\u00b2"), whole("-1"), whole("9" * 5000)
    (12, None, None, None)
    """
    return int(text) if text and re.fullmatch(r"\s*[0-9]{1,9}\s*", text) else None
