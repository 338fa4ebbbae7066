"""The command that takes foreign registers in: import."""

from pathlib import Path

from oversight_graph.cli.options import Asked, deliver, refuse_beside, say, shared
from oversight_graph.errors import UsageError
from oversight_graph.registry.declare import Option


@shared(
    "",
    Option("source", "One of popolo, organogram, csv.", "text", metavar="KIND", place="argument", needed=True,
           choices=("popolo", "organogram", "csv")),
    Option("file", "The JSON or CSV file; for csv also a folder that export csv wrote.", "path", metavar="FILE",
           place="argument", needed=True),
    Option("output", "Folder for the data file.", "path", flag="--output -o", metavar="DIR", needed=True),
    Option("mapping", "A CONSTRUCT of your own instead.", "path", flag="--map", metavar="FILE.rq"),
    Option("date", "The day of the data, such as 2025-03-04.", "text", ""),
    Option("publisher", "Who published it.", "text", ""),
    Option("base", "What all addresses are to begin with.", "text", "", metavar="IRI"),
)  # fmt: skip
def import_(
    asked: Asked, source: str, file: Path, output: Path, mapping: Path | None, date: str, publisher: str, base: str
) -> None:
    """Make data of a foreign register: rows become plain triples, which a CONSTRUCT maps; what is left out is told."""
    from oversight_graph import resources
    from oversight_graph.ingest.importers.mapping import import_file
    from oversight_graph.ingest.workbook.to_graph.names import slug

    if source == "csv" and file.is_dir() and not mapping:
        refuse_beside(
            "a folder that export csv wrote, which says all itself", date=date, publisher=publisher, base=base
        )
        _tables(file, output)
        return
    if source == "csv" and not mapping:
        hint = "give a CONSTRUCT with --map FILE.rq, or name a folder that export csv wrote"
        raise UsageError("nothing says what the columns mean", where=str(file), hint=hint)
    if not date:
        raise UsageError("nothing says of which day the data is", hint="give it with --date 2025-03-04")
    text = resources.own_text(mapping) if mapping else resources.text("queries", "import", f"{source}.rq")
    made = import_file(file, text, date=date, publisher=publisher, base=base)
    _write(output, f"{slug(file.stem)}.ttl", made.content)
    say("made: " + ", ".join(f"{count} {name}" for name, count in sorted(made.things.items())))
    left = [f"{name} {count}" for name, count in sorted(made.left.items(), key=lambda each: (-each[1], each[0]))]
    if left:
        say(f"left out, since the mapping does not take it or it is no day: {', '.join(left)}")
    for what, count in made.dropped.items():
        say(f"left out whole: {count} {what}")
    if made.contacts:
        say(f"left out, since it says how to reach somebody: {made.contacts} values")


def _tables(folder: Path, output: Path) -> None:
    import pyoxigraph as ox

    from oversight_graph.ingest.importers.tables import read_tables
    from oversight_graph.model.vocabulary import PREFIXES

    found = sorted(read_tables(folder), key=str)
    content = ox.serialize(found, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b""
    _write(output, "tables.ttl", content)
    say(f"made: {len(found)} statements")


def _write(folder: Path, name: str, content: bytes) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"cannot be made: {error.strerror}", where=str(folder)) from error
    deliver(content, folder / name)
