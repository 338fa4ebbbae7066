"""What minutes resolve: "RESOLVED that …", "Decision:", "it was agreed", and motions proposed and seconded."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from oversight_graph.ingest.drafts.draft import CERTAIN, DOUBTFUL, PROBABLE
from oversight_graph.ingest.drafts.minutes.actiontables import Task, upper
from oversight_graph.ingest.drafts.minutes.blocks import Block, Entries
from oversight_graph.ingest.drafts.minutes.items import Item
from oversight_graph.ingest.words import Words

# Words above a list: "RESOLVED: That Cabinet:", "It was agreed to:".
_LEADS = re.compile(r"^.{0,90}:\s*$", re.DOTALL)
# Shorter than this, and it decides nothing.
_FRAGMENT = 12
# Between two sentences; "Mr. Roe" is none. In the words of a motion initials have stops too.
_BETWEEN = "".join(rf"(?<!\b{title}\.)" for title in ("Mr", "Mrs", "Ms", "Dr", "Cllr", "Cr")) + r"\s+(?=[A-Z])"
SENTENCES = re.compile(rf"(?<=[.!?;]){_BETWEEN}")
_APART = re.compile(rf"(?<=[a-z)\d]{{2}}[.!]){_BETWEEN}(?!Seconded\b)")
# What is said of a paper, not by a meeting: "draft minutes, to be agreed at the next meeting".
_LATER = re.compile(r"(?i)(?:at|by|during)\s+(?:the|our|a)\s+(?:next|following|future)\b")
# What became of a motion may stand so near the end of its wording.
_ENDS = 30
PUT_OFF = "put off"
_UNSAID = "the paragraph does not say if it was carried"
_MOVED = re.compile(r"\b(?:proposed|move[ds]|motion(?:ed)?)\b", re.IGNORECASE)
_MOVER = re.compile(r"\b(?:proposed|moved|moves)\b", re.IGNORECASE)
_SECONDED = re.compile(r"\bsecond(?:ed|s)?\b", re.IGNORECASE)
# What says that a motion was carried.
_CARRIED = re.compile(
    r"\b(?:unanimous(?:ly)?|agreed|carried|resolved|approved|pass(?:es|ed)|accepted|all in favou?r|votes? for)\b",
    re.IGNORECASE,
)
# What is moved behind a label, and a word for a decision with nothing but who moved it behind.
_MOTION = re.compile(
    r"(?i)motion\s*:\s*[\"“]?(?:(?:it\s+was\s+)?(?:resolved|proposed),?\s+)?(?P<rest>.{12,})$", re.DOTALL
)
MOVERS = re.compile(
    r"(?:RESOLVED|AGREED|Resolved|Agreed)(?:\s+unanimously)?\s*(?:\[[^\]]*\]\s*)?(?:\([^()]{3,80}\))?\s*:?"
)
# Who seconds what was moved in the paragraph before, and what became of it.
SECONDS = re.compile(r"(?:[A-Z][\w.’'-]*\s+){0,4}second(?:ed|s)\b", re.IGNORECASE)
_OUTCOME = re.compile(
    r"(?:the\s+)?(?:motion|vote|result|final\s+resolution|outcome|all in favou?r|carried|pass(?:es|ed)|fail(?:s|ed)"
    r"|lost|approved)\b",
    re.IGNORECASE,
)
_LOST = re.compile(
    r"\b(?:motion|vote|proposal|resolution)\s+(?:was\s+|is\s+)?(?:failed|fails|lost|defeated|rejected|fell|falls)\b"
    r"|^(?:the\s+)?(?:fails|failed|lost|defeated|rejected)\b"
    r"|\bnot\s+(?:been\s+)?(?:carried|agreed|approved|accepted|passed|seconded)\b",
    re.IGNORECASE,
)
_PUT_OFF = re.compile(r"\b(?:deferred|postponed|withdrawn)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Decided:
    """What a paragraph decides."""

    text: str  # the decision, without the words that say it is one
    why: str
    certainty: str
    # "agreed" or "rejected" for a motion whose paragraph says that it was carried or lost, otherwise empty.
    status: str = ""
    # moved, settled: whether it is a motion, and whether the paragraph says that it was put off
    moved: bool = False
    settled: bool = False


class Decisions:
    """Reads decisions out of paragraphs."""

    def __init__(self, words: Words) -> None:
        decided = words.pattern("minutes", "decision")
        self._decision = re.compile(
            rf"^(?P<label>(?i:{decided}))(?:\s+(?P<to>that|to)\b|\s+(?=not\s+to\b)|\s*[:–-]\s*|\s+(?=unanimously))\s*(?P<rest>.*)$",
            re.S,
        )
        self._resolved = re.compile(
            r"(?:^|(?<=\s))(?:It\s+was\s+)?(?:(?:unanimously|therefore|proposed(?:,|\s+and)\s+seconded\s+and)\s+)?(?P<word>RESOLVED|AGREED|(?<=was\s)resolved|(?<=[Cc]ouncil\s)resolved|(?<=[Cc]ommittee\s)resolved|(?<=[Bb]oard\s)resolved|(?<=[Mm]embers\s)resolved)(?:\s+unanimously)?\s*:?\s+(?:that|to)?\s*(?P<rest>.+)$|"
            r"(?:^|(?<=[.;]\s))It\s+was\s+(?:unanimously\s+)?(?P<agreed>agreed|decided|resolved|proposed[^.]{0,80}?agreed)\s+(?:that\s+|to\s+|(?=not\s+to\b))(?P<what>.+)$|"
            r"(?<=[.;]\s)[*_]*(?P<label>Decision|DECISION)[*_]*\s*:[*_]*\s*(?P<told>.+)$",
            re.S,
        )

    def outcome(self, text: str) -> str:
        """Return what a paragraph says became of the motion before it: agreed, rejected, put off, or empty."""
        if not _OUTCOME.match(text) or _SECONDED.search(text) or _MOTION.match(text):
            return ""
        if _LOST.search(text):
            return "rejected"
        return "agreed" if _CARRIED.search(text) else PUT_OFF if _PUT_OFF.search(text) else ""

    def says_so(self, sentence: str) -> bool:
        """Whether a sentence is the wording of a decision or a motion."""
        return bool(self._decision.match(sentence) or self._resolved.search(sentence) or _is_motion(sentence))

    def read(self, text: str) -> list[Decided]:
        """Return what a paragraph decides; doubtful where it asks.

        Examples
        --------
        >>> from oversight_graph.ingest.words import load_words
        >>> decisions = Decisions(load_words())
        >>> decisions.read("RESOLVED that the lamp be mended.")[0].text
        'the lamp be mended.'
        >>> decisions.read("Cllr Poe proposed a new lamp, seconded by Cllr Roe. Carried.")[0].status
        'agreed'
        >>> decisions.read("Motion by Poe, second by Roe, to mend the lamp. Motion failed 2-3.")[0].status
        'rejected'
        >>> decisions.read("The lamp is dark.")
        []
        """
        if (moved := _MOTION.match(text)) and not _is_motion(text):
            off = _PUT_OFF.search(moved["rest"][-_ENDS:])
            why = f"begins with “Motion”; {f'{PUT_OFF}: “{off[0]}”' if off else _UNSAID}"
            rest = re.sub(r"(?i)^resolved[,:]?\s+(?:that\b)?\s*", "", moved["rest"])
            return [Decided(rest, why, DOUBTFUL, "", True, bool(off))] if len(rest) >= _FRAGMENT else []
        found = self._decision.match(text)
        if found and found["rest"]:
            rest, why = found["rest"], f"begins with “{found['label']}”"
        else:
            inside = self._resolved.search(text)
            if not inside:
                return list(_motions(text))
            rest = inside["rest"] or inside["what"] or inside["told"]
            said = inside["word"] or inside["agreed"]
            why = f"says that it was {said.lower()}" if said else f"stands behind “{inside['label']}”"
        loud = "RESOLVED" in text or (found is not None and ":" in text[: found.start("rest")])
        rest = rest.strip() if loud and len(rest) < 600 else SENTENCES.split(rest.strip())[0]
        if len(rest) < _FRAGMENT or rest.startswith("(For ") or MOVERS.fullmatch(text) or _LATER.match(rest):
            return []
        rest = re.sub(r"^(?:\(\w\)\s*)?(?:[Tt]hat\s+)?", "", rest)
        asks = rest.rstrip().endswith("?")
        return [Decided(rest, why, DOUBTFUL if asks else CERTAIN if loud else PROBABLE)]


def _is_motion(sentence: str) -> bool:
    return bool(_MOVED.search(sentence) and _SECONDED.search(sentence))


def _motions(text: str) -> Iterator[Decided]:
    """Yield the motions of a paragraph, each with what is said until the next of whether it was carried."""
    sentences = _APART.split(text)
    moved = [at for at, sentence in enumerate(sentences) if _is_motion(sentence)]
    for at, end in itertools.pairwise([*moved, len(sentences)]):
        behind = " ".join(sentences[at:end])
        lost = _LOST.search(behind)
        said = lost or _CARRIED.search(behind)
        status = "rejected" if lost else "agreed" if said else ""
        off = None if said else _PUT_OFF.search(behind)
        why = f"“{said[0]}”" if said else f"{PUT_OFF}: “{off[0]}”" if off else _UNSAID
        before = at and SECONDS.match(sentences[at]) and _MOVER.search(sentences[at - 1])
        own = sentences[at - 1] if before else sentences[at]
        own = re.sub(r"^(?:action|motion|vote)s?:\s*", "", own, flags=re.IGNORECASE)
        yield Decided(own, f"proposed and seconded; {why}", PROBABLE if said else DOUBTFUL, status, True, bool(off))


class Resolutions:
    """Follows what is decided through the paragraphs of minutes: also in lists, and by what stands in the next one."""

    def __init__(self, decisions: Decisions) -> None:
        self.found: list[Task] = []
        self._decisions = decisions
        self._led: tuple[Block, Item | None, Entries] | None = None  # the words above a list of decisions

    def take(self, block: Block, item: Item | None, last: Block | None) -> list[tuple[str, Block]] | None:
        """Read one paragraph; return what it decides that is no motion, and where; None if it decides nothing.

        Parameters
        ----------
        last : Block or None
            The paragraph before, in which something may have been moved.
        """
        led = self._led
        if led and item is led[1] and (block.number or block.bullet) and led[2].go_on(block):
            if len(block.text) >= _FRAGMENT:
                whole = replace(block, lines=tuple(sorted({*led[0].lines, *block.lines})))
                why = f"an entry of the list below “{led[0].text[:40]}”"
                self.found.append(Task.of(upper(block.text), whole, item, why))
            return []
        if led and MOVERS.fullmatch(led[0].text) and block.text.startswith("That "):
            both = tuple(sorted({*led[0].lines, *block.lines}))
            block = replace(block, text=f"RESOLVED {block.text}", lines=both)
        leads = _LEADS.search(block.text) or MOVERS.fullmatch(block.text)
        self._led = (block, item, Entries()) if leads and self._decisions.says_so(block.text) else None
        if self._led or self._became(block):
            return []
        if SECONDS.match(block.text) and last is not None and not last.heading:
            both = (*last.lines, *block.lines)  # it was moved in the paragraph before
            block = replace(block, text=f"{last.text} {block.text}", lines=both)
        decided = self._decisions.read(block.text)
        for found in decided:
            task = Task.of(upper(found.text), block, item, found.why, found.certainty)
            task.status, task.moved = found.status, found.moved and not found.settled
            self.found.append(task)
        return [(found.text, block) for found in decided if not found.moved] if decided else None

    def _became(self, block: Block) -> bool:
        """Take in what became of the motion before, if a paragraph says so; say whether it does."""
        before = self.found[-1] if self.found else None
        said = self._decisions.outcome(block.text) if before and not before.status and before.moved else ""
        if before is None or not said:
            return False
        if said == PUT_OFF:
            before.moved, before.certainty = False, DOUBTFUL
        else:
            before.status, before.certainty = said, PROBABLE
        before.why = f"{before.why.partition(';')[0]}; what became of it stands below: “{block.text[:40]}”"
        before.lines = sorted({*before.lines, *block.lines})
        return True
