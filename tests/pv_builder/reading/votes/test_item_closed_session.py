"""The vote on a closed session, told from the vote on the item (CGCT art. L. 2121-18)."""

import pytest

from core.transcript import Transcript
from pv_builder import facts
from pv_builder.documents.draft import draft_minutes
from pv_builder.documents.export_text import document_text
from pv_builder.evidence import Status
from pv_builder.facts import ItemField
from pv_builder.law.ballots import count_closed_session, is_closed
from pv_builder.law.majority import count_votes
from pv_builder.meeting import Ballot, Item, Outcome
from pv_builder.minutes import Minutes
from pv_builder.reading.reader import read_minutes
from tests.helpers.heard_lines import (
    BLONDEL,
    HUBERT,
    MASSON,
    MOULIN,
    PERRIN,
    Line,
    a_seance,
    said,
)
from tests.helpers.spaces import flat

OPENING = (
    (MASSON, "Il est 18 heures 30, je déclare la séance ouverte."),
    (MASSON, "Tout le monde est présent. Le quorum est atteint."),
    (MASSON, "Point numéro 1, programme de voirie. La parole est à Monsieur Charpentier."),
)
VOTE = (
    (MASSON, "Je mets aux voix la délibération. Qui est contre ? Deux voix contre."),
    (MASSON, "Qui s'abstient ? Personne. La délibération est adoptée à la majorité."),
)
LEAVE = (MASSON, "Je demande au public et à la presse de bien vouloir sortir.")
NONE = "Qui est contre ? Personne. Qui s'abstient ? Personne."


def transcript(*lines: Line) -> Transcript:
    return said(*OPENING, *lines, *VOTE)


def read(*lines: Line) -> Minutes:
    return read_minutes(transcript(*lines), a_seance(present=True))


def item_of(minutes: Minutes) -> Item:
    return minutes.meeting.items[0]


def ballot_of(minutes: Minutes) -> Ballot:
    ballot = item_of(minutes).closed_session_ballot
    assert ballot is not None
    return ballot


def own_vote(minutes: Minutes) -> tuple[int, int, Outcome | None]:
    count = count_votes(minutes.meeting, item_of(minutes))
    assert count is not None
    return count.in_favour, count.against, count.outcome


@pytest.mark.parametrize(
    "lines",
    [
        (
            (MASSON, "Je propose que ce point soit examiné à huis clos."),
            (MASSON, f"{NONE} Le huis clos est adopté à l'unanimité."),
            LEAVE,
        ),
        (
            (MASSON, "Je vous propose le huis clos pour ce point, je le mets aux voix sans débat."),
            (MASSON, NONE),
            LEAVE,
        ),
        (
            (HUBERT, "Trois d'entre nous demandent le huis clos, on vote sans débat."),
            (MASSON, f"{NONE} Le huis clos est donc prononcé."),
        ),
        (
            (MASSON, "Je mets aux voix la demande de huis clos. Pas d'opposition ?"),
            (MASSON, "Pas d'abstention ? La demande de huis clos est adoptée à l'unanimité."),
            LEAVE,
        ),
        (
            (MASSON, "Il faut voter le huit clos. Qui est contre ? Personne. Qui s'abstient ?"),
            (MASSON, "Personne. Le oui clos est adopté à l'unanimité, merci."),
            LEAVE,
        ),
        (
            (MASSON, "Je soumets au vote le huisclos. Qui est contre ? Personne."),
            (MASSON, "Qui s'abstient ? Personne. Adopté à l'unanimité. Le public va sortir."),
        ),
    ],
)
def test_a_closed_session_that_was_voted_is_proposed_apart(lines: tuple[Line, ...]) -> None:
    minutes = read(*lines)
    ballot_of(minutes)
    counted = count_closed_session(minutes.meeting, item_of(minutes))
    assert counted is not None
    assert (counted.count.in_favour, counted.vote.decided) == (9, True)
    assert is_closed(minutes.meeting, item_of(minutes))
    assert own_vote(minutes) == (7, 2, Outcome.ADOPTED)
    key = facts.item(1, ItemField.CLOSED_SESSION_BALLOT)
    (proof,) = [one for one in minutes.evidence if one.fact == key]
    assert proof.status is Status.PROPOSED
    assert proof.excerpts


def test_a_closed_session_that_is_refused_leaves_the_session_public() -> None:
    minutes = read(
        (HUBERT, "Nous demandons le huis clos avec Madame Perrin et Monsieur Moulin."),
        (MASSON, "Je mets aux voix le huis clos. Qui est pour ? Trois voix pour."),
        (MASSON, "Six voix contre. Le huis clos est rejeté. La séance reste publique."),
    )
    assert ballot_of(minutes).requested_by == (HUBERT, PERRIN, MOULIN)
    assert not is_closed(minutes.meeting, item_of(minutes))
    assert own_vote(minutes) == (7, 2, Outcome.ADOPTED)
    assert "closed-session-doubtful" not in {alert.code for alert in minutes.alerts}


def test_a_result_that_only_the_leaving_public_tells_is_less_sure() -> None:
    asked = (MASSON, f"Je mets aux voix le huis clos. {NONE}")
    silent = read(asked, LEAVE)
    told = read(asked, (MASSON, "Le huis clos est adopté à l'unanimité."), LEAVE)
    key = facts.item(1, ItemField.CLOSED_SESSION_BALLOT)
    sure = [one.score for m in (silent, told) for one in m.evidence if one.fact == key]
    assert sure[0] is not None
    assert sure[0] <= 0.5 < (sure[1] or 0.0)


def test_the_chair_who_proposes_it_asked_for_it() -> None:
    minutes = read(
        (MASSON, "Je propose que ce point soit examiné à huis clos."),
        (MASSON, f"{NONE} Le huis clos est adopté à l'unanimité."),
        LEAVE,
    )
    assert ballot_of(minutes).requested_by == (MASSON,)


def test_the_chair_who_comes_to_the_request_did_not_make_it() -> None:
    minutes = read(
        (HUBERT, "Nous demandons le huis clos avec Madame Perrin et Monsieur Moulin."),
        (MASSON, f"À propos de ce huis clos, je mets aux voix. {NONE}"),
        (MASSON, "Le huis clos est adopté à l'unanimité."),
        LEAVE,
    )
    assert ballot_of(minutes).requested_by == (HUBERT, PERRIN, MOULIN)


def test_a_number_of_members_names_nobody() -> None:
    minutes = read(
        (HUBERT, "Trois d'entre nous demandent le huis clos, on vote sans débat."),
        (MASSON, f"{NONE} Le huis clos est adopté à l'unanimité."),
        LEAVE,
    )
    assert ballot_of(minutes).requested_by == ()
    written = " ".join(flat(document_text(draft_minutes(minutes, None))).split())
    assert "Qui a demandé le huis clos n’est pas noté : à compléter." in written
    assert "décide le huis clos à l’unanimité des membres présents ou représentés." in written


def test_numbers_that_do_not_reach_the_majority_of_members_are_told() -> None:
    minutes = read(
        (MASSON, "Je propose le huis clos. Je mets aux voix. Qui est contre ? Deux voix contre."),
        (MASSON, "Qui s'abstient ? Quatre abstentions. Le huis clos est adopté."),
        LEAVE,
    )
    (alert,) = [a for a in minutes.alerts if a.code == "closed-session-result-contradicted"]
    assert "il faut 5 voix" in alert.text
    assert alert.excerpts


@pytest.mark.parametrize(
    "lines",
    [
        ((HUBERT, "Il faudra qu'on fasse un huis clos un jour sur ce sujet."),),
        ((BLONDEL, "On ne va pas demander le huis clos pour de la voirie."),),
        ((MASSON, "Ce point a été examiné à huis clos par la commission."),),
        ((MASSON, "La séance redevient publique, c'est la fin du huis clos."),),
    ],
)
def test_a_closed_session_that_is_only_spoken_of_has_no_vote(lines: tuple[Line, ...]) -> None:
    minutes = read(*lines)
    assert item_of(minutes).closed_session_ballot is None
    assert own_vote(minutes) == (7, 2, Outcome.ADOPTED)


def test_without_a_vote_of_its_own_the_item_has_none() -> None:
    minutes = read_minutes(
        said(
            *OPENING,
            (MASSON, "Je propose que ce point soit examiné à huis clos."),
            (MASSON, f"{NONE} Le huis clos est adopté à l'unanimité."),
            LEAVE,
        ),
        a_seance(present=True),
    )
    assert ballot_of(minutes).against == 0
    assert item_of(minutes).ballot is None
    assert "outcome-unknown" in {a.code for a in minutes.alerts if a.item == 1}
