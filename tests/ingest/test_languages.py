"""A paper in a language whose words are not loaded is told, and no other is."""

from pathlib import Path

import pytest
from tests.ingest.drafted import drafts_in

from oversight_graph.ingest.languages import unknown_language
from oversight_graph.ingest.words import Words, load_words

# The same made-up sentence, by its language.
_SAID = {
    "English": "The council agreed that the lamps of the square be changed and that the clerk is to report on what they cost.",
    "French": "Le conseil décide que les lampes de la place seront changées et que le maire présentera un rapport sur leur coût.",
    "German": "Der Rat hat beschlossen, dass die Lampen auf dem Platz erneuert werden und der Schreiber über die Kosten berichtet.",
    "Spanish": "El pleno acuerda que se cambien las lámparas de la plaza y que el alcalde presente un informe sobre los gastos.",
    "Welsh": "Penderfynodd y cyngor y dylid newid y lampau yn y sgwâr ac y dylai'r clerc roi gwybod am y gost i'r aelodau.",
    "Irish": "Chinn an chomhairle go n-athrófaí na lampaí sa chearnóg agus go scríobhfadh an cléireach faoin gcostas go luath.",
}


@pytest.mark.parametrize("language", [name for name in _SAID if name != "English"])
def test_a_paper_in_another_language_is_told_and_a_bilingual_one_in_part(language: str) -> None:
    words = load_words()
    told = unknown_language([_SAID[language]] * 6, words)
    assert told.startswith("the paper is in a language whose words are not loaded") and "--words" in told
    assert unknown_language([_SAID[language], _SAID["English"]] * 6, words).startswith(
        "the paper is in part in a language"
    )


def test_short_papers_lists_and_addresses_raise_no_alarm() -> None:
    words = load_words()
    assert unknown_language([_SAID["English"]] * 6, words) == ""
    assert unknown_language([_SAID["French"]], words) == ""  # too little to be sure
    assert unknown_language(["lamps, posts, paint, brushes, ladders, screws, nails, hammers"] * 20, words) == ""
    assert (
        unknown_language(
            ["see a.example/lamp-co and b.example/quay for ab-cd ef-gh ij-kl mn-op qr-st uv-wx"] * 20, words
        )
        == ""
    )


def test_words_of_ones_own_make_a_language_known(tmp_path: Path) -> None:
    own = tmp_path / "fr.yaml"
    own.write_text("languages: {frequent: [le, la, les, de, que, et, un, sur, du]}\n", encoding="utf-8")
    known: Words = load_words([own])
    assert unknown_language([_SAID["French"]] * 6, known) == ""
    paper = tmp_path / "m.txt"
    paper.write_text("\n\n".join([_SAID["French"]] * 6), encoding="utf-8")
    assert any("whose words are not loaded" in note for note in drafts_in(paper).notes)
