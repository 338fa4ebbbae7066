"""What minutes ask for and what they resolve: labels, columns, "X to do", owners at the end, several in one line."""

import re
from collections.abc import Sequence
from dataclasses import replace

from oversight_graph.ingest.days import MONTH_NAMES, due_of
from oversight_graph.ingest.drafts.draft import DOUBTFUL, PROBABLE
from oversight_graph.ingest.drafts.minutes.actiontables import Task, several, upper
from oversight_graph.ingest.drafts.minutes.asking import (
    FRAGMENT,
    Labels,
    before_label,
    box_of,
    is_nothing,
    parts_of,
    stands,
    state_by,
)
from oversight_graph.ingest.drafts.minutes.blocks import BULLET, NUMBER, Block, Entries
from oversight_graph.ingest.drafts.minutes.decisions import SENTENCES, Decisions, Resolutions
from oversight_graph.ingest.drafts.minutes.items import Item
from oversight_graph.ingest.drafts.minutes.owners import Owners
from oversight_graph.ingest.progress import DONE, progress_of
from oversight_graph.ingest.words import Words, plain

_MEETING = re.compile(
    rf"(?:from|of|at)\s+(?:the\s+)?((?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?:{MONTH_NAMES})(?:\s+\d{{4}})?|last|previous)"
    r"(?:\s+(?:\w+\s+){0,4}?meetings?|$)",
    re.I,
)
# Words before an owner that make what follows no task of his.
_LET = re.compile(
    r"\b(?:allow|enable|permit|let|invit\w+|thank\w*|welcom\w+|with|of|for|from|to|between|than)"
    r"\s+(?:(?:the|a|an|our|its|their|neighbouring|local|other)\s+)*$",
    re.IGNORECASE,
)
# Heads of a side column of actions.
_HEADS = frozenset({"action", "actions", "action by", "by whom", "owner", "lead"})
_REF = r"(?:\d+/\d+-\d+|\d(?:[\d./]*\d)?)"
_REFS = rf"{_REF}(?:\s*(?:,|and|&)\s*{_REF})*"
# A reference of letters and digits before what is asked for: "QS24/21: write to the schools".
_CODE = re.compile(r"\(?(?P<ref>[A-Z]{1,6}[-/]?\d[\w./-]*)\)?\s*[:–—-]\s+(?=\S)")
# What says by when a list of actions is to be done, and asks for nothing itself.
_BY_WHEN = re.compile(r"(?i)(?:time\s?(?:frame|scale|line)|deadline|due(?:\s+date)?|by\s+when)s?\s*:")
# "The" before an owner; and so near the beginning of a decision stands who is asked to act.
_THE, _NEAR = 4, 12
# Words of a list that may go on below the label: "Action points", "Actions agreed".
_GOES_ON = re.compile(r"(?i)actions?\s+(?:points|items|agreed|required)|actions$|actions\s+\w|action\s+arising")


class Actions:
    """Reads actions and decisions paragraph by paragraph.

    Parameters
    ----------
    blocks : sequence of Block
        All paragraphs, to see whether the minutes label what they ask for.
    """

    def __init__(self, words: Words, owners: Owners, blocks: Sequence[Block]) -> None:
        self._labels = Labels(words, owners)
        self._decisions = Decisions(words)
        self._ends = words.phrases("minutes", "findings")
        self._words = words
        closed = words.pattern("minutes", "closed")
        self._put_off = words.any_of("minutes", "put off")
        self._taken = re.compile(rf"(?:(?:\w+\s+){{0,2}})(?:{words.pattern('minutes', 'taken')})\b", re.I)
        self._close = re.compile(
            rf"(?:items?|actions?|ref(?:erence)?s?)\b[\s:–-]*(?P<refs>{_REFS})[^.]{{0,300}}?(?i:{closed})"
            rf"|(?i:{closed})\b[^.]{{0,300}}[.:]?\s*(?:Ref(?:erence)?s?)\b[\s:–-]*(?P<later>{_REFS})"
        )
        self._owners = owners
        self._labelled = any(self._labels.ask(block.text) for block in blocks)
        self.column = self._column(blocks)
        self.actions: list[Task] = []
        self._resolutions = Resolutions(self._decisions)
        self.decisions = self._resolutions.found
        self.unclear: list[tuple[Block, str]] = []
        self.open: Task | None = None  # the label whose entries are being read
        self._entries = Entries()  # those of that label
        self._whole: Task | None = None  # the last of them, if more may be said of it below
        self._deep = 0  # how far it is set in
        self._inline = False  # whether the first words of the list stand beside its label
        self._topic = ""
        self._row = 0
        self._in_row: list[Task] = []
        self._known: set[frozenset[str]] = set()  # the words of the tasks that were read
        self._beside = ""
        self._sides: set[int] = set()
        self._last: Block | None = None  # the paragraph before
        self._rows: list[tuple[Block, Item | None]] = []  # the paragraphs of the row at hand
        self._acting = any(plain(block.side) in _HEADS for block in blocks)  # the side column is one of actions
        self._next = words.any_of("minutes", "next")

    def _column(self, blocks: Sequence[Block]) -> bool:
        """Whether the side column holds tasks and not only owners."""
        sides = [block.side for block in blocks if block.side and not self._owners.is_owner(block.side)]
        return any(self._owners.doer(side, strict=True) for side in sides)

    def is_labelled(self, block: Block) -> bool:
        """Whether a paragraph says itself that it asks for something."""
        return self._labels.stand_in(block.text) and not block.heading

    @property
    def expecting(self) -> bool:
        """Whether entries of a list of actions may follow."""
        return self.open is not None and not self._inline

    def decides(self, block: Block) -> bool:
        """Whether a paragraph is an entry of a list of decisions, and no item."""
        return self._resolutions.lists(block)

    def stop(self) -> None:
        """End a list of actions: another item begins."""
        self.open = None

    def take(self, block: Block, item: Item | None) -> bool:
        """Read one paragraph; return whether something was taken from it."""
        if block.row != self._row:
            self.settle()
            self._row, self._beside = block.row, block.side if self._owners.is_owner(block.side) else ""
            self._beside = "" if plain(self._beside) in _HEADS else self._beside
        self._rows.append((block, item))
        if self.open is not None and (plain(block.text.split(":")[0]) in self._ends or block.heading):
            self.open = None
        taken = self._labelled_by(block, item)
        if not taken and self.open is not None and block.text:
            taken = self._entry(block, item)
        if not taken:
            taken = self._asked(block, item)
        taken = self._decide(block, item) or taken
        taken = self._closes(block, item) or taken
        if block.side and block.row not in self._sides:
            self._sides.add(block.row)
            taken = self._side(block, item) or taken
        self._last = block
        return taken

    def _closes(self, block: Block, item: Item | None) -> bool:
        """Read a sentence that closes actions by their references."""
        found = self._close.search(block.text)
        if not found or progress_of(block.text, self._words) != DONE:
            return False
        for ref in re.findall(_REF, found["refs"] or found["later"]):
            hits = [
                task for task in self.actions if task.ref == ref or (task.item is not None and task.item.number == ref)
            ]
            for task in hits:
                task.status, task.closed = "discharged", item.path if item is not None else ""
                task.lines = sorted({*task.lines, *block.lines})
            if not hits and item is not None:
                item.closes.append(ref)
        return True

    def told_in(self, block: Block, item: Item | None) -> None:
        """Take in what a cell of a table says was decided."""
        self._resolutions.take(block, item, None)

    def settle(self) -> None:
        """Give the tasks of a row the owners that stand in its side column."""
        tasks, side, row = self._in_row, self._beside, self._rows
        self._in_row, self._rows = [], []
        if side and not tasks and self._acting:
            self._beside_only(side, row)
        elif (
            side and not tasks and row and not any(task.lines[:1] == list(row[0][0].lines[:1]) for task in self.actions)
        ):
            self.unclear.append(
                (row[0][0], f"“{side}” stands beside it, and nothing says whether that asks for something")
            )
        if not side or not tasks:
            return
        several = [part.strip() for part in re.split(r"\n|\s{2,}", side) if part.strip()]
        if len(several) == 1:
            several *= len(tasks)
        if len(several) != len(tasks):
            return
        for task, owner in zip(tasks, several, strict=True):
            code = bool(re.fullmatch(r"[A-Z][A-Za-z]{1,5}", task.owner))
            if task.owner and plain(task.owner) != plain(owner):
                task.why += f"; the wording names {task.owner}, the side column {owner}"
                if code:
                    continue
            elif not task.owner:
                task.why += "; the owner stands in the side column"
            task.owner = self._owners.tidy(owner)

    def _beside_only(self, side: str, row: Sequence[tuple[Block, Item | None]]) -> None:
        """Draft the last sentence of a row whose side column names owners, and whose words ask nobody for anything."""
        blocks = [(block, item) for block, item in row if len(block.text) > FRAGMENT]
        if blocks and blocks[-1][1] is not None and self._next.search(blocks[-1][1].title):
            return  # all are told of the next meeting
        if not blocks or any(task.lines and task.lines[0] in blocks[-1][0].lines for task in self.actions):
            return
        block, item = blocks[-1]
        sentence = re.split(r"(?<=[a-z)\d][.!?])\s+(?=[A-Z])", block.text)[-1]
        why = "the column of actions names an owner, and no sentence asks for something: the last one is taken"
        task = Task.of(upper(sentence), block, item, why, DOUBTFUL)
        self._ask(task, self._owners.tidy(side), sentence)

    def _labelled_by(self, block: Block, item: Item | None) -> bool:
        found = self._labels.of(block, listed=self.open is not None)
        if not found or plain(block.text) in ("action", "owner"):  # the head of a column that was torn off
            return False
        if block.text.isupper() and found[0].label.isupper() and item and item.lines[:1] == list(block.lines[:1]):
            return False  # the title of an item
        for at, label in enumerate(found):
            words, shown = label.text, label.label[:40]
            meeting = _MEETING.search(label.label)
            carried = "previous meeting" if label.before else meeting[0].split(" ", 1)[1] if meeting else ""
            self.open = Task("", item=item, carried=carried, lines=list(block.lines), ref=label.ref, owner=label.who)
            self.open.why = f"stands behind “{shown}”"
            self._topic, self._entries, self._whole, self._inline = "", Entries(), None, False
            if is_nothing(words):  # "Actions: None": what stands below is no list of them
                self.open = None
            elif words and self._taken.match(words):
                self.open = None
                if not self._decisions.read(block.text):
                    why = f"stands behind “{shown}” and says what was done"
                    self.decisions.append(Task.of(upper(words), block, item, why, PROBABLE))
            elif words and not self._owners.is_owner(words):
                for text in parts_of(words, block.row > 0, self._owners):
                    self._add(text, block, item)
                self._inline = not re.match(r"\(?1[.)]", words)
                if not label.heads or not _GOES_ON.match(label.label):
                    self.open = None
            elif words and at == len(found) - 1:
                self._owner_behind(block, item, words, block.text[: label.begin].strip())
        return True

    def _owner_behind(self, block: Block, item: Item | None, owner: str, before: str) -> None:
        """Read "… to be repaired. Action: Clerk": the task is the sentence before the label."""
        self.open = None
        before, lines = before_label(before, self._last, block)
        sentence = re.split(r"(?<=[a-z)\d][.!?])\s+(?=[A-Z])", before)[-1].strip()
        if len(sentence) < FRAGMENT:
            self.unclear.append((block, f"“Action: {owner}” names an owner, and no task stands before it"))
            return
        block = replace(block, lines=tuple(sorted({*block.lines, *lines})))
        task = Task.of(sentence, block, item, "the sentence before a label that names an owner", PROBABLE)
        self._ask(task, self._owners.tidy(owner), sentence)

    def _ask(self, task: Task, owner: str, told: str) -> None:
        """Take in what somebody is asked for in words that say by when."""
        task.owner, task.due, task.status = owner, due_of(told), stands(told, self._words)
        self._keep(task)

    def _entry(self, block: Block, item: Item | None) -> bool:
        assert self.open is not None
        carried = self.open.carried
        if carried and not block.bullet:
            self.open.lines += list(block.lines)
            doer = self._owners.doer(block.text)
            if not self._topic and len(block.text) < 80 and not block.text.rstrip().endswith(".") and doer is None:
                self._topic = block.text
                return True
            self._add(block.text, block, item)
            self.open = None
            return True
        if _BY_WHEN.match(block.text):
            return False
        # A long paragraph, and one outside any list that asks nobody for anything, is no entry of the list.
        loose = not (block.row or block.bullet or block.number) and self.actions and not self._asks(block.text)
        # Below words that stand beside the label only a list goes on, and what asks somebody.
        loose = loose or (self._inline and not (block.row or block.bullet) and self._owners.doer(block.text) is None)
        if not self._entries.go_on(block) or len(block.text) > 600 or loose:
            self.open = None
            return False
        if self._whole is not None and block.depth > self._deep and not self._asks(block.text):
            said = BULLET.sub("", block.text)  # an entry below a task says how it stands
            self._whole.remark(said, block.lines, state_by(said, self._words))
            return True
        count = len(self.actions)
        self._add(block.text, block, item)
        new = self.actions[-1] if len(self.actions) > count else None
        whole = new is not None and (carried or new.owner) and not block.text.rstrip().endswith(":")
        self._whole, self._deep = new if whole else None, block.depth
        return True

    def _asks(self, text: str) -> bool:
        asked = re.search(r"\bto (?:be )?[a-z]+", text) or self._owners.begins(text)
        return bool(asked) or self._owners.doer(text) is not None

    def _add(self, text: str, block: Block, item: Item | None) -> None:
        text = " ".join(BULLET.sub("", text).split())
        box, text = box_of(text)
        if is_nothing(text.rpartition(":")[2]) or (len(text) < FRAGMENT and not self._asks(text)):
            return
        source, found = self.open, NUMBER.match(text)
        ref = source.ref if source else ""
        if found and "/" in found["mark"]:
            ref, text = found["mark"].strip("()."), text[found.end() :]
        elif found := _CODE.match(text):
            ref, text = found["ref"], text[found.end() :]
        owner, bare = self._owners.leading(text, source is not None)
        if not owner or bare == text:
            behind, bare = self._owners.trailing(text)
            owner = behind or owner
        if not owner and (doer := self._owners.doer(text)) is not None:
            owner = doer[0]
        owner = owner or (source.owner if source else "")
        why = source.why if source else "asks somebody to do something"
        task = Task.of(upper(bare), block, item, why)
        task.owner, task.due, task.ref = owner, due_of(text), ref
        if source is not None:
            task.lines = sorted(
                {*(source.lines if source.carried or source.lines == task.lines else source.lines[:1]), *task.lines}
            )
            task.carried = source.carried
        if box:
            task.status = "discharged"
        elif task.carried and not stands(text, self._words) and self._put_off.search(text):
            task.status = "deferred"
        elif task.carried and progress_of(text, self._words) == DONE:
            task.status = "discharged"
        else:
            task.status = stands(text, self._words)
        if task.carried or bare.rstrip().endswith("?"):
            task.certainty = PROBABLE
        if not self._twice(task):
            self._keep(task)
            self._in_row.append(task)

    def _twice(self, task: Task) -> bool:
        """Whether a task was read before: conversions print a page twice."""
        mine = set(plain(task.text).split())
        return any(len(mine & theirs) >= 0.85 * len(theirs) for theirs in self._known)

    def _keep(self, task: Task) -> None:
        """Take in a task, and its words if they are so many that they tell it from others."""
        self.actions.append(task)
        said = frozenset(plain(task.text).split())
        self._known |= {said} if len(said) > 4 else set()

    def _decide(self, block: Block, item: Item | None) -> bool:
        found = self._resolutions.take(block, item, self._last)
        for text, where in found or ():
            doer = self._owners.doer(text, strict=True) or self._owners.subjunctive(text)
            if doer is not None and not self._labels.stand_in(where.text) and doer[1] < _NEAR:
                task = Task.of(upper(text), where, item, "a decision that asks somebody to act", PROBABLE)
                self._ask(task, doer[0], text)
        return found is not None

    def _asked(self, block: Block, item: Item | None) -> bool:
        """Read sentences that ask an owner for something; where labels do, only those that begin so: "AR to report"."""
        taken = False
        title = item is not None and item.lines[:1] == list(block.lines[:1])
        for sentence in SENTENCES.split(block.text):
            if len(sentence) < FRAGMENT or self._decisions.says_so(sentence):
                continue
            doer = self._owners.doer(sentence, strict=True)
            if doer is None and not title and (led := self._owners.beside(sentence)):
                why = "a sentence that begins with what is to be done, beside an owner"
                task = Task.of(upper(led[1]), block, item, why, DOUBTFUL)
                self._ask(task, led[0], sentence)
                taken = True
            if doer is None:
                continue
            owner, where, verb = doer
            if where > 60 and not sentence[:where].rstrip().endswith((" -", "–", "—", ":", ";")):
                continue
            if _LET.search(sentence[:where]):
                continue  # what somebody was let do
            will = sentence[where + len(owner) : where + len(owner) + 24].lower()
            if re.search(r"\bwould\b|\bshall\b", will) and "agreed" not in sentence.lower():
                continue
            begins = where <= _THE and will.split()[:1] == ["to"]
            if not self._owners.may_be_asked(owner, will, verb) or (self._labelled and not begins):
                continue
            trailing, bare = self._owners.trailing(sentence)
            sure = PROBABLE if where <= _THE and not self._labelled else DOUBTFUL
            task = Task.of(upper(bare), block, item, "a sentence that says who is to do something", sure)
            self._ask(task, trailing or owner, sentence)
            taken = True
        return taken

    def _side(self, block: Block, item: Item | None) -> bool:
        side = block.side.strip()
        if plain(side) in _HEADS:
            return True
        if self._owners.is_owner(side):
            return False
        doer = self._owners.doer(re.sub(r"^\W*\d{0,2}[.)]?\s*", "", side)) if self.column else None
        if doer is not None and doer[1] <= _THE:
            self.open = None
            for text in several(side, True):
                self._add(text, Block(text, block.lines, block.page), item)
                if self.actions and self.actions[-1].lines == list(block.lines):
                    self.actions[-1].why = "stands in the column of actions"
            return True
        return False
