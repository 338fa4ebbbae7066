"""Load data files into a store, and let the rules add what follows.

Each file is one named graph. What the rules derive goes into a graph of its own, so that what is stated and what is
inferred never mix.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from oversight_graph.errors import DataError, UsageError
from oversight_graph.load.files import DataFile, find_files, law_packs, ontology, shipped
from oversight_graph.load.languages import keep_one_name, language
from oversight_graph.model.vocabulary import INFERRED, NS, PREFIXES, local_name
from oversight_graph.process import without_collector
from oversight_graph.store.store import EmbeddedStore
from oversight_graph.store.views import query_texts

if TYPE_CHECKING:
    import pyoxigraph as ox


# A thing has that many kinds above its own at most.
_DEEPEST = 100


def open_data(
    data: Sequence[Path], folder: Path | None, check: Callable[[EmbeddedStore, Sequence[DataFile]], None] | None
) -> tuple[EmbeddedStore, list[DataFile], list[str]]:
    """Open a graph from files and from a store on disk.

    Parameters
    ----------
    data : sequence of pathlib.Path
        Files and folders; the shipped data if there are none.
    folder : pathlib.Path or None
        Of a store on disk: data given is loaded into it once, and a store that holds data is used as it is.
    check : callable or None
        Is given what was loaded of data given, and its files, and raises if it is not fit for use.

    Returns
    -------
    tuple of (EmbeddedStore, list of DataFile, list of str)
        The graph, its files, and those in the folders that may hold data and were not read, or hold no statement.

    Raises
    ------
    DataError
        If a file cannot be read, or what the check raises.
    UsageError
        If data is given for a store that holds some.
    """
    left: list[str] = []
    files = find_files(data, left) if data else shipped()
    if folder is not None and folder.is_dir() and any(folder.iterdir()):
        if data:
            raise UsageError(
                "the store already holds data",
                where=str(folder),
                hint="leave out --data to use what it holds, or name a new folder",
            )
        from oversight_graph.store import disk

        return disk.read(folder), files, []
    store = load(files, (lambda loaded: check(loaded, files)) if data and check else None)
    empty = _silent(store, [file for file in files if not file.trusted])
    if len(empty) == len(files):
        raise DataError("holds no statement", where=empty[0])
    left += empty
    left += [cell for file in files if file.table for cell in _unread(file)]
    if folder is not None:
        # What breaks a rule must not leave a half-filled store behind: it is written only after it was found good.
        from oversight_graph.store import disk

        disk.fill(folder, store.quads)
        store = disk.read(folder)
    return store, files, left


def _unread(file: DataFile) -> list[str]:
    from oversight_graph.load import workbooks

    return workbooks.unread(file)


def _silent(store: EmbeddedStore, files: Sequence[DataFile]) -> list[str]:
    """Return the names of files that hold no statement: it may have been cut off, or saved half done."""
    from oversight_graph.load.parsing import parse

    graphs = " ".join(f"<{file.graph}>" for file in files)
    stating = f"SELECT ?graph {{ VALUES ?graph {{ {graphs} }} FILTER EXISTS {{ GRAPH ?graph {{ ?s ?p ?o }} }} }}"
    said = {graph for (graph,) in store.select(stating)} if files else set()
    # Graphs of its own may hold what a file says.
    return [file.name for file in files if not file.table and file.graph not in said and not parse(file)]


def load(files: Sequence[DataFile], check: Callable[[EmbeddedStore], None] | None = None) -> EmbeddedStore:
    """Load files into a store in memory and apply the rules.

    Parameters
    ----------
    files : sequence of DataFile
        What to load.
    check : callable, optional
        Is given the loaded store and raises if it is not fit for use; a graph that was found good is kept for the
        next time, see `oversight_graph.load.cache`.

    Raises
    ------
    DataError
        Naming file and line, if a file cannot be read or parsed.
    """
    from oversight_graph.load import cache
    from oversight_graph.store.kept.folder import folder

    everything = [*files, *ontology()]
    name, packs = None, list(law_packs().values())
    if folder():
        name, held = cache.key([*everything, *packs])
        everything = held[: len(everything)]
    if name and (kept := cache.recall(name)):
        return kept
    store = build(everything)
    if check:
        check(store)
    if name and (check or all(file.trusted for file in files)):
        # A workbook is read from its place once more, so it may have changed since.
        tables = [file for file in files if file.table]
        # Nor is it kept if cells of it are to be told of each time.
        if not any(map(_unread, tables)) and (not tables or cache.key([*files, *ontology(), *packs])[0] == name):
            cache.keep(name, store)
    return store


def build(files: Iterable[DataFile]) -> EmbeddedStore:
    """Parse files, code lists among them, into a new store and apply the rules, whatever the cache holds.

    Raises
    ------
    DataError
        If a file cannot be read, or calls something inferred that does not follow.
    """
    from oversight_graph.load.parsing import parse

    store = EmbeddedStore()
    said: dict[str, list[ox.Quad]] = {}
    with without_collector():
        # In one go: each call of extend is a transaction.
        store.quads.extend(chain.from_iterable(_stated(parse(file), file, said) for file in files))
        _conclude(store)
    for name, quads in said.items():
        if lost := [quad for quad in quads if quad not in store.quads]:
            raise DataError(
                f"calls {len(lost)} statements inferred that do not follow here; the first: {lost[0].triple}",
                where=name,
                hint=f"what is to be stated belongs in a graph with a name other than {INFERRED}",
            )
    return store


def complete(store: EmbeddedStore) -> EmbeddedStore:
    """Give a store that holds nothing but data the ontology, the law packs asked for, and what the rules infer."""
    from oversight_graph.load.parsing import parse

    with without_collector():
        store.quads.extend(chain.from_iterable(map(parse, ontology())))
        _conclude(store)
    return store


def _conclude(store: EmbeddedStore) -> None:
    from oversight_graph.load.parsing import parse

    store.quads.extend(chain.from_iterable(map(parse, _packs_asked_for(store))))
    _refuse_deep_classes(store)
    keep_one_name(store, language())
    apply_rules(store)


def _refuse_deep_classes(store: EmbeddedStore) -> None:
    """Refuse classes in so long a row below each other that the rules, which climb it step by step, would not end."""
    import pyoxigraph as ox

    below: dict[str, list[str]] = {}
    for quad in store.quads.quads_for_pattern(None, ox.NamedNode(PREFIXES["rdfs"] + "subClassOf"), None):
        below.setdefault(getattr(quad.object, "value", ""), []).append(getattr(quad.subject, "value", ""))
    at, depth = {iri for iri in below if iri.startswith(NS)}, 0
    seen = set(at)
    while at := {iri for above in at for iri in below.get(above, ())} - seen:
        seen |= at
        depth += 1
        if depth > _DEEPEST:
            raise DataError(
                f"stands more than {_DEEPEST} classes below one of the vocabulary", where=min(at),
                hint="no answer needs so many: put it below fewer",
            )  # fmt: skip


def _stated(quads: "list[ox.Quad]", file: DataFile, said: "dict[str, list[ox.Quad]]") -> "list[ox.Quad]":
    """Return what a file states; what it calls inferred, as an export of ours does, is set aside.

    A file states, it does not infer: that is done anew.
    """
    if file.trusted or file.path.name.lower().endswith(".ttl"):
        return quads
    stated = [quad for quad in quads if getattr(quad.graph_name, "value", "") != INFERRED]
    if len(stated) < len(quads):
        said[file.name] = [quad for quad in quads if getattr(quad.graph_name, "value", "") == INFERRED]
    return stated


def _packs_asked_for(store: EmbeddedStore) -> Iterator[DataFile]:
    """Yield the law packs of which the data names an office."""
    import pyoxigraph as ox

    offices = store.quads.quads_for_pattern(None, ox.NamedNode(NS + "office"), None, None)
    named = {quad.object.value.partition("#")[0] + "#" for quad in offices if isinstance(quad.object, ox.NamedNode)}
    yield from (pack for space, pack in law_packs().items() if space in named)


def rules() -> dict[str, str]:
    """Return the texts of the rules, by file name."""
    return {f"{name}.rq": text for name, text in query_texts("rules").items()}


def apply_rules(store: EmbeddedStore) -> int:
    """Apply the shipped rules until nothing new follows.

    Parameters
    ----------
    store : EmbeddedStore
        Holds the stated facts; receives the inferred ones in the graph ``INFERRED``.

    Returns
    -------
    int
        How many facts were inferred.

    Notes
    -----
    A rule runs after those that derive what it reads; it runs again only if something that it reads was derived
    afterwards, as where rules form a cycle. Its header may say more than its text shows: ``derives`` the terms
    of a rule that leaves them open; ``stated`` those that it reads only of things of which no rule says them; ``once``
    that what it derives gives it nothing new to read.
    """
    import pyoxigraph as ox

    texts = rules()
    parts = {name: _terms(text) for name, text in texts.items()}
    due = _in_order({name: parts[name] for name in sorted(texts, key=lambda name: (not _is_open(texts[name]), name))})
    derived: set[bytes] = set()
    while due:
        name = due.pop(0)
        new = [line for line in store.derived(texts[name], name) if line not in derived]
        derived.update(new)
        store.quads.load(b"\n".join(new), format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(INFERRED), lenient=True)
        # Of each line the predicate; where that gives a class, the class, which is a term too: a rule may wait for
        # things of a kind that another rule derives.
        terms = {line.split(b" ", 3)[1 + (_TYPE in line)] for line in new}
        words = {local_name(term.decode().strip("<>")) for term in terms}
        due += [
            other
            for other, (_, reads) in parts.items()
            if reads & words and other not in due and not (other == name and _said(texts[name], "once"))
        ]
    return len(derived)


_TYPE = f" <{PREFIXES['rdf']}type> ".encode()


def _terms(rule: str) -> tuple[set[str], set[str]]:
    """Return the local names of the terms that a rule derives, and of those that it reads and others may derive."""
    head, _, body = rule[max(rule.find("CONSTRUCT"), 0) :].partition("WHERE")
    derives, reads = (
        {first or last for first, last in re.findall(r"\w:([\w-]+)|([\w-]+)>", part)} for part in (head, body)
    )
    return derives | _said(rule, "derives"), reads - _said(rule, "stated")


def _said(rule: str, key: str) -> set[str]:
    """Return the words that the header of a rule gives to a key."""
    return {word for line in re.findall(rf"^#\+ {key}: (.*)$", rule, re.MULTILINE) for word in line.split()}


def _is_open(rule: str) -> bool:
    """Return whether a rule leaves open which relation or class it derives; what that is, any other may read."""
    return not _said(rule, "derives") and re.search(r"CONSTRUCT\s*\{\s*\?\w+\s+(a\s+)?\?", rule) is not None


def _in_order(parts: Mapping[str, tuple[set[str], set[str]]]) -> list[str]:
    """Return the rules, each after those that derive what it reads as far as no cycle stands against it."""
    left, order = dict(parts), list[str]()
    while left:
        ready = [name for name in left if not parts[name][0]] or [
            name
            for name, (_, reads) in left.items()
            if not any(reads & derives for other, (derives, _) in left.items() if other != name)
        ]
        for name in ready or list(left)[:1]:
            order.append(name)
            del left[name]
    return order
