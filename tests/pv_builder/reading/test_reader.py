"""Minutes read from a few lines: what is found in them and what a person is asked about."""

import random
from dataclasses import replace

import pytest

from pv_builder import facts
from pv_builder.documents.pv_json import json_pointers
from pv_builder.evidence import Alert, Status
from pv_builder.meeting import (
    Attendance,
    BallotMode,
    Choice,
    Meeting,
    Moment,
    MovementKind,
    Outcome,
)
from pv_builder.minutes import Minutes
from pv_builder.reading.reader import read_minutes
from pv_builder.seance import Seance
from tests.helpers.heard_lines import (
    BLONDEL,
    CHARPENTIER,
    HUBERT,
    LEMOINE,
    MARCHAND,
    MASSON,
    MOULIN,
    PERRIN,
    ROUSSEL,
    Line,
    a_seance,
    members,
    said,
)
from tests.helpers.spoken_sessions import make_session

OPEN = (MASSON, "Il est 18 heures 30, je déclare la séance ouverte.")
ALL_THERE = (MASSON, "Tout le monde est présent. Le quorum est atteint.")
SECRETARY = (MASSON, "Je propose Madame Blondel comme secrétaire de séance.")
ITEM = (MASSON, "Point numéro 1, programme de voirie. La parole est à Monsieur Charpentier.")
ASK = (MASSON, "Je mets aux voix. Qui est contre ? Qui s'abstient ?")
ADOPTED = (MASSON, "La délibération est adoptée à l'unanimité.")
CLOSE = (MASSON, "L'ordre du jour étant épuisé, la séance est levée à 19 heures 40.")
ONE_ITEM = a_seance(titles=("Programme de voirie",))


def read(*lines: Line, seance: Seance = ONE_ITEM, start: tuple[Line, ...] | None = None) -> Minutes:
    opening = (OPEN, ALL_THERE, SECRETARY) if start is None else start
    return read_minutes(said(*opening, *lines, CLOSE), seance)


def codes(alerts: tuple[Alert, ...]) -> set[str]:
    return {alert.code for alert in alerts}


def item(minutes: Minutes, mark: int = 1):
    return next(i for i in minutes.meeting.items if i.mark == mark)


def test_every_fact_that_was_read_has_its_evidence() -> None:
    minutes = read(ITEM, ASK, ADOPTED)
    facts = {evidence.fact for evidence in minutes.evidence}
    assert {"opened_at", "closed_at", "chair", "secretary"} <= facts
    assert {f"attendance/{m.name}" for m in minutes.meeting.members} <= facts
    assert {"item/1/start", "item/1/rapporteur", "item/1/against", "item/1/mode"} <= facts
    for evidence in minutes.evidence:
        assert evidence.status is Status.PROPOSED
        assert evidence.score is not None
        assert 0 <= evidence.score <= 1
    assert facts <= set(json_pointers(minutes.meeting))


def test_a_session_without_words_gives_no_fact_and_says_so() -> None:
    minutes = read_minutes(said(), ONE_ITEM)
    meeting = minutes.meeting
    assert (meeting.opened_at, meeting.closed_at, meeting.secretary) == (None, None, None)
    assert meeting.attendance == ((MASSON, Attendance.PRESENT),)
    assert "item-not-found" in codes(minutes.alerts)


def test_what_the_secretary_stated_stands_and_a_contradiction_is_told() -> None:
    seance = a_seance(titles=("Programme de voirie",), present=True)
    minutes = read((MASSON, "Monsieur Hubert est absent."), ITEM, ASK, ADOPTED, seance=seance)
    assert dict(minutes.meeting.attendance)[HUBERT] is Attendance.PRESENT
    assert "presence-differs-from-stated" in codes(minutes.alerts)


def test_stated_presence_needs_no_evidence() -> None:
    minutes = read(
        ITEM, ASK, ADOPTED, seance=a_seance(titles=("Programme de voirie",), present=True)
    )
    assert not [e for e in minutes.evidence if e.fact.startswith("attendance/")]


def test_supposed_presence_is_named_in_an_alert() -> None:
    minutes = read(
        ITEM, ASK, ADOPTED, start=(OPEN, (MASSON, "Monsieur Hubert est excusé."), SECRETARY)
    )
    alert = next(a for a in minutes.alerts if a.code == "presence-deduced")
    assert PERRIN in alert.text
    assert HUBERT not in alert.text


@pytest.mark.parametrize(
    "line",
    [
        "Le quorum est à unis.",
        "Monsieur Hubert ne peut pas être des nôtres.",
        "Monsieur Hubert, je ne le vois pas.",
    ],
)
def test_what_is_said_of_the_absent_or_the_quorum_tells_that_the_others_sit(line: str) -> None:
    minutes = read(ITEM, ASK, ADOPTED, start=(OPEN, (MASSON, line), SECRETARY))
    assert "presence-deduced" in codes(minutes.alerts)
    assert dict(minutes.meeting.attendance)[PERRIN] is Attendance.PRESENT


def test_a_departure_leaves_its_proxy_and_the_next_item_has_fewer_present() -> None:
    seance = a_seance(titles=("Programme de voirie", "Tarifs de la cantine"))
    minutes = read(
        ITEM,
        ASK,
        ADOPTED,
        (MASSON, "Monsieur Moulin nous quitte à 19 heures 10 et donne pouvoir à Madame Perrin."),
        (MASSON, "Point numéro 2, tarifs de la cantine. Monsieur Lemoine, vous avez la parole."),
        ASK,
        ADOPTED,
        seance=seance,
    )
    movement = minutes.meeting.movements[0]
    assert (movement.kind, movement.member) == (MovementKind.DEPARTURE, MOULIN)
    assert (movement.moment, movement.hour) == (Moment(item=2), "19:10")
    proxy = minutes.meeting.proxies[0]
    assert (proxy.giver, proxy.holder, proxy.begin) == (MOULIN, PERRIN, Moment(item=2))


def test_a_late_member_is_absent_until_he_arrives() -> None:
    minutes = read(
        ITEM,
        (MASSON, "Bonsoir Monsieur Moulin, on note votre arrivée, il est 18 heures 45."),
        ASK,
        ADOPTED,
        start=(OPEN, (MASSON, "Monsieur Moulin sera en retard, tout le monde est là sinon.")),
    )
    assert dict(minutes.meeting.attendance)[MOULIN] is Attendance.ABSENT
    assert minutes.meeting.movements[0].moment == Moment(item=1, during=True)


def test_a_late_member_who_never_arrives_is_asked_about() -> None:
    minutes = read(
        ITEM, ASK, ADOPTED, start=(OPEN, (MASSON, "Monsieur Moulin aura un peu de retard."))
    )
    assert "late-never-arrived" in codes(minutes.alerts)


def test_somebody_who_leaves_the_room_for_one_item_has_not_left() -> None:
    minutes = read(
        ITEM,
        (MARCHAND, "Je suis concernée, je ne prends pas part au vote et je quitte la salle."),
        ASK,
        ADOPTED,
    )
    assert minutes.meeting.movements == ()
    assert item(minutes).not_participating == (MARCHAND,)


def test_a_withdrawal_told_by_the_floor_only_is_asked_about() -> None:
    minutes = read(
        "Madame Marchand, vous avez la parole.",
        "Je ne prendrai pas part au vote.",
        start=(OPEN, ALL_THERE, SECRETARY, "Point numéro 1, programme de voirie."),
    )
    assert item(minutes).not_participating == (MARCHAND,)
    assert "withdrawal-supposed" in codes(minutes.alerts)


def test_the_maire_leaves_for_the_accounts_and_another_presides() -> None:
    minutes = read(
        (MASSON, "Point 1, compte administratif. C'est moi qui rapporte ce point."),
        (MASSON, "Je quitte la salle pour le vote, Madame Roussel prend la présidence."),
        (ROUSSEL, "Qui est contre ? Qui s'abstient ? Adopté à l'unanimité."),
        seance=a_seance(titles=("Vote du compte administratif 2025",)),
    )
    accounts = item(minutes)
    assert (accounts.chair, accounts.not_participating) == (ROUSSEL, (MASSON,))
    assert minutes.meeting.movements == ()


def test_the_numbers_said_of_voices_outweigh_heads() -> None:
    seance = a_seance(
        roll=members(weights=(5, 3, 3, 2, 2, 1, 1, 1, 1)), titles=("Programme de voirie",)
    )
    minutes = read(
        ITEM,
        ASK,
        (MASSON, "Je compte une voix contre : Madame Marchand."),
        (MASSON, "C'est donc adopté par 17 voix pour, 2 contre et 0 abstention."),
        seance=seance,
    )
    ballot = item(minutes).ballot
    assert ballot is not None
    assert (ballot.against, ballot.against_names) == (2, (MARCHAND,))


def test_a_vote_that_does_not_add_up_is_told() -> None:
    minutes = read(
        ITEM,
        ASK,
        (MASSON, "Une voix contre, Madame Marchand."),
        (MASSON, "C'est donc adopté par 12 voix pour, 1 contre et 0 abstention."),
    )
    assert "announced-numbers-differ" in codes(minutes.alerts)


def test_a_majority_without_anybody_against_is_asked_about() -> None:
    minutes = read(ITEM, ASK, (MASSON, "La délibération est adoptée à la majorité."))
    assert {"votes-incomplete", "votes-supposed"} & codes(minutes.alerts)


def test_an_item_whose_end_was_not_heard_is_asked_about() -> None:
    minutes = read(ITEM, (CHARPENTIER, "Les travaux commenceront au printemps."))
    assert item(minutes).ballot is None
    assert "outcome-unknown" in codes(minutes.alerts)


def test_items_voted_together_share_the_vote_and_are_to_be_checked() -> None:
    seance = a_seance(titles=("Programme de voirie", "Tarifs de la cantine", "Don au musée"))
    minutes = read(
        ITEM,
        ASK,
        ADOPTED,
        (MASSON, "Je vous propose de voter en bloc les points 2 à 3."),
        (MASSON, "Point 2, tarifs de la cantine. Point 3, don au musée."),
        ASK,
        ADOPTED,
        seance=seance,
    )
    assert item(minutes, 2).ballot == item(minutes, 3).ballot
    assert "vote-grouped" in codes(minutes.alerts)


def test_an_item_taken_off_at_the_opening_is_withdrawn() -> None:
    seance = a_seance(titles=("Programme de voirie", "Tarifs de la cantine"))
    minutes = read(
        (MASSON, "Le point numéro 2 est retiré de l'ordre du jour."),
        ITEM,
        ASK,
        ADOPTED,
        seance=seance,
    )
    assert item(minutes, 2).outcome is Outcome.WITHDRAWN


def test_a_public_ballot_is_read_by_name() -> None:
    answers: list[Line] = []
    for member in members():
        title = "Madame" if member.civility == "Mme" else "Monsieur"
        answers.append((MASSON, f"{title} {member.given_name} {member.family_name} ?"))
        answers.append((member.name, "Contre." if member.name == HUBERT else "Pour."))
    minutes = read(
        ITEM,
        (LEMOINE, "Nous demandons un scrutin public."),
        *answers,
        (MASSON, "La délibération est adoptée à la majorité."),
    )
    ballot = item(minutes).ballot
    assert ballot is not None
    assert ballot.mode is BallotMode.PUBLIC
    assert dict(ballot.voters_by_name)[HUBERT] is Choice.AGAINST
    assert len(ballot.voters_by_name) == len(members())


def test_a_suspension_has_its_hours() -> None:
    minutes = read(
        ITEM,
        (MASSON, "La séance est suspendue, il est 19 heures."),
        (MASSON, "On reprend, il est 19 heures 10."),
        ASK,
        ADOPTED,
    )
    suspension = minutes.meeting.suspensions[0]
    assert (suspension.start_hour, suspension.end_hour) == ("19:00", "19:10")


def test_a_suspension_lasts_from_its_declaration_to_the_resumption() -> None:
    lines: tuple[Line, ...] = (
        ITEM,
        (MASSON, "Je suspends la séance cinq minutes."),
        (ROUSSEL, "On en profite pour ouvrir les fenêtres."),
        (MASSON, "La séance reprend."),
        ASK,
        ADOPTED,
    )
    transcript = said(OPEN, ALL_THERE, SECRETARY, *lines, CLOSE)
    minutes = read_minutes(transcript, ONE_ITEM)
    (suspension,) = minutes.meeting.suspensions
    assert suspension.start_s == pytest.approx(transcript.turns[4].start, abs=1)
    assert suspension.end_s == pytest.approx(transcript.turns[6].start, abs=1)
    (evidence,) = [e for e in minutes.evidence if e.fact == facts.suspension(suspension.start_s)]
    assert len(evidence.excerpts) == 2
    assert "suspension-unended" not in codes(minutes.alerts)


def test_a_suspension_that_nobody_is_heard_to_end_is_asked_about() -> None:
    minutes = read(ITEM, (MASSON, "La séance est suspendue."), ASK, ADOPTED)
    (suspension,) = minutes.meeting.suspensions
    assert suspension.end_s is None
    assert "suspension-unended" in codes(minutes.alerts)


def test_a_closed_session_needs_more_than_its_name() -> None:
    wished = read(ITEM, (HUBERT, "On pourrait faire un huis clos."), ASK, ADOPTED)
    decided = read(
        ITEM,
        (MASSON, "Ce point est examiné à huis clos, je demande au public de sortir."),
        ASK,
        ADOPTED,
    )
    assert not item(wished).closed_session
    assert item(decided).closed_session


def test_a_session_without_agenda_proposes_what_was_called() -> None:
    minutes = read(
        (MASSON, "On passe au point numéro 1, réfection du préau."),
        ASK,
        ADOPTED,
        seance=a_seance(titles=()),
    )
    assert [i.title for i in minutes.meeting.items] == ["Réfection du préau"]
    assert "agenda-heard" in codes(minutes.alerts)


def test_signs_that_no_reader_took_up_are_pointed_at() -> None:
    debate = (CHARPENTIER, "Les travaux de la rue des Tilleuls dureront jusqu'au printemps. " * 6)
    leaving = (MASSON, "Il est 19 heures 5, Madame Perrin sansva.")
    minutes = read(ITEM, debate, leaving, debate, ASK, ADOPTED)
    assert "movement-doubtful" in codes(minutes.alerts)


@pytest.mark.slow
def test_four_hours_are_read_in_seconds() -> None:
    session = make_session(5, size=69)
    draw = random.Random(3)  # noqa: S311 - test material
    spoken = " ".join(turn.text for turn in session.turns).split()
    texts = [turn.text for turn in session.turns]
    for start in session.starts:
        texts[start + 1] = " ".join(
            draw.choice(spoken) for _ in range(40_000 // len(session.starts))
        )
    minutes = read_minutes(session.transcript(texts=tuple(texts)), session.seance)
    assert isinstance(minutes.meeting, Meeting)


def test_nobody_is_said_to_preside_where_the_roll_names_no_executive() -> None:
    roll = tuple(replace(m, function="") for m in members())
    minutes = read_minutes(
        said("Je déclare la séance ouverte, il est 18 heures 30."), a_seance(roll=roll)
    )
    assert minutes.meeting.chair is None
    assert "chair-missing" in codes(minutes.alerts)


def test_blondel_is_the_secretary() -> None:
    assert read(ITEM, ASK, ADOPTED).meeting.secretary == BLONDEL
