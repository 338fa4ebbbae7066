"""Who watches over public promises, and where nobody does: a cited knowledge graph of oversight bodies."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oversight_graph.graph import OversightGraph

__all__ = ["OversightGraph", "__version__"]


def __getattr__(name: str) -> object:
    # The command line reads this package on each start: what it does not need is imported when asked for.
    if name == "OversightGraph":
        from oversight_graph.graph import OversightGraph

        return OversightGraph
    if name == "__version__":
        from importlib.metadata import PackageNotFoundError, version

        try:
            return version("oversight-graph")
        except PackageNotFoundError:
            return "0.1.0"
    raise AttributeError(name)
