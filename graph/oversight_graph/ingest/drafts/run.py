"""Papers into a workbook: read, frozen, drafted, matched to what is there, added."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from oversight_graph.errors import UsageError
from oversight_graph.ingest.drafts.book.book import Book
from oversight_graph.ingest.drafts.book.editions import edition_of, numbered, told_apart
from oversight_graph.ingest.drafts.book.paper_row import paper_row
from oversight_graph.ingest.drafts.draft import Draft, Drafts
from oversight_graph.ingest.drafts.from_paper import drafts_of, figures
from oversight_graph.ingest.drafts.links import PlanRow, link_earlier, link_meetings, link_rows, suggest_bodies
from oversight_graph.ingest.drafts.names import Names
from oversight_graph.ingest.drafts.organisations import kept_apart
from oversight_graph.ingest.readers.form import Paper, refuse_unwritable_name
from oversight_graph.ingest.readers.read import read_paper, write_frozen
from oversight_graph.ingest.words import Words, load_words, plain
from oversight_graph.ingest.workbook.codes import ORGANISATION
from oversight_graph.ingest.workbook.sheets import DRAFTED, REJECTED

# What is installed with the extra `papers`, by the names of the modules.
_NO_PLAN = (
    "the workbook has no plan, so it was not looked up with which of its rows the items deal; read the plan into this "
    "workbook too, and it will be"
)
_NEEDED = ("docx", "lxml", "openpyxl", "pdfplumber", "python_calamine", "rapidfuzz")
FIELDS = ("ref", "commitment", "objective", "activity", "lead", "due", "status", "progress", "oversight", "refer")


class _Heads(dict[str, str]):
    """Heads that the user explains; it is known afterwards which of them the papers have."""

    def __init__(self) -> None:
        self.met: set[str] = set()

    def __getitem__(self, head: str) -> str:
        self.met.add(head)
        return super().__getitem__(head)


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one paper.

    Attributes
    ----------
    paper : str
        The name by which the workbook cites it.
    path, text : pathlib.Path
        The original, and the text by whose lines it is cited.
    lines, pages : int
    figures : dict of str to int
        Drafts by sheet, and plan rows by what their oversight cell holds.
    added, there : int
        Rows that are new in the workbook, and rows that were in it.
    unread : int
        Lines that went into no draft.
    runs : tuple
        First line, last line, page, reason for each run of them.
    hidden : int
        Contact details left out.
    notes : tuple of str
        What else is to be said.
    """

    paper: str
    path: Path
    text: Path
    lines: int
    pages: int
    figures: dict[str, int] = field(default_factory=dict)
    added: int = 0
    there: int = 0
    unread: int = 0
    runs: tuple[tuple[int, int, int | None, str], ...] = ()
    hidden: int = 0
    notes: tuple[str, ...] = ()


def ingest(
    papers: Sequence[Path],
    book: Path,
    *,
    pages: tuple[int, int] | None = None,
    mapping: Mapping[str, str] | None = None,
    publisher: str = "",
    date: str = "",
    body: str = "",
    words: Iterable[Path] = (),
    register: Mapping[str, Iterable[str]] | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> list[Ingested]:
    """Add the drafts of papers to a workbook.

    Parameters
    ----------
    papers : sequence of pathlib.Path
        PDF, Word, HTML, Markdown, text, workbooks, CSV.
    book : pathlib.Path
        The workbook, made anew if it is not there. Rows that are in it are left as they are.
    pages : tuple of int, optional
        First and last page to take.
    mapping : mapping of str to str, optional
        Heads of plan tables and the columns that they are: ``{"Reporting Mechanism": "oversight"}``.
    publisher, date : str, optional
        Taken where a paper does not say itself who published it, or on which day.
    body : str, optional
        Whose meetings papers are the minutes of, taken where they do not say so themselves.
    words : iterable of pathlib.Path
        Further lists of words, as ``ontology/words/en.yaml``.
    register : mapping of str to iterable of str, optional
        Bodies that are there already, with what else each is called.
    progress : callable
        Is given the name of each paper when it is begun.

    Returns
    -------
    list of Ingested
        In the order of the papers.

    Raises
    ------
    UsageError, DataError
        Before anything is written.
    """
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise UsageError(f"reading papers needs {', '.join(missing)}", hint="pip install 'oversight-graph[papers]'")
    for path in papers:
        refuse_unwritable_name(path)
    lists = load_words(words)
    heads = _mapping(mapping or {})
    found: list[tuple[Paper, Drafts]] = []
    target = Book(book)
    names = Names(register)
    for row in target.rows("Bodies"):
        if row.get("draft") != REJECTED and row.get("name"):
            names.add(
                row["name"], [other.strip() for other in re.split(r"[;|]", row.get("also called", "")) if other.strip()]
            )
    names.organisations.update(row["name"] for row in target.rows("Bodies") if row.get("kind") == ORGANISATION)
    for row in target.rows(DRAFTED):  # bodies that a person may have given another name
        if row.get("name"):
            names.add(row["name"])
    for path in papers:
        progress(path.name)
        paper = read_paper(path, pages)
        drafts = drafts_of(paper, lists, heads, names, body)
        for draft in drafts.of("Bodies"):
            names.add(draft.values["name"], [])
            names.organisations.update([draft.values["name"]] if draft.values.get("kind") == ORGANISATION else [])
        found.append((paper, drafts))
    if strange := heads.keys() - heads.met:
        shown = ", ".join(sorted(head for head in mapping or {} if plain(head) in strange))
        raise UsageError(f"no table of a plan has a head so called: {shown}", where="--map", hint="write it as printed")
    return _written(found, target, lists, names, {"publisher": publisher, "date": date})


def _written(
    found: Sequence[tuple[Paper, Drafts]], target: Book, lists: Words, names: Names, given: Mapping[str, str]
) -> list[Ingested]:
    out = []
    texts = [write_frozen(paper, target.path.parent) for paper, _ in found]
    about = [paper_row(paper, drafts, text, lists) for (paper, drafts), text in zip(found, texts, strict=True)]
    for values in about:
        # The day on which a file was made is only a guess at that of the paper.
        silent = [name for name in given if not values[name] or (name == "date" and values["certainty"] == "doubtful")]
        if told := {name: given[name] for name in silent if given[name]}:
            why = f"{' and '.join(told)} as given; what else is said is from the head of the paper"
            values |= {**told, "certainty": "probable", "why": why}
    publishers = {values["publisher"] for values in about} - {""}
    counted = [numbered(drafts.rows) for _, drafts in found]
    plan = _plan_rows(target, counted, about)
    for (paper, drafts), read, text, values in zip(found, counted, texts, about, strict=True):
        if not values["publisher"] and len(publishers) == 1:
            values |= {"publisher": next(iter(publishers)), "note": "the publisher is that of the other papers"}
        values |= edition_of(drafts, values, target)
        known = next((row for row in target.rows("Papers") if row.get("sha256") == values["sha256"]), values)
        name = target.paper(values)
        rows = told_apart(read, name)
        rows, said = kept_apart(rows, name, values["publisher"], target.rows("Bodies"), target.rows("Papers"), lists)
        said += [
            f"the {what} that was given is not taken: the workbook has the paper, correct it there"
            for what, text in given.items()
            if text and known is not values and known.get(what, "") != text
        ]
        if not plan and any(draft.sheet == "Items" for draft in rows):
            said.append(_NO_PLAN)
        rows = link_earlier(rows, target.rows("Actions"), name)
        rows = link_rows(rows, plan, values["publisher"], {line.number: line.text for line in paper.lines}, lists)
        rows = suggest_bodies(rows, names)
        rows = link_meetings(rows, [*target.rows("Meetings"), *(draft.values for draft in drafts.of("Meetings"))])
        counts = target.add(name, rows, paper.frozen)
        target.unread(name, [*drafts.unread, *target.told])
        out.append(
            Ingested(
                name, paper.path, text, len(paper.lines), paper.pages, figures(rows),
                sum(new for new, _ in counts.values()), sum(old for _, old in counts.values()),
                sum(last - first + 1 for first, last, _, _ in drafts.unread), tuple(drafts.unread), drafts.hidden,
                (*paper.notes, *drafts.notes, *said, *target.said),
            )
        )  # fmt: skip
    target.save()
    return out


def _plan_rows(target: Book, read: Sequence[Sequence[Draft]], about: Sequence[Mapping[str, str]]) -> set[PlanRow]:
    """Return the rows of all plans: those of the workbook, and those of the papers that are read."""
    papers = {row["sha256"]: row for row in target.rows("Papers")}
    publishers = {row.get("paper", ""): row.get("publisher", "") for row in papers.values()}
    rows: list[tuple[Mapping[str, str], str, str]] = []
    rows += ((row, row.get("paper", ""), publishers.get(row.get("paper", ""), "")) for row in target.rows("Plan"))
    for drafts, values in zip(read, about, strict=True):
        plan = papers.get(values["sha256"], values)
        if plan is values:  # what is in the workbook may have been corrected
            of = values.get("title") or values["file"], values["publisher"]
            rows += [(draft.values, *of) for draft in drafts if draft.sheet == "Plan"]
    return {
        PlanRow(row[ref], row.get(title, ""), plan, publisher)
        for row, plan, publisher in rows
        for ref, title in (("ref", "commitment"), ("activity ref", "activity"))
        if row.get(ref) and row.get("draft") != REJECTED
    }


def _mapping(mapping: Mapping[str, str]) -> _Heads:
    out = _Heads()
    for head, name in mapping.items():
        field_ = plain(name).removesuffix(" as printed").replace("refer to", "refer")
        if field_ not in FIELDS:
            raise UsageError(
                f"{name} is no column of a plan", where=f"--map {head}={name}", hint=f"one of {', '.join(FIELDS)}"
            )
        out[plain(head)] = field_
    return out
