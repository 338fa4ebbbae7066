"""Directories: papers that say under the name of each of several bodies what it is for, and when it meets."""

import re
from collections.abc import Sequence

from oversight_graph.ingest.drafts.bodies.lists import BodyRow
from oversight_graph.ingest.drafts.bodies.terms import profile_of
from oversight_graph.ingest.drafts.draft import Drafts
from oversight_graph.ingest.drafts.minutes.blocks import Block, blocks_of, is_wrapped
from oversight_graph.ingest.readers.form import Line
from oversight_graph.ingest.words import Words

# So many headings of a rank that are names of bodies, and of so many of them something is said, are a directory.
_SEVERAL, _MOST = 2, 0.5
# What is said of one is no longer than so many paragraphs; a paper with longer parts is of another kind.
_LONGEST = 25
_FACTS = frozenset({"purpose", "frequency as printed", "chair", "reports into"})
_ALSO = re.compile(r"\s*\((?P<also>[A-Z][A-Za-z&]{1,9})\)\s*$")


def directory_drafts(lines: Sequence[Line], words: Words, wrapped: bool | None, out: Drafts) -> list[BodyRow]:
    """Add the bodies below whose names, each a heading of its own, stands what they are for, and who sits on them.

    Parameters
    ----------
    wrapped : bool or None
        Whether lines are printed lines; seen from the text if not known.
    out : Drafts
        Stays as it is where the paper is no directory.

    Returns
    -------
    list of BodyRow
        The bodies, each with who chairs it and into what it reports.

    Examples
    --------
    >>> from oversight_graph.ingest.words import load_words
    >>> said = ("Quay Board", "Chair: Ann Roe", "Pier Panel (PP)", "The panel meets monthly.")
    >>> lines = [Line(at, (text,), level=at % 2) for at, text in enumerate(said, 1)]
    >>> out = Drafts()
    >>> [body.name for body in directory_drafts(lines, load_words(), None, out)]
    ['Quay Board', 'Pier Panel']
    >>> [(row.values.get("chair"), row.values.get("frequency as printed")) for row in out.of("Bodies")]
    [('Ann Roe', None), (None, 'monthly')]
    """
    running = [line for line in lines if not line.is_row]
    blocks = blocks_of(running, is_wrapped(running) if wrapped is None else wrapped)
    named = re.compile(rf"(?:The\s+)?(?P<name>{words.body_name})")
    heads = {at: found for at, block in enumerate(blocks) if (found := _named(block, named))[0]}
    by_number = {line.number: line for line in lines}
    for level in sorted({blocks[at].heading for at in heads}):
        profiles = []
        for at, (name, also) in heads.items():
            if blocks[at].heading == level:
                ends = (k for k in range(at + 1, len(blocks)) if 0 < blocks[k].heading <= level)
                below = blocks[at + 1 : next(ends, len(blocks))]
                if len(below) > _LONGEST:
                    return []
                profile = profile_of(name, blocks[at].lines, below, by_number, words, aims=True)
                profile.values |= {"also called": also} if also else {}
                profiles.append(profile)
        telling = [each for each in profiles if each.seats or _FACTS & each.values.keys()]
        names = {each.values["name"].casefold() for each in profiles}
        if _SEVERAL <= len(profiles) == len(names) and len(telling) >= _MOST * len(profiles):
            return [each.add(by_number, "a heading of a directory of bodies", out) for each in profiles]
    return []


def _named(block: Block, named: re.Pattern[str]) -> tuple[str, str]:
    """Return the body whose name a heading is, and its initials; empty if it is none."""
    also = _ALSO.search(block.text)
    text = block.text[: also.start()] if also else block.text
    found = named.fullmatch(text.strip(" :")) if block.heading else None
    return (found["name"], also["also"] if also else "") if found else ("", "")
