"""The graph that workers hold."""

from pathlib import Path

from oversight_graph.errors import UsageError
from oversight_graph.graph import OversightGraph
from oversight_graph.serve.settings import Settings


def opened(settings: Settings) -> OversightGraph:
    """Load the graph that the settings name; a store on disk is only read, so that many can.

    Raises
    ------
    OversightError
        If it cannot be loaded.
    """
    if settings.store:
        from oversight_graph.store import disk

        if not Path(settings.store).exists():
            raise UsageError("there is no store", where=settings.store, hint="any other command with --store fills it")
        graph = OversightGraph(disk.read(Path(settings.store)))
    else:
        graph = OversightGraph.load(*settings.data, endpoint=settings.endpoint or None, timeout=settings.patience)
    return graph.of_place(settings.place) if settings.place else graph
