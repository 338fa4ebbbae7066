"""The registry: one declaration of an answer makes its method, command, table and page.

The answer that the tests add counts the commitments of the starter set by objective: five, all of "Safer places".
"""

import csv
import importlib
import inspect
import io
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import ROOT, STARTER
from typer.testing import CliRunner

from oversight_graph.cli import program
from oversight_graph.errors import DataError, NotFoundError, UsageError
from oversight_graph.graph import OversightGraph
from oversight_graph.registers.coverage import coverage
from oversight_graph.registry.answers import answer, answers, register, under, withdraw
from oversight_graph.registry.declare import Answer, Exit, Option, imported
from oversight_graph.registry.method import method
from oversight_graph.report.site import report_files
from oversight_graph.store.store import Store

sys.path.append(str(ROOT / "docs"))
methods: Any = importlib.import_module("methods")
pages: Any = importlib.import_module("pages")


@dataclass(frozen=True, slots=True)
class Promise:
    """How many commitments an objective has.

    Attributes
    ----------
    objective : str
        Name of the objective.
    commitments : int
        How many.
    date : str
        The date asked for.
    """

    objective: str
    commitments: int
    date: str


def promises(store: Store, day: str, *, least: int = 1, of: str | None = None) -> list[Promise]:
    """Count the commitments of each objective that has as many, or that of one commitment only."""
    rows = [row for row in coverage(store, day) if of in (None, row.iri)]
    return [Promise(*each, day) for each in Counter(row.objective for row in rows).items() if each[1] >= least]


def declaration(**other: Any) -> Answer:
    """Return the declaration of the answer that is added, with other words where they are given."""
    words: dict[str, Any] = {
        "name": "promises",
        "sentence": "Count the commitments of each objective.",
        "function": promises,
        "row": Promise,
        "shown": "commitments objective",
        "date": "plan",
        "empty": "No objective has as many.",
        "options": (
            Option("of", "Only that of this commitment.", "thing"),
            Option("least", "So many at least.", "number", 1, least=1),
        ),
        "remark": "counted by objective",
        "exit": Exit(("many",), "none", "Exit with 1 if there are many.", lambda row: "many"),
    }
    return Answer(**(words | other))


@pytest.fixture
def added() -> Iterator[Answer]:
    """Add an answer for one test."""
    register(declaration())
    yield answer("promises")
    withdraw("promises")


def ask(*words: str | Path) -> Any:
    return CliRunner().invoke(program(str(words[0])), [*map(str, words), "--data", str(STARTER)])


def test_an_answer_is_one_entry_method(added: Answer) -> None:
    graph = OversightGraph.load(STARTER)
    assert graph.answer("promises") == [Promise("Safer places", 5, "2025-02-04")], "the date of the plan"
    assert graph.answer("promises", "2025-03-01", of="1.2") == [Promise("Safer places", 1, "2025-03-01")]
    assert graph.answer("promises", least=6) == []


def test_an_answer_is_one_entry_command(added: Answer) -> None:
    said = "as of 2025-02-04 (date of the newest plan; the newest paper is of 2025-03-04)\n"
    table = ask("promises")
    assert (table.exit_code, table.stdout) == (0, "commitments  objective\n5            Safer places\n")
    assert table.stderr == f"{said}counted by objective\n"
    assert json.loads(ask("promises", "-f", "json").stdout) == [
        {"objective": "Safer places", "commitments": 5, "date": "2025-02-04"}
    ]
    rows = list(csv.reader(io.StringIO(ask("promises", "-f", "csv").stdout)))
    assert rows == [["objective", "commitments", "date"], ["Safer places", "5", "2025-02-04"]]
    assert ask("promises", "-f", "md").stdout.endswith("| 5 | Safer places |\n")
    assert ask("promises", "--of", "1.2", "--columns", "commitments", "-f", "csv").stdout == "commitments\n1\n"
    empty = ask("promises", "--least", "6")
    assert empty.stderr == f"{said}none: no objective has as many\ncounted by objective\n"
    assert [ask("promises", *more).exit_code for more in ([], ["--fail-on", "many"])] == [0, 1]
    assert [ask("promises", "--least", wrong).exit_code for wrong in ("0", "x")] == [2, 2]


def test_an_answer_is_one_entry_documentation(added: Answer) -> None:
    section = pages.commands().partition("\n## promises\n")[2].partition("\n## ")[0]
    assert "Count the commitments of each objective." in section
    assert "| `--least <int range>` | So many at least. [default: 1; x>=1] |" in section
    assert "| `commitments` | How many. |" in section
    assert "No row: no objective has as many." in section
    written = methods.methods([declaration(function=".mine:promises", row=".mine:Promise")])
    assert "\nfrom oversight_graph.mine import Promise\n" in written
    assert (
        "def promises(self, as_of: Day = None, *, of: str | None = None, least: int = 1) -> list[Promise]:" in written
    )


def test_a_method_takes_and_says_what_is_declared(added: Answer) -> None:
    """The date may stand without a name, options stand by theirs; what is asked about comes first."""
    graph = OversightGraph.load(STARTER)
    made: Any = method(added)
    assert made(graph, "2025-03-01", of="1.2") == [Promise("Safer places", 1, "2025-03-01")]
    assert made(graph, least=6) == []
    assert str(inspect.getdoc(made)).partition("\n\nReturns")[0] == (
        "Count the commitments of each objective.\n\nParameters\n----------\nas_of : str or date, optional\n"
        "    Without it the date of the newest plan counts.\nof : str, optional\n    Only that of this commitment.\n"
        "least : int, default 1\n    So many at least."
    )
    assert list(inspect.signature(OversightGraph.oversees).parameters) == [
        "self", "thing", "as_of", "by", "stated_only", "ended"
    ]  # fmt: skip
    assert inspect.getdoc(OversightGraph.gaps).endswith("list of Gap\n    From `registry.composed.gaps`.")  # type: ignore[union-attr]
    for values, options in (((graph,), {"colour": "red"}), ((graph, None, "1.2"), {}), ((), {})):
        with pytest.raises(TypeError):
            made(*values, **options)


def test_an_answer_is_one_entry_report(added: Answer) -> None:
    files = report_files(OversightGraph.load(STARTER))
    rows = list(csv.reader(io.StringIO(files["csv/promises.csv"].decode("utf-8-sig"))))
    assert rows == [["objective", "commitments", "date"], ["Safer places", "5", "2025-02-04"]]
    page = files["tables.html"].decode()
    assert '<a href="csv/promises.csv">Count the commitments of each objective.</a>' in page
    # Each table of which a date is enough is there, and is what the command prints.
    for declared in answers():
        if declared.alone:
            words = [declared.under or declared.name, *([f"--{declared.name}"] if declared.under else [])]
            # A file that a person opens has a mark, and an apostrophe before a reference such as 1.10.
            kept = re.sub(r"(?m)(^|,)'(?=\d)", r"\1", files[declared.table].decode("utf-8-sig"))
            assert kept == ask(*words, "-f", "csv").stdout, declared.name
            assert f'href="{declared.table}"' in page


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"sentence": ""}, "'promises' is declared without a sentence for 'sentence'"),
        ({"sentence": "Counts"}, "without a sentence for 'sentence'"),
        ({"empty": " "}, "without a sentence for 'empty'"),
        ({"options": (Option("least", ""),)}, "without a sentence for 'least'"),
        ({"name": "My Promises"}, "'My Promises' is no name for an answer"),
        ({"shown": ""}, "names no columns to show"),
    ],
)
def test_a_declaration_that_explains_nothing_is_refused(words: dict[str, Any], message: str) -> None:
    with pytest.raises(DataError, match=message):
        declaration(**words)


def test_an_answer_is_added_once_and_under_one_that_there_is(added: Answer) -> None:
    with pytest.raises(DataError, match="there is an answer 'promises' already"):
        register(declaration())
    with pytest.raises(DataError, match="under 'none-such', which there is not"):
        register(declaration(name="others", under="none-such"))


def test_what_cannot_be_asked_is_refused(added: Answer) -> None:
    graph = OversightGraph.load(STARTER)
    with pytest.raises(NotFoundError, match="promises"):
        graph.answer("promise")
    with pytest.raises(UsageError, match=r"promises does not take colour \(its options: of, least\)"):
        graph.answer("promises", colour="red")
    with pytest.raises(UsageError, match="oversees needs thing"):
        graph.answer("oversees")


@pytest.mark.parametrize("declared", answers(), ids=lambda declared: declared.name)
def test_a_declaration_fits_what_it_names(declared: Answer) -> None:
    columns = {field.name for field in fields(declared.kind)}
    for said in ({}, {option.name: True for option in declared.options}):
        assert set(declared.columns(said)) <= columns
    assert callable(getattr(OversightGraph, declared.called))
    if not declared.function:
        return
    store, *days_and_options = inspect.signature(imported(declared.function)).parameters.values()
    assert store.name == "store"
    days = [] if declared.date == "none" else [days_and_options.pop(0)]
    assert [day.name for day in days] == ["day"] * len(days)
    taken = {parameter.name: parameter.default for parameter in days_and_options}
    asked = {option.name for option in declared.options}
    assert asked <= taken.keys()
    assert inspect.Parameter.empty not in [taken[name] for name in taken.keys() - asked]
    for option in declared.options:
        # None and "" are not passed on: the function has its own default for what is not said.
        assert option.needed or taken[option.name] in (option.unsaid, "")


def test_an_answer_imports_only_what_it_needs() -> None:
    script = (
        "import sys; from oversight_graph.cli import main; sys.argv[1:] = ['gaps', '--data', sys.argv[1]]\n"
        "try: main()\nexcept SystemExit: print(*sys.modules, sep='\\n', file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, str(STARTER)],
        capture_output=True, text=True, check=True,
        env={"PYTHONPATH": str(ROOT / "graph"), "OVERSIGHT_CACHE": "off", "PATH": os.environ.get("PATH", "")},
    )  # fmt: skip
    loaded = set(ran.stderr.split())
    assert "oversight_graph.registers.coverage" in loaded
    assert not loaded & {"networkx", "rdflib", "jinja2", "pyshacl", "pyvis", "openpyxl", "docx"}
    rooms = {name.split(".")[1] for name in loaded if name.startswith("oversight_graph.")}
    assert not rooms & {"network", "change", "practice", "map", "report"}
    assert not loaded & {
        f"oversight_graph.cli.{name}" for name in ("change", "files", "picture", "questions", "quality")
    }


def test_the_answers_are_those_of_the_commands() -> None:
    names = [declared.name for declared in answers()]
    assert len(names) > 20
    assert {other.name for other in under("practice")} == {"topics", "cadence"}
    assert all(answer(declared.under).name for declared in answers() if declared.under)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["practice", "--topics", "--cadence"], "give only one of --topics, --cadence"),
        (["practice", "--topics", "--activities"], "give only one of --topics, --activities"),
        (["practice", "--months", "6"], "--months goes with --cadence only"),
        (["practice", "--topics", "--months", "6"], "give only one of --topics, --months"),
    ],
)
def test_an_option_goes_with_the_answers_that_take_it(words: list[str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        CliRunner().invoke(program("practice"), [*words, "--data", str(STARTER)], catch_exceptions=False)
