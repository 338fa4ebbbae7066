"""What the cells of a row say: by field, beside what no column is for, and whether anything is promised at all."""

import re
from collections.abc import Mapping

from oversight_graph.ingest.drafts.plans.heads import SAID, Head, field_of
from oversight_graph.ingest.drafts.plans.refs import whole_ref
from oversight_graph.ingest.words import Words, plain
from oversight_graph.model.spelling import flat

# A figure that is no day, such as a share, a sum or a count; and one that may be a year or a day,
# or the number under which a spreadsheet keeps one.
_FIGURE = re.compile(r"[<>≤≥~+-]?\s*[£€$]?\s*\d[\d,.]*\s*(?:%|k|m|bn|per cent)?", re.IGNORECASE)
_DAY = re.compile(r"(?:19|20)\d\d|\d{1,2}\.\d{1,2}\.\d{2,4}|4\d{4}")
# "No further action; risk accepted", "None", "n/a".
_NOTHING = re.compile(
    r"(?i)\W*(?:no\s+(?:further\s+|management\s+)?actions?(?:\s+(?:is|are|was))?(?:\s+(?:required|needed|necessary|proposed|taken))?"
    r"|none(?:\s+(?:required|needed))?|nil|n/?a|not\s+applicable)\W*(?:$|[;,.–—-])"
)
# A line of a cell that is a point of a list, and one that is counted.
_POINT = re.compile(r"(?:[•●▪■◦‣➢∙·*–—-]|[\uf0b7\uf0a7])\s*(?P<said>[^\W\d_].*)")
_COUNTED = re.compile(r"\(?(?P<number>\d{1,2})[.)]\s+(?P<said>\S.*)")
# A cell with more points than this is a text of its own.
_MOST = 40
# How a risk stands, which does not say that anything is done.
_STANDING = frozenset({"open", "closed", "live", "active", "dormant", "archived"})


class Contents:
    """Reads the cells of a row of a plan."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._levels = words.phrases("levels")
        self._later = set(words.of("later"))
        self._totals = words.phrases("totals")
        self._refused = re.compile(rf"(?i)\W*(?:no\W*$|(?:{words.pattern('answers', 'refused')})\b)")
        self._partly = re.compile(rf"(?i)\W*(?:{words.pattern('answers', 'partly')})\b")

    def by_field(self, head: Head, cells: Mapping[int, str]) -> tuple[dict[str, str], dict[str, str]]:
        """Return what stands in the columns that are understood, by field, and in the others, by head."""
        values: dict[str, str] = {}
        others: dict[str, str] = {}
        for at, cell in sorted(cells.items()):
            name, printed, said = head.fields[at], flat(head.names[at]), flat(cell)
            aside = self._says_no_more(name, said, head)
            label, _, below = cell.partition("\n")
            if name == "oversight" and below and plain(label) in plain(printed).split():
                # Under "Governance and partners" the cell says itself of which of them it speaks.
                aside = field_of(plain(label), "plan", self._words, {})[0] != name
                cell = below
            if name == "due" and name in values and printed and not aside:
                aside = not self._later & set(plain(printed).split())
                if not aside:  # the first day counts no more
                    others[flat(head.names[head.fields.index(name)])] = flat(values.pop(name))
            if name and not aside and not (name == "ref" and name in values):  # the first is that of the row
                beside = "; " if name in ("lead", "oversight", "objective", "progress") else "\n"
                values[name] = f"{values[name]}{beside}{cell}" if name in values else cell
            elif printed:
                others[printed] = said
        return values, others

    def _says_no_more(self, name: str, said: str, head: Head) -> bool:
        """Whether a cell does not say what its column is taken for.

        "Priority: high" is no objective, a target of 72% no day, and a risk that is closed no action that is done. What
        was answered to a recommendation is for the note.
        """
        if name == "due":
            return bool(_FIGURE.fullmatch(said)) and not _DAY.fullmatch(said)
        standing = name == "status" and head.risks and plain(said) in _STANDING
        return name == "answer" or standing or (name == "objective" and plain(said) in self._levels)

    @staticmethod
    def left_out(head: Head, others: Mapping[str, str]) -> set[str]:
        """Return the column of oversight where what stands there speaks of something else: then it says nothing."""
        at = head.column("oversight")
        return {"oversight"} if at is not None and flat(head.names[at]) in others else set()

    def promises_nothing(self, head: Head, values: Mapping[str, str], others: Mapping[str, str]) -> str:
        """Return why a row is no promise, if it is none: it was refused, or does not say what is to be done."""
        if any(map(self._refused.match, _answers(head, others))):
            return "a recommendation that was not accepted, which is no promise"
        said = f"{values.get('commitment', '')}{values.get('activity', '')}"
        if said and not re.search(r"[^\W\d]{2}", said):
            return "only the number of what is promised stands there"
        own = bool(whole_ref(values.get("ref", ""))[0]) or ("ref" not in head.fields and "objective" in values)
        if not said.strip() and values.keys() == {"ref"}:
            return "only words stand there, where the others have a reference"
        if _NOTHING.match(said):
            return "the row says that nothing is to be done"
        if head.risks and own and not said.strip():
            return "a risk of which the row does not say what is to be done against it"
        printed = [plain(cell) for cell in (*values.values(), *others.values())]
        if values.get("commitment") and all(field_of(cell, "plan", self._words, {})[2] >= SAID for cell in printed):
            return "all that stands there are heads of columns"
        if own and not said.strip() and "commitment" in head.fields and values.keys() - {"ref"} > {"objective"}:
            return "the row does not say what is to be done"
        return ""

    def sums_up(self, values: Mapping[str, str]) -> str:
        """Return why a row is no promise and carries none on, if it gives the totals of the rows above."""
        first, *rest = [plain(value) for value in values.values()] or [""]
        named = first in self._totals or (
            any(first.startswith(f"{each} ") for each in self._totals) and all(map(_FIGURE.fullmatch, rest))
        )
        return "a row of totals, which promises nothing" if named else ""

    @staticmethod
    def parts(said: str) -> list[str]:
        r"""Return what a cell says in numbered lines or in points of a list; empty if it says one thing.

        Examples
        --------
        >>> Contents.parts("1. Mend lamps\n2. Plant"), Contents.parts("• Mend\n• Plant"), Contents.parts("- Mend lamps")
        (['Mend lamps', 'Plant'], ['Mend', 'Plant'], [])
        """
        lines = [part.strip() for part in said.split("\n") if part.strip()]
        for form in (_COUNTED, _POINT):
            found = [each for line in lines if (each := form.fullmatch(line))]
            counted = form is _POINT or [int(each["number"]) for each in found] == list(range(1, len(found) + 1))
            if 1 < len(found) == len(lines) <= _MOST and counted:
                return [each["said"] for each in found]
        return []

    @classmethod
    def beside(cls, values: Mapping[str, str], several: int, at: int) -> dict[str, str]:
        """Return what stands beside one of several things in a cell: of as many days its own."""
        days = cls.parts(values.get("due", "")) or values.get("due", "").split("\n")
        return {**values, "due": days[at]} if len(days) == several > 1 else dict(values)

    def doubt(self, head: Head, others: Mapping[str, str]) -> str:
        """Return what makes a recommendation doubtful as a promise: it was taken in part, or not answered."""
        answers = _answers(head, others)
        if answers and not any(answers):
            return "no answer to the recommendation is printed"
        return "the recommendation was taken in part" if any(map(self._partly.match, answers)) else ""


def _answers(head: Head, others: Mapping[str, str]) -> list[str]:
    heads = zip(head.names, head.fields, strict=True)
    return [others.get(flat(name), "") for name, field in heads if field == "answer"]
