"""The papers in a folder: found by their hash whatever they are called, and read line by line."""

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from oversight_graph.errors import UsageError
from oversight_graph.evidence.citations import parse_fragment
from oversight_graph.resources import LARGEST, content
from oversight_graph.store.store import Store, counted
from oversight_graph.store.views import ask

_TAG = re.compile(r"<[^<>]{1,80}>")
_MARKUP = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)")
# How many files are named where a paper is not found.
_SHOWN = 5


class Document(NamedTuple):
    """A source document as the data describes it.

    Attributes
    ----------
    lines : int or None
        Number of lines, if the data gives it.
    """

    iri: str
    title: str
    day: str
    sha256: str
    lines: int | None


def documents(store: Store) -> dict[str, Document]:
    """Return the source documents, keyed by IRI."""
    return {
        paper: Document(paper, title or "", day or "", (sha or "").lower(), counted(lines) if lines else None)
        for paper, title, day, _, _, sha, lines in ask(store, "papers")
        if paper
    }


def paper_days(store: Store) -> Callable[[str | None], str]:
    """Return a function that gives the day of the paper that is cited; empty if none is, or it has no date."""
    days = {iri: document.day for iri, document in documents(store).items()}
    return lambda evidence: days.get((evidence or "").partition("#")[0], "")


class Papers:
    """The papers in a folder, found by their hash whatever they are called.

    Parameters
    ----------
    folder : pathlib.Path
        Searched with its sub-folders.
    documents : iterable of Document
        The documents to look for.

    Raises
    ------
    UsageError
        If the folder does not exist or cannot be read.
    """

    def __init__(self, folder: Path, documents: Iterable[Document]) -> None:
        if not folder.is_dir():
            raise UsageError("no such folder of papers", where=str(folder))
        wanted: dict[str, list[str]] = defaultdict(list)
        documents = list(documents)
        for document in documents:
            if document.sha256:
                wanted[document.sha256].append(document.iri)
        self.folder, self.wanted = folder, len({document.iri for document in documents})
        self.lines: dict[str, list[str]] = {}
        self.unmatched: list[str] = []
        # Papers that are no text in UTF-8, and the files that are none of the papers, by their hash.
        self.garbled: set[str] = set()
        self.others: dict[str, str] = {}
        self.alike: dict[str, tuple[str, str]] = {}
        for path in _files_in(folder):
            if path.stat().st_size > LARGEST:
                self.unmatched.append(str(path.relative_to(folder)))  # a recording perhaps
                continue
            data = content(path)
            found = _sha256(data)
            matched, name = wanted.get(found, []), str(path.relative_to(folder))
            for iri in matched:
                self.lines[iri] = lines_of(data.decode("utf-8", errors="replace"))
                if not _is_text(data):
                    self.garbled.add(iri)
            if not matched:
                self.unmatched.append(name)
                self.others[name] = found
                for what, other in _rewritten(data):
                    self.alike |= dict.fromkeys(wanted.get(_sha256(other), []), (name, what))
        self.absent = {document.iri for document in documents} - self.lines.keys()

    def missing(self, iri: str) -> str:
        """Return what is to be said of a paper that is not in the folder."""
        if iri in self.alike:
            name, what = self.alike[iri]
            return (
                f"{name} is this document but for {what}, so it has not its SHA-256: save it without, or describe it "
                f"with ovs:sha256 {self.others[name]}"
            )
        text = "no file in the folder has this document's SHA-256: missing or changed"
        names = sorted(self.others)
        if names:
            shown = ", ".join(f"{name} ({self.others[name]})" for name in names[:_SHOWN])
            more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
            text += f"; files that are no described document: {shown}{more}"
        return text

    def passage(self, evidence: str) -> str | None:
        """Return the cited lines as plain text, or None if the paper is not there or the lines are out of range.

        Raises
        ------
        UsageError
            If there are papers, and none of them is in the folder.
        """
        if self.wanted and not self.lines:
            raise UsageError(
                f"none of the {self.wanted} cited papers is in this folder"
                if self.wanted > 1
                else "the cited paper is not in this folder",
                where=str(self.folder),
                hint="papers are known by their SHA-256; `oversight verify` tells which files differ",
            )
        parsed = parse_fragment(evidence)
        if parsed is None:
            return None
        document, first, last = parsed
        lines = self.lines.get(document)
        if lines is None or not 1 <= first <= last <= len(lines):
            return None
        return plain("\n".join(lines[first - 1 : last]))


def _files_in(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.rglob("*") if path.is_file())
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}", where=os.fspath(error.filename or folder)) from error
    except RecursionError as error:
        hint = "name a folder that is nearer to the papers"
        raise UsageError("holds folders that are nested too deeply", where=str(folder), hint=hint) from error


def lines_of(text: str) -> list[str]:
    r"""Return the lines of a text; a line break at the end ends the last line and begins none.

    Examples
    --------
    >>> lines_of("one\ntwo\n")
    ['one', 'two']
    >>> lines_of("one\n\n")
    ['one', '']
    """
    return text.removesuffix("\n").split("\n") if text else []


def _sha256(data: bytes) -> str:
    import hashlib

    return hashlib.sha256(data).hexdigest()


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _rewritten(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what a program may have added when it saved a text, and the text without it, or with it."""
    mark = b"\xef\xbb\xbf"
    bare = data.removeprefix(mark)
    unix = bare.replace(b"\r\n", b"\n")
    if bare != data:
        yield "a byte order mark", bare
    if unix != bare:
        yield "its line ends (CRLF)", mark + unix if bare != data else unix
    if bare != data and unix != bare:
        yield "a byte order mark and its line ends (CRLF)", unix
    if unix == data:
        yield "its line ends (LF)", data.replace(b"\n", b"\r\n")


def plain(text: str) -> str:
    """Even out tags, entities, markup signs and white space.

    Examples
    --------
    >>> plain("<p>Fire &amp; <b>Rescue</b></p>")
    'Fire & Rescue'
    """
    return " ".join(_MARKUP.sub("", untagged(text)).split())


def untagged(text: str) -> str:
    """Take away tags, and put the signs for which entities stand."""
    from html import unescape  # the names of two thousand signs, which no list of bodies needs

    return unescape(_TAG.sub(" ", text))
