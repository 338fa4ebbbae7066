"""Labels at the head of minutes and what stands beside them, also where a conversion has torn the two apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from oversight_graph.ingest.readers.form import Line
from oversight_graph.ingest.words import Words, plain

_RECEIVED = re.compile(
    r"^(?:apolog(?:y|ies)\s+(?:for absence\s+)?)?(?:(?:had|have|has)\s+been\s+|were\s+|was\s+)?"
    r"(?:(?:received|accepted|noted|given|sent|and)\s+)*(?:from|by)\b\s*:?\s*",
    re.IGNORECASE,
)
# A heading of a list of those who were there that says whose they are: "District attendees".
_CROWD = re.compile(
    r"(?P<whose>(?!and\b)[A-Za-z-]{2,20})\s+(?:attendees|participants|members\s+present)\s*:?", re.IGNORECASE
)
_MARK = re.compile(r"^\s*(?:[•●▪■◦‣➢*·–-]\s+)?")
# What stands before words for how somebody was there: "Present via Teams".
_THERE = ("", "present ", "attending ", "attended ", "in attendance ", "joined ", "joining ")
# A list does not begin behind these: "Papers sent to councillors: ...".
_TO = re.compile(r"(?i)\b(?:to|by|from|for|of|with|the|and|between)$")
# Words that say whose list begins are fewer letters.
_WHOSE = 60
LISTS = ("present", "guests", "absent", "apologies")
NAMES = ("present", "apologies", "chair", "clerk", "date", "venue")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label and its value."""

    # "present", "guests", "absent", "apologies", "chair", "clerk", "date" or "venue"
    label: str
    value: str  # what stands beside or below it; empty if nothing does on its line
    at: int  # index of the line of the label
    lines: tuple[int, ...]
    torn: bool = False  # whether label and value were joined by their order only


class Labels:
    """Finds labels."""

    def __init__(self, words: Words) -> None:
        listed = [
            (plain(phrase), name) for name in (*NAMES, "guests", "absent") for phrase in words.of("minutes", name)
        ]
        listed += [(f"{there}{how}", "present") for how in words.phrases("minutes", "remote") for there in _THERE]
        phrases = sorted(
            listed,
            key=lambda pair: (-len(pair[0]), pair[1] not in ("guests", "absent")),
        )
        self._patterns = [(_pattern(phrase), name) for phrase, name in phrases]
        every = "|".join(sorted({re.escape(phrase.split()[0]) for phrase, _ in phrases}, key=len, reverse=True))
        who = "|".join(
            (words.pattern("minutes", "posts"), words.pattern("bodies", "nouns"), words.pattern("minutes", "attending"))
        )
        self._said = re.compile(
            rf"(?:\d+[.)]?\s+)?(?P<who>(?:(?:{who})s?\s+)+?)(?P<there>not\s+present|present|in\s+attendance|attending|absent)"
            r"(?:\s+(?:in\s+person|remotely|virtually|online))?(?P<were>\s+(?:were|was|are))?\s*"
            r"(?P<mark>[:–—-]+|(?<=were)\s(?=[A-Z]))?\s*(?P<rest>(?(mark).*|$))$",
            re.IGNORECASE | re.DOTALL,
        )
        many = "|".join((words.pattern("bodies", "nouns"), words.pattern("minutes", "crowds")))
        self._group = re.compile(rf"(?:(?:{many})\s*){{1,3}}:\s+(?=\w)", re.IGNORECASE)
        self._besides = {*words.of("minutes", "besides")}
        self._any = re.compile(rf"\s*(?:\d+[.)]?\s+)?(?:{every})", re.IGNORECASE)
        heads = {phrase[:1].upper() + phrase[1:] for phrase, name in phrases if name in LISTS}
        inside = "|".join(re.escape(phrase) for phrase in sorted(heads, key=len, reverse=True))
        self._inside = re.compile(rf"(?<=[.;])\s+(?=[A-Z])|(?<=[\w)])\s+(?=(?:{inside})\s*:)")

    def label_of(self, text: str) -> tuple[str, str]:
        """Return the label with which a text begins, and what stands beside it.

        Examples
        --------
        >>> from oversight_graph.ingest.words import load_words
        >>> labels = Labels(load_words())
        >>> tuple(labels.label_of(text) for text in ("PRESENT: Cllr Roe (Chair)", "Venue The old hall", "Dated"))
        (('present', 'Cllr Roe (Chair)'), ('venue', 'The old hall'), ('', 'Dated'))
        >>> labels.label_of("Board members in attendance were:"), labels.label_of("Also in attendance were: Jo Roe")
        (('present', ''), ('guests', 'Jo Roe'))
        >>> labels.label_of("District Attendees"), labels.label_of("Other attendees:")
        (('present', ''), ('guests', ''))
        """
        head = _MARK.sub("", text).rstrip()
        said = self._said.match(head) if len(head.partition(":")[0]) < 70 else None
        if said:
            also = re.search(r"(?i)\balso\b", said["who"])
            return (
                "absent" if said["there"].lower().startswith(("absent", "not")) else "guests" if also else "present"
            ), said["rest"]
        if crowd := _CROWD.fullmatch(head):
            return ("guests" if plain(crowd["whose"]) in self._besides else "present"), ""
        if not self._any.match(head):
            return "", head
        for pattern, name in self._patterns:
            found = pattern.match(head)
            if not found:
                continue
            rest = found["rest"].strip()
            if head[:1].islower() and (found["mark"] or "").strip() not in ("", ":"):
                continue  # a sentence that a printed line breaks: "officers - in the"
            if found["mark"] == "." and rest and name != "apologies":
                continue
            if name == "apologies":
                rest = _RECEIVED.sub("", rest)
            if found["mark"] or not rest or (name == "venue" and rest[:1].isupper() and len(head) < 90):
                return name, rest
            if name == "apologies" and rest != found["rest"].strip():
                return name, rest
        return "", head

    def ungrouped(self, text: str) -> str:
        """Return an entry of a list of names without the words for whose they are.

        Examples
        --------
        >>> from oversight_graph.ingest.words import load_words
        >>> [Labels(load_words()).ungrouped(text) for text in ("- Council members: Jo Roe, Al Orr", "Clerk: Ed Ash")]
        ['Jo Roe, Al Orr', 'Clerk: Ed Ash']
        """
        bare = _MARK.sub("", text)
        found = self._group.match(bare)
        return bare[found.end() :] if found else text

    def unfold(self, line: Line) -> list[Line]:
        """Return a paragraph that holds several lists of names as one line for each, all of the same number.

        Examples
        --------
        >>> from oversight_graph.ingest.words import load_words
        >>> line = Line(7, ("Roll call. Members present: Jo Roe, Al Orr. Absent: Ed Ash.",))
        >>> [part.text for part in Labels(load_words()).unfold(line)]
        ['Roll call.', 'Members present: Jo Roe, Al Orr.', 'Absent: Ed Ash.']
        """
        if line.is_row or ":" not in line.text or len(line.cells) != 1:
            return [line]
        parts: list[str] = []
        cut_at = self._inside.split(line.cells[0])
        for at, part in enumerate(cut_at[:-1]):
            # "Council members" is whose list it is that begins behind it.
            whose = ":" not in part and 0 < len(part) < _WHOSE and part[-1] not in ".;"
            if whose and self.label_of(f"{part} {cut_at[at + 1]}")[0] in LISTS:
                cut_at[at], cut_at[at + 1] = "", f"{part} {cut_at[at + 1]}"
        for part in filter(None, cut_at):
            numbered = parts and len(parts[-1]) < _WHOSE and not re.search(r"[^\W\d]{3}", parts[-1])
            # "Those attending" is one label.
            cut = (
                parts
                and ":" not in parts[-1]
                and len(parts[-1]) < _WHOSE
                and self.label_of(f"{parts[-1]} {part}")[0] in LISTS
            )
            told = parts and _TO.search(parts[-1][-_WHOSE:])
            if parts and (numbered or cut or told or not (":" in part and self.label_of(part)[0] in LISTS)):
                parts[-1] += f" {part}"
            else:
                parts.append(part)
        lists = {self.label_of(part)[0] for part in parts} & {"present", "guests", "apologies"}
        return [replace(line, cells=(part,)) for part in parts] if lists and len(parts) > 1 else [line]

    def find(self, lines: Sequence[Line]) -> list[Labelled]:
        """Return the labels of running text, in order, torn ones joined to their values."""
        found: list[Labelled] = []
        waiting: list[tuple[str, int, int]] = []
        bare = [plain(line.text) for line in lines if not line.is_row]
        for at, line in enumerate(lines):
            if line.is_row:
                waiting.clear()
                continue
            if not line.cells:
                continue
            name, rest = self.label_of(line.text)
            if name == "clerk" and not rest and bare.count(plain(line.text)) > 1:
                continue  # "Minutes:" above what was said of each item
            if name and rest:
                found.append(Labelled(name, rest, at, (line.number,)))
                waiting.clear()
            elif name:
                waiting.append((name, at, line.number))
                found.append(Labelled(name, "", at, (line.number,)))
            elif len(waiting) > 1:
                if {wanted for wanted, _, _ in waiting} <= {"present", "apologies", "guests"}:
                    waiting.clear()
                    continue
                wanted, label_at, number = waiting.pop(0)
                found = [kept for kept in found if not (kept.at == label_at and not kept.value)]
                found.append(Labelled(wanted, line.text, label_at, (number, line.number), True))
            elif waiting:
                wanted, label_at, number = waiting.pop()
                if wanted in ("chair", "clerk", "date", "venue"):
                    found = [kept for kept in found if not (kept.at == label_at and not kept.value)]
                    found.append(Labelled(wanted, line.text, label_at, (number, line.number), at > label_at + 1))
        return sorted(found, key=lambda kept: kept.at)


def _pattern(phrase: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(word) for word in phrase.split())
    return re.compile(
        rf"(?:\d+[.)]?\s+)?{words}\b\s*(?:\([^()]{{0,40}}\)\s*)?"
        r"(?P<mark>[:;–—-]+(?:\s*[-–](?=\s))?|\.(?=$|\s))?\s*(?P<rest>.*)$",
        re.IGNORECASE | re.DOTALL,
    )
