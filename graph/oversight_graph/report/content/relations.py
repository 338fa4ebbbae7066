"""How things are related at a date, read once: relations, holders, who was present, what meetings did."""

from collections import defaultdict
from dataclasses import dataclass, field

from oversight_graph.graph import OversightGraph
from oversight_graph.model.vocabulary import CONCEPT, NS
from oversight_graph.network.projection import LINKS, name_of
from oversight_graph.registers.states import states_at
from oversight_graph.registers.tenures import Holder, holders_at, tenures
from oversight_graph.store.store import Store
from oversight_graph.store.views import ask

# The relations in the order in which a reader wants them.
_ORDER = (
    *("chairs", "holds to account", "reports into", "member of", "post in", "runs", "owns"),
    *("oversees", "scrutinised in", "asked for by"),
)


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting that was held up to the date.

    Attributes
    ----------
    bodies : dict of str to str
        Names by IRI.
    noted : bool
        Whether its notes are loaded.
    listed : dict of str to list of (str, str)
        By what is said of their presence, which may be that they sent apologies: IRI and name of each person.
    present : set of str
        The IRIs of those who were there.
    parts : dict of str to list of (str, str, str)
        By local name of the class: IRI, reference with label, and outcome of each part.
    """

    iri: str
    label: str
    day: str
    bodies: dict[str, str] = field(default_factory=dict)
    noted: bool = False
    listed: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    present: set[str] = field(default_factory=set)
    parts: dict[str, list[tuple[str, str, str]]] = field(default_factory=lambda: defaultdict(list))


class Relations:
    """What the pages of things say first, at a date.

    Parameters
    ----------
    day : str
        ISO date.
    """

    def __init__(self, graph: OversightGraph, day: str) -> None:
        self.network = graph.network(day)
        self.states = states_at(graph.store, day)
        self.holders: dict[str, tuple[Holder, ...]] = dict(holders_at(graph.store, day))
        self.posts: dict[str, list[tuple[str, str]]] = defaultdict(list)
        names = {tenure.post_iri: tenure.post for tenure in tenures(graph.store)}
        for post, holders in self.holders.items():
            for holder in holders:
                self.posts[holder.iri].append((post, f"{names.get(post) or post}, last seen in it {holder.last_seen}"))
        self.meetings = meetings_at(graph.store, day)
        self.attended: dict[str, list[str]] = defaultdict(list)
        self.missed: dict[str, list[str]] = defaultdict(list)
        for iri, meeting in self.meetings.items():
            for person in dict.fromkeys(person for those in meeting.listed.values() for person, _ in those):
                (self.attended if person in meeting.present else self.missed)[person].append(iri)

    def of(self, iri: str) -> list[tuple[str, list[str]]]:
        """Return what a thing has to do with others: words, and the IRIs of the others."""
        if iri not in self.network:
            return []
        out, into = defaultdict(list), defaultdict(list)
        for _, other, data in self.network.out_edges(iri, data=True):
            out[data["kind"]].append(other)
        for other, _, data in self.network.in_edges(iri, data=True):
            into[data["kind"]].append(other)
        found = []
        for kind in _ORDER:
            for words, those in ((LINKS[kind].of_source, out[kind]), (LINKS[kind].of_target, into[kind])):
                if those:
                    found.append((words, list(dict.fromkeys(those))))
        return found

    def name(self, iri: str) -> str:
        """Return what a thing is called."""
        return name_of(self.network, iri, holder=False)


def meetings_at(store: Store, day: str) -> dict[str, Held]:
    """Return the meetings that were held up to a day, by their IRIs, with who was there and what they did."""
    found: dict[str, Held] = {}
    for iri, label, held, edtf, body, name, announced, notes, _ in ask(store, "meetings"):
        if not iri or not held or held > day or announced:
            continue
        meeting = found.setdefault(iri, Held(iri, label or name or iri, edtf or held))
        meeting.bodies[body or ""] = name or ""
        if notes and not meeting.noted:
            found[iri] = Held(iri, meeting.label, meeting.day, meeting.bodies, True)
    for iri, person, name, how, presence in ask(store, "participations").of(
        "meeting", "person", "person_name", "how", "presence"
    ):
        if not iri or not person or iri not in found:
            continue
        if how != CONCEPT + "presence/apologies":
            found[iri].present.add(person)
        if (person, name or "") not in (listed := found[iri].listed[presence or "present"]):
            listed.append((person, name or ""))
    for iri, part, kind, ref, label, outcome in ask(store, "meeting_parts"):
        if iri in found and part and kind:
            occasion = (part, " ".join(filter(None, (ref, label))), outcome or "")
            those = found[iri].parts[kind.removeprefix(NS)]
            if all(each[0] != part for each in those):
                those.append(occasion)
    return found
