"""What a person marked while recording stands over what is heard, and contradictions are told."""

from dataclasses import replace

from core.timecode import Interval
from core.transcript import Transcript
from pv_builder import facts
from pv_builder.evidence import Status
from pv_builder.facts import ItemField
from pv_builder.marks import MarkedItem, MarkedMove, MarkedSpan, MarkedVote, Marks
from pv_builder.meeting import Attendance, Moment, MovementKind
from pv_builder.minutes import Minutes
from pv_builder.naming.clues import ClueKind
from pv_builder.naming.marked_clues import marked_clues
from pv_builder.naming.utterances import utterances
from pv_builder.reading.marked import RULE
from pv_builder.reading.reader import read_minutes
from tests.helpers.heard_lines import (
    BLONDEL,
    CHARPENTIER,
    HUBERT,
    MASSON,
    Line,
    a_scene,
    a_seance,
    said,
)

SEANCE = a_seance(titles=("Programme de voirie", "Tarifs de la cantine"))
OPENING: tuple[Line, ...] = (
    (MASSON, "Il est 18 heures 30, je déclare la séance ouverte."),
    (MASSON, "Tout le monde est présent. Le quorum est atteint."),
    (MASSON, "Je propose Madame Blondel comme secrétaire de séance."),
)
FIRST = (MASSON, "Point numéro 1, programme de voirie. La parole est à Monsieur Charpentier.")
TALK = (CHARPENTIER, "Les travaux commencent au printemps et durent trois mois environ. " * 12)
VOTE = (MASSON, "Je mets aux voix. Qui est contre ? Qui s'abstient ? Adopté à l'unanimité.")
MUMBLED = (MASSON, "Bien, comme convenu, vous avez eu le dossier.")
CLOSE = (MASSON, "L'ordre du jour étant épuisé, la séance est levée à 19 heures 40.")
LINES = (*OPENING, FIRST, TALK, VOTE, MUMBLED, TALK, VOTE, CLOSE)


def start_of(transcript: Transcript, words: str) -> float:
    return next(turn.start for turn in transcript.turns if words in turn.text.replace("  ", " "))


def read(marks: Marks, *lines: Line) -> Minutes:
    return read_minutes(said(*(lines or LINES)), SEANCE, marks)


def codes(minutes: Minutes) -> set[str]:
    return {alert.code for alert in minutes.alerts}


def evidence(minutes: Minutes, fact: str) -> tuple[Status, str]:
    found = next(one for one in minutes.evidence if one.fact == fact)
    return found.status, found.rule


def test_an_item_that_nobody_announces_is_placed_by_its_mark() -> None:
    at_s = start_of(said(*LINES), "comme convenu")
    assert read(Marks()).meeting.items[1].start_s is None
    placed = read(Marks(items=(MarkedItem(item="2", at_s=at_s + 4),)))
    item = placed.meeting.items[1]
    assert item.start_s is not None
    assert abs(item.start_s - at_s) < 5
    assert evidence(placed, facts.item(2, ItemField.START)) == (Status.CONFIRMED, RULE)
    assert item.ballot is not None


def test_an_item_heard_near_its_mark_begins_where_it_is_heard() -> None:
    heard = read(Marks()).meeting.items[0].start_s
    assert heard is not None
    marked = read(Marks(items=(MarkedItem(item="1", at_s=heard + 20),)))
    assert marked.meeting.items[0].start_s == heard
    assert "item-marked-elsewhere" not in codes(marked)


def test_an_item_heard_far_from_its_mark_begins_at_the_mark_and_is_told() -> None:
    end_s = said(*LINES).turns[-2].start
    heard = read(Marks()).meeting.items[0].start_s
    marked = read(Marks(items=(MarkedItem(item="1", at_s=end_s, hour="19:30"),)))
    assert heard is not None
    assert marked.meeting.items[0].start_s != heard
    assert "item-marked-elsewhere" in codes(marked)


def test_a_mark_of_an_item_that_is_not_on_the_agenda_changes_nothing() -> None:
    assert read(Marks(items=(MarkedItem(item="9", at_s=30.0),))) == read(Marks())


def test_a_marked_arrival_is_a_movement_and_an_absence_before_it() -> None:
    talk_s = start_of(said(*LINES), "Les travaux") + 5
    move = MarkedMove(kind=MovementKind.ARRIVAL, member=HUBERT, at_s=talk_s, hour="18:52")
    minutes = read(Marks(moves=(move,)))
    (movement,) = minutes.meeting.movements
    assert (movement.member, movement.hour) == (HUBERT, "18:52")
    assert movement.moment == Moment(item=1, during=True)
    assert dict(minutes.meeting.attendance)[HUBERT] is Attendance.ABSENT
    key = facts.movement(MovementKind.ARRIVAL, HUBERT)
    assert evidence(minutes, key) == (Status.CONFIRMED, RULE)
    assert evidence(minutes, facts.attendance(HUBERT))[0] is Status.CONFIRMED


def test_a_departure_heard_without_a_name_gets_that_of_its_mark() -> None:
    leaving = (HUBERT, "Excusez-moi, je dois vous laisser, il est 19 heures 10.")
    lines = (*OPENING, FIRST, TALK, leaving, VOTE, CLOSE)
    unnamed = tuple(line[1] if line[0] == HUBERT else line for line in lines)
    at_s = start_of(said(*unnamed), "je dois vous laisser")
    move = MarkedMove(kind=MovementKind.DEPARTURE, member=HUBERT, at_s=at_s + 8, hour="19:20")
    minutes = read(Marks(moves=(move,)), *unnamed)
    assert [m.member for m in minutes.meeting.movements] == [HUBERT]
    assert minutes.meeting.movements[0].hour == "19:20"
    assert "movement-unknown" not in codes(minutes)
    assert "movement-hour-marked" in codes(minutes)


def test_an_arrival_marked_of_a_member_stated_present_is_told() -> None:
    stated = a_seance(titles=("Programme de voirie",), present=True)
    move = MarkedMove(kind=MovementKind.ARRIVAL, member=HUBERT, at_s=40.0, hour="18:52")
    minutes = read_minutes(said(*LINES), stated, Marks(moves=(move,)))
    told = [alert.text for alert in minutes.alerts if alert.code == "movement-impossible"]
    assert len(told) == 1
    assert "marqué" in told[0]


def test_a_marked_suspension_has_its_hours_and_both_bounds() -> None:
    span = MarkedSpan(start_s=60.0, end_s=75.0, start_hour="19:02", end_hour="19:12")
    (suspension,) = read(Marks(suspensions=(span,))).meeting.suspensions
    assert (suspension.start_s, suspension.end_s) == (60.0, 75.0)
    assert (suspension.start_hour, suspension.end_hour) == ("19:02", "19:12")


def test_an_item_in_a_marked_closed_session_says_so() -> None:
    talk_s = start_of(said(*LINES), "Les travaux")
    span = MarkedSpan(start_s=talk_s, end_s=talk_s + 10)
    first, second = read(Marks(closed=(span,))).meeting.items
    assert first.closed_session
    assert not second.closed_session


def test_a_vote_marked_and_not_heard_is_asked_about() -> None:
    lines = (*OPENING, FIRST, TALK, CLOSE)
    minutes = read(Marks(votes=(MarkedVote(item="1", at_s=50.0, hour="19:20"),)), *lines)
    assert "vote-marked-unheard" in codes(minutes)
    heard = read(Marks(votes=(MarkedVote(item="1", at_s=50.0, hour="19:20"),)))
    assert "vote-marked-unheard" not in codes(heard)


def test_nobody_speaks_while_marked_away() -> None:
    marks = Marks(
        moves=(MarkedMove(kind=MovementKind.ARRIVAL, member=HUBERT, at_s=200.0, hour=None),)
    )
    transcript = said(*LINES)
    scene = replace(a_scene(*LINES, seance=SEANCE), marks=marks)
    spoken = utterances(scene, transcript.turns, {})
    clues = list(marked_clues(scene, spoken, transcript.turns[-1].end))
    assert clues
    assert {clue.kind for clue in clues} == {ClueKind.AWAY}
    assert all(clue.excerpts[0].end <= 140.0 for clue in clues)


def test_a_member_is_away_before_an_arrival_and_after_a_departure() -> None:
    marks = Marks(
        moves=(
            MarkedMove(kind=MovementKind.ARRIVAL, member=HUBERT, at_s=10.0),
            MarkedMove(kind=MovementKind.DEPARTURE, member=HUBERT, at_s=50.0),
            MarkedMove(kind=MovementKind.DEPARTURE, member=BLONDEL, at_s=70.0),
        )
    )
    assert marks.away(HUBERT, 90.0) == (Interval(0.0, 10.0), Interval(50.0, 90.0))
    assert marks.away(BLONDEL, 90.0) == (Interval(70.0, 90.0),)
