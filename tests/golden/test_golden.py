"""What the command line answered when these files were written, and what it answers now.

The files in `starter/` and `shipped/` are no expectations read from papers: other tests hold those. They are there so
that no answer changes unseen. `make goldens` writes them anew, and the difference is read and named in the commit.
"""

import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
CAPTURE = [sys.executable, str(HERE / "capture.py")]


def test_every_answer_is_as_recorded(tmp_path: Path) -> None:
    recorded = [path for name in ("starter", "shipped") for path in (HERE / "recorded" / name).rglob("*.json")]
    assert len(recorded) > 200
    subprocess.run([*CAPTURE, "capture", str(tmp_path / "now"), "--committed"], check=True)
    compared = subprocess.run(
        [*CAPTURE, "compare", str(HERE / "recorded"), str(tmp_path / "now"), "--most", "5"],
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    if compared.returncode:
        pytest.fail(
            f"answers changed; if that is right: make goldens\n{compared.stdout}{compared.stderr}", pytrace=False
        )


def record(folder: Path, *rows: str, case: str = "gaps", code: int = 0, stderr: str = "") -> Path:
    """Write a record of one call by hand."""
    folder.mkdir(parents=True)
    head = f'"case": "{case}", "exit": {code}, "stderr": [{stderr}]'
    (folder / f"{case}.json").write_text(f'{{{head}, "rows": [{", ".join(rows)}]}}', encoding="utf-8")
    return folder


def differences(old: Path, new: Path, *options: str) -> tuple[int, list[str]]:
    called = [*CAPTURE, "compare", str(old), str(new), *options]
    done = subprocess.run(called, capture_output=True, text=True, encoding="utf-8")
    assert done.stderr == ""
    return done.returncode, [line.strip() for line in done.stdout.splitlines()]


def test_rows_are_compared_by_what_they_are_of(tmp_path: Path) -> None:
    old = record(tmp_path / "old", '{"iri": "x:1", "grade": 2, "by": ["a", "b"]}', '{"iri": "x:2", "grade": 3}')
    new = record(tmp_path / "new", '{"iri": "x:3", "grade": 3}', '{"iri": "x:1", "grade": 4, "by": ["b", "c"]}')
    assert differences(old, new) == (
        1,
        [
            "- gaps: 1 removed, 1 added, 1 changed",
            "removed: x:2",
            "added: x:3",
            "changed: x:1 | grade: 2 -> 4; by: -[a] +[c]",
            "0 cases alike, 1 differ, 0 in one only",
        ],
    )


def test_a_new_key_is_said_once_for_all_rows(tmp_path: Path) -> None:
    old = record(tmp_path / "old", '{"iri": "x:1"}', '{"iri": "x:2"}')
    new = record(tmp_path / "new", '{"iri": "x:1", "of_iri": "y:1"}', '{"iri": "x:2", "of_iri": "y:2"}')
    assert differences(old, new)[1][:2] == ["- gaps: 1 keys added", "keys added: of_iri"]


def test_exit_code_messages_order_and_cases_count_too(tmp_path: Path) -> None:
    rows = ['{"iri": "x:1"}', '{"iri": "x:2"}']
    old = record(tmp_path / "old", *rows, stderr='"as of 2025-01-01"')
    new = record(tmp_path / "new", *reversed(rows), code=1, stderr='"as of 2025-01-02"')
    assert differences(old, new)[1][:4] == [
        "- gaps: 1 exit code, 1 stderr, 1 order",
        "exit code: 0 -> 1",
        "stderr: -[as of 2025-01-01] +[as of 2025-01-02]",
        "the rows stand in another order",
    ]
    assert differences(old, record(tmp_path / "other", case="bodies"))[1][:2] == [
        "- gaps: case is gone",
        "- bodies: case is new",
    ]


def test_alike_records_have_no_differences(tmp_path: Path) -> None:
    row = '{"name": "a", "n": 1}'
    assert differences(record(tmp_path / "old", row, row), record(tmp_path / "new", row, row)) == (0, [])


def test_a_change_that_recurs_can_be_listed_once(tmp_path: Path) -> None:
    old = record(tmp_path / "old", *(f'{{"iri": "x:{n}", "word": "knot; tie", "n": {n}}}' for n in range(3)))
    new = record(tmp_path / "new", *(f'{{"iri": "x:{n}", "word": "cycle", "n": {n or 7}}}' for n in range(3)))
    assert differences(old, new, "--by-change")[1] == [
        "- gaps: 3 changed",
        "- 3 times in 1 cases: word: knot; tie -> cycle",
        "- 1 times in 1 cases: n: 0 -> 7",
        "0 cases alike, 1 differ, 0 in one only",
    ]


def test_rows_of_several_tables_are_compared_table_by_table(tmp_path: Path) -> None:
    same, gone = '{"file": "a.csv", "name": "x", "n": 1}', '{"file": "c.csv", "name": "x"}'
    old = record(tmp_path / "old", same, '{"file": "b.csv", "name": "x", "n": 1}', gone)
    new = record(tmp_path / "new", same, '{"file": "b.csv", "name": "x", "n": 2, "m": 1}')
    assert differences(old, new)[1][:4] == [
        "- gaps: 1 keys added, 1 removed, 1 changed",
        "keys added: m",
        "removed: c.csv, 1 rows",
        "b.csv: changed: x | n: 1 -> 2",
    ]
