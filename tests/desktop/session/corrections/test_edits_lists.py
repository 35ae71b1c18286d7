"""Searching, and the lists of facts and voices that a person works through."""

from dataclasses import replace
from pathlib import Path

import pytest

from core.timecode import Interval
from core.transcript import VoiceId
from desktop.session.corrections.corrections import Corrected, apply
from desktop.session.corrections.edits import EditGroup, SetVoiceMember
from desktop.session.corrections.fact_list import (
    FactForm,
    acceptance,
    arithmetic,
    fact_groups,
    in_words,
    quoted,
)
from desktop.session.corrections.searching import Match, Query, find, replacement
from desktop.session.machine.preferences import (
    Preferences,
    change_preferences,
    load_preferences,
    preferences_file,
)
from desktop.session.machine.recent import card_of
from desktop.session.speakers.voice_list import acceptance as accept_voices
from desktop.session.speakers.voice_list import voice_cards
from desktop.session.workbench import rechecked
from pv_builder import facts
from pv_builder.evidence import Alert, Severity, Status
from pv_builder.law.majority import count_votes
from pv_builder.meeting import MemberName, MovementKind
from tests.helpers.edits import a_transcript
from tests.helpers.sessions import minutes, transcript, transcript_of, turn

NAME = "commune-saint-aubin"
TURNS = (
    turn(0, None, 0, 4, "Le Maire préside et le maire vote"),
    turn(1, None, 5, 9, "La mairie s’étend vers l'école"),
)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        (Query(text="maire"), 2),
        (Query(text="MAIRI"), 1),
        (Query(text="maire", whole_words=True), 2),
        (Query(text="mair", whole_words=True), 0),
        (Query(text="ecole"), 1),
        (Query(text="ecole", accents=True), 0),
        (Query(text="s'étend"), 1),
        (Query(text="  "), 0),
        (Query(text="a.b("), 0),
    ],
)
def test_words_are_found_as_people_mean_them(query: Query, count: int) -> None:
    assert len(find(TURNS, query)) == count


def test_a_replacement_keeps_capitals_and_is_one_act() -> None:
    matches = find(TURNS, Query(text="maire", whole_words=True))
    edit = replacement(TURNS, matches, "président")
    assert edit is not None
    after = apply(Corrected(transcript=transcript_of(TURNS)), (edit,))
    assert after.transcript.turns[0].text == "Le Président préside et le président vote"
    assert len(edit.edits) == 1


def test_replacing_by_the_same_words_is_no_act() -> None:
    assert replacement(TURNS, [Match(number=1, first=3, last=9)], "mairie") is None


def test_facts_come_in_the_order_of_the_session() -> None:
    groups = fact_groups(minutes(NAME))
    assert [group.title for group in groups[:3]] == ["Ouverture", "Appel et pouvoirs", "Secrétaire"]
    assert [group.item for group in groups[3:8]] == [1, 2, 3, 4, 5]
    assert groups[-1].title == "Fin de la séance"


def test_what_the_minutes_must_give_is_listed_even_when_nothing_was_found() -> None:
    read = minutes(NAME)
    nothing = replace(read, evidence=(), meeting=replace(read.meeting, secretary=None))
    lines = {line.key: line for group in fact_groups(nothing) for line in group.lines}
    assert (lines[facts.SECRETARY].value, lines[facts.SECRETARY].status) == ("non trouvé", None)


def test_a_movement_stands_with_the_item_it_comes_before() -> None:
    groups = {group.item: group for group in fact_groups(minutes(NAME))}
    key = facts.movement(MovementKind.ARRIVAL, MemberName("M. Thierry Moulin"))
    line = next(line for line in groups[3].lines if line.key == key)
    assert line.name == "Arrivée de M. Thierry Moulin"
    assert line.value.replace("\u00a0", " ") == "avant le point 3, à 18 h 51"


def test_accepting_a_group_leaves_what_is_decided() -> None:
    read = minutes(NAME)
    done = replace(read.evidence[0], status=Status.CONFIRMED)
    groups = fact_groups(replace(read, evidence=(done, *read.evidence[1:])))
    edit = acceptance(groups[0])
    assert edit is not None
    assert [one.kind for one in edit.edits] == ["decide-fact"]
    assert groups[0].left == 1
    confirmed = tuple(replace(one, status=Status.CONFIRMED) for one in read.evidence)
    assert acceptance(fact_groups(replace(read, evidence=confirmed))[0]) is None


@pytest.mark.parametrize(
    ("form", "value", "words"),
    [
        (FactForm.SECOND, 3723.0, "01:02:03"),
        (FactForm.MODE, "secret", "au scrutin secret"),
        (FactForm.MEMBERS, ("M. A B", "Mme C D"), "M. A B, Mme C D"),
        (FactForm.MEMBERS, (), "personne"),
        (FactForm.COUNT, 0, "0"),
        (FactForm.TEXT, None, "non trouvé"),
        (FactForm.MOVEMENT, ("2", "during", ""), "pendant le point 2"),
    ],
)
def test_values_are_said_in_french(form: FactForm, value: object, words: str) -> None:
    assert in_words(form, value) == words  # type: ignore[arg-type]


def test_the_sum_of_a_vote_is_shown_whole() -> None:
    meeting = minutes(NAME).meeting
    with_a_withdrawal = count_votes(meeting, meeting.items[2])
    assert with_a_withdrawal is not None
    shown = arithmetic(replace(with_a_withdrawal, refusals=1))
    assert shown.replace("\u00a0", " ") == (
        "11 présents + 1 pouvoir = 12 votants · 12 pour · 0 contre · 0 abstention · "
        f"1 sans réponse · ne prennent pas part : {with_a_withdrawal.not_participating_weight}"
    )


def test_the_words_of_an_excerpt_are_quoted() -> None:
    heard = quoted(a_transcript(), (Interval(0.0, 2.0), Interval(5.0, 6.5), Interval(90, 91)))
    assert heard == "Bonsoir à … Je suis là"


def test_alerts_follow_what_a_person_decides() -> None:
    read = minutes(NAME)
    own = Alert(code="of-the-reader", severity=Severity.WARNING, text="x")
    read = replace(read, alerts=(own,))
    no_secretary = replace(read, meeting=replace(read.meeting, secretary=None))
    now = rechecked(read, no_secretary)
    assert own in now.alerts
    assert len(now.alerts) > len(rechecked(read, read).alerts)


def test_voices_come_longest_first_and_are_accepted_above_a_threshold() -> None:
    state = Corrected(transcript=transcript(NAME))
    cards = voice_cards(state)
    assert [c.spoken_s for c in cards] == sorted((c.spoken_s for c in cards), reverse=True)
    assert accept_voices(cards) is None  # all are sure at 90 %: not surer
    edit = accept_voices(cards, 0.89)
    assert isinstance(edit, EditGroup)
    assert all(card.decided for card in voice_cards(apply(state, (edit,))))


def test_a_voice_of_the_public_shows_its_label() -> None:
    state = Corrected(transcript=transcript(NAME))
    voice = voice_cards(state)[0].voice
    said = apply(state, (SetVoiceMember(voice=voice, member=None, label="Public"),))
    card = next(card for card in voice_cards(said) if card.voice == voice)
    assert (card.member, card.label, card.decided, card.score) == (None, "Public", True, None)


def test_turns_without_a_voice_make_no_card() -> None:
    silent = replace(TURNS[0], speaker=None)
    assert voice_cards(Corrected(transcript=transcript_of((silent,)))) == ()
    overlapping = replace(TURNS[0], speaker=VoiceId("V01"), overlap=True)
    assert voice_cards(Corrected(transcript=transcript_of((overlapping,))))[0].clips


def test_preferences_are_kept_and_damage_costs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GREFFIER_CONFIG", str(tmp_path / "c"))
    assert load_preferences() == Preferences()
    for name in ("a", "b", "a"):
        change_preferences(recent=load_preferences().recent_with(tmp_path / name))
    assert load_preferences().recent == (str(tmp_path / "a"), str(tmp_path / "b"))
    preferences_file().write_text("{")
    assert load_preferences() == Preferences()
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("GREFFIER_CONFIG", str(tmp_path / "file"))
    change_preferences(theme="sombre")
    assert load_preferences() == Preferences()


def test_a_folder_without_description_has_a_card_and_a_missing_one_none(tmp_path: Path) -> None:
    card = card_of(tmp_path)
    assert card is not None
    assert (card.title, card.has_transcript) == (tmp_path.name, False)
    assert card_of(tmp_path / "gone") is None
