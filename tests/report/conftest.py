"""A report of the shipped data, made once for all processes of a run of the tests, since it takes seconds."""

import fcntl
import os
import pickle
from pathlib import Path

import pytest

from oversight_graph.check import checks
from oversight_graph.check.shapes import SHAPES, shape_names
from oversight_graph.check.violations import Violation
from oversight_graph.graph import OversightGraph
from oversight_graph.report import site
from oversight_graph.writing import write_folder

Files = dict[str, bytes]


@pytest.fixture(scope="session")
def made(graph: OversightGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the report, and with what the checks found; whoever comes first makes it."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "made-once"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock, pytest.MonkeyPatch.context() as patch:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "checked").exists():
            found = graph.check()
            # Asking the shapes takes longer than all else, so the report is told what they said.
            shapes = [each for each in found if each.check in {*shape_names(), SHAPES}]
            patch.setattr(checks, "validate", lambda *_: shapes)
            write_folder(folder / "report", site.report_files(graph))
            (folder / "checked").write_bytes(pickle.dumps(found))
    return folder


@pytest.fixture(scope="session")
def shipped_report(made: Path) -> Path:
    """Return the folder of the report."""
    return made / "report"


@pytest.fixture(scope="session")
def report(shipped_report: Path) -> Files:
    """Return the files of the report, by path."""
    every = (path for path in shipped_report.rglob("*") if path.is_file())
    return {path.relative_to(shipped_report).as_posix(): path.read_bytes() for path in every}


@pytest.fixture(scope="session")
def checked(made: Path) -> list[Violation]:
    """Return what the checks found in the shipped data."""
    return pickle.loads((made / "checked").read_bytes())  # type: ignore[no-any-return]  # noqa: S301 - of our own making
