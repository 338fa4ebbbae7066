"""Compare what ingest reads from the papers, with an empty register, with the data read from them by hand.

Usage: python benchmarks/ingest.py [--papers DIR] [--misses]

Found is how many of the things in the data are among the drafts (recall), right how many of the drafts are in the data
(precision). Things are compared by what is printed: references, names, kinds of cells, numbers of items, owners.
"""

import argparse
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from oversight_graph.ingest.drafts.draft import Draft
from oversight_graph.ingest.drafts.from_paper import drafts_of
from oversight_graph.ingest.drafts.names import Names
from oversight_graph.ingest.readers.read import read_paper
from oversight_graph.ingest.words import load_words
from oversight_graph.model.references import normal_ref
from oversight_graph.model.vocabulary import PREFIXES

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "data" / "west-mercia"
PAPERS = HERE.parents[1] / "shared" / "sources"
PLAN = "https://w3id.org/oversight-graph/id/west-mercia/plan/delivery-plan-2018"


@dataclass
class Score:
    """How well one kind of thing was read."""

    name: str
    aim: str
    wanted: int = 0
    found: int = 0
    drafted: int = 0
    right: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """The share of the data that was found."""
        return self.found / self.wanted if self.wanted else 1.0

    @property
    def precision(self) -> float:
        """The share of the drafts that is in the data."""
        return self.right / self.drafted if self.drafted else 1.0


def compared(name: str, aim: str, wanted: Mapping[str, str], drafted: Mapping[str, str]) -> Score:
    """Compare values by key: a thing is found if the draft of its key has its value."""
    hits = [key for key, value in wanted.items() if drafted.get(key) == value]
    misses = [
        f"{key}: {value or 'nothing'}, read {drafted.get(key, 'not at all')}"
        for key, value in wanted.items()
        if key not in hits
    ]
    misses += [f"{key}: not in the data, read {value}" for key, value in drafted.items() if key not in wanted]
    return Score(name, aim, len(wanted), len(hits), len(drafted), len(hits), misses)


def sets(name: str, aim: str, wanted: Iterable[str], drafted: Iterable[str]) -> Score:
    """Compare two sets of things."""
    return compared(name, aim, dict.fromkeys(wanted, "there"), dict.fromkeys(drafted, "there"))


class Data:
    """The data that was read by hand."""

    def __init__(self) -> None:
        self.store = ox.Store()
        for path in sorted(DATA.rglob("*.ttl")):
            self.store.bulk_load(path=str(path), format=ox.RdfFormat.TURTLE)

    def ask(self, pattern: str) -> list[list[str]]:
        """Return rows of plain texts."""
        rows = self.store.query(f"SELECT {pattern}", prefixes=PREFIXES)
        assert isinstance(rows, ox.QuerySolutions)
        return [["" if value is None else str(getattr(value, "value", value)) for value in row] for row in rows]

    def texts(self, iri: str, path: str) -> set[str]:
        """Return the values of a property path."""
        return {row[0] for row in self.ask(f"?v WHERE {{ <{iri}> {path} ?v }}")}

    def lines(self, iri: str, paper: str = "") -> set[int]:
        """Return the lines by which a thing is cited, in one paper or in all."""
        texts = [text for text in self.texts(iri, "ovs:evidence") if text.startswith(paper)]
        spans = [re.search(r"line=(\d+),(\d+)", text) for text in texts]
        return {line for span in spans if span for line in range(int(span[1]) + 1, int(span[2]) + 1)}


def plan_scores(data: Data, drafts: list[Draft]) -> list[Score]:
    """Compare the rows of the plan."""
    rows = [draft for draft in drafts if draft.sheet == "Plan"]
    wanted = data.ask(
        f"?x ?ref ?cell WHERE {{ ?x a ovs:Commitment ; dcterms:isPartOf <{PLAN}> ; skos:notation ?ref ; "
        "ovs:oversightCell ?cell }"
    )
    acts = data.ask(
        f"?x ?ref ?up ?cell WHERE {{ ?up dcterms:isPartOf <{PLAN}> ; skos:notation ?on . ?x a ovs:Activity ; "
        "dcterms:isPartOf ?up . OPTIONAL { ?x skos:notation ?ref } OPTIONAL { ?x ovs:oversightCell ?cell } }"
    )
    refs = {iri: normal_ref(ref) for iri, ref, _ in wanted}
    parts = {iri: f"{refs[up]}/{normal_ref(ref) if ref else '-'}" for iri, ref, up, _ in acts}
    mine: dict[str, Draft] = {}
    own: dict[str, Draft] = {}
    ref = ""
    for row in rows:
        ref = normal_ref(row.values["ref"]) or ref
        if row.values["commitment"]:
            mine[ref] = row
        if row.values["activity"] or row.values["activity ref"]:
            own[f"{ref}/{normal_ref(row.values['activity ref']) if row.values['activity ref'] else '-'}"] = row
    cells = {refs[iri]: kind(cell) for iri, _, cell in wanted} | {
        parts[iri]: kind(cell) for iri, _, _, cell in acts if cell
    }
    read = {ref: row.values["cell"] for ref, row in mine.items()}
    read |= {key: row.values["cell"] for key, row in own.items() if not row.values["commitment"] and row.values["cell"]}
    named = {key: set() for key in cells}  # type: dict[str, set[str]]
    for iri, key in [*refs.items(), *parts.items()]:
        for name, column in data.ask(
            f"?n ?c WHERE {{ <{iri}> ovs:oversight ?o . ?o ovs:asStated ?n OPTIONAL {{ ?o ovs:column ?c }} }}"
        ):
            if key in named and not column:
                named[key].add(flat(name))
    text = {key: flat(row.values["oversight as printed"]) for key, row in [*mine.items(), *own.items()]}
    lost = {key: value for key, value in cells.items() if value == "lost"}
    torn = {key for key, row in [*mine.items(), *own.items()] if "torn" in row.note}
    both = {iri: data.lines(iri) for iri in [*refs, *parts]}
    cites = {refs.get(iri) or parts[iri]: lines for iri, lines in both.items()}
    marked = {key for key, lines in cites.items() if key in own and len(lines) > 1 and len(set(own[key].lines)) > 1}
    return [
        sets("plan: commitments by reference", "1.00", refs.values(), mine),
        sets("plan: activities by reference", "1.00", parts.values(), own),
        compared("plan: kind of the oversight cell", "0.95", cells, read),
        compared("plan: cells lost, told as lost", "1.00", lost, {k: v for k, v in read.items() if v == "lost"}),
        sets("plan: torn rows, told as torn", "1.00", marked, marked & torn),
        compared(
            "plan: text of the oversight cell", "1.00", dict.fromkeys(cells, "whole"),
            {key: whole(text.get(key, ""), named.get(key, set()), cells.get(key) == "lost") for key in read},
        ),
        Score("plan: lines cited", "", len(cites), *cited(cites, {**own, **mine})),
    ]  # fmt: skip


def cited(wanted: Mapping[str, set[int]], read: Mapping[str, Draft]) -> tuple[int, int, int, list[str]]:
    """Count the rows whose lines are among those of the data, and hold its first."""
    hits = [key for key, lines in wanted.items() if key in read and lines & set(read[key].lines)]
    misses = [
        f"{key}: lines {sorted(lines)}, read {read[key].lines if key in read else ()}"
        for key, lines in wanted.items()
        if key not in hits
    ]
    return len(hits), len(read), len(hits), misses


def glossary_scores(data: Data, drafts: list[Draft]) -> list[Score]:
    """Compare the list of bodies."""
    wanted = {
        flat(name): (often or "", marks or "")
        for name, often, marks in data.ask(
            "?n ?f ?m WHERE { ?e a ovs:GlossaryEntry ; ovs:asStated ?n OPTIONAL { ?e ovs:frequencyAsStated ?f } "
            "OPTIONAL { ?e ovs:markerAsStated ?m } }"
        )
    }
    rows = [draft for draft in drafts if draft.sheet == "Bodies" and "list of bodies" in draft.why]
    often = {flat(row.values["name"]): row.values["frequency as printed"] for row in rows}
    public = {
        flat(row.values["name"]): f"{yes(bool(row.values['notes published']))}/{row.values['open to public']}"
        for row in rows
    }
    return [
        sets("glossary: bodies", "1.00", wanted, often),
        compared("glossary: frequency as printed", "1.00", {name: value for name, (value, _) in wanted.items()}, often),
        compared(
            "glossary: what the marks mean", "1.00",
            {name: f"{yes('*' in marks)}/{yes('#' in marks)}" for name, (_, marks) in wanted.items()}, public,
        ),
    ]  # fmt: skip


def minutes_scores(data: Data, papers: Mapping[str, list[Draft]]) -> list[Score]:
    """Compare attendance, items and actions."""
    people = [Score(f"attendance: {what}", "0.98") for what in ("names", "capacities", "presence")]
    items = Score("minutes: items", "")
    actions = [
        Score(f"actions: {what}", aim)
        for what, aim in (("found", "0.85, right 0.80"), ("owner", "0.90"), ("due", "0.90"))
    ]
    for paper, drafts in papers.items():
        meetings = [row[0] for row in data.ask(f"?m WHERE {{ <{paper}> ovs:recordOf ?m }}")]
        if not meetings:
            continue
        wanted = {
            name: (capacity, presence.rsplit("/", 1)[-1])
            for name, capacity, presence in data.ask(
                f"?n ?c ?p WHERE {{ <{meetings[0]}> ovs:participation ?x . ?x ovs:asStated ?n ; ovs:presence ?p "
                "OPTIONAL { ?x ovs:capacityAsStated ?c } }"
            )
        }
        read = {row.values["name as printed"]: row.values for row in drafts if row.sheet == "Attendance"}
        add(people[0], sets("", "", wanted, read))
        add(
            people[1],
            compared(
                "",
                "",
                {n: c for n, (c, _) in wanted.items()},
                {n: printed(wanted.get(n, ("",))[0], v["capacity as printed"]) for n, v in read.items()},
            ),
        )
        add(
            people[2],
            compared("", "", {n: p for n, (_, p) in wanted.items()}, {n: v["presence"] for n, v in read.items()}),
        )
        add(items, item_score(data, meetings[0], drafts))
        for score, part in zip(actions, action_scores(data, paper, meetings[0], drafts), strict=True):
            add(score, part)
    return [*people, items, *actions]


def item_score(data: Data, meeting: str, drafts: list[Draft]) -> Score:
    """Compare the numbered items of a meeting, by the last part of their number and the lines at which they begin."""
    wanted: dict[str, tuple[str, set[int]]] = {}
    for iri, number in data.ask(
        f"?i ?n WHERE {{ ?i a ovs:AgendaItem ; skos:notation ?n ; dcterms:isPartOf+ <{meeting}> }}"
    ):
        wanted[iri] = (number.split()[-1].rstrip("."), data.lines(iri))
    read = [
        (row.values["item"].split()[-1].rstrip("."), set(row.lines))
        for row in drafts
        if row.sheet == "Items" and row.values["item"]
    ]
    hits = [iri for iri, (number, lines) in wanted.items() if any(number == n and lines & at for n, at in read)]
    right = [each for each in read if any(each[0] == number and lines & each[1] for number, lines in wanted.values())]
    misses = [
        f"item {wanted[iri][0]} at lines {sorted(wanted[iri][1])[:2]}: not found" for iri in wanted if iri not in hits
    ]
    misses += [
        f"item {number} at lines {sorted(lines)[:2]}: not in the data"
        for number, lines in read
        if (number, lines) not in right
    ]
    return Score("", "", len(wanted), len(hits), len(read), len(right), misses)


def action_scores(data: Data, paper: str, meeting: str, drafts: list[Draft]) -> list[Score]:
    """Compare actions by the line in which they stand; several in one line by their owners, then by their order."""
    wanted = []
    for iri, owner, due in data.ask(
        f"?a ?o ?d WHERE {{ ?a a ovs:Action ; dcterms:isPartOf+ <{meeting}> OPTIONAL {{ ?a ovs:ownerAsStated ?o }} "
        "OPTIONAL { ?a ovs:dueAsStated ?d } } ORDER BY ?a"
    ):
        wanted.append((iri.rsplit("/", 1)[-1], owner, due, data.lines(iri, paper)))
    left = [row for row in drafts if row.sheet == "Actions"]
    found, owners, dues = (Score("", "") for _ in range(3))
    found.wanted, found.drafted = len(wanted), len(left)
    for name, owner, due, lines in wanted:
        near = [row for row in left if max(lines) in row.lines or len(lines & set(row.lines)) > 1]
        near = [row for row in near if row.values["owner as printed"] == owner] or near
        if not near:
            found.misses.append(f"{name} at lines {sorted(lines)}: not found")
            continue
        row = near[0]
        left.remove(row)
        found.found += 1
        found.right += 1
        for score, value, read in (
            (owners, owner, row.values["owner as printed"]),
            (dues, due, row.values["due as printed"]),
        ):
            same = flat(value) == flat(read) or (bool(value) and bool(read) and alike(value, read))
            score.wanted, score.drafted = score.wanted + 1, score.drafted + 1
            score.found, score.right = score.found + same, score.right + same
            if not same:
                score.misses.append(f"{name}: {value or 'nothing'}, read {read or 'nothing'}")
    found.misses += [f"lines {row.lines}: not in the data: {row.values['action'][:60]}" for row in left]
    return [found, owners, dues]


def add(whole: Score, part: Score) -> None:
    """Add the figures of a paper to those of all."""
    whole.wanted, whole.found = whole.wanted + part.wanted, whole.found + part.found
    whole.drafted, whole.right = whole.drafted + part.drafted, whole.right + part.right
    whole.misses += part.misses


def alike(text: str, other: str) -> bool:
    """Whether two wordings of a day share their words but for small ones."""
    small = {"the", "at", "to", "by", "as", "part", "of", "attend", "a", "item", "on"}
    first, second = ({word for word in flat(text).split() if word not in small} for text in (text, other))
    return bool(first and second) and (first <= second or second <= first)


def printed(wanted: str, read: str) -> str:
    """Return a capacity as the data has it: without its initials where the data leaves them out."""
    return wanted if re.fullmatch(re.escape(wanted) + r"\s*\([A-Za-z]+\)", read) else read


def whole(text: str, names: set[str], lost: bool) -> str:
    """Say whether a cell holds all names that the data has of it, and nothing where the data has nothing."""
    left = sorted(name for name in names if name not in text)
    if left:
        return f"without {left} in “{text}”"
    return "whole" if names or not text or lost else f"“{text}”, of which the data has nothing"


def yes(value: bool) -> str:
    """Return the word of the workbook."""
    return "yes" if value else ""


def flat(text: str) -> str:
    """Return a text without the marks in which spellings differ."""
    return " ".join(re.sub(r"[^\w/&]+", " ", text.lower().replace("’", "'")).split())


def kind(iri: str) -> str:
    """Return the kind of a cell as the workbook says it."""
    return iri.rsplit("#", 1)[-1].lower()


def measured(folder: Path) -> list[Score]:
    """Ingest the papers of a folder that the data describes, with an empty register, and compare."""
    data, words = Data(), load_words()
    hashes = {sha: iri for iri, sha in data.ask("?p ?s WHERE { ?p ovs:sha256 ?s }")}
    papers: dict[str, list[Draft]] = {}
    for path in sorted(folder.iterdir()):
        paper = read_paper(path)
        if paper.frozen in hashes:
            papers[hashes[paper.frozen]] = drafts_of(paper, words, {}, Names()).rows
    pack = next((drafts for drafts in papers.values() if any(draft.sheet == "Plan" for draft in drafts)), [])
    return [*plan_scores(data, pack), *glossary_scores(data, pack), *minutes_scores(data, papers)]


def main() -> int:
    """Print the table, and the misses."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--papers", type=Path, default=PAPERS)
    parser.add_argument("--misses", action="store_true", help="list what was missed and what was wrong")
    asked = parser.parse_args()
    if not asked.papers.is_dir():
        print(f"{asked.papers}: no such folder of papers", file=sys.stderr)
        return 2
    scores = measured(asked.papers)
    print(f"{'':<36}{'in data':>8}{'found':>7}{'drafts':>8}{'right':>7}{'recall':>8}{'precision':>11}  aim")
    for score in scores:
        figures = f"{score.wanted:>8}{score.found:>7}{score.drafted:>8}{score.right:>7}"
        print(f"{score.name:<36}{figures}{score.recall:>8.2f}{score.precision:>11.2f}  {score.aim}")
    if asked.misses:
        for score in scores:
            for miss in score.misses:
                print(f"{score.name}: {miss}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
