"""Terms of reference: one body, what it is for, who sits on it, how often it meets, and to whom it reports."""

from pathlib import Path

import pytest

from oversight_graph.ingest.drafts.draft import Draft, Drafts
from oversight_graph.ingest.drafts.from_paper import drafts_of
from oversight_graph.ingest.drafts.names import Names
from oversight_graph.ingest.readers.read import read_paper
from oversight_graph.ingest.words import load_words

TERMS = """# Housing Improvement Board

## Terms of Reference

### Purpose

Oversees the delivery of the housing plan.

### Membership

- Cllr Pia Thorne (Chair)
- Cllr Ida Quill (Vice-Chair)
- Director of Housing
- Tenant representative (vacant)
- one from each ward

### Meetings

The Board shall meet every two months. Meetings are held in public, and minutes are published.

### Reporting

The Board reports to Cabinet and writes to the Scrutiny Committee.
"""


def drafts(folder: Path, text: str) -> Drafts:
    (folder / "terms.md").write_text(text, encoding="utf-8")
    return drafts_of(read_paper(folder / "terms.md"), load_words(), {}, Names())


def column(rows: list[Draft], *names: str) -> list[tuple[str, ...]]:
    return [tuple(row.values.get(name, "") for name in names) for row in rows]


def test_what_terms_of_reference_say_of_their_body(tmp_path: Path) -> None:
    out = drafts(tmp_path, TERMS)
    body, above = out.of("Bodies")
    assert above.values == {"name": "Cabinet"}  # so that the row of the body can be loaded
    assert dict(body.values) == {
        "name": "Housing Improvement Board", "purpose": "Oversees the delivery of the housing plan",
        "frequency as printed": "every two months", "open to public": "yes", "notes published": "yes",
        "reports into": "Cabinet", "chair": "Cllr Pia Thorne",
    }  # fmt: skip
    assert (body.lines, body.certainty) == ((1, 7, 11, 19, 23), "probable")
    assert column(out.of("People"), "name", "post", "body", "role")[:4] == [
        ("Cllr Pia Thorne", "", "Housing Improvement Board", "chair"),
        ("Cllr Ida Quill", "", "Housing Improvement Board", "vice chair"),
        ("", "Director of Housing", "Housing Improvement Board", "member"),  # who sits there by the post
        ("vacant", "Tenant representative", "Housing Improvement Board", ""),
    ]
    assert [post for (post,) in column(out.of("Posts"), "post")] == ["Director of Housing", "Tenant representative"]
    # What is neither a name nor a post is not lost.
    told = [why for *_, why in out.unread]
    assert any("one from each ward" in why and "neither a name nor a post" in why for why in told)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("Terms of Reference: Lamp Board", "Lamp Board"),
        ("LAMP BOARD\n\nTERMS OF REFERENCE 2024", "Lamp Board"),
        ("Elmham Council\n\nLamp Board - Terms of Reference", "Lamp Board"),
        ("Committee details\n\nLamp Board", "Lamp Board"),  # the page of a council on one of its committees
        ("Lamp Board\n\nMinutes of the last meeting", None),  # no terms of reference
        ("Terms of reference for the review", None),  # of no body
    ],
)
def test_whose_terms_they_are(tmp_path: Path, head: str, name: str | None) -> None:
    out = drafts(tmp_path, f"{head}\n\nThe Board meets quarterly.\n")
    assert [found for (found,) in column(out.of("Bodies"), "name")] == ([name] if name else [])


@pytest.mark.parametrize(
    ("said", "column_", "text"),
    [
        (
            "The Board will normally meet at least six times a year.",
            "frequency as printed",
            "at least six times a year",
        ),
        ("Frequency: monthly", "frequency as printed", "monthly"),
        ("Meetings will be held quarterly, in the hall.", "frequency as printed", "quarterly"),
        ("It is accountable to the Full Council.", "reports into", "Full Council"),
        ("The Lamp Board is chaired by the Director of Lamps.", "chair", "Director of Lamps"),
        ("The purpose of the Board is to watch over lamps.", "purpose", "watch over lamps"),
        ("Meetings are not open to the public.", "open to public", "no"),
        ("Other boards meet monthly.", "frequency as printed", ""),  # not this one
    ],
)
def test_sentences_of_terms(tmp_path: Path, said: str, column_: str, text: str) -> None:
    (body,) = drafts(tmp_path, f"# Terms of Reference: Lamp Board\n\n{said}\n").of("Bodies")[:1]
    assert body.values.get(column_, "") == text


def test_sentences_that_speak_of_several_bodies(tmp_path: Path) -> None:
    """A heading is no part of the name below it, and what another body reports into is not said of the first."""
    text = (
        "# Quay Plan\n\n## Governance\nThe Quay Partnership Board meets quarterly and is chaired by the Mayor. The Lamp "
        "Improvement Groups report to the Quay Management Group, which reports to the Board.\n"
    )
    (body,) = drafts(tmp_path, text).of("Bodies")
    assert (body.values["name"], body.values["chair"], body.values["reports into"]) == (
        "Quay Partnership Board",
        "Mayor",
        "",
    )
