"""Whose actions are asked for: a post, person, body or organisation, or an owner of whom only a name is printed."""

import re
from collections.abc import Callable, Collection
from typing import NamedTuple

from oversight_graph.ask.find import find, names_of
from oversight_graph.errors import NotFoundError, UsageError
from oversight_graph.model.spelling import plain
from oversight_graph.model.vocabulary import NS, PREFIXES
from oversight_graph.store.store import Store
from oversight_graph.store.views import ask

_ACTORS = {
    PREFIXES["foaf"] + "Person",
    NS + "OversightBody",
    *(PREFIXES["org"] + name for name in ("Post", "Organization", "FormalOrganization", "OrganizationalUnit")),
}
_PARTS = re.compile(r"\s*(?:[/;,&+]|\band\b)\s*", re.IGNORECASE)


class Owner(NamedTuple):
    """Whose actions are meant: the IRI, empty if the data has none, and the spellings under which they are printed."""

    iri: str
    spellings: frozenset[str]

    def has(self, iris: Collection[str], printed: str | None) -> bool:
        """Tell whether an action is theirs: by its owners; or, where one of both has no IRI, as printed."""
        return self.iri in iris if iris and self.iri else bool(self.spellings & _spelt(printed or ""))


def owner_asked(store: Store, asked: str, tell: Callable[[str], None] | None = None) -> str:
    """Return what a person means who names an owner: the IRI of a thing, or the words as they are printed.

    Parameters
    ----------
    asked : str
        Whatever names a post, person, body or organisation; or an owner as printed, such as initials that the data does
        not explain.
    tell : callable, optional
        As for `ask.find.find`.

    Raises
    ------
    NotFoundError
        If neither fits. A printed owner goes before part of a name.
    """
    guesses: list[str] = []
    printed = plain(asked) in {
        each for (stated,) in ask(store, "actions").of("owner_as_stated") for each in _spelt(stated or "")
    }
    try:
        found = find(store, asked, guesses.append)
    except NotFoundError:
        if printed:
            return asked
        raise
    if printed and guesses:
        return asked
    for guess in guesses if tell else ():
        tell(guess)  # type: ignore[misc]
    return found


def owner_of(store: Store, owner: str) -> Owner:
    """Return whose actions are meant.

    Parameters
    ----------
    owner : str
        IRI, or words as printed.

    Returns
    -------
    Owner
        Without an IRI if the words name nothing in the data.

    Raises
    ------
    UsageError
        If the IRI is of something that cannot own an action, and owns none.
    """
    named = names_of(store).get(owner)
    if named is None:
        return Owner(owner if ":" in owner else "", frozenset(_spelt(owner)))
    if not named.classes & _ACTORS and (owner,) not in ask(store, "actions").of("owner"):
        raise UsageError(
            f"{named.shown} is no post, person, body or organisation",
            hint="actions are asked of such; `oversight actions --columns owner,owner_as_stated` lists them",
        )
    return Owner(owner, frozenset(plain(name) for name, _ in named.entries))


def _spelt(printed: str) -> set[str]:
    """Return a printed owner, and each of several that are parted by a stroke, a comma or the like."""
    return {plain(part) for part in (printed, *_PARTS.split(printed))} - {""}
