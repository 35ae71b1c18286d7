"""A nomination in every document: who was elected and with how many voices, seat by seat."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace

import pytest

from pv_builder.act_texts import ActText
from pv_builder.blocks import BarChart, Document, Shade
from pv_builder.conformity.checks import check_meeting
from pv_builder.documents.deliberation import deliberation
from pv_builder.documents.draft import draft_minutes
from pv_builder.documents.export_scdl import scdl_csv
from pv_builder.documents.export_text import document_text
from pv_builder.documents.export_votes import votes_csv
from pv_builder.documents.house import MODERN
from pv_builder.documents.pv_json import pv_data
from pv_builder.documents.session_lists import examined_list, vote_sheet
from pv_builder.documents.visual_summary import visual_summary
from pv_builder.law.nominations import counted_rounds, nominees
from pv_builder.law.outcomes import outcome_of
from pv_builder.meeting import Assembly, Item, ItemKind, Meeting, Outcome
from pv_builder.minutes import Minutes
from pv_builder.papers import NominationRound, PaperForm
from tests.helpers.meetings import a_meeting, an_item
from tests.helpers.spaces import flat

NINE = tuple(f"N{n}" for n in range(9))  # and the maire: ten voters
ROUX, PETIT, BRUN = "Mme Jeanne Roux", "M. Paul Petit", "M. Luc Brun"


def papers(*votes: tuple[str, int], blank: int = 0, number: int = 1) -> NominationRound:
    return NominationRound(votes=votes, blank=blank, number=number)


def held(*rounds: NominationRound, sole: str | None = None) -> Meeting:
    item = an_item(
        kind=ItemKind.NOMINATION,
        ballot=None,
        title="Commission d'appel d'offres",
        rounds=rounds,
        sole_candidate=sole,
    )
    return a_meeting(*NINE, items=(item,))


ONE = held(papers((ROUX, 6), (PETIT, 3), blank=1))
THREE = held(
    papers((ROUX, 6), (PETIT, 4)),
    papers((PETIT, 5), (BRUN, 5), number=2),
    papers((PETIT, 7), (BRUN, 3), number=3),
    papers((BRUN, 9), blank=1, number=4),
)
UNFINISHED = held(papers((ROUX, 6), (PETIT, 4)), papers((PETIT, 5), (BRUN, 5), number=2))
SOLE = held(sole="Mme Jeanne Roux, M. Paul Petit et M. Luc Brun")


def told(document: Document) -> str:
    return " ".join(flat(document_text(document)).split())


def minutes_of(meeting: Meeting) -> str:
    return told(draft_minutes(Minutes(meeting=meeting), None))


def row(content: str, delimiter: str) -> dict[str, str]:
    (line,) = csv.DictReader(io.StringIO(content), delimiter=delimiter)
    return {key: flat(value) for key, value in line.items()}


def votes_of(meeting: Meeting) -> dict[str, str]:
    return row(votes_csv(meeting).decode("utf-8-sig"), ";")


def item_of(meeting: Meeting) -> Item:
    return meeting.items[0]


def point(meeting: Meeting) -> dict[str, object]:
    points = pv_data(Minutes(meeting=meeting))["points"]
    assert isinstance(points, Sequence)
    found = points[0]
    assert isinstance(found, dict)
    return found


def test_a_round_after_an_election_is_the_first_one_of_the_next_seat() -> None:
    places = [
        (one.seat, one.rank, one.count.winner) for one in counted_rounds(THREE.items[0].rounds)
    ]
    assert places == [(1, 1, ROUX), (2, 1, None), (2, 2, PETIT), (3, 1, BRUN)]
    assert nominees(item_of(THREE)) == (ROUX, PETIT, BRUN)


def test_a_commission_is_named_once_every_seat_is_filled() -> None:
    assert outcome_of(THREE, item_of(THREE)) is Outcome.ADOPTED
    assert outcome_of(UNFINISHED, item_of(UNFINISHED)) is None
    assert "nomination-unfinished" in {alert.code for alert in check_meeting(UNFINISHED)}
    assert "nomination-unfinished" not in {alert.code for alert in check_meeting(THREE)}


def test_the_minutes_tell_each_seat_with_its_rounds() -> None:
    text = minutes_of(THREE)
    assert "Premier siège, premier tour de scrutin :" in text
    assert "Deuxième siège, premier tour de scrutin :" in text
    assert "Deuxième siège, deuxième tour de scrutin :" in text
    assert "Troisième siège, premier tour de scrutin :" in text
    assert text.count("il est procédé à un deuxième tour.") == 1
    assert "M. Luc Brun, ayant obtenu la majorité absolue des suffrages exprimés (9 voix)" in text
    assert "Personne n’est élu" not in text
    assert "Personne n’est élu : ajouter le tour suivant." in minutes_of(UNFINISHED)
    assert "siège" not in minutes_of(ONE)


def test_the_act_finds_everybody_named() -> None:
    act = told(deliberation(THREE, item_of(THREE), ActText(), MODERN))
    named = "constate la nomination de Mme Jeanne Roux, M. Paul Petit et M. Luc Brun :"
    assert named in act
    sole = told(deliberation(SOLE, item_of(SOLE), ActText(), MODERN))
    assert "Une seule candidature ayant été présentée pour chaque siège" in sole
    assert named in sole
    assert "constate la nomination" not in told(
        deliberation(UNFINISHED, item_of(UNFINISHED), ActText(), MODERN)
    )


def test_the_list_of_deliberations_names_who_is_elected_and_the_voices() -> None:
    assert "Élue : Mme Jeanne Roux (6 voix)" in told(examined_list(ONE))
    assert "Élus : Mme Jeanne Roux (6 voix), M. Paul Petit (7 voix), M. Luc Brun (9 voix)" in told(
        examined_list(THREE)
    )
    assert "Nommés sans scrutin : Mme Jeanne Roux, M. Paul Petit et M. Luc Brun" in told(
        examined_list(SOLE)
    )
    assert "Élue : Mme Jeanne Roux (6 voix) ; à compléter" in told(examined_list(UNFINISHED))
    assert "Approuvée" not in told(examined_list(ONE))


def test_the_vote_sheet_has_the_voices_of_every_candidate() -> None:
    text = told(vote_sheet(ONE))
    assert "| 10 | – | – | – | Élue : Mme Jeanne Roux (6 voix)" in text
    first = "premier tour : Mme Jeanne Roux 6 voix, M. Paul Petit 3 voix, 1 bulletin blanc."
    assert f"Point n° 1 – {first}" in text
    second = "Point n° 1 – deuxième siège, deuxième tour : M. Paul Petit 7 voix"
    assert second in told(vote_sheet(THREE))


def test_the_table_of_votes_has_the_elected_and_their_rounds() -> None:
    line = votes_of(ONE)
    assert (line["resultat"], line["mode"], line["votants"]) == ("nomination", "secret", "10")
    assert (line["pour"], line["contre"], line["exprimes"], line["majorite"]) == ("", "", "9", "5")
    assert line["elus"] == ROUX
    assert line["tours"].startswith("premier tour : Mme Jeanne Roux 6 voix, M. Paul Petit 3 voix")
    assert votes_of(THREE)["elus"] == "Mme Jeanne Roux, M. Paul Petit, M. Luc Brun"
    assert votes_of(SOLE)["tours"] == ""


def test_open_data_tells_who_is_elected_and_the_voices() -> None:
    line = row(scdl_csv(ONE), ",")
    assert line["DELIB_OBJET"] == ("Commission d'appel d'offres – Élue : Mme Jeanne Roux (6 voix)")
    assert (line["VOTE_REEL"], line["VOTE_POUR"], line["VOTE_CONTRE"]) == ("10", "6", "")
    assert row(scdl_csv(THREE), ",")["VOTE_POUR"] == ""
    assert "Nommés sans scrutin" in row(scdl_csv(SOLE), ",")["DELIB_OBJET"]
    assert len(scdl_csv(UNFINISHED).splitlines()) == 1


def test_the_summary_shows_the_elected_and_counts_no_adoption() -> None:
    text = told(visual_summary(Minutes(meeting=ONE)))
    assert "Élue : Mme Jeanne Roux (6 voix)" in text
    assert "Adoptés : 0" in text
    assert "Nominations : 1" in text
    assert "voix de la personne élue" in text


def test_the_bar_of_a_seat_still_open_has_no_voices_of_the_seat_before() -> None:
    charts = [one for one in visual_summary(Minutes(meeting=UNFINISHED)).blocks
              if isinstance(one, BarChart)]  # fmt: skip
    (bar,) = [bar for chart in charts for bar in chart.bars if "Commission" in str(bar.label)]
    assert bar.stretches == ((Shade.PLAIN, 0), (Shade.ABSTENTION, 10))


def test_the_facts_have_seats_rounds_and_everybody_elected() -> None:
    data = point(THREE)
    assert (data["elu"], data["elus"]) == (None, [ROUX, PETIT, BRUN])
    rounds = data["tours"]
    assert isinstance(rounds, list)
    assert [(one["siege"], one["tour"]) for one in rounds] == [(1, 1), (2, 1), (2, 2), (3, 1)]
    assert (point(ONE)["elu"], point(SOLE)["elus"]) == (ROUX, [ROUX, PETIT, BRUN])


def test_a_list_is_one_candidate_whatever_its_title() -> None:
    listed = held(sole="Liste « Vivre ensemble, et mieux »")
    assert nominees(item_of(listed)) == ("Liste « Vivre ensemble, et mieux »",)
    assert "Nommée sans scrutin : Liste" in told(examined_list(listed))


def together(
    form: PaperForm, *votes: tuple[str, int], seats: int, valid: int | None = None
) -> Meeting:
    return held(NominationRound(votes=votes, form=form, seats=seats, valid=valid))


def test_papers_with_several_names_are_told_with_their_seats() -> None:
    meeting = together(PaperForm.SEVERAL_NAMES, (ROUX, 9), (PETIT, 6), (BRUN, 4), seats=2, valid=10)
    written = told(draft_minutes(Minutes(meeting=meeting), None))
    assert "Sièges à pourvoir : 2 ; Votants : 10" in written
    assert "Majorité absolue : 6" in written
    elected = (
        "Mme Jeanne Roux (9 voix) et M. Paul Petit (6 voix), ayant obtenu la majorité absolue des "
        "suffrages exprimés, sont élus."
    )
    assert elected in written
    assert outcome_of(meeting, item_of(meeting)) is Outcome.ADOPTED


def test_seats_that_stay_open_ask_for_a_further_round() -> None:
    meeting = together(PaperForm.SEVERAL_NAMES, (ROUX, 9), (PETIT, 5), seats=2, valid=10)
    written = told(draft_minutes(Minutes(meeting=meeting), None))
    assert "est élue. 1 siège reste à pourvoir." in written
    assert "Il reste des sièges : ajouter le tour suivant." in written
    assert [a.code for a in check_meeting(meeting) if a.code.startswith("nomination")] == [
        "nomination-unfinished"
    ]
    assert outcome_of(meeting, item_of(meeting)) is None


def test_lists_are_told_with_their_seats_and_no_majority() -> None:
    lists = (("Liste Agir", 7), ("Liste Demain", 3))
    meeting = together(PaperForm.PROPORTIONAL, *lists, seats=5)
    written = told(draft_minutes(Minutes(meeting=meeting), None))
    assert (
        "Répartition des sièges à la représentation proportionnelle au plus fort reste : Liste "
        "Agir, 4 sièges et Liste Demain, 1 siège."
    ) in written
    assert "Majorité absolue" not in written
    assert "Élues : Liste Agir (4 sièges, 7 voix), Liste Demain (1 siège, 3 voix)" in told(
        vote_sheet(meeting)
    )
    (point,) = pv_data(Minutes(meeting=meeting), None)["points"]
    assert point["tours"][0]["repartition"] == [
        {"liste": "Liste Agir", "sieges": 4},
        {"liste": "Liste Demain", "sieges": 1},
    ]
    assert point["tours"][0]["majorite_absolue"] is None


def test_lists_equal_for_the_last_seat_wait_for_the_eldest_candidate() -> None:
    meeting = together(PaperForm.PROPORTIONAL, ("Liste A", 5), ("Liste B", 5), seats=3)
    written = told(draft_minutes(Minutes(meeting=meeting), None))
    assert "Égalité pour le dernier siège entre Liste A et Liste B" in written
    assert "Répartition" not in written
    (tie,) = [alert for alert in check_meeting(meeting) if alert.code == "nomination-tie"]
    assert "la liste du candidat le plus âgé (CGCT, art. D. 1411-4" in tie.text


def test_more_votes_than_papers_can_carry_are_an_alert() -> None:
    meeting = together(PaperForm.SEVERAL_NAMES, (ROUX, 12), (PETIT, 6), seats=2, valid=10)
    assert "nomination-too-many-names" in [alert.code for alert in check_meeting(meeting)]


def test_lists_for_a_body_in_proportion_are_not_elected_by_majority_unseen() -> None:
    counted_alone = held(papers(("Liste Agir", 7), ("Liste Demain", 3)))
    shared = together(PaperForm.PROPORTIONAL, ("Liste Agir", 7), ("Liste Demain", 3), seats=5)
    told_of = [[alert.code for alert in check_meeting(one)] for one in (counted_alone, shared, ONE)]
    assert ["nomination-lists-shared" in codes for codes in told_of] == [True, False, False]


@pytest.mark.parametrize(
    ("title", "assembly", "shared"),
    [
        ("Élection des administrateurs du CCAS", Assembly.COMMUNE, True),
        ("Centre communal d’action sociale : élection", Assembly.COMMUNE, True),
        ("Centre intercommunal d'action sociale : élection", Assembly.EPCI, False),
        ("Délégués au centre intercommunal d'action sociale", Assembly.COMMUNE, False),
        ("Désignation de délégués à l'occasion du renouvellement", Assembly.COMMUNE, False),
    ],
)
def test_only_a_commune_shares_the_seats_of_its_social_centre(
    title: str, assembly: Assembly, shared: bool
) -> None:
    meeting = held(papers(("Liste Agir", 7), ("Liste Demain", 3)))
    (item,) = meeting.items
    named = replace(meeting, assembly=assembly, items=(replace(item, title=title),))
    found = [alert.code for alert in check_meeting(named)]
    assert ("nomination-lists-shared" in found) is shared
