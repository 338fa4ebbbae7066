"""Whether a paper is in a language whose words are loaded, by how many of its words are frequent in that language."""

import re
from collections.abc import Iterable

from oversight_graph.ingest.words import Words

# Words of running text begin with a small letter: names and headings tell nothing of the language.
_WORD = re.compile(
    r"(?<!\S)[(\"'«“‘]{0,3}([^\W\d_A-Z][^\W\d_]*)[)\"'’»”.,;:]{0,3}(?=[’'\s]|$)|(?<=[’'])([^\W\d_A-Z][^\W\d_]*)(?!\S)"
)
# The frequent words of any language are short.
_SHORT, _OFTEN = 3, 0.2
# Of a line of so many words, one in so many at least is a frequent one; of fewer words in all, nothing is said.
_LINE, _RARE, _LEAST = 8, 12, 60
# In which part of a paper such lines are no accident, and in which they are all of it.
_PART, _WHOLE = 0.3, 0.8
_CALLED = "in a language whose words are not loaded, which is probably why little of it was understood"
_DO = "give the words by which it is to be read with --words FILE.yaml (as in ontology/words/en.yaml)"


def unknown_language(texts: Iterable[str], words: Words) -> str:
    """Return what is to be told of a paper in a language whose words are not loaded; empty if it is in one that is.

    Parameters
    ----------
    texts : iterable of str
        The lines of the paper.

    Examples
    --------
    >>> from oversight_graph.ingest.words import load_words
    >>> french = ["le conseil a décidé que les lampes de la place seront changées avant la fin du mois"] * 5
    >>> unknown_language(french, load_words())[:54]
    'the paper is in a language whose words are not loaded,'
    >>> unknown_language(["the board agreed that the lamps of the square are to be changed"] * 9, load_words())
    ''
    """
    frequent = words.phrases("languages", "frequent")
    known = words.phrases("languages", "short")
    strange = every = short = 0
    for text in texts:
        found = [first or second for first, second in _WORD.findall(text)]
        if len(found) < _LINE:
            continue
        every += len(found)
        if _RARE * sum(word in frequent for word in found) <= len(found):
            strange += len(found)
            short += sum(len(word) <= _SHORT and word not in known for word in found)
    if strange < _LEAST or strange < _PART * every or short < _OFTEN * strange:
        return ""
    return f"the paper is {'' if strange >= _WHOLE * every else 'in part '}{_CALLED}: {_DO}"
