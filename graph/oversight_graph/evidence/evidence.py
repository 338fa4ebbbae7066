"""Citations: parts of source documents, the passages they name, and the proof that these say so."""

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from oversight_graph.evidence.citations import parse_fragment
from oversight_graph.evidence.papers import Document, Papers, documents, plain, untagged
from oversight_graph.evidence.printed_values import dates_not_in_lines, differences, people_not_in_lines
from oversight_graph.model.spelling import evened, typed
from oversight_graph.store.store import Store
from oversight_graph.store.views import ask

__all__ = ["CitationViolation", "Document", "Papers", "documents", "in_own_words", "plain", "stands_in", "verify"]

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
    records = documents(store)
    papers = Papers(folder, records.values())
    violations = []
    for document in records.values():
        if document.iri not in papers.lines:
            violations.append(CitationViolation("error", document.iri, document.title, papers.missing(document.iri)))
        elif document.lines is not None and document.lines != len(papers.lines[document.iri]):
            count = len(papers.lines[document.iri])
            violations.append(
                CitationViolation(
                    "error", document.iri, document.title, f"has {count} lines, the data says {document.lines}"
                )
            )
    cited: dict[str, set[str]] = defaultdict(set)
    printed: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for node, evidence, prop, words in ask(store, "citations"):
        if node and evidence:
            cited[node].add(evidence)
            if words and prop:
                printed[node][_local(prop)].add(words)
    references: dict[str, set[str]] = defaultdict(set)
    for row, reference in ask(store, "row_notations"):
        if row in cited and reference:
            references[row].add(reference)
    for evidence in sorted({e for found in cited.values() for e in found}):
        violation = _check_range(evidence, records, papers)
        if violation:
            violations.append(violation)
    for node in sorted(printed):
        violations += _check_printed(node, set().union(*printed[node].values()), cited[node], records, papers)
    violations += _check_readings(store, cited, printed, records, papers)
    for row in sorted(references):
        violations += _check_reference(row, references[row], cited[row], records, papers)
    return sorted(set(violations), key=lambda violation: (violation.evidence, violation.message))


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


def _check_range(evidence: str, records: dict[str, Document], papers: Papers) -> CitationViolation | None:
    parsed = parse_fragment(evidence)
    document = records.get(evidence.partition("#")[0])
    title = document.title if document else ""
    if parsed is None:
        return CitationViolation(
            "error", evidence, title, "is not a citation of lines (#line=a,b) or of a page (#page=n)"
        )
    if document is None:
        return CitationViolation("error", evidence, "", "cites a document that the data does not describe")
    lines = papers.lines.get(document.iri)
    if lines is None:
        return None
    _, first, last = parsed
    if first and document.iri in papers.garbled:
        return CitationViolation("error", document.iri, title, _GARBLED)
    if first == 0:
        return CitationViolation(
            "warning", evidence, title, "cites a page; the text at hand has only lines, so this is not proved"
        )
    if not 1 <= first <= last <= len(lines):
        return CitationViolation("error", evidence, title, f"is out of range: the document has {len(lines)} lines")
    if not "".join(lines[first - 1 : last]).strip():
        return CitationViolation("error", evidence, title, "cites blank lines")
    return None


def _check_printed(
    node: str, printed: set[str], cited: set[str], records: dict[str, Document], papers: Papers
) -> list[CitationViolation]:
    passages = _passages(cited, papers)
    if not passages:
        return []
    tried = [*passages, "\n".join(passages)]
    absent = sorted(words for words in printed if not any(stands_in(words, passage) for passage in tried))
    return [_absent(words, node, cited, records) for words in absent]


def _check_readings(
    store: Store,
    cited: dict[str, set[str]],
    printed: dict[str, dict[str, set[str]]],
    records: dict[str, Document],
    papers: Papers,
) -> list[CitationViolation]:
    """Hold days, hours, amounts and people against the lines; what is doubtful says so itself, and why."""
    values: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for node, prop, value in ask(store, "cited_values"):
        if node and prop and value:
            values[node][_local(prop)].add(value)
    people: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for node, person, name in ask(store, "cited_people"):
        if node and person and name:
            people[node][person].add(name)
    violations = []
    for node in sorted((values.keys() | people.keys()) & cited.keys()):
        doubts = {_local(code) for code in values[node].get("certainty", ())} - {"certain"}
        passages = _passages(cited[node], papers)
        if not passages or doubts - {"probable"}:
            continue
        passage = evened(plain("\n".join(passages)))
        cites = [records[paper] for evidence in sorted(cited[node]) if (paper := evidence.partition("#")[0]) in records]
        own, dates = {document.day for document in cites}, printed[node]["dateAsStated"]
        title = cites[0].title if cites else ""
        wrong = [] if doubts else [*differences(values[node], printed[node])]
        unsure = [
            *dates_not_in_lines(values[node], dates, passage, own),
            *([] if doubts else people_not_in_lines(people[node], passage)),
        ]
        for severity, found in (("error", wrong), ("warning", unsure)):
            violations += [
                CitationViolation(severity, min(cited[node]), title, f"{_short(node)}: {text}") for text in found
            ]
    return violations


def _local(iri: str) -> str:
    return re.split(r"[#/]", iri)[-1]


def _short(node: str) -> str:
    head, mark, tail = node.partition("#")
    return head.rpartition("/")[2] + mark + tail


def _check_reference(
    row: str, references: set[str], cited: set[str], records: dict[str, Document], papers: Papers
) -> list[CitationViolation]:
    """Look for the printed reference of a row in the lines that the row cites."""
    passages = [evened(plain(passage)) for passage in _passages(cited, papers)]
    if not passages:
        return []
    # A number under another, such as 4a 1, is printed in two places.
    absent = sorted(
        r
        for r in references
        if not all(any(_reference(evened(part)).search(text) for text in passages) for part in r.split())
    )
    return [_absent(reference, row, cited, records) for reference in absent]


def _reference(printed: str) -> re.Pattern[str]:
    """Return a pattern for a reference that is no part of a longer one: 1.2 does not stand in 1.2.3, nor in 11.2."""
    return re.compile(rf"(?<![\w.]){re.escape(printed)}(?!\w|[./-]\d)")


def _passages(cited: set[str], papers: Papers) -> list[str]:
    """Return the cited passages; none where a paper among them is not at hand, as the words may stand in that one."""
    passages = []
    if any(evidence.partition("#")[0] in papers.absent for evidence in cited):
        return []
    for evidence in sorted(cited, key=lambda e: parse_fragment(e) or ("", 0, 0)):
        parsed = parse_fragment(evidence)
        if parsed and parsed[0] in papers.lines and parsed[1] and parsed[0] not in papers.garbled:
            passages.append("\n".join(papers.lines[parsed[0]][parsed[1] - 1 : parsed[2]]))
    return passages


def _absent(words: str, node: str, cited: set[str], records: dict[str, Document]) -> CitationViolation:
    first = min(cited)
    document = records.get(first.partition("#")[0])
    message = f"{words!r} does not stand in the lines cited for {_short(node)}"
    return CitationViolation("error", first, document.title if document else "", message)
