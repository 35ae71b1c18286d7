"""What is wrong in a roll, an agenda or a session is told in one clear French sentence.

Faults of the file itself are tested in `tests/pv_builder/roster/test_seance_toml.py`.
"""

from dataclasses import replace

import pytest

from pv_builder.evidence import Alert, Severity
from pv_builder.meeting import Attendance, MemberName, Outcome
from pv_builder.minutes import Minutes
from pv_builder.reading.reader import read_minutes
from pv_builder.seance import AgendaEntry, Seance, StatedMember
from tests.helpers.heard_lines import (
    BLONDEL,
    HUBERT,
    LEMOINE,
    MARCHAND,
    MASSON,
    PERRIN,
    Line,
    a_seance,
    said,
)
from tests.helpers.spaces import flat

OPEN = (MASSON, "Il est 18 heures 30, je déclare la séance ouverte. Le quorum est atteint.")
SECRETARY = (MASSON, "Je propose Madame Blondel comme secrétaire de séance.")
ITEM = (MASSON, "Point numéro 1, programme de voirie. La parole est à Monsieur Charpentier.")
ASK = (MASSON, "Je mets aux voix. Qui est contre ? Qui s'abstient ?")
ADOPTED = (MASSON, "Adopté à l'unanimité.")
CLOSE = (MASSON, "La séance est levée à 19 heures 40.")
VOTED = (ITEM, ASK, ADOPTED)


def stated(seance: Seance, **proxies: tuple[MemberName, Attendance, MemberName]) -> Seance:
    """Return the session with these states and pouvoirs stated; everybody else is present."""
    told = {giver: (state, holder) for giver, state, holder in proxies.values()}
    members = []
    for one in seance.members:
        state, holder = told.get(one.member.name, (Attendance.PRESENT, None))
        members.append(StatedMember(member=one.member, attendance=state, proxy_to=holder))
    return replace(seance, members=tuple(members))


ONE_ITEM = stated(a_seance(titles=("Programme de voirie",)))


def read(*lines: Line, seance: Seance = ONE_ITEM) -> Minutes:
    return read_minutes(said(OPEN, SECRETARY, *lines, CLOSE), seance)


def told(minutes: Minutes, code: str) -> Alert:
    (alert,) = [alert for alert in minutes.alerts if alert.code == code]
    assert alert.text.endswith((".", "?", "!"))
    return alert


def test_two_pouvoirs_to_one_holder_refuse_the_final_minutes() -> None:
    seance = stated(
        ONE_ITEM,
        one=(HUBERT, Attendance.EXCUSED, PERRIN),
        two=(MARCHAND, Attendance.EXCUSED, PERRIN),
    )
    alert = told(read(*VOTED, seance=seance), "proxies-too-many")
    assert alert.severity is Severity.BLOCKING
    assert "L. 2121-20" in alert.text
    assert HUBERT in alert.text
    assert MARCHAND in alert.text


def test_a_pouvoir_from_somebody_present_counts_for_nothing_and_says_why() -> None:
    seance = stated(ONE_ITEM, one=(HUBERT, Attendance.PRESENT, PERRIN))
    minutes = read(*VOTED, seance=seance)
    alert = told(minutes, "proxy-not-counted")
    assert "M. Alain Hubert siège, ou son suppléant" in alert.text


def test_more_votes_than_voters_refuse_the_final_minutes() -> None:
    minutes = read(ITEM, ASK, (MASSON, "Douze voix contre. Cinq abstentions. Adopté."))
    alert = told(minutes, "votes-exceed-voters")
    assert alert.severity is Severity.BLOCKING
    assert "17" in alert.text
    assert alert.excerpts


def test_hours_that_go_backwards_are_told() -> None:
    minutes = read(
        (MASSON, "Monsieur Lemoine quitte la séance à 19 heures 20."),
        ITEM,
        (MASSON, "Monsieur Hubert quitte la séance, il est 18 heures 50."),
        ASK,
        ADOPTED,
    )
    assert {move.member for move in minutes.meeting.movements} == {LEMOINE, HUBERT}
    alert = told(minutes, "hours-backwards")
    assert "18 h 50" in flat(alert.text)


def test_a_session_without_agenda_nor_items_called_is_told() -> None:
    empty = replace(ONE_ITEM, agenda=())
    alert = told(read((MASSON, "Bien, je vous écoute."), seance=empty), "agenda-empty")
    assert alert.severity is Severity.BLOCKING


def test_an_agenda_of_120_items_is_read_item_by_item() -> None:
    titles = [f"Affaire numéro {number}" for number in range(1, 121)]
    lines: list[Line] = []
    for number in range(1, 121):
        lines += [(MASSON, f"Point numéro {number}."), ASK, ADOPTED]
    minutes = read(*lines, seance=stated(a_seance(titles=titles)))
    assert len(minutes.meeting.items) == 120
    assert all(item.ballot is not None for item in minutes.meeting.items)


def test_an_agenda_of_which_half_was_never_opened_names_each_item_once() -> None:
    seance = replace(
        ONE_ITEM, agenda=(*ONE_ITEM.agenda, AgendaEntry(mark=2, title="Vente du presbytère"))
    )
    alerts = [alert for alert in read(*VOTED, seance=seance).alerts if alert.item == 2]
    assert [alert.code for alert in alerts] == ["item-not-found"]


@pytest.mark.parametrize(
    ("said_of_it", "outcome"),
    [
        ("Je retire cette délibération de l'ordre du jour.", Outcome.WITHDRAWN),
        ("Ce point est ajourné.", Outcome.POSTPONED),
        ("Le conseil prend acte.", Outcome.NOTED),
    ],
)
def test_trap_28_the_agenda_does_not_say_what_became_of_an_item(
    said_of_it: str, outcome: Outcome
) -> None:
    (item,) = read(ITEM, (MASSON, said_of_it)).meeting.items
    assert item.outcome is outcome
    assert item.ballot is None


def test_trap_30_a_number_that_was_announced_is_told_and_never_corrected() -> None:
    minutes = read(ITEM, ASK, (MASSON, "Adopté par 14 voix pour."))
    alert = told(minutes, "announced-numbers-differ")
    assert "14" in alert.text
    assert "Écoutez" in alert.text


def test_trap_21_a_closed_session_is_marked_and_its_vote_is_asked_for() -> None:
    closed = (MASSON, "Ce point est examiné à huis clos, je demande au public de sortir.")
    minutes = read(ITEM, closed, ASK, ADOPTED)
    assert minutes.meeting.items[0].closed_session
    assert "L. 2121-18" in told(minutes, "closed-session-without-vote").text


def test_a_name_that_is_not_on_the_roll_is_nobody() -> None:
    minutes = read((MASSON, "Monsieur Zwicky a donné pouvoir à Madame Blondel."), *VOTED)
    assert not minutes.meeting.proxies
    assert BLONDEL in told(minutes, "proxy-name-unknown").text
