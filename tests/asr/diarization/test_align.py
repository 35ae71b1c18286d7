from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asr.diarization.align import align, unheard
from asr.diarization.voices import Diarization
from core.timecode import Interval
from core.transcript import (
    AudioRef,
    Doubt,
    DoubtKind,
    Provenance,
    Transcript,
    Turn,
    TurnId,
    Word,
)
from tests.helpers.voices import heard_as

NOBODY = Diarization(duration_s=60.0, engine="made up", pieces=())


def words(text: str, start: float, each_s: float = 0.3) -> tuple[Word, ...]:
    return tuple(
        Word(
            start=round(start + n * each_s, 3),
            end=round(start + (n + 1) * each_s, 3),
            text=f" {word}",
        )
        for n, word in enumerate(text.split("_"))
    )


def transcript(*turns: tuple[Word, ...]) -> Transcript:
    return Transcript(
        audio=AudioRef(sha256="0" * 64, duration_s=60.0, parts=()),
        turns=tuple(
            Turn(id=TurnId(f"t{n:05d}"), start=ws[0].start, end=ws[-1].end, words=ws)
            for n, ws in enumerate(turns, 1)
        ),
        provenance=Provenance(
            engine="test", engine_version="1", model_id="none", model_sha256="0" * 64
        ),
    )


def told(result: Transcript) -> list[tuple[str | None, str]]:
    return [(turn.speaker, turn.text) for turn in result.turns]


def test_without_voices_nothing_changes() -> None:
    said = transcript(words("Qui_est_contre_?", 1.0))
    assert align(said, NOBODY) == said


def test_a_turn_gets_the_voice_under_it_and_its_edges() -> None:
    said = transcript(words("Qui_est_contre_?", 1.0))
    (turn,) = align(said, heard_as(("V01", 0.9, 2.4))).turns
    assert turn.speaker == "V01"
    assert (turn.start, turn.end) == (0.9, 2.4)
    assert turn.id == "t00001"


def test_a_question_and_its_answer_in_one_turn_are_two() -> None:
    said = transcript(words("Madame_Colin_?_Présente.", 1.0))
    result = align(said, heard_as(("V01", 1.0, 1.85), ("V02", 1.9, 2.3)))
    assert told(result) == [("V01", "Madame Colin ?"), ("V02", "Présente.")]
    assert [turn.id for turn in result.turns] == ["t00001", "t00001-2"]


def test_times_that_are_a_little_off_do_not_cut_a_sentence() -> None:
    said = transcript(words("Je_vous_remercie_beaucoup.", 1.0), words("Je_vous_en_prie.", 2.2))
    result = align(said, heard_as(("V01", 0.9, 2.0), ("V02", 2.0, 3.4)))
    assert told(result) == [("V01", "Je vous remercie beaucoup."), ("V02", "Je vous en prie.")]


def test_a_short_interjection_does_not_cut_a_turn_in_two() -> None:
    said = transcript(words("il_faut_bien_que_nous_en_parlions", 1.0))
    result = align(said, heard_as(("V01", 1.0, 1.9), ("V02", 1.9, 2.2), ("V01", 2.2, 3.1)))
    assert told(result) == [("V01", "il faut bien que nous en parlions")]


def test_a_voice_that_takes_over_inside_a_sentence_is_heard() -> None:
    said = transcript(words("nous_voulons_que_mais_pas_du_tout_jamais", 1.0))
    result = align(said, heard_as(("V01", 1.0, 1.9), ("V02", 1.9, 3.4)))
    assert told(result) == [("V01", "nous voulons que"), ("V02", "mais pas du tout jamais")]


def test_a_boundary_in_the_middle_of_a_word_is_marked() -> None:
    said = transcript(words("nous_voulons_que_mais_pas_du_tout_jamais", 1.0))
    first, second = align(said, heard_as(("V01", 1.0, 2.05), ("V02", 2.05, 3.4))).turns
    doubts = [*first.doubts, *second.doubts]
    assert doubts
    assert {doubt.kind for doubt in doubts} == {DoubtKind.SPEAKER_BOUNDARY}
    for part in (first, second):
        assert all(0 <= d.first_word < d.last_word <= len(part.words) for d in part.doubts)


def test_a_clear_boundary_is_not_marked() -> None:
    said = transcript(words("Qui_est_contre_?", 1.0), words("Moi.", 3.0))
    result = align(said, heard_as(("V01", 1.0, 2.2), ("V02", 3.0, 3.3)))
    assert all(not turn.doubts for turn in result.turns)


def test_doubts_stay_on_their_words_when_a_turn_is_cut() -> None:
    said = transcript(words("Madame_Colin_?_Présente.", 1.0))
    doubted = Doubt(kind=DoubtKind.LOW_PROBABILITY, first_word=1, last_word=4)
    repeated = Doubt(kind=DoubtKind.REPETITION, first_word=0, last_word=1)
    (turn,) = said.turns
    said = Transcript(
        audio=said.audio,
        provenance=said.provenance,
        turns=(replace(turn, doubts=(doubted, repeated)),),
    )
    first, second = align(said, heard_as(("V01", 1.0, 1.9), ("V02", 1.9, 2.3))).turns
    assert Doubt(kind=DoubtKind.LOW_PROBABILITY, first_word=1, last_word=3) in first.doubts
    assert repeated in first.doubts
    assert all(doubt.kind is not DoubtKind.REPETITION for doubt in second.doubts)
    assert Doubt(kind=DoubtKind.LOW_PROBABILITY, first_word=0, last_word=1) in second.doubts


def test_a_turn_without_any_voice_has_no_speaker() -> None:
    said = transcript(words("Sous-titrage_réalisé", 20.0), words("Bonsoir.", 1.0))
    assert align(said, heard_as(("V01", 1.0, 1.3))).turns[0].speaker is None


def test_overlapped_speech_is_marked() -> None:
    said = transcript(words("Je_vous_demande_de_vous_taire.", 1.0), words("Bien.", 9.0))
    result = align(said, heard_as(("V01", 1.0, 2.8), ("V02", 2.0, 2.6), ("V01", 9.0, 9.3)))
    assert [turn.overlap for turn in result.turns] == [True, False]


def test_an_answer_that_was_not_recognised_ends_the_turn_around_it() -> None:
    # The recogniser ran three names together and stretched words over the answers it missed.
    said = transcript(
        (
            Word(start=1.0, end=1.4, text=" Monsieur"),
            Word(start=1.4, end=3.6, text=" Barbier,"),
            Word(start=3.6, end=4.0, text=" Madame"),
            Word(start=4.0, end=4.4, text=" Moulin."),
        )
    )
    voices = heard_as(("V01", 1.0, 1.9), ("V02", 2.4, 3.0), ("V01", 3.5, 4.4))
    result = align(said, voices)
    assert told(result) == [("V01", "Monsieur Barbier,"), ("V01", "Madame Moulin.")]
    assert [(turn.start, turn.end) for turn in result.turns] == [(1.0, 1.9), (3.5, 4.4)]
    assert unheard(said, voices) == [(Interval(2.4, 3.0), "V02")]


def test_a_word_stretched_over_what_another_says_does_not_stretch_the_turn() -> None:
    said = transcript(
        (
            Word(start=1.0, end=4.8, text=" Je"),
            Word(start=4.8, end=5.2, text=" mets"),
            Word(start=5.2, end=5.6, text=" aux"),
            Word(start=5.6, end=6.0, text=" voix."),
        )
    )
    voices = heard_as(("V02", 1.0, 4.0), ("V01", 4.7, 6.0))
    (turn,) = align(said, voices).turns
    assert (turn.speaker, turn.start, turn.end) == ("V01", 4.7, 6.0)
    assert unheard(said, voices) == [(Interval(1.0, 4.0), "V02")]


def test_a_breath_inside_a_sentence_does_not_end_a_turn() -> None:
    said = transcript(words("nous_proposons_de_fixer_ce_prix", 1.0))
    result = align(said, heard_as(("V01", 1.0, 1.6), ("V01", 2.1, 2.8)))
    assert len(result.turns) == 1


def test_what_is_said_under_no_word_is_told_even_without_words() -> None:
    assert unheard(transcript(), heard_as(("V01", 1.0, 2.0), ("V02", 3.0, 3.1))) == [
        (Interval(1.0, 2.0), "V01")
    ]


seconds = st.floats(0, 50).map(lambda value: round(value, 2))
spoken = st.lists(
    st.lists(
        st.tuples(st.sampled_from(["oui", "non.", "mais,", "Bien !"]), st.floats(0, 2)),
        min_size=1,
        max_size=5,
    ),
    max_size=6,
)
voiced = st.lists(
    st.tuples(st.sampled_from(["V01", "V02", "V03"]), seconds, st.floats(0.2, 3)),
    max_size=12,
)


@given(spoken, voiced)
def test_every_word_is_kept_once_and_in_order(
    sentences: list[list[tuple[str, float]]], voices: list[tuple[str, float, float]]
) -> None:
    clock, turns = 0.0, []
    for sentence in sentences:
        turn = []
        for text, length in sentence:
            turn.append(Word(start=clock, end=clock + length, text=f" {text}"))
            clock += length
        turns.append(tuple(turn))
    said = transcript(*turns)
    heard = heard_as(*sorted(((v, a, a + d) for v, a, d in voices), key=lambda v: v[1]))
    result = align(said, heard)
    assert [w for t in result.turns for w in t.words] == [w for t in said.turns for w in t.words]
    assert len({turn.id for turn in result.turns}) == len(result.turns)
    assert [t.start for t in result.turns] == sorted(t.start for t in result.turns)
    for turn in result.turns:
        assert turn.start <= turn.end
        assert turn.words
        assert turn.speaker is None or turn.speaker in heard.voices
        assert all(0 <= d.first_word < d.last_word <= len(turn.words) for d in turn.doubts)


@pytest.mark.parametrize("shift_s", [-0.2, -0.1, 0.1, 0.2])
def test_a_roll_call_is_told_apart_although_times_are_off(shift_s: float) -> None:
    said, voices = [], []
    for n in range(6):
        start = 1.0 + 3.0 * n
        said.append(words("Madame_Colin_?_Présente.", start + shift_s))
        voices.append(("V01", start, start + 0.9))
        voices.append((f"V{n + 2:02d}", start + 0.9, start + 1.4))
    result = align(transcript(*said), heard_as(*voices))
    assert [turn.speaker for turn in result.turns[1::2]] == [f"V{n:02d}" for n in range(2, 8)]
    assert {turn.speaker for turn in result.turns[::2]} == {"V01"}
