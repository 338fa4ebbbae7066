"""What a JSON-LD file says before it is read as RDF: its contexts, and names that no context explains.

No context is fetched: the bundled one takes the place of its address. A key or a type that no context explains would be
dropped, or taken for an address, without a word; it is refused.
"""

import json
from decimal import Decimal
from typing import Final

from oversight_graph import resources
from oversight_graph.errors import DataError
from oversight_graph.load.jsonld_context import Reader
from oversight_graph.load.positions import line_of
from oversight_graph.model.vocabulary import BASE

CONTEXT: Final = BASE + "context.jsonld"


def with_context(data: bytes, name: str, base: str) -> tuple[bytes, int]:
    """Put the bundled context in place of its address, and refuse what would be lost.

    Parameters
    ----------
    data : bytes
        Content of the file.
    name : str
        Its name, for messages.
    base : str
        The address against which relative ones are read, if the document has no base of its own.

    Returns
    -------
    bytes
        What takes no context from an address is returned as it is, so that errors are reported with their lines.
    int
        How many statements it makes at least: were there fewer when it is parsed, some would be lost.

    Raises
    ------
    DataError
        If the text is not JSON, takes a context from elsewhere, or says something with a key, a type or an address
        that means nothing.
    """
    document = read_json(data, name)
    inliner = _Inliner(data, name)
    try:
        whole = inliner.inline(document)
        reader = Reader(data, name, base)
        reader.things(whole, {})
        return json.dumps(whole).encode() if inliner.replaced else data, reader.least
    except RecursionError as error:
        raise DataError("nested too deeply", where=name) from error


def read_json(data: bytes, name: str) -> object:
    """Return what JSON says, if all of it can be kept.

    Raises
    ------
    DataError
        If it is none, a key stands twice in an object, a number would be rounded, or a text holds half a letter.
    """
    try:
        document = json.loads(
            data.decode("utf-8-sig"), object_pairs_hook=_each_once, parse_constant=_no_number, parse_float=_kept,
            parse_int=_kept,
        )  # fmt: skip
        if b"\\u" in data:
            json.dumps(document, ensure_ascii=False).encode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DataError("not well formed: not in UTF-8", where=f"{name}:{line}", hint="save it as UTF-8") from error
    except UnicodeEncodeError as error:
        raise DataError("not well formed: half of a letter of two stands alone", where=name) from error
    except RecursionError as error:
        raise DataError("nested too deeply", where=name) from error
    except ValueError as error:
        at = f":{error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        text = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        raise DataError(f"not well formed: {text}", where=f"{name}{at}") from error
    return document


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


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the key {key!r} stands twice in one object")
        found[key] = value
    return found


def _no_number(name: str) -> object:
    raise ValueError(f"{name} is no number of JSON")


def _kept(text: str) -> float:
    """Return a number, unless RDF would hold another: JSON-LD makes a double of one that is no integer, or is large."""
    number, double = Decimal(text), float(text)
    if -(10**18) < number < 10**18 and number == int(number):
        return int(number)
    if Decimal(repr(double)) != number:
        raise ValueError(f"the number {text[:40]} would be rounded: write it as a text with its type")
    return double
