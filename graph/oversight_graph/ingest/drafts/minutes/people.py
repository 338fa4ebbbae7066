"""Names of people and their capacities, as lists of attendance print them."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from oversight_graph.ingest.words import Words

# Capitals of Latin, Greek and Cyrillic; scripts without capitals, of which any letter may begin a name.
_UPPER = "A-ZÀ-ÖØ-ÞĀ-ſΆ-ΫЀ-Я"
_CAPLESS = "א-ת\u0620-\u064a\u0900-\u0dff\u0e00-\u0fff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
_SMALL = "de|du|di|da|dos|del|van|von|der|den|ten|ter|la|le|el|al|bin|ap"
_WORD = rf"(?:[{_UPPER}]\.|[{_UPPER}{_CAPLESS}](?:[^\W\d_]|[’'`.\u0300-\u036f\u0900-\u0fff-])*|{_SMALL}|O’[A-Z]\w+)"
# Names that are written without a blank.
_UNPARTED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2,6}")
_AFTER = r"(?:OBE|MBE|CBE|QPM|DL|JP|KC|QC|MP|MSP|MS|PhD|CPFA|Esq)"
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]+\s*")
_CROWD = re.compile(
    r"(?i)(?:\s+together with)?[\s.,]*\b(?:(?:\d+|an?|no|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|several)\s+(?:other\s+)?(?:members?|residents?|others|parishioners?)|members? of the (?:public|press))\b.*$"
)
# "T. Vale : Borough Councillor": a name, and behind a sign whose blank is missing or that is no dash, a post.
_POST_BEHIND = re.compile(r"(?P<name>[^:]{3,40}?)(?:\s*:\s*|(?<=\S)-\s+)(?P<post>\S.*)")
# What is said of how long somebody was there is no part of a name or a capacity.
_CAME = re.compile(r"(?i)\s+(?:was|were|is|are|has|had|joined|left|arrived|attended)\b.*$", re.DOTALL)
# Somebody in a line of his own, whose post stands behind the initials: "Ann Roe (AR) Chief Nurse".
_CODED = re.compile(r"(?P<name>[^(),;:]{3,60})\s\((?P<code>[A-Z][A-Za-z]{1,4})\)[\s–—-]+(?P<post>[A-Z][^()]*)")
# What a sentence of minutes tells, and no list of names does.
_SENTENCE = re.compile(
    r"\b(?:that|[Tt]hey|would|could|should|will|agreed|noted|confirmed|thanked|welcomed|responded|asked|took|felt|advised"
    r"|requested|stated|reported|said|explained|informed|declared|(?:added|shared|opened)\s+(?:that|the))\b"
)
# A post behind a name has fewer letters.
_POST = 70
# Names by initials between which no comma stands: "G. Roe. P. Vale".
_INITIALLED = rf"(?:[{_UPPER}]\.\s?)+[{_UPPER}][\w’'-]"
_BY_INITIALS = re.compile(rf"\b({_INITIALLED}{{2,}})\.?\s+(?={_INITIALLED})")
# One word that may be a name: "Mara", "TC".
_FRIEND = re.compile(rf"(?=\S*[a-zÀ-ÿ])[{_UPPER}][A-Za-zÀ-ÿ’'-]{{1,14}}|[A-Z]{{2}}")
_LETTER = re.compile(rf"[{_UPPER}]\.?")
# A post before the name of who has it: "Director, Roads and Parks (Ms. A. Roe)".
_POSTED = re.compile(r"(?P<post>[^();]{3,110}?)\s*\((?P<name>[^()]{4,40})\)\s*(?:[,;.]|(?:,?\s*and\b)|$)\s*")
_HANDLE = re.compile(r"^@[\w-]+$")
# An address in a network, as some print it behind a name.
HANDLE = re.compile(r"\s+@[\w-]+\b|\s*\(@[^()]*\)")
_INITIALS = re.compile(r"^[A-Z][A-Za-z]{0,4}$")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a list: the name and the capacity as printed, initials if there are any.

    Where the list has a post and no person, there is only a capacity. A column may say which organisation is theirs.
    """

    name: str
    capacity: str = ""
    initials: str = ""
    lines: tuple[int, ...] = ()
    of: str = ""


class People:
    """Tells names of people from other words."""

    def __init__(self, words: Words) -> None:
        self._titles = re.compile(rf"^(?:(?:{words.pattern('titles')})s?\b\.?\s*)+", re.IGNORECASE)
        self._next = re.compile(
            rf"(?<=[\w).])\s+(?=(?P<title>{words.pattern('titles')})s?\b\.?\s+[A-Z])", re.IGNORECASE
        )
        self._visitors = re.compile(rf"(?:{words.pattern('minutes', 'visitors')})(?=\s)", re.IGNORECASE)
        self._called = {title.lower() for title in words.of("titles")}
        nouns = words.pattern("bodies", "nouns")
        self._body = re.compile(rf"\b(?:{nouns})$", re.IGNORECASE)
        self._organisation = words.any_of("bodies", "organisations")
        posts = words.pattern("minutes", "posts")
        nobody = words.pattern("minutes", "nobody")
        self._other = re.compile(rf"\b(?:{nouns}|{posts}|{nobody})\b", re.IGNORECASE)
        self._name = re.compile(rf"^{_WORD}(?:\s+{_WORD}){{0,4}}(?:,?\s+{_AFTER})*$")
        capacities = words.pattern("minutes", "capacities")
        self._titled = re.compile(
            rf"(?P<post>(?![A-Z]\.?\s)(?:[A-Z][\w&’'-]*\s+){{0,4}}(?:{posts}|{capacities}))\s+(?P<name>[A-Z]\S*(?:\s+\S+){{1,3}})",
            re.I,
        )
        called = rf"(?!(?:{words.pattern('titles')})\b)(?:{posts}|{capacities})"
        before = rf"(?:(?!{words.pattern('titles')}\b)[A-Z]\w+\s+){{0,2}}"
        self._led = re.compile(
            rf"(?P<post>{before}(?i:{called})(?i:s?\s+(?:{called}\s+){{0,2}}))(?P<name>[A-Z]\S*(?:\s+\S+){{1,2}})"
        )
        self._last = re.compile(
            r"(?<=\S),?\s+(?:and|&)\s+the\s+(?P<post>[A-Z][\w’'&-]*(?:\s+[\w’'&-]+){0,5}?)(?:\s*[,:–-]\s*(?P<name>[^,;()]{3,60}))?[\s.]*$"
        )
        self._ends = re.compile(rf"(?:[\w’'&-]+\s+){{0,4}}{called}", re.I)
        self._posts = re.compile(rf"\b(?:{posts}|{capacities})\b", re.IGNORECASE)
        word = r"[A-Z][\w’'&-]*"
        of = rf"(?: (?:of|for|to) (?:the )?{word}(?:,? (?:(?:and|&) )?{word}){{0,4}})"
        crowd = words.pattern("minutes", "crowds")
        self._office = re.compile(rf"(?i:the )?(?!(?i:{crowd})\b)(?:{word} ){{0,4}}(?i:{posts}|{capacities}){of}?")
        self._crowd = re.compile(rf"(?i)\b(?:{crowd})$")

    def is_name(self, text: str) -> bool:
        """Whether words are the name of a person.

        Examples
        --------
        >>> from oversight_graph.ingest.words import load_words
        >>> people = People(load_words())
        >>> [people.is_name(text) for text in ("Cllr Robin Rowe", "J. Smith", "Parish Council", "two members", "Chair")]
        [True, True, False, False, False]
        >>> [people.is_name(text) for text in ("Олена Мельник", "Άννα Παππά", "山田花子", "Zoë O’Hara-Šimić")]
        [True, True, True, True]
        """
        text = text.strip(" .")
        bare = self._titles.sub("", text)
        titled = bare != text
        if not bare or len(bare) > 50 or any(c.isdigit() for c in bare) or self._other.search(bare):
            return False
        if not self._name.match(bare) or (bare.isupper() and len(bare.split()) == 1 and len(bare) < 4 and not titled):
            return False
        return titled or len(bare.split()) > 1 or bool(_UNPARTED.fullmatch(bare))

    def is_body(self, text: str) -> bool:
        """Whether words end with one for a body."""
        return bool(self._body.search(text))

    def is_organisation(self, text: str) -> bool:
        """Whether words are the name of an organisation, which may be written as that of a person is."""
        return bool(self._organisation.search(text))

    def is_untitled(self, text: str) -> bool:
        """Whether words are the name of a person without a title."""
        return self.is_name(text) and self._titles.match(text) is None

    def is_visitor(self, name: str, body: str) -> bool:
        """Whether a name has a title of those who have no seat on a body: of the police, or of another council.

        Examples
        --------
        >>> from oversight_graph.ingest.words import load_words
        >>> people = People(load_words())
        >>> [people.is_visitor(name, "Elm Parish Council") for name in ("County Cllr Roe", "PCSO Al Ash", "Cllr Poe")]
        [True, True, False]
        >>> people.is_visitor("County Cllr Roe", "Elm County Council")
        False
        """
        title = self._visitors.match(name)
        return title is not None and title[0].split()[0].lower() not in body.lower().split()

    def is_councillor(self, name: str) -> bool:
        """Whether a name has the title of a councillor."""
        title = self._titles.match(name)
        return title is not None and title[0].lower().replace("councillor", "cllr").strip(" .").endswith("cllr")

    def is_post(self, text: str) -> bool:
        """Whether words name a post."""
        return bool(self._posts.search(text))

    def is_office(self, text: str) -> bool:
        """Whether words are the name of a post and nothing else.

        Examples
        --------
        >>> from oversight_graph.ingest.words import load_words
        >>> people = People(load_words())
        >>> [people.is_office(text) for text in ("Head of Estates", "the Clerk", "Director of Place and Roads")]
        [True, True, True]
        >>> [people.is_office(text) for text in ("Officers", "Two members", "Parish Council", "Clerk Roe")]
        [False, False, False, False]
        """
        bare = text.strip(" .")
        return bool(self._office.fullmatch(bare)) and not self._crowd.search(bare) and not self.is_body(bare)

    def is_office_of(self, text: str) -> bool:
        """Whether words are a post, also one that is called after a body: "Leader of the Council"."""
        first, of, _ = text.partition(" of ")
        return self.is_office(text) or (bool(of) and self.is_office(first))

    def offices(self, text: str, lines: tuple[int, ...] = ()) -> list[Person]:
        """Return the posts in a list that names no person; letters are one beside posts that are written out.

        Examples
        --------
        >>> from oversight_graph.ingest.words import load_words
        >>> people = People(load_words())
        >>> [post.capacity for post in people.offices("CIO, IT Manager and the Clerk")]
        ['CIO', 'IT Manager', 'the Clerk']
        >>> people.offices("Ann Roe, Clerk"), people.offices("NHS")
        ([], [])
        """
        parts = [part.strip(" .;,:•*–-") for part in re.split(r"[,;\n]|\s+(?:and|&)\s+(?=the\s|[A-Z])", text)]
        if self.is_office(text.strip(" .;,:•*–-")):
            parts = [text.strip(" .;,:•*–-")]  # "Director of Place, Roads and Parks"
        parts = [part for part in parts if part]
        told = [self.is_office(part) for part in parts]
        others = [part for part, is_told in zip(parts, told, strict=True) if not is_told]
        whole = any(told) and all(re.fullmatch(r"[A-Z]{2,6}", part) for part in others)
        return [Person("", part, "", lines) for part in parts] if whole else []

    def split(self, text: str, lines: tuple[int, ...] = ()) -> list[Person]:
        """Return the people in a list of names, with what stands in brackets or behind a dash as capacity.

        Examples
        --------
        >>> from oversight_graph.ingest.words import load_words
        >>> people = People(load_words())
        >>> found = people.split("Alex Example (Director of Place), Sam Sample (Head of Highways), Cllr Robin Rowe")
        >>> [(person.name, person.capacity) for person in found]
        [('Alex Example', 'Director of Place'), ('Sam Sample', 'Head of Highways'), ('Cllr Robin Rowe', '')]
        """
        if (last := self._last.search(_CROWD.sub("", text))) and self.is_office(last["post"]):
            name = (last["name"] or "").strip(" .")
            if not name or self.is_name(name):  # "Ann Roe, Ben Poe and the Clerk, Mrs Penn"
                return [*self.split(text[: last.start()], lines), Person(name, last["post"], "", lines)]
        posted = list(_POSTED.finditer(text.strip()))
        whole = bool(posted) and "".join(each[0] for each in posted) == text.strip()
        if whole and all(self._is_posted(*each.groups()) for each in posted):
            return [Person(each["name"].strip(), each["post"].strip(" ,"), "", lines) for each in posted]
        coded = _CODED.fullmatch(text.strip())
        if coded and (self.is_post(coded["post"]) or not self.is_name(coded["post"])) and self._is_coded(coded):
            return [Person(coded["name"].strip(), coded["post"].strip(" .,;"), coded["code"], lines)]
        codes = text.split()
        if len(codes) > 1 and all(re.fullmatch(r"[A-Z][\w’']{1,14}", code) for code in codes) and _coded(codes):
            return [Person(code, "", "", lines) for code in codes]  # initials, as friends print them
        names = text.strip(" .").split()
        if len(names) in (4, 6, 8) and all(re.fullmatch(rf"[{_UPPER}][A-Za-zÀ-ÿ’'-]+", name) for name in names):
            pairs = [" ".join(names[at : at + 2]) for at in range(0, len(names), 2)]
            if not self._posts.search(text) and not self._titles.match(text) and all(map(self.is_name, pairs)):
                return [Person(pair, "", "", lines) for pair in pairs]  # columns of names that a conversion has joined
        entries = [entry.strip(" .").removeprefix("and ") for entry in text.split(";") if entry.strip(" .")]
        twos = [entry.split(",") for entry in entries if entry.count(",") == 1]
        named = 1 < len(twos) == len(entries) and all(self.is_name(two[0]) for two in twos)
        if named and any(self.is_post(two[1]) for two in twos):  # "Sam Sample, Harbour Pilot; Jo Doe, Clerk"
            return [person for entry in entries if (person := self.person(entry, lines))]
        parts = [part.strip(" .") for part in _parts(text)]
        if len(parts) > 2 and all(re.fullmatch(rf"[{_UPPER}][a-zÀ-ÿ][\w’'-]+", part) for part in parts):
            return [Person(part, "", "", lines) for part in parts if not self._other.search(part)]  # by their surnames
        bare = [" ".join(_BRACKETS.sub(" ", part).split()).strip("•*–- ") for part in parts]
        if self._are_friends(bare):
            beside = [", ".join(_BRACKETS.findall(part)) for part in parts]
            return [Person(name, said, "", lines) for name, said in zip(bare, beside, strict=True)]
        found: list[Person] = []
        title = ""
        for part in _parts(self._apart(text)):
            part = _CAME.sub("", _CROWD.sub("", part)).strip(" .;,:•*–-")
            if not part:
                continue
            group = re.match(r"(?i)^(Councillors|Cllrs|Messrs|Mesdames|Drs)\b\.?\s*:?\s*", part)
            if group:
                title = {"councillors": "Cllr", "cllrs": "Cllr"}.get(group[1].lower(), "")
                part = part[group.end() :]
            post, colon, name = part.partition(":")
            if colon and self.is_post(post) and self.is_name(name):  # "Clerk: Sam Sample", "Jo Doe - Clerk: Sam Sample"
                before = self.person(post, lines)
                found += [before] if before else []
                found.append(Person(name.strip(), "" if before else post.strip(), "", lines))
                continue
            behind = _POST_BEHIND.fullmatch(part)
            if behind and self.is_name(behind["name"]) and self.is_post(behind["post"]):
                found.append(Person(behind["name"], behind["post"], "", lines))
                continue
            is_more = self.is_post(part) if found and found[-1].initials else self._ends.fullmatch(part)
            if found and not found[-1].capacity and is_more and "(" not in part:
                found[-1] = replace(found[-1], capacity=part)  # "Sam Sample (SS), Chief Nurse"
                continue
            person = self.person(part, lines)
            if person is None and found and _SENTENCE.search(part):
                break  # a sentence follows in the same paragraph
            if person is None and title:
                person = self.person(f"{title} {part}", lines)
            if person is not None:
                found.append(person)
            elif found and _are_initials(part, found[-1].name.split()) and not found[-1].initials:
                found[-1] = Person(found[-1].name, found[-1].capacity, part, found[-1].lines)
            elif found and self._is_beside(part) and not found[-1].capacity:
                found[-1] = Person(found[-1].name, part, found[-1].initials, found[-1].lines)
            elif found and found[-1].capacity and ":" not in part and _is_more(part) and not self.is_name(part):
                found[-1] = Person(found[-1].name, f"{found[-1].capacity}, {part}", found[-1].initials, found[-1].lines)
        return found

    def _is_beside(self, part: str) -> bool:
        """Whether words behind a name are a capacity: a post, or letters that are not the initials of that name."""
        return (self.is_post(part) and len(part) < _POST and not _SENTENCE.search(part)) or bool(
            re.fullmatch(r"[A-Z]{2,5}", part)
        )

    def _are_friends(self, parts: Sequence[str]) -> bool:
        """Whether a list has first names and initials among whole names: "Mara, TC, Jo Roe".

        One word behind a whole name may say where somebody works: the list begins with a single one, or has two
        together.
        """
        single = [bool(_FRIEND.fullmatch(part)) for part in parts]
        others = [part for part, is_single in zip(parts, single, strict=True) if not is_single]
        named = bool(others) and all(self.is_untitled(part) for part in others)
        together = single[:1] == [True] or any(map(all, itertools.pairwise(single)))
        return len(parts) > 2 and named and together and not any(self._other.search(part) for part in parts)

    def _is_posted(self, post: str, name: str) -> bool:
        return self._titles.match(name.strip()) is not None and self.is_name(name) and self.is_post(post)

    def _is_coded(self, found: re.Match[str]) -> bool:
        return self.is_name(found["name"]) and _are_initials(found["code"], found["name"].split())

    def _apart(self, text: str) -> str:
        """Return a list with a semicolon before each title, or initial, that no mark parts from the name before it."""
        text = _BY_INITIALS.sub(r"\1; ", text)
        out, at = [], 0
        for found in self._next.finditer(text):
            before, title = text[: found.start()].split()[-1:], found["title"].lower()
            last = before[0].lower().rstrip(".") if before else ""
            if last in self._called or f"{last} {title}" in self._called or last in ("and", "with"):
                continue
            out.append(text[at : found.start()])
            at = found.end()
        return "; ".join([*out, text[at:]])

    def person(self, text: str, lines: tuple[int, ...] = ()) -> Person | None:
        """Return who one entry of a list names, or None if it names nobody."""
        initials = capacity = first = ""
        text = HANDLE.sub("", text)
        surname = re.split(r",|\s[–—-]+\s", _BRACKETS.sub(" ", text))[0].split()
        for inside in _BRACKETS.findall(text):
            if _HANDLE.match(inside.strip()):
                continue  # an address in a network, as a telephone number is
            if _LETTER.fullmatch(inside):
                first = f" ({inside})"  # two of one surname: "Roe (A)"
            elif not initials and _are_initials(inside.strip(), surname):
                initials = inside.strip()
            else:
                capacity = f"{capacity}, {inside.strip()}".strip(", ")
        bare = " ".join(_BRACKETS.sub(" ", text).split()).strip(" .,;:")
        name, _, rest = re.sub(r"\s+[–—-]+\s+", "|", bare).partition("|")
        if not self.is_name(name) and "," in name:
            name, _, more = name.partition(",")
            rest = f"{more} {rest}".strip()
        name = name.strip()
        titled = self._led.fullmatch(name) or (None if self.is_name(name) else self._titled.fullmatch(name))
        if titled is not None or not self.is_name(name):
            if titled is None or not self.is_name(titled["name"]):
                return None
            name, capacity = titled["name"], f"{titled['post'].strip()} … {capacity}".strip(" …,")
        return Person(f"{name}{first}", f"{rest.strip()} {capacity}".strip(), initials, lines)


def _is_more(part: str) -> bool:
    """Whether words may go on with a capacity: they are few, begin with a capital, and are no initials."""
    initials = part.isupper() and (len(part) < 4 or " " in part)
    return len(part) < 60 and part[:1].isupper() and not initials


def _coded(words: Sequence[str]) -> bool:
    """Whether most words are initials, and no names."""
    capitals = sum(bool(re.fullmatch(r"[A-Z][A-Z’']{1,4}", word)) for word in words)
    return capitals > 0.6 * len(words) or (len(words) == 2 == capitals)


def _are_initials(code: str, name: Sequence[str]) -> bool:
    """Whether letters in brackets are the initials of a name: the last capital is that of the surname."""
    capitals = [letter for letter in code if letter.isupper()]
    ends = (name[-1][: len(code) - 1] for _ in name[:1])
    if len(code) > 2 and any(code == f"{first[0]}{end}".upper() for end in ends for first in name[:-1]):
        return True  # the first letter of a first name and the first ones of the surname
    return bool(_INITIALS.match(code)) and len(capitals) > 1 and bool(name) and capitals[-1] == name[-1][:1]


def _parts(text: str) -> list[str]:
    """Cut a list at commas, semicolons, "and" and line breaks outside brackets."""
    parts, depth, at = [], 0, 0
    for match in re.finditer(
        r"[()]|[,;\n•]|(?<=[a-z]{3}[a-z)])(?<!Cnclr)\.\s+(?=[A-Z])"
        r"|(?<=\))\s+(?=[A-Z]\.?\s+[A-Z][a-z]+\s*(?:,|$|and\b))"
        r"|(?<=\))\.?\s+(?=[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)?(?:\s*\(|:\s))"
        r"|\s+(?:and|&|together with)\s+(?=[A-Z]|\d|\w+ members?\b)",
        text,
    ):
        if match[0] == "(":
            depth += 1
        elif match[0] == ")":
            depth = max(0, depth - 1)
        elif not depth:
            parts.append(text[at : match.start()])
            at = match.end()
    return [*parts, text[at:]]
