"""Initials that minutes use for owners, matched to the posts and people of their list of attendance."""

import re
from collections.abc import Iterable
from dataclasses import replace

from oversight_graph.ingest.drafts.draft import PROBABLE, Draft, Drafts

_CODE = re.compile(r"[A-Z][A-Za-z]{1,4}")
_TITLE = re.compile(r"^(?:(?:cllr|councillor|mr|mrs|ms|miss|dr|sir|dame|rev)\b\.?\s*)+", re.IGNORECASE)


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
        if not _CODE.fullmatch(code):
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
    words = re.findall(r"[A-Za-z]+", _TITLE.sub("", name))
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
