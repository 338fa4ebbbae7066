"""Citations: fragments of source documents, the passages they name, and the proof that they hold."""

import hashlib
import html
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from oversight_graph.catalogue import ask
from oversight_graph.citations import parse_fragment
from oversight_graph.errors import UsageError
from oversight_graph.store import Store

_TAG = re.compile(r"<[^<>]{1,80}>")
_MARKUP = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)")


@dataclass(frozen=True, slots=True)
class Document:
    """A source document as the data describes it.

    Attributes
    ----------
    iri, title, day, sha256 : str
    lines : int or None
        Number of lines, if the data gives it.
    """

    iri: str
    title: str
    day: str
    sha256: str
    lines: int | None


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a citation.

    Attributes
    ----------
    severity : str
        ``error`` or ``warning``.
    evidence : str
        The citation.
    document : str
        Title of the document, or empty.
    message : str
        What is wrong.
    """

    severity: str
    evidence: str
    document: str
    message: str


def documents(store: Store) -> dict[str, Document]:
    """Return the source documents, keyed by IRI."""
    return {
        paper: Document(paper, title or "", day or "", (sha or "").lower(), int(lines) if lines else None)
        for paper, title, day, _, _, sha, lines in ask(store, "papers")
        if paper
    }


class Papers:
    """The papers in a folder, found by their hash whatever they are called.

    Parameters
    ----------
    folder : pathlib.Path
        Searched with its sub-folders.
    known : iterable of Document
        The documents to look for.

    Raises
    ------
    UsageError
        If the folder does not exist or cannot be read.
    """

    def __init__(self, folder: Path, known: Iterable[Document]) -> None:
        if not folder.is_dir():
            raise UsageError("no such folder of papers", where=str(folder))
        wanted: dict[str, list[str]] = defaultdict(list)
        for document in known:
            if document.sha256:
                wanted[document.sha256].append(document.iri)
        self.lines: dict[str, list[str]] = {}
        self.unmatched: list[str] = []
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            try:
                data = path.read_bytes()
            except OSError as error:
                raise UsageError(f"cannot be read: {error.strerror}", where=str(path)) from error
            matched = wanted.get(hashlib.sha256(data).hexdigest(), [])
            for iri in matched:
                self.lines[iri] = data.decode("utf-8", errors="replace").split("\n")
            if not matched:
                self.unmatched.append(str(path.relative_to(folder)))

    def passage(self, evidence: str) -> str | None:
        """Return the cited lines as plain text, or None if the paper is not there or the lines are out of range."""
        parsed = parse_fragment(evidence)
        if parsed is None:
            return None
        document, first, last = parsed
        lines = self.lines.get(document)
        if lines is None or not 1 <= first <= last <= len(lines):
            return None
        return plain("\n".join(lines[first - 1 : last]))


def plain(text: str) -> str:
    """Even out tags, entities, markup signs and white space.

    Examples
    --------
    >>> plain("<p>Fire &amp; <b>Rescue</b></p>")
    'Fire & Rescue'
    """
    return " ".join(_MARKUP.sub("", _untagged(text)).split())


def _untagged(text: str) -> str:
    return html.unescape(_TAG.sub(" ", text))


def stands_in(printed: str, passage: str) -> bool:
    """Tell whether something printed stands in a passage, as whole words.

    Parameters
    ----------
    printed : str
        As stated; pieces on either side of ``…`` must follow each other with anything between. Where no space parts a
        piece from the sign, the word itself is torn.
    passage : str
        Raw text of the cited lines.

    Examples
    --------
    >>> stands_in("Delivery plan … monitoring", "Delivery plan (new row) monitoring")
    True
    >>> stands_in("Victims Board", "Victims' Board")
    False
    >>> stands_in("CC", "the PCC")
    False
    """
    pieces = [_whole_words(piece) for piece in f" {printed} ".split("…") if piece.strip()]
    # Signs such as * may be markup or, in a glossary, markers: the passage is read in both ways.
    return bool(pieces) and any(
        _in_order(pieces, text) for text in (plain(passage), " ".join(_untagged(passage).split()))
    )


def _whole_words(piece: str) -> re.Pattern[str]:
    """Return a pattern for a piece of a name; where the piece has a space at its edge, no word goes on there."""
    words = " ".join(piece.split())
    before = r"(?<!\w)" if piece[0].isspace() and words[0].isalnum() else ""
    after = r"(?!\w)" if piece[-1].isspace() and words[-1].isalnum() else ""
    return re.compile(f"{before}{re.escape(words)}{after}")


def _in_order(pieces: list[re.Pattern[str]], text: str) -> bool:
    at = 0
    for piece in pieces:
        match = piece.search(text, at)
        if not match:
            return False
        at = match.end()
    return True


def verify(store: Store, folder: Path) -> list[Fault]:
    """Prove each citation against the papers.

    Parameters
    ----------
    store : Store
    folder : pathlib.Path
        Where the papers lie.

    Returns
    -------
    list of Fault
        Empty if all hold: every document is there, unchanged (by hash); every fragment is in range and not blank;
        everything given as printed stands in the lines that its node cites, in one passage or over all of them in
        their order.
    """
    known = documents(store)
    papers = Papers(folder, known.values())
    faults = []
    for document in known.values():
        if document.iri not in papers.lines:
            faults.append(
                Fault(
                    "error",
                    document.iri,
                    document.title,
                    "no file in the folder has this document's SHA-256: missing or changed",
                )
            )
        elif document.lines is not None and document.lines != len(papers.lines[document.iri]):
            count = len(papers.lines[document.iri])
            faults.append(
                Fault("error", document.iri, document.title, f"has {count} lines, the data says {document.lines}")
            )
    cited: dict[str, set[str]] = defaultdict(set)
    printed: dict[str, set[str]] = defaultdict(set)
    for node, evidence, _, words in ask(store, "citations"):
        if node and evidence:
            cited[node].add(evidence)
            if words:
                printed[node].add(words)
    for evidence in sorted({e for found in cited.values() for e in found}):
        fault = _check_range(evidence, known, papers)
        if fault:
            faults.append(fault)
    for node in sorted(printed):
        faults += _check_printed(node, printed[node], cited[node], known, papers)
    return sorted(set(faults), key=lambda fault: (fault.evidence, fault.message))


def _check_range(evidence: str, known: dict[str, Document], papers: Papers) -> Fault | None:
    parsed = parse_fragment(evidence)
    document = known.get(evidence.partition("#")[0])
    title = document.title if document else ""
    if parsed is None:
        return Fault("error", evidence, title, "is not a citation of lines (#line=a,b) or of a page (#page=n)")
    if document is None:
        return Fault("error", evidence, "", "cites a document that the data does not describe")
    lines = papers.lines.get(document.iri)
    if lines is None:
        return None
    _, first, last = parsed
    if first == 0:
        return Fault("warning", evidence, title, "cites a page; the text at hand has only lines, so this is not proved")
    if not 1 <= first <= last <= len(lines):
        return Fault("error", evidence, title, f"is out of range: the document has {len(lines)} lines")
    if not "".join(lines[first - 1 : last]).strip():
        return Fault("error", evidence, title, "cites blank lines")
    return None


def _check_printed(
    node: str, printed: set[str], cited: set[str], known: dict[str, Document], papers: Papers
) -> list[Fault]:
    passages = []
    for evidence in sorted(cited, key=lambda e: parse_fragment(e) or ("", 0, 0)):
        parsed = parse_fragment(evidence)
        if parsed and parsed[0] in papers.lines and parsed[1]:
            passages.append("\n".join(papers.lines[parsed[0]][parsed[1] - 1 : parsed[2]]))
    if not passages:
        return []
    first = min(cited)
    document = known.get(first.partition("#")[0])
    tried = [*passages, "\n".join(passages)]
    return [
        Fault(
            "error",
            first,
            document.title if document else "",
            f"{words!r} does not stand in the lines cited for {node.rpartition('/')[2]}",
        )
        for words in sorted(printed)
        if not any(stands_in(words, passage) for passage in tried)
    ]
