"""All that is said of a thing, fact by fact, with graph and citation."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from oversight_graph.evidence.papers import Papers
from oversight_graph.load.skolem import owner_of
from oversight_graph.model.vocabulary import CONCEPT, INFERRED, NS, PREFIXES, in_words, local_name
from oversight_graph.store.store import Store
from oversight_graph.store.views import ask, once

_RDF_TYPE = PREFIXES["rdf"] + "type"
_EVIDENCE = PREFIXES["ovs"] + "evidence"
# Names and kind of a thing, in the order in which a reader wants them.
_FIRST = ("pref label", "label", "title", "name", "notation", "type", "classification")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is said.

    Attributes
    ----------
    fact : str
        The relation in words; facts of a node within the thing are written ``oversight: by``. An arrow ``←`` marks
        what other things say with this one as their value: ``← oversees`` with the value AGG means that AGG oversees
        it.
    value : str
        A name, a reference with its title, or the value itself.
    graph : str
        The data file that says so, or ``inferred``.
    stated : bool
        True if a file states it, False if a rule infers it.
    evidence : tuple of str
        Citations; empty for our own classification and for inferred facts.
    passage : str or None
        The cited words, if the papers were given.
    iri : str or None
        IRI of what the value names, if it names a thing.
    """

    fact: str
    value: str
    graph: str
    stated: bool
    evidence: tuple[str, ...]
    passage: str | None
    iri: str | None = None


@once
def explain(store: Store, thing: str, papers: Papers | None = None) -> list[Fact]:
    """Return all that is said of a thing.

    Parameters
    ----------
    thing : str
        IRI.

    Returns
    -------
    list of Fact
        What is said of the thing itself, of the nodes that hang on it, then what other things say with it as their
        value.
    """
    # What is stated goes before what follows from it, what a thing is called before what is said of it, and both before
    # the nodes that hang on it.
    own = sorted(_facts(store, thing, papers), key=lambda fact: (not fact.stated, _rank(fact.fact)))
    return list(dict.fromkeys([*own, *_mentions(store, thing, papers)]))


def _rank(name: str) -> int:
    return _FIRST.index(name) if name in _FIRST else len(_FIRST) + (": " in name)


def _facts(store: Store, thing: str, papers: Papers | None) -> Iterator[Fact]:
    # Nodes within nodes are walked without recursion: data may nest them deeper than the stack of Python.
    seen = {thing}
    way = [(iter(ask(store, "facts", thing=thing)), _citations(store, thing), "")]
    while way:
        rows, citations, prefix = way[-1]
        for prop, value, label, ref, is_iri, graph in rows:
            if not prop or value is None or not graph or prop == _EVIDENCE:
                continue
            name = prefix + in_words(prop)
            # A node without a name of its own, of a file or of a rule.
            nameless = owner_of(value) != value or (graph == INFERRED and is_iri == "true" and label is None)
            if nameless and value not in seen:
                seen.add(value)
                way.append((iter(ask(store, "facts", thing=value)), _citations(store, value), f"{name}: "))
                break
            if prop == _RDF_TYPE:
                shown = label or in_words(value)
            elif is_iri == "true":
                shown = _name(value, label, ref)
            else:
                shown = value
            cited = tuple(citations.get(graph, ()))
            named = value if is_iri == "true" else None
            yield Fact(name, shown, _short(graph), graph != INFERRED, cited, _passage(papers, cited), named)
        else:
            way.pop()


def _mentions(store: Store, thing: str, papers: Papers | None) -> Iterator[Fact]:
    for subject, prop, label, ref, graph in ask(store, "mentions", thing=thing):
        if not subject or not prop or not graph:
            continue
        owner = owner_of(subject)
        name = f"← {in_words(prop)}"
        if owner != subject:
            if owner == thing:
                continue
            via = re.findall(r"\.([A-Za-z]+)-\d+", subject.partition("#")[2])
            name = f"← {': '.join([*map(in_words, via), in_words(prop)])}"
            label, ref = _label(store, owner)
        cited = tuple(_citations(store, subject).get(graph, ()))
        shown = _name(owner, label, ref)
        yield Fact(name, shown, _short(graph), graph != INFERRED, cited, _passage(papers, cited), owner)


def _label(store: Store, iri: str) -> tuple[str | None, str | None]:
    label = ref = None
    for prop, value, _, _, _, _ in ask(store, "facts", thing=iri):
        local = local_name(prop or "")
        if local == "prefLabel" or (local in ("label", "title") and label is None):
            label = value
        elif local == "notation":
            ref = value
    return label, ref


def _citations(store: Store, node: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for evidence, graph in ask(store, "node_evidence", thing=node):
        if evidence and graph:
            found.setdefault(graph, []).append(evidence)
    return found


def _passage(papers: Papers | None, cited: tuple[str, ...]) -> str | None:
    if papers is None:
        return None
    found = [passage for passage in map(papers.passage, cited) if passage]
    return " […] ".join(found) or None


def _name(iri: str, label: str | None, ref: str | None) -> str:
    # The code of a concept says nothing beside its label.
    parts = [part for part in (None if label and iri.startswith((CONCEPT, NS)) else ref, label) if part]
    return " ".join(dict.fromkeys(parts)) or _short(iri)


def _short(graph: str) -> str:
    return "inferred" if graph == INFERRED else graph.rpartition("/graph/")[2] or graph
