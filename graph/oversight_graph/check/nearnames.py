"""The check for bodies whose names are so near that they may be one body."""

import re

from oversight_graph.check.locate import Locator
from oversight_graph.check.violations import Violation
from oversight_graph.store.store import Store
from oversight_graph.store.views import ask

NEAR = "near-equal-names"
# Words that many names share, and that tell two bodies apart the least.
_COMMON = frozenset("the of and for on a in strategic board group panel committee meeting west mercia alliance".split())


def near_names(store: Store, locator: Locator, level: str = "info") -> list[Violation]:
    """Find pairs of bodies whose names are so near that they may be one body.

    Parameters
    ----------
    store : Store
    locator : Locator
    level : str
        Severity of the violations.

    Returns
    -------
    list of Violation
        One for each pair whose names, without words such as "board" and "group", have the same words, or are nearly
        spelt alike (a ratio of 0.85 or more by `difflib.SequenceMatcher`). Names that a loaded paper uses for either
        count too.
    """
    import difflib
    from itertools import combinations

    names: dict[str, dict[str, str]] = {}  # the telling words of each name of a body, and the name
    labels: dict[str, str] = {}
    for body, label, _, _, _, _ in ask(store, "bodies"):
        if body and label:
            labels[body] = label
            names.setdefault(body, {})[_kernel(label)] = label
    for body, _, name in ask(store, "body_evidence"):
        if body in names and name and " " in name:
            names[body].setdefault(_kernel(name), name)
    found = []
    for one, two in combinations(sorted(labels), 2):
        pairs = [(a, b) for a in names[one] for b in names[two] if a and b and (a == b or (len(a) > 8 and len(b) > 8))]
        near = (
            (names[one][a], names[two][b])
            for a, b in pairs
            if difflib.SequenceMatcher(None, a, b).quick_ratio() >= 0.85
            and difflib.SequenceMatcher(None, a, b).ratio() >= 0.85
        )
        if names_in_papers := next(near, None):
            shown = (
                label if label == name else f"{label} (also {name!r})"
                for label, name in zip((labels[one], labels[two]), names_in_papers, strict=True)
            )
            message = f"{' and '.join(shown)} have names that are nearly equal: are they one body?"
            found.append(Violation(level, NEAR, labels[one], message, locator.where(one)))
    return found


def _kernel(name: str) -> str:
    """Return the telling words of a name, in their order."""
    return " ".join(word for word in re.findall(r"[a-z0-9]+", name.lower()) if word not in _COMMON)
