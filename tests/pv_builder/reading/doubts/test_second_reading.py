"""What a second hearing changes, and what it leaves to a person."""

from dataclasses import replace

from core.timecode import Interval
from core.transcript import SecondHearing, Transcript, Word
from pv_builder.evidence import Status
from pv_builder.facts import ItemField
from pv_builder.facts import item as item_fact
from pv_builder.minutes import Minutes
from pv_builder.reading.doubts.second_reading import text_in
from pv_builder.reading.reader import read_minutes
from tests.helpers.heard_lines import MARCHAND, MASSON, Line, a_seance, said

OPEN = (MASSON, "Il est 18 heures 30, je déclare la séance ouverte. Tout le monde est présent.")
SECRETARY = (MASSON, "Je propose Madame Blondel comme secrétaire de séance.")
ITEM = (MASSON, "Point numéro 1, programme de voirie. La parole est à Monsieur Charpentier.")
ASK = (MASSON, "Je mets aux voix. Qui est contre ? Qui s'abstient ?")
UNCLEAR: Line = (MASSON, "Contre. Madame Balali. Adopté à la majorité.")
CLOSE = (MASSON, "L'ordre du jour étant épuisé, la séance est levée à 19 heures 40.")
SEANCE = a_seance(titles=("Programme de voirie",))


def transcript_with(*lines: Line) -> Transcript:
    return said(OPEN, SECRETARY, ITEM, *lines, CLOSE)


def heard_again(
    transcript: Transcript, line: int, text: str, probability: float = 0.9
) -> Transcript:
    """Return the transcript with a second hearing of one of its turns."""
    turn = transcript.turns[line]
    words = text.split()
    step = (turn.end - turn.start) / max(1, len(words))
    hearing = SecondHearing(
        span=turn.interval,
        first=text_in(transcript, turn.interval),
        words=tuple(
            Word(
                start=turn.start + step * n,
                end=turn.start + step * (n + 1),
                text=f" {word}",
                probability=probability,
            )
            for n, word in enumerate(words)
        ),
    )
    return replace(transcript, second_hearings=(*transcript.second_hearings, hearing))


def codes(minutes: Minutes) -> set[str]:
    return {alert.code for alert in minutes.alerts}


def test_a_second_hearing_gives_the_number_that_was_not_understood() -> None:
    transcript = transcript_with(ASK, UNCLEAR)
    before = read_minutes(transcript, SEANCE).meeting.items[0].ballot
    assert before is not None
    assert before.against is None
    again = heard_again(transcript, 4, "Une voix contre, Madame Marchand. Adopté à la majorité.")
    minutes = read_minutes(again, SEANCE)
    ballot = minutes.meeting.items[0].ballot
    assert ballot is not None
    assert ballot.against == 1
    assert ballot.against_names == (MARCHAND,)


def test_the_fact_holds_both_hearings_stays_proposed_and_is_asked_about() -> None:
    transcript = transcript_with(ASK, UNCLEAR)
    again = heard_again(transcript, 4, "Une voix contre, Madame Marchand. Adopté à la majorité.")
    minutes = read_minutes(again, SEANCE)
    (against,) = [e for e in minutes.evidence if e.fact == item_fact(1, ItemField.AGAINST)]
    assert against.hearings == (
        "Contre. Madame Balali. Adopté à la majorité.",
        "Une voix contre, Madame Marchand. Adopté à la majorité.",
    )
    assert against.status is Status.PROPOSED
    assert "vote-heard-again" in codes(minutes)


def test_hearings_that_give_different_facts_are_told() -> None:
    transcript = transcript_with(ASK, (MASSON, "Deux voix contre. 3 pour. Adopté."))
    again = heard_again(transcript, 4, "Six voix contre. Trois pour. Rejeté.")
    (alert,) = [a for a in read_minutes(again, SEANCE).alerts if a.code == "vote-heard-again"]
    assert "ne disent pas la même chose" in alert.text
    assert "Deux voix contre" in alert.text


def test_a_second_hearing_that_settles_nothing_changes_nothing() -> None:
    transcript = transcript_with(ASK, UNCLEAR)
    again = heard_again(transcript, 4, "Compte. Madame Ballali. Adopté à la majorité.")
    assert read_minutes(again, SEANCE) == read_minutes(transcript, SEANCE)


def test_a_clear_passage_is_not_read_by_its_second_hearing() -> None:
    transcript = transcript_with(ASK, (MASSON, "Adopté à l'unanimité."))
    again = heard_again(transcript, 4, "Une voix contre, Madame Marchand. Adopté à la majorité.")
    assert read_minutes(again, SEANCE) == read_minutes(transcript, SEANCE)


def test_a_number_copied_from_the_hint_is_not_taken() -> None:
    transcript = transcript_with(ASK, UNCLEAR)
    again = heard_again(transcript, 4, "88 voix contre, Madame Marchand. Adopté à la majorité.")
    assert read_minutes(again, SEANCE) == read_minutes(transcript, SEANCE)


def test_names_that_the_sound_denies_are_not_taken() -> None:
    called = (MASSON, "Madame Balali a donné pouvoir à Madame Roussel.")
    transcript = said(
        (MASSON, "Il est 18 heures 30, je déclare la séance ouverte. Je procède à l'appel."),
        called,
        SECRETARY,
        ITEM,
        CLOSE,
    )
    text = "Madame Marchand a donné pouvoir à Madame Roussel."
    likely = read_minutes(heard_again(transcript, 1, text), SEANCE)
    assert [proxy.giver for proxy in likely.meeting.proxies] == [MARCHAND]
    unlikely = read_minutes(heard_again(transcript, 1, text, probability=0.05), SEANCE)
    assert unlikely == read_minutes(transcript, SEANCE)


def test_words_that_a_person_corrected_stand() -> None:
    transcript = transcript_with(ASK, UNCLEAR)
    again = heard_again(transcript, 4, "Une voix contre, Madame Marchand. Adopté à la majorité.")
    corrected = transcript_with(ASK, (MASSON, "Contre. Madame Perrin. Adopté à la majorité."))
    kept = replace(corrected, second_hearings=again.second_hearings)
    assert read_minutes(kept, SEANCE) == read_minutes(corrected, SEANCE)


def test_words_are_those_whose_middle_lies_in_a_stretch() -> None:
    transcript = said("un deux trois quatre")
    start = transcript.turns[0].start
    assert text_in(transcript, Interval(start + 0.2, start + 0.7)) == "deux trois"
