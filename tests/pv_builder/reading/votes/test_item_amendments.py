"""Amendments as they are heard: proposed with their result, never with what was not said."""

from pv_builder import facts
from pv_builder.documents.draft import draft_minutes
from pv_builder.documents.export_text import document_text
from pv_builder.evidence import Status
from pv_builder.law.amendments import count_amendment
from pv_builder.meeting import Amendment, Outcome
from pv_builder.minutes import Minutes
from pv_builder.reading.reader import read_minutes
from tests.helpers.heard_lines import HUBERT, MASSON, Line, a_seance, said

OPENING = (
    (MASSON, "Il est 18 heures 30, je déclare la séance ouverte."),
    (MASSON, "Tout le monde est présent. Le quorum est atteint."),
    (MASSON, "Point numéro 1, programme de voirie. La parole est à Monsieur Charpentier."),
)
VOTE = (
    (MASSON, "Je mets aux voix. Qui est contre ? Qui s'abstient ?"),
    (MASSON, "La délibération est adoptée à l'unanimité."),
)


def read(*lines: Line) -> Minutes:
    spoken = said(*OPENING, *lines, *VOTE)
    return read_minutes(spoken, a_seance(present=True))


def only(minutes: Minutes) -> Amendment:
    (amendment,) = minutes.meeting.items[0].amendments
    return amendment


def test_an_amendment_is_proposed_with_its_author_and_its_result() -> None:
    minutes = read(
        (MASSON, "Je mets d'abord aux voix l'amendement de Monsieur Hubert. Qui est contre ?"),
        (MASSON, "Deux voix contre. Qui s'abstient ? Personne. L'amendement est adopté."),
    )
    amendment = only(minutes)
    assert amendment.author == HUBERT
    assert amendment.text == ""
    count = count_amendment(minutes.meeting, minutes.meeting.items[0], amendment)
    assert count is not None
    assert (count.against, count.outcome) == (2, Outcome.ADOPTED)
    (proof,) = [one for one in minutes.evidence if one.fact == facts.amendment(1, 1)]
    assert proof.status is Status.PROPOSED
    assert proof.excerpts


def test_the_vote_on_the_item_begins_where_the_chair_comes_back_to_it() -> None:
    lines: tuple[Line, ...] = (
        (MASSON, "Je mets l'amendement de Monsieur Hubert aux voix. Qui est pour ? Deux."),
        (MASSON, "Les autres contre ? Oui. L'amendement n'est pas retenu."),
        (MASSON, "J'en viens à la délibération, telle que présentée. Qui est contre ?"),
        (MASSON, "Monsieur Hubert. Une voix contre, pas d'abstention, huit pour. Merci."),
    )
    seance = a_seance(present=True, titles=("Programme de voirie",))
    item = read_minutes(said(*OPENING, *lines), seance).meeting.items[0]
    assert item.ballot is not None
    assert (item.ballot.against, item.ballot.against_names) == (1, (HUBERT,))
    assert [one.ballot.announced.outcome for one in item.amendments if one.ballot] == [
        Outcome.REJECTED
    ]


def test_a_decision_so_amended_is_marked_until_the_amendment_is_confirmed() -> None:
    minutes = read(
        (MASSON, "Je mets d'abord aux voix l'amendement de Monsieur Hubert. Qui est contre ?"),
        (MASSON, "Deux voix contre. Qui s'abstient ? Personne. L'amendement est adopté."),
    )
    text = " ".join(document_text(draft_minutes(minutes, None)).split())
    assert "la délibération ainsi amendée à l’unanimité. [à vérifier" in text


def test_an_amendment_whose_numbers_were_not_said_asks_for_them() -> None:
    minutes = read((MASSON, "L'amendement est rejeté, on revient au texte initial."))
    amendment = only(minutes)
    assert amendment.author is None
    assert "amendment-without-result" in {alert.code for alert in minutes.alerts}
    assert count_amendment(minutes.meeting, minutes.meeting.items[0], amendment) is None


def test_numbers_that_deny_the_announced_result_are_told() -> None:
    minutes = read(
        (MASSON, "Je mets aux voix l'amendement. Qui est contre ?"),
        (MASSON, "Neuf voix contre. Qui s'abstient ? Personne. L'amendement est adopté."),
    )
    (alert,) = [a for a in minutes.alerts if a.code == "amendment-result-contradicted"]
    assert alert.excerpts


def test_an_amendment_that_is_only_spoken_of_is_not_proposed() -> None:
    minutes = read((HUBERT, "Nous déposons un amendement à l'article deux."))
    assert minutes.meeting.items[0].amendments == ()
