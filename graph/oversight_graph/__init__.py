"""Who watches over public promises, and where nobody does: a cited knowledge graph of oversight bodies."""

# Checkers of types know the name and take it for true. To import it would be the first work of each command, in which
# Ctrl-C is not yet heard as it should be.
TYPE_CHECKING = False
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
