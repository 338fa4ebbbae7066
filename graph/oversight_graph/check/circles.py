"""Circles of relations that lead onward or upward, and so must come to an end somewhere.

Commands end on a circle all the same, but what they say of it means little: nobody stands above himself.
"""

from collections import defaultdict
from collections.abc import Iterator

from oversight_graph.check.cycles import rings
from oversight_graph.check.locate import Locator
from oversight_graph.check.violations import Violation
from oversight_graph.model.vocabulary import NS, PREFIXES
from oversight_graph.store.store import Store

CIRCLE = "circle"
# What is said of a pair, and the pattern that finds it: ?one leads to ?other.
_RELATIONS = {
    "reports into": f"{{ ?one <{NS}reportsInto> ?other }} UNION "
    f"{{ ?one <{NS}reporting> ?reporting . ?reporting <{NS}into> ?other }}",
    "answers to": f"?one <{PREFIXES['org']}reportsTo> ?other",
    "is part of": f"{{ ?one <{PREFIXES['dcterms']}isPartOf> ?other }} UNION "
    f"{{ ?one <{PREFIXES['org']}subOrganizationOf> ?other }}",
    "was carried forward from": f"?one <{NS}carriedForwardFrom> ?other",
    "takes the place of": f"{{ ?one <{PREFIXES['dcterms']}replaces> ?other }} UNION "
    f"{{ ?other <{PREFIXES['dcterms']}isReplacedBy> ?one }}",
    "goes over into": f"?change <{PREFIXES['org']}originalOrganization> ?one ; "
    f"<{PREFIXES['org']}resultingOrganization> ?other",
    "lives on as": f"?one <{NS}livesOnAs> ?other",
    "continues": f"?one <{NS}continues> ?other",
    "is narrower than": f"?one <{PREFIXES['skos']}broader> ?other",
}
_SHOWN = 12


def circles(store: Store, locator: Locator, level: str) -> Iterator[Violation]:
    """Yield a violation for each circle, with its members in their order.

    Parameters
    ----------
    store : Store
    locator : Locator
        Says where the first member stands.
    level : str
        Severity of all.
    """
    for words, pattern in _RELATIONS.items():
        onward: dict[str, list[str]] = defaultdict(list)
        query = f"SELECT DISTINCT ?one ?other {{ {pattern} }} ORDER BY ?one ?other"
        for one, other in store.select(query, f"circles: {words}"):
            onward[one or ""].append(other or "")
        for ring in rings(onward):
            names = [locator.name(member) for member in ring[:_SHOWN]]
            more = f", {len(ring) - _SHOWN} more" if len(ring) > _SHOWN else ""
            round_ = f"each {words} the next, and the last the first" if len(ring) > 1 else f"it {words} itself"
            message = f"{', '.join(names)}{more}: {round_}"
            yield Violation(level, CIRCLE, locator.name(ring[0]), message, locator.where(ring[0]))
