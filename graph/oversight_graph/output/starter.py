"""Write a small commented data set, for somebody who brings papers of their own."""

from pathlib import Path

from oversight_graph import resources
from oversight_graph.errors import UsageError
from oversight_graph.output.export import write_whole


def write_starter(folder: Path, *, workbook: bool = False) -> list[Path]:
    """Write the starter data set.

    Parameters
    ----------
    folder : pathlib.Path
        Made if it does not exist; it must be empty.
    workbook : bool
        Whether it is to be a workbook instead of Turtle.

    Returns
    -------
    list of pathlib.Path
        The files written.

    Raises
    ------
    UsageError
        If the folder holds something already, or cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError("is not an empty folder", where=str(folder), hint="name a new one; nothing was written")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"cannot be made: {error.strerror}", where=str(folder)) from error
    written = []
    if workbook:
        from oversight_graph.ingest.workbook.read import read_csv_sheets
        from oversight_graph.ingest.workbook.write import write_workbook

        names = resources.names("data", "starter-workbook", suffix=".csv")
        book = read_csv_sheets({n: resources.resource("data", "starter-workbook", n).read_bytes() for n in names})
        path = folder / "exampleshire.xlsx"
        write_workbook(path, book.rows, settings=book.settings, examples=True)
        written.append(path)
    for name in resources.names("data", "starter", suffix=".txt" if workbook else ""):
        path = folder / name
        write_whole(path, resources.resource("data", "starter", name).read_bytes())
        written.append(path)
    return written
