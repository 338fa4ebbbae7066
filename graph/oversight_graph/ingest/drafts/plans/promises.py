"""Plans told in running text: lists below words such as "We will:", and sentences that begin so.

What is said of a whole section, who leads it or who watches over it, is taken for each promise in it, and said to be.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from oversight_graph.ingest.days import date_in, due_in
from oversight_graph.ingest.drafts.minutes.blocks import Block
from oversight_graph.ingest.drafts.plans.forms import promised_by
from oversight_graph.ingest.drafts.plans.heads import field_of
from oversight_graph.ingest.drafts.plans.prose import aiming, paragraphs, promising, run_in, sentences, told_apart
from oversight_graph.ingest.drafts.plans.refs import leading_ref
from oversight_graph.ingest.drafts.plans.rows import PlanRow
from oversight_graph.ingest.drafts.plans.sections import Sections, Watchers, in_small_letters
from oversight_graph.ingest.readers.form import Line
from oversight_graph.ingest.words import Words, plain
from oversight_graph.model.spelling import flat

# Why something is taken for a promise.
LISTED, SAID, HEADED = "stands in a list of what is promised", "a sentence that promises", "a heading that promises"
LABELLED = "a label says that it is promised"
PARTLY = "the paragraph says more than this sentence"
# A heading has at most so many words, words that lead to a list so many, and a label so many.
_HEADING, _LEADING, _LABEL = 14, 25, 4
# A line that breaks off at its end is longer than this.
_PRINTED = 60
# The title of the paper stands in so many blocks at the top, before the first with more words than these.
_TITLE, _COVER = 8, 20
_WHERE = ("lead", "due", "oversight", "status")
_LABELLED = re.compile(
    r"(?:^|(?<=[.;]\s)|(?<=[(•]))(?P<label>(?:(?<=\()[a-z]|[A-Z])[A-Za-z ]{1,40}?)\s*:\s*(?P<value>[^.;()]{2,200})"
)


@dataclass(slots=True)
class Promises:
    """What a plan in running text says."""

    rows: list[PlanRow] = field(default_factory=list)
    used: set[int] = field(default_factory=set)  # lines that were read as headings, or as words that lead to a list
    # Line and words of each sentence that says who watches over the plan as a whole
    whole: list[tuple[int, str]] = field(default_factory=list)


def read_promises(lines: Sequence[Line], words: Words, wrapped: bool | None = None) -> Promises:
    """Return the promises that a plan tells in running text.

    Parameters
    ----------
    lines : sequence of Line
        Of a paper that has no plan table; rows of its tables are passed over.
    wrapped : bool, optional
        Whether lines are printed lines; seen from the text if not given.

    Returns
    -------
    Promises
        Nothing, if the paper does not call itself a plan and no words lead to a list of promises.

    Examples
    --------
    >>> from oversight_graph.ingest.words import load_words
    >>> text = "Quay Plan|Priority 1: Light|We will:|- Mend ten lamps by May 2026|Overseen by the Quay Board."
    >>> lines = [Line(at, (line,)) for at, line in enumerate(text.split("|"), 1)]
    >>> (row,) = read_promises(lines, load_words()).rows
    >>> row.title, row.objective, row.texts["due"], row.oversight
    ('Mend ten lamps by May 2026', 'Priority 1: Light', 'May 2026', 'Quay Board')
    """
    running = [line for line in lines if not line.is_row]
    blocks, wrapped = paragraphs(running, wrapped, Sections(words).is_label)
    first = next((at for at, block in enumerate(blocks) if not block.heading), 0) if wrapped else 1
    return _Reader(words, running, joined=wrapped).read(blocks, first)


class _Reader:
    def __init__(self, words: Words, lines: Sequence[Line], *, joined: bool) -> None:
        begin, lead = words.pattern("promises", "begin"), words.pattern("promises", "lead")
        papers = words.pattern("promises", "papers")
        self._words, self._joined, self._by_number = words, joined, {line.number: line for line in lines}
        when = r"(?:(?:By|From|Over|During|Within|Each|Every)\b[^,.;:]{2,40},?\s+)?"
        own = words.pattern("publishers")
        who = rf"(?:The\s+(?:[A-Z][\w.]*\s+){{1,6}}|The\s+(?:{own})\s+|[A-Z]{{2,8}}\s+)"
        self._begin = re.compile(
            rf"{when}(?:(?i:{begin})|(?i:the\s+)?{who}will)(?:,[^,.;:]{{2,40}},)?\s+"
            rf"(?!(?:{words.pattern('promises', 'foretold')})\b)[a-z]"
        )
        self._aim, self._aims_at = aiming(words, when, who)
        self._itself = re.compile(rf"(?:This|The|Our)\s+(?:\w+\s+){{0,3}}(?i:{papers})\s+will\b")
        # Whoever it is that will, if the words before do not say so.
        named = r"(?:.*[.,;:]\s+)?(?!(?:These|Those|They|It|This)\b)(?:[\w'’&.-]+\s+){1,6}will"
        self._leads = re.compile(
            rf"(?:(?:.*\W)?(?i:{begin}|{lead}|the\s+(?:\w+\s+){{1,6}}will)|{named})(?:\s+also)?\W*$", re.DOTALL
        )
        self._heads = re.compile(rf"(?i)\W*(?:(?:{lead})(?:\W+\w+){{0,3}}|{begin})\W*$")
        self._plans = re.compile(rf"(?i)\b(?:{papers})\b")
        self._watchers = Watchers(words)
        self._sections = Sections(words)
        self._verbs = {*words.of("minutes", "verbs"), *words.of("promises", "verbs")}
        self._headings: list[tuple[int, str]] = []
        self._section: list[PlanRow] = []
        self._said: dict[str, tuple[str, list[Line]]] = {}
        # Whether a list is being read, nothing of it was found yet, and entries are parts of a promise, or aims.
        self._listing = self._bare = self._parts = self._marked = self._aimed = False
        self._each = 0  # the level of the headings that are promises
        self._label = ""  # what the text below a heading says, such as who leads
        self._parent: PlanRow | None = None  # the promise of a heading
        self._paths: list[tuple[tuple[int, str], ...]] = []  # the headings above each row, with their ranks
        self._whose: tuple[tuple[int, str], ...] = ()  # the headings of the section of which that is said
        self._out = Promises()

    def read(self, blocks: Sequence[Block], first: int) -> Promises:
        """Read the blocks of a paper, of which so many are its title."""
        cover = itertools.takewhile(lambda block: len(block.text.split()) <= _COVER, blocks[:_TITLE])
        title = " ".join(block.text for block in cover)
        leads = (block for block in blocks if self._is_lead(block) and not self._aims_at.match(block.text))
        if not self._plans.search(title) and not any(leads):
            return self._out
        promised = promising(blocks, self._begins_with_verb, self._is_lead)
        for at, block in enumerate(blocks):
            below = blocks[at + 1] if at + 1 < len(blocks) else None
            if self._is_lead(block):
                self._part_from_above(block)
                self._listing, self._bare, self._marked = True, True, False
                self._label, self._parts = "", self._parent is not None
                self._aimed = self._aims_at.match(block.text) is not None
                self._out.used.update(block.lines)
            elif self._goes_on(block):
                continue
            elif at >= first and (at in promised or self._is_heading(block, below)):
                self._head(block, promised=at in promised)
            elif self._label and len(block.text.split()) <= _HEADING:
                # Of all promises of its section that say nothing of it themselves.
                for row, path in zip(reversed(self._out.rows), reversed(self._paths), strict=True):
                    if path[: len(self._whose)] != self._whose:
                        break
                    row.share(self._label, block.text.strip(" ."), self._lines(block))
                self._label = ""
            elif not self._promise(block):
                self._listing = self._listing and self._is_entry(block)
                self._parts = self._parts and not block.text.endswith(":")  # a list of something else
                for sentence in sentences(block.text):
                    self._say(sentence, block)
        self._close()
        self._place()
        return self._out

    def _part_from_above(self, block: Block) -> None:
        """Close the section above a heading that leads to a list, if both are counted, or it has no objective."""
        level = self._by_number[block.lines[0]].level
        if not (level and self._headings) or self._headings[-1][0] < level:
            return
        above = self._headings[-1][1]
        if (block.number and re.match(r"\W*\d", above)) or self._sections.is_of_paper(above):
            self._close(level)

    def _begins_with_verb(self, text: str) -> bool:
        return plain(text).partition(" ")[0] in self._verbs

    def _place(self) -> None:
        """Say under which headings each row stands."""
        paths = [[text for _, text in path if not self._sections.is_front(text)] for path in self._paths]
        for row, path in zip(self._out.rows, told_apart(paths, self._sections.is_label), strict=True):
            label = [text for text in path if self._sections.is_label(text)]
            row.objective = (label or path or [""])[0]
            row.part = path[-1] if path and path[-1] != row.objective else ""

    def _is_lead(self, block: Block) -> bool:
        """Whether a block leads to a list of promises: "In the next year we will:", "What we will do"."""
        few = len(block.text.split()) <= _LEADING
        if block.text.rstrip().endswith((":", "…", "...")):
            return few and bool(self._leads.match(block.text.rstrip(" :….")) or self._aims_at.match(block.text))
        return few and bool(block.heading or not block.bullet) and bool(self._heads.fullmatch(block.text))

    def _is_entry(self, block: Block) -> bool:
        return bool(block.bullet or block.number) or self._by_number[block.lines[0]].entry

    def _is_heading(self, block: Block, below: Block | None) -> bool:
        text = block.text
        if self._is_entry(block) and not block.heading:
            return False
        if block.heading and promised_by(text, self._words, {}):
            return True
        if not block.heading and self._says_more(block):
            return False
        if len(text.split()) > _HEADING or text.rstrip().endswith((".", ";", ",", ":")):
            return False
        if block.heading or self._sections.is_label(text) or (text.isupper() and len(text.split()) > 1):
            return True
        # Where a text has no marks of its own for headings, a short line above a list is one.
        return not self._listing and below is not None and self._is_lead(below)

    def _goes_on(self, block: Block) -> bool:
        """Join a printed line to the entry that it carries on; say whether it is one."""
        row = self._section[-1] if self._listing and self._section and not self._joined else None
        above = row.lines[-1] if row else None
        if row is None or above is None or self._is_entry(block) or above.number + 1 != block.lines[0]:
            return False
        if len(above.text) < _PRINTED or above.text.endswith((".", ";", ":", "!", "?")):
            return False
        self._take(
            row, f"{row.title or row.activity} {block.text}", [*row.lines, *(self._by_number[at] for at in block.lines)]
        )
        return True

    def _head(self, block: Block, *, promised: bool) -> None:
        """Take a heading: of a section, of a promise, or of what is said of all promises of a section."""
        line = self._by_number[block.lines[0]]
        level = line.level or (2 if self._sections.is_label(block.text) else 3)
        text = f"{block.number} {block.text}".strip()
        name = field_of(plain(text), "plan", self._words, {})
        self._out.used.update(block.lines)
        above = tuple(heading for heading in self._headings if heading[0] < level)
        below = bool(above and self._paths) and self._paths[-1][: len(above)] == above
        if below and name[0] in ("lead", "oversight") and name[2] == 1.0:
            self._label, self._whose = name[0], above
            return
        if self._listing and self._bare and line.level:
            self._each = level  # "We will:", and each heading below says what
        counted = (block.number.strip("(). :"), block.text) if promised else None
        named = counted or promised_by(text, self._words, {}) or (("", text) if level == self._each else None)
        if level < self._each:
            self._each = 0
        if named and named[1]:
            if named[0]:
                self._close(level)
            self._bare = False
            row = self._row(*named, HEADED)
            self._take(row, row.title, self._lines(block))
            self._parent, self._parts = row, True
            return
        self._close(level)
        self._headings.append((level, in_small_letters(text)))

    def _promise(self, block: Block) -> bool:
        """Take a promise, if a block is one; say whether it is."""
        if date_in(f"{block.number} {block.text}")[1] == f"{block.number} {block.text}".strip(" .:"):
            return False  # "4 May 2026" is no fourth entry
        entry = self._is_entry(block)
        begun = self._begins(block.text) and not block.text.rstrip().endswith(":")
        # Where one entry has a mark, all have; where none has, each begins with a verb.
        verb = not self._marked and self._begins_with_verb(block.text)
        listed = self._listing and (entry or (verb and not self._watchers.is_overseen(block.text)))
        labels = _LABELLED.match(block.text)
        known = labels and field_of(plain(labels["label"]), "plan", self._words, {})[0] in _WHERE
        part = entry and self._parts
        if not known and self._labelled(block, labels):
            return True
        if not known and self._run_in(block, listed=listed or part):
            return True
        if not (listed or part or known) and self._in_paragraph(block):
            return True
        if not (begun or listed or part) or known or not re.search(r"[^\W\d]{3}", block.text):
            return False
        self._bare, self._marked = False, self._marked or entry
        ref, title = block.number.strip("(). "), block.text
        if ref.isalpha() and not re.search(r"\W", block.number):
            ref, title = "", f"{block.number} {title}"  # "a result of this"
        if not ref:
            ref, title = leading_ref(title)
        if ref.isdigit():
            ref = ""  # it counts the entries of this list
        why = LISTED if listed or part else SAID
        self._take(self._row(ref, title, why), title, self._lines(block))
        return True

    def _labelled(self, block: Block, label: re.Match[str] | None) -> bool:
        """Take a promise that is numbered, or under a label with others beside it; say whether a block is one."""
        named = None if self._sections.is_label(block.text) else promised_by(block.text, self._words, {})
        if named is None and label and self._says_more(block):
            named = ("", label["value"])
        if named is None or not named[1]:
            return False
        self._take(self._row(*named, LABELLED), block.text, self._lines(block))
        self._section[-1].title = self._section[-1].title and named[1]
        return True

    def _says_more(self, block: Block) -> bool:
        """Whether a block says under labels what is promised, and who leads that or when it is due."""
        labels = _LABELLED.finditer(block.text)
        first, *others = [*map(self._name, labels), ""]
        return first in ("commitment", "either", "activity") and any(name in _WHERE for name in others)

    def _name(self, label: re.Match[str]) -> str:
        """Return what a label in running text is, by what stands behind it: "By: May 2026" says when."""
        named = field_of(plain(label["label"]), "plan", self._words, {})[0]
        return "due" if plain(label["label"]) == "by" and re.search(r"\d", label["value"]) else named

    def _begins(self, said: str) -> bool:
        begun = self._begin.match(said) or self._aim.match(said)
        return bool(begun) and not self._itself.match(said) and not self._watchers.begins(said)

    def _run_in(self, block: Block, *, listed: bool) -> bool:
        """Take a paragraph that begins with a heading on its own line; say whether it does, and promises something."""
        title = run_in(block.text)
        told = self._begins_with_verb(title) and re.search(r"\bwill\b", block.text)
        if not title or not (listed or told):
            return False
        self._bare = False
        row = self._row("", title, LISTED if listed else SAID)
        self._take(row, title, self._lines(block))
        for name, said in self._found(block.text).items():
            row.give(name, said)
        row.doubt = PARTLY
        return True

    def _in_paragraph(self, block: Block) -> bool:
        """Take each sentence of a paragraph that promises, with its lines; say whether there is one among others."""
        parts = sentences(block.text)
        if len(parts) < 2 or not any(map(self._begins, parts)):
            return False
        at, lines = 0, self._lines(block)
        ends = list(itertools.accumulate(len(line.text) + 1 for line in lines))
        for said in parts:
            start = block.text.index(said, at)
            at = start + len(said)
            if self._begins(said):
                within = [
                    line for line, end in zip(lines, ends, strict=True) if end > start and end - len(line.text) <= at
                ]
                row = self._row("", said.strip(" ."), SAID)
                self._take(row, said.strip(" ."), within or lines)
                row.doubt = PARTLY
            elif re.match(r"(?:This|It)\b", said) and self._section:
                for name, value in self._found(said).items():  # it speaks of the sentence before
                    self._section[-1].give(name, value)
            else:
                self._say(said, block)
        return True

    def _row(self, ref: str, title: str, why: str) -> PlanRow:
        """Return a new row: of a promise, or of a part of that of the heading above."""
        above = self._parent
        if above is not None and why != HEADED:
            row = PlanRow(above.ref, activity_ref=ref, activity=title, has_column=False, prose=why)
        else:
            row = PlanRow(ref, title, opens=True, has_column=False, prose=why)
        self._paths.append(tuple(self._headings))
        self._section.append(row)
        self._out.rows.append(row)
        return row

    def _take(self, row: PlanRow, words: str, lines: Sequence[Line]) -> None:
        text, row.lines = flat(words), list(lines)
        row.aimed = row.aimed or self._aim.match(text) is not None or (self._aimed and row.prose == LISTED)
        if row.opens:
            row.title = text
        else:
            row.activity = text
        for name, said in self._found(text).items():
            row.give(name, said)

    def _lines(self, block: Block) -> list[Line]:
        return [self._by_number[number] for number in block.lines]

    def _found(self, said: str) -> dict[str, str]:
        """Return what words say of who leads, who watches and by when."""
        out: dict[str, str] = {}
        for label in _LABELLED.finditer(said):
            if len(label["label"].split()) <= _LABEL:
                name = self._name(label)
                if name in _WHERE:
                    value = label["value"].strip()
                    out.setdefault(name, re.split(r",?\s+by\s", value)[0] if name == "lead" else value)
        if watcher := self._watchers.who(said):
            out.setdefault("oversight", watcher)
        if due := due_in(said):
            out.setdefault("due", due)
        return out

    def _say(self, sentence: str, block: Block) -> None:
        """Keep what a sentence says of its section, or of the plan as a whole."""
        found = self._found(sentence)
        if "oversight" in found and self._watchers.of_whole(sentence):
            self._out.whole.append((block.lines[0], sentence.strip(" .")))
        elif self._section or self._headings:
            found.pop("due", None)  # that of a sentence about something else
            for name, said in found.items():
                self._said.setdefault(name, (said, self._lines(block)))

    def _close(self, level: int = 0) -> None:
        """Give the promises of a section what is said of it as a whole; where it has none, that is told.

        A heading of a level ends the sections of its own and of lower rank, the end of the paper all of them.
        """
        if not self._section and "oversight" in self._said:
            self._out.whole.append((self._said["oversight"][1][0].number, self._said["oversight"][1][0].text))
        for row in self._section:
            for name, (text, lines) in self._said.items():
                row.share(name, text, lines)
        self._section, self._said, self._label, self._parent = [], {}, "", None
        self._listing = self._bare = self._parts = False
        self._headings = [kept for kept in self._headings if kept[0] < level]
