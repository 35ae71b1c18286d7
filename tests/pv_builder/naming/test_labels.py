"""Names that a tool shows while somebody speaks: who is meant, and how far it is believed."""

import dataclasses
from collections.abc import Sequence

import pytest

from core.timecode import Interval
from pv_builder.naming.label_clock import SpokenTimes, on_our_clock, seconds_within
from pv_builder.naming.labels import Bearers, LabelSource, NamedSpan
from pv_builder.naming.named import Naming
from pv_builder.naming.voice_names import name_voices
from tests.helpers.councils import Council, invent, names
from tests.helpers.labels import LabelFaults, labelled
from tests.helpers.named_voices import (
    GARNIER,
    MAIRE,
    PETIT,
    ROLL,
    WEBER,
    a_seance,
    said,
    the_turn,
    the_voice,
)
from tests.helpers.recordings import Faults, Recording, record

FAULTS = Faults(names=0.1, words=0.05, short=0.1, long=0.01, swallowed=0.05, split=0.05)
LONG = "Le prix du tracteur est bien trop élevé pour notre commune et il tombe souvent en panne."
TALK = (("V01", LONG), ("V02", LONG), ("V01", LONG), ("V02", LONG), ("V03", LONG), ("V01", LONG))


def shown(
    labels: Sequence[str], lines: Sequence[tuple[str | None, str]], late_s: float = 0.0
) -> tuple[NamedSpan, ...]:
    """Return captions that show a label over each line."""
    turns = said(*lines).turns
    return tuple(
        NamedSpan(
            interval=Interval(turn.start + late_s, turn.end + late_s),
            label=label,
            source=LabelSource.CAPTIONS,
        )
        for turn, label in zip(turns, labels, strict=True)
    )


@pytest.mark.parametrize(
    ("label", "member"),
    [
        ("Luc Garnier", GARNIER),
        ("GARNIER Luc (mairie)", GARNIER),
        ("luc.garnier", GARNIER),
        ("Garnié", GARNIER),
        ("Lea R.", "Mme Léa Roussel"),
        ("iPhone d'Omar", WEBER),
        ("Monsieur le Maire", MAIRE),
    ],
)
def test_a_label_means_the_member_whose_name_it_holds(label: str, member: str) -> None:
    found = Bearers(ROLL, MAIRE).of(label)
    assert max(found, key=lambda name: found[name]) == member


@pytest.mark.parametrize("label", ["Galaxy A52", "Salle du conseil", "Piste 3", ""])
def test_a_label_without_a_name_of_the_roll_means_nobody(label: str) -> None:
    assert Bearers(ROLL, MAIRE).of(label) == {}


def test_a_given_name_beside_another_family_name_is_worth_less() -> None:
    bearers = Bearers(ROLL, MAIRE)
    assert bearers.of("Anne Duval")[PETIT] < bearers.of("Anne")[PETIT]


def test_labels_name_voices_of_whom_nothing_is_said() -> None:
    labels = shown(("Anne Petit", "Luc", "Anne Petit", "Luc", "Omar Weber", "Anne Petit"), TALK)
    told = said(*TALK)
    assert all(voice.member is None for voice in name_voices(told, a_seance()).voices)

    naming = name_voices(told, a_seance(), labels=labels)

    assert [voice.member for voice in naming.voices] == [PETIT, GARNIER, WEBER]
    assert all(voice.score <= 0.9 for voice in naming.voices)
    reason = the_voice(naming, "V01").reasons[0]
    assert reason.text == "les sous-titres affichent « Anne Petit » quand cette voix parle"
    assert reason.excerpts


def test_a_label_that_covers_everybody_names_nobody() -> None:
    labels = shown(("Anne Petit",) * len(TALK), TALK)
    naming = name_voices(said(*TALK), a_seance(), labels=labels)
    assert [voice.member for voice in naming.voices] == [None, None, None]


def test_captions_that_are_late_are_put_back_on_our_clock() -> None:
    lines = [(voice, LONG + " Bon." * n) for n, (voice, _text) in enumerate(TALK)]
    told = said(*lines)
    labels = shown(("A", "B", "A", "B", "C", "A"), lines, late_s=31.5)
    shifted = on_our_clock(labels, SpokenTimes(told.turns))
    assert shifted[0].interval.start == pytest.approx(told.turns[0].start, abs=1.0)


def test_a_label_on_the_wrong_account_yields_to_what_is_said() -> None:
    floor = (
        ("V01", "La parole est à Monsieur Garnier."),
        ("V02", LONG),
        ("V01", "Merci Monsieur Garnier. Monsieur Garnier, je vous en prie."),
        ("V02", LONG),
        ("V01", "Merci Monsieur Garnier."),
    )
    texts = ("Guy Delorme", "Omar Weber", "Guy Delorme", "Omar Weber", "Guy Delorme")
    naming = name_voices(said(*floor), a_seance(), labels=shown(texts, floor))
    assert the_voice(naming, "V02").member in {GARNIER, None}


FLOOR = (
    ("V01", "La parole est à Madame Petit."),
    ("V02", LONG),
    ("V01", "Madame Petit, je vous en prie."),
    ("V02", LONG),
)


def on_tracks(
    tracks: Sequence[str], lines: Sequence[tuple[str | None, str]]
) -> tuple[NamedSpan, ...]:
    spans = shown(tracks, lines)
    return tuple(dataclasses.replace(span, source=LabelSource.TRACK) for span in spans)


def test_a_track_that_bears_a_name_names_a_second_voice_of_its_owner() -> None:
    lines = (*FLOOR, *(("V01", LONG), ("V03", LONG)) * 2)
    tracks = ("Mairie", "Anne Petit") * 4
    assert the_turn(name_voices(said(*lines), a_seance()), 5).member is None
    naming = name_voices(said(*lines), a_seance(), labels=on_tracks(tracks, lines))
    assert the_turn(naming, 5).member == PETIT
    assert "la piste « Anne Petit »" in the_voice(naming, "V03").reasons[0].text


def test_a_microphone_that_several_share_names_none_of_them() -> None:
    garnier = (("V01", "La parole est à Monsieur Garnier."), ("V03", LONG))
    unknown = (("V01", LONG), ("V04", LONG))
    lines = (*FLOOR, *garnier * 2, *unknown * 2)
    tracks = ("Piste 1", "Piste 2") * (len(lines) // 2)
    naming = name_voices(said(*lines), a_seance(), labels=on_tracks(tracks, lines))
    assert the_voice(naming, "V02").member == PETIT
    assert the_voice(naming, "V03").member == GARNIER
    assert the_voice(naming, "V04").member is None


def test_seconds_within_counts_the_spans_on_both_sides() -> None:
    spans = [Interval(0.0, 2.0), Interval(3.0, 4.0), Interval(9.0, 12.0)]
    assert seconds_within(spans, Interval(1.0, 10.0)) == 3.0
    assert seconds_within([], Interval(1.0, 10.0)) == 0.0


def shares(council: Council, recording: Recording, naming: Naming) -> tuple[float, float]:
    """Return the shares of the members' speech that got the right and a wrong name."""
    members = names(council)
    named = {turn.turn: turn.member for turn in naming.turns}
    told = list(zip(recording.transcript.turns, recording.truth, strict=True))
    total = sum(t.end - t.start for t, who in told if who in members)
    right = sum(t.end - t.start for t, who in told if named[t.id] == who)
    wrong = sum(t.end - t.start for t, who in told if named[t.id] not in {None, who})
    return right / total, wrong / total


def over_sessions(faults: LabelFaults | None) -> tuple[float, float]:
    results = []
    for seed in range(760, 765):
        council = invent(seed)
        recording = record(council.lines, council.seance.roll, FAULTS, seed)
        spans = labelled(recording, council.seance.roll, faults, seed) if faults else ()
        naming = name_voices(recording.transcript, council.seance, labels=spans)
        results.append(shares(council, recording, naming))
    return tuple(sum(column) / len(results) for column in zip(*results, strict=True))  # type: ignore[return-value]


def test_good_labels_add_names_and_bad_ones_hardly_add_wrong_ones() -> None:
    right, wrong = over_sessions(None)
    usual = LabelFaults(strange=0.15, short=0.4, wrong=0.15, missing=0.2, late_s=4, jitter_s=1.5)
    helped, still_wrong = over_sessions(usual)
    assert helped > right
    assert still_wrong <= wrong + 0.01
    for misleading in (LabelFaults(wrong=1.0), LabelFaults(swapped=0.5, wrong=0.3)):
        kept, misled = over_sessions(misleading)
        assert kept >= right - 0.02
        assert misled <= wrong + 0.02
