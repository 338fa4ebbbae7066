"""A plan in running text as its paragraphs: printed lines joined, headings that go over several made one."""

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from oversight_graph.ingest.drafts.minutes.blocks import Block, blocks_of, is_wrapped
from oversight_graph.ingest.readers.form import Line
from oversight_graph.ingest.titles import GOES_ON
from oversight_graph.ingest.words import Words

# A line of more characters is no printed line; a heading that goes on below has at least so many.
_LONG, _HEADING = 160, 50
# Letters differ in width: so much of the usual length of a line has room for certain, and so much is far from full.
_FULL, _SHORT = 0.93, 0.75
# So many lines above and below show how wide the column is here.
_AROUND = 3
# A heading that ends with one of these goes on below.
_GOES_ON = re.compile(r"(?i)(?:\b(?:and|or|of|the|for|to|in|on|with|by|a|an)|[,&–-])$")
# "Priority 2: Light".
_HEADED = re.compile(r"\w+\s+\w{1,4}\s*[:–—-]\s+[A-Z]\w.*[^.;,:]$")
_COUNTED = re.compile(r"\(?\d{1,2}[.):]*")
_SENTENCES = re.compile(
    r"(?<!\bSt)(?<!\bNo)(?<![A-Z]\.[A-Z])(?<=[\w)%’”\"])(?P<end>[.!?](?P<quote>[”’\"])?)" rf"(?!{GOES_ON})\s+(?=[A-Z“])"
)
# So many headings show what headings of their rank are; so many of them must begin with a verb.
_SEVERAL, _MOST = 3, 2 / 3
# A heading above so many of the rows tells none apart.
_ALL = 0.8


def paragraphs(
    lines: Sequence[Line], wrapped: bool | None, is_label: Callable[[str], bool] = lambda _: False
) -> tuple[list[Block], bool]:
    """Return the paragraphs and headings of running text, and whether its lines are printed lines.

    Parameters
    ----------
    lines : sequence of Line
        Without rows of tables.
    wrapped : bool, optional
        Whether lines are printed lines; seen from the text if not given.
    is_label : callable
        Whether a line says of itself that it is the heading of an objective: it is a paragraph of its own.
    """
    if wrapped is None:
        short = [line for line in lines if len(line.text) <= _LONG]  # an address may be longer than the lines of a text
        wrapped = is_wrapped(short) and len(short) > 0.9 * len(lines)
    blocks = blocks_of(list(_parted(lines, is_label)) if wrapped else lines, wrapped)
    return (_whole_headings(blocks) if wrapped else blocks), wrapped


def sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph, without the full stop that parts them from the next.

    Examples
    --------
    >>> sentences("Dr. Roe reports to the U.S. Board. It meets in May.")
    ['Dr. Roe reports to the U.S. Board', 'It meets in May.']
    """
    out, at = [], 0
    for found in _SENTENCES.finditer(text):
        out.append(text[at : found.end("end") if found["quote"] else found.start()])
        at = found.end()
    return [said for said in (*out, text[at:]) if said]


def aiming(words: Words, when: str, who: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what a sentence begins with that says what is aimed at or meant, and what leads to a list of such things.

    Parameters
    ----------
    when, who : str
        Patterns of a time before it, and of whoever aims at something.

    Examples
    --------
    >>> from oversight_graph.ingest.words import load_words
    >>> aim, _ = aiming(load_words(), "", "The Council ")
    >>> said = "We aim to mend lamps", "The Council intends to mend lamps", "We are committed to mending lamps"
    >>> [aim.match(each) is not None for each in said]
    [True, True, False]
    """
    aims, means = words.pattern("promises", "aims"), words.pattern("promises", "means")
    begin = rf"{when}(?:(?i:{aims})|(?i:the\s+)?{who}(?:{means}))(?:,[^,.;:]{{2,40}},)?\s+[a-z]"
    return re.compile(begin), re.compile(rf"(?i)(?:.*\W)?(?:{aims})\W*$", re.DOTALL)


def run_in(text: str) -> str:
    """Return the heading that a paragraph begins with on its own line; empty if it has none.

    Such a heading is printed in bold: of its longer words most begin with a capital.

    Examples
    --------
    >>> run_in("Mend the Lamps of the Quay. In 2026 we will mend ten."), run_in("Mend ten lamps. Plant trees.")
    ('Mend the Lamps of the Quay', '')
    """
    first, *rest = sentences(text)
    words = [word for word in re.findall(r"[^\W\d_][\w’'-]*", first) if len(word) > 3]
    capitals = sum(word[0].isupper() for word in words)
    return first if rest and len(words) > 1 and len(first.split()) < 16 and capitals >= 0.7 * len(words) else ""


def promising(blocks: Sequence[Block], begins: Callable[[str], bool], leads: Callable[[Block], bool]) -> set[int]:
    """Return which headings say what is to be done: those of a rank that are numbered and begin with a verb.

    Parameters
    ----------
    begins : callable
        Whether words begin with a verb.
    leads : callable
        Whether a paragraph leads to a list of promises: where such lists stand below most of the headings, these are
        the promises, and the headings say what they are for.

    Returns
    -------
    set of int
        Places in `blocks`.
    """
    ranks: dict[int, list[int]] = defaultdict(list)
    for at, block in enumerate(blocks):
        if block.heading and not block.bullet and _COUNTED.fullmatch(block.number):
            ranks[block.heading].append(at)
    out: set[int] = set()
    for level, found in ranks.items():
        ends = [*found[1:], len(blocks)]
        lists = sum(_holds(blocks[at + 1 : end], level, leads) for at, end in zip(found, ends, strict=True))
        verbs = sum(begins(blocks[at].text) for at in found)
        if len(found) >= _SEVERAL and verbs >= _MOST * len(found) and 2 * lists < len(found):
            out.update(found)
    return out


def _holds(blocks: Sequence[Block], level: int, leads: Callable[[Block], bool]) -> bool:
    """Whether a list of promises stands below a heading, before the next of a higher rank."""
    below = itertools.takewhile(lambda block: not 0 < block.heading < level, blocks)
    return any(map(leads, below))


def told_apart(paths: Sequence[Sequence[str]], kept: Callable[[str], bool]) -> list[Sequence[str]]:
    """Return the headings above each row without those that stand above nearly all rows, which tell none apart.

    Parameters
    ----------
    paths : sequence of sequence of str
        The headings above each row, the outermost first.
    kept : callable
        Whether a heading is that of an objective, and says so.

    Examples
    --------
    >>> told_apart([("Plan", "Light", "Quay"), ("Plan", "Green"), ("Plan",)], lambda heading: False)
    [('Light', 'Quay'), ('Green',), ('Plan',)]
    """
    out = list(paths)
    while True:
        most, count = max(Counter(path[0] for path in out if path).items(), key=lambda each: each[1], default=("", 0))
        inner = {path[1] for path in out if len(path) > 1 and path[0] == most}
        if count < _ALL * len(out) or len(inner) < 2 or kept(most):
            return out
        out = [path[1:] if len(path) > 1 and path[0] == most else path for path in out]


def _parted(lines: Sequence[Line], is_label: Callable[[str], bool]) -> Iterator[Line]:
    """Yield printed lines, with an empty one where the next word would have had room: there a paragraph ends.

    A list may be set narrower than the text: what is nearly full must have had room among the lines around it too.
    """
    lengths = [len(line.text) for line in lines]
    usual = sorted(length for length in lengths if length)
    width = usual[int(0.9 * len(usual))] if usual else 0
    for at, (line, below) in enumerate(itertools.pairwise([*lines, Line(0, ())])):
        yield line
        word = below.text.partition(" ")[0]
        room = lengths[at] + 1 + len(word)
        near = max(lengths[max(0, at - _AROUND) : at + _AROUND + 1])
        ended = line.text.endswith((".", ":", ";", "!", "?"))
        short = ended or lengths[at] < _SHORT * width or room < _FULL * near
        apart = bool(line.cells) and (_labels(below, is_label) or _labels(line, is_label))
        if apart or (short and line.cells and word[:1].isupper() and room < _FULL * width):
            yield Line(0, ())


def _labels(line: Line, is_label: Callable[[str], bool]) -> bool:
    """Whether a printed line is the heading of an objective, and no sentence that begins so."""
    return len(line.text) < _HEADING and bool(_HEADED.match(line.text)) and is_label(line.text)


def _whole_headings(blocks: Sequence[Block]) -> list[Block]:
    """Join headings of a rank that stand on lines one below the other, the first of which is long or breaks off."""
    out: list[Block] = []
    for block in blocks:
        above = out[-1] if out else None
        if above is not None and _is_rest(block, above):
            out[-1] = replace(above, text=f"{above.text} {block.text}", lines=(*above.lines, *block.lines))
        else:
            out.append(block)
    return out


def _is_rest(block: Block, above: Block) -> bool:
    """Whether a heading carries on the one right above it."""
    below = block.lines[0] == above.lines[-1] + 1 and block.page == above.page
    alike = block.heading == above.heading > 0 and not block.number and not block.bullet
    goes_on = len(above.text) >= _HEADING or bool(_GOES_ON.search(above.text))
    return below and alike and goes_on and not above.text.endswith((".", ":"))
