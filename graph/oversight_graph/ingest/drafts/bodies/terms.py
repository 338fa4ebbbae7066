"""Terms of reference: what a body is for, who sits on it, how often it meets and to whom it reports, in one paper."""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from oversight_graph.ingest.days import date_in
from oversight_graph.ingest.drafts.bodies.lists import BodyRow
from oversight_graph.ingest.drafts.bodies.openness import PUBLIC, PUBLISHED, openness
from oversight_graph.ingest.drafts.bodies.seats import BY_KIND, SENTENCE, SHORT, in_a_row, seat
from oversight_graph.ingest.drafts.draft import PROBABLE, Draft, Drafts, listed
from oversight_graph.ingest.drafts.minutes.blocks import Block, blocks_of, is_wrapped
from oversight_graph.ingest.drafts.minutes.people import People
from oversight_graph.ingest.drafts.plans.prose import sentences
from oversight_graph.ingest.readers.form import Line
from oversight_graph.ingest.words import Words, plain
from oversight_graph.ingest.workbook.codes import ORGANISATION
from oversight_graph.model.spelling import flat

# So many lines at the top may say what the paper is, and a purpose is not longer than so many characters.
_TOP, _PURPOSE = 8, 300
# A heading has at most so many words; names of a list stand on lines so near to one another.
_HEADING, _NEAR = 8, 2
_LEADS = re.compile(r"(?P<role>(?:(?i:vice|deputy)[- ])?(?i:chair)\w*)\s*:\s*(?P<name>[A-Z][^:;()]{2,60})")
_MINUTED = re.compile(r"(?i)\W*(?:present|apologies|absent|attendance|in\s+attendance|attendees|minutes|agenda)\b")
# Between whom an agreement is made; what begins a list of them, and what parts them.
_BETWEEN = re.compile(r"(?i)^(?:this\s+\w+\s+(?:is|was)\s+made\b.{0,60}?\b|\W*)between:?\s+(?P<parties>\S.{10,400})$")
_LISTED = re.compile(r"(?i)\b(?:partners|parties|signatories)\b.{0,60}:$")
_PARTY = re.compile(
    r"\s*[,;]\s*(?:and\s+)?(?:\(\w{1,3}\)\s*)?|\s+and\s+(?=\(|the\s|[A-Z])(?:\(\w{1,3}\)\s*)?|^\(\w{1,3}\)\s*"
)
_NAME = re.compile(r"[A-Z][\w’'&.-]*(?:\s+(?:[A-Z][\w’'&.-]*|of|and|the|for|&|in|on|upon)){0,9}")
_OFTEN = (
    r"(?:at\s+least\s+|normally\s+|usually\s+)?(?:regularly|every|each|once|twice|three|four|five|six|eight|ten|twelve|two|weekly"
    r"|fortnightly|monthly|bi-?monthly|quarterly|bi-?annually|annually|yearly|termly|daily|as\s+(?:and\s+when\s+)?required)"
    r"(?:\b(?:(?!\s+(?:and\s+(?:its?|is|are|has|will|shall|the|reports?)|to\s+(?!\w+\s+(?:times|meetings|weeks|months))[a-z]+)\b)[^.,;]){0,50}\b)?"
)
_UNTIL = r"(?=\s+(?:and|on|in|at|which|through|via|by|for|with)\b|[.,;()]|$)"


# What the paragraph below a heading says: the column, or the quorum, for which there is none.
_BELOW = {"frequency": "frequency as printed", "quorum": "quorum"}


@dataclass(slots=True)
class Profile:
    """What is said of a body: values by column, the lines of each, who sits on it, and the lines that are headings."""

    values: dict[str, str] = field(default_factory=dict)
    lines: set[int] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)  # what has no column: members by their kind, the quorum
    seats: list[tuple[Block, list[Draft]]] = field(default_factory=list)
    headed: set[int] = field(default_factory=set)

    def add(self, by_number: Mapping[int, Line], why: str, out: Drafts) -> BodyRow:
        """Add the body and who sits on it to the drafts; return who chairs it and into what it reports."""
        kinds = [block for block, drafts in self.seats if not drafts and BY_KIND.fullmatch(block.text.strip(" .;,"))]
        self.lines.update(at for block in kinds for at in block.lines)
        who = "; ".join(block.text.strip(" .;,") for block in kinds)
        name, said = self.values["name"], [by_number[at] for at in sorted(self.lines)]
        out.used |= self.headed
        note = listed(f"members who are not named: {who}" if who else "", *self.notes)
        out.add(Draft.of("Bodies", self.values, said, why, PROBABLE, note))
        for block, drafts in self.seats:
            if block in kinds:
                continue
            for draft in drafts:
                out.add(draft)
            if not drafts:
                text = f"{block.text[:60]} is listed as a member of {name}, and is neither a name nor a post"
                out.leave(block.lines, block.page, text)
        return BodyRow(
            name, lines=said, chair=self.values.get("chair", ""), reports=self.values.get("reports into", "")
        )

    def say(self, column: str, text: str, block: Block) -> None:
        """Take what a paragraph says for a column, unless an earlier one did."""
        if text and column not in self.values:
            self.values[column] = flat(text)
            self.lines.update(block.lines)

    def tell(self, column: str, block: Block) -> None:
        """Take in the short paragraph below a heading that says what it tells: how often it meets, its quorum."""
        if len(block.text) > SHORT:
            return
        if column == "quorum":
            self.notes.append(f"quorum: {flat(block.text).rstrip('.;')}")
            self.lines.update(block.lines)
        else:
            self.say(column, block.text, block)

    def go_on(self, block: Block) -> None:
        """Take in what stands below the heading of its purpose: a list belongs to the words above it."""
        before = self.values.get("purpose", "")
        listed = before.endswith((":", ";")) and block.bullet
        whole = f"{before} {block.text};" if listed else block.text
        if len(whole) <= _PURPOSE and (listed or not before):
            self.values["purpose"] = whole
            self.lines.update(block.lines)


def terms_drafts(lines: Sequence[Line], words: Words, wrapped: bool | None, out: Drafts) -> list[BodyRow]:
    """Add the body whose terms of reference a paper is, who sits on it, and the posts that do.

    Parameters
    ----------
    wrapped : bool or None
        Whether lines are printed lines; seen from the text if not known.
    out : Drafts
        Stays as it is where the paper does not show that it is terms of reference, or of which body.

    Returns
    -------
    list of BodyRow
        The body, with who chairs it and into what it reports; empty if there is none.
    """
    running = [line for line in lines if not line.is_row]
    top = [line for line in running if line.cells][:_TOP]
    blocks = blocks_of(running, is_wrapped(running) if wrapped is None else wrapped)
    name, named = _name(top, blocks, words)
    agreed = not name and _is_agreement(top, words)
    if agreed:
        _parties(blocks, words, out)
        name, named = _established(running, words)
    if not name:
        return []
    by_number = {line.number: line for line in lines}
    why = "an agreement says that it is set up, or watches" if agreed else "its terms of reference"
    profile = profile_of(name, [named.number] if named else [], blocks, by_number, words, aims=not agreed)
    return [profile.add(by_number, why, out)]


def profile_of(
    name: str, named: Sequence[int], blocks: Sequence[Block], by_number: Mapping[int, Line], words: Words, *, aims: bool
) -> Profile:
    """Return what blocks say of a body: what it is for, when it meets, who sits on it.

    Parameters
    ----------
    named : sequence of int
        Numbers of the lines that name the body.
    aims : bool
        Whether what stands below a heading such as "Purpose" says what the body is for.
    """
    body, reader = Profile({"name": name}, {*named}), _Sentences(words, name)
    people, section = People(words), ""
    listed = re.compile(rf"(?i)(?:{words.pattern('terms', 'members')}|{words.pattern('terms', 'listed')})\s*:\s*(?=\S)")
    members: list[Block] = []
    near = 0  # so far a name on a line of its own belongs to the list of members
    for block in blocks:
        if heading := _section(block, words):
            section, near = heading, block.lines[-1] + _NEAR
            body.headed.update(block.lines)
        elif (leads := _LEADS.fullmatch(block.text)) and (section == "members" or leads["role"][0] not in "Cc"):
            members.append(replace(block, text=f"{leads['name']} ({leads['role']})", bullet=True))
            near = block.lines[-1] + _NEAR if section == "members" else near
        elif section == "members" and _is_entry(block, by_number):
            members.append(block)
            near = block.lines[-1] + _NEAR
        elif seats := in_a_row(block, section if block.lines[0] <= near else "", listed, people):
            members += seats
            near = block.lines[-1] + _NEAR
        else:
            if section == "purpose" and aims:
                body.go_on(block)
            if column := _BELOW.get(section, ""):
                section = ""  # the paragraph below the heading, and no more
                body.tell(column, block)
            for column, text in itertools.chain.from_iterable(map(reader.said, sentences(block.text))):
                body.say(column, text, block)
    for block in members:
        role, drafts = seat(block, name, people)
        body.seats.append((block, drafts))
        if role == "chair" and drafts:
            body.say("chair", drafts[-1].values.get("name") or drafts[-1].values["post"], block)
    body.values = {column: text.rstrip(".;:") for column, text in body.values.items()}
    return body


def _name(top: Sequence[Line], blocks: Sequence[Block], words: Words) -> tuple[str, Line | None]:
    """Return the body of whose terms the head of a paper speaks, and the line that names it.

    A paper may call itself terms of reference, or have a body as its title, with what that is for and who sits on it
    under headings below.
    """
    titles = re.compile(
        rf"(?i)[^\w()]{{0,9}}\b(?:{words.pattern('terms', 'titles')})\b\W*(?:(?:of|for)\s+(?:the\s+)?)?"
    )
    nouns = words.pattern("bodies", "nouns")
    team = r"(?:[A-Z][\w’'&-]*\s+(?:(?:of|and|for|the)\s+)?){1,6}Team"
    ends = re.compile(rf"(?:The\s+)?(?P<name>{words.body_name}|(?i:{nouns})\s+of\s+[A-Z]\w+|{team})")
    if not any(titles.search(line.text) for line in top):
        headed = {section for block in blocks if block.heading and (section := _section(block, words))}
        # A page on a body says who sits on it, and no day on which anybody was there.
        page = not any(date_in(line.text)[0] or _MINUTED.match(line.text) for line in top)
        titled = top and top[0].level == 1 and "members" in headed and ("purpose" in headed or page)
        found = ends.fullmatch(top[0].text.strip()) if titled else None
        return (found["name"], top[0]) if found else ("", None)
    for line in sorted(top, key=lambda line: not titles.search(line.text)):
        rest = " ".join(titles.sub(" ", line.text).split()).strip(" –-—:|")
        rest = rest.title() if rest.isupper() else rest
        if found := ends.fullmatch(re.sub(r"\s*\([^()]*\)$|\s+20\d\d.*$", "", rest)):
            return found["name"], line
    return "", None


def _is_entry(block: Block, by_number: Mapping[int, Line]) -> bool:
    """Whether a block is an entry of a list, and no sentence that is counted."""
    marked = block.bullet or bool(block.number) or by_number[block.lines[0]].entry
    return marked and not SENTENCE.search(block.text)


def is_terms(lines: Sequence[Line], words: Words) -> bool:
    """Whether the head of a paper calls it terms of reference: what a body is to do is no promise of a plan."""
    called = words.any_of("terms", "titles")
    top = [line.text for line in lines if line.cells][:_TOP]
    found = (called.search(text) for text in top if len(text.split()) <= 2 * _HEADING)
    return any(each is not None and each[0].lower() not in words.of("promises", "papers") for each in found)


def _is_agreement(top: Sequence[Line], words: Words) -> bool:
    """Whether the head of a paper calls it an agreement of several parties."""
    called = re.compile(rf"(?i)\W*(?:{words.pattern('terms', 'agreements')})\b.{{0,60}}")
    return any(called.fullmatch(line.text) for line in top)


def _established(running: Sequence[Line], words: Words) -> tuple[str, Line | None]:
    """Return the body that an agreement sets up, by the name or that is to watch over what is agreed."""
    nouns = words.pattern("bodies", "nouns")
    forms = (
        re.compile(rf"(?P<name>{words.body_name})\s*\(\W*(?:(?i:the|hereinafter|hereafter)\W+)+(?i:{nouns})\W*\)"),
        re.compile(rf"\b(?:overseen|governed|managed|directed)\s+by\s+(?:the\s+|an?\s+)?(?P<name>{words.body_name})"),
    )
    for form in forms:
        for line in running:
            if found := form.search(line.text):
                return found["name"], line
    return "", None


def _parties(blocks: Sequence[Block], words: Words, out: Drafts) -> None:
    """Add those between whom an agreement is made: in a sentence that says so, or in a list below such words."""
    listing = False
    for block in blocks:
        between = _BETWEEN.search(block.text)
        ended = block.heading or block.text.rstrip().endswith((".", ":"))
        parts = _PARTY.split(between["parties"]) if between else [block.text] if listing and not ended else []
        names = [re.sub(r"^(?:and\s+)?(?:the\s+)?", "", part.strip(" ,;.")) for part in parts if part.strip(" ,;.")]
        if between or not names:
            listing = bool(_LISTED.search(block.text))
        if not all(_NAME.fullmatch(name) for name in names):
            continue
        for name in names:
            kind = words.kind_called(name) or ORGANISATION
            out.name_body(name, block.lines, block.page, "a party to the agreement", kind=kind)


def _section(block: Block, words: Words) -> str:
    """Return of what a heading says that the text below it is; empty for any other block."""
    text = plain(block.text)
    if block.bullet or len(text.split()) > _HEADING or block.text.rstrip().endswith("."):
        return ""
    if text in words.phrases("minutes", "guests") | {"attendees", "attendance"}:
        return "other"  # who comes too is no member
    for name in ("purpose", "members", *_BELOW):
        if text in words.phrases("terms", name):
            return name
    counted = block.number and len(text.split()) <= 4 and not block.text.endswith(":")
    return "other" if block.heading or block.text.isupper() or counted else ""


class _Sentences:
    """Finds what sentences say of the body, which they call by its noun: "The Board meets quarterly"."""

    def __init__(self, words: Words, name: str) -> None:
        initials = "".join(word[0] for word in name.split() if word[0].isupper())
        # In its own terms "the group" is the body, though it is called a partnership.
        called = (rf"{re.escape(name)}(?:\s+\([^()]*\))?", re.escape(name.rpartition(" ")[2]), initials)
        itself = rf"(?:{'|'.join(called)}|{words.pattern('bodies', 'nouns')})"
        body = rf"(?:(?:[Tt]he\s+)?{itself}|It)\s+(?:(?:will|shall|must|should|normally|usually)\s+)*"
        held = r"[Mm]eetings\s+(?:will\s+be|shall\s+be|are|take\s+place)\s+(?:held\s+)?"
        above = rf"(?:the\s+)?(?P<text>[A-Z][\w'’& -]{{2,60}}?){_UNTIL}"
        often = rf"(?P<text>{_OFTEN})"
        purpose = r"\s+is\s+(?:to\s+)?(?P<text>[^.]{8,300})"
        forms = (
            (
                "frequency as printed",
                rf"(?:^|[.]\s+){body}(?:{words.pattern('meets')}|meet|convene|sit)\s+{often}",
            ),
            (
                "frequency as printed",
                rf"(?:^|[.]\s+)(?P<it>){body}reports?\s+(?:in)?to\s+[^.;]{{2,80}}?\s+and\s+meets?\s+{often}",
            ),
            ("frequency as printed", rf"{held}{often}"),
            ("frequency as printed", rf"(?:^|[.]\s+)A\s+meeting\s+(?:will|shall)\s+be\s+held\s+{often}"),
            (
                "frequency as printed",
                r"There\s+(?:will|shall|are)\s+(?:be\s+)?(?P<text>(?:at\s+least\s+)?\w+\s+meetings\s+(?:per|an?|each|every)\s+\w+)",
            ),
            ("frequency as printed", r"^(?:Frequency(?: of meetings)?|Meets)\s*:\s*(?P<text>[^.;]{3,60})"),
            ("reports into", rf"{body}(?:reports?\s+(?:in)?to|(?:is|be)\s+accountable\s+to)\s+{above}"),
            ("reports into", rf"^(?:Reports?\s+(?:in)?to|Accountable\s+to|Reporting\s+to)\s*:\s*{above}"),
            ("chair", r"\bchaired\s+(?:and\s+\w+\s+)?by\s+(?:the\s+)?(?P<text>[A-Z][^.,;()]{2,60})"),
            (
                "chair",
                r"^Chair(?:man|person)?(?:\s+of\s+(?:the\s+)?(?:Board|Committee|Group|Panel))?\s*:\s*(?:[Tt]he\s+)?(?P<text>[A-Z][^.;()]{2,60})",
            ),
            ("chair", rf"(?:^|[.]\s+)(?:The\s+)?(?P<text>[A-Z][^.,;()]{{2,60}}?)\s+chairs\s+(?:the\s+)?{itself}"),
            ("purpose", rf"^(?i:{words.pattern('terms', 'purpose')})\s*:\s*(?P<text>[^.]{{8,300}})"),
            ("purpose", rf"[Tt]he\s+(?:purpose|aim|role)\s+of\s+(?:the\s+)?{itself}{purpose}"),
        )
        self._itself = re.compile(rf"(?:.*\s)?{re.escape(name)}|{re.escape(name.rpartition(' ')[2])}")
        self._named = re.compile(words.body_name)
        self._forms = [(column, re.compile(form)) for column, form in forms]
        self._words = words

    def said(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield the columns of the sheet Bodies of which a paragraph speaks, each with the words."""
        for column, form in self._forms:
            label = form.pattern.startswith("^")  # what stands below it is said of the body
            found = form.search(text)
            begun = found.start("it" if "it" in form.groupindex else "text") if found else 0
            if found and (label or not self._is_other(text[:begun])):
                yield column, found["text"].strip()
        low = text.lower()
        meeting = re.search(r"\bmeet\w*\b", low)
        if meeting and not self._is_other(text[: meeting.start()]):
            private = re.search(r"\bmeet\w*\b[^.]*\bin\s+private\b", low)
            if state := "no" if private else openness(low, PUBLIC, self._words):
                yield "open to public", state
        papers = re.search(r"\b(?:minutes|notes|papers)\b", low)
        state = openness(low, PUBLISHED, self._words)
        if papers and state and not self._is_other(text[: papers.start()]):
            yield "notes published", state

    def _is_other(self, before: str) -> bool:
        """Whether the sentence that goes on behind words names another body first, of which it then speaks."""
        said = re.split(r"(?<=[a-z)])\.\s+", before)[-1]
        named = (re.sub(r"^The\s+", "", each[0]) for each in self._named.finditer(said))
        return any(not self._itself.fullmatch(name) for name in named)
