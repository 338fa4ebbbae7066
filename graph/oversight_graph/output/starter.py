"""Write a small commented data set, for somebody who brings papers of their own."""

from pathlib import Path

from oversight_graph import resources
from oversight_graph.writing import write_folder


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
    files: dict[str, bytes] = {}
    if workbook:
        from oversight_graph.ingest.workbook.read import read_csv_sheets
        from oversight_graph.ingest.workbook.write import workbook_of

        names = resources.names("data", "starter-workbook", suffix=".csv")
        book = read_csv_sheets({n: resources.resource("data", "starter-workbook", n).read_bytes() for n in names})
        files["exampleshire.xlsx"] = workbook_of(book.rows, settings=book.settings, examples=True)
    for name in resources.names("data", "starter", suffix=".txt" if workbook else ""):
        files[name] = resources.resource("data", "starter", name).read_bytes()
    write_folder(folder, files)
    return [folder / name for name in files]
