"""Which doubts come down to a choice, and between which sentences."""

from dataclasses import replace

import pytest

from core.transcript import SecondHearing, Transcript
from pv_builder.meeting import Attendance
from pv_builder.reading.doubts.doubtful_passages import DoubtfulPassage, PassageKind
from pv_builder.reading.doubts.open_questions import open_questions
from pv_builder.reading.doubts.second_reading import text_in
from pv_builder.reading.reader import read_minutes
from tests.helpers.heard_lines import MASSON, Line, a_seance, said
from tests.helpers.sessions import words

OPEN = (MASSON, "Il est 18 heures 30, je déclare la séance ouverte. Tout le monde est présent.")
ITEM = (MASSON, "Point numéro 1, programme de voirie. La parole est à Monsieur Charpentier.")
SECRET = (MASSON, "Le vote a lieu à bulletin secret. Nous y procédons.")
UNCLEAR = (MASSON, "A peu d'épouillement, nous builtons un blinde six pour réduire contre.")
ADOPTED = (MASSON, "La délibération est adoptée.")
CLOSE = (MASSON, "L'ordre du jour étant épuisé, la séance est levée à 19 heures 40.")
SEANCE = a_seance(titles=("Programme de voirie",))


def asked(*lines: Line) -> tuple[DoubtfulPassage, ...]:
    transcript = said(*lines)
    return open_questions(read_minutes(transcript, SEANCE), transcript, SEANCE)


def test_a_count_of_papers_is_one_that_adds_up_with_those_who_vote() -> None:
    (count,) = asked(OPEN, ITEM, SECRET, UNCLEAR, ADOPTED, CLOSE)

    assert (count.kind, count.item) == (PassageKind.VOTE, 1)
    sentences = count.wordings[0]
    assert "Après dépouillement, 9 bulletins, 1 blanc, 6 pour et 2 contre." in sentences
    assert "Après dépouillement, 9 bulletins, 1 blanc, 7 pour et 2 contre." not in sentences
    assert len({len(wording) for wording in count.wordings}) == 1


@pytest.mark.parametrize(
    ("end", "adopted", "rejected"),
    [
        ("La délibération est adoptée.", True, False),
        ("La délibération est rejetée.", False, True),
        ("Merci.", True, True),
    ],
)
def test_a_count_fits_the_outcome_that_was_announced(
    end: str, adopted: bool, rejected: bool
) -> None:
    (count,) = asked(OPEN, ITEM, SECRET, UNCLEAR, (MASSON, end), CLOSE)

    sentences = count.wordings[0]
    told = "Après dépouillement, 9 bulletins, 1 blanc, {} pour et {} contre."
    assert (told.format(6, 2) in sentences, told.format(2, 6) in sentences) == (adopted, rejected)
    assert len(set(sentences)) == len(sentences)


def test_nothing_is_asked_where_nobody_can_be_chosen() -> None:
    called = (MASSON, "Je procède à l'appel. Monsieur Thierry Moulin donne pouvoir à Madame Milet.")
    transcript = said(OPEN, called, ITEM, CLOSE)
    minutes = read_minutes(transcript, SEANCE)
    absent = tuple((name, Attendance.ABSENT) for name, _ in minutes.meeting.attendance)
    alone = replace(minutes, meeting=replace(minutes.meeting, attendance=absent))

    kinds = {question.kind for question in open_questions(alone, transcript, SEANCE)}
    assert kinds.isdisjoint({PassageKind.NAMES, PassageKind.VOTE})


def test_the_count_that_the_sound_tells_is_read_and_asked_about() -> None:
    transcript = said(OPEN, ITEM, SECRET, UNCLEAR, ADOPTED, CLOSE)
    minutes = read_minutes(
        compared(transcript, "Après dépouillement, 9 bulletins, 1 blanc, 6 pour et 2 contre."),
        SEANCE,
    )

    ballot = minutes.meeting.items[0].ballot
    assert ballot is not None
    assert (ballot.in_favour, ballot.against, ballot.abstentions) == (6, 2, 1)
    (alert,) = [a for a in minutes.alerts if a.code == "vote-heard-again"]
    assert "en comparant le son" in alert.text


def compared(transcript: Transcript, sentence: str) -> Transcript:
    (question,) = open_questions(read_minutes(transcript, SEANCE), transcript, SEANCE)
    hearing = SecondHearing(
        span=question.span,
        first=text_in(transcript, question.span),
        words=words(sentence, question.span.start, question.span.end),
        compared=True,
    )
    return replace(transcript, second_hearings=(hearing,))


def test_a_holder_who_was_not_understood_is_one_of_those_who_are_there() -> None:
    called = (MASSON, "Je procède à l'appel. Monsieur Thierry Moulin donne pouvoir à Madame Milet.")
    (holder,) = [q for q in asked(OPEN, called, ITEM, CLOSE) if q.kind is PassageKind.NAMES]

    assert "Monsieur Thierry Moulin donne pouvoir à Madame Perrin." in holder.wordings[0]
    assert "Pouvoir de Monsieur Thierry Moulin à Madame Perrin." in [
        sentence for wording in holder.wordings for sentence in wording
    ]


def test_minutes_that_were_not_understood_are_one_of_sixty() -> None:
    late = (MASSON, "Je lève la séance, il est 19 heures de hausseise.")
    (hour,) = asked(OPEN, ITEM, (MASSON, "Qui est contre ? Qui s'abstient ? Adopté."), late)

    assert hour.kind is PassageKind.HOUR
    (sentences,) = hour.wordings
    assert sentences[0] == "Je lève la séance, il est 19 heures 01."
    assert len(sentences) == 59


def test_a_clear_session_leaves_no_question_open() -> None:
    voted = (MASSON, "Je mets aux voix. Qui est contre ? Qui s'abstient ? Adopté à l'unanimité.")

    assert asked(OPEN, ITEM, voted, CLOSE) == ()
