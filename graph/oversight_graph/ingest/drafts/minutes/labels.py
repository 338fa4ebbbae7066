"""Labels at the head of minutes and what stands beside them, also where a conversion has torn the two apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from oversight_graph.ingest.readers.form import Line
from oversight_graph.ingest.words import Words, plain

_RECEIVED = re.compile(
    r"^(?:apolog(?:y|ies)\s+(?:for absence\s+)?)?(?:(?:had|have|has)\s+been\s+|were\s+|was\s+)?"
    r"(?:(?:received|accepted|noted|given|sent|and)\s+)*(?:from|by)\b\s*:?\s*",
    re.IGNORECASE,
)
NAMES = ("present", "apologies", "chair", "clerk", "date", "venue")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label and its value.

    Attributes
    ----------
    label : str
        ``"present"``, ``"guests"``, ``"absent"``, ``"apologies"``, ``"chair"``, ``"clerk"``, ``"date"`` or ``"venue"``.
    value : str
        What stands beside or below it; empty if nothing does on its line.
    at : int
        Index of the line of the label.
    lines : tuple of int
    torn : bool
        Whether label and value were joined by their order only.
    """

    label: str
    value: str
    at: int
    lines: tuple[int, ...]
    torn: bool = False


class Labels:
    """Finds labels.

    Parameters
    ----------
    words : Words
    """

    def __init__(self, words: Words) -> None:
        phrases = sorted(
            ((plain(phrase), name) for name in (*NAMES, "guests", "absent") for phrase in words.of("minutes", name)),
            key=lambda pair: (-len(pair[0]), pair[1] not in ("guests", "absent")),
        )
        self._patterns = [(_pattern(phrase), name) for phrase, name in phrases]
        every = "|".join(sorted({re.escape(phrase.split()[0]) for phrase, _ in phrases}, key=len, reverse=True))
        who = "|".join(
            (words.pattern("minutes", "posts"), words.pattern("bodies", "nouns"), words.pattern("minutes", "attending"))
        )
        self._said = re.compile(
            rf"(?:\d+[.)]?\s+)?(?P<who>(?:(?:{who})s?\s+)+?)(?P<there>present|in\s+attendance|attending|absent)(?:\s+(?:were|was|are))?\s*"
            r"(?P<mark>[:–—-]+)?\s*(?P<rest>(?(mark).*|$))$",
            re.IGNORECASE | re.DOTALL,
        )
        self._any = re.compile(rf"\s*(?:\d+[.)]?\s+)?(?:{every})", re.IGNORECASE)

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
        """
        head = re.sub(r"^\s*(?:[•●▪■◦‣➢*·–-]\s+)?", "", text).rstrip()
        said = self._said.match(head) if len(head.partition(":")[0]) < 70 else None
        if said:
            also = re.search(r"(?i)\balso\b", said["who"])
            return ("absent" if said["there"].lower() == "absent" else "guests" if also else "present"), said["rest"]
        if not self._any.match(head):
            return "", head
        for pattern, name in self._patterns:
            found = pattern.match(head)
            if not found:
                continue
            rest = found["rest"].strip()
            if found["mark"] == "." and rest and name != "apologies":
                continue
            if name == "apologies":
                rest = _RECEIVED.sub("", rest)
            if found["mark"] or not rest or (name == "venue" and rest[:1].isupper() and len(head) < 90):
                return name, rest
            if name == "apologies" and rest != found["rest"].strip():
                return name, rest
        return "", head

    def find(self, lines: Sequence[Line]) -> list[Labelled]:
        """Return the labels of running text, in order, torn ones joined to their values."""
        found: list[Labelled] = []
        waiting: list[tuple[str, int, int]] = []
        for at, line in enumerate(lines):
            if line.is_row:
                waiting.clear()
                continue
            if not line.cells:
                continue
            name, rest = self.label_of(line.text)
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
