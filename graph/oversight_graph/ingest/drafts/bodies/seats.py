"""Who sits on a body, as an entry of a list says it: a person or a post, and in which role."""

import re
from dataclasses import replace

from oversight_graph.ingest.drafts.draft import PROBABLE, Draft
from oversight_graph.ingest.drafts.minutes.blocks import Block
from oversight_graph.ingest.drafts.minutes.people import People

# So many names make a list of them; a paragraph that tells one thing is not longer than so many characters.
_SEVERAL, SHORT = 2, 120
ROLE = re.compile(
    r"\s*[(\[,–-]\s*(?P<role>(?:vice|deputy)[- ]chair\w*|co-chair\w*|chair\w*|vacant|vacancy)\s*[)\]]?\s*$", re.I
)
# A name with a role behind it and nothing between them: "Ann Roe Chair".
_BEHIND = re.compile(r"(?P<name>\S.{2,50}?)\s+(?P<role>(?:(?:Vice|Deputy)[ -])?Chair(?:man|woman|person)?)")
# Members who are only told by their kind: "Two councillors", "Up to three co-opted members".
BY_KIND = re.compile(
    r"(?i)(?:up\s+to\s+|at\s+least\s+|between\s+)?(?:\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+\D{4,80}"
    r"|(?:a\s+)?(?:representatives?|nominees?|members?)\s+(?:of|from)\s+.{3,80}"
)
# How long somebody sits there: "(appointed May 2023, term ends May 2026)".
_TERM = re.compile(
    r"(?i)\s{0,3}[(\[,–-]\s{0,3}(?P<said>(?:re-?)?(?:appointed|elected|since|from|until|term)\b[^()\[\]]{3,80})[)\]]?\s*$"
)
# What is said of members, and is none.
SENTENCE = re.compile(r"\b(?:shall|will|may|must|is|are|has|have)\b|:\s*$")


def in_a_row(block: Block, section: str, listed: re.Pattern[str], people: People) -> list[Block]:
    """Return the members that one paragraph names, each as an entry: "Members: Ann Lamp, Bo Quay (Chair)"."""
    label = listed.match(block.text)
    if (section != "members" and label is None) or SENTENCE.search(block.text[label.end() if label else 0 :]):
        return []
    entry = block.text[label.end() if label else 0 :]
    if section == "members" and (led := _BEHIND.fullmatch(entry)) and people.is_name(led["name"]):
        return [replace(block, text=f"{led['name']} ({led['role']})", bullet=True)]
    if section == "members" and people.is_name(entry) and not people.is_post(entry):
        return [replace(block, text=entry, bullet=True)]  # a name on a line of its own
    if section == "members" and len(entry) < SHORT and BY_KIND.fullmatch(entry.strip(" .;,")):
        return [block]
    named = people.split(entry)
    said = sum(len(f"{each.name}{each.capacity}") for each in named)
    if len(named) < _SEVERAL or not all(each.name for each in named) or 2 * said < len(block.text):
        return []
    beside = (f"({each.capacity})" if ROLE.search(f"({each.capacity})") else f", {each.capacity}" for each in named)
    return [
        replace(block, text=f"{each.name} {more}".strip(" ,").replace(" ,", ","), bullet=True)
        for each, more in zip(named, beside, strict=True)
    ]


def seat(block: Block, body: str, people: People) -> tuple[str, list[Draft]]:
    """Return the role of a member, and the drafts of the person or the post that is listed."""
    term = _TERM.search(block.text)
    whole = block.text[: term.start()] if term else block.text
    found = ROLE.search(whole)
    text = whole[: found.start()] if found else whole
    printed = found["role"].lower() if found else ""
    role = "vice chair" if printed.startswith(("vice", "deputy")) else "chair" if "chair" in printed else "member"
    text = re.sub(r"\s*\([^()]*\)$|^[Tt]he\s+", "", text).strip(" .;,")
    person, _, beside = (part.strip() for part in text.partition(","))
    parts = re.split(r"\s+[–—-]\s+", text)
    if len(parts) == 2 and any(people.is_name(part) and not people.is_post(part) for part in parts):
        beside, person = sorted(parts, key=people.is_name)  # "Head of Roads - Ann Lamp"

    def draft(sheet: str, values: dict[str, str]) -> Draft:
        note = f"printed beside: {term['said']}" if term else ""
        return Draft(sheet, values, block.lines, block.page, f"listed as a member of {body}", PROBABLE, note)

    if printed.startswith("vacan"):
        return role, [draft("Posts", {"post": text}), draft("People", {"name": "vacant", "post": text, "body": body})]
    if people.is_name(person) and not (people.is_organisation(person) or people.is_office_of(person)):
        post = beside if people.is_post(beside) else ""
        posts = [draft("Posts", {"post": post})] if post else []
        return role, [*posts, draft("People", {"name": person, "post": post, "body": body, "role": role})]
    if not people.is_office_of(text):
        return role, []
    # Who chairs stands beside the body.
    seat = [draft("People", {"post": text, "body": body, "role": role})] if role != "chair" else []
    return role, [draft("Posts", {"post": text}), *seat]
