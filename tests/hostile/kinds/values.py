"""Values that are none: each is refused, or found by the check, with file and line, and no command breaks on it."""

from collections.abc import Iterator

from case import Case

_PLAN, _REGISTER, _MEETING = "town/plan-2025.ttl", "town/register.ttl", "town/meeting-2025-03-04.ttl"
_ALL = (
    "check",
    "gaps",
    "coverage",
    "bodies",
    "actions",
    "explain 1.1",
    "export popolo",
    "timeline",
    "verify --sources town",
)


def cases() -> Iterator[Case]:
    """Yield them."""
    yield from _dates()
    yield from _line_counts()
    yield from _citations()
    yield from _names()
    yield from _references()
    yield from _namespaces()


def _dates() -> Iterator[Case]:
    date = '"2025-02-04"^^xsd:date'
    values = (
        '"2025-02-30"^^xsd:date', '"2025-2-4"^^xsd:date', '"04.02.2025"^^xsd:date', '""^^xsd:date', '"2025"^^xsd:date',
        '"2025-13-01"^^xsd:date', '"٢٠٢٥-٠٢-٠٤"^^xsd:date', '"2025-02-04T00:00:00"^^xsd:dateTime', '"2025-02-04"',
        '"99999-01-01"^^xsd:date', '"-0001-01-01"^^xsd:date', '"2025-02-04Z"^^xsd:date', '" 2025-02-04"^^xsd:date',
    )  # fmt: skip
    for value in values:
        for command in ("gaps", "coverage", "bodies", "export nquads", "explain 1.1"):
            yield Case(
                name=f"a plan of {value}, {command}", run=f"{command} --data town", swap={_PLAN: (date, value)},
                says=(f"{_PLAN}:27: ", "date"), fast=command == "gaps" and value == values[0],
            )  # fmt: skip
        # The newest paper gives the date to go by; the check must not stop at what is wrong with it.
        yield Case(
            name=f"a newest paper of {value}, check", run="check --data town", code=1, says=(f"{_REGISTER}:30", "date"),
            swap={_REGISTER: ('"2025-03-04"^^xsd:date', value)}, fast=value == values[0],
        )  # fmt: skip
    for value in (
        "2025-13",
        "2025-00",
        "20251",
        "yesterday",
        "",
        "2025-02-32",
        "٢٠٢٥",
        "2025-02 ",
        "2025-02-30",
        "2025-02-29",
        "2025-04-31/2025-05",
        "2025-02/2025-01",
        "2024-02",
        "2025-02-28/2025-02-27",
        "20X5-13",
    ):
        for command in _ALL[:6]:
            yield Case(
                name=f"a partial date of {value!r}, {command}", run=f"{command} --data town",
                swap={_MEETING: ('ovs:edtf "2025-02"', f'ovs:edtf "{value}"')}, code=1 if command == "check" else (0, 2),
                says=(_MEETING,) if command == "check" else (),
            )  # fmt: skip


def _line_counts() -> Iterator[Case]:
    values = (
        '"12.5"', '"many"', "true", "1" * 30, '"١٢"', "-1", "0", "1.5", '""', '"12"@en', '"1e3"', "1e3", '"0x10"', '" 12"',
        "<urn:twelve>", '"12"^^xsd:integer, 13',
    )  # fmt: skip
    for value in values:
        for command in _ALL:
            yield Case(
                name=f"a paper of {value[:34]} lines, {command}", run=f"{command} --data town",
                swap={_REGISTER: ("ovs:lineCount 12", f"ovs:lineCount {value}")},
                code=(1, 2) if command == "check" else (0, 1, 2),
                says=(_REGISTER,) if command == "check" else (),
            )  # fmt: skip


def _citations() -> Iterator[Case]:
    for value in (
        "line=13,14", "line=4,9999", "LINE=4,5", "lines=4,5", "line=4-5",
        "line=5,4", "line=5,5", "line=-1,2", "line=1", "line=,", "line=4,", "line=a,b", "line=4,5,6",
        f"line={'9' * 400},{'9' * 401}", "line=٤,٥", "line=4.5,6", "page=0", "page=x", "page=9,2", "line=", "page=",
    ):  # fmt: skip
        for command in _ALL:
            yield Case(
                name=f"a citation of {value[:24]}, {command}", run=f"{command} --data town",
                swap={_PLAN: ("ovs:evidence <#line=8,9> ;\n    ovs:oversightCell", f"ovs:evidence <#{value}> ;\n    ovs:oversightCell")},
                code=(1, 2) if command == "check" else (0, 1, 2),
                says=(_PLAN,) if command == "check" else (),
            )  # fmt: skip


def _names() -> Iterator[Case]:
    for name, value in {
        "empty": "", "blank": "   ", "zero-width": "\u200b\u200b", "no-break blanks": "\xa0", "a joiner": "\u2060",
        "a mark of order": "\ufeff", "turning signs": "\u202e\u202c", "line breaks": "\\n\\n", "a soft hyphen": "\xad",
    }.items():  # fmt: skip
        for what, file, old in (
            ("a body", _REGISTER, '"Lighting Working Group"@en'), ("a person", _REGISTER, '"Robin Rowe"@en'),
            ("a paper", _REGISTER, '"Community Safety Plan 2025"@en'), ("a row", _PLAN, '"Cycle parking at stations"@en'),
            ("an action", _MEETING, '"List of dark streets to be sent"@en'),
        ):  # fmt: skip
            for command in ("check", "gaps", "bodies"):
                yield Case(
                    name=f"{what} whose name is {name}, {command}", run=f"{command} --data town",
                    swap={file: (old, f'"{value}"@en')}, code=(1, 2) if command == "check" else (0, 2),
                    says=("town/",) if command == "check" else (), fast=what == "a body" and name == "zero-width",
                )  # fmt: skip


def _references() -> Iterator[Case]:
    for name, value in {
        "5,000 digits": "9" * 5000, "100,000 dots": "1." * 1000, "digits of another script": "١.٢", "letters": "Ω.β",
        "a sign of more than one": "²", "nothing": "", "blanks": "  ", "a fraction": "½", "a minus": "-1",
    }.items():  # fmt: skip
        for command in (
            "coverage",
            "gaps",
            "check",
            "query commitments-per-objective",
            "map -o out.html",
            "whatif --remove SSB",
        ):
            yield Case(
                name=f"a reference of {name}, {command}", run=f"{command} --data town", code=(0, 1, 2),
                swap={_PLAN: ('skos:notation "1.2" ;', f'skos:notation "{value}" ;')}, changes=("out.html",),
            )  # fmt: skip


def _namespaces() -> Iterator[Case]:
    prefixes = ("body", "organization", "person", "post", "paper", "mechanism", "kind", "document", "ovs", "skos")
    for prefix in prefixes:
        for change in ("without its last sign", "with one sign more"):
            for command in ("check", "gaps"):
                yield Case(
                    name=f"the prefix {prefix} {change}, {command}", run=f"{command} --data town",
                    prepare=None, swap={_REGISTER: _spoilt(prefix, change)}, code=(1, 2) if command == "check" else 2,
                    says=("town/",),
                )  # fmt: skip


def _spoilt(prefix: str, change: str) -> tuple[str, str]:
    from case import STARTER

    line = next(
        line for line in (STARTER / "register.ttl").read_text().splitlines() if line.startswith(f"@prefix {prefix}:")
    )
    iri = line[line.index("<") + 1 : line.index(">")]
    new = {"without its last sign": iri[:-1], "with one sign more": iri + "x"}[change]
    return line, line.replace(iri, new)
