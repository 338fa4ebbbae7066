"""The checks for bodies that may be one body, and for those that are taken for one and may be two."""

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

import pyoxigraph as ox

from oversight_graph.check.locate import Locator
from oversight_graph.check.violations import Violation
from oversight_graph.model.spelling import acronyms, name_key, spelt_out
from oversight_graph.store.store import Store
from oversight_graph.store.views import ask, ask_of

NEAR = "near-equal-names"
SHARED = "one-body-of-two-publishers"
# Words that many names share, and that tell two bodies apart the least.
_COMMON = frozenset("the of and for on a in strategic board group panel committee meeting".split())
# A name that so many bodies have is that of a kind, such as the audit committee of each council.
_BEARERS = 8
# Names are compared if they share something that no more than so many have: the work grows with them, not with pairs.
_SHARERS = 40
# Letters that are the initials of more bodies than these tell nothing.
_ALIKE = 3
_LETTERS = re.compile(r"[A-Z][A-Z&]{1,7}")


def near_names(store: Store, locator: Locator) -> list[Violation]:
    """Find pairs of bodies whose names are so near that they may be one body.

    Returns
    -------
    list of Violation
        One for each pair whose names, without words such as "board" and "group", have the same words, or are nearly
        spelt alike (a ratio of 0.85 or more by `difflib.SequenceMatcher`), or one of which is known by nothing but
        letters that are the initials of the other. Names that a loaded paper uses for either count too. Names with
        different numbers are different; a name that more than eight bodies have tells nothing, nor do initials of more
        than three.

    Notes
    -----
    Not all pairs are compared, but those that share a word, or the beginnings of all words, which few others have.
    """
    names: dict[str, dict[str, str]] = {}  # the telling words of each name of a body, and the name
    labels: dict[str, str] = {}
    spelt: dict[str, set[str]] = {}
    for body, label, _, _ in ask(store, "bodies"):
        if body and label:
            labels[body] = label
            spelt.setdefault(body, set()).add(label)
            names.setdefault(body, {})[_kernel(label)] = label
    for body, _, name in ask(store, "body_evidence"):
        if body in names and name:
            spelt[body].add(name)
            if " " in name:
                names[body].setdefault(_kernel(name), name)
    bearers: dict[str, list[str]] = defaultdict(list)
    for body, kernels in names.items():
        for kernel in kernels:
            bearers[kernel].append(body)
    telling = {kernel for kernel, bodies in bearers.items() if kernel and len(bodies) <= _BEARERS}
    alike = {(kernel, kernel) for kernel in telling} | {pair for pair in _candidates(telling) if _near(*pair)}
    alike |= set(_same_words(telling))
    pairs = {
        (first, second)
        for a, b in alike
        for x in bearers[a]
        for y in bearers[b]
        for first, second in [sorted((x, y))]
        if x != y
    }
    found = []
    for first, second in sorted(pairs):
        a, b = next((a, b) for a in names[first] for b in names[second] if {(a, b), (b, a)} & alike)
        shown = (
            label if label == name else f"{label} (also {name!r})"
            for label, name in ((labels[first], names[first][a]), (labels[second], names[second][b]))
        )
        message = f"{' and '.join(shown)} have names that are nearly equal: are they one body?"
        found.append(Violation("info", NEAR, labels[first], message, locator.where(first)))
    short = [body for body, those in spelt.items() if all(map(_LETTERS.fullmatch, those))]
    for body, name, _, _ in ask_of(store, "names", "thing", map(ox.NamedNode, short)) if short else ():
        spelt[body or ""].add(name or "")
    for first, second in _by_initials(spelt):
        message = f"{labels[first]} may be {labels[second]}, whose initials these are: are they one body?"
        found.append(Violation("info", NEAR, labels[first], message, locator.where(first)))
    return found


def shared_names(store: Store, locator: Locator) -> list[Violation]:
    """Find bodies that workbooks describe which hold papers of different publishers alone.

    Workbooks of one folder make one body of all that are called alike, and each publisher may have one of that name.
    """
    publishers: dict[str, set[str]] = defaultdict(set)
    for paper, publisher in ask(store, "papers").of("paper", "publisher"):
        for book in locator.books(paper or "") if publisher else ():
            publishers[book].add(publisher or "")
    found = []
    for body, label, _, _ in ask(store, "bodies") if len(publishers) > 1 else ():
        those = [publishers[book] for book in locator.books(body or "") if book in publishers]
        if body and label and len(those) > 1 and not set.intersection(*those):
            whose = " and ".join(sorted(set().union(*those)))
            message = (
                f"is one body in workbooks with papers of {whose}: if each has one of that name, these are several"
            )
            found.append(Violation("info", SHARED, label, message, locator.where(body)))
    return found


def _by_initials(names: Mapping[str, set[str]]) -> Iterator[tuple[str, str]]:
    """Yield bodies that are known by letters alone, each with one whose initials they are."""
    bodies: dict[str, set[str]] = defaultdict(set)
    for body, those in names.items():
        for letters in {each for name in those if not _LETTERS.fullmatch(name) for each in acronyms(name)}:
            bodies[letters].add(body)
    for body, those in sorted(names.items()):
        if all(map(_LETTERS.fullmatch, those)):
            fitting = set().union(*(bodies.get(letters, set()) for letters in those))
            yield from ((body, other) for other in sorted(fitting) if len(fitting) <= _ALIKE)


def _candidates(kernels: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of names that are worth comparing."""
    sharing: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for kernel in sorted(kernels):
        words = kernel.split()
        numbers = [word for word in words if re.search(r"\d", word)]
        for share in {*words, " ".join(word[:3] for word in words)}:
            sharing[share, *numbers].append(kernel)
    for names in sharing.values():
        if len(names) <= _SHARERS:
            yield from combinations(names, 2)


def _same_words(kernels: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of names that have the same words in another order."""
    sharing: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for kernel in sorted(kernels):
        sharing[tuple(sorted(kernel.split()))].append(kernel)
    for names in sharing.values():
        yield from combinations(names, 2)


def _near(a: str, b: str) -> bool:
    """Whether two names are nearly spelt alike; short ones are so by chance."""
    if min(len(a), len(b)) <= 8 or 2 * min(len(a), len(b)) < 0.85 * (len(a) + len(b)):
        return False
    matcher = difflib.SequenceMatcher(None, a, b)
    return matcher.quick_ratio() >= 0.85 and matcher.ratio() >= 0.85


def _kernel(name: str) -> str:
    """Return the telling words of a name, in their order."""
    return " ".join(word for word in spelt_out(name_key(name)).split() if word not in _COMMON)
