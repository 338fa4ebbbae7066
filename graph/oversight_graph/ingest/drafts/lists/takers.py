"""Who takes a decision alone: a post, a person, or a person in a post, as registers and notices print it."""

import re
from dataclasses import dataclass

from oversight_graph.ingest.drafts.minutes.people import People
from oversight_graph.ingest.words import Words
from oversight_graph.model.spelling import flat, without_article

# What is said behind a name of the powers under which somebody decides, and of who was asked before.
_ASIDE = re.compile(
    r"(?i)[\s,;(–-]{1,4}\b(?P<aside>(?:acting\s+)?(?:under|in|following|after|exercising|pursuant|by\s+virtue|with)\s+"
    r"(?:\w+\s+)?(?:delegat|powers|authori|consult|agreement|section|scheme)\w*\b.*)$",
    re.DOTALL,
)
# Who decided is said in so many letters.
_LONGEST = 300
_PARTED = re.compile(r"\s+[–—-]+\s+|\s*[,:\n]\s*|\s*(?=\()")


@dataclass(frozen=True, slots=True)
class Taker:
    """Who decided: the post and the person as printed, either of which may be empty, and what else is said of them."""

    post: str = ""
    person: str = ""
    aside: str = ""

    @property
    def names(self) -> str:
        """Both in one cell."""
        return "; ".join(filter(None, (self.post, self.person)))


class Takers:
    """Tells who takes a decision."""

    def __init__(self, words: Words) -> None:
        self._people = People(words)
        self._member = re.compile(
            rf"(?:[Tt]he\s+)?(?i:{words.pattern('registers', 'takers')})"
            r"(?:\s*[-–,]?\s+(?:(?:for|of|with)\s+)?[A-Z].{2,80})?"
        )

    def is_office(self, text: str) -> bool:
        """Whether words are a post, also one that is called after a body."""
        return self._people.is_office_of(text)

    def read(self, said: str) -> Taker | None:
        """Return who is said to decide; None if the words are neither a post nor a name.

        Examples
        --------
        >>> from oversight_graph.ingest.words import load_words
        >>> takers = Takers(load_words())
        >>> takers.read("Cllr Ann Roe, Cabinet Member for Roads").names
        'Cabinet Member for Roads; Cllr Ann Roe'
        >>> takers.read("Director of Place (Ben Poe) in consultation with the Leader")
        Taker(post='Director of Place', person='Ben Poe', aside='in consultation with the Leader')
        >>> takers.read("Police and Crime Commissioner").names, takers.read("see the annex")
        ('Police and Crime Commissioner', None)
        """
        text = said.strip(" .")
        if len(text) > _LONGEST:
            return None  # more is said there than who decided
        aside = _ASIDE.search(text)
        if aside and not self._member.fullmatch(text):
            text = text[: aside.start()]
        about = flat(aside["aside"]).rstrip(")") if aside and len(text) < len(said.strip(" .")) else ""
        for at in _PARTED.finditer(text):
            one, other = self._bare(text[: at.start()]), self._bare(text[at.end() :])
            for post, person in ((one, other), (other, one)):
                if self._is_post(post) and self._people.is_name(person):
                    return Taker(post, person, about)
        text = self._bare(text)
        if self._is_post(text):
            return Taker(text, "", about)
        if found := self._people.person(text):
            return Taker(found.capacity, found.name, about) if self._is_post(found.capacity or "Clerk") else None
        return None

    def _bare(self, text: str) -> str:
        return without_article(flat(text).strip(" .,;:()[]"))

    def _is_post(self, text: str) -> bool:
        plainer = re.sub(r"\b(?:and|&)\s+", "", text)  # "Police and Crime Commissioner"
        return self.is_office(text) or self.is_office(plainer) or bool(self._member.fullmatch(text))
