"""Names of people and their capacities, as lists of attendance print them."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from oversight_graph.ingest.drafts.persons.entries import UPPER, are_codes, are_initials, entries_of, is_more
from oversight_graph.ingest.drafts.persons.names import LETTERS, TURNED, PersonNames

_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]+\s*")
_CROWD = re.compile(
    r"(?i)(?:\s+(?:together with|plus|as well as)|\.?\s+there\s+(?:was|were|are))?[\s.,]*"
    r"\b(?:(?:\d+|an?|no|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|several)\s+(?:other\s+)?(?:members?|residents?|others|parishioners?)|members? of the (?:public|press))\b.*$"
)
# "T. Vale : Borough Councillor": a name, and behind a sign whose blank is missing or that is no dash, a post.
_POST_BEHIND = re.compile(r"(?P<name>[^:]{3,40}?)(?:\s*:\s*|(?<=\S)-\s+)(?P<post>\S.*)")
# What is said of how long somebody was there is no part of a name or a capacity.
_CAME = re.compile(r"(?i)\s+(?:was|were|is|are|has|had|sent|joined|left|arrived|attended)\b.*$", re.DOTALL)
# The number of what is printed next.
_COUNTED = re.compile(r"(?<=\w)\s+\d{1,2}$")
# Somebody in a line of his own, whose post stands behind the initials: "Ann Roe (AR) Chief Nurse".
_CODED = re.compile(r"(?P<name>[^(),;:]{3,60})\s\((?P<code>[A-Z][A-Za-z]{1,4})\)[\s–—-]+(?P<post>[A-Z][^()]*)")
# What a sentence of minutes tells, and no list of names does.
_SENTENCE = re.compile(
    r"\b(?:that|[Tt]hey|would|could|should|will|agreed|noted|confirmed|thanked|welcomed|responded|asked|took|felt|advised"
    r"|requested|stated|reported|proposed|seconded|resolved|said|explained|informed|declared|(?:added|shared|opened)\s+(?:that|the))\b"
)
# A post behind a name has fewer letters, and initials have no more.
_POST, _SHORT = 70, 3
# Names by initials between which no comma stands: "G. Roe. P. Vale".
_INITIALLED = rf"(?:[{UPPER}]\.\s?){{1,4}}[{UPPER}][\w’'-]"
_BY_INITIALS = re.compile(rf"\b({_INITIALLED}{{2,}})\.?\s+(?={_INITIALLED})")
# One word that may be a name: "Mara", "TC".
_FRIEND = re.compile(rf"(?=\S*[a-zÀ-ÿ])[{UPPER}][A-Za-zÀ-ÿ’'-]{{1,14}}|[A-Z]{{2}}")
_LETTER = re.compile(rf"[{UPPER}]\.?")
_IN_CHAIR = re.compile(r"(?i)(?<=\w)[\s,–—-]{1,5}\(?(?P<said>in\s+the\s+chair|presiding)\)?$")
# What stands in a list where nobody is named.
_NOT_ANYBODY = re.compile(
    r"(?i)\W*(?:(?:none|nil|nobody|n/?a|vacan\w*|tbc"
    r"|(?:there (?:were|was|are) )?no (?:\w+ )?(?:apolog\w+|absen\w+|vacan\w+|one)"
    r"|apologies|absent|present|the public|press|as above)\b.*|\W*)"
)
# Words for who follows: no sentence, as "Papers sent to councillors".
_LABEL = re.compile(
    rf"\W*(?:[a-z]+|(?:[{UPPER}\d]\S*|of|to|the|and|for|&|[/–-])(?:\s+(?:[{UPPER}\d(]\S*|of|to|the|and|for|&|[/–-]))*)\s*"
)
# Several people of one title, and the parts of what stands between two semicolons.
_GROUP = re.compile(r"(?i)(Councillors|Cllrs|Crs|Messrs|Mesdames|Drs)\b\.?\s*:?\s*")
_WHOLE = 5
_INITIAL = re.compile(rf"[{UPPER}]\.\s")
# A name behind a title has no more words.
_NAMED = 3
_TELLS = re.compile(r"(?:There|The\s+meeting|It|They|He|She|This|These|At|In)\s+[a-z]")
# A post before the name of who has it: "Director, Roads and Parks (Ms. A. Roe)".
_POSTED = re.compile(r"(?P<post>[^();]{3,110}?)\s*\((?P<name>[^()]{4,40})\)\s*(?:[,;.]|(?:,?\s*and\b)|$)\s*")
_HANDLE = re.compile(r"^@[\w-]+$")
# An address in a network, as some print it behind a name.
HANDLE = re.compile(r"\s+@[\w-]+\b|\s*\(@[^()]*\)")


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


class People(PersonNames):
    """Reads the names of people in lists."""

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

    def split(self, text: str, lines: tuple[int, ...] = (), left: list[str] | None = None) -> list[Person]:
        """Return the people in a list of names, with what stands in brackets or behind a dash as capacity.

        Parameters
        ----------
        left : list of str, optional
            Filled with the entries of which nothing was made.

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
                return [*self.split(text[: last.start()], lines, left), Person(name, last["post"], "", lines)]
        posted = list(_POSTED.finditer(text.strip()))
        whole = bool(posted) and "".join(each[0] for each in posted) == text.strip()
        if whole and all(self._is_posted(*each.groups()) for each in posted):
            return [Person(each["name"].strip(), each["post"].strip(" ,"), "", lines) for each in posted]
        coded = _CODED.fullmatch(text.strip())
        if coded and (self.is_post(coded["post"]) or not self.is_name(coded["post"])) and self._is_coded(coded):
            return [Person(coded["name"].strip(), coded["post"].strip(" .,;"), coded["code"], lines)]
        codes = text.split()
        if len(codes) > 1 and all(re.fullmatch(r"[A-Z][\w’']{1,14}", code) for code in codes) and are_codes(codes):
            return [Person(code, "", "", lines) for code in codes]  # initials, as friends print them
        names = text.strip(" .").split()
        if len(names) in (4, 6, 8) and all(re.fullmatch(rf"[{UPPER}][A-Za-zÀ-ÿ’'-]+", name) for name in names):
            pairs = [" ".join(names[at : at + 2]) for at in range(0, len(names), 2)]
            if not self._posts.search(text) and not self._titles.match(text) and all(map(self.is_name, pairs)):
                return [Person(pair, "", "", lines) for pair in pairs]  # columns of names that a conversion has joined
        entries = [entry.strip(" .").removeprefix("and ") for entry in text.split(";") if entry.strip(" .")]
        if len(entries) > 1 and all(map(self.is_turned, entries)):
            return [self.turned_entry(entry, lines) for entry in entries]
        if self._are_whole(entries):  # "Sam Sample, Harbour Pilot; Jo Doe, Clerk, Elm Trust"
            return [person for entry in entries if (person := self.person(entry, lines))]
        parts = [part.strip(" .") for part in entries_of(text, self._called)]
        if len(parts) > 2 and all(re.fullmatch(rf"[{UPPER}][a-zÀ-ÿ][\w’'-]+", part) for part in parts):
            return [Person(part, "", "", lines) for part in parts if not self._other.search(part)]  # by their surnames
        bare = [" ".join(_BRACKETS.sub(" ", part).split()).strip("•*–- ") for part in parts]
        if self._are_friends(bare):
            beside = [", ".join(_BRACKETS.findall(part)) for part in parts]
            return [Person(name, said, "", lines) for name, said in zip(bare, beside, strict=True)]
        found: list[Person] = []
        title = ""
        for entry in entries_of(self._apart(text), self._called):
            part = _COUNTED.sub("", _CROWD.sub("", entry).strip(" .;,:•*–-")).removesuffix(" and")
            if found and _TELLS.match(part):
                break  # a sentence follows in the same paragraph
            told, part = part, _CAME.sub("", part).strip(" .;,:•*–-")
            if not part:
                continue
            if part != told and found and self.is_post(part) and not part.lower().startswith("the "):
                continue  # "Minutes of the last meeting were agreed"
            untitled = bool(title) and bool(found) and self._titles.match(found[-1].name) is None
            alone = not found or untitled or self.is_councillor(found[-1].name)
            if alone and part.lower().startswith("the ") and self.is_office(part):
                found.append(Person("", part, "", lines))  # "Cllr Roe, the Clerk"
                continue
            group = _GROUP.match(part)
            if group:
                title = {"councillors": "Cllr", "cllrs": "Cllr", "crs": "Cr"}.get(group[1].lower(), "")
                part = part[group.end() :]
            post, colon, name = part.partition(":")
            if (
                colon and _LABEL.fullmatch(post) and self.is_post(post) and self.is_name(name)
            ):  # "Clerk: Sam Sample", "Jo Doe - Clerk: Sam Sample"
                before = self.person(post, lines)
                found += [before] if before else []
                crowd = before or self._crowd.search(post)
                found.append(Person(name.strip(), "" if crowd else post.strip(), "", lines))
                continue
            called = self._surnamed.fullmatch(part)
            if called and found and not self.is_name(part) and all(self._is_short(person.name) for person in found):
                found.append(Person(called["name"], called["post"], "", lines))  # "Mayor Roe, Town Clerk Poe"
                continue
            behind = _POST_BEHIND.fullmatch(part)
            if behind and self.is_name(behind["name"]) and self.is_post(behind["post"]):
                found.append(Person(behind["name"], behind["post"], "", lines))
                continue
            is_more = self.is_post(part) if found and found[-1].initials else self._ends.fullmatch(part)
            is_more = is_more and not self.is_titled(part)
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
            elif found and self._are_code(part, found[-1].name.split()) and not found[-1].initials:
                found[-1] = Person(found[-1].name, found[-1].capacity, part, found[-1].lines)
            elif found and self._is_beside(part) and not found[-1].capacity:
                found[-1] = Person(found[-1].name, part, found[-1].initials, found[-1].lines)
            elif found and found[-1].capacity and self._goes_on(part):
                found[-1] = Person(found[-1].name, f"{found[-1].capacity}, {part}", found[-1].initials, found[-1].lines)
            elif (
                left is not None
                and re.search(r"[A-Z]", part)
                and not _NOT_ANYBODY.fullmatch(part)
                and not part.startswith("@")
            ):
                left.append(part)
        return found

    def turned_entry(self, text: str, lines: tuple[int, ...]) -> Person:
        """Return whom such an entry names, with the name as it is printed."""
        found = TURNED.fullmatch(text.strip(" ."))
        return Person(found["name"], (found["said"] or "").strip(), "", lines) if found else Person("")

    def _are_whole(self, entries: Sequence[str]) -> bool:
        """Whether entries between semicolons each name one person, some with a post, and whose it is, behind commas."""
        parts = [[part.strip() for part in entry.split(",")] for entry in entries]
        if len(parts) < 2 or not all(1 < len(part) < _WHOLE and self.is_name(part[0]) for part in parts):
            return False
        if any(map(_GROUP.match, entries)) or any(map(_SENTENCE.search, entries)):
            return False
        posts = [self.is_post(part[1]) and not self.is_titled(part[1]) for part in parts]
        whose = any(self.is_organisation(part[1]) for part in parts)
        if all(len(part) == 2 for part in parts):  # "Jo Roe, Berth Marshal" beside "Al Poe, Clerk"
            return any(posts) or (whose and not any(self.is_name(part[1]) for part in parts))
        return all(post or not self.is_name(part[1]) for post, part in zip(posts, parts, strict=True)) and any(posts)

    def _goes_on(self, part: str) -> bool:
        return (
            ":" not in part
            and not _INITIAL.match(part)
            and is_more(part)
            and not self.is_name(part)
            and not self.is_titled(part)
        )

    def _are_code(self, code: str, name: Sequence[str]) -> bool:
        """Whether letters are the initials of a name, and no word for a post in capitals."""
        return are_initials(code, name) and not (len(code) > _SHORT and self.is_post(code))

    def _is_beside(self, part: str) -> bool:
        """Whether words behind a name are a capacity: a post, or letters that are not the initials of that name."""
        if self.is_titled(part):
            return False
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
        return self.is_name(found["name"]) and are_initials(found["code"], found["name"].split())

    def _apart(self, text: str) -> str:
        """Return a list with a semicolon before each title, or initial, that no mark parts from the name before it."""
        text = self._ahead.sub(self._labelled, _BY_INITIALS.sub(r"\1; ", text))
        out, at = [], 0
        for found in self._next.finditer(text):
            before, title = text[: found.start()].split()[-1:], found["title"].lower()
            last = before[0].lower().rstrip(".") if before else ""
            inside = bool(before) and before[0].isalpha() and before[0].islower()  # "and Mr", "on behalf of Cllr"
            if last in self._called or f"{last} {title}" in self._called or inside:
                continue
            led = re.split(r"[,;()]", text[max(at, found.start() - _POST) : found.start()])[-1].strip()
            if self.is_office(led) and not self.is_titled(led):
                continue  # "Chairman Cllr Roe"
            out.append(text[at : found.start()])
            at = found.end()
        return "; ".join([*out, text[at:]])

    def person(self, text: str, lines: tuple[int, ...] = ()) -> Person | None:
        """Return who one entry of a list names, or None if it names nobody."""
        initials = capacity = first = ""
        text = HANDLE.sub("", text).strip()
        coded = _CODED.fullmatch(text)
        if coded and self._is_coded(coded):
            return Person(coded["name"].strip(), coded["post"].strip(" .,;"), coded["code"], lines)
        if (joined := self._joined.fullmatch(text)) and self.is_name(joined["name"]):
            return Person(joined["name"], joined["post"], "", lines)  # "Ann Roe-Chair"
        led = _IN_CHAIR.search(text)
        if led and self.is_name(text[: led.start()]):
            return Person(text[: led.start()].strip(), led["said"], "", lines)
        instead = self._instead.fullmatch(text)
        if instead and self.is_name(instead["name"]):
            return Person(instead["name"], instead["said"], "", lines)
        surname = re.split(r",|\s[–—-]+\s", _BRACKETS.sub(" ", text))[0].split()
        for inside in _BRACKETS.findall(text):
            if _HANDLE.match(inside.strip()):
                continue  # an address in a network, as a telephone number is
            if _LETTER.fullmatch(inside):
                first = f" ({inside})"  # two of one surname: "Roe (A)"
            elif not initials and self._are_code(inside.strip(), surname):
                initials = inside.strip()
            else:
                capacity = f"{capacity}, {inside.strip()}".strip(", ")
        bare = " ".join(_BRACKETS.sub(" ", text).split()).strip(" .,;:")
        name, _, rest = re.sub(r"\s+[–—-]+\s+", "|", bare).partition("|")
        if not self.is_name(name) and "," in name:
            name, _, more = name.partition(",")
            rest = f"{more} {rest}".strip()
        name = name.strip()
        if not self.is_name(name) and (behind := self._unmarked(name)):
            name, rest = behind[0], f"{behind[1]}, {rest}".strip(" ,")
        if self._is_listed(name) and self.is_post(f"{rest} {capacity}"):
            return Person(f"{name}{first}", f"{rest.strip()} {capacity}".strip(), initials, lines)
        titled = self._led.fullmatch(name) or (None if self.is_name(name) else self._titled.fullmatch(name))
        if titled is not None or not self.is_name(name):
            if titled is None or re.match(r"[a-z]+\s", titled["post"]) or not self.is_name(titled["name"]):
                return None
            name, capacity = titled["name"], f"{titled['post'].strip()} … {capacity}".strip(" …,")
        return Person(f"{name}{first}", f"{rest.strip()} {capacity}".strip(), initials, lines)

    def _unmarked(self, text: str) -> tuple[str, str] | None:
        """Return a name and the post behind it that no mark parts from it: "Cllr. A. Roe Chair"."""
        words = text.split() if len(text) < 2 * _POST and (self.is_titled(text) or LETTERS.match(text)) else []
        for at in range(2, len(words)):
            name, post = " ".join(words[:at]), " ".join(words[at:])
            called = self._alone.fullmatch(post) or self._titles.fullmatch(post)
            if called and len(self._titles.sub("", name).split()) <= _NAMED and self.is_name(name):
                return name, post
        return None

    def _labelled(self, found: re.Match[str]) -> str:
        """Return the words for who follows behind a semicolon, unless a sentence leads to them: "sent to members:"."""
        before = re.search(r"\b[a-z’']+$", found.string[max(0, found.start() - 20) : found.start()])
        return found[0] if before else f"; {found['all'] or found['who']}"
