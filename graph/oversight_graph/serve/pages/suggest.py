"""What a field that names a thing suggests."""

from functools import lru_cache

from oversight_graph.report.html.paths import Links

_MOST = 400


@lru_cache(maxsize=64)
def suggested(links: Links, *folders: str) -> tuple[tuple[str, str], ...]:
    """Return what may be typed for a thing, each with what it means.

    Parameters
    ----------
    *folders : str
        Folders of the kinds that are asked for; all but papers if none of them is one of a thing.

    Returns
    -------
    tuple of (str, str)
        Name and kind. What has the name of another too is called by its IRI.
    """
    things = links.things.values()
    found = [each for each in things if each.folder in folders] or [each for each in things if each.folder != "paper"]
    names: dict[str, int] = {}
    for each in found:
        names[each.label] = names.get(each.label, 0) + 1
    rows = sorted(
        (each.title.casefold(), each.ref if each.ref and each.title != each.label else each.label, each.iri, each)
        for each in found
        if names[each.label] == 1 or each.ref
    )  # fmt: skip
    return tuple(dict.fromkeys((typed, f"{each.title}, {each.kind}") for _, typed, _, each in rows[:_MOST]))
