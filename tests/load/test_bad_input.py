"""Bad and hostile input through the command line: one clear line, exit code 2, nothing half-written, no traceback.

What is wrong with each input, and on which line, is read off the input.
"""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.conftest import ROOT, STARTER

from oversight_graph.cli import main
from oversight_graph.errors import DataError
from oversight_graph.graph import OversightGraph

EXAMPLE = "https://example.org/exampleshire/"


@dataclass(frozen=True)
class Answer:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Answer]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs the command line in this process."""

    def call(*arguments: object) -> Answer:
        monkeypatch.setattr(sys, "argv", ["oversight", *map(str, arguments)])
        with pytest.raises(SystemExit) as stop:
            main()
        captured = capsys.readouterr()
        return Answer(int(stop.value.code or 0), captured.out, captured.err)

    return call


@pytest.fixture
def refusal(run: Run) -> Callable[..., str]:
    """Return a function that runs a command which must be refused, and returns the one line that it says."""

    def call(*arguments: object) -> str:
        answer = run(*arguments)
        assert answer.code == 2, answer
        assert answer.out == ""
        said = [line for line in answer.err.splitlines() if not line.startswith("as of ")]
        assert len(said) == 1, answer.err
        assert said[0].startswith("error: ")
        assert "unexpected" not in said[0]
        assert len(said[0]) < 2500
        assert said[0].isprintable()
        return said[0].removeprefix("error: ")

    return call


Refusal = Callable[..., str]


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """Return a folder with a copy of the starter data, which is sound."""
    shutil.copytree(STARTER, tmp_path / "town")
    return tmp_path / "town"


def add(path: Path, text: str) -> int:
    """Add text to a file, and return the line on which it begins."""
    content = path.read_text(encoding="utf-8")
    assert content.endswith("\n")
    path.write_text(content + text, encoding="utf-8")
    return content.count("\n") + 1


def everything(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# ---------------------------------------------------------------------------------------------------------------------
# Data


FAULTY = {
    "malformed": ("body:x a ovs:OversightBody", "not well formed: "),
    "brace": ("body:x a ovs:OversightBody . }\n<urn:g> {", "not well formed: "),
    "undeclared prefix": ("body:x a nothing:x .", "not well formed: "),
    "unknown term": ("body:x a ovs:Bodyy .", "unknown term ovs:Bodyy"),
    "unknown concept": (
        "body:safer-streets-board org:classification kind:bord .",
        "unknown term https://w3id.org/oversight-graph/concept/kind/bord",
    ),
    "misspelt term": ('body:safer-streets-board skos:prefLable "x" .', "unknown term skos:prefLable"),
    "invalid date": ('paper:plan-2025 dcterms:date "2025-02-30"^^xsd:date .', "'2025-02-30' is not a date"),
    "dangling": (
        "body:safer-streets-board org:postIn organization:ghost .",
        f"{EXAMPLE}organization/ghost is named but nowhere described",
    ),
    "undescribed paper": (
        "body:safer-streets-board ovs:evidence <https://example.org/exampleshire/paper/ghost#line=1,2> .",
        "paper:ghost is cited and has no record: describe it as an ovs:SourceDocument, or load its register too "
        "(--data FOLDER)",
    ),
}
COMMANDS = ["coverage", "gaps", "bodies", "people", "actions"]


@pytest.mark.parametrize("name", FAULTY)
def test_faulty_data_is_refused_with_file_and_line(name: str, town: Path, refusal: Refusal) -> None:
    text, message = FAULTY[name]
    line = add(town / "register.ttl", f"\n{text}\n") + 1
    if name == "malformed":
        line += 1  # the dot is missed where the file ends
    for command in COMMANDS:
        assert refusal(command, "--data", town).startswith(f"{town}/register.ttl:{line}: {message}")


@pytest.mark.parametrize(
    "arguments", [["query", "papers-loaded"], ["explain", "1.1"], ["export", "turtle"]], ids=" ".join
)
def test_faulty_data_is_refused_by_every_command(arguments: list[str], town: Path, refusal: Refusal) -> None:
    line = add(town / "register.ttl", "body:x a ovs:Bodyy .\n")
    assert (
        refusal(*arguments, "--data", town) == f"{town}/register.ttl:{line}: unknown term ovs:Bodyy; nearest: ovs:Body"
    )


def test_check_needs_no_date_to_tell_what_is_wrong(town: Path, run: Run) -> None:
    # Under the wrong namespace no paper is described, and nothing has a day, so there is no date to go by.
    for other in town.glob("*.ttl"):
        other.unlink()
    path, line = town / "board.ttl", 2
    path.write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "@prefix ovs: <http://w3id.org/oversight-graph/ns#> .\n"
        '<https://example.org/board> a ovs:OversightBody ; skos:prefLabel "Lamp Board"@en .\n'
    )
    answer = run("check", "--data", town, "-f", "json")
    assert answer.code == 1
    [finding] = json.loads(answer.out)
    assert (finding["check"], finding["where"]) == ("mistyped-namespace", f"{path}:{line}")
    assert "give a date with --as-of" in answer.err
    assert (
        "not run without a date: action-overdue, ended-after-the-plan, ended-body-named, ended-without-an-heir, "
        "promise-overdue" in answer.err
    )
    assert "as of" not in answer.err.replace("--as-of", "")
    assert "as of 2025-01-01" in run("check", "--data", town, "--as-of", "2025-01-01").err
    refused = run("gaps", "--data", town)
    assert refused.code == 2
    assert refused.err.startswith(
        f"error: {path}:{line}: the namespace http://w3id.org/oversight-graph/ns# is not known"
    )


def test_a_row_that_lacks_something_is_refused(town: Path, refusal: Refusal) -> None:
    path = town / "plan-2025.ttl"
    text = path.read_text(encoding="utf-8")
    whole = "commitment:1.1 a ovs:Commitment ;\n"
    path.write_text(
        text.replace(f"{whole}    dcterms:isPartOf plan:community-safety-2025 ;\n", whole), encoding="utf-8"
    )
    line = next(n for n, row in enumerate(text.splitlines(), 1) if row.startswith("commitment:1.1 "))
    message = "A commitment must be part of exactly one plan. Add dcterms:isPartOf with the plan."
    assert refusal("gaps", "--data", town) == f"{path}:{line}: {message}"


def test_a_register_that_is_left_out(town: Path, refusal: Refusal) -> None:
    said = refusal("gaps", "--data", town / "plan-2025.ttl")
    assert said.endswith(f"more, see `oversight check --data {town}/plan-2025.ttl`")
    assert "load its register too (--data FOLDER)" in refusal("gaps", "--data", alone(town, "meeting-2025-03-04.ttl"))


def alone(town: Path, name: str) -> Path:
    """Return a file of the town that only cites: its records are of types of their own, and no paper is described."""
    path = town / name
    path.write_text(
        "@prefix ovs: <https://w3id.org/oversight-graph/ns#> .\n"
        f"<{EXAMPLE}x> a ovs:Objective ; ovs:evidence <{EXAMPLE}paper/ghost#line=1,2> .\n"
    )
    return path


@pytest.mark.parametrize("command", [["explain", "1.1"], ["gaps"]], ids=" ".join)
def test_a_folder_of_other_papers_is_refused(command: list[str], town: Path, tmp_path: Path, refusal: Refusal) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "other.txt").write_text("something else\n")
    assert refusal(*command, "--data", town, "--sources", tmp_path / "papers").startswith(
        f"{tmp_path}/papers: none of the 2 cited papers is in this folder (papers are known by their SHA-256; "
    )


def test_a_cycle_of_pointers_is_refused_with_its_rows(town: Path, refusal: Refusal) -> None:
    path = town / "plan-2025.ttl"
    path.write_text(path.read_text().replace("ovs:to commitment:1.1, commitment:1.2", "ovs:to commitment:1.3"))
    line = next(n for n, text in enumerate(path.read_text().splitlines(), 1) if text.startswith("commitment:1.3 "))
    assert refusal("gaps", "--data", town) == (
        f"{path}:{line}: rows leave their oversight to each other in a cycle: 1.3 -> 1.3"
    )


def test_wrong_encoding(town: Path, refusal: Refusal) -> None:
    path = town / "register.ttl"
    line = path.read_bytes().count(b"\n") + 2
    path.write_bytes(path.read_bytes() + '\nbody:safer-streets-board skos:altLabel "Straße"@de .\n'.encode("latin-1"))
    assert refusal("gaps", "--data", town) == f"{path}:{line}: not well formed: not in UTF-8 (save it as UTF-8)"


@pytest.mark.parametrize("content", [b"\x00" * 100, b"\x00\xff\xfe", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04"])
def test_what_is_no_text_at_all(content: bytes, tmp_path: Path, refusal: Refusal) -> None:
    (tmp_path / "plan.ttl").write_bytes(content)
    assert refusal("gaps", "--data", tmp_path).startswith(f"{tmp_path}/plan.ttl:1: not well formed: ")


def test_a_folder_without_data(tmp_path: Path, refusal: Refusal) -> None:
    (tmp_path / "notes.txt").write_text("no data")
    said = refusal("gaps", "--data", tmp_path)
    assert said.startswith(
        f"{tmp_path}: holds no data: no workbook with our sheets, and no file ending in .ttl, .trig, .nt, .nq, .jsonld"
    )
    assert "oversight init DIR" in said


@pytest.mark.parametrize("content", ["", "# nothing\n", "@prefix a: <urn:a:> .\n"])
def test_data_that_says_nothing(content: str, tmp_path: Path, refusal: Refusal) -> None:
    (tmp_path / "plan.ttl").write_text(content)
    assert refusal("gaps", "--data", tmp_path) == f"{tmp_path}/plan.ttl: holds no statement"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing", "no such file or folder"),
        ("town/register.ttl/x", "no such file or folder"),
        (
            "town/plan-2025.txt",
            "not a data file: its name must end in .ttl, .trig, .nt, .nq, .jsonld, .xlsx, .xlsm, .ods",
        ),
        ("x" * 300, "cannot be read: File name too long"),
    ],
)
def test_a_path_that_is_none(name: str, message: str, town: Path, refusal: Refusal) -> None:
    assert refusal("gaps", "--data", town.parent / name) == f"{town.parent / name}: {message}"
    # Given together with data that is good, it is refused all the same.
    assert refusal("gaps", "--data", town, "--data", town.parent / name).endswith(message)


def test_a_link_that_leads_nowhere(town: Path, refusal: Refusal) -> None:
    (town / "more.ttl").symlink_to(town / "missing.ttl")
    assert refusal("gaps", "--data", town) == f"{town}/more.ttl: cannot be read: No such file or directory"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(town: Path, refusal: Refusal) -> None:
    (town / "register.ttl").chmod(0)
    assert refusal("gaps", "--data", town) == f"{town}/register.ttl: cannot be read: Permission denied"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{\n"@context": "https://example.org/c.jsonld"}', ":2: the context https://example.org/c.jsonld is remote"),
        ('{\n\n"@context": "file:///etc/passwd"}', ":3: the context file:///etc/passwd is remote"),
        ('{"@context": {\n"@import": "https://example.org/"}}', ":2: @import of a context is not allowed"),
        ('{"@context": {},\n"urn:p": }', ":2: not well formed: Expecting value"),
        ("[" * 100_000, ": nested too deeply"),
        ('{"urn:p":' * 20_000 + "1" + "}" * 20_000, ": nested too deeply"),
    ],
    ids=["remote", "file", "import", "malformed", "deep list", "deep object"],
)
def test_json_ld(text: str, message: str, town: Path, refusal: Refusal) -> None:
    (town / "more.jsonld").write_text(text)
    assert refusal("gaps", "--data", town).startswith(f"{town}/more.jsonld{message}")


def test_nested_turtle_is_no_trouble(town: Path, run: Run) -> None:
    depth = 5000
    add(town / "register.ttl", "<urn:deep> <urn:in> " + "[ <urn:in> " * depth + "1" + " ]" * depth + " .\n")
    answer = run("gaps", "--data", town, "--format", "json")
    assert answer.code == 0, answer.err
    assert [row["ref"] for row in json.loads(answer.out)] == ["1.5", "1.2"]


@pytest.mark.parametrize("base", ["nonsense", "https://example.org/a b/"])
def test_a_base_that_is_none(base: str, town: Path, refusal: Refusal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OVERSIGHT_BASE", base)
    assert refusal("gaps", "--data", town).startswith(f"OVERSIGHT_BASE={base}: ")


# ---------------------------------------------------------------------------------------------------------------------
# Questions


QUERIES: dict[str, tuple[str, str]] = {
    "service": (
        "SELECT *\n{ SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        ":2: SERVICE reads from outside the loaded data",
    ),
    "hidden service": ("SELECT * { ?s ?p ?o\n.sErViCe:x { } }", ":2: SERVICE reads from outside the loaded data"),
    "behind a comment": ("SELECT * { # '\r\nSERVICE <http://x> { } }", ":2: SERVICE reads from outside"),
    "escaped": ("SELECT * { SERV\\u0049CE <http://x> { } }", ":1: SERVICE reads from outside the loaded data"),
    "from file": ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", ":1: FROM reads from outside the loaded data"),
    "from web": ("SELECT *\n\nFROM <http://example.org/> { ?s ?p ?o }", ":3: FROM reads from outside the loaded data"),
    "from named": ("SELECT * from named <http://example.org/> { ?s ?p ?o }", ":1: FROM reads from outside"),
    "load": ("LOAD <file:///etc/passwd>", ":1: LOAD reads from outside the loaded data"),
    "insert": ("INSERT DATA { <urn:a> <urn:b> 1 }", ":1: INSERT changes data; only questions are answered here"),
    "delete": ("DELETE WHERE { ?s ?p ?o }", ":1: DELETE changes data; only questions are answered here"),
    "construct": ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", ": asks for triples; use SELECT or ASK"),
    "describe": ("DESCRIBE <urn:a>", ": asks for triples; use SELECT or ASK"),
    "malformed": ("SELECT * {\n?s ?p }", ":2: not valid SPARQL"),
    "empty": ("", ":1: not valid SPARQL"),
    "unknown prefix": ("SELECT * { ?s no:p ?o }", ":1: not valid SPARQL at column 20"),
    "not in UTF-8": ("SELECT * {\n?s ?p '\xe4' }", ":2: not in UTF-8 (save it as UTF-8)"),
}


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_that_is_refused(name: str, tmp_path: Path, refusal: Refusal) -> None:
    text, message = QUERIES[name]
    path = tmp_path / "mine.rq"
    path.write_bytes(text.encode("latin-1"))
    assert refusal("query", "--file", path, "--data", STARTER).startswith(f"{path}{message}")


def test_a_query_that_only_looks_dangerous(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "mine.rq"
    path.write_bytes(
        b"\xef\xbb\xbf# SERVICE\nPREFIX service: <urn:service:>\n"
        b'SELECT (COUNT(*) AS ?service) { ?s ?p "SERVICE", service:load, <urn:x:FROM> }\n'
    )
    answer = run("query", "--file", path, "--data", STARTER, "--format", "csv")
    assert (answer.code, answer.out) == (0, "service\n0\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["query", "papers-loadde"], "nothing is called 'papers-loadde' (nearest: papers-loaded"),
        (["query", "commitments-of-a-body", "-p", "bodi=AGG"], "commitments-of-a-body: there is no parameter 'bodi'"),
        (["query", "commitments-of-a-body", "-p", "body"], "'body' is not of the form KEY=VALUE"),
        (["query", "commitments-of-a-body", "-p", "body=Nonesuch"], "nothing is called 'Nonesuch'"),
        (
            ["query", "bodies-not-live-at-a-date", "-p", "asOf=soon"],
            "bodies-not-live-at-a-date: asOf: 'soon' is not a date",
        ),
        (["query"], "name a question, or give --list or --file"),
        (["query", "--list", "papers-loaded"], "name a question, or give --list or --file"),
        (["query", "--file", "/nonexistent/x.rq"], "/nonexistent/x.rq: cannot be read: No such file or directory"),
        (["query", "--file", "."], ".: cannot be read: Is a directory"),
        (["query", "--file", __file__, "-p", "a=b"], f"{__file__}: parameters and a date belong to questions"),
        (
            ["query", "--file", __file__, "--as-of", "2018-11-27"],
            f"{__file__}: parameters and a date belong to questions",
        ),
        (["gaps", "--as-of", "yesterday"], "'yesterday' is not a date (write it as 2018-11-27)"),
        (["gaps", "--as-of", "2018-02-30"], "'2018-02-30' is not a date"),
        (["gaps", "--as-of", ""], "'' is not a date"),
        (["gaps", "--as-of", "2018-11-27; DROP"], "'2018-11-27; DROP' is not a date"),
        (["actions", "--owner", "Nobody At All"], "nothing is called 'Nobody At All'"),
        (
            ["explain", "Transformatoin Board"],
            "nothing is called 'Transformatoin Board' (nearest: Transformation Board",
        ),
        (["explain", "https://example.org/none"], "nothing is called 'https://example.org/none'"),
        (["explain", 'x" } INSERT { <urn:a> <urn:b> "'], "nothing is called "),
        (["explain", "https://example.org/> ?p ?o } #"], "nothing is called "),
        (["explain", "\udcff"], "nothing is called "),
        (["explain", "q" * 100_000], "nothing is called 'qqq"),
        (["explain", "\x1b[31mred\x1b[0m"], "nothing is called '[31mred [0m'"),
    ],
)
def test_a_question_that_cannot_be_answered(arguments: list[str], message: str, refusal: Refusal, kept: None) -> None:
    assert refusal(*arguments).startswith(message)


def test_an_ambiguous_name_lists_what_it_may_be(refusal: Refusal) -> None:
    said = refusal("explain", "board")
    assert said.startswith("'board' fits more than one thing (say which: ")
    assert said.count("/body/") >= 5


# ---------------------------------------------------------------------------------------------------------------------
# Files that are written


def test_output_that_cannot_be_written(town: Path, refusal: Refusal) -> None:
    folder = town.parent
    (folder / "file").write_text("mine")
    before = everything(folder)
    for kind in ("turtle", "trig", "nquads", "jsonld"):
        assert refusal("export", kind, "--data", town, "-o", folder / "none" / "x").startswith(
            f"{folder}/none/x: cannot write"
        )
        assert refusal("export", kind, "--data", town, "-o", town).startswith(f"{town}: cannot write")
        assert refusal("export", kind, "--data", town, "-o", folder / "file" / "x").startswith(
            f"{folder}/file/x: cannot write"
        )
        assert refusal("export", kind, "--data", town, "-o", folder / ("x" * 300)).endswith("File name too long")
    assert (
        refusal("export", "csv", "--data", town, "-o", folder / "file")
        == f"{folder}/file: is not a folder (name a new folder; nothing was written)"
    )
    assert refusal("export", "csv", "--data", town) == "csv writes several files (name a folder with --output DIR)"
    assert everything(folder) == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(town: Path, tmp_path: Path, refusal: Refusal) -> None:
    (tmp_path / "shut").mkdir(mode=0o500)
    assert "Permission denied" in refusal("export", "turtle", "--data", town, "-o", tmp_path / "shut" / "x.ttl")
    assert "Permission denied" in refusal("init", tmp_path / "shut" / "new")


def test_faulty_data_writes_nothing(town: Path, refusal: Refusal) -> None:
    add(town / "register.ttl", "body:x a ovs:Bodyy .\n")
    (town.parent / "old.ttl").write_text("mine")
    before = everything(town.parent)
    refusal("export", "turtle", "--data", town, "-o", town.parent / "old.ttl")
    refusal("export", "csv", "--data", town, "-o", town.parent / "tables")
    refusal("gaps", "--data", town, "--store", town.parent / "store")
    refusal("check", "--data", town, "--store", town.parent / "store")
    assert everything(town.parent) == before
    assert not (town.parent / "store").exists()


def test_init_leaves_what_is_there_alone(town: Path, refusal: Refusal) -> None:
    (town.parent / "file").write_text("mine")
    before = everything(town.parent)
    said = "is not an empty folder (name a new one; nothing was written)"
    assert refusal("init", town) == f"{town}: {said}"
    assert refusal("init", town.parent / "file") == f"{town.parent}/file: {said}"
    assert refusal("init", town.parent / "file" / "x").startswith(f"{town.parent}/file/x: cannot be made")
    assert everything(town.parent) == before


def test_stores(town: Path, run: Run, refusal: Refusal) -> None:
    store = town.parent / "store"
    first = run("gaps", "--data", town, "--store", store, "--format", "json")
    again = run("gaps", "--store", store, "--format", "json")
    assert (first.code, again.code) == (0, 0)
    assert first.out == again.out
    assert [row["ref"] for row in json.loads(again.out)] == ["1.5", "1.2"]
    assert refusal("gaps", "--data", town, "--store", store).startswith(f"{store}: the store already holds data")
    assert refusal("gaps", "--store", town).startswith(f"{town}: not a store, and not empty")
    assert refusal("gaps", "--store", town / "register.ttl").startswith(
        f"{town}/register.ttl: cannot be opened as a store"
    )
    (store / "CURRENT").write_text("noise\n")
    assert refusal("gaps", "--store", store).startswith(f"{store}: cannot be opened as a store: ")


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("file:///etc/passwd", "an endpoint is an http or https address"),
        ("http://127.0.0.1:1/", "no answer from the server"),
        ("http://[x/", "no server can have this address"),
    ],
)
def test_endpoints(address: str, message: str, refusal: Refusal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")
    assert refusal("gaps", "--endpoint", address).startswith(f"{address}: {message}")
    assert (
        refusal("gaps", "--endpoint", address, "--data", STARTER)
        == "give either an endpoint or data of your own, not both"
    )
    monkeypatch.setenv("OVERSIGHT_ENDPOINT", address)
    assert refusal("gaps").startswith(f"{address}: {message}")


# ---------------------------------------------------------------------------------------------------------------------
# Labels


LABELS = {
    "long": "long " * 20_000,
    "escapes": "red \x1b[31m\x1b]0;title\x07 \x9b2J bell\x07 back\x08\x08\x08 wrap\r\n over",
    "right to left": "abc \u202e\u2066def\u2069 \u200f ghi",
    "formula": '=HYPERLINK("http://example.org/";"x")',
    "other formulas": "+1 @x",
    "null": "a\x00b",
    "markup": "<script>alert(1)</script> | [link](http://example.org) `code` **bold**",
    "line breaks": "one\ntwo\r\nthree\u2028four\u0085five\x0bsix",
    "other scripts": "Συμβούλιο 委員会 لجنة 👩‍⚖️ e\u0301",
    "empty": "",
    "quotes": "\"'`\\ {} $x %s {0} %(x)s",
}


def turtle(text: str) -> str:
    """Return a text as a string of Turtle."""
    return '"' + "".join(f"\\u{ord(c):04X}" if ord(c) < 0x20 or c in '"\\' else c for c in text) + '"'


def labelled(town: Path, label: str) -> Path:
    """Give a row and the board of the starter data a label."""
    plan, register = town / "plan-2025.ttl", town / "register.ttl"
    changed = plan.read_text().replace('"Cycle parking at stations"', turtle(label))
    plan.write_text(changed, encoding="utf-8")
    register.write_text(register.read_text().replace('"Safer Streets Board"', turtle(label)), encoding="utf-8")
    assert turtle(label) in plan.read_text(encoding="utf-8")
    assert turtle(label) in register.read_text(encoding="utf-8")
    return town


def harmless(text: str) -> bool:
    """Say whether a terminal shows a text as it is: nothing steers it, nothing turns it around."""
    return all(c.isprintable() or c == "\n" for c in text)


@pytest.mark.parametrize("name", LABELS)
def test_hostile_labels_are_data_in_json_and_csv(name: str, town: Path, run: Run) -> None:
    label = LABELS[name]
    labelled(town, label)
    answer = run("gaps", "--grade", "1", "--data", town, "--format", "json", "--columns", "ref,title")
    assert answer.code == 0, answer.err
    assert json.loads(answer.out) == [{"ref": "1.5", "title": label}]
    assert harmless(answer.err)
    sheet = run("gaps", "--grade", "1", "--data", town, "--format", "csv", "--columns", "ref,title").out
    (row,) = list(csv.reader(io.StringIO(sheet, newline="")))[1:]
    formula = label.startswith(("=", "+"))
    assert row == ["1.5", f"'{label}" if formula else label]


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("name", LABELS)
@pytest.mark.parametrize("form", ["table", "md"])
def test_hostile_labels_do_not_steer_a_terminal(form: str, name: str, town: Path, run: Run) -> None:
    labelled(town, LABELS[name])
    for arguments in (["gaps"], ["coverage"], ["bodies"], ["explain", "1.5"], ["explain", "SSB"]):
        answer = run(*arguments, "--data", town, "--format", form)
        assert answer.code == 0, answer.err
        assert harmless(answer.out)
        assert harmless(answer.err)
        if form == "md":  # where a backslash takes the meaning from a bracket
            assert "<script>" not in answer.out.replace("\\<", "")


@pytest.mark.parametrize("name", LABELS)
def test_hostile_labels_in_what_a_refusal_offers(name: str, town: Path, refusal: Refusal) -> None:
    labelled(town, LABELS[name])
    words = LABELS[name].split()
    asked = f"{words[0]} zzz" if words else "zzz"
    assert refusal("explain", asked, "--data", town).startswith("nothing is called ")  # one line, and not too long


@pytest.mark.parametrize("name", LABELS)
def test_hostile_labels_survive_an_export(name: str, town: Path, run: Run) -> None:
    labelled(town, LABELS[name])
    path = town.parent / "out.nq"
    assert run("export", "nquads", "--data", town, "-o", path).code == 0
    answer = run("gaps", "--grade", "1", "--data", path, "--format", "json", "--columns", "title")
    assert json.loads(answer.out) == [{"title": LABELS[name]}]


@pytest.mark.parametrize("name", ["long", "escapes", "quotes"])
def test_hostile_labels_in_the_check(name: str, town: Path, run: Run) -> None:
    labelled(town, LABELS[name])
    add(town / "register.ttl", 'body:safer-streets-board ovs:asStated "x" ; ovs:Bodyy 1 .\n')
    answer = run("check", "--data", town)
    assert answer.code == 1
    assert "unknown term ovs:Bodyy" in answer.out
    assert harmless(answer.out)


# ---------------------------------------------------------------------------------------------------------------------
# A process of its own: what a user sees


def process(*arguments: object, **environment: str) -> "subprocess.CompletedProcess[bytes]":
    """Run the command in a process of its own."""
    settings = {"PYTHONPATH": str(ROOT / "graph"), "OVERSIGHT_CACHE": "off", **environment}
    return subprocess.run(
        [sys.executable, "-m", "oversight_graph", *map(str, arguments)],
        env={**os.environ, **settings},
        capture_output=True,
        timeout=60,
        check=False,
    )


def test_a_process_says_one_line_and_ends_with_2(town: Path) -> None:
    line = add(town / "register.ttl", "body:x a ovs:Bodyy .\n")
    for format_ in ("table", "json"):
        done = process("gaps", "--data", town, "--format", format_)
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr.decode() == f"error: {town}/register.ttl:{line}: unknown term ovs:Bodyy; nearest: ovs:Body\n"


def test_a_traceback_only_when_asked_for(town: Path) -> None:
    add(town / "register.ttl", "body:x a ovs:Bodyy .\n")
    assert b"Traceback" in process("--debug", "gaps", "--data", town).stderr


def test_a_terminal_without_the_characters_gets_their_numbers(town: Path) -> None:
    labelled(town, "Straße 委")
    done = process("gaps", "--grade", "1", "--data", town, "--columns", "title", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert done.stdout == b"title\nStra\\xdfe \\u59d4\n"


def test_bytes_that_are_no_text_in_an_argument() -> None:
    done = process("explain", os.fsdecode(b"\xff\xfe"))
    assert done.returncode == 2
    assert done.stderr.startswith(b"error: nothing is called ")
    assert done.stderr.count(b"\n") == 1


def names(things: Iterable[Path]) -> set[str]:
    """Return the names of files."""
    return {thing.name for thing in things}


def test_an_interrupted_export_leaves_the_old_file(town: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    target = town.parent / "out.ttl"
    target.write_text("mine")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    answer = run("export", "turtle", "--data", town, "-o", target)
    assert (answer.code, answer.err) == (2, f"error: {target}: cannot write: No space left on device\n")
    assert target.read_text() == "mine"
    assert names(town.parent.iterdir()) == {"out.ttl", "town"}


def test_a_date_without_a_type_is_told_by_its_own_line(tmp_path: Path) -> None:
    # The same day stands twice: rightly in the third line, and without a type in the second.
    path = tmp_path / "case.ttl"
    path.write_text(
        "@prefix ovs: <https://w3id.org/oversight-graph/ns#> . @prefix schema: <https://schema.org/> .\n"
        '<https://example.org/a> a ovs:Meeting ; schema:startDate "2023-05-01" .\n'
        '<https://example.org/b> a ovs:Action ; ovs:due "2023-05-01"^^<http://www.w3.org/2001/XMLSchema#date> .\n',
        encoding="utf-8",
    )
    with pytest.raises(DataError, match=r"case\.ttl:2: '2023-05-01' is given as xsd:string"):
        OversightGraph.load(path)
