"""Which seconds are worth hearing again, and with what in mind."""

from dataclasses import replace

from core.transcript import Transcript
from pv_builder.minutes import Minutes
from pv_builder.reading.doubts.doubtful_passages import (
    DECOYS,
    LONGEST_S,
    DoubtfulPassage,
    PassageKind,
    doubtful_passages,
)
from pv_builder.reading.reader import read_minutes
from tests.helpers.heard_lines import MASSON, ROUSSEL, Line, a_seance, said

OPEN = (MASSON, "Il est 18 heures 30, je déclare la séance ouverte. Tout le monde est présent.")
ITEM = (MASSON, "Point numéro 1, programme de voirie. La parole est à Monsieur Charpentier.")
CLOSE = (MASSON, "L'ordre du jour étant épuisé, la séance est levée à 19 heures 40.")
SEANCE = a_seance(titles=("Programme de voirie",))


def asked(*lines: Line) -> tuple[DoubtfulPassage, ...]:
    transcript = said(OPEN, ITEM, *lines, CLOSE)
    return doubtful_passages(read_minutes(transcript, SEANCE), transcript, SEANCE)


def of_kind(passages: tuple[DoubtfulPassage, ...], kind: PassageKind) -> list[DoubtfulPassage]:
    return [passage for passage in passages if passage.kind is kind]


def test_a_vote_whose_numbers_were_not_understood_is_heard_again() -> None:
    (passage,) = of_kind(
        asked((MASSON, "Qui est contre ? Contre. Madame Balali. Adopté à la majorité.")),
        PassageKind.VOTE,
    )
    assert passage.item == 1
    assert "à la majorité" in passage.hint
    assert "Madame Roussel" in passage.hint


def test_an_item_without_a_result_is_heard_again_at_its_end() -> None:
    talk = (ROUSSEL, "Je regrette le retard de ce dossier et je le dis chaque année ici. " * 6)
    transcript = said(OPEN, ITEM, talk, CLOSE)
    passages = doubtful_passages(read_minutes(transcript, SEANCE), transcript, SEANCE)
    (passage,) = of_kind(passages, PassageKind.VOTE)
    assert passage.span.end > transcript.turns[2].end


def test_an_hour_is_heard_again_without_a_hint_that_names_one() -> None:
    voted = (MASSON, "Je mets aux voix. Qui est contre ? Qui s'abstient ? Adopté à l'unanimité.")
    transcript = said((MASSON, "Je déclare la séance ouverte."), ITEM, voted, CLOSE)
    passages = doubtful_passages(read_minutes(transcript, SEANCE), transcript, SEANCE)
    (hour,) = of_kind(passages, PassageKind.HOUR)
    assert hour.hint == ""
    assert hour.span.start < 2


def test_a_clear_session_has_nothing_to_be_heard_again() -> None:
    passages = asked((MASSON, "Je mets aux voix. Qui est contre ? Qui s'abstient ? Adopté."))
    assert not of_kind(passages, PassageKind.VOTE)


def test_passages_are_short_in_order_and_hold_no_number_that_may_be_said() -> None:
    passages = asked(
        (MASSON, "Qui est contre ? Contre. Madame Balali. Adopté à la majorité."),
        (MASSON, "Madame X a donné pouvoir à Monsieur Z, il est 20 heures et quelque."),
    )
    assert list(passages) == sorted(passages, key=lambda passage: passage.span)
    for passage in passages:
        assert passage.span.duration_s <= LONGEST_S
        assert {word for word in passage.hint.split() if word.isdigit()} <= DECOYS


def test_all_of_them_stay_within_a_share_of_the_recording() -> None:
    lines: list[Line] = [OPEN]
    for number in range(1, 41):
        lines.append((MASSON, f"Point numéro {number}, affaire {number}."))
        lines.append((MASSON, "Qui est contre ? Contre. Madame Balali. Adopté à la majorité."))
    seance = a_seance(titles=[f"Affaire {number}" for number in range(1, 41)])
    transcript: Transcript = said(*lines, CLOSE)
    passages = doubtful_passages(read_minutes(transcript, seance), transcript, seance)
    assert 0 < sum(p.span.duration_s for p in passages) <= 90
    longer = replace(transcript, audio=replace(transcript.audio, duration_s=7200.0))
    more = doubtful_passages(read_minutes(longer, seance), longer, seance)
    assert len(more) > len(passages)


def test_nothing_said_is_nothing_to_hear() -> None:
    transcript = said()
    assert (
        doubtful_passages(
            Minutes(meeting=read_minutes(transcript, SEANCE).meeting), transcript, SEANCE
        )
        == ()
    )
