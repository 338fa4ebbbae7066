"""A list of names as it is printed, cut into its entries; and initials."""

import re
from collections.abc import Mapping, Sequence

# Capitals of Latin, Greek and Cyrillic.
UPPER = "A-ZÀ-ÖØ-ÞĀ-ſΆ-ΫЀ-Я"
_INITIALS = re.compile(r"^[A-Z][A-Za-z]{0,4}$")
_CUT = re.compile(
    rf"[()]|[,;\n•]|(?<=[a-z)])(?P<stop>\.)\s+(?=[{UPPER}])"
    r"|(?<=\))\s+(?=[A-Z]\.?\s+[A-Z][a-z]+\s*(?:[,;(]|$|and\b))"
    r"|(?<=\))\.?\s+(?=[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)?(?:\s*\(|:\s))"
    r"|\s+(?:and|&|together with)\s+(?=[A-Z]|\d|the\s+[A-Z]|\w+ members?\b)"
)
# A word behind which a stop is no end of an entry, besides titles and initials.
_SHORTENED = frozenset(
    "ch det st jr sr asst hon wm geo chas jas thos robt messrs rt cnclr sen rep snr jnr no dept govt inc ltd co".split()
)
# What a sign behind a name means: "(* absent, † left early)", or so on a line of its own.
_LEGEND = re.compile(
    r"(?i)(?P<sign>[*†‡#])\s{0,3}(?:[=:–-]\s{0,3})?(?:(?:denotes|indicates|means)\s+)?"
    r"(?P<said>(?:absen|apolog|not present|did not attend|part\b|left|arrived|via|online|remote|by video|virtual)"
    r"[^(),;*†‡#\n]{0,40})"
)
_SIGNED = re.compile(r"(?<=[\w.)])[*†‡#](?=\s{0,3}(?:[,;.)]|$|and\b))", re.MULTILINE)
_IN_BRACKETS = re.compile(r"\s{0,3}\(\s{0,3}[*†‡#][^()]{0,200}\)[\s.]{0,3}$")
# A line that says what signs mean is shorter than this, and so is a list with signs.
_LEGENDARY, _LISTED = 80, 2000


def legends(texts: Sequence[str]) -> dict[str, str]:
    """Return what signs behind names mean, where lines or words in brackets say so.

    Examples
    --------
    >>> legends(["Ann Roe, Bo Poe*", "(* absent)"]), legends(["Ann Roe, Bo Poe", "* Absent: Al Ash"])
    ({'*': 'absent'}, {})
    """
    short = [text for text in texts if len(text) < _LISTED]
    signs = {sign[0] for text in short for sign in _SIGNED.finditer(text)}
    told = [each[0] for text in short if (each := _IN_BRACKETS.search(text))] if signs else []
    told += [text for text in short if signs and len(text) < _LEGENDARY and re.match(r"\s*\(?[*†‡#]", text)]
    found = (said for text in told for said in _LEGEND.finditer(text))
    return {said["sign"]: said["said"].strip(" .") for said in found if said["sign"] in signs}


def spelt_out(text: str, signs: Mapping[str, str]) -> str:
    """Return a list in which what a sign behind a name means stands in brackets instead of it.

    Examples
    --------
    >>> spelt_out("Ann Roe, Bo Poe*, Al Ash (*absent)", {"*": "absent"})
    'Ann Roe, Bo Poe (absent), Al Ash'
    """
    if not _SIGNED.search(text):
        return text
    return _SIGNED.sub(lambda sign: f" ({signs[sign[0]]})" if sign[0] in signs else sign[0], _IN_BRACKETS.sub("", text))


def entries_of(text: str, titles: frozenset[str]) -> list[str]:
    """Cut a list at commas, semicolons, "and" and line breaks outside brackets, and at a stop behind a whole word.

    Parameters
    ----------
    titles : frozenset of str
        Words behind which a stop ends nothing, in lower case.

    Examples
    --------
    >>> entries_of("Mr. A. Roe (Chair, Clerk), Bo Lee. There were two", frozenset(("mr",)))
    ['Mr. A. Roe (Chair, Clerk)', ' Bo Lee', 'There were two']
    """
    parts, depth, at = [], 0, 0
    for match in _CUT.finditer(text):
        if match[0] == "(":
            depth += 1
        elif match[0] == ")":
            depth = max(0, depth - 1)
        elif not depth:
            last = re.search(r"[^\W\d_]+$", text[max(at, match.start() - 20) : match.start()])
            word = last[0].lower() if match["stop"] and last else "list"
            if len(word) < 2 or not {word, word.removesuffix("s")}.isdisjoint(_SHORTENED | titles):
                continue
            parts.append(text[at : match.start()])
            at = match.end()
    return [*parts, text[at:]]


def is_more(part: str) -> bool:
    """Whether words may go on with a capacity: they are few, begin with a capital, and are no initials."""
    initials = part.isupper() and (len(part) < 4 or " " in part)
    return len(part) < 60 and part[:1].isupper() and not initials


def are_codes(words: Sequence[str]) -> bool:
    """Whether most words are initials, and no names."""
    capitals = sum(bool(re.fullmatch(r"[A-Z][A-Z’']{1,4}", word)) for word in words)
    return capitals > 0.6 * len(words) or (len(words) == 2 == capitals)


def are_initials(code: str, name: Sequence[str]) -> bool:
    """Whether letters in brackets are the initials of a name: the last capital is that of the surname."""
    capitals = [letter for letter in code if letter.isupper()]
    ends = (name[-1][: len(code) - 1] for _ in name[:1])
    if len(code) > 2 and any(code == f"{first[0]}{end}".upper() for end in ends for first in name[:-1]):
        return True  # the first letter of a first name and the first ones of the surname
    return bool(_INITIALS.match(code)) and len(capitals) > 1 and bool(name) and capitals[-1] == name[-1][:1]


def turned(name: str) -> str:
    """Return a name whose surname is printed first in the usual order.

    Examples
    --------
    >>> turned("Lee, Bo"), turned("Bo Lee")
    ('Bo Lee', 'Bo Lee')
    """
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma else name
