"""The wheel and the sdist: what travels, and that each way of running gives the checkout's answer.

The expectation is the checkout itself, file by file and byte by byte. Everything is built in a temporary copy, and
compared with that copy.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import ROOT

RESOURCES = ("ontology", "data", "queries")
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "__pycache__", "*_cache", ".hypothesis", "*.egg-info", "build", "dist", "*.pyc"
)
LEFT_BEHIND = (
    ".venv/lib/x.py",
    ".mypy_cache/x.json",
    ".pytest_cache/x",
    ".ruff_cache/x",
    ".hypothesis/x",
    "build/x.py",
    "dist/x.whl",
    "graph/oversight_graph/__pycache__/x.cpython-311.pyc",
    "tests/__pycache__/x.pyc",
)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
VERSION = PROJECT["version"]
DIST_INFO = f"oversight_graph-{VERSION}.dist-info"
GAPS = ["gaps", "--format", "json"]


def python(
    *arguments: str | Path, program: str | Path = sys.executable, cwd: str | Path = "/", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run Python in an environment of its own, where only what is given tells where the package is."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LANG") if name in os.environ}
    return subprocess.run(
        [str(program), *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env={**kept, "OVERSIGHT_CACHE": "off", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1", **environment},
    )


def answer(run: subprocess.CompletedProcess[str]) -> object:
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def files_below(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of each file that a person put there."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") or part == "__pycache__" for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and path.suffix != ".pyc":
            yield path.relative_to(folder).as_posix(), path.read_bytes()


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the checkout without history, and with a token of each thing that tools leave there."""
    target = tmp_path_factory.mktemp("copy") / "oversight-graph"
    shutil.copytree(ROOT, target, ignore=LEFT_OUT)
    for name in LEFT_BEHIND:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes(b"left behind")
    return target


@pytest.fixture(scope="module")
def checkout(copy: Path) -> dict[str, bytes]:
    """Return the files of the three folders, by path."""
    found = {f"{name}/{path}": data for name in RESOURCES for path, data in files_below(copy / name)}
    assert len(found) > 100
    return found


def build(source: Path, target: Path, *options: str) -> list[Path]:
    run = python("-m", "build", "--no-isolation", *options, "--outdir", target, source, cwd=target.parent)
    assert run.returncode == 0, run.stdout + run.stderr
    return sorted(target.iterdir())


@pytest.fixture(scope="module")
def built(copy: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the sdist, and the wheel made of it, which is what a release holds."""
    wheel, sdist = sorted(build(copy, tmp_path_factory.mktemp("dist")), key=lambda path: path.suffix, reverse=True)
    return sdist, wheel


@pytest.fixture(scope="module")
def wheel(built: tuple[Path, Path]) -> Path:
    return built[1]


@pytest.fixture(scope="module")
def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def expected(copy: Path) -> object:
    """Return what the checkout answers."""
    found = answer(python("-m", "oversight_graph", *GAPS, PYTHONPATH=str(copy / "graph")))
    assert isinstance(found, list) and len(found) > 5
    return found


def test_names_of_the_two_files(built: tuple[Path, Path]) -> None:
    assert [path.name for path in built] == [
        f"oversight_graph-{VERSION}.tar.gz",
        f"oversight_graph-{VERSION}-py3-none-any.whl",
    ]


# The wheel


def test_top_level_of_the_wheel_is_the_package_alone(contents: dict[str, bytes]) -> None:
    assert {name.partition("/")[0] for name in contents} == {"oversight_graph", DIST_INFO}


def test_the_wheel_holds_every_module_and_resource_and_nothing_else(
    contents: dict[str, bytes], checkout: dict[str, bytes], copy: Path
) -> None:
    wanted = {f"oversight_graph/{path}": data for path, data in files_below(copy / "graph" / "oversight_graph")}
    assert len(wanted) > 25 and "oversight_graph/py.typed" in wanted
    wanted |= {f"oversight_graph/_resources/{path}": data for path, data in checkout.items()}
    found = {name: data for name, data in contents.items() if not name.startswith(DIST_INFO)}
    assert sorted(found) == sorted(wanted)
    assert found == wanted


def test_the_wheel_says_what_it_is(contents: dict[str, bytes], copy: Path) -> None:
    metadata = contents[f"{DIST_INFO}/METADATA"].decode()
    head, _, description = metadata.partition("\n\n")
    assert f"\nName: {PROJECT['name']}\nVersion: {VERSION}\n" in head
    assert f"\nLicense-Expression: {PROJECT['license']}\n" in head
    needed = {line.removeprefix("Requires-Dist: ") for line in head.splitlines() if line.startswith("Requires-Dist: ")}
    names = {re.split(r"[^\w-]", each)[0] for each in needed if "extra ==" not in each}
    assert names == {re.split(r"[^\w-]", each)[0] for each in PROJECT["dependencies"]}
    assert description == (copy / "README.md").read_text(encoding="utf-8")
    assert contents[f"{DIST_INFO}/licenses/LICENSE"] == (copy / "LICENSE").read_bytes()
    scripts = contents[f"{DIST_INFO}/entry_points.txt"].decode()
    assert scripts.split() == ["[console_scripts]", "oversight", "=", "oversight_graph.__main__:start"]


def test_no_path_of_a_machine_travels(contents: dict[str, bytes], copy: Path) -> None:
    traces = [str(path).encode() for path in (ROOT, copy, Path.home()) if len(path.parts) > 2]
    assert traces
    assert [name for name, data in contents.items() if any(trace in data for trace in traces)] == []


# The sdist


def test_the_sdist_holds_what_is_needed_to_build_test_and_read(built: tuple[Path, Path], copy: Path) -> None:
    with tarfile.open(built[0]) as archive:
        names = {member.name.partition("/")[2] for member in archive.getmembers()}
        tops = {member.name.partition("/")[0] for member in archive.getmembers()}
    assert tops == {f"oversight_graph-{VERSION}"}
    wanted = {"pyproject.toml", "README.md", "LICENSE", "cli.py", "PKG-INFO"}
    wanted |= {
        f"{name}/{path}" for name in ("graph", "tests", "docs", *RESOURCES) for path, _ in files_below(copy / name)
    }
    assert wanted <= names
    assert not names & set(LEFT_BEHIND)


def test_the_sdist_gives_the_same_wheel_as_the_checkout(copy: Path, wheel: Path, tmp_path: Path) -> None:
    # `build` makes its wheel of the sdist; this one is made of the folder.
    (tmp_path / "dist").mkdir()
    (direct,) = build(copy, tmp_path / "dist", "--wheel")
    assert direct.name == wheel.name
    with zipfile.ZipFile(direct) as first, zipfile.ZipFile(wheel) as second:
        assert first.namelist() == second.namelist()
        assert [name for name in first.namelist() if first.read(name) != second.read(name)] == []
    assert direct.read_bytes() == wheel.read_bytes(), "same input, same bytes"


# Installed


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Python of an environment where the wheel is unpacked, with the dependencies of this one."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, with_pip=False)
    program = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    run = python("-c", "import sysconfig; print(sysconfig.get_path('purelib'))", program=program)
    packages = Path(run.stdout.strip())
    assert packages.is_dir() and packages.is_relative_to(folder)
    # A plain line adds a folder behind this one, and does not follow the lines of an editable install in there.
    lines = dict.fromkeys(sysconfig.get_path(kind) for kind in ("purelib", "platlib"))
    (packages / "dependencies.pth").write_text("\n".join(lines) + "\n")
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            archive.extract(name, packages)
    return program


WHERE = "import oversight_graph; print(oversight_graph.__file__, oversight_graph.__version__)"
REACHED = """
import hashlib, json
from oversight_graph.resources import resource
def walk(folder, below):
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from walk(entry, f"{below}{entry.name}/")
        else:
            yield below + entry.name, hashlib.sha256(entry.read_bytes()).hexdigest()
found = {}
for name in ("ontology", "data", "queries"):
    found.update(walk(resource(name), name + "/"))
print(json.dumps(found))
"""


def digests(checkout: dict[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(data).hexdigest() for name, data in checkout.items()}


def test_the_installed_wheel_gives_the_answer_of_the_checkout(installed: Path, expected: object) -> None:
    where = python("-c", WHERE, program=installed).stdout.split()
    assert Path(where[0]).is_relative_to(installed.parents[1])
    assert where[1] == VERSION
    run = python("-m", "oversight_graph", *GAPS, program=installed)
    assert answer(run) == expected
    assert run.stderr == "as of 2018-11-27 (date of the newest plan; the newest paper is of 2021-04-27)\n"


def test_the_script_of_the_wheel_runs(installed: Path, expected: object) -> None:
    # What an installer writes into bin/oversight.
    script = "import sys; from oversight_graph.cli import main; sys.argv[0] = 'oversight'; sys.exit(main())"
    assert answer(python("-c", script, *GAPS, program=installed)) == expected
    assert python("-c", script, "--version", program=installed).stdout == f"oversight-graph {VERSION}\n"


def test_the_installed_wheel_reaches_every_resource(installed: Path, checkout: dict[str, bytes]) -> None:
    assert answer(python("-c", REACHED, program=installed)) == digests(checkout)


def test_the_installed_wheel_checks_and_starts_a_set(installed: Path, tmp_path: Path) -> None:
    # The shapes, the checks and the starter set are found too, from a folder that is not the checkout.
    target = tmp_path / "ours"
    assert python("-m", "oversight_graph", "init", target, program=installed, cwd=tmp_path).returncode == 0
    run = python("-m", "oversight_graph", "check", "--data", target, "-f", "json", program=installed, cwd=tmp_path)
    # One action of the starter set has a date in words only: line 7 of its notes says "June meeting".
    found: Any = answer(run)
    assert [(each["severity"], each["check"]) for each in found] == [
        ("info", "action-without-due-date"),
        ("info", "ended-after-the-plan"),
    ]


# Zipped, from a clone, from a folder that the environment names


def test_the_wheel_runs_zipped(wheel: Path, expected: object, checkout: dict[str, bytes], tmp_path: Path) -> None:
    # A folder that happens to lie beside it and has the name of one of ours is not taken for ours.
    (tmp_path / "ontology").mkdir()
    zipped = shutil.copy(wheel, tmp_path)
    path = {"PYTHONPATH": str(zipped)}
    assert python("-c", WHERE, **path).stdout.startswith(str(zipped))
    assert answer(python("-m", "oversight_graph", *GAPS, **path)) == expected
    assert answer(python("-c", REACHED, **path)) == digests(checkout)
    target = tmp_path / "ours"
    assert python("-m", "oversight_graph", "init", target, **path).returncode == 0
    assert {file.name for file in target.iterdir()} == {
        name.removeprefix("data/starter/") for name in checkout if name.startswith("data/starter/")
    }
    listed = answer(python("-m", "oversight_graph", "query", "--list", "-f", "json", **path))
    assert isinstance(listed, list) and len(listed) == sum(name.startswith("queries/questions/") for name in checkout)


def test_the_checkout_reaches_every_resource(checkout: dict[str, bytes], copy: Path) -> None:
    assert answer(python("-c", REACHED, PYTHONPATH=str(copy / "graph"))) == digests(checkout)


def test_cli_py_runs_in_a_clone(copy: Path, expected: object, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    shutil.copytree(copy, clone)
    assert answer(python(clone / "cli.py", *GAPS)) == expected
    assert answer(python("cli.py", *GAPS, cwd=clone)) == expected
    # It is the clone that answers, and not an installed package.
    question = clone / "queries" / "questions" / "papers-loaded.rq"
    question.rename(question.with_name("only-in-this-clone.rq"))
    listed = python(clone / "cli.py", "query", "--list", "--format", "csv").stdout
    assert "only-in-this-clone" in listed and "papers-loaded" not in listed


def test_resources_may_be_elsewhere(copy: Path, expected: object, tmp_path: Path) -> None:
    home = tmp_path / "home"
    for name in RESOURCES:
        shutil.copytree(copy / name, home / name)
    elsewhere = {"PYTHONPATH": str(copy / "graph"), "OVERSIGHT_GRAPH_HOME": str(home)}
    assert answer(python("-m", "oversight_graph", *GAPS, **elsewhere)) == expected
    for missing, name in (("queries/", "queries"), ("ontology/, queries/", "ontology")):
        shutil.rmtree(home / name)
        run = python("-m", "oversight_graph", *GAPS, **elsewhere)
        assert (run.returncode, run.stdout) == (2, "")
        assert run.stderr == f"error: OVERSIGHT_GRAPH_HOME={home}: holds no {missing}\n"
