"""One name for each thing, in the language chosen: other languages are kept, under relations of their own.

A thing may have a name in several languages. Every question asks for the name, so it must find one. Which one, the
setting ``OVERSIGHT_LANG`` says; ``export`` writes the others back as they were stated.
"""

import os
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from oversight_graph.errors import UsageError
from oversight_graph.model.vocabulary import NS, PREFIXES

if TYPE_CHECKING:
    import pyoxigraph as ox

    from oversight_graph.store.store import EmbeddedStore

# What is stated, and where the values in other languages are kept.
OTHER_LANGUAGE = {
    PREFIXES["skos"] + "prefLabel": NS + "nameInOtherLanguage",
    PREFIXES["rdfs"] + "label": NS + "labelInOtherLanguage",
    PREFIXES["dcterms"] + "title": NS + "titleInOtherLanguage",
    PREFIXES["foaf"] + "name": NS + "personNameInOtherLanguage",
    PREFIXES["schema"] + "name": NS + "schemaNameInOtherLanguage",
}
_SEVERAL = """
SELECT DISTINCT ?thing ?property WHERE {{
  VALUES ?property {{ {} }}
  ?thing ?property ?one , ?other .
  FILTER(!sameTerm(?one, ?other))
}}
""".format(" ".join(f"<{iri}>" for iri in OTHER_LANGUAGE))


def language() -> str:
    """Return the language of names: ``OVERSIGHT_LANG``, else English.

    Raises
    ------
    UsageError
        If it is no tag of a language.
    """
    chosen = os.environ.get("OVERSIGHT_LANG", "").strip().lower() or "en"
    if not re.fullmatch(r"[a-z]{2,8}(-[a-z0-9]{1,8})*", chosen):
        raise UsageError("not the tag of a language", where=f"OVERSIGHT_LANG={chosen}", hint="en or cy, say")
    return chosen


def keep_one_name(store: "EmbeddedStore", chosen: str) -> int:
    """Leave each thing one name, label and title; move the others to ``ovs:nameInOtherLanguage`` and its like.

    Parameters
    ----------
    store : EmbeddedStore
        Holds what the files state.
    chosen : str
        Tag of a language. A value in it goes before one without a language, this before others by their tags; a
        regional variety counts as the language.

    Returns
    -------
    int
        How many values were moved.
    """
    import pyoxigraph as ox

    moved = 0
    for iri, relation in store.select(_SEVERAL, "languages").rows:
        thing, stated = ox.NamedNode(iri or ""), ox.NamedNode(relation or "")
        other = ox.NamedNode(OTHER_LANGUAGE[stated.value])
        found: dict[ox.Literal, list[ox.Quad]] = defaultdict(list)
        for quad in store.quads.quads_for_pattern(thing, stated, None, None):
            if isinstance(quad.object, ox.Literal):
                found[quad.object].append(quad)
        # Two names in one language are no translation: that is for the checks to say.
        tags = {_main(value) for value in found}
        if len(tags) < 2:
            continue
        best = min(tags, key=lambda tag: (tag != chosen.partition("-")[0], tag != "", tag))
        for value, quads in found.items():
            if _main(value) != best:
                for quad in quads:
                    store.quads.remove(quad)
                    store.quads.add(ox.Quad(thing, other, value, quad.graph_name))
                    moved += 1
    return moved


def as_stated(quad: "ox.Quad") -> "ox.Quad":
    """Return a quad with the relation that was stated, if its value was moved because of its language."""
    import pyoxigraph as ox

    relation = _STATED.get(quad.predicate.value)
    return ox.Quad(quad.subject, ox.NamedNode(relation), quad.object, quad.graph_name) if relation else quad


_STATED = {other: stated for stated, other in OTHER_LANGUAGE.items()}


def _main(value: "ox.Literal") -> str:
    """Return the language of a value without its region; empty if it has none."""
    return (value.language or "").lower().partition("-")[0]
