"""What a field that names a thing suggests."""

from functools import lru_cache

from oversight_graph.report.html.paths import Links

_MOST = 400
_IRI = "http"


@lru_cache(maxsize=64)
def suggested(links: Links, name: str, default: str = "") -> tuple[tuple[str, str], ...]:
    """Return what may be typed for a parameter, each with what it means.

    Parameters
    ----------
    links : Links
    name : str
        Of the parameter: the word for a kind of thing, or what begins or ends with one, suggests those.
    default : str
        A thing of the kind that is asked for, as a SPARQL term; empty if that is not known.

    Returns
    -------
    tuple of (str, str)
        Name and kind. What has the name of another too is called by its IRI.
    """
    like = links.things.get(default.strip("<>"))
    kinds = {like.cls} if like else {each.cls for each in links.things.values() if each.folder == name}
    kinds = kinds or {each.cls for each in links.things.values() if name.endswith(each.folder)}
    found = [each for each in links.things.values() if each.folder != "paper" and (not kinds or each.cls in kinds)]
    names: dict[str, int] = {}
    for each in found:
        names[each.label] = names.get(each.label, 0) + 1
    rows = sorted(
        (each.title.casefold(), each.ref if each.ref and each.title != each.label else each.label, each.iri, each)
        for each in found
        if names[each.label] == 1 or each.ref
    )  # fmt: skip
    return tuple(dict.fromkeys((typed, f"{each.title}, {each.kind}") for _, typed, _, each in rows[:_MOST]))
