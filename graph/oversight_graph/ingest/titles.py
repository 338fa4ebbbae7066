"""What stands before the names of persons, such as Mr and Cllr: it is no part of a name, and its stop ends no sentence.

The words by which papers are read for persons are the list ``titles`` of ``ontology/words``; those here are also titles
in a workbook, where a rank such as Sgt is told by the name.
"""

import re

_TITLES = re.compile(
    r"^(?:(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|lord|lady|rev|revd|reverend|cr|"
    r"(?:(?:county|borough|district|parish|town|city)\s+)?(?:cllr|cllrs|councillor|councilor|cnclr)|"
    r"alderman|ald|the right hon|rt hon|hon)\.?\s+)+",
    re.IGNORECASE,
)
# Before a surname, these say which of several persons is meant: Mr Rowe is not Mrs Rowe.
_COURTESY = frozenset("mr mrs ms miss sir dame lord lady".split())
# Titles that are written short. Behind the stop of one a text goes on: "Mr. Roe" are no two sentences.
SHORT = ("Mr", "Mrs", "Ms", "Dr", "Cllr", "Cr", "Rev", "Insp", "Supt", "Sgt")
GOES_ON = "(?:" + "|".join(rf"(?<=\b{title}\.)" for title in SHORT) + ")"


def without_title(name: str) -> str:
    """Return the name of a person without what stands before it.

    Examples
    --------
    >>> without_title("Cllr. Dr Robin Rowe"), without_title("County Councillor Mr. T Wood")
    ('Robin Rowe', 'T Wood')
    """
    return _TITLES.sub("", name.strip()).strip() or name.strip()


def with_courtesy(name: str) -> str:
    """Return the name of a person with the title that tells apart those of one surname, and without other titles.

    Examples
    --------
    >>> with_courtesy("Cllr Mrs. Rowe"), with_courtesy("Cllr Rowe")
    ('Mrs. Rowe', 'Rowe')
    """
    plain = without_title(name)
    before = name.strip().removesuffix(plain).split()
    return " ".join([*[title for title in before if courtesy(title)][-1:], plain])


def courtesy(name: str) -> str:
    """Return the title with which a name begins, if it tells persons apart; else nothing."""
    first = name.split(maxsplit=1)[0].lower().rstrip(".") if name.strip() else ""
    return first if first in _COURTESY else ""
