"""Citations: parts of source documents, the passages they name, and the proof that these say so."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from oversight_graph.evidence.citations import parse_fragment
from oversight_graph.evidence.papers import Papers, documents, plain, untagged
from oversight_graph.evidence.printed_values import dates_not_in_lines, differences, people_not_in_lines
from oversight_graph.model.spelling import evened, typed
from oversight_graph.model.vocabulary import local_name
from oversight_graph.store.store import Store
from oversight_graph.store.views import ask

_GARBLED = (
    "is not in UTF-8, so its words cannot be compared: save it as UTF-8, and give the SHA-256 that it has then "
    "(if it is no text at all, cite pages)"
)


@dataclass(frozen=True, slots=True)
class CitationViolation:
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
    >>> stands_in("Officer", "the of\u00adficer, O\ufb03cer")
    True
    >>> stands_in('the "Board" of 3-5 May', "the \u201cBoard\u201d of 3\u20135 May")
    True
    """
    pieces = [_whole_words(typed(piece)) for piece in f" {printed} ".split("…") if piece.strip()]
    passage = typed(passage)
    # Signs such as * may be markup or, in a glossary, markers: the passage is read in both ways.
    return bool(pieces) and any(
        _in_order(pieces, text) for text in (plain(passage), " ".join(untagged(passage).split()))
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


def verify(store: Store, folder: Path) -> list[CitationViolation]:
    """Prove each citation against the papers.

    Parameters
    ----------
    folder : pathlib.Path
        Where the papers lie.

    Returns
    -------
    list of CitationViolation
        Empty if all hold: every document is there, unchanged (by hash); every fragment is in range and not blank;
        everything given as printed stands in the lines that its node cites, in one passage or over all of them in
        their order; so do references, and names of the people of whom it tells; days and hours can be seen there, and
        agree, as amounts do, with what is printed. What is marked as probable need not agree, nor what is doubtful be
        seen.
    """
    return sorted(
        set(_Proof(store, folder).violations()), key=lambda violation: (violation.evidence, violation.message)
    )


def in_own_words(store: Store) -> tuple[int, int]:
    """Return how many records give nothing as printed, and how many records cite at all.

    What stands in own words no program can prove: such records rest on a reader.
    """
    cited, printed = set(), {row for row, _ in ask(store, "row_notations")}
    for node, _, _, words in ask(store, "citations"):
        cited.add(node)
        if words:
            printed.add(node)
    return len(cited - printed), len(cited)


# The number of a row in a plan that prints no references.
_COUNTED = re.compile(r"\(\d+\)")


class _Proof:
    """What the records of a graph cite, and the papers against which that is held."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store, self.records = store, documents(store)
        self.papers = Papers(folder, self.records.values())
        self.cited: dict[str, set[str]] = defaultdict(set)
        self.printed: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for node, evidence, prop, words in ask(store, "citations"):
            if node and evidence:
                self.cited[node].add(evidence)
                if words and prop:
                    self.printed[node][local_name(prop)].add(words)

    def violations(self) -> Iterator[CitationViolation]:
        for document in self.records.values():
            if document.iri not in self.papers.lines:
                yield self._violation(document.iri, self.papers.missing(document.iri))
            elif document.lines is not None and document.lines != len(self.papers.lines[document.iri]):
                count = len(self.papers.lines[document.iri])
                yield self._violation(document.iri, f"has {count} lines, the data says {document.lines}")
        for evidence in {e for found in self.cited.values() for e in found}:
            yield from self._range(evidence)
        for node, printed in self.printed.items():
            yield from self._words(node, set().union(*printed.values()))
        yield from self._readings()
        for row, reference in ask(self.store, "row_notations"):
            if row in self.cited and reference:
                yield from self._reference(row, reference)

    def _violation(self, evidence: str, message: str, severity: str = "error") -> CitationViolation:
        document = self.records.get(evidence.partition("#")[0])
        return CitationViolation(severity, evidence, document.title if document else "", message)

    def _range(self, evidence: str) -> Iterator[CitationViolation]:
        parsed, document = parse_fragment(evidence), self.records.get(evidence.partition("#")[0])
        lines = self.papers.lines.get(document.iri) if document else None
        if parsed is None:
            yield self._violation(evidence, "is not a citation of lines (#line=a,b) or of a page (#page=n)")
        elif document is None:
            yield self._violation(evidence, "cites a document that the data does not describe")
        elif lines is None:
            return
        elif not parsed[1]:
            message = "cites a page; the text at hand has only lines, so this is not proved"
            yield self._violation(evidence, message, "warning")
        elif document.iri in self.papers.garbled:
            yield self._violation(document.iri, _GARBLED)
        elif not parsed[1] <= parsed[2] <= len(lines):
            yield self._violation(evidence, f"is out of range: the document has {len(lines)} lines")
        elif not "".join(lines[parsed[1] - 1 : parsed[2]]).strip():
            yield self._violation(evidence, "cites blank lines")

    def _words(self, node: str, printed: set[str]) -> Iterator[CitationViolation]:
        """Look for what is given as printed in the lines that a node cites, in one passage or over all of them."""
        passages = self._passages(node)
        tried = [*passages, "\n".join(passages)]
        for words in printed if passages else ():
            if not any(stands_in(words, passage) for passage in tried):
                yield self._absent(words, node)

    def _readings(self) -> Iterator[CitationViolation]:
        """Hold days, hours, amounts and people against the lines; what is doubtful says so itself, and why."""
        values: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for node, prop, value in ask(self.store, "cited_values"):
            if node and prop and value:
                values[node][local_name(prop)].add(value)
        people: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for node, person, name in ask(self.store, "cited_people"):
            if node and person and name:
                people[node][person].add(name)
        for node in (values.keys() | people.keys()) & self.cited.keys():
            doubts = {local_name(code) for code in values[node].get("certainty", ())} - {"certain"}
            passages, printed = self._passages(node), self.printed[node]
            if not passages or doubts - {"probable"}:
                continue
            passage = evened(plain("\n".join(passages)))
            papers = {evidence.partition("#")[0] for evidence in self.cited[node]}
            own = {self.records[paper].day for paper in papers if paper in self.records}
            wrong = [] if doubts else [*differences(values[node], printed)]
            unsure = [
                *dates_not_in_lines(values[node], printed["dateAsStated"], passage, own),
                *([] if doubts else people_not_in_lines(people[node], passage)),
            ]
            for severity, found in (("error", wrong), ("warning", unsure)):
                for text in found:
                    yield self._violation(min(self.cited[node]), f"{_short(node)}: {text}", severity)

    def _reference(self, row: str, reference: str) -> Iterator[CitationViolation]:
        """Look for the printed reference of a row in the lines that the row cites."""
        if _COUNTED.fullmatch(reference):
            return
        passages = [evened(plain(passage)) for passage in self._passages(row)]
        # A number under another, such as 4a 1, is printed in two places.
        parts = [_reference(evened(part)) for part in reference.split()]
        if passages and not all(any(part.search(text) for text in passages) for part in parts):
            yield self._absent(reference, row)

    def _passages(self, node: str) -> list[str]:
        """Return the cited passages; none where a paper among them is not at hand, as the words may stand in that."""
        cited, papers = self.cited[node], self.papers
        if any(evidence.partition("#")[0] in papers.absent for evidence in cited):
            return []
        fragments = sorted(filter(None, map(parse_fragment, cited)))
        return [
            "\n".join(papers.lines[paper][first - 1 : last])
            for paper, first, last in fragments
            if first and paper in papers.lines and paper not in papers.garbled
        ]

    def _absent(self, words: str, node: str) -> CitationViolation:
        message = f"{words!r} does not stand in the lines cited for {_short(node)}"
        return self._violation(min(self.cited[node]), message)


def _short(node: str) -> str:
    head, mark, tail = node.partition("#")
    return head.rpartition("/")[2] + mark + tail


def _reference(printed: str) -> re.Pattern[str]:
    """Return a pattern for a reference that is no part of a longer one: 1.2 does not stand in 1.2.3, nor in 11.2."""
    return re.compile(rf"(?<![\w.]){re.escape(printed)}(?!\w|[./-]\d)")
