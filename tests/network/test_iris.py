"""Rows of the network name each thing by its IRI too, in the order of the names."""

from oversight_graph.graph import OversightGraph


def test_each_name_has_its_address_beside_it(graph: OversightGraph) -> None:
    rows = [*graph.overlaps()[:40], *graph.measures(), *graph.chain("3.2")]
    called = {row.iri: row.name for row in graph.measures()}
    found = 0
    for row in rows:
        for column in (
            "a",
            "b",
            "subjects",
            "only_overseer_of",
            "dominated",
            "chairs_shared",
            "shared_members",
            "path",
        ):
            names, iris = getattr(row, column, ()), getattr(row, f"{column}_iri", ())
            names, iris = ((names,), (iris,)) if isinstance(names, str) else (names, iris)
            assert len(names) == len(iris)
            pairs = [(name, called[iri]) for name, iri in zip(names, iris, strict=True) if iri in called]
            assert all(name == other for name, other in pairs)
            found += len(pairs)
    assert found > 100
