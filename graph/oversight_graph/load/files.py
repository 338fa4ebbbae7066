"""Which files hold the data, and which named graph each becomes."""

import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from oversight_graph import resources
from oversight_graph.errors import DataError, UsageError
from oversight_graph.load import tables
from oversight_graph.model.vocabulary import BASE

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

FORMATS = {".ttl": "TURTLE", ".trig": "TRIG", ".nt": "N_TRIPLES", ".nq": "N_QUADS", ".jsonld": "JSON_LD"}
# Papers, and what one keeps with them.
_BESIDE = frozenset(".txt .md .pdf .docx .odt .html .htm .css .js .png .jpg .jpeg .gif .svg .webp".split())
_NO_DATA = frozenset("README LICENSE LICENCE COPYING NOTICE Makefile".split())
_DEEPEST = 100


class DataFile(NamedTuple):
    """One file of data and the graph that it becomes.

    Attributes
    ----------
    path : Path or Traversable
        The file.
    name : str
        Its path below the data folder, for messages.
    graph : str
        IRI of its named graph.
    trusted : bool
        Whether it comes with the package: its IRIs are checked by tests and not again on each start.
    apart : str
        What keeps the names of its nodes apart from those of a file of the same name in another folder.
    content : bytes, optional
        Its bytes, if they were read already: a file may be written anew at any time.
    """

    path: "Path | Traversable"
    name: str
    graph: str
    trusted: bool = False
    apart: str = ""
    content: bytes | None = None

    @property
    def table(self) -> bool:
        """Whether it is a workbook, or a folder of CSV files with the sheets of one."""
        return tables.may_be_workbook(self.path) or (isinstance(self.path, Path) and self.path.is_dir())

    @property
    def slug(self) -> str:
        """A short name of the graph, for the names of its nodes."""
        return self.apart + self.graph.rsplit("/graph/", 1)[-1]

    def read(self) -> bytes:
        """Return the bytes of the file.

        Raises
        ------
        DataError
            If it cannot be read, is a pipe or a device, or is larger than 512 MB.
        """
        if self.content is not None:
            return self.content
        if isinstance(self.path, Path) and self.path.is_dir():
            sheets = sorted(path for path in self.path.iterdir() if path.suffix.lower() == ".csv")
            return b"\0".join(os.fsencode(sheet.name) + b"\0" + resources.content(sheet) for sheet in sheets)
        return resources.content(self.path, self.name)

    def held(self) -> "DataFile":
        """Return the same file with its bytes: read now, and not again."""
        return self._replace(content=self.read())


def shipped(*parts: str) -> list[DataFile]:
    """Return the data files that come with the package: West Mercia by default."""
    folder = parts or ("data", "west-mercia")
    return list(_walk(resources.resource(*folder), "", f"{BASE}id/{folder[-1]}/", "/".join(folder) + "/", trusted=True))


def ontology() -> list[DataFile]:
    """Return the terms and the code lists, by which every graph knows what its things are called."""
    graphs = {"concepts.ttl": "concepts", "oversight.ttl": "ontology"}
    return [
        DataFile(resources.resource("ontology", name), f"ontology/{name}", f"{BASE}graph/{graph}", trusted=True)
        for name, graph in graphs.items()
    ]


def law_packs() -> dict[str, DataFile]:
    """Return the rule packs that come with the package, by the namespace of their offices."""
    return {
        f"{BASE}law/{Path(name).stem}#": DataFile(
            resources.resource("ontology", "law", name),
            f"ontology/law/{name}",
            f"{BASE}graph/law/{Path(name).stem}",
            trusted=True,
        )
        for name in resources.names("ontology", "law", suffix=".ttl", needed=False)
    }


def find_files(paths: Sequence[Path], left: list[str] | None = None) -> list[DataFile]:
    """Return the data files of files and folders that a user names.

    Parameters
    ----------
    paths : sequence of pathlib.Path
        Files, or folders that are searched for Turtle, TriG, N-Triples, N-Quads, JSON-LD and workbooks; a folder of
        CSV files with the sheets of a workbook is one too.
    left : list of str, optional
        Receives the names of files in these folders that may hold data and are not read. Papers and pictures that lie
        beside the data are no data.

    Returns
    -------
    list of DataFile
        Sorted by path. The graph's IRI is the base (``OVERSIGHT_BASE``, or a base made of the folder's name) followed
        by ``graph/`` and the path of the file without its suffix.

    Raises
    ------
    DataError
        If a path does not exist or holds no data, or two files would become the same graph.
    UsageError
        If ``OVERSIGHT_BASE`` is no base.
    """
    found: list[DataFile] = []
    chosen = own_base(given := os.environ.get("OVERSIGHT_BASE", ""), f"OVERSIGHT_BASE={given}")
    for path in paths:
        try:
            path.stat()
        except OSError as error:
            missing = isinstance(error, FileNotFoundError | NotADirectoryError)
            message = "no such file or folder" if missing else f"cannot be read: {error.strerror}"
            raise DataError(message, where=str(path)) from error
        folder = path if path.is_dir() else path.parent
        base = chosen or f"{BASE}id/{_slug(folder.resolve().name)}/"
        if path.is_dir():
            others: list[str] = []
            files = list(_walk(path, "", base, f"{path}/", others=others))
            if tables.is_workbook(path):
                others = [name for name in others if Path(name).parent != path or not tables.is_sheet(name)]
                others += [f"{path}/{name}" for name in tables.strayed(path)]
                files.append(DataFile(path, str(path), f"{base}graph/{_slug(path.resolve().name)}"))
            if not files:
                raise DataError(
                    f"holds no data: no workbook with our sheets, and no file ending in {', '.join(FORMATS)}",
                    where=str(path),
                    hint="`oversight init DIR` writes a small data set to start from",
                )
            found += files
            if left is not None:
                left += others
        elif path.suffix.lower() in FORMATS or tables.may_be_workbook(path):
            found.append(DataFile(path, str(path), f"{base}graph/{_slug(path.stem)}"))
        else:
            suffixes = ", ".join([*FORMATS, *tables.SUFFIXES])
            raise DataError(f"not a data file: its name must end in {suffixes}", where=str(path))
    once = list(_each_once(found))
    if left is not None:
        left += [f"{file.name}{tables.SHEET}{name}" for file in once if file.table for name in tables.unread(file.path)]
    return once


def not_read(left: Sequence[str]) -> list[str]:
    """Return what is said of files that `find_files` left, and of those that hold nothing: a sentence for each why."""
    cells = [name for name in left if tables.CELL in name]
    sheets = [name for name in left if tables.SHEET in name]
    names = [name for name in left if name not in cells and name not in sheets]
    found = []
    if cells:
        count = "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
        found.append(f"not read: {count} of which `oversight workbook check` says why: {_first(cells)}")
    if sheets:
        found.append(f"not read, since no sheet of a workbook is called so: {_first(sheets)}")
    for suffixes, what in (
        (FORMATS, "data without a statement"), (tables.SUFFIXES, "no workbook, or one without the sheets of one"),
        ([""], f"a name that does not end in {', '.join(FORMATS)} or .xlsx"),
    ):  # fmt: skip
        such = [name for name in names if name.lower().endswith(tuple(suffixes))]
        names = [name for name in names if name not in such]
        if such:
            files = "1 file" if len(such) == 1 else f"{len(such)} files"
            found.append(f"not read: {files} ({what}): {_first(such)}")
    return found


def _first(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def lies_beside(name: str) -> bool:
    """Say whether a name is that of a paper, a picture or the like, which are no data."""
    ends = [end.lower() for end in Path(name).suffixes]
    if name.startswith("~$") or name in _NO_DATA:
        return True
    return bool(ends) and ends[-1] in _BESIDE and FORMATS.keys().isdisjoint(ends)


def own_base(base: str, where: str) -> str:
    """Return what a user says that addresses begin with; empty if nothing is said.

    Raises
    ------
    UsageError
        If it is no address, or ours; `where` says who gave it.
    """
    if not base:
        return ""
    # An isolated sign that turns the order of letters, or a blank beyond ASCII, is no part of an address either.
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\#]+", base) or not base.isprintable():
        raise UsageError("not an absolute IRI without a fragment", where=where)
    base = base if base.endswith("/") else f"{base}/"
    if base.lower() in (BASE.lower(), f"{BASE}graph/".lower()):
        raise UsageError(
            "is the base of the terms, code lists and graphs of oversight-graph itself", where=where,
            hint=f"add a name of your own, such as {BASE}id/exampleshire/, or use an address of yours",
        )  # fmt: skip
    return base


def _each_once(files: Sequence[DataFile]) -> Iterator[DataFile]:
    """Leave out a file that is named twice, and keep different files apart."""
    places: set[str] = set()
    graphs: dict[str, DataFile] = {}
    slugs: set[str] = set()
    for file in files:
        place = os.path.realpath(str(file.path))  # of a link that leads to itself too
        if place in places:
            continue
        places.add(place)
        if file.graph in graphs:
            raise DataError(
                f"becomes the same graph as {graphs[file.graph].name}: {file.graph}", where=file.name, hint="rename one"
            )
        graphs[file.graph] = file
        if file.slug in slugs:
            file = file._replace(apart=f"{file.graph.rsplit('/graph/', 1)[0].rpartition('/')[2]}:")
        slugs.add(file.slug)
        yield file


def _walk(
    folder: "Path | Traversable",
    below: str,
    base: str,
    shown: str,
    *,
    trusted: bool = False,
    above: tuple[tuple[int, int], ...] = (),
    others: list[str] | None = None,
) -> Iterator[DataFile]:
    try:
        if isinstance(folder, Path):
            about = folder.stat()
            place = about.st_dev, about.st_ino
            if place in above:
                return  # a link that leads back up
            above = (*above, place)
            if len(above) > _DEEPEST:
                raise DataError(f"lies more than {_DEEPEST} folders deep", where=shown, hint="move it further up")
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror or error}", where=shown) from error
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _walk(
                entry, f"{below}{_slug(entry.name)}/", base, f"{shown}{entry.name}/", trusted=trusted, above=above,
                others=others,
            )  # fmt: skip
        elif Path(entry.name).suffix.lower() in FORMATS or (
            tables.may_be_workbook(entry) and tables.is_workbook(entry)
        ):
            graph = f"{base}graph/{below}{_slug(Path(entry.name).stem)}"
            yield DataFile(entry, shown + entry.name, graph, trusted)
        elif others is not None and not lies_beside(entry.name):
            others.append(shown + entry.name)


def _slug(name: str) -> str:
    # Letters of every script are kept: two files with names in Greek are two graphs.
    name = unicodedata.normalize("NFC", name.lower())
    return re.sub(r"[^\w.]+|_+", "-", name).strip("-.") or "data"
