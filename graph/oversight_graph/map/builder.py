"""Build the pages of the map: how a thing becomes a box, and a relation a line."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from oversight_graph.drawing.labels import wrap
from oversight_graph.drawing.layout import BETWEEN, MARGIN, Column, Item, Link, Page, place
from oversight_graph.drawing.routes import ALLEY
from oversight_graph.drawing.styles import MEETING
from oversight_graph.map.things import Relation, Thing
from oversight_graph.network.projection import BODIES

CHAIN = ("holds to account", "chairs")
SEEN = "seen in"  # a person in a post, which the posts show themselves except where a person is in focus
GRID = 80  # boxes on a page that holds nothing but a list
_HOMES, _LISTED = 4, 1040.0  # lanes of such a page, and its width


@dataclass(slots=True)
class PageBuilder:
    """What the pages are made of.

    Attributes
    ----------
    things : dict of str to Thing
        Groups are added while pages are made.
    overseers : mapping of str to sequence of str
        By commitment: the bodies that it names or reaches, at any date.
    holders : mapping of str to iterable of str
        By post: who was seen in it, at any date, as one text for each date.
    people : mapping of str to iterable of str
        By post: the IRIs of these people.
    homes : mapping of str to str
        Of a body its level, of a post its organisation, in words: under this it stands in a list.
    day : str
        The date at which the map opens.
    watched : dict of str to list of str
        By body: the commitments that name or reach it.
    stated_pairs : set of (str, str)
        Overseer and subject, where a paper states it in the row of the subject itself.
    """

    things: dict[str, Thing]
    relations: Sequence[Relation]
    overseers: Mapping[str, Sequence[str]]
    holders: Mapping[str, Iterable[str]]
    people: Mapping[str, Iterable[str]]
    homes: Mapping[str, str]
    day: str
    watched: dict[str, list[str]] = field(init=False)
    stated_pairs: set[tuple[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        """Turn the overseers round."""
        self.watched = defaultdict(list)
        for commitment, bodies in self.overseers.items():
            for body in bodies:
                self.watched[body].append(commitment)
        self.stated_pairs = {
            (relation.source, relation.target)
            for relation in self.relations
            if relation.kind == "oversees" and relation.stated
        }

    def of_kind(self, *kinds: str) -> list[str]:
        """Return the things of some kinds, in the order in which they were given."""
        return [iri for iri, thing in self.things.items() if thing.kind in kinds]

    def by_name(self, iris: Iterable[str]) -> list[str]:
        """Return things by the alphabet."""
        return sorted(iris, key=lambda iri: (self.things[iri].label.casefold(), iri))

    def column(
        self, title: str, subtitle: str, width: float, iris: Iterable[str], columns: int = 1, tile: float | None = None
    ) -> Column:
        """Return a lane of things; with the width of a tile, or 0 for a bar, objectives show their commitments."""
        inner = (width - BETWEEN * (columns - 1)) / columns
        return Column(title, subtitle, width, [self._item(iri, inner, tile) for iri in iris], columns)

    def _item(self, iri: str, width: float, tile: float | None) -> Item:
        thing = self.things[iri]
        extra = parts = 0
        if thing.kind == "post":
            # Room for the longest name that the post ever shows, so that no box moves with the date.
            extra = max((len(wrap(name, width - 2 * MARGIN, 3)) for name in self.holders.get(iri, ())), default=0)
        elif thing.kind in ("objective", "group"):
            commitments = [iri for iri in thing.members if self.things[iri].kind == "commitment"]
            extra = 1 if commitments else 0
            parts = len(commitments) if tile is not None else 0
        badge = thing.kind in ("commitment", *MEETING)
        return Item(iri, thing.shown, extra, badge=badge, parts=parts, tile=tile or 0.0 if parts else 0.0)

    def group(self, name: str, label: str, members: Iterable[str], page: str | None) -> str:
        """Add a box that stands for several things and may open a page, and return its id."""
        ident = f"group:{name}"
        self.things[ident] = Thing("group", label, members=tuple(members), page=page)
        return ident

    def oversight(self, bodies: Iterable[str], commitments: Iterable[str]) -> list[Link]:
        """Return the lines from bodies to the commitments that name or reach them."""
        wanted = {*bodies}
        return [
            Link(body, iri, "oversees", (body, iri) in self.stated_pairs)
            for iri in commitments
            for body in self.overseers.get(iri, ())
            if body in wanted
        ]

    def links(self, loud: Iterable[str] = (), quiet: Iterable[str] = ()) -> list[Link]:
        """Return the relations of some kinds as lines; the quiet ones are drawn only for what is selected.

        Which bodies oversee a commitment is told by `oversight`, which knows pointers too.
        """
        always = {*loud}
        wanted = always | {*quiet}
        stated: dict[tuple[str, str, str], bool] = {}
        for relation in self.relations:
            by_row = (
                relation.kind == "oversees"
                and relation.target in self.overseers
                and self.things[relation.source].kind in BODIES
            )
            if relation.kind in wanted and not by_row:
                key = (relation.source, relation.target, relation.kind)
                stated[key] = stated.get(key, False) or relation.stated
        return [Link(*key, is_stated, key[2] not in always) for key, is_stated in stated.items()]

    def lists(self, name: str, title: str, iris: Sequence[str], rest: str) -> list[Page]:
        """Return pages that hold nothing but a list, with a lane for each home; small homes share the last lane."""
        links = self.links(quiet=("reports into", "member of", *CHAIN))
        pages = []
        for here, ident, shown in paged(iris, GRID, name, title):
            found: dict[str, list[str]] = defaultdict(list)
            for iri in here:
                found[self.homes.get(iri, "")].append(iri)
            known = sorted((home for home in found if home), key=lambda home: (-len(found[home]), home))[: _HOMES - 1]
            heads = {home: home[:1].upper() + home[1:] for home in known}
            for those in found.values():  # what is told of only later than the day leaves no gap before it
                those.sort(key=lambda iri: self.things[iri].since > self.day)
            others = [iri for home, those in found.items() if home not in heads for iri in those]
            others.sort(key=lambda iri: (self.things[iri].since > self.day, here.index(iri)))
            groups = [*((heads[home], found[home]) for home in known), *([(rest, others)] if others else [])]
            most = max(len(those) for _, those in groups)
            # A long list stands in two stacks, so that no lane is much longer than the others.
            halves = [2 if len(those) > 16 and len(those) * 3 > most * 2 else 1 for _, those in groups]
            between = ALLEY * (len(groups) - 1) + BETWEEN * (sum(halves) - len(groups))
            width = min(int((_LISTED - between) / sum(halves)), 240)
            lanes = []
            for (head, those), half in zip(groups, halves, strict=True):
                room = width * half + BETWEEN * (half - 1)
                *named, last = wrap(head, room / 1.1 - 30, 2)
                named.append(f"{last} ({len(those)})")
                lanes.append(replace(self.column(named[0], "".join(named[1:]), room, those, half), long=True))
            pages.append(place(ident, shown, lanes, links))
        return pages


def paged(iris: Sequence[str], size: int, name: str, title: str) -> list[tuple[Sequence[str], str, str]]:
    """Cut things into pages; return for each what stands on it, its id and its title.

    Examples
    --------
    >>> paged("abc", 2, "list", "Letters")
    [('ab', 'list', 'Letters (1 of 2)'), ('c', 'list-2', 'Letters (2 of 2)')]
    """
    count = -(-len(iris) // size)
    return [
        (
            iris[at * size : (at + 1) * size],
            name if at == 0 else f"{name}-{at + 1}",
            title if count == 1 else f"{title} ({at + 1} of {count})",
        )
        for at in range(count)
    ]
