"""What the words of a JSON-LD document mean: those that mean nothing are refused, for the parser drops them unsaid."""

import difflib
import json
import re
from collections.abc import Mapping
from urllib.parse import urljoin

import pyoxigraph as ox

from oversight_graph.errors import DataError
from oversight_graph.load.positions import line_of
from oversight_graph.model.vocabulary import PREFIXES

_KEYWORDS = frozenset(
    "@base @container @context @direction @graph @id @import @included @index @json @language @list @nest @none "
    "@prefix @propagate @protected @reverse @set @type @value @version @vocab".split()
)
# They stand in a context.
_ELSEWHERE = frozenset("@base @container @json @none @prefix @propagate @protected @version @vocab".split())
# Containers whose keys are no names of relations.
_MAPS = frozenset(("@graph", "@id", "@index", "@language", "@type"))
_Terms = Mapping[str, object]


class Reader:
    """Follows the contexts down a document, and refuses what would be lost: words and addresses that mean nothing.

    Attributes
    ----------
    least : int
        How many statements the document makes at least.
    """

    def __init__(self, data: bytes, name: str, base: str) -> None:
        self.data, self.name, self.base, self.least = data, name, base, 0
        self._sound: set[str] = set()

    def things(self, node: object, terms: _Terms) -> None:
        """Look at what stands where a thing, or a list of things, is expected."""
        for entry in _list(node):
            if isinstance(entry, list):
                self.things(entry, terms)
            elif not isinstance(entry, dict):
                raise self._lost(f"{_shown(entry)} stands where a thing is expected", entry)
            else:
                self.thing(entry, terms, alone=True)

    def thing(self, node: dict[str, object], terms: _Terms, definition: object = None, *, alone: bool = False) -> None:
        """Look at an object: a thing, a value, or a part of one; alone if it stands where only a thing may.

        The definition is that of the relation of which it is a value.
        """
        # What the kind of a thing brings holds for the thing, and not for those within it.
        terms = _scoped(terms.get("@previous", terms), definition)  # type: ignore[arg-type]
        if "@context" in node:
            terms = _with(terms, node["@context"])
            self._language(terms.get("@language"))
            if terms.get("@direction") is not None:
                raise self._lost("@direction has no place in RDF 1.1", "@direction")
        meanings = {key: _meaning(key, terms) for key in node}
        for key, meaning in meanings.items():
            if meaning in ("@direction", "@index") and node[key] is not None:
                raise self._lost(f"{meaning} has no place in RDF 1.1", key)
        if "@value" in meanings.values() or (alone and not {"@list", "@set"}.isdisjoint(meanings.values())):
            if alone:
                raise self._lost("a value stands where a thing is expected", next(iter(node)))
            # A value: its type is that of a literal.
            for key, meaning in meanings.items():
                if meaning == "@language":
                    self._language(node[key])
            return
        if meanings and set(meanings.values()) <= {"@language", "@direction", "@index"}:
            raise self._lost("a language without a value says nothing", next(iter(node)))
        kinds = [kind for key, each in meanings.items() if each == "@type" for kind in _list(node[key])]
        for kind in kinds:
            if isinstance(kind, str):
                self._explained(kind, terms, "type")
                self._address(kind, terms, "type")
                self.least += 1
        for scope in sorted(kind for kind in kinds if isinstance(kind, str) and kind in terms):
            terms = _scoped(terms, terms[scope], within=False)
        self._entries(node, terms)

    def _entries(self, node: dict[str, object], terms: _Terms) -> None:
        """Look at what a thing says; what is nested for the looks of it is said of the same thing."""
        for key, value in node.items():
            meaning = _meaning(key, terms)
            if meaning == "@id":
                self._address(value, terms, "address")
            elif meaning in ("@graph", "@included"):
                self.things(value, terms)
            elif meaning == "@reverse" and isinstance(value, dict):
                self.thing(value, terms)
            elif meaning in ("@list", "@set"):
                self._values(value, terms, None)
            elif meaning == "@nest":
                for entry in _list(value):
                    self._entries(entry if isinstance(entry, dict) else {}, terms)
            elif meaning in _ELSEWHERE:
                raise self._lost(f"the key {key!r} has no place in a thing", key)
            elif meaning not in _KEYWORDS and value is not None and not _left_out(key, terms):
                self._explained(key, terms, "key")
                self._address(key, terms, "key")
                self._property(value, terms, terms.get(key))

    def _property(self, value: object, terms: _Terms, definition: object) -> None:
        if not isinstance(definition, dict):
            self._values(value, terms, None)
            return
        if definition.get("@type") == "@json":
            return
        if definition.get("@direction") is not None:
            raise self._lost("@direction has no place in RDF 1.1", "@direction")
        kept = _MAPS & {str(each) for each in _list(definition.get("@container"))}
        if not isinstance(value, dict) or not kept:
            self._values(value, terms, definition)
            return
        for key, entry in value.items():
            if "@id" in kept and key != "@none":
                self._address(key, terms, "address")
            elif "@type" in kept and key != "@none":
                self._address(key, terms, "type")
            elif "@language" in kept and key != "@none":
                self._language(key)
            elif "@index" in kept and key != "@none" and "@index" not in definition:
                raise self._lost(f"the key {key!r} of an index has no place in RDF", key)
            self._values(entry, terms, definition)

    def _values(self, value: object, terms: _Terms, definition: object) -> None:
        """Look at the values of a relation."""
        kind = definition.get("@type") if isinstance(definition, dict) else None
        for entry in _list(value):
            if isinstance(entry, list):
                self._values(entry, terms, definition)
            elif isinstance(entry, dict):
                self.least += "@id" in entry
                self.thing(entry, terms, definition)
            elif entry is not None:
                self.least += 1
                if isinstance(entry, str) and kind in ("@id", "@vocab"):
                    self._address(entry, terms, "type" if kind == "@vocab" else "address")

    def _explained(self, word: str, terms: _Terms, what: str) -> None:
        if word in terms or ":" in word or "@vocab" in terms or word in _KEYWORDS:
            return
        words = [term for term in terms if not term.startswith("@") and term not in PREFIXES]
        near = difflib.get_close_matches(word, sorted(words), n=1, cutoff=0.7)
        lost = "what it says would be lost" if what == "key" else "it would be taken for an address beside the file"
        hint = f"nearest: {near[0]}" if near else f'add it to the context, or write it with its prefix: "ovs:{word}"'
        raise DataError(
            f"the {what} {word!r} is in no context of this file: {lost}",
            where=line_of(self.data, self.name, f'"{word}"'),
            hint=hint,
        )

    def _address(self, word: object, terms: _Terms, what: str) -> None:
        """Refuse a word that becomes no address: the parser drops all that is said with it."""
        if not isinstance(word, str) or word in _KEYWORDS or (word.startswith("_:") and what != "key"):
            return
        iri = self._expanded(word, terms, vocabulary=what != "address")
        if iri in _KEYWORDS:
            return
        if iri is None:
            why = "is relative, and there is no base" if what == "address" else "has its meaning taken away"
            raise self._lost(f"the {what} {word!r} {why}", word)
        if iri in self._sound:
            return
        try:
            ox.NamedNode(iri)
        except ValueError as error:
            raise self._lost(f"the {what} {word!r} is no address", word) from error
        if re.match(r"@[A-Za-z]+$|_:", iri):
            raise self._lost(f"the {what} {word!r} is no address", word)
        self._sound.add(iri)

    def _expanded(self, word: str, terms: _Terms, *, vocabulary: bool, steps: int = 0) -> str | None:
        """Return the address for which a word stands; None if it stands for none."""
        if steps > 20:
            return None
        if vocabulary and word in terms and not word.startswith("@"):
            definition = terms[word]
            meant = definition.get("@id", word) if isinstance(definition, dict) else definition
            if not isinstance(meant, str):
                return None
            if meant != word:
                return self._expanded(meant, terms, vocabulary=True, steps=steps + 1)
        prefix, colon, local = word.partition(":")
        if colon:
            if prefix not in terms or local.startswith("//") or prefix == "_":
                return word
            start = self._expanded(prefix, terms, vocabulary=True, steps=steps + 1)
            return None if start is None else start + local
        base = terms.get("@base", self.base)
        base = urljoin(self.base, base) if isinstance(base, str) else None
        if word.startswith("@"):
            return word
        spoken = terms.get("@vocab")
        if vocabulary and isinstance(spoken, str):
            start = (
                self._expanded(spoken, {**terms, "@vocab": None}, vocabulary=True, steps=steps + 1) if spoken else base
            )
            return None if start is None else start + word
        return None if base is None else _joined(base, word)

    def _language(self, tag: object) -> None:
        if isinstance(tag, str) and not re.fullmatch(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*", tag):
            raise self._lost(f"{tag!r} is the tag of no language", tag)

    def _lost(self, message: str, value: object) -> DataError:
        needle = json.dumps(value, ensure_ascii=False) if isinstance(value, str) else ""
        place = line_of(self.data, self.name, needle) if needle else self.name
        return DataError(f"{message}: what it says would be lost", where=place)


def _left_out(key: str, terms: _Terms) -> bool:
    """Say whether a context takes the meaning from a key, as is done on purpose."""
    definition = terms.get(key, key)
    return (definition.get("@id", key) if isinstance(definition, dict) else definition) is None


def _shown(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)[:60]


def _joined(base: str, word: str) -> str:
    try:
        return urljoin(base, word) if word else base.partition("#")[0]
    except ValueError:
        return ""


def _with(terms: _Terms, context: object, *, within: bool = True) -> _Terms:
    """Return the terms after a context: null takes all away, a list is read from its beginning.

    Those that do not hold for what stands within have the ones that do as ``@previous``.
    """
    merged, before = dict(terms), terms.get("@previous", terms)
    for entry in _list(context):
        if entry is None:
            merged = {}
        elif isinstance(entry, dict):
            merged |= entry
            within = entry.get("@propagate", within) is not False
            if entry.get("@vocab", "") is None:
                del merged["@vocab"]
    return merged if within else {**merged, "@previous": before}


def _scoped(terms: _Terms, definition: object, *, within: bool = True) -> _Terms:
    """Return the terms after the context that the definition of a term has, if it has one."""
    has = isinstance(definition, dict) and "@context" in definition
    return _with(terms, definition["@context"], within=within) if has else terms  # type: ignore[index]


def _meaning(key: str, terms: _Terms) -> str:
    """Return the keyword for which a key stands, or the key."""
    definition = terms.get(key)
    if isinstance(definition, dict):
        definition = definition.get("@id")
    return definition if isinstance(definition, str) and definition in _KEYWORDS else key


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
