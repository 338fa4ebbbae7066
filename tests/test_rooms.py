"""The rooms of the package: each imports only from those below it, and none grows too large to oversee."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "graph" / "oversight_graph"
# From the ground up: a room may import from itself and from those that stand before it.
ROOMS = """
errors resources process writing model store load evidence ask check registers network change practice ingest drawing
registry graph output map report serve cli
""".split()
FACES = {"__init__", "__main__"}
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE or path.stem not in FACES)
MOST_MODULES = 12
MOST_LINES = 400


def room(module: str) -> str:
    """Return the room of a module that is named from the package down."""
    return module.split(".")[0]


def imported(path: Path) -> Iterator[str]:
    """Yield the modules of the package that a module imports, named from the package down, type hints included."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("oversight_graph"):
            inside = node.module.removeprefix("oversight_graph").lstrip(".")
            yield from [inside] if inside else [alias.name for alias in node.names if alias.name != "__version__"]


def test_there_are_modules_and_each_stands_in_a_room() -> None:
    assert len(MODULES) > 100
    assert {path.relative_to(PACKAGE).with_suffix("").parts[0] for path in MODULES} == set(ROOMS)


def test_imports_run_only_downwards() -> None:
    upwards = [
        f"{path.relative_to(PACKAGE)}: {name}"
        for path in MODULES
        for name in imported(path)
        if ROOMS.index(room(name)) > ROOMS.index(path.relative_to(PACKAGE).with_suffix("").parts[0])
    ]
    assert upwards == []


def test_no_room_holds_more_modules_than_a_person_can_oversee() -> None:
    sizes = Counter(path.parent for path in MODULES if path.stem not in FACES)
    assert {str(folder): size for folder, size in sizes.items() if size > MOST_MODULES} == {}


def test_no_module_grows_longer_than_can_be_read_at_one_sitting() -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in MODULES}
    # What is written from the registry is read there.
    lines = {
        path: len(text.splitlines()) for path, text in texts.items() if "Written by docs/generate.py" not in text[:200]
    }
    assert {str(path): count for path, count in lines.items() if count > MOST_LINES} == {}


def test_no_modules_import_each_other_in_a_cycle() -> None:
    def name(path: Path) -> str:
        return ".".join(path.relative_to(PACKAGE).with_suffix("").parts)

    modules = {name(path).removesuffix(".__init__") for path in PACKAGE.rglob("*.py")}
    arrows: dict[str, set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        here = name(path).removesuffix(".__init__")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("oversight_graph"):
                inside = str(node.module).removeprefix("oversight_graph").lstrip(".")
                # What is imported is a module of that package, or something that the module itself has.
                parts = {f"{inside}.{alias.name}".lstrip(".") for alias in node.names} & modules or {inside} & modules
                arrows.setdefault(here, set()).update(parts - {here, ""})
    assert sum(map(len, arrows.values())) > 200
    try:
        tuple(TopologicalSorter(arrows).static_order())
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


# Words of the house's own that gave way to those of the field; and verbs and numerals that stood for things.
GONE = frozenset("circle circles flaw flaws gate gates knot knots lacking ring rings sight sights".split())
NO_NOUNS = frozenset(("known", "one", "ones", "told"))
# What readers of tables and exports know.
KEPT = frozenset(("last_told", "told"))


def named(path: Path) -> Iterator[str]:
    """Yield the names that a module gives: its own, and those of its classes, functions, columns and constants."""
    yield path.stem
    module = ast.parse(path.read_text(encoding="utf-8"))
    for node in [module, *ast.walk(module)]:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node.name
        if isinstance(node, ast.ClassDef | ast.Module):
            for each in node.body:
                targets = each.targets if isinstance(each, ast.Assign) else [getattr(each, "target", None)]
                yield from (target.id for target in targets if isinstance(target, ast.Name))


def test_names_are_in_the_terms_of_the_field() -> None:
    found = set()
    for path in MODULES:
        for name in set(named(path)) - KEPT:
            words = [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)]
            # What is said of a thing may be such a word: `is_known`.
            if GONE & {*words} or (NO_NOUNS & {*words[-1:]} and "is" not in words):
                found.add(f"{path.relative_to(PACKAGE)}: {name}")
    assert found == set()
