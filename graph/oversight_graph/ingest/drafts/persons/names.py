"""Tells names of people, and of posts, from other words."""

import re

from oversight_graph.ingest.drafts.persons.entries import UPPER
from oversight_graph.ingest.words import Words

# Scripts without capitals, of which any letter may begin a name.
_CAPLESS = "א-ת\u0620-\u064a\u0900-\u0dff\u0e00-\u0fff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
SMALL = "de|du|di|da|das|dos|del|van|von|der|den|ten|ter|zu|zur|af|av|la|le|el|al|bin|ibn|ap|y|e"
_WORD = (
    rf"(?:[{UPPER}]\.|[{UPPER}{_CAPLESS}](?:[^\W\d_]|[’'`.\u0300-\u036f\u0900-\u0fff-])*|{SMALL}"
    rf"|(?:h|O’|d[’'])[{UPPER}]\w+)"
)
# Names that are written without a blank.
_UNPARTED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2,6}")
_AFTER = r"(?:OBE|MBE|CBE|QPM|DL|JP|KC|QC|MP|MSP|MS|PhD|CPFA|Esq)"
LETTERS = re.compile(rf"(?:[{UPPER}]\.?){{1,3}}")

# A surname, and the first name behind it.
TURNED = re.compile(
    rf"(?P<name>(?:(?:{SMALL}|O’|Mc|Mac|[{UPPER}][\w’'-]+)\s){{0,2}}[{UPPER}][\w’'-]+,\s+"
    rf"[{UPPER}][\w’'-]*\.?(?:\s[{UPPER}][\w’'-]*\.?)?)\s*(?:\((?P<said>[^()]*)\))?"
)


class PersonNames:
    """Tells names of people from other words."""

    def __init__(self, words: Words) -> None:
        self._titles = re.compile(rf"^(?:(?:{words.pattern('titles')})s?\b\.?\s*)+", re.IGNORECASE)
        self._next = re.compile(
            rf"(?<=[\w).])\s+(?=(?P<title>{words.pattern('titles')})s?\b\.?\s+[A-Z])", re.IGNORECASE
        )
        # An officer's number stands between the rank and the name.
        self._badge = re.compile(rf"^({words.pattern('minutes', 'visitors')})\.?\s+\d{{2,5}}\s+", re.IGNORECASE)
        alone = words.pattern("minutes", "offices")
        self._alone = re.compile(rf"(?:{alone})", re.IGNORECASE)
        self._joined = re.compile(rf"(?P<name>[^(),;:]{{3,60}}\w)-(?P<post>{alone})", re.IGNORECASE)
        self._surnames = words.phrases("minutes", "surnames")
        self._instead = re.compile(
            rf"(?P<name>[^,;:]{{3,60}}?)\s+(?P<said>(?:{words.pattern('minutes', 'instead')})\s+[A-Z].*)", re.DOTALL
        )
        self._visitors = re.compile(rf"(?:{words.pattern('minutes', 'visitors')})(?=\s)", re.IGNORECASE)
        self._called = frozenset(title.lower() for title in words.of("titles"))
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
        self._surnamed = re.compile(rf"(?P<post>(?:[A-Z]\w+\s+){{0,2}}(?i:{called}))\s+(?P<name>[A-Z][a-z][\w’'-]+)")
        # The words for who follows: all between a mark and a colon, else only those for a post.
        self._ahead = re.compile(
            rf"(?:(?<=\))|(?<=\)[.,;]))\s+(?P<all>(?:[A-Z]\w+\s+){{0,2}}(?i:{called})s?\s*:\s)"
            rf"|(?<=[\w).])[\s,]+(?P<who>(?:(?i:{called})[\s-]+){{0,2}}(?i:{called})s?\s*:\s)"
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
        >>> people = PersonNames(load_words())
        >>> [people.is_name(text) for text in ("Cllr Robin Rowe", "J. Smith", "Parish Council", "two members", "Chair")]
        [True, True, False, False, False]
        >>> [people.is_name(text) for text in ("Олена Мельник", "Άννα Παππά", "山田花子", "Zoë O’Hara-Šimić")]
        [True, True, True, True]
        """
        text = self._badge.sub(r"\1 ", text.strip(" ."))
        bare = self._titles.sub("", text)
        titled = bare != text
        if not bare or len(bare) > 50 or any(c.isdigit() for c in bare):
            return False
        if self._other.search(bare) and not self._is_surname(bare, titled=titled):
            return False
        if not self._name.match(bare) or (bare.isupper() and len(bare.split()) == 1 and len(bare) < 4 and not titled):
            return False
        return titled or len(bare.split()) > 1 or bool(_UNPARTED.fullmatch(bare))

    def _is_surname(self, bare: str, *, titled: bool) -> bool:
        """Whether a name ends with a word that is one for a place or a post elsewhere: "Mr. Hall", "Cllr R. Clerk"."""
        *first, last = bare.split()
        if not re.match(rf"[{UPPER}]", last) or self._other.search(" ".join(first)):
            return False
        letters = bool(first) and all(LETTERS.fullmatch(word) for word in first)
        if last.lower() not in self._surnames:
            return titled and letters
        return titled or (letters and "." in first[0])

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
        >>> people = PersonNames(load_words())
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
        >>> people = PersonNames(load_words())
        >>> [people.is_office(text) for text in ("Head of Estates", "the Clerk", "Director of Place and Roads")]
        [True, True, True]
        >>> [people.is_office(text) for text in ("Officers", "Two members", "Parish Council", "Clerk Roe")]
        [False, False, False, False]
        """
        bare = text.strip(" .")
        return bool(self._office.fullmatch(bare)) and not self._crowd.search(bare) and not self.is_body(bare)

    def is_crowd(self, text: str) -> bool:
        """Whether words are for several people, whose number nobody knows: "Staff", "Council members"."""
        return bool(self._crowd.search(text)) and len(text.split()) <= 3

    def is_office_of(self, text: str) -> bool:
        """Whether words are a post, also one that is called after a body: "Leader of the Council"."""
        first, of, _ = text.partition(" of ")
        return self.is_office(text) or (bool(of) and self.is_office(first))

    def is_titled(self, part: str) -> bool:
        """Whether words begin with the title of a person, and a name follows."""
        title = self._titles.match(part)
        return title is not None and part[title.end() : title.end() + 1].isupper()

    def _is_short(self, name: str) -> bool:
        """Whether a name is a surname, or one behind a title or a post."""
        return len(self._titles.sub("", name).split()) == 1 or self._surnamed.fullmatch(name) is not None

    def _is_listed(self, name: str) -> bool:
        """Whether words are the name of a person if a post stands beside them: "Ann Hall" may be a hall."""
        *first, last = name.split() or [""]
        return bool(first) and last.lower() in self._surnames and self.is_name(" ".join([*first, "Roe"]))

    def is_turned(self, text: str) -> bool:
        """Whether an entry of a list is a name with the surname first: "Roe, Ann (Clerk)"."""
        found = TURNED.fullmatch(text.strip(" ."))
        return found is not None and not self.is_post(found["name"]) and not self._other.search(found["name"])
