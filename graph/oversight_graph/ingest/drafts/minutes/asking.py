"""The words around what minutes ask for: labels and their numbers, words that ask for nothing, and how it stands."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from oversight_graph.ingest.drafts.minutes.actiontables import several
from oversight_graph.ingest.drafts.minutes.blocks import Block
from oversight_graph.ingest.drafts.minutes.owners import Owners
from oversight_graph.ingest.progress import DONE, WITHDRAWN, progress_of
from oversight_graph.ingest.words import Words, plain

# Shorter than this, and it asks for nothing, unless it says who is to do something or begins with a verb.
FRAGMENT = 12
# "Action 3.1: …", "[AP1] …", "Action point no. 4: …": a label with a number of its own.
_NUMBERED = re.compile(
    r"(?:^|(?<=[.!?;)]\s))[(\[]?(?i:(?:agreed\s+)?action(?:\s+(?:point|item))?|AP)\s*(?i:no\.?\s*)?#?"
    r"(?P<ref>\d[\w./-]*?)[)\]]?(?P<mark>\s*[:–—-]\s*|\.?\s+)(?=\S)"
)
# Words behind a label by which nothing is to be done.
_NONE = re.compile(
    r"(?:none|n a|nil|not applicable)\b(?:\s\w+){0,4}$"
    r"|no (?:(?:new|further|outstanding|immediate|specific|other) )*actions?\b"
    r"|(?:for |to )?(?:be )?(?:information|noting|note|noted|info)(?: only)?$|(?:item )?closed$"
)
# How a task stands is what is printed last, behind a dash or in brackets: "(ongoing)".
_LAST = re.compile(r"(?:\s[–—-]\s+|[(\[]|[.:;]\s+)(?P<said>[^–—()\[\].:;]{2,60})[)\]]?\s*\.?$")
_BOX = re.compile(r"\[(?P<done>[ xX✓]?)\]\s+")
_OF = re.compile(r"(?i)\s(?:for|by|assigned\s+to)\s+(?:the\s+)?(?P<who>\S.*)$")

# What a label asks whom for, in one run of words without a colon.
_ASKED = re.compile(r"(?i)\s+(?:for|by|of)\s+(?P<what>\S.{2,60}?\s+to\s+[a-z].*)$")
# A label that needs no colon: "New keys. To be actioned by the Clerk."
_BY_WHOM = re.compile(
    r"\b(?P<label>(?i:(?:to\s+be|for)\s+action(?:ed)?\s+by)):?\s+(?:the\s+)?(?P<who>[A-Z][\w &,/.’'-]{1,60}?)\.?$"
)


class Label(NamedTuple):
    """A label in a paragraph: as printed, what stands behind it, its number, whom it names, and where it begins."""

    label: str
    text: str
    ref: str
    who: str
    begin: int
    before: bool  # whether it is of what an earlier meeting asked for
    heads: bool  # whether entries may follow below


def is_nothing(text: str) -> bool:
    """Whether what stands behind a label says that nothing is to be done.

    Examples
    --------
    >>> [is_nothing(text) for text in ("None", "No further action.", "For information only", "Note the report to JB")]
    [True, True, True, False]
    """
    return bool(_NONE.match(plain(text)))


def box_of(text: str) -> tuple[str | None, str]:
    """Return what stands in the box to tick with which an entry begins, None if it has none, and the rest.

    Examples
    --------
    >>> box_of("[x] Mend the lamp"), box_of("[ ] Mend the lamp"), box_of("Mend the lamp")
    (('x', 'Mend the lamp'), ('', 'Mend the lamp'), (None, 'Mend the lamp'))
    """
    found = _BOX.match(text)
    return (found["done"].strip(), text[found.end() :]) if found else (None, text)


def numbered_in(text: str, owners: Owners) -> Label | None:
    """Return a label with a number of its own, where what stands behind it asks somebody for something.

    Examples
    --------
    >>> from oversight_graph.ingest.words import load_words
    >>> owners = Owners(load_words())
    >>> found = numbered_in("Action 3.1 – Buy paint (Owner: JB, by 3 May)", owners)
    >>> found.ref, found.text
    ('3.1', 'Buy paint (Owner: JB, by 3 May)')
    >>> numbered_in("Action 12/23-04 was complete.", owners)
    """
    found = _NUMBERED.search(text)
    if found is None:
        return None
    behind = text[found.end() :].strip()
    asks = owners.leading(behind, True)[0] or owners.trailing(behind)[0] or owners.doer(behind)
    if not asks and not (found["mark"].strip() and owners.begins(behind)):
        return None
    label = " ".join(text[found.start() : found.end("ref")].strip("([ ").split())
    return Label(label, behind, found["ref"].rstrip("."), "", found.start(), False, False)


def named_in(label: str, owners: Owners) -> str:
    """Return whom a label names: "Action by Clerk", "Action for JB".

    Examples
    --------
    >>> from oversight_graph.ingest.words import load_words
    >>> owners = Owners(load_words())
    >>> named_in("Action for the Clerk", owners), named_in("Actions from 4 May", owners)
    ('Clerk', '')
    """
    found = _OF.search(label)
    return owners.tidy(found["who"]) if found and owners.is_owner(found["who"]) else ""


def parts_of(text: str, celled: bool, owners: Owners) -> Iterator[str]:
    """Yield the tasks behind a label: numbered ones apart, and those that a semicolon parts if each names its owner.

    Examples
    --------
    >>> from oversight_graph.ingest.words import load_words
    >>> list(parts_of("JB to buy paint; AL to pay.", False, Owners(load_words())))
    ['JB to buy paint', 'AL to pay.']
    """
    for part in several(text, celled):
        pieces = [piece.strip() for piece in part.split(";") if piece.strip(" .")]
        yield from (
            pieces if len(pieces) > 1 and all(owners.begins(piece, by_owner=True) for piece in pieces) else [part]
        )


def stands(text: str, words: Words) -> str:
    """Return the state of a task by the words behind it, by its code; empty if it is open.

    Examples
    --------
    >>> from oversight_graph.ingest.words import load_words
    >>> said = ("JB to pay – done", "JB to pay (ongoing)", "JB to chase outstanding bills", "JB to pay. Not done.")
    >>> [stands(each, load_words()) for each in said]
    ['discharged', '', '', '']
    """
    found = _LAST.search(text[-80:])
    return state_by(found["said"].strip(), words) if found else ""


def state_by(said: str, words: Words) -> str:
    """Return the state of a task by a remark that begins with it, by its code; empty if it is open.

    Examples
    --------
    >>> from oversight_graph.ingest.words import load_words
    >>> said = ("Done in May", "Carried forward", "Outstanding", "No longer required", "The completed form is here")
    >>> [state_by(each, load_words()) for each in said]
    ['discharged', 'deferred', '', 'withdrawn', '']
    """
    if words.any_of("minutes", "put off").match(said):
        return "deferred"
    how = progress_of(said, words)
    done = any(words.any_of(*path).match(said) for path in (("minutes", "closed"), ("progress", DONE)))
    return "withdrawn" if how == WITHDRAWN else "discharged" if done and how == DONE else ""


def before_label(text: str, last: Block | None, block: Block) -> tuple[str, Sequence[int]]:
    """Return the words that stand before a label which only names an owner, and their lines: in the paragraph above."""
    if not text and last is not None and not last.heading and last.bullet <= block.bullet:
        return last.text, last.lines
    return text, ()


class Labels:
    """Finds the labels of what minutes ask for."""

    def __init__(self, words: Words, owners: Owners) -> None:
        label = words.pattern("minutes", "action")
        self._label = re.compile(
            rf"(?:^|(?<=[.!?:;)”\"’'–-]\s)|(?<=\*)|(?<=\s{{2}}))(?P<label>(?i:{label})(?:\s+(?:from|for|of|by|arising\s+from|assigned\s+to(?=[^:]+:))\s[^:]{{1,60}}?)?)\s*(?::|–|-(?=\s)|$)\s*"
            rf"|(?:^|(?<=[.!?;)]\s))(?i:action|todo)\s+(?P<who>(?!(?:Items?|Points?|Owner|Assigned)\b)[A-Z][\w.&/’'-]*(?:(?:\s*[,&/]\s*|\s+(?:and\s+)?)[A-Z][\w.’'-]*){{0,4}})\s*:\s+"
            rf"|^(?i:(?P<before>(?:review\s+(?:of\s+)?)?(?:the\s+)?(?:last|previous)\s+meeting['’]?s?\s+(?:{label})))\s*:?\s*$"
            rf"|\b(?i:(?:following|agreed)\s+(?:{label}))\s*:\s*"
            rf"|(?:^|(?<=[.!?;)]\s))(?P<loud>ACTIONS?(?:\s+ARISING)?)\b\s*[:–.-]?\s*(?=\S)"
        )
        self._owners = owners

    def ask(self, text: str) -> bool:
        """Whether a label in a text asks for something now, and not at an earlier meeting."""
        found = self._label.search(text)
        return bool(found and not found["before"])

    def stand_in(self, text: str) -> bool:
        """Whether a label stands in a text."""
        return bool(self._label.search(text))

    def of(self, block: Block, *, listed: bool) -> list[Label]:
        """Return the labels of a paragraph, each with what stands behind it up to the next.

        Parameters
        ----------
        listed : bool
            Whether a list of actions is being read, of which an entry with a box to tick is one.
        """
        text, matches = block.text, list(self._label.finditer(block.text))
        if not matches:
            numbered = None if block.heading else numbered_in(text, self._owners)
            box, rest = (None, "") if block.row or listed else box_of(text)
            if box is not None:
                whole = Label("[ ]", text, "", "", 0, False, False)
                return [whole] if self._owners.begins(rest) or self._owners.leading(rest, True)[0] else []
            if by := _BY_WHOM.search(text):
                return [Label(by["label"], by["who"], "", "", by.start(), False, False)]
            return [numbered] if numbered else []
        out = []
        for match, end in zip(matches, [*(match.start() for match in matches[1:]), None], strict=True):
            label = " ".join((match["label"] or match["loud"] or match["before"] or match[0]).split())
            words = "" if block.heading and ":" not in text else text[match.end() : end].strip()
            words = f"{match['who']}: {words}" if match["who"] else words
            if match["label"] and not words and end is None and (asked := _ASKED.search(label)):
                words, label = asked["what"], label[: asked.start()]  # "Action for the Clerk to write to the county"
            who = "" if self._owners.leading(words, True)[0] else named_in(label, self._owners)
            out.append(Label(label, words, "", who, match.start(), bool(match["before"]), True))
        return out
