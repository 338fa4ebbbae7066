"""What minutes resolve: "RESOLVED that …", "Decision:", "it was agreed", and motions proposed and seconded."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from oversight_graph.ingest.drafts.draft import CERTAIN, DOUBTFUL, PROBABLE
from oversight_graph.ingest.drafts.minutes.actiontables import IN_A_WORD, KINDS, Task, upper
from oversight_graph.ingest.drafts.minutes.blocks import Block, Entries
from oversight_graph.ingest.drafts.minutes.items import Item
from oversight_graph.ingest.titles import GOES_ON
from oversight_graph.ingest.words import Words

# Words above a list: "RESOLVED: That Cabinet:", "It was agreed to:".
_LEADS = re.compile(r"^.{0,90}:\s*$", re.DOTALL)
# A number before or behind the word for a decision, and votes in brackets: "RESOLVED [101/24] to …", "(5 for)".
_HEAD = re.compile(
    r"^(?:(?P<numbered>Resolution|RESOLUTION)\s+(?:[Nn]o\.?\s*)?(?P<ref>\d[\w./-]*)\s*(?:[:–]|\s-)\s*"
    r"|(?P<word>(?:It\s+was\s+)?(?:RESOLVED|Resolved|AGREED|Agreed|RECOMMENDED))(?P<all>\s+unanimously)?"
    r"(?:\s*(?:[(\[](?P<within>[^()\[\]]{1,60})[)\]]|(?P<how>unan\.?|nem\.?\s*con\.?|unanimously))\s*[:–-]?)?\s+"
    r"(?:to\s+(?P<whom>[A-Z][\w ]{2,40}?)\s+)?(?=that\b|That\b|to\b|To\b))"
)
# What a meeting is asked to decide; what was decided before; and what became of the sentence before.
_ASKS = re.compile(r"\b(?:is|are|was|were)\s+(?:asked|invited|requested|recommended)\s+to\b")
_EARLIER = re.compile(
    r"(?i)\b(?:had|previously|earlier|already|originally|last\s+(?:year|month|week|time)|years?\s+ago"
    r"|(?:in|since)\s+(?:19|20)\d\d|at\s+(?:the|its|their|our)\s+(?:last|previous|\w+\s+meeting)|will\s+be)\b"
)
_SO = re.compile(
    r"(?i)(?:(?:this|it|(?:the\s+)?(?:proposal|recommendation|suggestion|request)s?)\s+(?:was|were)\s+"
    r"(?P<denied>not\s+|un)?(?:(?:unanimously|all|generally|duly)\s+)?(?:agreed|approved|accepted|supported)(?:\s+unanimously)?"
    r"|(?:all|the\s+\w+|members)?\s*(?:unanimously\s+)?agreed|approved|all\s+in\s+favou?r)(?:\s+by\s+all)?\.?"
)
_PROPOSED = re.compile(r"(?i)\b(?:propos\w+|suggest\w+|recommend\w+|request\w*|asked|moved?|seek\w*|sought)\b")
# Shorter than this, and it decides nothing.
_FRAGMENT = 12
# So many decisions are read in a paragraph.
_MOST = 12
# Between two sentences; "Mr. Roe" is none. In the words of a motion initials have stops too.
_BETWEEN = rf"(?!{GOES_ON})\s+(?=[A-Z])"
SENTENCES = re.compile(rf"(?<=[.!?;]){_BETWEEN}")
_APART = re.compile(rf"(?<=[a-z)\d]{{2}}[.!]){_BETWEEN}(?!Seconded\b)")
# What is said of a paper, not by a meeting: "draft minutes, to be agreed at the next meeting".
_LATER = re.compile(r"(?i)(?:at|by|during)\s+(?:the|our|a)\s+(?:next|following|future)\b")
# What became of a motion may stand so near the end of its wording.
_ENDS = 30
PUT_OFF = "put off"
# So many lines has an item of which a word alone speaks.
_NEAR = 6
# That nothing was decided.
_NOTHING = re.compile(r"(?i)\W*(?:no\s+(?:decisions?|resolutions?)\b|(?:none|nil|n/?a|not\s+applicable)\W*$)")
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
SECONDS = re.compile(r"(?!having\b)(?:[A-Z][\w.’'-]*\s+){0,4}second(?:ed|s)\b", re.IGNORECASE)
_OUTCOME = re.compile(
    r"(?:(?:up)?on\s+being\s+)?put\s+to\s+(?:the|a)\s+vote\b"
    r"|(?:the\s+)?(?:motion|vote|result|final\s+resolution|outcome|all in favou?r|carried|pass(?:es|ed)|fail(?:s|ed)"
    r"|lost|approved)\b",
    re.IGNORECASE,
)
_LOST = re.compile(
    r"\b(?:motion|amendment|vote|proposal|resolution)\s+(?:was\s+|is\s+)?(?:declared\s+)?"
    r"(?:failed|fails|lost|defeated|rejected|fell|falls)\b"
    r"|(?:^|[.;]\s+)(?:the\s+)?(?:fails|failed|lost|defeated|rejected)\b"
    r"|\bnot\s+(?:been\s+)?(?:carried|agreed|approved|accepted|passed|seconded)\b",
    re.IGNORECASE,
)
# Who moved something and who seconded it, and nothing of what it is.
_WHO = re.compile(r"(?i)proposed(?:\s+by)?\b(?!.*\b(?:that|to)\b).{2,40}\bseconded\b.{2,40}")
_AMENDMENT = re.compile(r"(?i)\bamendment\b")
_SUBSTANTIVE = re.compile(r"(?i)\b(?:substantive|amended|original)\s+motion\b")
_AMENDED = re.compile(r"(?i)\b(?:the\s+)?amendment\s+(?:was|is)\s+[^.;]{3,40}[.;]")
# How many were for something and how many against it, in either order of word and number.
_VOTES = re.compile(
    r"(?i)\b(?:for|favou?r)\s*[:=–-]?\s*(?P<for>\d{1,4})\b.{1,20}?\bagainst\s*[:=–-]?\s*(?P<against>\d{1,4})\b"
    r"|\b(?P<ayes>\d{1,4})\s+(?:votes?\s+)?(?:in\s+)?(?:for|favou?r)\b.{1,20}?\b(?P<noes>\d{1,4})\s+(?:votes?\s+)?against\b"
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
    ref: str = ""  # the number of the decision


class Stated:
    """Finds decisions that are only told: "The Board approved the budget", "The budget was approved"."""

    def __init__(self, words: Words) -> None:
        meeting, verbs = words.pattern("minutes", "deciders"), words.pattern("minutes", "decides")
        how = r"(?:(?:unanimously|formally|duly|also|then|therefore|further|subsequently)\s+)*"
        self._active = re.compile(
            rf"(?:(?:The\s+|All\s+)?(?P<own>(?:[A-Z][\w’'&-]*\s+){{1,5}}(?=(?i:{meeting})))?(?i:{meeting})"
            r"|(?P<short>The\s+[A-Z]{2,6})(?=\s+(?:unanimously\s+)?(?:approved|adopted|ratified|endorsed)))"
            rf"\s+(?:(?:has|have)\s+)?{how}"
            rf"(?:(?P<agreed>(?i:agreed|resolved|decided))\s+{how}(?:that\s+|to\s+|(?=not\s+to\b))"
            rf"|(?:(?i:{verbs})|NOTED|RECEIVED|did\s+not\s+(?:agree|approve|accept|support|adopt))"
            r"\s+(?!(?:with|of|by|on|upon|about|in|at|last|among|and|(?:the\s+)?following|actions?)\b))"
        )
        # "The application was refused" is mostly told of others, and what somebody said was decided is too.
        self._passive = re.compile(
            r"(?!(?:If|Once|When|As|After|Unless|Until|Although|Since|Subject|It|This|That|No|None|Nobody|(?:The\s+)?[Mm]otion\s+was)\b)[A-Z(]"
            r"(?:(?!\b(?:which|who|that|if|whether|had|has|have|not|said|told|reported|advised|explained|stated|heard)\b)[^.;:]){3,140}?"
            rf"\s(?:(?:was|were)\s+{how}(?!refused|granted)(?i:{verbs})"
            r"(?=\s*(?:[.;,]|$)|\s+(?!(?:in|on|at|last|during|earlier|following|after|since|under)\b)\w)"
            rf"(?!\s+by\s+(?!(?i:(?:the\s+)?(?:{meeting}|all|those|consensus|\d+|(?:a\s+)?majority))\b))"
            r"|(?<!\bbe\s)(?<!\bis\s)(?<!\bas\s)(?<!\bare\s)(?:approved|agreed|adopted|ratified)(?:\s+unanimously)?\.?$)"
        )

    def says_so(self, sentence: str) -> bool:
        """Whether a sentence tells what a meeting decided, and not what was decided before, or may be."""
        told = self._active.match(sentence) or self._passive.match(sentence)
        return bool(told) and len(sentence) >= _FRAGMENT and not _EARLIER.search(sentence)

    def in_paragraph(self, text: str) -> Iterator[Decided]:
        """Yield what the sentences of a paragraph tell; "This was agreed" is of the sentence before it."""
        before = ""
        for sentence in SENTENCES.split(text):
            agreed = _SO.fullmatch(sentence)
            if agreed and len(before) >= _FRAGMENT and not self.says_so(before):
                status = "rejected" if agreed["denied"] else "agreed"
                sure = PROBABLE if _PROPOSED.search(before) else DOUBTFUL
                yield Decided(f"{before} {sentence}", f"the sentence before “{sentence[:40]}”", sure, status, True)
            elif self.says_so(sentence):
                led = self._active.match(sentence)
                # A body with a name of its own may be another than the one that met.
                own = bool(led and (led["own"] or led["short"]))
                rest = sentence[led.end() :] if led and led["agreed"] and not own else sentence
                if len(rest) >= _FRAGMENT:
                    why = "a sentence that tells what was decided" + (": look whether by this meeting" if own else "")
                    yield Decided(rest, why, DOUBTFUL if own else PROBABLE)
            before = sentence


class Decisions:
    """Reads decisions out of paragraphs."""

    def __init__(self, words: Words) -> None:
        decided = words.pattern("minutes", "decision")
        self._stated = Stated(words)
        self._decision = re.compile(
            rf"^(?P<label>(?i:{decided}))(?:\s+(?P<to>that|to)\b|\s+(?=not\s+to\b)|\s*[:–-]\s*|\s+(?=unanimously))\s*(?P<rest>.*)$",
            re.S,
        )
        self._resolved = re.compile(
            r"(?:^|(?<=\s))(?:It\s+was\s+)?(?:(?:unanimously|therefore|proposed(?:,|\s+and)\s+seconded\s+and)\s+)?(?P<word>RESOLVED|AGREED|(?<=was\s)resolved|(?<=[Cc]ouncil\s)resolved|(?<=[Cc]ommittee\s)resolved|(?<=[Bb]oard\s)resolved|(?<=[Mm]embers\s)resolved)(?:\s+unanimously)?\s*:?\s+(?:that|to)?\s*(?P<rest>.+)$|"
            r"(?:^|(?<=[.;]\s))It\s+was\s+(?:(?:unanimously|generally|also|further|then|therefore)\s+)?(?P<agreed>agreed|decided|resolved|proposed[^.]{0,80}?agreed)\s+(?:by\s+(?:all|members|the\s+\w+)\s+)?(?:that\s+|to\s+|(?=not\s+to\b)|(?=for\s+[^.]{2,60}\s+to\b))(?P<what>.+)$|"
            r"(?<=[.;]\s)[*_]*(?P<label>Decision|DECISION)[*_]*\s*:[*_]*\s*(?P<told>.+)$",
            re.S,
        )

    def outcome(self, text: str) -> str:
        """Return what a paragraph says became of the motion before it: agreed, rejected, put off, or empty."""
        if not _OUTCOME.match(text) or _SECONDED.search(text) or _MOTION.match(text):
            return ""
        return _became(text)[0] or (PUT_OFF if _PUT_OFF.search(text) else "")

    def says_so(self, sentence: str) -> bool:
        """Whether a sentence is the wording of a decision or a motion."""
        said = self._decision.match(sentence) or self._resolved.search(sentence) or _is_motion(sentence)
        return bool(said) or self._stated.says_so(sentence)

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
        out: list[Decided] = []
        for _ in range(_MOST):
            found, text = self._first(text)
            out += found
            if not text:
                break
        return out

    def _first(self, text: str) -> tuple[list[Decided], str]:
        """Return what a paragraph decides first, and the sentences behind that which are still to be read."""
        text, ref, votes = _bare(text)
        if (moved := _MOTION.match(text)) and not _is_motion(text):
            off = _PUT_OFF.search(moved["rest"][-_ENDS:])
            why = f"begins with “Motion”; {f'{PUT_OFF}: “{off[0]}”' if off else _UNSAID}"
            rest = re.sub(r"(?i)^resolved[,:]?\s+(?:that\b)?\s*", "", moved["rest"])
            return ([Decided(rest, why, DOUBTFUL, "", True, bool(off))] if len(rest) >= _FRAGMENT else []), ""
        before: list[Decided] = []
        found = self._decision.match(text)
        if found and found["rest"]:
            rest, why = found["rest"], f"begins with “{found['label']}”"
            if _NOTHING.match(rest):
                return [], ""
        else:
            inside = self._resolved.search(text)
            if not inside:
                return list(_motions(text)) or list(self._stated.in_paragraph(text)), ""
            before = list(self._stated.in_paragraph(re.sub(r"(?:\s+and|,)?\s*$", "", text[: inside.start()])))
            rest = inside["rest"] or inside["what"] or inside["told"]
            said = inside["word"] or inside["agreed"]
            why = f"says that it was {said.lower()}" if said else f"stands behind “{inside['label']}”"
        loud = "RESOLVED" in text or (found is not None and ":" in text[: found.start("rest")])
        rest, *more = [rest.strip()] if loud and len(rest) < 600 else SENTENCES.split(rest.strip())
        behind = " ".join(more)
        if len(rest) < _FRAGMENT or rest.startswith("(For ") or MOVERS.fullmatch(text) or _LATER.match(rest):
            return before, behind
        rest = re.sub(r"^(?:\(\w\)\s*)?(?:[Tt]hat\s+|for\s+(?=[^.]{2,60}\s+to\b))?", "", rest)
        if _ASKS.search(rest):
            return before, behind  # what a meeting is asked to decide
        asks = rest.rstrip().endswith("?")
        why += f"; the votes are printed: {votes}" if votes else ""
        return [*before, Decided(rest, why, DOUBTFUL if asks else CERTAIN if loud else PROBABLE, ref=ref)], behind


def _bare(text: str) -> tuple[str, str, str]:
    """Return a paragraph without what stands between the word for a decision and its wording: a number, votes.

    Examples
    --------
    >>> _bare("RESOLVED [101/24] to buy lamps."), _bare("Resolution 7: That lamps be bought.")
    (('RESOLVED to buy lamps.', '101/24', ''), ('RESOLVED: That lamps be bought.', '7', ''))
    >>> _bare("Resolved (5 for, 2 against) that lamps be bought.")
    ('Resolved that lamps be bought.', '', '5 for, 2 against')
    >>> _bare("RECOMMENDED to Council that lamps be bought.")[0]
    'AGREED: Recommended to Council that lamps be bought.'
    """
    found = _HEAD.match(text)
    if found is None:
        return text, "", ""
    rest = text[found.end() :]
    if found["numbered"]:
        return f"RESOLVED: {rest}", found["ref"], ""
    if found["word"] == "RECOMMENDED":
        whom = f" to {found['whom']}" if found["whom"] else ""
        return f"AGREED: Recommended{whom} {rest}", "", found["within"] or ""
    if found["whom"]:
        return text, "", ""
    within = found["within"] or ""
    ref = within if re.fullmatch(r"\d[\w./-]*", within) else ""
    return f"{found['word']} {rest}", ref, "" if ref else within or found["how"] or (found["all"] or "").strip()


def _is_motion(sentence: str) -> bool:
    return bool(_MOVED.search(sentence) and _SECONDED.search(sentence))


def _motions(text: str) -> Iterator[Decided]:
    """Yield the motions of a paragraph, each with what is said until the next of whether it was carried."""
    sentences = _APART.split(text)
    # Of a sentence that says who seconds, what is moved stands in the one before.
    second = {
        at for at in range(1, len(sentences)) if SECONDS.match(sentences[at]) and _MOVER.search(sentences[at - 1])
    }
    moved = [at for at, sentence in enumerate(sentences) if at in second or _is_motion(sentence)]
    for at, end in itertools.pairwise([*moved, len(sentences)]):
        behind = " ".join(sentences[at:end])
        # Of an amendment that counts which is said of it, and of a motion what is said of none to it.
        whole = _SUBSTANTIVE.split(behind)[0] if _AMENDMENT.search(sentences[at]) else _AMENDED.sub(" ", behind)
        status, said = _became(whole)
        off = None if said else _PUT_OFF.search(behind)
        why = f"“{said}”" if said else f"{PUT_OFF}: “{off[0]}”" if off else _UNSAID
        own = sentences[at - 1] if at in second else sentences[at]
        own = f"{sentences[at - 1]} {own}" if at and _WHO.fullmatch(own) else own
        own = re.sub(r"^(?:action|motion|vote)s?:\s*", "", own, flags=re.IGNORECASE)
        yield Decided(own, f"proposed and seconded; {why}", PROBABLE if said else DOUBTFUL, status, True, bool(off))


def _became(text: str) -> tuple[str, str]:
    """Return what became of a motion by the words that say so, and these; by the votes where none do.

    Examples
    --------
    >>> _became("It was moved and seconded. For 5, against 2."), _became("It was moved. 2 for and 2 against")
    (('agreed', 'For 5, against 2'), ('', ''))
    """
    lost = _LOST.search(text)
    if said := lost or _CARRIED.search(text):
        return ("rejected" if lost else "agreed"), said[0].strip(" .;")
    votes = _VOTES.search(text)
    ayes, noes = (int(votes[1] or votes[3]), int(votes[2] or votes[4])) if votes else (0, 0)
    return ("agreed" if ayes > noes else "rejected", votes[0]) if votes and ayes != noes else ("", "")


class Resolutions:
    """Follows what is decided through the paragraphs of minutes: also in lists, and by what stands in the next one."""

    def __init__(self, decisions: Decisions) -> None:
        self.found: list[Task] = []
        self._decisions = decisions
        self._led: tuple[Block, Item | None, Entries] | None = None  # the words above a list of decisions

    def lists(self, block: Block) -> bool:
        """Whether a paragraph with a letter before it is an entry of the list of decisions that is being read."""
        return self._led is not None and bool(re.fullmatch(r"\(?[a-z]{1,4}[).]\s*", block.number))

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
        if item is not None and self._in_a_word(block, item):
            return []
        decided = self._decisions.read(block.text)
        for found in decided:
            task = Task.of(upper(found.text), block, item, found.why, found.certainty)
            task.status, task.moved, task.ref = found.status, found.moved and not found.settled, found.ref
            self.found.append(task)
        return [(found.text, block) for found in decided if not found.moved] if decided else None

    def _in_a_word(self, block: Block, item: Item) -> bool:
        """Take in a paragraph that says in a word what was decided on its item, or that it was put off."""
        said = IN_A_WORD.fullmatch(block.text)
        if said is None or block.heading or not item.title or (block.text.isupper() and not said["label"]):
            return False
        # A point of a list, and what stands far below the title, may be of something else.
        if not (said["label"] or said["subject"]) and (block.bullet or len(item.lines) > _NEAR):
            return False
        word = " ".join(said["word"].lower().split())
        if word in ("deferred", "postponed", "withdrawn"):
            item.outcome, item.told = ("", "withdrawn") if word == "withdrawn" else ("deferred", item.told)
            item.lines = sorted({*item.lines, *block.lines})
            return True
        if said["when"]:
            return False  # "agreed to mend it"
        text = f"{item.title}: {word}"
        if any(task.item is item and task.text == text for task in self.found):
            return True
        whole = replace(block, lines=tuple(sorted({*item.lines[:1], *block.lines})))
        why = f"“{block.text[:40]}” below the title of the item"
        task = Task.of(text, whole, item, why, CERTAIN if said["label"] else PROBABLE)
        task.status = KINDS.get(word, "rejected")
        self.found.append(task)
        return True

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
