"""The items of a meeting: numbered headings in their order, told from numbered questions, tasks and findings."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from oversight_graph.ingest.days import MONTH_NAMES
from oversight_graph.ingest.drafts.minutes.blocks import CODED, Block
from oversight_graph.ingest.drafts.minutes.meeting import BOLD
from oversight_graph.ingest.titles import SHORT
from oversight_graph.ingest.words import Words, plain

_LONGEST_TITLE = 130
# So many numbers in their order number the items, with gaps no larger than this.
_RUN, _GAP = 6, 2
# How many words a heading has at most, if it is a true one and if not.
_LONG, _SHORT = 16, 8
_SENTENCE = re.compile(r"[a-z]{2,}\.\s+[A-Z]")
_SHORTENED = re.compile(rf"(?i)\b(?:incl|excl|etc|approx|dept|no|vs|st|{'|'.join(SHORT)})\.")
# What a web page adds to a title that leads to a file.
_ATTACHED = re.compile(r"(?i)\s*(?:pdf icon\s+)?\bPDF\s+\d+\s+[KM]B$")
_MONTHS = re.compile(rf"(?i)(?:{MONTH_NAMES})\b")
_QUESTION = re.compile(r"(?:Can|Do|Does|Is|Are|Has|Have|What|How|Why|Who|When|Will|Would|Could)\b")
# What became of a motion, printed as a heading.
_ENDED = re.compile(r"(?i)(?:the\s+)?(?:motion\s+)?(?:pass(?:es|ed)|carried|fail(?:s|ed)|lost)\b")
_ROMAN = re.compile(r"(?=[IVX])(?P<tens>X{0,3})(?P<ones>IX|IV|V?I{0,3})")
_TO = re.compile(r"\b(?:to|must|shall)\s+[a-z]+")
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|can|do|does|would|should|to be|confirmed|noted|asked|said|stated|"
    r"reported|advised)\b"
)


@dataclass(slots=True)
class Item:
    """An item of a meeting."""

    # number, title: as printed; the number may be empty
    number: str
    title: str
    path: str  # the number with those of the items above it, such as "4a 1"
    lines: list[int] = field(default_factory=list)
    page: int | None = None
    brought: bool = False  # whether it takes up what earlier meetings left
    why: str = ""
    closes: list[str] = field(default_factory=list)  # references of earlier actions that it closes
    outcome: str = ""  # by its code, where the minutes say that it was put off
    told: str = ""  # what became of it, for which there is no code
    celled: bool = False  # whether the number stands in a column of numbers


class Items:
    """Follows the items through the paragraphs of minutes.

    Parameters
    ----------
    blocks : sequence of Block
        All paragraphs, to see how the minutes number their items.
    """

    def __init__(self, words: Words, blocks: Sequence[Block]) -> None:
        self.items: list[Item] = []
        self._stack: list[Item] = []
        # The number, and the letter, that was printed before, and whether it was that of an item.
        self._before: dict[bool, tuple[str, bool]] = {}
        self._list = ""  # the number of a heading over a list, such as "4. Actions", that came next among the items
        self._words = words
        self._brought = words.any_of("minutes", "brought")
        self._next = words.any_of("minutes", "next")
        self._labels = {
            plain(phrase)
            for name in ("action", "findings", "decision", "closed")
            for phrase in words.of("minutes", name)
        }
        self._decided = re.compile(rf"(?:{words.pattern('minutes', 'decision')})\s*(?::|\b(?:that|to)\b)", re.I)
        self._headings = words.phrases("minutes", "headings")
        self._coded = sum(bool(CODED.match(block.text)) for block in blocks) >= 3
        self._rows = sum(block.celled for block in blocks) >= 3
        self._counted = _is_run([int(n) if (n := _bare(block)).isdigit() else 0 for block in blocks])
        # Where true headings part the minutes, what is printed in bold or ends with a colon stands below them.
        true = [block for block in blocks if 0 < block.heading < BOLD]
        self._headed = sum(not block.number for block in true) >= max(3, 0.6 * len(true))
        numbered = sum(bool(block.number) and block.number[0].isdigit() for block in blocks)
        self._plain = self._headed or numbered < 3

    @property
    def current(self) -> Item | None:
        """The item that is dealt with now."""
        return self._stack[-1] if self._stack else None

    def take(self, block: Block, expecting: bool) -> bool:
        """Look whether a paragraph is the heading of an item, and take it if so.

        Parameters
        ----------
        expecting : bool
            Whether a list of actions or decisions is being read, whose entries may be numbered.
        """
        if self._coded and not block.row and (coded := CODED.match(block.text)):
            self._stack = []
            self._open(coded["code"], coded["code"], coded["title"], block, "heading with its number behind it")
            return True
        number = block.number.strip("() ").rstrip(".:,)")
        if re.fullmatch(r"\([A-Z]\)", block.number.strip()) and not self._is_roman(number):
            number = number.lower()  # "(A)", "(B)"
        whole = 0 < block.heading < BOLD and not number and len(block.text) <= _LONGEST_TITLE
        title, rest = (block.text, "") if whole else _title(block.text, bool(number))
        if number and _MONTHS.match(block.text):
            return False  # a day
        if number:
            figure = number.isdigit()
            before = self._before.get(figure, ("", False))
            self._before[figure] = (number, False)
            loud = title.isupper() and title == block.text and self._comes_next(number)
            label = plain(title) in self._labels and not loud
            if label and self._comes_next(number):
                self._list = number
            if label or not self._is_item(block, number, title, expecting, before):
                return False
            self._before = {**(self._before if not figure else {}), figure: (number, True)}
            printed = block.number.strip("()").rstrip(":,) ")
            self._open(number, printed, title or _shortened(rest), block, "numbered heading")
            return True
        if self._unnumbered(block, title):
            if self._next.search(title):
                self._stack = []
                if block.row or block.celled:
                    return True  # a row that says when, and is nothing that was dealt with
            self._open("", "", title, block, "heading without a number")
            return True
        return False

    def _is_roman(self, number: str) -> bool:
        """Whether a capital in brackets is a Roman figure: no letter before it was printed last."""
        return (
            bool(_ROMAN.fullmatch(number)) and self._before.get(False, ("", False))[0] != chr(ord(number) - 1).lower()
        )

    def _is_item(self, block: Block, number: str, title: str, expecting: bool, before: tuple[str, bool]) -> bool:
        text = title or block.text
        if block.celled:
            return bool(block.text) and not text.rstrip().endswith("?")
        if text.rstrip().endswith("?") or _QUESTION.match(text):
            return False
        if self._counted and number.isdigit() and not block.row and not expecting:
            return True
        strong = bool(title) and (title.isupper() or block.heading)
        most = 22 if title == block.text and title[-1:].isalnum() else 12
        calm = bool(title) and len(title.split()) <= most and not _VERB.search(title) and not title.endswith(".")
        if self._rows and block.row:
            marked = block.number.endswith((".", ")")) or self._in_sequence(number)
            return not expecting and calm and len(title.split()) <= 8 and marked
        if expecting and not strong:  # the item behind such a list is told by its title: "5. Any Other Business: ..."
            if not title or not _is_one_more(before[0], number):
                return False
            # The entries of the list were not numbered where the number before is that of an item.
            titled = calm and title[:1].isupper() and not _TO.search(title)
            return (titled and before[1]) or ((titled or title != block.text) and self._list == before[0])
        if strong:
            return self._in_sequence(number) or not self._stack or bool(block.heading)
        if self._stack and _parts(number) == [1] and calm and title == block.text and len(title.split()) <= 5:
            return title[:1].isupper()  # the parts of an item, counted from 1 again
        if before[1] and not block.row and _is_one_more(before[0], number):
            return True  # items that are numbered sentences: nothing numbered stands between
        # A line that ends with a colon and has just the number that comes next is a heading, however long.
        led = block.text.rstrip().endswith(":") and len(block.text) <= _LONGEST_TITLE and self._comes_next(number)
        return self._in_sequence(number) and (calm or led or "/" in number)

    def _comes_next(self, number: str) -> bool:
        """Whether a number is that of an open item, and one more."""
        mine = _parts(number)
        return any(
            mine[:-1] == theirs[:-1] and isinstance(mine[-1], int) and theirs[-1] == mine[-1] - 1
            for theirs in (_parts(item.number) for item in self._stack if item.number)
        )

    def _in_sequence(self, number: str) -> bool:
        """Whether a number follows on one of the open items."""
        mine = _parts(number)
        numbered = [_parts(item.number) for item in self._stack if item.number]
        if not any(isinstance(mine[-1], Roman) == isinstance(theirs[-1], Roman) for theirs in numbered):
            numbered = []  # the first of its kind
        if not numbered:
            return mine[-1:] in ([0], [1], [2], [3], ["a"]) or "/" in number
        for theirs in numbered:
            if mine[:-1] == theirs[:-1] and _close(mine[-1], theirs[-1]):
                return True
            if mine[:-1] == theirs and mine[-1] in (1, "a"):
                return True
            if len(theirs) == 1 and mine[1:] == [1] and _close(mine[0], theirs[0]):
                return True
            if mine == ["a"]:
                return True
            if "/" in number and mine[1:] == theirs[1:] and _close(mine[0], theirs[0], 9):
                return True  # 18/25 after 17/25
        return False

    def _unnumbered(self, block: Block, title: str) -> bool:
        """Whether a paragraph without a number is a heading: printed as such, or in capitals."""
        if not title or plain(title.rstrip(":")) in self._labels | self._headings or len(title) < 5:
            return False
        if self._decided.match(title) or _ENDED.match(title):
            return False
        if self._plain and not block.bullet and not block.row and not title.rstrip().endswith("."):
            true = 0 < block.heading < BOLD
            led = block.text.rstrip().endswith(":") or block.text.startswith(f"{title}:")
            led = true or (not self._headed and bool(block.heading or led) and not _VERB.search(title))
            most = _LONG if true else _SHORT
            if led and len(title.split()) <= most and (title[:1].isupper() or block.heading):
                return True
            if self._headed:
                return False
        words = [word for word in re.findall(r"[A-Za-z]+", title) if len(word) > 2]
        if len(words) < 2 and not self._next.search(title):
            return False
        if self._next.match(title) and len(title) < 90:
            return True
        capitals = title.isupper() or (len(words) > 2 and sum(word.isupper() for word in words) > 0.85 * len(words))
        return capitals and not block.bullet and not re.search(r"(?i)\b(?:is|are|was|were)\b", title)

    def _open(self, number: str, printed: str, title: str, block: Block, why: str) -> None:
        mine = _parts(number)
        if number:
            self._stack = self._above(mine, title, block.celled, block.lines[0])
        else:
            # A heading without a number stands beside the last one of its kind; where headings are what parts the
            # minutes, a numbered line was an entry of a list under the one before.
            while self._stack and (not self._stack[-1].number or (self._plain and block.heading)):
                self._stack.pop()
        parent = self._stack[-1] if self._stack else None
        nested = number and parent is not None and not _is_under(mine, _parts(parent.number))
        path = f"{parent.path} {printed}" if nested and parent is not None else printed
        # A path of several numbers stands in the lines of each of them.
        lines = [*(parent.lines[:1] if nested and parent is not None else []), *block.lines]
        item = Item(number, _tidy(title), path.strip(), lines, block.page, False, why, celled=block.celled)
        item.brought = bool(self._brought.search(title)) or (parent is not None and parent.brought)
        self._stack.append(item)
        self.items.append(item)

    def _above(self, mine: list[int | str], title: str, celled: bool, line: int) -> list[Item]:
        """Return the open items under which a number stands."""
        stack = [item for item in self._stack if item.number]
        last = self._stack[-1] if self._stack else None
        fresh = mine == [1] and last is not None and not last.number and last.title.isupper()
        if isinstance(mine[-1], Roman) or (fresh and not any(item.title.isupper() for item in stack)):
            return []  # a heading in capitals above figures that begin again
        for at in range(len(stack) - 1, -1, -1):
            if _is_under(mine, _parts(stack[at].number)):
                return stack[: at + 1]
        if mine == [1]:  # Markdown counts for itself: an entry right below another is beside it
            beside = stack and _parts(stack[-1].number) == [1] and stack[-1].lines[-1] == line - 1
            return stack[:-1] if beside else stack
        if mine == ["a"]:  # the parts of the last item that has a number: those of the item before are ended
            return stack[: next((at for at in range(len(stack), 0, -1) if not _lettered(stack[at - 1])), 0)]
        before = [at for at in range(len(stack) - 1, -1, -1) if _follows(mine, _parts(stack[at].number))]
        # Where a number follows on two of the open items, the heading is printed as that of its own rank.
        alike = [at for at in before if stack[at].celled == celled] or before
        alike = [at for at in alike if stack[at].title.isupper() == _tidy(title).isupper()] or alike
        return stack[: alike[0]] if before else []

    def extend(self, block: Block) -> None:
        """Take a paragraph for one of the open items."""
        for item in self._stack:
            item.lines += [line for line in block.lines if line not in item.lines]


def _title(text: str, numbered: bool = False) -> tuple[str, str]:
    """Return the title with which a paragraph begins, if it is short enough to be one, and the rest."""
    short, mark, rest = text.partition(": ")
    said = _VERB.search(rest) or (numbered and len(rest.split()) > 2)
    if mark and len(short.split()) <= 7 and said and not _VERB.search(short):
        return short, rest
    short, mark, rest = re.sub(r"\s+[–—-]\s+", "\x00", text, count=1).partition("\x00")
    if mark and len(short.split()) <= 9 and _VERB.search(rest) and not _VERB.search(short) and len(text) > 90:
        return short, rest
    if len(text) <= _LONGEST_TITLE and not _SENTENCE.search(_SHORTENED.sub("", text)):
        return text, ""
    caps = re.match(
        r"((?:(?:[A-Z][A-Z’'&/,()–-]*|[/&–-])\s+){2,}[A-Z][A-Z’'&/()]+(?:\s+\([A-Z]+\))?:?)(?=\s+[A-Z(]|$)", text
    )
    if caps and len(caps[1]) <= _LONGEST_TITLE:
        return caps[1], text[caps.end() :]
    named = re.match(r"((?:[A-Z][\w’'-]*\s+){1,6}\([A-Z]{2,8}\))\s+(?=[A-Z])", text)
    if named:
        return named[1], text[named.end() :]
    first, mark, rest = re.sub(r"([a-z)])[.:]\s+", "\\1\x00", text, count=1).partition("\x00")
    whole = first.count("(") == first.count(")")
    if mark and whole and len(first) <= 100 and len(first.split()) <= 14 and not _VERB.search(first):
        return first, rest
    return "", text


def _bare(block: Block) -> str:
    return "" if block.row else block.number.strip("() ").rstrip(".:,)")


def _is_run(numbers: Sequence[int]) -> bool:
    """Whether paragraphs are counted from one throughout, though one or the other number stands within a paragraph.

    Examples
    --------
    >>> _is_run([1, 2, 3, 0, 5, 0, 6, 7]), _is_run([1, 2, 3, 0, 1, 2]), _is_run([0] * 20 + [1, 2, 3, 4, 5, 6])
    (True, False, False)
    """
    at = [place for place, number in enumerate(numbers) if number]
    found = [numbers[place] for place in at]
    steps = all(0 < later - number <= _GAP for number, later in itertools.pairwise(found))
    return len(found) >= _RUN and found[0] == 1 and steps and at[-1] - at[0] >= 0.5 * len(numbers)


def _lettered(item: Item) -> bool:
    return all(isinstance(part, str) for part in _parts(item.number))


def _is_one_more(before: str, number: str) -> bool:
    if number.isdigit() and before.isdigit():
        return int(number) == int(before) + 1
    return len(number) == len(before) == 1 and number.isalpha() and ord(number) == ord(before) + 1


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_TITLE else f"{text[:_LONGEST_TITLE].rsplit(' ', 1)[0]} …"


def _tidy(title: str) -> str:
    return " ".join(_ATTACHED.sub("", title).split()).strip(" :–-")


class Roman(int):
    """A number in capital Roman figures, which ranks above those in Arabic ones."""


def _parts(number: str) -> list[int | str]:
    if found := _ROMAN.fullmatch(number):
        tens, ones = found["tens"], found["ones"]
        small = {"IX": 9, "IV": 4}.get(ones, 5 * ones.count("V") + ones.count("I"))
        return [Roman(10 * len(tens) + small)]
    return [int(part) if part.isdigit() else part for part in re.findall(r"[0-9]{1,9}|[a-z]+|[A-Z]+", number)]


def _close(mine: int | str, theirs: int | str, most: int = 3) -> bool:
    if isinstance(mine, int) and isinstance(theirs, int) and type(mine) is type(theirs):
        return 0 < mine - theirs <= most
    return isinstance(mine, str) and isinstance(theirs, str) and mine > theirs


def _follows(mine: list[int | str], theirs: list[int | str]) -> bool:
    """Whether a number comes after another of the same rank: 4a after 3, 2 after 1, 2.3 after 2.2, 5c after 5b."""
    if len(mine) == len(theirs) and mine[:-1] == theirs[:-1]:
        return type(mine[-1]) is type(theirs[-1]) and mine[-1] > theirs[-1]  # type: ignore[operator]
    return False


def _is_under(mine: list[int | str], theirs: list[int | str]) -> bool:
    return len(mine) > len(theirs) and mine[: len(theirs)] == theirs
