"""References of plan rows: how they sort and how spellings of one reference are brought together."""

import re

_PIECE = re.compile(r"[A-Za-z]+|\d+")


def ref_key(ref: str) -> tuple[tuple[int, int, str], ...]:
    """Return a sort key: figures count as numbers, and numbered parts come before lettered ones of the same objective.

    Parameters
    ----------
    ref : str
        A reference as printed.

    Returns
    -------
    tuple
        Comparable with the keys of other references.

    Examples
    --------
    >>> sorted(["B4", "A.1", "3.10", "3.9", "A4.10", "A4.9"], key=ref_key)
    ['A.1', 'A4.9', 'A4.10', 'B4', '3.9', '3.10']
    """
    pieces = _PIECE.findall(ref.upper())
    if not pieces:
        return ((99, 9, ref),)
    # Objective 1 holds 1.x and A.x, objective 2 holds 2.x and B.x, and so on.
    first = pieces[0]
    lettered = not first.isdigit()
    objective = ord(first[0]) - ord("A") + 1 if lettered else int(first)
    rest = tuple((int(p), 0, "") if p.isdigit() else (0, 1, p) for p in pieces[1:])
    return ((objective, int(lettered), first if lettered else ""), *rest)


def normal_ref(ref: str) -> str:
    """Return one spelling for all spellings of a reference.

    Parameters
    ----------
    ref : str
        ``B4``, ``b.4``, ``(A4.9)``.

    Returns
    -------
    str
        Upper case, pieces joined by full stops; empty if it holds no letter or figure.

    Examples
    --------
    >>> normal_ref("B4") == normal_ref("b.4") == "B.4"
    True
    """
    return ".".join(_PIECE.findall(ref.upper()))
