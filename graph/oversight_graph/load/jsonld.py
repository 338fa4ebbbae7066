"""What a JSON-LD file says before it is read as RDF: its contexts, and names that no context explains.

No context is fetched: the bundled one takes the place of its address. A key or a type that no context explains would be
dropped, or taken for an address, without a word; it is refused.
"""

import difflib
import json
from collections.abc import Mapping
from typing import Final

from oversight_graph import resources
from oversight_graph.errors import DataError
from oversight_graph.model.vocabulary import BASE, PREFIXES

CONTEXT: Final = BASE + "context.jsonld"
_KEYWORDS = frozenset(
    "@base @container @context @direction @graph @id @import @included @index @json @language @list @nest @none "
    "@prefix @propagate @protected @reverse @set @type @value @version @vocab".split()
)
# Containers whose keys are no names of relations.
_MAPS = frozenset(("@graph", "@id", "@index", "@language", "@type"))
_Terms = Mapping[str, object]


def with_context(data: bytes, name: str) -> bytes:
    """Put the bundled context in place of its address, and refuse what would be lost.

    Parameters
    ----------
    data : bytes
        Content of the file.
    name : str
        Its name, for messages.

    Returns
    -------
    bytes
        What takes no context from an address is returned as it is, so that faults are told with their lines.

    Raises
    ------
    DataError
        If the text is not JSON, takes a context from elsewhere, or has a key or a type that no context explains.
    """
    try:
        document = json.loads(data.decode(), object_pairs_hook=_each_once, parse_constant=_no_number)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DataError("not well formed: not in UTF-8", where=f"{name}:{line}", hint="save it as UTF-8") from error
    except RecursionError as error:
        raise DataError("nested too deeply", where=name) from error
    except ValueError as error:
        at = f":{error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        text = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        raise DataError(f"not well formed: {text}", where=f"{name}{at}") from error
    inliner = _Inliner(data, name)
    try:
        whole = inliner.inline(document)
        _Reader(data, name).look(whole, {})
        return json.dumps(whole).encode() if inliner.replaced else data
    except RecursionError as error:
        raise DataError("nested too deeply", where=name) from error


class _Inliner:
    """Puts the bundled context in place of its address."""

    def __init__(self, data: bytes, name: str) -> None:
        self.data, self.name, self.replaced = data, name, False

    def inline(self, node: object) -> object:
        if isinstance(node, list):
            return [self.inline(entry) for entry in node]
        if not isinstance(node, dict):
            return node
        if "@import" in node:
            place = line_of(self.data, self.name, "@import")
            raise DataError("@import of a context is not allowed", where=place)
        return {key: self._context(value) if key == "@context" else self.inline(value) for key, value in node.items()}

    def _context(self, value: object) -> object:
        if isinstance(value, list):
            return [self._context(entry) for entry in value]
        if not isinstance(value, str):
            return self.inline(value)
        if value == CONTEXT:
            self.replaced = True
            return json.loads(resources.text("ontology", "context.jsonld"))["@context"]
        raise DataError(
            f"the context {value} is remote and is not fetched",
            where=line_of(self.data, self.name, value),
            hint=f"write the context into the file, or use {CONTEXT}, which is bundled",
        )


class _Reader:
    """Follows the contexts down a document, and refuses keys and types that they do not explain."""

    def __init__(self, data: bytes, name: str) -> None:
        self.data, self.name = data, name

    def look(self, node: object, terms: _Terms) -> None:
        if isinstance(node, list):
            for entry in node:
                self.look(entry, terms)
        if not isinstance(node, dict):
            return
        terms = _with(terms, node["@context"]) if "@context" in node else terms
        if any(_meaning(key, terms) == "@value" for key in node):
            return  # a value: its type is that of a literal
        kinds = [kind for key in node if _meaning(key, terms) == "@type" for kind in _list(node[key])]
        scopes = [terms[kind] for kind in kinds if isinstance(kind, str) and kind in terms]
        for kind in kinds:
            if isinstance(kind, str):
                self._explained(kind, terms, "type")
        for scope in scopes:
            terms = _scoped(terms, scope)
        for key, value in node.items():
            meaning = _meaning(key, terms)
            if meaning in ("@reverse", "@graph", "@included", "@nest", "@list", "@set"):
                self.look(value, terms)
            elif meaning not in _KEYWORDS:
                self._explained(key, terms, "key")
                self._value(value, terms, terms.get(key))

    def _value(self, value: object, terms: _Terms, definition: object) -> None:
        if not isinstance(definition, dict):
            self.look(value, terms)
            return
        if definition.get("@type") == "@json":
            return
        terms = _scoped(terms, definition)
        if isinstance(value, dict) and _MAPS & {str(each) for each in _list(definition.get("@container"))}:
            for entry in value.values():
                self.look(entry, terms)
        else:
            self.look(value, terms)

    def _explained(self, word: str, terms: _Terms, what: str) -> None:
        if word in terms or ":" in word or "@vocab" in terms or word in _KEYWORDS:
            return
        known = [term for term in terms if not term.startswith("@") and term not in PREFIXES]
        near = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.7)
        lost = "what it says would be lost" if what == "key" else "it would be taken for an address beside the file"
        hint = f"nearest: {near[0]}" if near else f'add it to the context, or write it with its prefix: "ovs:{word}"'
        raise DataError(
            f"the {what} {word!r} is in no context of this file: {lost}",
            where=line_of(self.data, self.name, f'"{word}"'),
            hint=hint,
        )


def _with(terms: _Terms, context: object) -> _Terms:
    """Return the terms after a context: null takes all away, a list is read from its beginning."""
    known = dict(terms)
    for entry in _list(context):
        if entry is None:
            known = {}
        elif isinstance(entry, dict):
            known |= entry
            if entry.get("@vocab", "") is None:
                del known["@vocab"]
    return known


def _scoped(terms: _Terms, definition: object) -> _Terms:
    """Return the terms after the context that the definition of a term has, if it has one."""
    has = isinstance(definition, dict) and "@context" in definition
    return _with(terms, definition["@context"]) if has else terms  # type: ignore[index]


def _meaning(key: str, terms: _Terms) -> str:
    """Return the keyword for which a key stands, or the key."""
    definition = terms.get(key)
    if isinstance(definition, dict):
        definition = definition.get("@id")
    return definition if isinstance(definition, str) and definition in _KEYWORDS else key


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def line_of(data: bytes, name: str, needle: str) -> str:
    """Return ``file:line`` of the first place where something stands, the name of the file if it stands nowhere."""
    offset = data.find(needle.encode())
    return f"{name}:{data.count(bytes([10]), 0, offset) + 1}" if offset >= 0 else name


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the key {key!r} stands twice in one object")
        found[key] = value
    return found


def _no_number(name: str) -> object:
    raise ValueError(f"{name} is no number of JSON")
