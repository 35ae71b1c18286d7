"""The rounds of a nomination, as they are heard (CGCT art. L. 2121-21)."""

import pytest

from pv_builder import facts
from pv_builder.documents.draft import DraftOptions, draft_minutes
from pv_builder.documents.export_text import document_text
from pv_builder.evidence import Status
from pv_builder.facts import ItemField
from pv_builder.law.nominations import counted_rounds, nominees
from pv_builder.law.outcomes import outcome_of
from pv_builder.meeting import BallotMode, Item, ItemKind, Outcome
from pv_builder.minutes import Minutes
from pv_builder.reading.reader import read_minutes
from pv_builder.wishes import DiscussionStyle
from tests.helpers.heard_lines import (
    CHARPENTIER,
    HUBERT,
    MASSON,
    MOULIN,
    PERRIN,
    Line,
    a_seance,
    said,
)

TITLES = ("Élection du deuxième adjoint", "Programme de voirie", "Subventions aux associations")
OPENING = (
    (MASSON, "Il est 18 heures 30, je déclare la séance ouverte."),
    (MASSON, "Tout le monde est présent. Le quorum est atteint."),
    (MASSON, "Point numéro 1, élection du deuxième adjoint. Qui est candidat ?"),
    (HUBERT, "Je suis candidat."),
    (PERRIN, "Je suis candidate au nom de notre groupe."),
    (MASSON, "Nous votons à bulletin secret. On distribue les bulletins et les enveloppes."),
)
NEXT = (
    (MASSON, "Point numéro 2, programme de voirie. La parole est à Monsieur Charpentier."),
    (CHARPENTIER, "Le programme concerne trois rues."),
    (MASSON, "Je mets aux voix. Qui est contre ? Personne. Qui s'abstient ? Personne. Adopté."),
)


def read(*lines: Line, opening: tuple[Line, ...] = OPENING) -> Minutes:
    return read_minutes(said(*opening, *lines, *NEXT), a_seance(titles=TITLES, present=True))


def item_of(minutes: Minutes) -> Item:
    return minutes.meeting.items[0]


def codes(minutes: Minutes) -> set[str]:
    return {alert.code for alert in minutes.alerts if alert.item == 1}


@pytest.mark.parametrize(
    "lines",
    [
        (
            "Après dépouillement : neuf votants. Monsieur Hubert six voix, Madame Perrin 3 voix.",
            "Monsieur Hubert ayant obtenu la majorité absolue est élu.",
        ),
        (
            "Monsieur Hubert obtient six voix et Madame Perrin obtient trois voix.",
            "Je proclame Monsieur Hubert élu deuxième adjoint.",
        ),
        (
            "Neuf bulletins. Six voix pour Monsieur Hubert, trois voix pour Madame Perrin.",
            "Est donc élu Monsieur Hubert.",
        ),
        (
            "Monsieur Hubert a recueilli 6 voix, Madame Perrin a recueilli 3 voix.",
            "Monsieur Hubert est élu.",
        ),
        (
            "Monsieur Huber six voie, Madame Perin trois voie.",
            "Monsieur Hubert ayant obtenu la majorité absolut est élu.",
        ),
    ],
)
def test_a_round_is_proposed_with_the_voices_of_each_candidate(lines: tuple[str, ...]) -> None:
    minutes = read(*((MASSON, line) for line in lines))
    item = item_of(minutes)
    (only,) = item.rounds
    assert dict(only.votes) == {HUBERT: 6, PERRIN: 3}
    assert nominees(item) == (HUBERT,)
    assert outcome_of(minutes.meeting, item) is Outcome.ADOPTED
    assert (item.kind, item.ballot) == (ItemKind.NOMINATION, None)
    (proof,) = [one for one in minutes.evidence if one.fact == facts.nomination_round(1, 1)]
    assert proof.status is Status.PROPOSED
    assert proof.excerpts
    assert not codes(minutes) & {"nomination-papers-unheard", "nomination-result-contradicted"}
    assert "outcome-unknown" not in codes(minutes)
    assert minutes.meeting.items[1].ballot is not None


def test_blank_and_void_papers_are_read_with_the_voices() -> None:
    minutes = read(
        (MASSON, "Neuf votants, un bulletin blanc, un bulletin nul, sept suffrages exprimés."),
        (MASSON, "Monsieur Hubert quatre voix, Madame Perrin trois voix."),
        (MASSON, "Monsieur Hubert ayant obtenu la majorité absolue est élu."),
    )
    (only,) = item_of(minutes).rounds
    assert (only.blank, only.void) == (1, 1)
    assert "nomination-papers-unheard" not in codes(minutes)


def test_papers_are_those_of_their_own_round() -> None:
    minutes = read(
        (MASSON, "Monsieur Hubert 4 voix, Madame Perrin 4 voix, un bulletin blanc."),
        (MASSON, "Pas de majorité absolue, on procède à un deuxième tour."),
        (MASSON, "Monsieur Hubert 6 voix, Madame Perrin 3 voix. Monsieur Hubert est élu."),
        (MASSON, "Deuxième siège : un bulletin nul, Madame Perrin 8 voix."),
        (MASSON, "Madame Perrin est donc élue."),
    )
    papers = [(one.blank, one.void) for one in item_of(minutes).rounds]
    assert papers == [(1, 0), (0, 0), (0, 1)]
    assert "nomination-too-many-papers" not in codes(minutes)


def test_the_counting_is_told_once() -> None:
    spoken = said(
        *OPENING,
        (MASSON, "Monsieur Hubert six voix, Madame Perrin trois voix."),
        (MASSON, "Monsieur Hubert ayant obtenu la majorité absolue est élu."),
        *NEXT,
    )
    minutes = read_minutes(spoken, a_seance(titles=TITLES, present=True))
    options = DraftOptions(style=DiscussionStyle.INDIRECT)
    text = document_text(draft_minutes(minutes, spoken, options)).replace("\u00a0", " ")
    assert "ayant obtenu la majorité absolue des suffrages exprimés (6 voix)" in text
    assert "M. Sébastien Masson déclare" not in text


def test_rounds_without_a_majority_are_followed_by_another() -> None:
    split = (MASSON, "Monsieur Hubert 4 voix, Madame Perrin 4 voix, Monsieur Moulin une voix.")
    minutes = read(
        split,
        (MASSON, "Pas de majorité absolue, on procède à un deuxième tour."),
        split,
        (MASSON, "Toujours pas de majorité absolue, nous passons à un troisième tour."),
        (MASSON, "Monsieur Hubert quatre voix, Madame Perrin cinq voix."),
        (MASSON, "Madame Perrin est élue."),
    )
    rounds = counted_rounds(item_of(minutes).rounds)
    assert [one.rank for one in rounds] == [1, 2, 3]
    assert nominees(item_of(minutes)) == (PERRIN,)
    keys = [facts.nomination_round(1, number) for number in (1, 2, 3)]
    assert [one.fact for one in minutes.evidence if one.fact in keys] == keys


def test_the_eldest_is_read_where_the_age_is_said_to_decide() -> None:
    tie = (MASSON, "Monsieur Hubert quatre voix, Madame Perrin quatre voix, un bulletin blanc.")
    minutes = read(
        tie,
        (MASSON, "Pas de majorité absolue, on procède à un deuxième tour."),
        tie,
        (MASSON, "Pas de majorité absolue, on procède à un troisième tour."),
        tie,
        (MASSON, "À égalité de voix c'est le plus âgé qui l'emporte, Monsieur Hubert est élu."),
    )
    assert item_of(minutes).rounds[-1].eldest == HUBERT
    assert nominees(item_of(minutes)) == (HUBERT,)


def test_several_seats_are_read_one_after_another() -> None:
    minutes = read(
        (MASSON, "Pour le premier siège, Monsieur Hubert neuf voix. Monsieur Hubert est élu."),
        (MASSON, "Pour le deuxième siège, Madame Perrin huit voix, Monsieur Moulin une voix."),
        (MASSON, "Madame Perrin est élue."),
    )
    assert nominees(item_of(minutes)) == (HUBERT, PERRIN)
    assert [one.seat for one in counted_rounds(item_of(minutes).rounds)] == [1, 2]


def test_voices_that_are_missing_are_told() -> None:
    minutes = read(
        (MASSON, "Monsieur Hubert cinq voix, Monsieur Dubois trois voix."),
        (MASSON, "Monsieur Hubert ayant obtenu la majorité absolue est élu."),
    )
    assert dict(item_of(minutes).rounds[0].votes) == {HUBERT: 5}
    (alert,) = [a for a in minutes.alerts if a.code == "nomination-papers-unheard"]
    assert "au 1er tour : 5, pour 9 votants" in alert.text.replace("\u00a0", " ")
    assert alert.excerpts


def test_a_number_that_was_not_understood_is_never_silent() -> None:
    minutes = read(
        (MASSON, "Monsieur Hubert sis voie, Madame Perrin trois voix."),
        (MASSON, "Monsieur Hubert ayant obtenu la majorité absolue est élu."),
    )
    assert {"nomination-papers-unheard", "nomination-result-contradicted"} <= codes(minutes)


def test_votes_against_beside_a_name_are_nobody_s_voices() -> None:
    minutes = read(
        (MASSON, "Je mets aux voix la désignation. Qui est contre ?"),
        (MASSON, "Monsieur Hubert et Madame Perrin, deux voix contre. Qui s'abstient ? Personne."),
        (MASSON, "Adopté à la majorité. Monsieur Moulin est élu."),
        opening=OPENING[:3],
    )
    assert item_of(minutes).rounds == ()
    ballot = item_of(minutes).ballot
    assert ballot is not None
    assert ballot.against == 2


def test_a_tender_with_one_bidder_names_no_member() -> None:
    minutes = read_minutes(
        said(
            *OPENING[:2],
            (MASSON, "Point numéro 1, programme de voirie. La parole est à Monsieur Charpentier."),
            (CHARPENTIER, "Une seule candidature a été reçue. Madame Perrin l'a analysée."),
            (MASSON, "Je mets aux voix."),
        ),
        a_seance(present=True),
    )
    assert item_of(minutes).sole_candidate is None


def test_an_announcement_that_the_voices_deny_is_told() -> None:
    minutes = read(
        (MASSON, "Monsieur Hubert trois voix, Madame Perrin six voix."),
        (MASSON, "Monsieur Hubert ayant obtenu la majorité absolue est élu."),
    )
    assert "nomination-result-contradicted" in codes(minutes)


def test_voices_that_nobody_concludes_from_are_not_proposed() -> None:
    minutes = read((MASSON, "Monsieur Hubert six voix, Madame Perrin trois voix."))
    assert item_of(minutes).rounds == ()


@pytest.mark.parametrize(
    "lines",
    [
        (
            "Une seule candidature, celle de Madame Perrin.",
            "La nomination prend effet immédiatement.",
        ),
        ("Il y a une seule candidate, Madame Perrin, sa désignation prend effet immédiatement.",),
        ("Pas d'autre candidat que Madame Perrin ? La nomination prend effet immédiatement.",),
    ],
)
def test_the_only_candidate_is_named_without_a_vote(lines: tuple[str, ...]) -> None:
    opening = OPENING[:3]
    minutes = read(*((MASSON, line) for line in lines), opening=opening)
    assert item_of(minutes).sole_candidate == PERRIN
    key = facts.item(1, ItemField.SOLE_CANDIDATE)
    assert [one.status for one in minutes.evidence if one.fact == key] == [Status.PROPOSED]


def test_the_only_candidates_of_several_seats_are_all_named() -> None:
    minutes = read(
        (MASSON, "Une seule candidature par siège : Monsieur Hubert, Madame Perrin et "),
        (MASSON, "Monsieur Moulin. Les nominations prennent effet immédiatement."),
        opening=OPENING[:3],
    )
    assert nominees(item_of(minutes)) == (HUBERT, PERRIN, MOULIN)


def test_an_only_candidate_who_is_voted_on_keeps_the_vote() -> None:
    minutes = read(
        (MASSON, "Une seule candidature, celle de Madame Perrin. Je mets aux voix."),
        (MASSON, "Qui est contre ? Personne. Qui s'abstient ? Personne. Adopté à l'unanimité."),
        opening=OPENING[:3],
    )
    assert item_of(minutes).sole_candidate is None
    ballot = item_of(minutes).ballot
    assert ballot is not None
    assert (ballot.against, ballot.abstentions) == (0, 0)


@pytest.mark.parametrize(
    "lines",
    [
        (
            "Monsieur Hubert et Madame Perrin sont candidats. Pas d'autres candidats ?",
            "Nous votons à bulletin secret. On distribue les bulletins et les enveloppes.",
            "Après dépouillement, Monsieur Hubert est élu.",
        ),
        (
            "Une seule candidature, celle de Madame Perrin. Nous votons à bulletin secret.",
            "Madame Perrin ouite voix.",
        ),
    ],
)
def test_who_is_voted_on_by_papers_is_not_named_without_a_vote(lines: tuple[str, ...]) -> None:
    minutes = read(*((MASSON, line) for line in lines), opening=OPENING[:5])
    assert item_of(minutes).sole_candidate is None
    assert "outcome-unknown" in codes(minutes)


def test_whoever_is_thanked_after_the_only_candidate_is_none() -> None:
    minutes = read(
        (MASSON, "Une seule candidature, celle de Madame Perrin, la nomination prend effet"),
        (MASSON, "immédiatement. Merci Monsieur Hubert."),
        opening=OPENING[:3],
    )
    assert item_of(minutes).sole_candidate == PERRIN


def test_a_nomination_by_show_of_hands_is_not_said_to_be_secret() -> None:
    minutes = read(
        (MASSON, "Si personne ne s'y oppose on vote à main levée pour cette désignation."),
        (MASSON, "Monsieur Hubert six voix, Madame Perrin trois voix. Monsieur Hubert est élu."),
        opening=OPENING[:5],
    )
    ballot = item_of(minutes).ballot
    assert ballot is not None
    assert ballot.mode is BallotMode.ORDINARY


@pytest.mark.parametrize(
    "line",
    [
        (CHARPENTIER, "Monsieur Hubert a été élu en 2020 avec beaucoup de voix."),
        (HUBERT, "Je rappelle que Madame Perrin est élue de la commune depuis vingt ans."),
        (HUBERT, "La commission a donné six voix à Monsieur Moulin l'an dernier."),
    ],
)
def test_what_is_only_told_of_elections_names_nobody(line: Line) -> None:
    minutes = read_minutes(
        said(
            *OPENING[:2],
            (MASSON, "Point numéro 1, élection du deuxième adjoint."),
            line,
            (MASSON, "Je mets aux voix. Qui est contre ? Personne. Qui s'abstient ? Personne."),
            (MASSON, "Adopté à l'unanimité."),
            *NEXT,
        ),
        a_seance(titles=TITLES, present=True),
    )
    item = item_of(minutes)
    assert (item.rounds, item.sole_candidate) == ((), None)
    assert item.ballot is not None
