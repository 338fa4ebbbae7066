"""References of plan rows: how they sort and how spellings of one reference are brought together."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache

_PIECE = re.compile(r"\d+|[^\W\d_]+")
_NUMERAL = re.compile(r"(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})")
_VALUES = {"i": 1, "v": 5, "x": 10}
# Letters up to this many count on after z, as in the columns of a spreadsheet; longer ones are words.
_FEW = 2
# No plan counts deeper than this; a reference of thousands of pieces is sorted by its first ones.
_DEEPEST = 50

Piece = tuple[int, int, str]
Key = tuple[tuple[Piece, ...], str]


def ref_order(refs: Iterable[str]) -> Callable[[str], Key]:
    """Return the sort key for references that stand in one list.

    Parameters
    ----------
    refs : iterable of str
        All of them. Whether ``i`` is a numeral or a letter is told by those beside it: small letters that all are
        Roman numerals, among them one of several letters or none but ``i``, ``v`` and ``x``, are read as numerals.

    Returns
    -------
    callable
        Figures count as numbers, whatever their length; they come before Roman numerals, these before letters, letters
        before words, and a reference before those that it begins.

    Examples
    --------
    >>> rows = ["1.10", "1.9", "A10", "A9", "iv", "ix", "iii", "1(b)", "1(aa)", "1(z)"]
    >>> sorted(rows, key=ref_order(rows))
    ['1.9', '1.10', '1(b)', '1(z)', '1(aa)', 'iii', 'iv', 'ix', 'A9', 'A10']
    >>> sorted("hij", key=ref_order("hij"))
    ['h', 'i', 'j']
    """
    beside: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for ref in refs:
        pieces = _PIECE.findall(ref)[:_DEEPEST]
        for at, piece in enumerate(pieces):
            if piece.islower():
                beside[tuple(pieces[:at])].add(piece)
    numerals = {head for head, those in beside.items() if all(map(_NUMERAL.fullmatch, those))}

    @cache
    def key(ref: str) -> Key:
        pieces = _PIECE.findall(ref)[:_DEEPEST]
        found = [_piece(piece, tuple(pieces[:at]) in numerals) for at, piece in enumerate(pieces)]
        return (tuple(found) or ((9, 0, ""),), ref)

    return key


def ref_key(ref: str) -> Key:
    """Return the sort key of a reference by itself; see `ref_order`, which knows those beside it.

    Examples
    --------
    >>> sorted(["B4", "A.1", "3.10", "3.9", "A4.10", "A4.9"], key=ref_key)
    ['3.9', '3.10', 'A.1', 'A4.9', 'A4.10', 'B4']
    """
    return ref_order([ref])(ref)


def _piece(piece: str, numeral: bool) -> Piece:
    if piece.isdigit():
        figures = piece.lstrip("0") if piece.isascii() else piece
        return (0, len(figures), figures)
    if numeral and piece.islower():
        values = [_VALUES[letter] for letter in piece]
        pairs = zip(values, [*values[1:], 0], strict=True)
        return (1, sum(-digit if digit < following else digit for digit, following in pairs), "")
    folded = piece.casefold()
    return (2, len(folded), folded) if len(folded) <= _FEW else (3, 0, folded)


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
