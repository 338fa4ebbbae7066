"""Write a small commented data set, for somebody who brings papers of their own."""

from pathlib import Path

from oversight_graph import resources
from oversight_graph.errors import UsageError
from oversight_graph.output.export import write_whole


def write_starter(folder: Path) -> list[Path]:
    """Write the starter data set.

    Parameters
    ----------
    folder : pathlib.Path
        Made if it does not exist; it must be empty.

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
    for name in resources.names("data", "starter", suffix=""):
        path = folder / name
        write_whole(path, resources.resource("data", "starter", name).read_bytes())
        written.append(path)
    return written
