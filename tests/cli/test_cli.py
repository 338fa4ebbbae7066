"""The command line: exit codes, what goes to which stream, and the keys that the contract fixes.

The keys, in their order, and the exit codes are those of the command-line contract (docs and `oversight -h`); answers
are those of the starter set, read off its two made-up papers, and a few known from the papers of West Mercia.
"""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import typer.main
from tests.conftest import ROOT, STARTER

import oversight_graph
from oversight_graph.ask import catalogue
from oversight_graph.check import checks
from oversight_graph.check.violations import SEVERITIES
from oversight_graph.cli import app, main

FORMATS = ("table", "json", "csv", "md")

COVERAGE = (
    "ref title objective part cell grade bodies processes refers_to resolved_bodies live not_live open exercised "
    "evidence"
).split()
KEYS = {
    "coverage": COVERAGE,
    "gaps": [*COVERAGE, "reason"],
    "bodies": "name aliases kind frequency notes_published public status since until chair oversees reports_into "
    "in_glossary evidence".split(),
    "people": "person post organization body role since until evidence".split(),
    "actions": "id text owner owner_as_stated holder due due_as_stated status meeting item discharged_by "
    "evidence".split(),
    "explain": "fact value graph stated evidence passage".split(),
    "check": "severity check entity message where".split(),
    "verify": "severity evidence document message".split(),
}
# What a command needs besides its name, on the starter set.
NEEDS = {"explain": ["1.1"], "verify": ["--sources", str(STARTER)]}
DATED = {
    "coverage": "2025-02-04 (date of the newest plan; the newest paper is of 2025-03-04)",
    "gaps": "2025-02-04 (date of the newest plan; the newest paper is of 2025-03-04)",
    "bodies": "2025-03-04 (date of the newest paper)",
    "people": "2025-03-04 (date of the newest paper)",
    "actions": "2025-03-04 (date of the newest paper)",
    "check": "2025-03-04 (date of the newest paper)",
}


@dataclass(frozen=True)
class Answer:
    """What a run left behind."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, object]]:
        found = json.loads(self.out)
        assert isinstance(found, list)
        return found


Run = Callable[..., Answer]


@pytest.fixture
def run(kept: None, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs the command line in this process, as the installed script does."""
    for name in ("OVERSIGHT_ENDPOINT", "OVERSIGHT_DEBUG", "FORCE_COLOR", "PY_COLORS", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "dumb")

    def go(*arguments: str | Path) -> Answer:
        buffers = io.BytesIO(), io.BytesIO()
        out, err = (io.TextIOWrapper(buffer, encoding="utf-8", write_through=True) for buffer in buffers)
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["oversight", *map(str, arguments)])
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            with pytest.raises(SystemExit) as stop:
                main()
        texts = [buffer.getvalue().decode() for buffer in buffers]
        return Answer(int(stop.value.code or 0), *texts)

    return go


@pytest.fixture
def ours(run: Run) -> Run:
    """Return the same for the starter set, so that a run is quick."""

    def go(command: str, *arguments: str | Path) -> Answer:
        return run(command, *arguments, "--data", STARTER)

    return go


def process(*arguments: str | Path, **environment: str) -> subprocess.Popen[bytes]:
    """Start the command line in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "oversight_graph", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={
            "PATH": os.environ.get("PATH", ""),
            "PYTHONPATH": str(ROOT / "graph"),
            "OVERSIGHT_CACHE": "off",
            "TERM": "xterm-256color",
            **environment,
        },
    )


# Every list command in every format


def test_the_contract_is_tried_whole() -> None:
    commands = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    assert commands >= {*KEYS, "query", "export", "init"}


@pytest.mark.parametrize("command", sorted(KEYS.keys() - {"check", "verify"}))
def test_json_is_one_array_of_flat_objects_with_the_fixed_keys_in_order(command: str, run: Run) -> None:
    # The shipped data; `check` and `verify`, which find nothing in sound data, have tests of their own below.
    answer = run(command, *(["AGG"] if command == "explain" else []), "--format", "json")
    assert answer.code == 0
    assert len(answer.rows) > 5
    for row in answer.rows:
        assert [key for key in row if key in KEYS[command]] == KEYS[command]
        for value in row.values():
            assert value is None or isinstance(value, str | int | bool) or all(isinstance(v, str) for v in value)  # type: ignore[attr-defined]


@pytest.mark.parametrize("command", KEYS)
def test_every_command_in_every_format(command: str, ours: Run) -> None:
    answers = {form: ours(command, *NEEDS.get(command, []), "--format", form) for form in FORMATS}
    assert {answer.code for answer in answers.values()} == {0}
    for answer in answers.values():
        assert answer.out.endswith("\n")
        assert "\x1b" not in answer.out + answer.err
    rows = answers["json"].rows
    # The starter set is sound: the one thing that a check says of it is that an action has a date in words only.
    assert bool(rows) is (command != "verify")
    assert command != "check" or [row["check"] for row in rows] == ["action-without-due-date", "ended-after-the-plan"]
    heading, *cells = csv.reader(io.StringIO(answers["csv"].out, newline=""))
    assert [name for name in heading if name in KEYS[command]] == KEYS[command]
    assert [len(row) for row in cells] == [len(heading)] * len(rows)
    lines = answers["md"].out.splitlines()
    assert len(lines) == len(rows) + 2 and all(line.startswith("|") and line.endswith("|") for line in lines)
    assert set(lines[1]) == set("|- ")
    lines = answers["table"].out.splitlines()
    assert len(lines) == len(rows) + 1
    assert {name.strip().replace(" ", "_") for name in lines[0].split("  ") if name} <= set(heading)


def test_table_is_the_default_and_f_is_format(ours: Run) -> None:
    assert ours("coverage") == ours("coverage", "--format", "table") == ours("coverage", "-f", "table")
    assert ours("coverage", "-f", "json") == ours("coverage", "--format", "json")


@pytest.mark.parametrize("command", DATED)
def test_the_date_is_said_on_stderr_and_only_there(command: str, ours: Run) -> None:
    answer = ours(command, "-f", "json")
    assert answer.err.splitlines()[0] == f"as of {DATED[command]}"
    assert "as of" not in answer.out
    # A date given is said too, without a reason for it.
    assert ours(command, "-f", "json", "--as-of", "2025-03-01").err.splitlines()[0] == "as of 2025-03-01"


@pytest.mark.parametrize("command", ["explain", "verify"])
def test_a_command_without_a_date_says_none(command: str, ours: Run) -> None:
    assert "as of" not in ours(command, *NEEDS[command]).err


@pytest.mark.parametrize("command", DATED)
@pytest.mark.parametrize("day", ["yesterday", "2025-02-30", "27/11/2018", ""])
def test_a_date_that_is_none_is_refused(command: str, day: str, ours: Run) -> None:
    answer = ours(command, "--as-of", day)
    assert (answer.code, answer.out) == (2, "")
    assert "is not a date" in answer.err and "write it as 2018-11-27" in answer.err


# Each command


def test_as_of_changes_the_answer(ours: Run) -> None:
    # The board met on 4 March 2025 and dealt with the activity of 1.1; the group of 1.4 ended in February.
    grades = [
        {row["ref"]: row["grade"] for row in ours("coverage", "-f", "json", "--as-of", day).rows}
        for day in ("2025-03-03", "2025-03-04")
    ]
    assert grades == [
        {"1.1": 5, "1.2": 2, "1.3": 5, "1.4": 3, "1.5": 0},
        {"1.1": 6, "1.2": 2, "1.3": 6, "1.4": 3, "1.5": 0},
    ]
    assert [len(ours("actions", "-f", "json", "--as-of", day).rows) for day in ("2025-03-03", "2025-03-04")] == [0, 2]


def test_coverage_of_activities_and_in_sum(ours: Run) -> None:
    assert [row["ref"] for row in ours("coverage", "--activities", "-f", "json").rows] == ["1.1.1", "1.4.1"]
    rows = ours("coverage", "--summary", "-f", "json").rows
    assert [row["objective"] for row in rows] == ["Safer places", "all"]
    assert (rows[1]["total"], rows[1]["gaps"], rows[1]["grade_2"], rows[1]["grade_5"]) == (5, 2, 1, 2)


def test_shipped_coverage_has_the_rows_of_the_plan(run: Run) -> None:
    rows = run("coverage", "-f", "json").rows
    assert len(rows) == 52, "the rows of the delivery plan, counted in the paper"
    assert len({row["ref"] for row in rows}) == 52


def test_gaps_below_a_grade(ours: Run) -> None:
    assert [row["ref"] for row in ours("gaps", "-f", "json").rows] == ["1.5", "1.2"]
    below = ours("gaps", "-f", "json", "--grade", "6").rows
    assert [row["ref"] for row in below] == ["1.5", "1.2", "1.4", "1.1", "1.3"]
    assert [row["ref"] for row in ours("gaps", "-f", "json", "--grade", "1").rows] == ["1.5"]
    assert all(str(row["reason"]).endswith(".") for row in ours("gaps", "-f", "json", "--grade", "6").rows)
    assert "2 of 5 commitments below grade 3" in ours("gaps").err
    assert "0 of 2 activities below grade 3" in ours("gaps", "--activities").err


@pytest.mark.parametrize("grade", ["0", "7", "x", "-1"])
def test_a_grade_that_there_is_not_is_refused(grade: str, ours: Run) -> None:
    answer = ours("gaps", "--grade", grade)
    assert (answer.code, answer.out) == (2, "")


def test_people_all(ours: Run) -> None:
    assert len(ours("people", "-f", "json").rows) == 3
    rows = ours("people", "--all", "-f", "json").rows
    assert {row["role"] for row in rows} == {"holder", "chair", "attended"}


def test_actions_of_an_owner_and_overdue(ours: Run, run: Run) -> None:
    assert len(ours("actions", "--owner", "HoH", "-f", "json").rows) == 1
    assert ours("actions", "--owner", "Director of Place", "-f", "json").rows == []
    assert ours("actions", "--overdue", "-f", "json").rows == [], "it has no date"
    late = run("actions", "--overdue", "-f", "json", "--as-of", "2018-01-01").rows
    assert late and all(str(row["due"]) < "2018-01-01" for row in late)


def test_an_owner_that_there_is_not_is_refused_with_the_nearest(ours: Run) -> None:
    answer = ours("actions", "--owner", "Head of Highway Robbery")
    assert answer.code == 2
    assert "Head of Highways" in answer.err


def test_bodies_all(run: Run) -> None:
    now, everything = (run("bodies", "-f", "json", "--as-of", "2017-08-22", *more).rows for more in ([], ["--all"]))
    assert 0 < len(now) < len(everything)


def test_explain(ours: Run) -> None:
    rows = ours("explain", "SSB", "-f", "json").rows
    by_fact = {str(row["fact"]): row for row in rows}
    assert by_fact["seat: post"]["value"] == "Director of Place"
    assert by_fact["seat: post"]["evidence"] == ["https://example.org/exampleshire/paper/plan-2025#line=10,11"]
    assert by_fact["seat: post"]["stated"] is True
    # That it oversees 1.1 follows from the cell of the row; no file says it of the board.
    assert (by_fact["oversees"]["stated"], by_fact["oversees"]["graph"]) == (False, "inferred")
    assert all(row["passage"] is None for row in rows), "no papers were given"


@pytest.mark.parametrize("thing", ["no such thing at all", ""])
def test_explain_of_nothing_is_refused(thing: str, ours: Run) -> None:
    answer = ours("explain", thing)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("error: ")


def test_explain_of_several_things_lists_them(run: Run) -> None:
    answer = run("explain", "Chief Inspector")
    assert (answer.code, answer.out) == (2, "")
    assert "fits more than one thing" in answer.err and "Chief Inspectors" in answer.err.partition("say which")[2]


@pytest.mark.parametrize("command", ["coverage", "gaps", "bodies", "people", "actions"])
def test_sources_add_the_passages(command: str, ours: Run) -> None:
    rows = ours(command, "--sources", STARTER, "-f", "json").rows
    assert rows and all(list(row)[-1] == "passage" for row in rows)
    text = "\n".join(" ".join(path.read_text(encoding="utf-8").split()) for path in sorted(STARTER.glob("*.txt")))
    passages = [passage for row in rows for passage in row["passage"]]  # type: ignore[attr-defined]
    assert passages and all(passage in text for passage in passages)
    assert "passage" in ours(command, "--sources", STARTER).out.splitlines()[0]
    assert all("passage" not in row for row in ours(command, "-f", "json").rows)


def test_sources_give_explain_its_passage(ours: Run) -> None:
    rows = ours("explain", "1.2", "--sources", STARTER, "-f", "json").rows
    (title,) = [row for row in rows if row["fact"] == "label"]
    assert title["passage"] == (
        "1.2 Faster answers to noise complaints Weekly review of open cases Under way Monthly monitoring by the service"
    )


def test_a_folder_of_papers_that_there_is_not_is_refused(ours: Run, tmp_path: Path) -> None:
    for command in ("coverage", "verify"):
        answer = ours(command, "--sources", tmp_path / "none")
        assert (answer.code, answer.out) == (2, "")
        assert "no such folder of papers" in answer.err
    assert "name their folder with --sources" in ours("verify").err


# --columns


@pytest.mark.parametrize("form", FORMATS)
def test_columns_are_chosen_in_order(form: str, ours: Run) -> None:
    out = ours("coverage", "--columns", "grade, ref", "-f", form).out
    expected = {
        "table": "grade  ref\n5      1.1\n2      1.2\n5      1.3\n4      1.4\n0      1.5\n",
        "csv": "grade,ref\n5,1.1\n2,1.2\n5,1.3\n4,1.4\n0,1.5\n",
        "md": "| grade | ref |\n| --- | --- |\n| 5 | 1.1 |\n| 2 | 1.2 |\n| 5 | 1.3 |\n| 4 | 1.4 |\n| 0 | 1.5 |\n",
    }
    if form == "json":
        grades = {"1.1": 5, "1.2": 2, "1.3": 5, "1.4": 4, "1.5": 0}
        assert json.loads(out) == [{"grade": grade, "ref": ref} for ref, grade in grades.items()]
        assert out.index('"grade"') < out.index('"ref"')
    else:
        assert out == expected[form]


@pytest.mark.parametrize("command", KEYS)
def test_every_column_of_the_contract_can_be_chosen(command: str, ours: Run) -> None:
    columns = ",".join(reversed(KEYS[command]))
    answer = ours(command, *NEEDS.get(command, []), "--columns", columns, "-f", "csv")
    assert (answer.code, answer.out.splitlines()[0]) == (0, columns)


def test_the_passage_is_a_column_with_papers_only(ours: Run) -> None:
    assert ours("gaps", "--columns", "ref,passage", "--sources", STARTER, "-f", "csv").code == 0
    assert ours("gaps", "--columns", "ref,passage", "-f", "csv").code == 2


@pytest.mark.parametrize("columns", ["ref,nonsense", "nonsense", "", " , ", "Ref"])
def test_an_unknown_column_is_refused_and_the_known_ones_are_named(columns: str, ours: Run) -> None:
    answer = ours("coverage", "--columns", columns)
    assert (answer.code, answer.out) == (2, "")
    assert "\nerror: there is no column" in answer.err
    assert all(key in answer.err for key in COVERAGE)


# check and verify


@pytest.fixture
def doubtful(tmp_path: Path) -> Path:
    """Return a copy of the starter set with one finding of each severity.

    The mechanism run by the council is the warning of which its comment speaks, the action without a date is the
    information, and the term that there is not is the error.
    """
    folder = tmp_path / "doubtful"
    shutil.copytree(STARTER, folder)
    with (folder / "register.ttl").open("a", encoding="utf-8") as file:
        file.write("\nmechanism:monthly-monitoring ovs:runBy organization:council .\n")
    with (folder / "meeting-2025-03-04.ttl").open("a", encoding="utf-8") as file:
        file.write(
            '\naction:2 a ovs:Action ; dcterms:isPartOf item:2025-03-04-1 ; rdfs:label "Paint"@en ; '
            "ovs:owner post:head-of-highways ; ovs:actionState action-state:open ; ovs:evidence <#line=6,7> .\n"
        )
    return folder


@pytest.fixture
def faulty(doubtful: Path) -> Path:
    with (doubtful / "register.ttl").open("a", encoding="utf-8") as file:
        file.write('\nbody:safer-streets-board ovs:overseas "x" .\n')
    return doubtful


@pytest.fixture
def no_shapes(tmp_path: Path) -> list[str]:
    """Return the options that turn the shapes off, which take the time of all other checks together."""
    profile = tmp_path / "no-shapes.txt"
    profile.write_text("off shacl\n")
    return ["--profile", str(profile)]


@pytest.mark.parametrize(
    ("fail_on", "codes"),
    [([], (0, 1)), (["error"], (0, 1)), (["warning"], (1, 1)), (["info"], (1, 1)), (["none"], (0, 0))],
)
def test_check_fails_from_the_level_asked_for(
    fail_on: list[str], codes: tuple[int, int], run: Run, doubtful: Path, no_shapes: list[str]
) -> None:
    options = [*no_shapes, "-f", "json", *(["--fail-on", *fail_on] if fail_on else [])]
    doubt = run("check", "--data", doubtful, *options)
    assert {row["severity"] for row in doubt.rows} == {"warning", "info"}
    with (doubtful / "register.ttl").open("a", encoding="utf-8") as file:
        file.write('\nbody:safer-streets-board ovs:overseas "x" .\n')
    violation = run("check", "--data", doubtful, *options)
    assert {row["severity"] for row in violation.rows} == {"error", "warning", "info"}
    assert (doubt.code, violation.code) == codes


def test_a_record_that_does_not_fit_its_shape_fails_the_check(run: Run, doubtful: Path) -> None:
    plan = doubtful / "plan-2025.ttl"
    text = plan.read_text(encoding="utf-8")
    labels = [f'    {term} "Community Safety Plan 2025"@en ;\n' for term in ("rdfs:label", "skos:prefLabel")]
    for label in labels:  # one follows from the other
        assert text.count(label) == 1
        text = text.replace(label, "")
    plan.write_text(text, encoding="utf-8")
    answer = run("check", "--data", doubtful, "-f", "json")
    assert answer.code == 1
    (error,) = [row for row in answer.rows if row["severity"] == "error"]
    assert (error["check"], error["entity"]) == ("HasLabel", "plan/community-safety-2025")


def test_check_of_sound_data_is_0_even_for_info(ours: Run, tmp_path: Path) -> None:
    # "June meeting" is all that the notes say of when the costs are due, and a body of the plan has ended since.
    profile = tmp_path / "profile.txt"
    profile.write_text("off action-without-due-date\noff ended-after-the-plan\n")
    answer = ours("check", "--fail-on", "info", "--profile", profile, "-f", "json")
    assert (answer.code, answer.rows) == (0, [])
    assert "found: 0 error, 0 warning, 0 info" in answer.err
    assert [ours("check", "--fail-on", level).code for level in ("warning", "info")] == [0, 1]


def test_check_says_what_where_and_how_much(run: Run, faulty: Path) -> None:
    answer = run("check", "--data", faulty, "-f", "json")
    assert answer.code == 1
    assert all(list(row) == KEYS["check"] for row in answer.rows)
    first = answer.rows[0]
    lines = (faulty / "register.ttl").read_text(encoding="utf-8").splitlines()
    places = [f"{faulty / 'register.ttl'}:{n}" for n, line in enumerate(lines, start=1) if "overseas" in line]
    assert (first["severity"], first["check"], first["message"]) == (
        "error",
        "unknown-term",
        "unknown term ovs:overseas; nearest: ovs:oversees",
    )
    assert [first["where"]] == places
    counts = [sum(row["severity"] == level for row in answer.rows) for level in SEVERITIES]
    assert "found: {} error, {} warning, {} info".format(*counts) in answer.err


def test_check_looks_at_data_that_other_commands_refuse(run: Run, faulty: Path) -> None:
    answer = run("gaps", "--data", faulty)
    assert (answer.code, answer.out) == (2, "")
    assert "unknown term ovs:overseas" in answer.err and "register.ttl:" in answer.err


def test_check_with_a_profile(run: Run, faulty: Path, tmp_path: Path) -> None:
    profile = tmp_path / "profile.txt"
    profile.write_text("off unknown-term\nerror action-without-due-date\noff shacl\n")
    answer = run("check", "--data", faulty, "--profile", profile, "-f", "json")
    # One action has no date, the other one in words only.
    assert [row["check"] for row in answer.rows if row["severity"] == "error"] == ["action-without-due-date"] * 2
    assert answer.code == 1
    assert "turned off: shacl, unknown-term" in answer.err
    profile.write_text("off no-such-check\n")
    refused = run("check", "--data", faulty, "--profile", profile)
    assert (refused.code, refused.out) == (2, "")
    assert f"{profile}:1" in refused.err and "action-overdue" in refused.err


@pytest.mark.parametrize("form", FORMATS)
def test_check_lists_its_checks(form: str, run: Run) -> None:
    answer = run("check", "--list", "-f", form)
    assert (answer.code, answer.err) == (0, "")
    names = {check.name for check in [*checks.checks(), *checks.built_in()]}
    if form == "json":
        assert [row["check"] for row in answer.rows] == sorted(names)
        assert all(list(row) == ["check", "severity", "title", "problem", "solution"] for row in answer.rows)
    else:
        assert all(name in answer.out for name in names)


@pytest.mark.parametrize(("words", "columns"), [(["check"], "title,check"), (["query"], "question,name")])
def test_lists_show_the_columns_asked_for(words: list[str], columns: str, run: Run) -> None:
    answer = run(*words, "--list", "--columns", columns, "-f", "csv")
    assert answer.code == 0
    assert answer.out.removeprefix("\ufeff").splitlines()[0] == columns
    asked = run("query", "papers-loaded", "--columns", "day", "-f", "csv")
    assert {len(line.split(",")) for line in asked.out.splitlines()} == {1}
    refused = run(*words, "--list", "--columns", "colour")
    assert (refused.code, refused.out) == (2, "")
    assert "there is no column colour" in refused.err


def test_verify_proves_the_shipped_citations(run: Run, sources: Path) -> None:
    answer = run("verify", "--sources", sources, "-f", "json")
    assert (answer.code, answer.rows) == (0, [])
    assert re.search(r"^[1-9]\d{2,} citations, 0 violations$", answer.err, re.MULTILINE)


def test_verify_fails_on_damaged_papers(run: Run, sources: Path, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    shutil.copytree(sources, papers)
    first, second = sorted(papers.iterdir())[:2]
    first.chmod(0o644)
    first.write_bytes(first.read_bytes()[:-1] + b"?")
    second.unlink()
    answer = run("verify", "--sources", papers, "-f", "json")
    assert answer.code == 1
    assert all(list(row) == KEYS["verify"] for row in answer.rows)
    assert len(answer.rows) == 2 and {row["severity"] for row in answer.rows} == {"error"}
    assert all("missing or changed" in str(row["message"]) for row in answer.rows)
    assert "2 violations" in answer.err
    assert run("verify", "--sources", papers, "--fail-on", "none").code == 0


def test_verify_fails_where_the_words_do_not_stand(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    shutil.copytree(STARTER, folder)
    plan = folder / "plan-2025.ttl"
    text = plan.read_text(encoding="utf-8")
    assert text.count('ovs:frequencyAsStated "quarterly"') == 1
    plan.write_text(
        text.replace('ovs:frequencyAsStated "quarterly"', 'ovs:frequencyAsStated "weekly"'), encoding="utf-8"
    )
    answer = run("verify", "--data", folder, "--sources", folder, "-f", "json")
    assert answer.code == 1
    (violation,) = answer.rows
    assert violation["evidence"] == "https://example.org/exampleshire/paper/plan-2025#line=10,11"
    assert violation["document"] == "Community Safety Plan 2025" and "'weekly'" in str(violation["message"])
    assert "1 violation\n" in answer.err


# query


@pytest.mark.parametrize("form", FORMATS)
def test_query_lists_the_questions(form: str, run: Run) -> None:
    answer = run("query", "--list", "-f", form)
    assert (answer.code, answer.err) == (0, "")
    assert len(catalogue.names()) > 50
    if form == "json":
        assert sorted(str(row["name"]) for row in answer.rows) == catalogue.names()
        assert [key for key in answer.rows[0] if key in ("group", "name", "question", "parameters")] == list(
            answer.rows[0]
        )
        groups = [catalogue.GROUPS.index(str(row["group"])) for row in answer.rows]
        assert groups == sorted(groups)
    else:
        assert all(name in answer.out for name in catalogue.names())


@pytest.mark.parametrize("form", FORMATS)
def test_query_answers_a_question(form: str, ours: Run) -> None:
    answer = ours("query", "papers-loaded", "-f", form)
    assert answer.code == 0
    assert "Community Safety Plan 2025" in answer.out
    columns = [name for name, _ in catalogue.question("papers-loaded").columns]
    if form == "json":
        assert [list(row) for row in answer.rows] == [columns] * 2, "the variables of the SELECT, and one row a paper"
    elif form == "csv":
        assert answer.out.splitlines()[0] == ",".join(columns)


def test_query_takes_parameters_as_a_person_names_things(ours: Run) -> None:
    question = catalogue.question("commitments-of-a-body")
    assert "body" in dict(question.parameters)
    by_name, by_iri = (
        ours("query", question.name, "-p", f"body={body}", "-f", "json")
        for body in ("SSB", "https://example.org/exampleshire/body/safer-streets-board")
    )
    assert by_name == by_iri
    assert [row["ref"] for row in by_name.rows] == ["1.1"]


def test_query_says_its_date(ours: Run) -> None:
    dated = next(name for name in catalogue.names() if "asOf" in dict(catalogue.question(name).defaults))
    plain = next(name for name in catalogue.names() if "asOf" not in dict(catalogue.question(name).defaults))
    assert ours("query", dated, "-f", "json").err == "as of 2025-03-04 (date of the newest paper)\n"
    assert ours("query", dated, "-f", "json", "--as-of", "2025-02-04").err == "as of 2025-02-04\n"
    early = "no loaded paper is as old as 2025-01-01: the oldest is of 2025-02-04\n"  # the day of the starter's plan
    assert ours("query", dated, "-f", "json", "--as-of", "2025-01-01").err == f"as of 2025-01-01\n{early}"
    assert ours("query", dated, "-f", "json", "-p", "asOf=2025-01-01").err == early
    assert ours("query", plain, "-f", "json").err == ""
    refused = ours("query", plain, "--as-of", "2025-01-01")
    assert refused.code == 2 and "takes no date" in refused.err


def test_query_shows_its_text(run: Run) -> None:
    answer = run("query", "papers-loaded", "--show")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == (ROOT / "queries" / "questions" / "papers-loaded.rq").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", FORMATS)
def test_query_answers_a_file(form: str, ours: Run, tmp_path: Path) -> None:
    query = tmp_path / "mine.rq"
    query.write_text(
        "PREFIX ovs: <https://w3id.org/oversight-graph/ns#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
        "SELECT ?ref ?nothing WHERE { ?row a ovs:Commitment ; skos:notation ?ref } ORDER BY ?ref"
    )
    expected = {
        "table": "ref  nothing\n1.1\n1.2\n1.3\n1.4\n1.5\n",
        "csv": "ref,nothing\n1.1,\n1.2,\n1.3,\n1.4,\n1.5,\n",
        "md": "| ref | nothing |\n| --- | --- |\n| 1.1 |  |\n| 1.2 |  |\n| 1.3 |  |\n| 1.4 |  |\n| 1.5 |  |\n",
    }
    answer = ours("query", "--file", query, "-f", form)
    assert answer.code == 0
    if form == "json":
        assert answer.rows == [{"ref": ref, "nothing": None} for ref in ("1.1", "1.2", "1.3", "1.4", "1.5")]
    else:
        assert answer.out == expected[form]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * WHERE {", "not valid SPARQL"),
        ("SELECT * WHERE { SERVICE <http://example.org/> { ?s ?p ?o } }", "SERVICE reads from outside"),
        ("INSERT DATA { <a:a> <a:a> <a:a> }", "changes data"),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "SELECT"),
    ],
)
def test_a_file_that_is_no_question_is_refused_by_name(text: str, message: str, ours: Run, tmp_path: Path) -> None:
    query = tmp_path / "mine.rq"
    query.write_text(text)
    answer = ours("query", "--file", query)
    assert (answer.code, answer.out) == (2, "")
    assert message in answer.err and str(query) in answer.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["no-such-question"], "nothing is called 'no-such-question'"),
        (["paper-loaded"], "papers-loaded"),
        ([], "--list"),
        (["papers-loaded", "--list"], "--list"),
        (["papers-loaded", "-p", "nonsense=1"], "there is no parameter 'nonsense'"),
        (["papers-loaded", "-p", "nonsense"], "is not of the form KEY=VALUE"),
        (["papers-loaded", "-p", "=x"], "is not of the form KEY=VALUE"),
        (["commitments-of-a-body", "-p", "body=nobody at all"], "nothing is called 'nobody at all'"),
        (["--file", "no/such/file.rq"], "cannot be read"),
        (["--file", "no/such/file.rq", "-p", "a=b"], "belong to questions of the catalogue"),
        (["--file", "no/such/file.rq", "--as-of", "2025-01-01"], "belong to questions of the catalogue"),
    ],
)
def test_a_query_that_cannot_be_asked_is_refused(arguments: list[str], message: str, ours: Run) -> None:
    answer = ours("query", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert message in answer.err


# Data, stores, endpoints


def test_data_may_be_files_given_again(run: Run) -> None:
    files = [argument for path in sorted(STARTER.glob("*.ttl")) for argument in ("--data", path)]
    assert run("coverage", *files, "-f", "json").rows == run("coverage", "--data", STARTER, "-f", "json").rows


@pytest.mark.parametrize("command", ["coverage", "query", "explain", "check", "export"])
@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("missing.ttl", None, "no such file or folder"),
        ("notes.txt", b"", "not a data file"),
        ("bad.ttl", b"<a:a> <a:b>\n<a:c> <a:d> .", "bad.ttl:2"),
        ("latin.ttl", b'<a:a> <a:b> "caf\xe9" .', "latin.ttl"),
    ],
)
def test_data_that_cannot_be_read_is_refused_by_name(
    command: str, name: str, content: bytes | None, message: str, run: Run, tmp_path: Path
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    more = {"query": ["papers-loaded"], "explain": ["1.1"], "export": ["turtle"]}.get(command, [])
    answer = run(command, *more, "--data", path)
    assert (answer.code, answer.out) == (2, "")
    assert message in answer.err and name in answer.err


def test_a_store_is_filled_once_and_gives_the_same_answer(run: Run, tmp_path: Path) -> None:
    plain = run("coverage", "--data", STARTER, "-f", "json")
    filled = run("coverage", "--data", STARTER, "--store", tmp_path / "store", "-f", "json")
    again = run("coverage", "--store", tmp_path / "store", "-f", "json")
    assert plain == filled == again
    refused = run("coverage", "--data", STARTER, "--store", tmp_path / "store")
    assert refused.code == 2 and "already holds data" in refused.err


def test_who_fills_a_large_store_is_told_to_prepare_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("oversight_graph.cli.options._LARGE_STORE", 1000)
    filled = run("coverage", "--data", STARTER, "--store", tmp_path / "store")
    again = run("coverage", "--store", tmp_path / "store")
    advice = f"oversight prepare --store {tmp_path / 'store'}"
    assert filled.code == 0 and advice in filled.err and advice not in again.err


@pytest.mark.parametrize("endpoint", ["ftp://example.org/sparql", "http://127.0.0.1:9/sparql"])
def test_an_endpoint_that_does_not_answer_is_refused(endpoint: str, run: Run) -> None:
    answer = run("coverage", "--endpoint", endpoint)
    assert (answer.code, answer.out) == (2, "")
    assert endpoint in answer.err and len(answer.err.strip().splitlines()) <= 2


def test_the_endpoint_of_the_environment_is_used(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OVERSIGHT_ENDPOINT", "http://127.0.0.1:9/sparql")
    assert run("coverage").code == 2
    assert run("coverage", "--data", STARTER).code == 0, "data given counts for more"


# export and init


@pytest.mark.parametrize("kind", ["turtle", "trig", "nquads", "jsonld"])
def test_export_to_stdout_and_to_a_file_are_the_same(kind: str, ours: Run, tmp_path: Path) -> None:
    shown = ours("export", kind)
    assert (shown.code, shown.err) == (0, "")
    target = tmp_path / "graph"
    written = ours("export", kind, "--output", target)
    assert (written.code, written.out) == (0, "")
    assert f"wrote {target}" in written.err
    assert target.read_text(encoding="utf-8") == shown.out
    assert len(ours("export", kind, "--stated-only").out) < len(shown.out)


def test_export_of_tables(ours: Run, tmp_path: Path) -> None:
    answer = ours("export", "csv", "-o", tmp_path / "tables")
    number = len(list((tmp_path / "tables").glob("*.csv")))
    assert number > 10 and f"wrote {number} tables" in answer.err and answer.out == ""
    refused = ours("export", "csv")
    assert refused.code == 2 and "--output DIR" in refused.err


@pytest.mark.parametrize("arguments", [["pdf"], [], ["turtle", "-o", "no/such/folder/x.ttl"]])
def test_an_export_that_cannot_be_made_is_refused(arguments: list[str], ours: Run) -> None:
    answer = ours("export", *arguments)
    assert (answer.code, answer.out) == (2, "")


def test_init_writes_a_set_that_answers(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    answer = run("init", folder)
    assert (answer.code, answer.out) == (0, "")
    assert all(f"wrote {path}" in answer.err for path in folder.iterdir())
    assert f"next: oversight gaps --data {folder}" in answer.err
    assert [row["ref"] for row in run("gaps", "--data", folder, "-f", "json").rows] == ["1.5", "1.2"]
    again = run("init", folder)
    assert again.code == 2 and "is not an empty folder" in again.err


# Help, version, errors, streams


def commands() -> list[str]:
    return sorted(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize("flag", ["-h", "--help"])
@pytest.mark.parametrize("command", ["", *commands()])
def test_help(command: str, flag: str, run: Run) -> None:
    answer = run(*([command] if command else []), flag)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.strip().startswith("Usage: oversight")
    if command:
        assert f"Usage: oversight {command}" in answer.out
    else:
        assert all(name in answer.out for name in commands())
    assert "\x1b" not in answer.out


def test_no_command_gives_help(run: Run) -> None:
    answer = run()
    assert answer.code == 2 and "Usage: oversight" in answer.out + answer.err


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["coverage", "--nonsense"], ["coverage", "-f", "xml"], ["explain"]]
)
def test_bad_usage_is_2_and_leaves_stdout_empty(arguments: list[str], run: Run) -> None:
    answer = run(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert "Usage: oversight" in answer.err


def test_version_is_that_of_the_project(run: Run) -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert run("--version") == Answer(0, f"oversight-graph {version}\n", "")
    assert oversight_graph.__version__ == version


@pytest.mark.parametrize("before", [True, False])
def test_debug_shows_a_traceback_and_nothing_else_does(before: bool, tmp_path: Path) -> None:
    arguments = ["coverage", "--data", str(tmp_path / "none")]
    plain = process(*arguments)
    out, err = plain.communicate()
    assert (plain.returncode, out) == (2, b"")
    assert b"Traceback" not in err
    assert err.decode().startswith(f"error: {tmp_path / 'none'}: no such file or folder")
    debug = process(*(["--debug", *arguments] if before else [*arguments, "--debug"]))
    out, err = debug.communicate()
    assert debug.returncode != 0 and out == b""
    assert b"Traceback (most recent call last)" in err and b"DataError" in err


def test_the_environment_can_ask_for_tracebacks(tmp_path: Path) -> None:
    running = process("coverage", "--data", tmp_path / "none", OVERSIGHT_DEBUG="1")
    assert b"Traceback" in running.communicate()[1]


@pytest.mark.parametrize(
    "arguments",
    [["coverage"], ["coverage", "-f", "json"], ["export", "nquads"], ["query", "--list"], ["-h"], ["check", "--list"]],
    ids=" ".join,
)
@pytest.mark.parametrize("after", ["nothing", "one line"])
def test_a_reader_that_leaves_early_is_told_in_a_line(arguments: list[str], after: str) -> None:
    running = process(*arguments)
    assert running.stdout and running.stderr
    if after == "one line":
        assert running.stdout.readline()
    running.stdout.close()
    err = running.stderr.read().decode()
    # Half of an answer must not pass for the whole of it. What was written whole before the reader left is no error.
    code = running.wait()
    assert code == 2 or (code == 0 and after == "one line")
    assert ("error: the output is not read to its end: the reader has gone" in err) == (code == 2)
    assert "Traceback" not in err and "BrokenPipe" not in err and "Exception ignored" not in err


@pytest.mark.skipif(not shutil.which("head"), reason="this system has no head")
def test_piped_to_head(tmp_path: Path) -> None:
    running = process("coverage")
    head = subprocess.run(["head", "-1"], stdin=running.stdout, capture_output=True, check=True)
    assert running.stdout and running.stderr
    running.stdout.close()
    assert head.stdout.startswith(b"ref ")
    assert running.stderr.read() == b"as of 2018-11-27 (date of the newest plan; the newest paper is of 2021-04-27)\n"
    assert running.wait() == 0


@pytest.mark.parametrize(
    "arguments",
    [["gaps"], ["coverage", "-f", "md"], ["explain", "AGG"], ["-h"], ["nonsense"], ["coverage", "--as-of", "x"]],
    ids=" ".join,
)
def test_no_colours_when_piped(arguments: list[str]) -> None:
    running = process(*arguments, COLORTERM="truecolor")
    out, err = running.communicate()
    assert b"\x1b" not in out + err
    assert out + err


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_a_stream_that_cannot_show_a_character_is_no_crash(encoding: str) -> None:
    # The arrow of `explain` is in neither ASCII nor the usual code page of Windows.
    running = process("explain", "SSB", "--data", STARTER, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    out, err = running.communicate()
    assert (running.returncode, err) == (0, b"")
    assert ("←" if encoding == "utf-8" else "\\u2190") in out.decode(encoding)


def test_same_answer_in_two_processes() -> None:
    answers = []
    for seed in ("1", "2"):
        running = [
            process(*each, PYTHONHASHSEED=seed) for each in (["coverage", "-f", "json"], ["people", "-f", "csv"])
        ]
        answers.append([each.communicate() for each in running])
    assert answers[0] == answers[1]
    assert all(len(out) > 1000 for out, _ in answers[0])
