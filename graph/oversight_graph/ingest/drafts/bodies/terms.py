"""Terms of reference: what a body is for, who sits on it, how often it meets and to whom it reports, in one paper."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from oversight_graph.ingest.drafts.bodies.lists import BodyRow
from oversight_graph.ingest.drafts.draft import PROBABLE, Draft, Drafts
from oversight_graph.ingest.drafts.minutes.blocks import Block, blocks_of, is_wrapped
from oversight_graph.ingest.drafts.minutes.people import People
from oversight_graph.ingest.readers.form import Line
from oversight_graph.ingest.words import Words, plain

# So many lines at the top may say what the paper is, and a purpose is not longer than so many characters.
_TOP, _PURPOSE = 8, 300
# A heading has at most so many words.
_HEADING = 8
ROLE = re.compile(
    r"\s*[(\[,–-]\s*(?P<role>(?:vice|deputy)[- ]chair\w*|co-chair\w*|chair\w*|vacant|vacancy)\s*[)\]]?\s*$", re.I
)
# Between whom an agreement is made; what begins a list of them, and what parts them.
_BETWEEN = re.compile(r"(?i)^(?:this\s+\w+\s+(?:is|was)\s+made\b.{0,60}?\b|\W*)between:?\s+(?P<parties>\S.{10,400})$")
_LISTED = re.compile(r"(?i)\b(?:partners|parties|signatories)\b.{0,60}:$")
_PARTY = re.compile(
    r"\s*[,;]\s*(?:and\s+)?(?:\(\w{1,3}\)\s*)?|\s+and\s+(?=\(|the\s|[A-Z])(?:\(\w{1,3}\)\s*)?|^\(\w{1,3}\)\s*"
)
_NAME = re.compile(r"[A-Z][\w’'&.-]*(?:\s+(?:[A-Z][\w’'&.-]*|of|and|the|for|&|in|on|upon)){0,9}")
# What is said of members, and is none.
_SENTENCE = re.compile(r"\b(?:shall|will|may|must|is|are|has|have)\b|:\s*$")
_OFTEN = (
    r"(?:at\s+least\s+|normally\s+|usually\s+)?(?:every|each|once|twice|three|four|five|six|eight|ten|twelve|two|weekly"
    r"|fortnightly|monthly|bi-?monthly|quarterly|bi-?annually|annually|yearly|termly|daily|as\s+(?:and\s+when\s+)?required)"
    r"(?:\b(?:(?!\s+and\s+(?:its?|is|are|has|will|shall|the|reports?)\b)[^.,;]){0,50}\b)?"
)
_UNTIL = r"(?=\s+(?:and|on|in|at|which|through|via|by|for|with)\b|[.,;()]|$)"


@dataclass(slots=True)
class _Body:
    """What terms of reference say of their body: values by column, and the lines of each."""

    values: dict[str, str] = field(default_factory=dict)
    lines: set[int] = field(default_factory=set)

    def say(self, column: str, text: str, block: Block) -> None:
        if text and column not in self.values:
            self.values[column] = " ".join(text.split())
            self.lines.update(block.lines)

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
    lines : sequence of Line
    words : Words
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
    body, reader = _Body({"name": name}, {named.number} if named else set()), _Sentences(words, name)
    people, section = People(words), ""
    members: list[Block] = []
    for block in blocks:
        if heading := _section(block, words):
            section = heading
            out.used.update(block.lines)
        elif section == "members" and _is_entry(block, by_number):
            members.append(block)
        else:
            if section == "purpose" and not agreed:
                body.go_on(block)
            for column, text in reader.said(block.text):
                body.say(column, text, block)
    seated = [(block, *seat(block, name, people)) for block in members]
    for block, role, drafts in seated:
        if role == "chair" and drafts:
            body.say("chair", drafts[-1].values.get("name") or drafts[-1].values["post"], block)
    body.values = {column: text.rstrip(".;:") for column, text in body.values.items()}
    said = [by_number[at] for at in sorted(body.lines)]
    why = "an agreement says that it is set up, or watches" if agreed else "its terms of reference"
    out.add(Draft.of("Bodies", body.values, said, why, PROBABLE))
    for block, _, drafts in seated:
        for draft in drafts:
            out.add(draft)
        if not drafts:
            why = f"{block.text[:60]} is listed as a member of {name}, and is neither a name nor a post"
            out.unread.append((block.lines[0], block.lines[-1], block.page, why))
    above = {"chair": body.values.get("chair", ""), "reports": body.values.get("reports into", "")}
    return [BodyRow(name, lines=said, **above)]


def _name(top: Sequence[Line], blocks: Sequence[Block], words: Words) -> tuple[str, Line | None]:
    """Return the body of whose terms the head of a paper speaks, and the line that names it.

    A paper may call itself terms of reference, or have a body as its title, with what that is for and who sits on it
    under headings below.
    """
    titles = re.compile(rf"(?i)\W{{0,9}}\b(?:{words.pattern('terms', 'titles')})\b\W*(?:(?:of|for)\s+(?:the\s+)?)?")
    ends = re.compile(rf"(?:The\s+)?(?P<name>{words.body_name})")
    if not any(titles.search(line.text) for line in top):
        headed = {section for block in blocks if block.heading and (section := _section(block, words))}
        titled = top and top[0].level == 1 and headed >= {"purpose", "members"}
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
    return marked and not _SENTENCE.search(block.text)


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
            if not any(row.values["name"] == name for row in out.of("Bodies")):
                values = {"name": name, "kind": words.kind_called(name) or "organisation"}
                out.add(Draft("Bodies", values, block.lines, block.page, "a party to the agreement", PROBABLE))


def _section(block: Block, words: Words) -> str:
    """Return of what a heading says that the text below it is; empty for any other block."""
    text = plain(block.text)
    if block.bullet or len(text.split()) > _HEADING or block.text.rstrip().endswith("."):
        return ""
    for name in ("purpose", "members"):
        if text in {plain(phrase) for phrase in words.of("terms", name)}:
            return name
    short = (
        block.heading
        or block.text.isupper()
        or (block.number and len(text.split()) <= 4 and not block.text.endswith(":"))
    )
    return "other" if short else ""


class _Sentences:
    """Finds what sentences say of the body, which they call by its noun: "The Board meets quarterly"."""

    def __init__(self, words: Words, name: str) -> None:
        itself = rf"(?:{re.escape(name)}|{re.escape(name.rpartition(' ')[2])})"
        body = rf"(?:(?:[Tt]he\s+)?{itself}|It)\s+(?:(?:will|shall|must|should|normally|usually)\s+)*"
        held = r"[Mm]eetings\s+(?:will\s+be|shall\s+be|are|take\s+place)\s+(?:held\s+)?"
        above = rf"(?:the\s+)?(?P<text>[A-Z][\w'’& -]{{2,60}}?){_UNTIL}"
        often = rf"(?P<text>{_OFTEN})"
        purpose = r"\s+is\s+(?:to\s+)?(?P<text>[^.]{8,300})"
        forms = (
            ("frequency as printed", rf"(?:^|[.]\s+){body}(?:{words.pattern('meets')}|meet|convene|sit)\s+{often}"),
            ("frequency as printed", rf"{held}{often}"),
            ("frequency as printed", r"^(?:Frequency(?: of meetings)?|Meets)\s*:\s*(?P<text>[^.;]{3,60})"),
            ("reports into", rf"{body}(?:reports?\s+(?:in)?to|(?:is|be)\s+accountable\s+to)\s+{above}"),
            ("reports into", rf"^(?:Reports?\s+(?:in)?to|Accountable\s+to|Reporting\s+to)\s*:\s*{above}"),
            ("chair", r"\bchaired\s+by\s+(?:the\s+)?(?P<text>[A-Z][^.,;()]{2,60})"),
            ("chair", r"^Chair(?:man|person)?\s*:\s*(?:[Tt]he\s+)?(?P<text>[A-Z][^.;()]{2,60})"),
            ("purpose", rf"[Tt]he\s+(?:purpose|aim|role)\s+of\s+(?:the\s+)?{itself}{purpose}"),
        )
        self._itself = re.compile(rf"(?:.*\s)?{re.escape(name)}|{re.escape(name.rpartition(' ')[2])}")
        self._named = re.compile(words.body_name)
        self._forms = [(column, re.compile(form)) for column, form in forms]
        self._public = words.of("public")

    def said(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield the columns of the sheet Bodies of which a paragraph speaks, each with the words."""
        for column, form in self._forms:
            if (found := form.search(text)) and not self._is_other(text[: found.start("text")]):
                yield column, found["text"].strip()
        low = text.lower()
        meeting = re.search(r"\bmeet\w*\b", low)
        if meeting and any(word in low for word in self._public) and not self._is_other(text[: meeting.start()]):
            yield "open to public", "no" if re.search(r"\bnot\b[^.]{0,20}(?:open|public)|in\s+private", low) else "yes"
        papers = re.search(r"\b(?:minutes|notes|papers)\b[^.]{0,40}\bpublish", low)
        if papers and not self._is_other(text[: papers.start()]):
            yield "notes published", "no" if re.search(r"\bnot\b[^.]{0,20}publish", low) else "yes"

    def _is_other(self, before: str) -> bool:
        """Whether the sentence that goes on behind words names another body first, of which it then speaks."""
        said = re.split(r"(?<=[a-z)])\.\s+", before)[-1]
        named = (re.sub(r"^The\s+", "", each[0]) for each in self._named.finditer(said))
        return any(not self._itself.fullmatch(name) for name in named)


def seat(block: Block, body: str, people: People) -> tuple[str, list[Draft]]:
    """Return the role of a member, and the drafts of the person or the post that is listed."""
    found = ROLE.search(block.text)
    text = block.text[: found.start()] if found else block.text
    printed = found["role"].lower() if found else ""
    role = "vice chair" if printed.startswith(("vice", "deputy")) else "chair" if "chair" in printed else "member"
    text = re.sub(r"\s*\([^()]*\)$|^[Tt]he\s+", "", text).strip(" .;,")
    person, _, beside = (part.strip() for part in text.partition(","))

    def draft(sheet: str, values: dict[str, str]) -> Draft:
        return Draft(sheet, values, block.lines, block.page, f"listed as a member of {body}", PROBABLE)

    if printed.startswith("vacan"):
        return role, [draft("Posts", {"post": text}), draft("People", {"name": "vacant", "post": text, "body": body})]
    if people.is_name(person):
        post = beside if people.is_post(beside) else ""
        posts = [draft("Posts", {"post": post})] if post else []
        return role, [*posts, draft("People", {"name": person, "post": post, "body": body, "role": role})]
    if not people.is_office_of(text):
        return role, []
    # Who chairs stands beside the body.
    seat = [draft("People", {"post": text, "body": body, "role": role})] if role != "chair" else []
    return role, [draft("Posts", {"post": text}), *seat]
