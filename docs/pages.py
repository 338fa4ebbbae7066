"""The generated pages of the documentation, each made of the files that the product itself reads."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import fields

import typer
from typer.core import TyperCommand, TyperGroup

from oversight_graph.ask import catalogue
from oversight_graph.check import checks
from oversight_graph.cli import program
from oversight_graph.registry.answers import answers
from oversight_graph.registry.declare import Answer

NOTICE = "<!-- Written by docs/generate.py; do not edit. -->\n\n"
# An option that so many commands have, with the same words, is told once.
_OFTEN = 6
# Columns that need no words of their own in each docstring.
_USUAL = {"evidence": "Citations.", "iri": "IRI of the thing."}


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a Markdown table."""
    lines = [list(heads)]
    lines += [[cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def questions() -> str:
    """Return the page of the question catalogue."""
    found = [catalogue.question(name) for name in catalogue.names()]
    groups = defaultdict(list)
    for question in found:
        groups[question.group].append(question)
    parts = [
        f"{NOTICE}# Question catalogue\n\n"
        f"{len(found)} named questions. Each is a SPARQL file in `queries/questions/` that runs as it is on any SPARQL "
        "1.1 engine.\n\n"
        "* `oversight query --list` lists them, `oversight query NAME` asks one, `oversight query NAME --show` prints "
        "its SPARQL.\n"
        "* `-p KEY=VALUE` gives a parameter a value; a thing may be named as a person would (`-p body=AGG`). Without "
        "it the default holds; a default of *any* leaves the parameter open.\n"
    ]
    for group in catalogue.GROUPS:
        parts.append(f"\n## {group.capitalize().replace('-', ' ')}\n")
        for question in groups[group]:
            defaults = dict(question.defaults)
            parts.append(f"\n### {question.name}\n\n{question.question}\n\n")
            parts += [
                f"* parameter `{name}`: {meaning} (default: {_default(defaults.get(name, 'UNDEF'))})\n"
                for name, meaning in question.parameters
            ]
            parts.append("* answer: " + "; ".join(f"`{name}` {meaning}" for name, meaning in question.columns) + "\n")
    return "".join(parts)


def _default(term: str) -> str:
    if term == "UNDEF":
        return "*any*"
    return "`" + re.sub(r"^<(.*)>$", r"\1", term.partition("^^")[0]) + "`"


def checks_page() -> str:
    """Return the page of the checks: queries, built-in ones, shapes."""
    from rdflib import SH, Graph, URIRef

    from oversight_graph import resources
    from oversight_graph.model.vocabulary import BASE

    found = checks.checks()
    shapes = Graph().parse(data=resources.text("ontology", "shapes.ttl"), format="turtle")
    rules = sorted(
        (
            str(shape).rpartition("#")[2],
            "warning" if shapes.value(shape, SH.severity) == SH.Warning else "error",
            "yes" if (shape, URIRef(f"{BASE}shapes#atLoad"), None) in shapes else "",
            str(message),
        )
        for shape, message in shapes.subject_objects(SH.message)
    )
    others = checks.built_in()
    parts = [
        f"{NOTICE}# Checks\n\n"
        f"`oversight check` runs {len(found)} queries, {len(others)} built-in checks and {len(rules)} SHACL shapes. A "
        "violation says how grave it is, what is wrong, and in which file and line. `--fail-on` says from which "
        "severity on the exit code is 1. `--profile FILE` sets severities anew: lines `LEVEL CHECK`, where the level "
        "is `error`, `warning`, `info` or `off`, and the check is one of the names below; `shacl` stands for all "
        "shapes.\n\n"
        "## Queries\n\nThe files in `queries/checks/`; each row of an answer is a violation, or something worth "
        "a look.\n"
    ]
    parts += [_check(check) for check in found]
    parts.append(
        "\n## Built-in checks\n\nThose of them that are errors are also looked for whenever data of your own is "
        "loaded: such data is refused. Of the shapes, those are that say so below.\n"
    )
    parts += [_check(check) for check in others]
    parts.append(
        "\n## Shapes\n\nThe rules in `ontology/shapes.ttl`; `ontology/examples/` has a record that keeps each rule "
        "and one that breaks it. `oversight check` asks all of them, in a store and behind an endpoint too; data of "
        "your own is refused when it is loaded if it breaks one that has a yes in the third column.\n\n"
    )
    columns = ["shape", "severity", "at load", "message"]
    parts.append(table(columns, ([f"`{n}`", severity, at_load, text] for n, severity, at_load, text in rules)))
    return "".join(parts)


def _check(check: checks.Check) -> str:
    return (
        f"\n### {check.name}\n\n{check.title}. Severity: {check.severity}.\n\n"
        f"* Problem: {check.problem.strip()}\n* What to do: {check.solution.strip()}\n"
        + ("* Data of your own that breaks it is refused when it is loaded.\n" if check.at_load else "")
    )


def commands() -> str:
    """Return the page of the commands, from what each says of itself in ``--help``."""
    group = typer.main.get_command(program())
    assert isinstance(group, TyperGroup)
    context = typer.Context(group, info_name="oversight")
    found = dict(_single(group))
    options = {
        name: _options(command, typer.Context(command, info_name=name, parent=context))
        for name, command in found.items()
    }
    often = Counter(tuple(row) for rows in options.values() for row in rows)
    shared = [row for row, times in often.items() if times >= _OFTEN]
    planned = ", ".join(f"`{answer.name}`" for answer in answers() if answer.date == "plan" and not answer.under)
    parts = [
        f"{NOTICE}# Command reference\n\n"
        "`oversight [OPTIONS] COMMAND [ARGS]...`\n\n"
        "Data goes to stdout, messages go to stderr. Exit codes: 0 fine; 1 findings, where the command is a check; 2 "
        "bad input or usage. The date that an answer holds for is always said: without `--as-of` it is that of the "
        f"newest plan for {planned}, `map` and the grades of `report`, and that of the newest paper for all else. "
        "`--format json` and `csv` hold all columns; a table shows those that fit, or those that `--columns` "
        "names.\n\n",
        table(["option", "meaning"], _options(group, context)),
        "\n",
        table(
            ["command", "what it does"],
            ([f"[`{name}`](#{name.replace(' ', '-')})", command.help or ""] for name, command in found.items()),
        ),
        "\n## Options that many commands take\n\nEach command names those that it takes.\n\n",
        table(["option", "meaning"], shared),
    ]
    for name, command in found.items():
        inner = typer.Context(command, info_name=name, parent=context)
        arguments = ["command"] if isinstance(command, TyperGroup) else []
        arguments += [p.name or "" for p in command.get_params(inner) if p.param_type_name == "argument"]
        usage = " ".join(["oversight", name, "[OPTIONS]", *(a.upper() for a in arguments)])
        parts.append(f"\n## {name}\n\n{command.help}\n\n`{usage}`\n\n")
        if own := [row for row in options[name] if tuple(row) not in shared]:
            parts.append(table(["argument or option", "meaning"], own) + "\n")
        usual = [re.findall(r"--[a-z-]+", row[0])[-1] for row in options[name] if tuple(row) in shared]
        if usual:
            parts.append(f"As [many commands](#options-that-many-commands-take): `{'`, `'.join(usual)}`.\n")
        parts += [_rows(answer) for answer in answers() if name in (answer.name, answer.under)]
    return "".join(parts)


def _single(group: TyperGroup, before: str = "") -> Iterator[tuple[str, TyperCommand | TyperGroup]]:
    """Yield the commands and groups by name; a command of a group has the name of the group before its own."""
    for name, command in group.commands.items():
        if isinstance(command, TyperCommand | TyperGroup):
            yield f"{before}{name}", command
        if isinstance(command, TyperGroup):
            yield from _single(command, f"{before}{name} ")


def _rows(answer: Answer) -> str:
    """Return what the rows of an answer hold, and what it means if there is none."""
    kind = answer.kind
    summary = (kind.__doc__ or "").splitlines()[0].rstrip(".")
    title = f"Columns with `--{answer.name}`" if answer.under else "Columns"
    same = next((other.name for other in answers() if other is not answer and kind.__base__ is other.kind), None)
    more = f" As for `{same}`, and:" if same else ""
    columns = table(["column", "meaning"], _columns(kind, own=same is not None))
    return f"\n{title}: {_lower(summary)}.{more}\n\n{columns}\nNo row: {_lower(answer.empty)}\n"


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _options(command: TyperCommand | TyperGroup, context: typer.Context) -> list[list[str]]:
    rows = []
    for parameter in command.get_params(context):
        if parameter.name in ("install_completion", "show_completion"):  # what these say differs between shells
            help_text = {"install": "Install", "show": "Show"}[parameter.name.split("_")[0]]
            rows.append([f"`--{parameter.name.replace('_', '-')}`", f"{help_text} completion for the current shell."])
            continue
        names, text = parameter.get_help_record(context) or ("", "")
        if parameter.param_type_name == "argument":
            names = (parameter.name or "").upper() + (f" ({names.partition(':')[2]})" if ":" in names else "")
        rows.append([f"`{names}`", " ".join(text.split())])
    return rows


def _columns(kind: type, *, own: bool) -> list[list[str]]:
    """Return the columns of a dataclass, all or its own, with what its docstring says of them."""
    section = (kind.__doc__ or "").partition("----------\n")[2]
    named = [name for name in kind.__annotations__ if own] or [field.name for field in fields(kind)]
    rows = []
    for names, text in re.findall(r"^    (\w[\w, ]*) : .*\n((?:        .*\n|\n)*)", section + "\n", re.MULTILINE):
        words = re.sub(r", see `[^`]*`", "", " ".join(text.split())).replace("``", "`")
        rows.append([", ".join(f"`{name}`" for name in names.split(", ")), words or _USUAL.get(names, "")])
        named = [name for name in named if name not in names.split(", ")]
    if named:
        raise ValueError(f"{kind.__name__}: the docstring does not tell of {', '.join(named)}")
    return rows
