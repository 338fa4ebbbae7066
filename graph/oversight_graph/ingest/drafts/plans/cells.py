"""What an oversight cell holds: the names in it, and whether they are bodies, routines, pointers or nothing."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from oversight_graph.ingest.drafts.plans.refs import pointers
from oversight_graph.ingest.words import Words, plain
from oversight_graph.ingest.workbook.to_graph.oversight import mechanism_of
from oversight_graph.model.spelling import acronyms

BODY, PROCESS, REFERENCE, BLANK, LOST = "body", "process", "reference", "blank", "lost"
# A name of which no word tells what it is.
UNKNOWN = "not known"

_NUMBERED = re.compile(r"(?:(?<=\s)|^)\(?\d{1,2}[.)]\s*(?=[A-Za-z>•])")
_BULLETS = re.compile(r"\s*(?:[•●▪◦➢]|(?:(?<=\s)|^)>(?=\s?[A-Z])|(?:^|\n)\s*[–-]\s)\s*")
_STOPS = re.compile(r"\s*(?:;|\n|(?<=[a-z)])\.(?=\s+[A-Z])|(?<=[A-Z)])\.(?=\s+[A-Z][a-z])|,(?![^(]*\)))\s*")
_SLASH = re.compile(r"\s+/\s+(?:the\s+)?(?=[A-Z])")
_AND = re.compile(r"\s+(?:and|&|/|\+)\s+(?:the\s+)?(?=[A-Z])")
# One body after another: "Quay Board then Cabinet", "via Quay Board to Full Council".
_THEN = re.compile(
    r",?\s+(?:(?:and\s+)?then(?:\s+to)?|via|through|reporting\s+(?:in)?to|reports\s+(?:in)?to|→|-+>)\s+(?:the\s+)?(?=[A-Z])"
)
_BY_WAY = re.compile(
    r"^(?:via|through)\s+(?:the\s+)?(?=[A-Z])(?P<first>[^,;]{2,80}?)\s+to\s+(?:the\s+)?(?=[A-Z])", re.I
)
_ACRONYM = re.compile(r"\b[A-Z][A-Z&]{1,7}s?\b")
_BRACKETS = re.compile(r"\(([^()]*)\)")
# Of "Board of Trustees" and "Chair of the Board", what stands before this says what it is.
_BEHIND = re.compile(r"\s+(?:of|for|on|in|to|at|from|with|within)\b|[(,;:]|\s[-–]\s")


@dataclass(frozen=True, slots=True)
class Named:
    """A mechanism named in a cell: its words as printed, and what it is taken for."""

    words: str
    kind: str
    why: str


class Cells:
    """Reads oversight cells with what the paper says of its own bodies.

    Parameters
    ----------
    bodies : iterable of str
        Names and acronyms of bodies that the paper or the register gives.
    """

    def __init__(self, words: Words, bodies: Iterable[str] = ()) -> None:
        self._words = words
        own = words.pattern("bodies", "nouns")
        nouns = f"{own}|{words.pattern('bodies', 'overseers')}"
        # Of those who carry out what is asked for, bodies are no posts.
        nobody = re.compile(rf"(?:.*\s)?(?:{own})|{nouns}|group|office|staff")
        posts = [post for post in words.of("minutes", "posts") if not nobody.fullmatch(post)]
        persons = "|".join(map(re.escape, sorted([*posts, *words.of("bodies", "persons")], key=len, reverse=True)))
        self._person = re.compile(rf"\b(?:{persons})s?$|^secretar(?:y|ies)\b", re.IGNORECASE)
        self._posted = re.compile(rf"\b(?:(?:{nouns})\s+)?(?:{persons})(?:s|'s|s')?\b", re.IGNORECASE)
        self._noun = re.compile(rf"\b(?:{nouns})(?:s|'s)?\b", re.IGNORECASE)
        self._meeting = words.any_of("bodies", "meetings")
        self._routine = words.any_of("routines")
        self._attending = re.compile(rf"^\W*(?:\w+\W+){{0,6}}?(?:{words.pattern('attending')})\b", re.IGNORECASE)
        self._post = words.any_of("minutes", "posts")
        self._placeholders = words.phrases("placeholders")
        self._bodies: set[str] = set()
        self._acronyms: set[str] = set()
        for name in bodies:
            self.learn(name)

    def is_post(self, words: str) -> bool:
        """Whether words are the name of one post: short, and with a word for one."""
        return bool(self._post.search(words)) and len(words.split()) <= 6 and not re.search(r"[,;/&\n]", words)

    def learn(self, name: str) -> None:
        """Take a name for that of a body from now on, and with it the acronyms that it may have."""
        self._bodies.add(plain(name))
        if self._noun.search(name):
            found = acronyms(name)
            self._acronyms |= found | {letters[:-1] for letters in found if len(letters) > 4}

    def kind_of(self, name: str) -> tuple[str, str]:
        """Return what a name is taken for, and why.

        Examples
        --------
        >>> from oversight_graph.ingest.words import load_words
        >>> cells = Cells(load_words(), ["Alliance Governance Group"])
        >>> cells.kind_of("Crime Reduction Board")[0], cells.kind_of("AGG")[0], cells.kind_of("KPI monitoring")[0]
        ('body', 'body', 'process')
        >>> cells.kind_of("Scrutiny Panel")[0], cells.kind_of("Audit Committee")[0], cells.kind_of("Board reports")[0]
        ('body', 'body', 'process')
        """
        if plain(name) in self._bodies:
            return BODY, "named as a body in the paper or the register"
        # The word in "Chief Executive" and in "Cabinet Member" names no body.
        noun = self._noun.search(self._posted.sub(lambda found: "_" * len(found[0]), name))
        routine = self._routine.search(name)
        bare = _BRACKETS.sub("", name)
        head = _BEHIND.split(bare.strip(), maxsplit=1)[0]
        if self._is_person(bare.strip(), head):
            return PROCESS, "a post, and no body"
        if noun and self._attends(name) and re.match(r"(?i)\s+meetings\b", name[noun.end() :]):
            return PROCESS, "somebody attends meetings that are not named"
        issued = re.match(rf"\s*({self._routine.pattern})", name[noun.end() :], re.IGNORECASE) if noun else None
        if noun and issued and not self._attends(name) and not self._ends_with_noun(head):
            return PROCESS, f"names what a {noun[0].lower()} puts out ({issued[1].lower()})"
        if noun and _upper(noun[0], name):
            if routine and routine.start() < noun.start() and self._leads(routine[0], bare) and not self._attends(name):
                return PROCESS, f"says what is done ({routine[0].lower()}) and not who watches"
            if not self._noun.search(bare) and routine:
                return PROCESS, "the body stands only in brackets"
            return BODY, f"its name has the word {noun[0]}"
        if self._meeting.search(name):
            return BODY, "names a kind of meeting that holds to account"
        if noun and not routine:
            return BODY, f"its name has the word {noun[0]}"
        if noun and self._attends(name):
            return BODY, f"somebody attends a {noun[0].lower()}"
        found = [word.rstrip("s") for word in _ACRONYM.findall(bare)]
        if any(word in self._acronyms for word in found) and not routine:
            return BODY, "an acronym that fits a body of the paper"
        if any(word in self._acronyms for word in re.findall(r"\b(?:via|through)\s+(?:the\s+)?([A-Z]{2,8})\b", bare)):
            return BODY, "goes by way of a body of the paper"
        if found and not routine and len(bare.split()) <= 3 and not any(word in _OFFICES for word in found):
            return BODY, "an acronym alone, taken for a body"
        proper = len(re.findall(r"\b[A-Z][\w'’]*", name)) > 1
        if re.search(r"\bmeetings?\b(?!\s+\w+ing\b)", name, re.IGNORECASE) and proper and not self._attends(name):
            return BODY, "its name has the word meeting"
        if routine:
            return PROCESS, f"says what is done ({routine[0].lower()})"
        if mechanism_of(name):
            return PROCESS, "names a routine"
        if re.search(r"(?i)\bmeetings$", bare):
            return PROCESS, "meetings that are not named"
        return UNKNOWN, "no word in it tells whether it is a body"

    def _is_person(self, bare: str, head: str) -> bool:
        """Whether words call one or more persons by their post: their head ends with one, and names no body besides."""
        person, nouns = self._person.search(head), [*self._noun.finditer(head)]
        if person is None or any(noun.end() == len(head) and noun.start() <= person.start() for noun in nouns):
            return False
        if head != bare and head.endswith("s") and self._ends_with_noun(bare):
            return False  # "Heads of Service Group"
        return not nouns or not _AND.search(head[nouns[0].end() : person.start() + 1])

    def _ends_with_noun(self, head: str) -> bool:
        return any(found.end() == len(head) for found in self._noun.finditer(head))

    def _leads(self, routine: str, bare: str) -> bool:
        """Whether a routine is what the words are about: it stands before "to", "of", "by", or "for" a body."""
        return bool(
            re.search(rf"\b{re.escape(routine)}\b\s+(?:to|of|by|for|from|via|at|within|on)\b", bare, re.IGNORECASE)
        )

    def _attends(self, name: str) -> bool:
        return bool(self._attending.search(name))

    def names(self, cell: str) -> list[Named]:
        """Return the names in a cell, in order."""
        parts = [cell]
        for pattern in (_NUMBERED, _BULLETS, _STOPS):
            parts = [piece for part in parts for piece in pattern.split(part)]
        out: list[Named] = []
        for part in parts:
            name = part.strip(" .;,:•>–-").strip()
            if len(name) < 2 or plain(name) in self._placeholders:
                continue
            several = (pattern.split(_BY_WAY.sub(r"\g<first> then ", name)) for pattern in (_AND, _SLASH, _THEN))
            parted = next((halves for halves in several if self._are_bodies(halves)), [name])
            out += [Named(each, *self.kind_of(each)) for each in (half.strip(" .;,") for half in parted)]
        return out

    def _are_bodies(self, halves: list[str]) -> bool:
        """Whether words that stand between others for "and" are each a body: its name, or letters alone."""
        bare = [half.strip(" .;,") for half in halves]
        named = (bool(self._noun.search(half) or _ACRONYM.fullmatch(half)) for half in bare)
        return len(bare) > 1 and all(named) and all(self.kind_of(half)[0] == BODY for half in bare)

    def kind(self, cell: str | None, others: Iterable[str] = ()) -> tuple[str, list[Named], list[str]]:
        """Return the kind of an oversight cell, the names in it, and the references to which the row points.

        Parameters
        ----------
        cell : str or None
            None if the row has no such cell.
        others : iterable of str
            The other cells of the row: where one of them is nothing but a pointer, it stands for an empty cell.
        """
        found, rest = pointers(cell or "", self._words)
        named = self.names(rest) if rest else []
        elsewhere = [pointers(other, self._words) for other in others]
        refs = found + [ref for refs, _ in elsewhere for ref in refs]
        if named:
            return (BODY if any(name.kind == BODY for name in named) else PROCESS), named, refs
        if found:
            return REFERENCE, [], refs
        if cell is None:
            return LOST, [], refs
        if any(refs and not left for refs, left in elsewhere):
            return REFERENCE, [], refs
        return BLANK, [], refs


_OFFICES = frozenset("KPI KPIS ICT HR IT PR FOI SLA MOU".split())


def _upper(noun: str, name: str) -> bool:
    """Whether a noun is part of a name: it has a capital, or the words around it have."""
    return noun[0].isupper() or bool(
        re.search(rf"\b[A-Z][\w'’&-]+(?:\s+(?:and|of|the|for|&)?\s*[\w'’&-]+)*\s+{re.escape(noun)}\b", name)
    )
