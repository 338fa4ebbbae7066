"""Names matched to names that are there already: by acronym, "and" and "&", word order, near spelling; and initials."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from oversight_graph.ingest.drafts.draft import PROBABLE, Draft, Drafts
from oversight_graph.ingest.titles import without_title
from oversight_graph.model.spelling import SMALL, acronyms, name_key, spelt_out

_NEAR = 90.0
# Why a name fits one that is known.
INITIALS, SAME_WORDS = "its initials", "the same words, in another order or shortened"
_INITIALS = re.compile(r"\s*\(([A-Z]{2,8})\)$")


@dataclass(frozen=True, slots=True)
class Match:
    """A name that fits: the name as it is known, whether it is the same beyond doubt, and why."""

    name: str
    same: bool
    why: str


def without_initials(name: str) -> tuple[str, str]:
    """Return a name without the initials that stand in brackets behind it, and these.

    Examples
    --------
    >>> without_initials("Lamp Board (LB)"), without_initials("Lamp Board")
    (('Lamp Board', 'LB'), ('Lamp Board', ''))
    """
    found = _INITIALS.search(name)
    return (name[: found.start()].strip(), found[1]) if found else (name, "")


class Names:
    """The names that are there already.

    Parameters
    ----------
    register : mapping of str to iterable of str
        Names, and what else each is called.

    Attributes
    ----------
    organisations : set of str
        Names of those on which nobody sits.
    """

    def __init__(self, register: Mapping[str, Iterable[str]] | None = None) -> None:
        self._keys: dict[str, str] = {}
        self._short: dict[str, set[str]] = {}
        self._sets: dict[frozenset[str], str] = {}
        self.organisations: set[str] = set()
        for name, others in (register or {}).items():
            self.add(name, others)

    def add(self, name: str, others: Iterable[str] = ()) -> None:
        """Take in a name."""
        for spelling in (name, *others):
            if not spelling.strip():
                continue
            self._keys.setdefault(name_key(spelling), name)
            self._sets.setdefault(_words(name_key(spelling)), name)
            if re.fullmatch(r"[A-Z&]{2,10}", spelling.strip()):
                self._short.setdefault(spelling.strip(), set()).add(name)
        for letters in acronyms(name):
            self._short.setdefault(letters, set()).add(name)

    def has(self, name: str) -> bool:
        """Whether a name is there, however it is spelt."""
        match = self.match(name)
        return match is not None and match.same

    def spelt_by(self, letters: str) -> set[str]:
        """Return the names that have such initials, or are called so."""
        return self._short.get(letters, set())

    def match(self, name: str) -> Match | None:
        """Return the name that is there and fits best, or None.

        Examples
        --------
        >>> names = Names({"Alliance Governance Group": (), "Strategic Stop and Search Group": ()})
        >>> names.match("AGG").why, names.match("Stop and Search Strategic Group").why
        ('its initials', 'the same words, in another order or shortened')
        >>> names.match("Aliance Governance Group").why, names.match("Roads Board")
        ('spelt nearly the same', None)
        """
        mine = name_key(name)
        if mine in self._keys:
            return Match(self._keys[mine], True, "the same name")
        bare = re.sub(r"\s*\([^()]*\)", "", name).strip()
        short = self.spelt_by(bare)
        if len(short) == 1:
            return Match(next(iter(short)), False, INITIALS)
        if len(short) > 1:
            return Match(" or ".join(sorted(short)), False, "its initials fit several")
        if (words := _words(mine)) in self._sets:
            return Match(self._sets[words], False, SAME_WORDS)
        return self._near(mine)

    def _near(self, mine: str) -> Match | None:
        if len(mine) < 6 or not self._keys:
            return None
        from rapidfuzz import fuzz, process

        best = process.extractOne(mine, self._keys.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
        return Match(self._keys[best[0]], False, "spelt nearly the same") if best else None


def _words(key: str) -> frozenset[str]:
    return frozenset(spelt_out(key).split()) - SMALL


_CODE = re.compile(r"[A-Z][A-Za-z]{1,4}")


def explain_initials(out: Drafts) -> None:
    """Enter initials by which an action names its owner with the only post or person that they fit.

    Parameters
    ----------
    out : Drafts
        Changed in place: posts get initials, people get them as another form of their name.
    """
    owners: dict[str, tuple[int, ...]] = {}
    for row in out.of("Actions"):
        for part in _parts(row.values.get("owner as printed", "")):
            owners.setdefault(part, row.lines)
    explained = {row.values.get("initials", "") for row in out.of("Posts")}
    explained |= {part for row in out.of("People") for part in _parts(row.values.get("also printed as", ""))}
    for code in sorted(owners.keys() - explained):
        # "CR" are initials sooner than the title of a councillor.
        if not _CODE.fullmatch(code) or (code != "CR" and without_title(f"{code} Roe") == "Roe"):
            continue
        posts = _fitting(out.rows, "Posts", "post", code)
        people = _fitting(out.rows, "People", "name", code)
        if len(posts) == 1 and not people:
            _enter(out, posts[0], "initials", code, owners[code])
        elif len(people) == 1 and not posts:
            _enter(out, people[0], "also printed as", code, owners[code])


def _parts(text: str) -> set[str]:
    return {part.strip() for part in re.split(r"[;,/&\s]+", text) if part.strip()}


def _fitting(rows: Iterable[Draft], sheet: str, column: str, code: str) -> list[int]:
    return [
        at
        for at, row in enumerate(rows)
        if row.sheet == sheet and code.upper() in _initials(row.values.get(column, ""))
    ]


def _initials(name: str) -> set[str]:
    """Return the initials of a name, with and without its small words.

    Examples
    --------
    >>> sorted(_initials("Head of Highways")), _initials("Cllr Robin Rowe")
    (['HH', 'HOH'], {'RR'})
    """
    words = re.findall(r"[A-Za-z]+", without_title(name))
    long = "".join(word[0] for word in words).upper()
    short = "".join(word[0] for word in words if word[0].isupper())
    return {letters for letters in (long, short) if len(letters) > 1}


def _enter(out: Drafts, at: int, column: str, code: str, lines: tuple[int, ...]) -> None:
    row = out.rows[at]
    if row.values.get(column):
        return
    why = f"{row.why}; {code} names an owner and fits these initials"
    both = tuple(sorted({*row.lines, *lines}))
    out.rows[at] = replace(row, values={**row.values, column: code}, lines=both, why=why, certainty=PROBABLE)
