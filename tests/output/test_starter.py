"""The starter set: what `oversight init` writes loads, checks clean, verifies and answers.

The expected answers were read off its two made-up papers, ``plan-2025.txt`` and ``meeting-2025-03-04.txt``.
"""

import hashlib
from pathlib import Path

import pytest

from oversight_graph.errors import UsageError
from oversight_graph.graph import OversightGraph
from oversight_graph.output.starter import write_starter

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "starter"
FILES = sorted(SHIPPED.iterdir())
TURTLE = [path for path in FILES if path.suffix == ".ttl"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_starter(tmp_path / "ours")
    return tmp_path / "ours"


@pytest.fixture
def starter(folder: Path) -> OversightGraph:
    # With validation on, as for any data of a user's own.
    return OversightGraph.load(folder)


def test_all_files_are_written_as_shipped(tmp_path: Path) -> None:
    written = write_starter(tmp_path / "a" / "b")
    assert len(FILES) >= 5 and len(TURTLE) >= 3
    assert [path.name for path in written] == [path.name for path in FILES]
    assert all(path.parent == tmp_path / "a" / "b" for path in written)
    assert [path.read_bytes() for path in written] == [path.read_bytes() for path in FILES]


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    assert len(write_starter(tmp_path)) == len(FILES)


@pytest.mark.parametrize("name", ["notes.txt", ".hidden", "folder"])
def test_a_folder_that_holds_anything_is_left_alone(tmp_path: Path, name: str) -> None:
    if name == "folder":
        (tmp_path / name).mkdir()
    else:
        (tmp_path / name).write_text("mine")
    with pytest.raises(UsageError, match="is not an empty folder"):
        write_starter(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_file_in_the_way_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(UsageError, match="is not an empty folder"):
        write_starter(tmp_path / "file")
    with pytest.raises(UsageError, match="cannot be made"):
        write_starter(tmp_path / "file" / "below")
    assert (tmp_path / "file").read_text() == "mine"


def test_it_has_three_files_and_each_is_a_graph(starter: OversightGraph) -> None:
    graphs = {file.graph.rpartition("/graph/")[2] for file in starter.files}
    assert graphs == {path.stem for path in TURTLE}
    assert starter.newest_plan == "2025-02-04"
    assert starter.newest_paper == "2025-03-04"


def test_it_checks_clean(starter: OversightGraph) -> None:
    assert [finding for finding in starter.check() if finding.severity in ("error", "warning")] == []


def test_a_slip_in_it_is_found(folder: Path) -> None:
    plan = folder / "plan-2025.ttl"
    text = plan.read_text(encoding="utf-8")
    slip = "ovs:by body:safer-streets-bord"
    assert text.count("ovs:by body:safer-streets-board") == 1
    plan.write_text(text.replace("ovs:by body:safer-streets-board", slip), encoding="utf-8")
    found = [f for f in OversightGraph.load(folder, validate=False).check() if f.severity == "error"]
    line = text[: text.index("ovs:by body:safer-streets-board")].count("\n") + 1
    assert f"{plan}:{line}" in {finding.where for finding in found}


def test_its_citations_hold(folder: Path, starter: OversightGraph) -> None:
    assert starter.citation_count() == 17
    assert starter.verify(folder) == []
    papers = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.txt")}
    register = (folder / "register.ttl").read_text(encoding="utf-8")
    assert len(papers) == 2 and all(digest in register for digest in papers.values())


def test_a_changed_paper_is_noticed(folder: Path, starter: OversightGraph) -> None:
    paper = folder / "plan-2025.txt"
    paper.write_text(paper.read_text(encoding="utf-8").replace("quarterly", "yearly"), encoding="utf-8")
    (violation,) = starter.verify(folder)
    assert (violation.severity, violation.document) == ("error", "Community Safety Plan 2025")


def test_coverage(starter: OversightGraph) -> None:
    # 1.1 names a board that publishes notes; 1.2 a routine; 1.3 points to both; 1.4 names a group that meets monthly;
    # the cell of 1.5 is empty. At the plan's date nothing had met yet.
    rows = {row.ref: (row.cell, row.grade, row.bodies, row.processes) for row in starter.coverage()}
    assert rows == {
        "1.1": ("body", 5, ("Safer Streets Board",), ()),
        "1.2": ("process", 2, (), ("Monthly monitoring by the service",)),
        "1.3": ("reference", 5, (), ("Monthly monitoring by the service",)),
        "1.4": ("body", 4, ("Lighting Working Group",), ()),
        "1.5": ("blank", 0, (), ()),
    }
    # A month later the board dealt with the survey of crossings, which is the activity of 1.1; by then the group of 1.4
    # had held its last meeting.
    later = {row.ref: row.grade for row in starter.coverage(starter.newest_paper)}
    assert later == {"1.1": 6, "1.2": 2, "1.3": 6, "1.4": 3, "1.5": 0}


def test_gaps(starter: OversightGraph) -> None:
    blank, gap = starter.gaps()
    assert (blank.ref, blank.grade, blank.reason) == ("1.5", 0, "The oversight cell is empty.")
    assert (gap.ref, gap.grade) == ("1.2", 2)
    assert "Monthly monitoring by the service" in gap.reason
    assert gap.evidence == ("https://example.org/exampleshire/paper/plan-2025#line=5,6",)


def test_people(starter: OversightGraph) -> None:
    found = {(row.person, row.post, row.body, row.role) for row in starter.people()}
    assert found == {
        ("Alex Example", "Director of Place", None, "holder"),
        ("Sam Sample", "Head of Highways", None, "holder"),
        ("Alex Example", "Director of Place", "Safer Streets Board", "chair"),
    }


def test_actions(starter: OversightGraph) -> None:
    action, other = starter.actions()
    assert (action.owner, action.owner_as_stated, action.holder) == (("Head of Highways",), "HoH", ("Sam Sample",))
    assert (action.due, action.due_as_stated, action.status) == (None, "June meeting", "open")
    assert action.raised == "2025-03-04"
    # The notes name a person and no post.
    assert (other.owner, other.owner_as_stated, other.holder) == ((), "Cllr Rowe", ())
    assert (other.due, other.due_as_stated, other.status) == ("2025-04-30", "30 April 2025", "open")


def test_a_question_has_its_answer(starter: OversightGraph) -> None:
    answers = starter.sparql(
        "PREFIX ovs: <https://w3id.org/oversight-graph/ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT ?asker ?asked ?answer WHERE { "
        "?question a ovs:Question ; rdfs:label ?asked ; ovs:askedBy/skos:prefLabel ?asker . "
        "?finding ovs:answers ?question ; rdfs:label ?answer }"
    )
    assert answers.rows == [
        ("Director of Place", "How many crossings lack lights", "Lights are missing at two crossings")
    ]


def test_bodies(starter: OversightGraph) -> None:
    (body,) = starter.bodies()
    assert (body.name, body.aliases, body.kind, body.frequency) == (
        "Safer Streets Board",
        ("SSB",),
        "board",
        "quarterly",
    )
    assert (body.notes_published, body.status, body.chair) == ("yes", "active", ("Director of Place",))
    ended, _ = starter.bodies(everything=True)
    assert (ended.name, ended.aliases, ended.status) == ("Lighting Working Group", ("LWG",), "ended")
    assert ended.chair == ("Robin Rowe",)
    assert [body.name for body in starter.bodies("2025-02-04")] == ["Lighting Working Group", "Safer Streets Board"]


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: path.name)
def test_each_file_says_what_it_is_for(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# "), "the first line says what the file holds"
    comments = [line for line in lines if line.startswith("# ")]
    assert sum(len(line.split()) for line in comments) >= 20
    assert max(map(len, comments)) <= 130, "short enough to be read in an editor"


def test_the_comments_lead_to_the_guide_and_to_what_must_be_changed() -> None:
    text = (SHIPPED / "register.ttl").read_text(encoding="utf-8")
    assert "docs/adding-a-paper.md" in text and (SHIPPED.parents[1] / "docs" / "adding-a-paper.md").is_file()
    assert "made up" in text and "sha256sum" in text
    base = "https://example.org/exampleshire/"
    assert f'"{base}"' in text, "the base that a user replaces is named"
    assert all(base in path.read_text(encoding="utf-8") for path in TURTLE)
