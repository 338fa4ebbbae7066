"""The documentation: what it shows is what happens, it is complete, and what is generated is fresh.

The expected outputs are those in the pages themselves; the expected options are those that each command's ``--help``
prints, and the expected terms and shapes are those of the ontology.
"""

import importlib
import json
import re
import sys
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib import Graph
from tests.conftest import ROOT, SOURCES, STARTER
from typer.main import get_command
from typer.testing import CliRunner

from oversight_graph import process, resources
from oversight_graph.ask import catalogue
from oversight_graph.check.shacl import results
from oversight_graph.check.shapes import shape_names, shipped_shapes
from oversight_graph.check.stated import Stated
from oversight_graph.cli import app
from oversight_graph.graph import OversightGraph
from oversight_graph.model.codes import grades
from oversight_graph.model.ontology import terms
from oversight_graph.model.vocabulary import CONCEPT, NS, PREFIXES
from oversight_graph.store.store import EmbeddedStore

sys.path.append(str(ROOT / "docs"))
blocks: Any = importlib.import_module("blocks")
generate: Any = importlib.import_module("generate")
pages: Any = importlib.import_module("pages")

BY_HAND: list[Path] = generate.by_hand()
ALL = [*BY_HAND, *(ROOT / "docs" / name for name in generate.PAGES)]
COMMANDS = sorted(get_command(app).commands)  # type: ignore[attr-defined]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def help_of(*words: str) -> str:
    result = CliRunner().invoke(app, [*words, "--help"], env={"COLUMNS": "200", "TERMINAL_WIDTH": "200"})
    assert result.exit_code == 0, result.output
    return result.output


def test_the_pages_are_found() -> None:
    assert {name_of(path) for path in BY_HAND} >= {
        "README.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "docs/adding-a-paper.md",
    }
    assert len(COMMANDS) >= 11


@pytest.mark.parametrize("path", BY_HAND, ids=name_of)
def test_what_a_page_shows_is_what_happens(path: Path, tmp_path: Path, snapshots: Path) -> None:
    papers = SOURCES if SOURCES.is_dir() else None
    left_out = []
    for block, step, printed in blocks.play(
        path.read_text(encoding="utf-8"), blocks.Runner(tmp_path, papers, str(snapshots))
    ):
        if printed is None:
            left_out.append(step.command)
        else:
            shown = "\n".join(step.shown)
            assert blocks.same(step.shown, printed), (
                f"{name_of(path)}:{block.line}: {step.command}\nprints\n" + "\n".join(printed) + f"\nnot\n{shown}"
            )
    if left_out:
        pytest.skip(f"the papers are not at hand, so this was not run: {'; '.join(left_out)}")


def test_the_readme_runs_every_kind_of_block() -> None:
    found = blocks.blocks(README)
    steps = [step.command for block in found if block.language == "console" for step in blocks.steps(block)]
    assert len(steps) >= 10
    assert {block.language for block in found} == {"console", "python", "sparql"}
    assert found[0].language == "console"
    assert found[0].line < 20, "the first screen shows a command"


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_no_block_holds_commands_that_nobody_runs(path: Path) -> None:
    for block in blocks.blocks(path.read_text(encoding="utf-8")):
        assert block.language in ("console", "python", "turtle", "sparql", "json", "text"), f"line {block.line}"
        if block.language == "sparql":
            assert re.match(r"# \S+\.rq\n", block.text), f"line {block.line}: a query is a file that a command asks"
        if block.language in ("json", "text"):
            assert block.file, f"line {block.line}: JSON and text are files that commands use"


@pytest.mark.parametrize(
    ("shown", "printed", "equal"),
    [
        ("a b", "a b", True),
        ("a b", "a b c", False),
        ("a ...", "a b c", True),
        ("a ... c", "a b c", True),
        ("a ... c", "a c", True),
        ("a ... d", "a b c", False),
        ("", "a", False),
    ],
)
def test_dots_stand_for_lines_that_are_left_out(shown: str, printed: str, equal: bool) -> None:
    # Each word is a line.
    assert blocks.same(shown.split(), printed.split()) is equal


def test_a_refreshed_page_leaves_out_as_much_as_before(tmp_path: Path) -> None:
    page = "text\n```console\n$ oversight init town\nwrong\n...\nwrong\n```\n```python\n>>> 1 + 1\n3\n```\nend\n"
    expected = (
        "text\n```console\n$ oversight init town\nwrote town/meeting-2025-03-04.ttl\n...\n"
        "next: oversight gaps --data town\n```\n```python\n>>> 1 + 1\n2\n```\nend\n"
    )
    assert blocks.refresh(page, blocks.Runner(tmp_path, None)) == expected


def test_a_command_that_fails_is_no_documentation(tmp_path: Path) -> None:
    page = "```console\n$ oversight gaps --data nowhere\n```\n"
    with pytest.raises(RuntimeError, match="exit code 2"):
        list(blocks.play(page, blocks.Runner(tmp_path, None)))


def test_generated_pages_are_fresh() -> None:
    assert generate.stale() == []


def test_check_names_the_page_that_is_stale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = {"one.md": lambda: "one\n", "two.md": lambda: "two\n"}
    monkeypatch.setattr(generate, "DOCS", tmp_path)
    monkeypatch.setattr(generate, "PAGES", made)
    monkeypatch.setattr(sys, "argv", ["generate.py", "--check"])
    (tmp_path / "one.md").write_text("one\n", encoding="utf-8")
    (tmp_path / "two.md").write_text("old\n", encoding="utf-8")
    assert generate.main() == 1
    assert "docs/two.md is stale" in (printed := capsys.readouterr().err)
    assert "one.md" not in printed
    (tmp_path / "two.md").write_text("two\n", encoding="utf-8")
    assert generate.main() == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_is_documented(command: str) -> None:
    reference = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    section = reference.partition(f"\n## {command}\n")[2].partition("\n## ")[0]
    options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", help_of(command)))
    assert "--help" in options
    assert options <= set(re.findall(r"--[a-z][a-z-]+", section))
    assert f"`{command}`" in README


@pytest.mark.parametrize("path", BY_HAND, ids=name_of)
def test_commands_named_in_the_text_exist(path: Path) -> None:
    for words in re.findall(r"`oversight ([^`]+)`", path.read_text(encoding="utf-8")):
        command, *rest = words.split()
        assert command in COMMANDS, words
        assert {word for word in rest if word.startswith("--")} <= set(re.findall(r"--[a-z-]+", help_of(command))), (
            words
        )


def test_every_setting_is_documented() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "graph").rglob("*.py"))
    settings = set(re.findall(r"\bOVERSIGHT_[A-Z_]+[A-Z]\b", code))
    assert len(settings) >= 5
    assert settings <= set(re.findall(r"OVERSIGHT_[A-Z_]+[A-Z]", README))


def test_the_grades_are_those_of_the_product() -> None:
    rows = re.findall(r"^\| (\d) \| ([^|]+) \|", README, re.MULTILINE)
    assert rows == [(str(number), name) for number, name in enumerate(code.word for code in grades())]


def test_every_check_is_documented() -> None:
    listed = CliRunner().invoke(app, ["check", "--list", "--format", "json"])
    names = {row["check"] for row in json.loads(listed.output)}
    page = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    assert len(names) >= 25
    assert names <= set(re.findall(r"^### (\S+)$", page, re.MULTILINE))
    assert shape_names() >= (shown := set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)))
    assert len(shown) >= 170


def test_the_numbers_of_the_readme_are_those_of_the_data(graph: OversightGraph) -> None:
    numbers = {"four": 4, "five": 5}
    papers, notes = re.findall(r"\b(five|four) (?:papers|meetings)", README)[:2]
    kinds = [row[2] for row in graph.query("papers-loaded")]
    assert len(kinds) == numbers[papers]
    assert kinds.count("meeting-notes") == numbers[notes]
    (commitments,) = re.findall(r"(\d+) commitments\. It is for", README)
    assert len(graph.coverage()) == int(commitments)
    (questions,) = re.findall(r"more than (\d+) named questions", README)
    assert len(catalogue.names()) > int(questions)


def anchors(page: str) -> set[str]:
    """Return the anchors of a page, as GitHub makes them of its headings, and those it sets itself."""
    page = re.sub(r"^```.*?^```$", "", page, flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ (.*)$", page, re.MULTILINE)
    made = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    return made | set(re.findall(r'<a id="([^"]+)">', page))


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_links_resolve(path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)\s]+)\)", page):
        target, _, anchor = link.partition("#")
        if re.match(r"https?:", link):
            continue
        there = (path.parent / target) if target else path
        assert there.is_file(), link
        if anchor:
            assert anchor in anchors(there.read_text(encoding="utf-8")), link


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_pages_hold_no_contact_details_and_no_places_on_a_machine(path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    assert not re.search(r"[\w.+-]+@[\w-]+\.[a-z]{2,}", page)
    assert not re.search(r"(?<![\w.])/(?:home|root|tmp|work|Users|mnt)/", page)
    assert not re.search(r"(?<![\w.,-])0\d{3,4} \d{3} ?\d{3,4}\b", page)


GUIDE = blocks.blocks((ROOT / "docs" / "adding-a-paper.md").read_text(encoding="utf-8"))


def test_the_worked_example_of_the_guide_is_the_starter_set() -> None:
    shipped = {path.name: path.read_text(encoding="utf-8") for path in STARTER.iterdir()}
    papers = {block.file: block.text for block in GUIDE if block.language == "text"}
    assert papers == {f"town/{name}": text for name, text in shipped.items() if name.endswith(".txt")}
    page = (ROOT / "docs" / "adding-a-paper.md").read_text(encoding="utf-8")
    begin, end = page.index("\n## A worked example\n"), page.index("\n## Prefixes\n")
    records = [
        record
        for block in GUIDE
        if block.language == "turtle" and begin < block.start < end
        for record in re.findall(r".+?\n    \.\n", block.text, re.DOTALL)
    ]
    assert len(records) >= 20
    turtle = [text for name, text in shipped.items() if name.endswith(".ttl")]
    assert [record for record in records if not any(record in text for text in turtle)] == []


def test_the_prefix_block_of_the_guide_is_whole() -> None:
    (head,) = (block.text for block in GUIDE if block.text.startswith("@base"))
    declared = dict(re.findall(r"^@prefix ([\w-]+): <([^>]+)> \.$", head, re.MULTILINE))
    concepts = Graph().parse(data=resources.text("ontology", "concepts.ttl"), format="turtle")
    lists = {str(scheme).removeprefix(CONCEPT) for scheme in concepts.subjects() if str(scheme).startswith(CONCEPT)}
    schemes = {name for name in lists if "/" not in name}
    # What a cell holds is written as a term of ovs:, and a grade is worked out.
    assert {name: iri for name, iri in declared.items() if iri.startswith(CONCEPT)} == {
        name: f"{CONCEPT}{name}/" for name in schemes - {"cell", "grade"}
    }
    assert {name: PREFIXES[name] for name in declared.keys() & PREFIXES.keys()}.items() <= declared.items()
    used = {
        prefix
        for block in GUIDE
        if block.language == "turtle"
        for prefix in re.findall(r"(?<![\w\"-])([a-z-]+):(?=[\w.-]*\w)", re.sub(r'"[^"]*"|<[^>]*>', "", block.text))
    }
    assert len(used) >= 40
    assert used <= declared.keys()
    own = {iri for name, iri in declared.items() if name not in schemes | PREFIXES.keys()}
    assert {iri.rpartition("/")[0].rpartition("/")[0] for iri in own} == {"https://example.org/exampleshire"}
    Graph().parse(data=head, format="turtle")


SHAPES_OF_RECORDS = [block for block in GUIDE if block.language == "turtle" and "@prefix" not in block.text]


def test_the_shapes_of_records_are_found() -> None:
    assert len(SHAPES_OF_RECORDS) >= 17


@pytest.mark.parametrize("block", SHAPES_OF_RECORDS, ids=lambda block: f"line-{block.line}")
def test_the_shapes_of_records_agree_with_the_ontology(block: Any) -> None:
    concepts = resources.triples("concepts.ttl")
    base = "https://example.org/town/"
    kinds = set(re.findall(r"(?<![\w\"])([a-z-]+):(?=[\w.-]*\w)", re.sub(r'"[^"]*"|<[^>]*>', "", block.text)))
    codes = {getattr(quad.subject, "value", "") for quad in concepts}
    lists = {iri.removeprefix(CONCEPT) for iri in codes if iri.startswith(CONCEPT)}
    prefixes = PREFIXES | {
        kind: f"{CONCEPT if kind in lists else base}{kind}/" for kind in kinds if kind not in PREFIXES
    }
    declared = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in prefixes.items())
    text = f"@base <{base}paper/plan> .\n{declared}{block.text}"
    data = list(ox.parse(text, format=ox.RdfFormat.TURTLE))
    named = {getattr(term, "value", "") for quad in data for term in quad.triple}
    assert all(iri.removeprefix(NS) in terms() for iri in named if iri.startswith(NS))
    assert {iri for iri in named if iri.startswith(CONCEPT)} <= codes
    # What other records must add is not in the block; what a record may not have would be.
    store = EmbeddedStore()
    store.quads.extend([*data, *concepts, *resources.triples("oversight.ttl")])
    strange = [each for each in results(Stated(store), shipped_shapes()) if each.shape.value("closed") and each.path]
    assert strange == []


def test_the_files_to_which_newcomers_are_sent_are_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:[\w.-]+/)+(?:[\w-]+\.(?:py|rq|ttl|yaml))?)`", text))
    named -= {path for path in named if re.search("NAME|PLACE", path)}
    package = ROOT / "graph" / "oversight_graph"
    assert len(named) > 25
    assert [path for path in sorted(named) if not (ROOT / path).exists() and not (package / path).exists()] == []


def test_the_limits_that_are_promised_are_those_of_the_code() -> None:
    from oversight_graph.ask import find
    from oversight_graph.ingest.importers import lift
    from oversight_graph.ingest.readers import limits as papers
    from oversight_graph.ingest.readers.pdf import pages as pdf
    from oversight_graph.ingest.workbook import cells
    from oversight_graph.load import cache, files, load
    from oversight_graph.map import png
    from oversight_graph.model import references
    from oversight_graph.serve import run
    from oversight_graph.serve.settings import Settings
    from oversight_graph.store import client, guard, limits, supervisor
    from oversight_graph.store.kept import answers

    mega, own, served = 1024**2, limits.LIMITS, Settings()
    rows = {
        "a data file": (f"{resources.LARGEST // mega} MB",),
        "folders below one": (f"{files._DEEPEST} deep",),
        "classes below": (f"{load._DEEPEST} deep",),
        "its answer": (f"{own.seconds:.0f} seconds", f"{own.rows:,} rows", f"{own.memory // 1024**3} GB"),
        "a home of your own": (f"{supervisor._SECONDS} seconds",),
        "any command but `serve`": ("none",),
        "a browser that draws": (f"{png._PATIENCE} seconds",),
        "its text": (f"{guard._LARGEST // mega} MB", f"{guard._DEEPEST} deep", f"{guard._MOST_PARTS:,} parts"),
        "an answer of a server": (f"{client.SECONDS:.0f} seconds", f"{client.LARGEST // mega} MB"),
        "a query at": (f"{served.query_seconds:.0f} seconds", f"{served.rows:,} rows"),
        "a request at": (
            f"{served.head_bytes // 1024} KB", f"{served.body_bytes // mega} MB", f"{served.slow_seconds:.0f} seconds",
            f"{run._CONNECTIONS} connections",
        ),
        "a paper that is read": (
            f"{papers.MOST_BYTES // mega} MB", f"{papers.MOST_PAGES} pages", f"{papers.MOST_LINES:,} lines",
            f"{papers.SECONDS:.0f} seconds", f"{papers._UNPACKED // 10**6} MB unpacked",
        ),
        "parts of a PDF": (f"{pdf._AT_OPENING:,} until", f"{pdf._OF_A_PAGE:,} for each page"),
        "a sheet of a workbook": (
            f"{cells._MOST_ROWS:,} rows", f"{cells._MOST_COLUMNS:,} columns", f"{cells._LIMITS.seconds:.0f} seconds",
            f"{cells._LIMITS.memory // 1024**3} GB",
        ),
        "a pipe that is": (f"{process._PATIENCE:.0f} seconds",),
        "rows that are imported": (f"{lift._MOST_BYTES // mega} MB",),
        "data kept in the cache": (f"{cache._LIMIT // mega} MB",),
        "snapshots kept": (f"{cache._KEEP}",),
        "answers kept": (
            f"{answers._COUNT:,}", f"{answers.LARGEST // mega} MB each", f"{answers._MOST // 1024**3} GB together"
        ),
        "a name that is asked for": (f"{find._LONGEST:,} letters",),
        "pieces of a reference": (f"{references._DEEPEST}",),
    }  # fmt: skip
    page = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
    table = page[page.index("## Limits and their defaults") : page.index("## What is never deleted")]
    said = {line.split("|")[1]: line for line in table.splitlines() if line.startswith("|")}
    assert len(said) == len(rows) + 2
    for name, values in rows.items():
        (row,) = (line for what, line in said.items() if name in what)
        assert [value for value in values if value not in row] == [], row
