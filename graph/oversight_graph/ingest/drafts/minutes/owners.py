"""Who is to do something, and by when: the words of a task that say so."""

import re
from collections.abc import Iterable

from oversight_graph.ingest.days import DUE, DUE_IN_BRACKETS
from oversight_graph.ingest.drafts.minutes.people import People, Person
from oversight_graph.ingest.titles import without_title
from oversight_graph.ingest.values import BETWEEN_OWNERS
from oversight_graph.ingest.words import Words, plain
from oversight_graph.model.spelling import flat

_BRACKETED = re.compile(r"\s*[(\[]([^()\[\]]{1,60})[)\]]\s*\.?$")
_DASHED = re.compile(r"\s+[–—-]\s+([A-Z][\w .,&/’'-]{0,50})\.?$")
_ASSIGNED = re.compile(r"(?i)\s*\((?:assigned(?:\s+to)?|owner|lead)\s*:\s*([^()]{2,60})\)\.?$")
# A label that names an owner among the words of a task: "Buy paint. Lead: Jo Banks. Due: May", "(Owner: JB, by May)".
_OWNED = re.compile(
    r"(?:^|[\s([])(?:[Oo]wner|[Ll]ead|[Ww]ho|[Bb]y whom|[Rr]esponsible|[Aa]ssigned(?: to)?|[Aa]ction(?:ed)? by)\s*:\s*"
    r"(?P<who>[A-Z][\w .&/’'+-]{0,50}?(?:,\s+[A-Z][\w .&/’'-]{0,40}?)*)\s*(?=$|[.;,)\]]|\s[–—-]\s)"
)
_ACTION_BY = re.compile(
    r"(?:^|\s)(?:(?:Action(?:ed)?|Owner|Lead|Responsible)(?:\s+by)?\s*[:–-]|[Tt]o be actioned by:?)\s*"
    r"(?:the\s+)?([A-Z][\w .,&/’'-]{0,60}?)\.?$"
)


# Who leads a task: "RR: …", "(RR) …", "@rowe - …".
_LED = re.compile(
    r"@?[(\[]?(?P<who>[A-ZÀ-ÖØ-ÞĀ-ſ][\w .,&/’'-]{0,50}?|(?<=@)[\w.-]+)(?:\s*[:–-]\s+|[)\]]\s*[:–-]?\s*)(?=[\w\\$£“\"'])"
)
_NAMED = re.compile(
    r"(?P<who>(?P<first>[A-ZÀ-ÖØ-ÞĀ-ſ][\w’'-]+)(?:\s+[A-ZÀ-ÖØ-ÞĀ-ſ][\w’'-]+)?(?:\s*(?:,|and|&|/|\+)\s*[A-ZÀ-ÖØ-ÞĀ-ſ][\w’'-]+(?:\s+[A-ZÀ-ÖØ-ÞĀ-ſ][\w’'-]+)?){0,4})"
    r"\s+(?:to|will|can|should|is\s+to|are\s+to)\s+[a-z]"
)


# What a meeting asks of somebody; and a verb with what it is done to: "Report of the Clerk" is none.
_THAT = re.compile(r"\b(?:asked|requested|instructed|required|agreed)\s+that\s+")
_FIRST = re.compile(
    r"\W*(?P<verb>[A-Za-z]+)\s+(?:the|an?|all|our|their|his|her|its|each|any|this|these|those|some)\s+\w"
)
_COUNCIL = re.compile(r"(?i)\b(?:council|members|committee|board|meeting)$")
# Words by which somebody who was there is asked for something, and what may stand behind them besides verbs.
_ASKS = ("to", "is to", "are to")
_NO_VERBS = frozenset(
    {"the", "a", "an", "all", "be", "been", "have", "date", "his", "her", "their", "our", "its", "each", "whom"}
)
# Those of a meeting, and a body with a name of its own, which may be another than the one that meets.
_MEMBERS = re.compile(r"(?i)members$|(?-i:(?:[A-Z][\w&’'-]*\s+(?:and\s+|for\s+)?)+)(?:committee|board)$")


class Owners:
    """Finds owners of tasks with what the minutes say of those who were there.

    Parameters
    ----------
    people : iterable of Person
        The list of attendance: names, capacities and initials are owners that may be named.
    """

    def __init__(self, words: Words, people: Iterable[Person] = ()) -> None:
        self._people = People(words)
        names: set[str] = set()
        short: set[str] = set()
        for person in people:
            parts = without_title(person.name).split()
            names |= {person.name, " ".join(parts)}
            names |= {part for part in (parts[:1] + parts[-1:]) if len(part.rstrip(".")) > 1}
            bare = re.sub(r"\s*\([^()]*\)+", "", person.capacity).split(",")[0].strip()
            if bare:
                names.add(bare)
            short |= {person.initials} - {""}
            short |= set(re.findall(r"\(([A-Z][A-Za-z]{1,5})\)", person.capacity))
            letters = "".join(part[0] for part in parts if part[:1].isupper())
            if len(letters) > 1:
                short.add(letters)
        self._short = {initials.upper() for initials in short}
        names -= {""}
        self._there = names
        self._foretold = set(words.of("minutes", "foretold"))
        own = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
        titles, posts = words.pattern("titles"), words.pattern("minutes", "posts")
        everyone = words.pattern("minutes", "everyone")
        acronym = r"[A-Z][A-Z&]{1,6}(?:s\b)?|[A-Z][a-z]?[A-Z]"
        someone = (
            rf"(?<![\w’'-])(?:{own + '|' if own else ''}(?:(?i:{titles})s?\.?\s+(?:[A-Z][\w’'-]+\.?\s*){{1,3}})"
            rf"|(?:{acronym})(?:\s+for\s+[a-z]+(?:\s+[a-z]+)?)?"
            rf"|(?:[A-Z][\w’'-]*\s+){{0,5}}(?i:(?:{posts}))s?\b(?:\s+(?:of|for)\s+(?:the\s+)?(?:[A-Z][\w&’'-]*\s*(?:and\s+)?){{1,5}})?"
            rf"|(?i:{everyone})\b|[A-Z][a-z]+\s+[A-Z][\w’'-]+)"
        )
        self._someone = re.compile(rf"(?:[Tt]he\s+)?{someone}")
        group = rf"(?:[Tt]he\s+)?(?:[\w’'-]+['’]s\s+)?{someone}(?:\s*(?:,|and|&|/|\+)\s*(?:the\s+)?{someone}){{0,4}}"
        will = words.pattern("minutes", "will")
        self._does = re.compile(
            rf"(?<![\w’'-])(?P<owner>{group})\s+(?P<will>(?:also\s+|now\s+)?(?:{will}))\s+"
            r"(?:(?:also|now|then|continue to|further)\s+)?(?P<verb>\w+)",
            re.S,
        )
        self._office = re.compile(rf"[Tt]he\s+(?:{words.pattern('minutes', 'offices')})")
        self._verbs = set(words.of("minutes", "verbs"))
        self._everyone = words.phrases("minutes", "everyone")

    def doer(self, text: str, *, strict: bool = False) -> tuple[str, int, str] | None:
        """Return who a sentence says does something, where that begins, and the verb.

        Parameters
        ----------
        strict : bool
            Whether the verb must be one of those by which minutes ask for things.

        Examples
        --------
        >>> from oversight_graph.ingest.words import load_words
        >>> owners = Owners(load_words())
        >>> owners.doer("The Clerk will write to the county")
        ('Clerk', 0, 'write')
        >>> owners.doer("The clerk is to write"), owners.doer("A clerk is to write")
        (('clerk', 0, 'write'), None)
        >>> owners.doer("If possible the ACC for local policing is to attend")[0]
        'ACC for local policing'
        """
        for found in self._does.finditer(text):
            verb = found["verb"].lower()
            if strict and verb not in self._verbs and not (found.start() == 0 and self._is_asked(found)):
                continue
            if verb in ("have", "be", "been") or text[: found.start()].rstrip().lower().endswith(" by"):
                continue  # what is to be done, and not who does it
            if not (self.is_owner(self.tidy(found["owner"])) or self._office.fullmatch(found["owner"])):
                continue
            if re.match(r"(?i:these|those|this|that|such|some|other)\b|[Aa]n?\s[a-z]", found["owner"]):
                continue  # nobody who was named
            asked = found.start() == 0 and found["will"] == "to" and _MEMBERS.fullmatch(self.tidy(found["owner"]))
            if strict and _COUNCIL.search(found["owner"]) and not asked:
                continue  # the meeting itself
            return self.tidy(found["owner"]), found.start(), verb
        return None

    def _is_asked(self, found: re.Match[str]) -> bool:
        """Whether a sentence that begins with somebody who was there, and "to", asks for something with any verb."""
        verb, owners = found["verb"], [self.tidy(part) for part in BETWEEN_OWNERS.split(found["owner"])]
        there = all(owner in self._there for owner in owners)
        return there and found["will"].lower() in _ASKS and verb.islower() and verb.isalpha() and verb not in _NO_VERBS

    def may_be_asked(self, owner: str, will: str, verb: str) -> bool:
        """Whether a sentence that nothing marks as an action asks this owner for something.

        Parameters
        ----------
        owner, will, verb : str
            As `doer` finds them: "will" and "would" foretell, "to" and "was asked to" ask.

        Returns
        -------
        bool
            Not where a name has neither title nor place in the list of attendance, so that its bearer was not there to
            be asked; and not where it is only foretold that somebody will be somewhere.

        Examples
        --------
        >>> from oversight_graph.ingest.words import load_words
        >>> owners = Owners(load_words(), [Person("Robin Rowe", "Clerk", "RR")])
        >>> owners.may_be_asked("Robin Rowe", "will", "write"), owners.may_be_asked("Kim Lee", "will", "write")
        (True, False)
        >>> owners.may_be_asked("Clerk", "will", "join"), owners.may_be_asked("Clerk", "to", "join")
        (False, True)
        """
        if re.match(r"\W*(?:\w+\W+)?(?:will|would|shall)\b", will) and verb in self._foretold:
            return False
        return not self._is_stranger(owner)

    def _is_stranger(self, owner: str) -> bool:
        """Whether an owner is names that have neither title nor place in the list of attendance, if there is one."""
        parts = [self.tidy(part) for part in BETWEEN_OWNERS.split(owner)]
        bare = [
            part
            for part in parts
            if re.fullmatch(r"[A-Z][a-z]+(?:\s+[A-Z][a-z]+){1,3}", part) and self._people.is_untitled(part)
        ]
        return bool(self._there) and len(bare) == len(parts) and not any(part in self._there for part in bare)

    def subjunctive(self, text: str) -> tuple[str, int, str] | None:
        """Return who is to do something by the wording of a resolution: "that the Clerk write to the county"."""
        found = self._someone.match(text)
        verb = (
            re.match(
                r"\s+(?:(?:should|would|shall)\s+)?(\w+)\b(?!\s+(?:was|were|is|are|be|had|has)\b)",
                text[len(found[0].rstrip()) :],
            )
            if found
            else None
        )
        if found and verb and verb[1] in self._verbs and self.is_owner(self.tidy(found[0])):
            return self.tidy(found[0]), 0, verb[1]
        return None

    def begins(self, text: str, *, by_owner: bool = False) -> bool:
        """Whether a text begins as a task does: with a verb, or with who is to do something.

        Examples
        --------
        >>> from oversight_graph.ingest.words import load_words
        >>> owners = Owners(load_words())
        >>> owners.begins("Buy paint"), owners.begins("AL to pay"), owners.begins("Buy paint", by_owner=True)
        (True, True, False)
        """
        doer = self.doer(text)
        first = re.match(r"\W*([A-Za-z]+)\s+\S", text)
        verb = bool(first and first[1].lower() in self._verbs)
        return (doer is not None and doer[1] <= len("The ")) or (verb and not by_owner)

    def beside(self, sentence: str) -> tuple[str, str] | None:
        """Return who of those there stands behind a sentence that begins with a verb, and the task.

        Of whom a meeting asks that he do something is asked too.

        Examples
        --------
        >>> from oversight_graph.ingest.words import load_words
        >>> owners = Owners(load_words(), [Person("Jo Banks", "Clerk", "JB")])
        >>> owners.beside("Find the keys – JB"), owners.beside("Report of the Treasurer – JB")
        (('JB', 'Find the keys'), None)
        >>> owners.beside("The Board asked that the Clerk write to all.")[0], owners.beside("ALL: send the forms")[0]
        ('Clerk', 'ALL')
        """
        if found := _THAT.search(sentence):
            doer = self.subjunctive(sentence[found.end() :])
            asked = doer is not None and not _COUNCIL.search(doer[0]) and not self._is_stranger(doer[0])
            return (doer[0], sentence) if doer and asked else None
        owner, task = self.trailing(sentence)
        if not owner and (led := _LED.match(sentence)) and plain(led["who"]) in self._everyone:
            owner, task = led["who"], sentence[led.end() :]
        first = _FIRST.match(task) if owner else None
        asks = first and first["verb"].lower() in self._verbs and not task.rstrip().endswith("?")
        return (owner, task) if asks and self._is_there(owner) else None

    def _is_there(self, owner: str) -> bool:
        """Whether an owner is everybody, or stands in the list of attendance."""
        parts = [self.tidy(part) for part in BETWEEN_OWNERS.split(owner)]
        return all(
            part in self._there or part.upper() in self._short or plain(part) in self._everyone for part in parts
        )

    def tidy(self, owner: str) -> str:
        """Return an owner without article and marks."""
        return re.sub(r"^(?:and|the|that)\s+", "", flat(owner).strip(" .,;:-–"), flags=re.I)

    def is_owner(self, text: str) -> bool:
        """Whether words are owners and nothing else.

        Examples
        --------
        >>> from oversight_graph.ingest.words import load_words
        >>> owners = Owners(load_words(), [Person("Robin Rowe", "Clerk", "RR")])
        >>> [owners.is_owner(text) for text in ("RR", "Clerk / RR", "ALL", "DCC", "see item 4", "ASAP")]
        [True, True, True, True, False, False]
        """
        parts = [
            part.strip(" .") for part in re.split(r"\s*(?:,|/|&|\+|;|\band\b|\n)\s*|\s{2,}", text) if part.strip(" .")
        ]
        if not parts or len(text) > 70:
            return False
        return all(self._is_one(part) for part in parts)

    def _is_one(self, part: str) -> bool:
        if DUE.fullmatch(part):
            return False  # "ASAP"
        if plain(part) in self._everyone or part.upper() in self._short:
            return True
        if re.fullmatch(r"[A-Z]{2,6}s?|[A-Z][a-zA-Z]?[A-Z]|[A-Z]{2}[a-z]{1,3}", part) or self._people.is_name(part):
            return True
        found = self._someone.fullmatch(part)
        if found:
            return bool(part[:1].isupper())
        pieces = part.split()
        return len(pieces) > 1 and all(
            re.fullmatch(r"[A-Z][A-Za-z]{1,4}", piece) and piece.upper() in self._short for piece in pieces
        )

    def leading(self, text: str, asked: bool) -> tuple[str, str]:
        """Return the owner with which a task begins, and the task without it.

        Parameters
        ----------
        asked : bool
            Whether the text stands behind a label, so that a name before "to" or "will" is that of an owner.

        Examples
        --------
        >>> from oversight_graph.ingest.words import load_words
        >>> owners = Owners(load_words())
        >>> owners.leading("RR: mend the lamp", True), owners.leading("(HF) to find parts", True)
        (('RR', 'mend the lamp'), ('HF', 'to find parts'))
        >>> owners.leading("Kim and Lee to mend the lamp", True), owners.leading("Ask the county to mend it", True)
        (('Kim and Lee', 'Kim and Lee to mend the lamp'), ('', 'Ask the county to mend it'))
        """
        head = _LED.match(text)
        if head and (text[0] == "@" or self.is_owner(head["who"]) or (text[0] in "([" and " " not in head["who"])):
            # "Lamp Shop - Kim to ring": the words before the dash are of what, not of whom.
            doer = self.doer(text[head.end() :]) if " " in head["who"] else None
            if doer is None or doer[1] > 0 or not self._is_stranger(head["who"]):
                return self.tidy(head["who"]), text[head.end() :]
        named = _NAMED.match(text) if asked else None
        if named and named["first"].lower() not in self._verbs:
            return self.tidy(named["who"]), text
        return "", text

    def trailing(self, text: str) -> tuple[str, str]:
        """Return the owner that stands at the end of a task, and the task without it.

        Examples
        --------
        >>> from oversight_graph.ingest.words import load_words
        >>> Owners(load_words()).trailing("Costs to the June meeting. (HoH)")
        ('HoH', 'Costs to the June meeting.')
        """
        text = DUE_IN_BRACKETS.sub("", text)
        if (owned := _OWNED.search(text)) and self.is_owner(owned["who"]):
            return self.tidy(owned["who"]), text[: owned.start()].strip(" ,;(.") or text
        if (assigned := _ASSIGNED.search(text)) and self.is_owner(assigned[1]):
            return self.tidy(assigned[1]), text[: assigned.start()].strip()
        for pattern in (_ACTION_BY, _BRACKETED, _DASHED):
            found = pattern.search(text)
            if found and (
                self.is_owner(found[1]) or (pattern is _BRACKETED and re.fullmatch(r"[A-Z][A-Za-z]{0,4}", found[1]))
            ):
                return self.tidy(found[1]), text[: found.start()].strip()
        return "", text
