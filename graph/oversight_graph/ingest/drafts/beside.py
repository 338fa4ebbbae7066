"""What stands beside the name of somebody who was there: a post, whose they are, a body, or how they were there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from oversight_graph.ingest.drafts.draft import DOUBTFUL, PROBABLE
from oversight_graph.ingest.drafts.minutes.people import People, Person
from oversight_graph.ingest.drafts.names import INITIALS, Names
from oversight_graph.ingest.words import Words, plain

_SEATS = re.compile(
    r"(?i)^(?:in the chair|presiding|councillor|cllr|(?:\w+ )?member|(?:vice|deputy)[- ]chair\w*|chair\w*"
    r"|voting seat)s?\b|voting$"
)
# Who comes so has no seat.
_ROLES = re.compile(
    r"(?i)^(?:(?:invited )?guest|observer|minuting|taking (?:the )?(?:minutes|notes)|minutes?$|notes?$|invited"
    r"|participant|attendee|scribe|facilitator|visitor|press|(?:local )?resident|speaker|public|candidate"
    r"|applicant)s?\b"
)
# What brackets say of how somebody was there, which is no post.
_STAY = re.compile(
    r"(?i)(?:left|joined|arrived|attended|sent|via|from|until|till|by|for|online|remote\w*|(?:slightly\s+)?late|part"
    r"|apolog\w+|\d+\s+min\w*)\b"
)
# Who else was there, and what was said of it, ran on behind a name.
_OTHERS = re.compile(r"(?i)\b(?:public|others|reported)\b|[:£?]")
# The name of an organisation has capitals, and at most so many words.
_WORD = r"(?:[A-Z][\w.'’&-]*|of|and|the|for|&|in|on)"
_ORGANISATION = re.compile(rf"(?=.*[A-Z]{{2}}|.*[A-Z][\w'’-]*[a-z]){_WORD}(?:\s+{_WORD}){{0,6}}")
_GUEST = re.compile(r"(?i)\s*[/–-]\s*(?:guest|observer|invitee)$")
_BRACKETED = "what stands beside the name is no word for a post, so that it may be an organisation"


@dataclass(frozen=True, slots=True)
class Beside:
    """What is read from beside a name."""

    # post, organisation, body: empty where none is told; the organisation is that of the post, or that for which
    # somebody came.
    post: str = ""
    organisation: str = ""
    body: str = ""
    is_seat: bool = False  # whether it says that whoever was there sits on the body
    # certainty, why: how sure the organisation is, and why it is taken for one
    certainty: str = PROBABLE
    why: str = ""


def beside(person: Person, body: str, people: People, known: Sequence[Names], words: Words, *, absent: bool) -> Beside:
    """Return what the words beside a name say of whom it is.

    What is no word for a post is taken for an organisation, with a doubt, if it is written as names are; else nothing
    is made of it, and it stays what was printed.

    Parameters
    ----------
    body : str
        Whose meeting it is.
    known : sequence of Names
        Bodies that are known.
    absent : bool
        Whether the person was not there: beside the name stands why.

    Examples
    --------
    >>> from oversight_graph.ingest.words import load_words
    >>> words = load_words()
    >>> people = People(words)
    >>> several = ("Acme, Clerk", "Clerk, Also in attendance", "Guest, lamp team")
    >>> for said in ("Clerk", "Beadle", "ACC", "Clerk, Elmham Council", *several, "IBM", "Friends of Roe", "late"):
    ...     found = beside(Person("Ann Roe", said), "Lamp Board", people, (), words, absent=False)
    ...     print(f"{said}: post {found.post or 'none'}, organisation {found.organisation or 'none'}")
    Clerk: post Clerk, organisation none
    Beadle: post Beadle, organisation none
    ACC: post ACC, organisation none
    Clerk, Elmham Council: post Clerk, organisation Elmham Council
    Acme, Clerk: post Clerk, organisation Acme
    Clerk, Also in attendance: post Clerk, organisation none
    Guest, lamp team: post none, organisation none
    IBM: post none, organisation IBM
    Friends of Roe: post none, organisation Friends of Roe
    late: post none, organisation none
    """
    # What stands in two places is joined by an ellipsis: a rank before the name, and whose it is.
    said = re.sub(r"\s*\([^()]*\)*\)?", "", person.capacity.replace(" … ", ", ")).strip(" ,)")
    first, _, last = (part.strip() for part in said.partition(","))
    if _ROLES.match(last) or _STAY.match(last) or (_SEATS.fullmatch(last) and not _SEATS.match(first)):
        last = ""  # "Head of Lamps, Chair" says in what role, and names no organisation
    if plain(person.of) == plain(body):
        person = replace(person, of="")  # the members, and beside them others
    if person.of and plain(person.of) not in plain(said):
        first, last = said, person.of
    if last and not (_ROLES.match(first) or _is_post(first, people, words)) and _is_post(last, people, words):
        first, last = last, first  # the organisation stands before the post
    if person.of and plain(first) == plain(person.of):
        first, last = "", first
    if not first and not last:
        return Beside()
    whose = _body_called(first, body, known)
    # "Chair, Elm Trust" is that of the trust.
    elsewhere = last if is_elsewhere(person.capacity, body, people) else ""
    if elsewhere:
        return Beside(first, elsewhere)
    role = bool(_SEATS.match(first))
    if whose or role or _ROLES.match(first) or _STAY.match(first) or _OTHERS.search(first):
        sure = bool(last) and bool(person.of)
        return Beside(body=whose, is_seat=role, organisation=last if sure else "", why=_COLUMN if sure else "")
    if not first or person.of or _is_post(first, people, words):
        if absent and first and not people.is_post(first):
            return Beside()
        # Who takes the minutes, or came too, is no organisation.
        whose = last if person.of or (_ORGANISATION.fullmatch(last) and people.person(last) is None) else ""
        return Beside(first, whose, why=_COLUMN if person.of else "")
    organisation = _GUEST.sub("", first)
    councillor = people.is_councillor(person.name)  # the ward, unless it is a body
    if (
        absent or plain(organisation) in words.of("minutes", "parties") or not _ORGANISATION.fullmatch(organisation)
        or (councillor and not people.is_body(organisation)) or people.is_name(organisation)
    ):  # fmt: skip
        return Beside()
    return Beside(organisation=organisation, certainty=DOUBTFUL, why=_BRACKETED)


def is_elsewhere(capacity: str, body: str, people: People) -> bool:
    """Whether words beside a name say of which other body or organisation somebody is the chair, or a member.

    Examples
    --------
    >>> from oversight_graph.ingest.words import load_words
    >>> people = People(load_words())
    >>> [is_elsewhere(said, "Lamp Board", people) for said in ("Chair, Elm Trust", "Chair, Lamp Board", "Chair, Clerk")]
    [True, False, False]
    """
    first, _, last = (part.strip() for part in capacity.partition(","))
    named = bool(_SEATS.match(first)) and _ORGANISATION.fullmatch(last) is not None and len(last.split()) > 1
    return named and not people.is_post(last) and not _SEATS.match(last) and last.casefold() not in body.casefold()


_COLUMN = "a column, or the line above the names, says whose they are"


def _is_post(text: str, people: People, words: Words) -> bool:
    """Whether words read as a post: a word for one is among them, or they are letters for one."""
    return people.is_post(text) or bool(set(plain(text).split()) & _held(words)) or plain(text) in _held(words)


def _held(words: Words) -> set[str]:
    return set(words.of("minutes", "held"))


def _body_called(post: str, body: str, known: Sequence[Names]) -> str:
    """Return the body that is meant by a short name beside that of a person; empty if none is known."""
    if not re.fullmatch(r"[A-Z][A-Za-z&]{1,7}", post):
        return ""
    if post in body.split():
        return body
    found = (match for names in known if (match := names.match(post)) and match.name not in names.organisations)
    return next((match.name for match in found if match.same or match.why == INITIALS), "")
