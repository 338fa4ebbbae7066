"""Where in the data files a thing stands: for messages that a person can act on."""

import re
from collections.abc import Sequence
from functools import cached_property

from oversight_graph.datafiles import DataFile
from oversight_graph.skolem import owner_of

_PREFIX = re.compile(r"^\s*@?prefix\s+([\w.-]*):\s*<([^>]*)>", re.IGNORECASE | re.MULTILINE)


class Locator:
    """Finds the line on which a thing is first described.

    Parameters
    ----------
    files : sequence of DataFile
        Read only when the first place is asked for.
    """

    def __init__(self, files: Sequence[DataFile]) -> None:
        self._files = files

    @cached_property
    def _texts(self) -> list[tuple[str, list[str], dict[str, str]]]:
        found = []
        for file in self._files:
            text = file.read().decode("utf-8", errors="replace")
            found.append((file.name, text.split("\n"), {iri: prefix for prefix, iri in _PREFIX.findall(text)}))
        return found

    def where(self, iri: str) -> str:
        """Return ``file:line`` of a thing: the line that begins with it, else one that names it, else its IRI."""
        thing = owner_of(iri)
        mention = None
        for name, lines, prefixes in self._texts:
            spellings = [
                f"<{thing}>",
                *(f"{p}:{thing.removeprefix(i)}" for i, p in prefixes.items() if i and thing.startswith(i)),
            ]
            if "#" in thing:
                spellings.append(f"<#{thing.partition('#')[2]}>")
            patterns = [re.compile(re.escape(s) + r"(?![\w.-]*\w)") for s in spellings]
            for number, line in enumerate(lines, start=1):
                for pattern in patterns:
                    match = pattern.search(line)
                    if match and match.start() == 0:
                        return f"{name}:{number}"
                    if match and mention is None:
                        mention = f"{name}:{number}"
        return mention or iri

    def value(self, text: str) -> str:
        """Return ``file:line`` of the first line that holds a text, or an empty string."""
        for name, lines, _ in self._texts:
            for number, line in enumerate(lines, start=1):
                if text in line:
                    return f"{name}:{number}"
        return ""

    def name(self, iri: str) -> str:
        """Return a short name of a thing for messages: the last two parts of its IRI."""
        return "/".join(owner_of(iri).rsplit("/", 2)[-2:]) if "/" in iri else iri
