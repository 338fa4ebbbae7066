"""The words by which a paper is read, from ``ontology/words`` and from files that a user adds."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from oversight_graph.errors import DataError
from oversight_graph.resources import names, own_text, text

# Lists of heads that are no columns by themselves.
_ASIDE = ("weak", "last", "answer")
_PUNCTUATION = re.compile(r"[^\w&/]+")


def plain(text: str) -> str:
    """Return words in lower case, without punctuation and brackets.

    Examples
    --------
    >>> plain("Oversight mechanism (s)")
    'oversight mechanism s'
    >>> plain("R/A/G")
    'r a g'
    """
    return " ".join(_PUNCTUATION.sub(" ", text.lower().replace("/", " ").replace("&", " ")).split())


class Words:
    """The lists of words, merged.

    Parameters
    ----------
    lists : mapping
        As in the shipped files: ``columns``, ``minutes``, ``bodies`` and so on.
    """

    def __init__(self, lists: Mapping[str, Any]) -> None:
        self.lists = lists
        self._patterns: dict[tuple[str, ...], str] = {}
        self._found: dict[tuple[str, ...], re.Pattern[str]] = {}
        self._heads: dict[tuple[str, bool], dict[str, list[tuple[int, str, str]]]] = {}

    @cached_property
    def columns(self) -> dict[str, dict[str, list[str]]]:
        """The heads of columns: table, field, phrases."""
        return {
            table: {
                field: [plain(phrase) for phrase in phrases] for field, phrases in fields.items() if field not in _ASIDE
            }
            for table, fields in self.lists["columns"].items()
        }

    @cached_property
    def weak(self) -> dict[str, dict[str, list[str]]]:
        """Heads that are taken for a column with a doubt."""
        return {
            table: {field: [plain(phrase) for phrase in phrases] for field, phrases in fields.get("weak", {}).items()}
            for table, fields in self.lists["columns"].items()
        }

    @cached_property
    def last(self) -> dict[str, dict[str, str]]:
        """What a head is by its last word: table, word, field."""
        return {
            table: {word: field for field, listed in fields.get("last", {}).items() for word in listed}
            for table, fields in self.lists["columns"].items()
        }

    def heads(self, table: str, *, weak: bool = False) -> dict[str, list[tuple[int, str, str]]]:
        """Return the phrases of the heads of a table by their first words: the order, the field, the phrase."""
        if (table, weak) not in self._heads:
            found = self._heads[table, weak] = {}
            listed = (self.weak if weak else self.columns).get(table, {})
            pairs = ((name, phrase) for name, phrases in listed.items() for phrase in phrases if phrase)
            for at, (name, phrase) in enumerate(pairs):
                found.setdefault(phrase.split()[0], []).append((at, name, phrase))
        return self._heads[table, weak]

    def of(self, *path: str) -> list[str]:
        """Return a list by its place, such as ``of("minutes", "present")``."""
        found: Any = self.lists
        for step in path:
            found = found.get(step, {}) if isinstance(found, Mapping) else {}
        return [str(word) for word in found]

    def phrases(self, *path: str) -> set[str]:
        """Return a list as `plain` writes its phrases."""
        return {plain(phrase) for phrase in self.of(*path)}

    def any_of(self, *path: str) -> re.Pattern[str]:
        """Return what finds a phrase of a list in a text, as whole words and in whatever letters."""
        if path not in self._found:
            self._found[path] = re.compile(rf"\b(?:{self.pattern(*path)})\b", re.IGNORECASE)
        return self._found[path]

    @cached_property
    def body_name(self) -> str:
        """A pattern of a name of several words that ends with one for a body, without the article before it."""
        first = rf"(?!(?i:{self.pattern('bodies', 'pointers')})\s)"
        words = rf"{first}(?:(?!The\b)(?:\d+)?[A-Z][\w'’&-]*\s+(?:(?:and|of|the|for|&|in)\s+)*){{1,8}}"
        return rf"{words}(?i:{self.pattern('bodies', 'nouns')})"

    def kind_called(self, name: str) -> str:
        """Return the kind of body that the last word for one in a name says; empty if none does.

        Examples
        --------
        >>> load_words().kind_called("Committee of the Lamp Board"), load_words().kind_called("Lamps")
        ('board', '')
        """
        kinds = {str(noun): str(kind) for noun, kind in self.lists.get("kinds", {}).items()}
        last = sorted((name.lower().rfind(noun), noun) for noun in kinds if noun in name.lower())
        return kinds[last[-1][1]] if last else ""

    def is_common(self, name: str) -> bool:
        """Whether any organisation may have a body of this name.

        Examples
        --------
        >>> words = load_words()
        >>> [words.is_common(name) for name in ("Board", "Audit and Risk Committee", "Elmham Board", "Lamp Panel")]
        [True, True, False, False]
        """
        return all(word in self._common for word in plain(name).split())

    @cached_property
    def _common(self) -> set[str]:
        listed = (phrase for each in ("nouns", "meetings", "common") for phrase in self.of("bodies", each))
        return {word for phrase in listed for word in plain(phrase).split()} | {"and", "of", "the", "for", "meeting"}

    def pattern(self, *path: str) -> str:
        """Return a list as alternatives of a regular expression, the longest first; blanks fit any blanks."""
        if path not in self._patterns:
            phrases = sorted(set(self.of(*path)), key=lambda phrase: (-len(phrase), phrase))
            parts = [re.escape(phrase).replace(r"\ ", r"\s+").replace(r"\-", "[- ]?") for phrase in phrases]
            self._patterns[path] = "|".join(parts) or r"(?!)"
        return self._patterns[path]


def load_words(files: Iterable[Path] = ()) -> Words:
    """Return the shipped words and those of further files.

    Parameters
    ----------
    files : iterable of pathlib.Path
        YAML of the same shape; their lists go in front.

    Raises
    ------
    DataError
        If a file cannot be read or is not of that shape.
    """
    merged: dict[str, Any] = {}
    for name in names("ontology", "words", suffix=".yaml"):
        merged = _merged(merged, _parsed(text("ontology", "words", name), name, trusted=True))
    for file in files:
        merged = _merged(_parsed(own_text(file), str(file)), merged)
    return Words(merged)


def _parsed(content: str, where: str, *, trusted: bool = False) -> dict[str, Any]:
    import yaml

    # Strings only, so that "no" stays a word. The parser in C is ten times as fast; strangers do not reach it.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader) if trusted else yaml.BaseLoader
    try:
        found = yaml.load(content, Loader=loader)  # noqa: S506
    except yaml.YAMLError as error:
        raise DataError(f"is no YAML: {error}", where=where) from error
    if not isinstance(found, dict):
        raise DataError("must be lists of words under headings", where=where, hint="see ontology/words/en.yaml")
    return found


def _merged(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    out = dict(first)
    for key, value in second.items():
        mine = out.get(key)
        if isinstance(mine, Mapping) and isinstance(value, Mapping):
            out[key] = _merged(mine, value)
        elif isinstance(mine, Sequence) and isinstance(value, Sequence) and not isinstance(mine, str):
            out[key] = [*mine, *(word for word in value if word not in mine)]
        elif key not in out:
            out[key] = value
    return out
