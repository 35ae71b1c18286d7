"""Amendments, rounds of a nomination and the vote on a closed session, word for word."""

from dataclasses import replace
from typing import Any

from core.timecode import Interval
from pv_builder import facts
from pv_builder.act_texts import ActText
from pv_builder.conformity.checks import check_meeting
from pv_builder.documents.deliberation import deliberation
from pv_builder.documents.draft import draft_minutes
from pv_builder.documents.export_text import document_text
from pv_builder.documents.house import EXTRACT
from pv_builder.documents.pv_json import pv_data
from pv_builder.documents.secrecy import printable
from pv_builder.evidence import Evidence
from pv_builder.law.ballots import is_closed
from pv_builder.law.outcomes import outcome_of
from pv_builder.meeting import (
    Amendment,
    Ballot,
    BallotMode,
    Item,
    ItemKind,
    Meeting,
    Outcome,
)
from pv_builder.minutes import Minutes
from pv_builder.papers import NominationRound
from pv_builder.reporting.sentences import sentences_of
from tests.helpers.meetings import CHAIR, a_meeting, a_proxy, an_item, name, names
from tests.helpers.sessions import transcript_of, turn
from tests.helpers.spaces import flat

NINE = tuple(f"N{n}" for n in range(9))  # and the maire: ten members
ELECTED = (("Mme Jeanne Roux", 6), ("M. Paul Petit", 3))


def held(**item: Any) -> Meeting:
    return a_meeting(*NINE, items=(an_item(**item),))


def written(meeting: Meeting, *evidence: Evidence) -> str:
    document = draft_minutes(Minutes(meeting=meeting, evidence=evidence), None)
    return " ".join(flat(document_text(document)).split())


def amended(ballot: Ballot | None, **changes: Any) -> Meeting:
    given: dict[str, Any] = {"text": "Remplacer 10 % par 8 %.", "author": name("N1")}
    return held(amendments=(Amendment(ballot=ballot, **(given | changes)),))


def nomination(*rounds: NominationRound) -> Meeting:
    return held(kind=ItemKind.NOMINATION, ballot=None, rounds=rounds)


def point(meeting: Meeting) -> Any:
    points: Any = pv_data(Minutes(meeting=meeting))["points"]
    return points[0]


def codes(meeting: Meeting) -> list[str]:
    return [alert.code for alert in check_meeting(meeting)]


def test_an_adopted_amendment_is_printed_before_the_deliberation_so_amended() -> None:
    assert (
        "Amendement (M. Prénom N1) : « Remplacer 10 % par 8 % ». Le conseil municipal adopte "
        "l’amendement à la majorité des suffrages exprimés (7 pour, 2 contre, 1 abstention). "
    ) in (text := written(amended(Ballot(against=2, abstentions=1))))
    assert "le conseil municipal adopte la délibération ainsi amendée à l’unanimité." in text


def test_a_rejected_amendment_leaves_the_deliberation_as_it_was() -> None:
    text = written(amended(Ballot(against=8, abstentions=0)))
    assert "Le conseil municipal n’adopte pas l’amendement (2 pour, 8 contre)." in text
    assert "ainsi amendée" not in text


def test_an_amendment_without_numbers_is_to_be_completed() -> None:
    meeting = amended(Ballot(against=None, abstentions=None), text="", author=None)
    text = written(meeting)
    assert "Amendement (auteur à compléter) : texte à compléter." in text
    assert "Le résultat du vote sur cet amendement ne peut pas être établi" in text
    assert "amendment-without-result" in codes(meeting)
    assert point(meeting)["amendements"][0]["resultat"] is None


def test_several_amendments_are_numbered() -> None:
    one = Amendment(text="Un", ballot=Ballot(against=0, abstentions=0))
    text = written(held(amendments=(one, replace(one, text="Deux", number=2))))
    assert "Amendement n° 1" in text
    assert "Amendement n° 2 (auteur à compléter) : « Deux »." in text


def test_nobody_is_named_in_the_secret_ballot_of_an_amendment() -> None:
    ballot = Ballot(
        mode=BallotMode.SECRET,
        in_favour=6,
        against=3,
        abstentions=1,
        against_names=names("N2", "N3", "N4"),
    )
    text = written(amended(ballot))
    assert "(6 pour, 3 contre, 1 bulletin blanc)" in text
    assert "Contre : M. Prénom N2" not in text


def test_an_amendment_that_is_only_heard_is_marked() -> None:
    proof = Evidence(
        fact=facts.amendment(1, 1), rule="test", excerpts=(Interval(65.0, 70.0),), score=0.5
    )
    text = written(amended(Ballot(against=0, abstentions=0)), proof)
    assert "l’amendement à l’unanimité. [à vérifier · 01:05]" in text


def test_the_accounts_rule_does_not_carry_an_amendment() -> None:
    tie = amended(Ballot(in_favour=0, against=0, abstentions=9))
    accounts = replace(tie, items=(replace(tie.items[0], kind=ItemKind.ACCOUNTS),))
    assert point(accounts)["amendements"][0]["resultat"] is Outcome.REJECTED


def test_a_round_prints_its_papers_its_voices_and_who_is_elected() -> None:
    text = written(nomination(NominationRound(votes=ELECTED, blank=1)))
    assert "Il est procédé à un scrutin secret." in text
    assert "Premier tour de scrutin :" in text
    (first,) = point(nomination(NominationRound(votes=ELECTED, blank=1)))["tours"]
    figures = ("votants", "blancs", "nuls", "exprimes", "majorite_absolue")
    assert [first[key] for key in figures] == [10, 1, 0, 9, 5]
    assert "Majorité absolue" in text
    assert "Mme Jeanne Roux : 6 voix" in text
    assert (
        "Mme Jeanne Roux, ayant obtenu la majorité absolue des suffrages exprimés (6 voix), "
        "est élue."
    ) in text
    assert "Aucun vote n’a été relevé" not in text


TIE = (("M. Paul Petit", 5), ("Mme Jeanne Roux", 5))


def test_the_eldest_is_elected_at_equality_in_the_third_round() -> None:
    third = NominationRound(votes=TIE, eldest="Mme Jeanne Roux", number=3)
    meeting = nomination(NominationRound(votes=TIE), NominationRound(votes=TIE, number=2), third)
    text = written(meeting)
    assert (
        "Aucun candidat n’obtient la majorité absolue des suffrages exprimés : il est procédé à "
        "un deuxième tour."
    ) in text
    assert (
        "M. Paul Petit et Mme Jeanne Roux ayant obtenu le même nombre de voix (5 voix), "
        "Mme Jeanne Roux, la plus âgée, est élue."
    ) in text
    assert outcome_of(meeting, meeting.items[0]) is Outcome.ADOPTED
    assert point(meeting)["elu"] == "Mme Jeanne Roux"


def test_an_equality_whose_eldest_is_unknown_elects_nobody() -> None:
    meeting = nomination(*(NominationRound(votes=TIE, number=n) for n in (1, 2, 3)))
    assert "Égalité des voix : indiquer quel candidat, le plus âgé, est élu." in written(meeting)
    assert "nomination-tie" in codes(meeting)
    assert point(meeting)["resultat"] is None


def test_a_relative_majority_elects_in_the_third_round() -> None:
    votes = (("Liste Avenir", 4), ("Liste Demain", 3), ("Liste Autre", 3))
    text = written(nomination(*(NominationRound(votes=votes, number=n) for n in (1, 2, 3))))
    assert "Liste Avenir, ayant obtenu le plus grand nombre de voix (4 voix), est élue." in text


def test_a_round_without_a_majority_asks_for_the_next() -> None:
    text = written(nomination(NominationRound(votes=TIE)))
    assert "Aucun candidat n’obtient la majorité absolue des suffrages exprimés." in text
    assert "Personne n’est élu : ajouter le tour suivant." in text


def test_a_round_with_more_papers_than_voters_is_refused() -> None:
    assert "nomination-too-many-papers" in codes(nomination(NominationRound(votes=(("A", 11),))))
    assert "nomination-too-many-papers" not in codes(
        nomination(NominationRound(votes=(("A", 10),)))
    )


def test_a_sole_candidate_is_named_at_once() -> None:
    meeting = held(kind=ItemKind.NOMINATION, ballot=None, sole_candidate="Mme Jeanne Roux")
    assert (
        "Une seule candidature ayant été présentée, la nomination prend effet immédiatement "
        "(CGCT, art. L. 2121-21) : Mme Jeanne Roux."
    ) in written(meeting)
    assert "outcome-unknown" not in codes(meeting)


def test_the_vote_on_a_closed_session_says_who_asked_and_by_which_majority() -> None:
    ballot = Ballot(against=2, abstentions=1, requested_by=(CHAIR,))
    text = written(held(closed_session_ballot=ballot))
    assert (
        "À la demande de M. Prénom Maire, l’examen de ce point à huis clos est mis aux voix. "
        "Le conseil municipal décide le huis clos à la majorité absolue des membres présents ou "
        "représentés (7 pour, 2 contre, 1 abstention)."
    ) in text
    assert "Ce point est examiné à huis clos" in text


def test_a_closed_session_refused_is_printed_with_the_majority_it_lacked() -> None:
    meeting = held(closed_session_ballot=Ballot(against=1, abstentions=4))
    text = written(meeting)
    assert (
        "Le conseil municipal ne décide pas le huis clos (5 pour, 1 contre, 4 abstentions), la "
        "majorité absolue des membres présents ou représentés étant de 6 voix."
    ) in text
    assert "Qui a demandé le huis clos n’est pas noté : à compléter." in text
    assert not is_closed(meeting, meeting.items[0])


def test_members_represented_count_for_the_closed_session() -> None:
    proxied = replace(
        held(closed_session_ballot=Ballot(against=0, abstentions=0, requested_by=(CHAIR,))),
        proxies=(a_proxy("N1", "N2"),),
    )
    away = tuple((who, "absent" if who == name("N1") else s) for who, s in proxied.attendance)
    meeting = replace(proxied, attendance=away)
    assert "à l’unanimité des membres présents ou représentés." in written(meeting)
    assert point(meeting)["vote_huis_clos"]["voix_requises"] == 6


def an_act(item: Item, meeting: Meeting) -> str:
    made = deliberation(meeting, item, ActText(decisions=("Approuve la convention",)), EXTRACT)
    return " ".join(flat(document_text(made)).split())


def test_an_extract_holds_the_amendments_and_the_nomination() -> None:
    meeting = amended(Ballot(against=2, abstentions=1))
    text = an_act(meeting.items[0], meeting)
    assert "Le conseil municipal adopte l’amendement" in text
    assert "après en avoir délibéré sur le texte ainsi amendé, à l’unanimité :" in text
    meeting = nomination(NominationRound(votes=ELECTED, blank=1))
    text = an_act(meeting.items[0], meeting)
    assert "Le conseil municipal constate la nomination de Mme Jeanne Roux :" in text
    assert "Nombre de votants : 10" in text


def test_an_item_without_such_votes_exports_nothing_of_them() -> None:
    assert set(point(held())).isdisjoint({"amendements", "tours", "elu", "vote_huis_clos"})


def test_words_that_tell_a_vote_by_papers_are_not_printed() -> None:
    (said,) = sentences_of(transcript_of((turn(1, None, 0.0, 3.0, "Moi, j'ai voté contre."),)))
    (round_held,) = nomination(NominationRound(votes=ELECTED)).items
    kept, hidden = printable(round_held, [said])
    assert (kept, len(hidden)) == ((), 1)
    assert printable(held().items[0], [said])[0] == (said,)
