"""Data that could be lost without a word: files that are not read, and what a format lets fall.

An action that stands in a file is refused, read, or said not to be read: never passed over without a word.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from case import Case, Outcome

_BASE = "https://example.org/exampleshire/"
_OURS = "https://w3id.org/oversight-graph/"
_ACTION = f"<{_BASE}action/x> a <{_OURS}ns#Action> .\n"
_NOT_READ = (
    "actions.turtle actions.n3 actions.rdf actions.xml actions.owl actions.json actions.ttl.gz actions.ttl.txt "
    "actions.ttl~ actions.ttl.bak figures.csv actions.nt.bz2 actions.trig.zip actions.trix actions.hdt actions.xls "
    "actions.yaml actions actions.TTL.old actions.jsonld.json actions.geojson actions.nt.xz actions.tsv actions.rq "
    "actions.ttl.orig actions.7z actions.tar actions.sqlite actions.jsonl actions.ttls"
).split()
_EMPTY = (
    ("more.ttl", ""), ("more.ttl", "# x\n"), ("more.ttl", "@prefix a: <urn:a> ."), ("more.nq", "\n"), ("more.trig", "<urn:g> { }"),
    ("more.jsonld", "[]"), ("more.jsonld", '{"@id": "urn:x"}'), ("more.jsonld", '{"@id": "urn:x", "urn:p": null}'),
    ("more.xlsx", "PK"), ("more.ods", ""),
)  # fmt: skip
# Papers and pictures that lie beside the data are no data.
_BESIDE = "plan.pdf plan.docx plan.html notes.md notes.txt picture.png picture.svg README LICENSE .hidden.json".split()


def refused_or(needle: str) -> Callable[[Path, Outcome], str | None]:
    """Return what sees that an input was refused, or that what it says was read."""

    def look(_: Path, outcome: Outcome) -> str | None:
        return None if outcome.code == 2 or needle in outcome.out else f"{needle} is lost without a word"

    return look


def _json(name: str, document: object, needle: str = "urn:kept") -> Iterator[Case]:
    content = document if isinstance(document, bytes) else json.dumps(document, ensure_ascii=False)
    yield Case(
        name=f"JSON-LD: {name}",
        run="export nquads --data town",
        files={"town/more.jsonld": content},
        code=(0, 2),
        after=refused_or(needle),
        fast=name in ("a number", "an @id with a blank", "a relative @id under a null base"),
    )


def _thing(**more: object) -> dict[str, object]:
    return {"@id": "urn:x", "urn:p": "urn:kept"} | {key.replace("AT", "@"): value for key, value in more.items()}


def _documents() -> Iterator[tuple[object, ...]]:
    whole: dict[str, object] = {
        "a number": 1, "a string": "urn:kept", "null": None, "true": True, "a fraction": 1.5,
        "a list of numbers": [1, 2],
        "a list of strings": ["urn:kept"], "a list of null": [None], "a list of lists of numbers": [[1]],
        "a graph that is a number": {"@graph": 1}, "a graph that is a string": {"@graph": "urn:kept"},
        "a graph of strings": {"@graph": ["urn:kept"]}, "a graph of values": {"@graph": [{"@value": "urn:kept"}]},
        "a value alone": {"@value": "urn:kept"}, "a list alone": {"@list": ["urn:kept"]},
        "a set of values alone": {"@set": ["urn:kept"]}, "things and a number": [_thing(), 1],
        "included strings": _thing(ATincluded=["urn:kept"]) | {"urn:p": "other"},
    }  # fmt: skip
    yield from whole.items()
    bad: dict[str, object] = {
        "with a blank": "a b", "with a brace": "http://a/{b}", "with a blank in its path": "http://a/b c",
        "with a quotation mark": 'http://a/"b', "with a bracket": "http://a/<b>", "with a bar": "http://a/b|c",
        "with a backslash": "http://a/b\\c", "with a hat": "http://a/b^c", "with a bad host": "http://[bad/",
        "with a bad escape": "http://a/%zz", "with a null sign": "http://a/\x00", "with a line break": "http://a/\n",
        "with a tab": "\thttp://a/", "like a keyword": "@action", "that is a number": 5, "that is null": None,
        "that is a list": ["http://a/"], "that is a thing": {"@id": "http://a/"}, "with half a letter": "http://a/\ud800",
    }  # fmt: skip
    for name, value in bad.items():
        if name == "with half a letter":
            yield f"an @id {name}", b'{"@id": "http://a/\\ud800", "urn:p": "urn:kept"}'
            continue
        yield f"an @id {name}", {"@id": value, "urn:p": "urn:kept"}
        yield f"a value by @id {name}", {"@id": "urn:x", "urn:kept": {"@id": value}}
        yield f"a type {name}", {"@id": "urn:kept", "@type": value}
        yield f"a named graph {name}", {"@id": value, "@graph": [_thing()]}
        yield f"a thing turned round {name}", {"@id": "urn:kept", "@reverse": {"urn:p": {"@id": value}}}
        if isinstance(value, str):
            yield f"a key {name}", {"@id": "urn:x", value if ":" in value else f"a:{value}": "urn:kept"}
            coerced = {"p": {"@id": "urn:kept", "@type": "@id"}}
            yield f"a value that its context makes an address {name}", {"@context": coerced, "@id": "urn:x", "p": value}
            listed = {"p": {"@id": "urn:kept", "@container": "@id"}}
            yield f"a key by id {name}", {"@context": listed, "@id": "urn:x", "p": {value: {"urn:q": "v"}}}
    for name, context in {
        "a null base": {"@base": None}, "a null context": [{"@base": "http://a/"}, {"@base": None}],
        "a base that is no address": {"@base": "a b"},
    }.items():  # fmt: skip
        yield f"a relative @id under {name}", {"@context": context, "@id": "rel", "urn:p": "urn:kept"}
        yield f"a relative value under {name}", {"@context": context, "@id": "urn:x", "urn:kept": {"@id": "rel"}}
        yield f"a relative type under {name}", {"@context": context, "@id": "urn:kept", "@type": "./rel"}
    words: dict[str, object] = {
        "that means a keyword": {"p": "@foo"},
        "of a blank node": {"p": "_:p"}, "that is relative": {"p": "rel"}, "with a blank": {"p": "http://a/b c"},
        "without a vocabulary": {"@vocab": None}, "of a vocabulary with a blank": {"@vocab": "http://a/b c/"},
        "of a prefix with a blank": {"q": "http://a/b c/", "p": "q:p"},
        "that goes in a cycle": {"p": "q:a", "q": "p:b"},
    }  # fmt: skip
    for name, meaning in words.items():
        yield f"a word {name}", {"@context": meaning, "@id": "urn:x", "p": "urn:kept"}
        yield f"a word for a type {name}", {"@context": meaning, "@id": "urn:kept", "@type": "p"}
    yield "a key of a blank node", {"@id": "urn:x", "_:p": "urn:kept"}
    yield "a key like a keyword to come", {"@id": "urn:x", "@foo": "urn:kept"}
    yield "a keyword in other letters", {"@id": "urn:x", "@Type": "urn:kept"}
    yield "a key that is empty", {"@id": "urn:x", "": "urn:kept"}
    yield "a language with a blank", {"@id": "urn:x", "urn:p": {"@value": "urn:kept", "@language": "en gb"}}
    yield "a language of the context with a blank", {"@context": {"@language": "en gb"}, **_thing()}
    by_language = {"p": {"@id": "urn:p", "@container": "@language"}}
    yield "a value by an empty language", {"@context": by_language, "@id": "urn:x", "p": {"": "urn:kept"}}
    yield "a value by a language with a blank", {"@context": by_language, "@id": "urn:x", "p": {"en gb": "urn:kept"}}
    yield "a type of a value with a blank", {"@id": "urn:x", "urn:p": {"@value": "urn:kept", "@type": "a b"}}
    yield "a language without a value", {"@id": "urn:x", "urn:kept": {"@language": "en"}}
    yield "a value that is a thing", {"@id": "urn:x", "urn:p": {"@value": {"a": "urn:kept"}}}
    yield "a value and an address at once", {"@id": "urn:x", "urn:p": {"@value": "urn:kept", "@id": "urn:y"}}
    yield "literals turned round", {"@id": "urn:x", "@reverse": {"urn:p": "urn:kept"}}
    yield "two documents", b'{"@id":"urn:x","urn:p":"other"} {"@id":"urn:y","urn:p":"urn:kept"}'
    yield "lines of documents", b'{"@id":"urn:x","urn:p":"other"}\n{"@id":"urn:y","urn:p":"urn:kept"}\n'
    yield "a key twice", b'{"@id":"urn:x","urn:p":"urn:kept","urn:p":"other"}'
    yield "no UTF-8", b'{"@id":"urn:x","urn:p":"urn:kept\xff"}'
    yield "UTF-16", json.dumps(_thing()).encode("utf-16")
    yield "nothing", b""
    yield "blanks", b"  \n"
    yield "a mark of order before it", b"\xef\xbb\xbf" + json.dumps(_thing()).encode()
    yield "half a document", json.dumps(_thing()).encode()[:-5]
    yield "a comma too many", b'{"@id":"urn:x","urn:p":"urn:kept",}'
    yield "no number", b'{"@id":"urn:x","urn:p":["urn:kept", NaN]}'
    yield "a context from elsewhere", {"@context": "https://example.org/context", **_thing()}
    yield "a context that is imported", {"@context": {"@import": "https://example.org/context"}, **_thing()}
    yield "a context that is a number", {"@context": 5, **_thing()}
    yield "a version to come", {"@context": {"@version": 2.0}, **_thing()}
    for number in ("1e400", "9" * 19, "9" * 30, "0.12345678901234567890123", "1e-400", "1E400000000", "1e-99999999999"):
        yield (
            f"a number of {len(number)} signs, {number[:12]}, that is rounded",
            b'{"@id":"urn:x","urn:kept":%b}' % number.encode(),
            number,
        )
    yield from _scopes()
    yield "nested 100,000 deep", b'{"urn:p":' * 100_000 + b"1" + b"}" * 100_000
    yield "lists nested 100,000 deep", b"[" * 100_000 + b"]" * 100_000


def _scopes() -> Iterator[tuple[object, ...]]:
    """Yield words whose context does not reach them, and keywords where they mean nothing."""

    def within(context: object, **said: object) -> dict[str, object]:
        return {"@context": context, "@id": "urn:x", "urn:p": "other"} | said

    kind, apart = {"T": {"@id": "urn:T", "@context": {"q": "urn:q"}}}, {"@propagate": False, "q": "urn:q"}
    yield "a word of the kind of what is around", within(kind, **{"@type": "T", "urn:l": {"q": "urn:kept"}})
    yield "a word of the kind of a thing", within(kind, **{"@type": "T", "q": "urn:kept"})
    yield "such a word in a list", within(kind, **{"@type": "T", "urn:l": {"@list": [{"q": "urn:kept"}]}})
    yield (
        "a word of a context for one thing",
        within({"l": {"@id": "urn:l", "@context": apart}}, l={"urn:m": {"q": "urn:kept"}}),
    )
    yield (
        "a word of a relation beyond it",
        within({"l": {"@id": "urn:l", "@context": {"q": "urn:q"}}}, l={}, q="urn:kept"),
    )
    yield "what is nested for the looks", within({"n": "@nest", "q": "urn:q"}, n={"q": "urn:kept"})
    yield "a word nested for the looks", within({"n": "@nest"}, n={"q": "urn:kept"})
    yield "a direction", within({}, **{"urn:l": {"@value": "a", "@direction": "rtl"}}), "rtl"
    yield "a direction of all", within({"@direction": "rtl"}), "rtl"
    yield "a direction of a word", within({"q": {"@id": "urn:q", "@direction": "rtl"}}, q="a"), "rtl"
    yield "a mark of an index", within({}, **{"urn:l": {"@value": "a", "@index": "urn:kept"}})
    for container in ("@index", ["@graph", "@index"]):
        yield (
            f"a key of an index {container}",
            within({"q": {"@id": "urn:q", "@container": container}}, q={"urn:kept": {"@id": "urn:y"}}),
        )
    for word in ("@base", "@vocab", "@version", "@container", "@none", "@json", "@prefix", "@protected", "@propagate"):
        yield f"{word} in a thing", within({}, **{word: "urn:kept"})


def _graphs() -> Iterator[Case]:
    """Yield graphs of a file that are named like ours, and bases that name a file's graph so."""
    said = "<urn:x> <urn:p> 'urn:kept' ."
    names = "inferred concepts ontology law/police-england-wales plan".split()
    for name in names:
        for suffix, text in {
            "trig": f"<{_OURS}graph/{name}> {{ {said} }}",
            "nq": f'<urn:x> <urn:p> "urn:kept" <{_OURS}graph/{name}> .\n',
            "jsonld": json.dumps({"@id": f"{_OURS}graph/{name}", "@graph": [_thing()]}),
        }.items():
            for run in ("export nquads", "export turtle", "export csv -o out"):
                yield Case(
                    name=f"{suffix} with a graph named {name}, {run.split()[1]}",
                    run=f"{run} --data town",
                    files={f"town/more.{suffix}": text},
                    code=(0, 2),
                    changes=("out", "out/*"),
                    after=_in_tables if "csv" in run else refused_or("urn:kept"),
                    fast=suffix == "trig" and name == "inferred" and "nquads" in run,
                )
        action = f'<urn:x> a <{_OURS}ns#Action> ; <http://www.w3.org/2000/01/rdf-schema#label> "urn:kept" .'
        path = f"{'law/' if '/' in name else ''}{name.rpartition('/')[2]}.ttl"
        for base in (
            _OURS,
            _OURS.removesuffix("/"),
            f"{_OURS}graph/",
            f"{_OURS}id/",
            "https://W3ID.org/oversight-graph/",
        ):
            for run in ("export nquads", "export csv -o out", "check"):
                yield Case(
                    name=f"OVERSIGHT_BASE={base} and {path}, {run.split()[-1]}",
                    run=f"{run} --data town",
                    env={"OVERSIGHT_BASE": base},
                    files={f"town/{path}": action},
                    code=2 if base.rstrip("/") + "/" == _OURS else (0, 1, 2),
                    changes=("out", "out/*"),
                    after=_in_tables if "csv" in run else refused_or("" if run == "check" else "urn:kept"),
                )
    for base in ("nonsense", "urn:a b", "http://a/#x", "http://a/<b>", "\x1b[31m", "file:relative", "http://"):
        yield Case(name=f"OVERSIGHT_BASE={base!r}", run="gaps --data town", env={"OVERSIGHT_BASE": base}, code=(0, 2))


def _in_tables(here: Path, outcome: Outcome) -> str | None:
    if outcome.code == 2:
        return None if not (here / "out").exists() else "refused, and yet something is written"
    found = any(b"urn:kept" in path.read_bytes() for path in (here / "out").glob("*.csv"))
    return None if found else "what the file says is in no table"


def _names() -> Iterator[Case]:
    """Yield names of files that are odd."""
    for number, name in enumerate(
        (b"caf\xe9.ttl", b"\xff\xfe.ttl", b"a\nb.ttl", b"\x1b[31m.ttl", "\u202ettl.exe.ttl".encode())
    ):

        def prepare(here: Path, name: bytes = name) -> None:
            Path(str(here / "town").encode().join([b"", b"/" + name]).decode("utf-8", "surrogateescape")).write_bytes(
                _ACTION.encode()
            )

        for run in ("check", "gaps", "export nquads"):
            yield Case(
                name=f"file name {name!r}, {run}", run=f"{run} --data town", prepare=prepare, code=(0, 1, 2),
                after=refused_or("" if run == "gaps" else "action/x"), fast=number == 0 and run == "check",
            )  # fmt: skip


def cases() -> Iterator[Case]:
    """Yield them."""
    for name in _NOT_READ:
        for command in ("gaps", "check", "export nquads"):
            yield Case(
                name=f"{name} in the folder, {command}",
                run=f"{command} --data town",
                files={f"town/{name}": _ACTION, "town/deep/" + name: _ACTION},
                code=(0, 1),
                says=("not read: 2 files", name),
                fast=command == "gaps" and name in ("actions.turtle", "actions.json"),
            )
    yield Case(
        name="papers and pictures beside the data", run="gaps --data town", code=0, silent=("not read",),
        files={f"town/{name}": "x" for name in _BESIDE},
    )  # fmt: skip
    for name, text in _EMPTY:
        yield Case(
            name=f"{name} in which nothing stands: {text!r}", run="gaps --data town", files={f"town/{name}": text}, code=0,
            says=("not read: 1 file (", f"town/{name}"), fast=not text,
        )  # fmt: skip
    for document in _documents():
        yield from _json(*document)  # type: ignore[arg-type]
    yield from _graphs()
    yield from _names()
