"""The page of each thing: file names that are safe whatever an IRI holds, and links by IRI and by citation."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from oversight_graph.evidence.citations import among, paper_names, parse_fragment
from oversight_graph.evidence.papers import documents
from oversight_graph.model.vocabulary import NS
from oversight_graph.store.store import Store
from oversight_graph.store.views import ask, kinds

_NUMBERED = {NS + name for name in ("Commitment", "Activity", "Objective", "AgendaItem")}
# Names that Windows keeps for devices.
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that has a page of its own.

    Attributes
    ----------
    iri, kind, label, ref : str
        The kind is the word for it.
    cls : str
        IRI of the class that decides its kind.
    path : str
        Its page, below the folder of the report.
    plural : str
        The word for several of its kind.
    """

    iri: str
    kind: str
    label: str
    ref: str
    cls: str
    path: str
    plural: str = ""

    @property
    def title(self) -> str:
        """Reference, if it has one, and name."""
        numbered = self.cls in _NUMBERED
        return f"{self.ref} {self.label}" if self.ref and numbered and self.ref != self.label else self.label

    @property
    def folder(self) -> str:
        """Folder of its page."""
        return self.path.partition("/")[0]


def slug(text: str) -> str:
    """Return a file name, without suffix, for any text: ASCII letters, figures, dots and hyphens.

    Examples
    --------
    >>> slug("Alliance Governance Group"), slug("../../etc/passwd"), slug("3.2")
    ('alliance-governance-group', 'etc-passwd', '3.2')
    """
    plain = re.sub(r"\.{2,}", "-", re.sub(r"[^a-z0-9.]+", "-", text.lower()))
    return plain.strip(".-")[:_LONGEST].strip(".-")


def file_names(iris: Iterable[str]) -> dict[str, str]:
    """Return a file name, without suffix, for each of several IRIs in one folder.

    Notes
    -----
    The local name is kept where it is safe as it stands and no other has it; else a digest of the IRI follows it. Names
    that differ only in case are one name, as they are on some systems.

    Examples
    --------
    >>> file_names(["https://a.example/x/B.4"])["https://a.example/x/B.4"]
    'b.4'
    """
    wanted: dict[str, list[str]] = {}
    for iri in sorted(set(iris)):
        name = slug(_local(iri))
        wanted.setdefault(f"a-{name}" if _DEVICES.fullmatch(name) else name, []).append(iri)
    found: dict[str, str] = {}
    for name, those in wanted.items():
        if len(those) == 1 and name and name == _local(those[0]).lower():
            found[those[0]] = name
    taken = set(found.values())
    for name, those in wanted.items():
        for iri in those:
            digest = hashlib.blake2b(iri.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
            length = 8
            while iri not in found:
                long = f"{name or 'thing'}-{digest[:length]}"
                if long not in taken:
                    found[iri] = long
                    taken.add(long)
                length += 4
    return found


def _local(iri: str) -> str:
    return re.split(r"[#/]", iri.rstrip("#/"))[-1]


class Links:
    """The pages of all things, and the way to them.

    Attributes
    ----------
    things : dict of str to Thing
        By IRI.
    only : dict of str to Thing
        By name, and by reference and name, where nothing else is called so.
    cited_as : dict of str to str
        What each paper is called in citations.
    cite : callable
        Writes a citation as people do.
    """

    def __init__(self, store: Store) -> None:
        names_of: dict[str, dict[str, list[str]]] = {}
        classes: dict[str, set[str]] = {}
        for iri, name, prop, cls in ask(store, "names"):
            if iri and name and prop and cls:
                names_of.setdefault(iri, {}).setdefault(re.split(r"[#/]", prop)[-1], []).append(name)
                classes.setdefault(iri, set()).add(cls)
        kind_of = kinds(store)
        found = {iri: kind for iri, those in classes.items() if (kind := kind_of.of(those)) and kind.folder}
        folders: dict[str, list[str]] = {}
        for iri, kind in found.items():
            folders.setdefault(kind.folder, []).append(iri)
        files = {folder: file_names(iris) for folder, iris in folders.items()}
        self.things: dict[str, Thing] = {}
        for iri in sorted(found):
            kind, names = found[iri], names_of[iri]
            label = next((names[p][0] for p in ("prefLabel", "label", "title") if p in names), _local(iri))
            ref = names["notation"][0] if "notation" in names else ""
            path = f"{kind.folder}/{files[kind.folder][iri]}.html"
            self.things[iri] = Thing(iri, kind.word, label, ref, kind.iri, path, kind.plural)
        called = Counter(name for thing in self.things.values() for name in {thing.label, thing.title})
        self.only = {n: thing for thing in self.things.values() for n in (thing.label, thing.title) if called[n] == 1}
        self.papers = documents(store)
        self.cited = {where for _, where, *_ in ask(store, "citations")}
        cited = {*self.papers, *((each or "").partition("#")[0] for each in self.cited)}
        self.cited_as, self.cite = paper_names(cited), among(cited)

    def path(self, iri: str | None) -> str | None:
        """Return the page of a thing, if it has one."""
        thing = self.things.get(iri or "")
        return thing.path if thing else None

    def citation(self, evidence: str) -> str | None:
        """Return the place in the report where a citation is shown, if its paper is described."""
        page = self.path(evidence.partition("#")[0])
        return f"{page}#{anchor(evidence)}" if page and evidence in self.cited else page


def anchor(evidence: str) -> str:
    """Return the anchor of a citation on the page of its paper.

    Examples
    --------
    >>> anchor("https://a.example/p#line=531,533")
    'l532-533'
    """
    parsed = parse_fragment(evidence)
    if parsed is None:
        return "c" + hashlib.blake2b(evidence.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
    return f"l{parsed[1]}-{parsed[2]}" if parsed[1] else f"p{evidence.rpartition('=')[2]}"
