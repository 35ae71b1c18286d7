import datetime as dt
from dataclasses import replace

import pytest

from pv_builder.documents.draft_pauses import suspended
from pv_builder.language.typography import NBSP, NNBSP
from pv_builder.law import wording
from pv_builder.law.majority import (
    Tally,
    VoteCount,
    VoteRules,
    Wording,
    absolute_majority,
    count_votes,
    decide,
)
from pv_builder.law.quorum import QuorumState, quorum_at_opening
from pv_builder.meeting import (
    Ballot,
    BallotMode,
    Choice,
    Item,
    ItemKind,
    MemberName,
    Moment,
    Movement,
    MovementKind,
    Outcome,
    Proxy,
    Suspension,
)
from tests.helpers import sessions


def vote(
    *,
    present: int,
    proxies: int = 0,
    not_participating: int = 0,
    against: int = 0,
    abstentions: int = 0,
    rules: VoteRules | None = None,
) -> VoteCount:
    """Count a show of hands where each member has one vote."""
    voting = present + proxies - not_participating
    for_it = voting - against - abstentions
    tally = Tally(in_favour=for_it, against=against, abstentions=abstentions)
    outcome, worded = decide(tally, rules or VoteRules(), withdrawn=not_participating)
    return VoteCount(
        present=present,
        voters=voting,
        voters_weight=voting,
        not_participating_weight=not_participating,
        in_favour=for_it,
        against=against,
        abstentions=abstentions,
        void=0,
        refusals=0,
        cast=for_it + against,
        majority=absolute_majority(for_it + against),
        outcome=outcome,
        wording=worded,
    )


COMMUNE = sessions.meeting("commune-saint-aubin")
ITEM = Item(mark=1, title="Voirie")
ACCOUNTS = Item(mark=1, title="Compte", kind=ItemKind.ACCOUNTS)
MME, M = MemberName("Mme Élodie Blondel"), MemberName("M. Alain Hubert")


def flat(text: str | None) -> str | None:
    """Return the text with plain spaces, easier to read in a test."""
    return text and text.replace(NBSP, " ").replace(NNBSP, " ")


@pytest.mark.parametrize(
    ("count", "item", "sentence"),
    [
        (
            vote(present=17, proxies=4),
            ITEM,
            "Après en avoir délibéré, le conseil municipal adopte la délibération à l’unanimité.",
        ),
        (
            vote(present=18, proxies=2, not_participating=2),
            ITEM,
            (
                "Après en avoir délibéré, le conseil municipal adopte la délibération "
                "à l’unanimité des votants."
            ),
        ),
        (
            vote(present=19, proxies=3, abstentions=4),
            ITEM,
            (
                "Après en avoir délibéré, le conseil municipal adopte la délibération à "
                "l’unanimité "
                "des suffrages exprimés (18 pour, 4 abstentions)."
            ),
        ),
        (
            vote(present=18, proxies=4, against=3, abstentions=2),
            ITEM,
            (
                "Après en avoir délibéré, le conseil municipal adopte la délibération à la "
                "majorité "
                "des suffrages exprimés (17 pour, 3 contre, 2 abstentions)."
            ),
        ),
        (
            vote(present=10, against=6),
            ITEM,
            (
                "Après en avoir délibéré, le conseil municipal n’adopte pas la délibération "
                "(4 pour, 6 contre)."
            ),
        ),
        (
            vote(
                present=21,
                against=10,
                abstentions=1,
                rules=VoteRules(chair_choice=Choice.IN_FAVOUR),
            ),
            ITEM,
            (
                "Après en avoir délibéré, le conseil municipal adopte la délibération à la "
                "majorité, "
                "la voix du président de séance étant prépondérante (10 pour, 10 contre, "
                "1 abstention)."
            ),
        ),
        (
            vote(
                present=21, against=10, abstentions=1, rules=VoteRules(chair_choice=Choice.AGAINST)
            ),
            replace(ITEM, chair=MME),
            (
                "Après en avoir délibéré, le conseil municipal n’adopte pas la délibération, la "
                "voix "
                "de la présidente de séance étant prépondérante (10 pour, 10 contre, 1 abstention)."
            ),
        ),
        (
            vote(present=20, against=10, rules=VoteRules(mode=BallotMode.SECRET)),
            replace(ITEM, ballot=Ballot(mode=BallotMode.SECRET)),
            (
                "Les voix étant également partagées, le conseil municipal n’adopte pas la "
                "délibération (10 pour, 10 contre)."
            ),
        ),
        (
            vote(present=15, abstentions=15),
            ITEM,
            (
                "Aucun suffrage n’étant exprimé, le conseil municipal n’adopte pas la délibération "
                "(0 pour, 15 abstentions)."
            ),
        ),
        (
            vote(present=18, against=9, rules=VoteRules(kind=ItemKind.ACCOUNTS)),
            ACCOUNTS,
            (
                "Aucune majorité ne s’étant dégagée contre son adoption, le conseil municipal "
                "arrête "
                "le compte (9 pour, 9 contre)."
            ),
        ),
        (
            vote(present=18, rules=VoteRules(kind=ItemKind.ACCOUNTS)),
            ACCOUNTS,
            (
                "Après en avoir délibéré, le conseil municipal arrête le compte à l’unanimité des "
                "votants."
            ),
        ),
        (
            vote(present=18, abstentions=2, rules=VoteRules(kind=ItemKind.ACCOUNTS)),
            ACCOUNTS,
            (
                "Après en avoir délibéré, le conseil municipal arrête le compte à l’unanimité des "
                "suffrages exprimés (16 pour, 2 abstentions)."
            ),
        ),
        (
            vote(present=18, against=10, rules=VoteRules(kind=ItemKind.ACCOUNTS)),
            ACCOUNTS,
            (
                "Une majorité s’étant dégagée contre son adoption, le conseil municipal n’arrête "
                "pas "
                "le compte (8 pour, 10 contre)."
            ),
        ),
    ],
)
def test_a_result_is_worded_from_its_numbers(count, item, sentence) -> None:  # type: ignore[no-untyped-def]
    assert flat(wording.decision(count, item, COMMUNE)) == sentence


def test_every_wording_of_the_rules_has_a_sentence() -> None:
    for case in Wording:
        count = replace(vote(present=3, against=1), wording=case)
        assert wording.decision(count, ITEM, COMMUNE)


def test_a_tie_whose_casting_vote_is_unknown_is_not_worded() -> None:
    count = vote(present=20, against=10)
    assert count.outcome is None
    assert wording.decision(count, ITEM, COMMUNE) is None


def test_blank_papers_of_a_secret_ballot_are_not_called_abstentions() -> None:
    meeting = sessions.meeting("comcom-val-de-serre")
    item = meeting.items[3]
    count = count_votes(meeting, item)
    assert count is not None
    assert flat(wording.vote_figures(count, item)) == "19 pour, 4 contre, 2 bulletins blancs"
    with_void = replace(count, void=1, abstentions=1)
    assert flat(wording.vote_figures(with_void, item)) == (
        "19 pour, 4 contre, 1 bulletin blanc, 1 bulletin nul"
    )


def test_a_refusal_to_vote_is_told_apart_from_an_abstention() -> None:
    count = replace(vote(present=10, abstentions=1), refusals=2)
    assert flat(wording.vote_figures(count, ITEM)) == "9 pour, 1 abstention, 2 refus de vote"


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Commune de Saint-Aubin", "de la commune de Saint-Aubin"),
        ("Syndicat mixte Vère Numérique", "du syndicat mixte Vère Numérique"),
        ("Communauté de communes du Val", "de la communauté de communes du Val"),
        ("Établissement public de Serre", "de l’établissement public de Serre"),
        ("SIVOM de la Vère", "du SIVOM de la Vère"),
        ("Aubin-sur-Vère", "d’Aubin-sur-Vère"),
        ("Saint-Aubin", "de Saint-Aubin"),
    ],
)
def test_an_authority_follows_its_preposition(name: str, wanted: str) -> None:
    assert flat(wording.of_authority(name)) == wanted


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("conseil municipal", "le conseil municipal"),
        ("Comité syndical", "le comité syndical"),
        ("assemblée départementale", "l’assemblée départementale"),
        ("commission permanente", "la commission permanente"),
    ],
)
def test_an_assembly_takes_its_article(body: str, wanted: str) -> None:
    assert wording.assembly(replace(COMMUNE, body=body)) == wanted


def test_the_opening_says_when_who_and_under_whom() -> None:
    chair = COMMUNE.members[0]
    assert flat(wording.opening(COMMUNE, chair)) == (
        "Le jeudi 26 mars 2026, le conseil municipal de la commune de Saint-Aubin-sur-Vère s’est "
        "réuni, sous la présidence de M. Sébastien Masson, maire."
    )
    convened = replace(COMMUNE, convened_on=dt.date(2026, 3, 20), body="commission permanente")
    assert flat(wording.opening(convened, None)) == (
        "Le jeudi 26 mars 2026, la commission permanente de la commune de Saint-Aubin-sur-Vère, "
        "régulièrement convoquée le 20 mars 2026, s’est réunie."
    )


def test_the_session_line_gives_the_hour_when_it_is_known() -> None:
    assert flat(wording.session_line(COMMUNE)) == "Séance du jeudi 26 mars 2026 à 18 h 30"
    unknown = replace(COMMUNE, convened_hour=None, opened_at=None)
    assert flat(wording.session_line(unknown)) == "Séance du jeudi 26 mars 2026"


def test_hours_and_suspensions_are_stated() -> None:
    assert flat(wording.opened("18:30")) == "La séance est ouverte à 18 h 30."
    assert flat(wording.closed("22:00")) == "La séance est levée à 22 h."
    pause = Suspension(start_s=1.0, start_hour="20:40", end_hour="20:52")
    assert flat(suspended(pause)) == (
        "La séance est suspendue de 20 h 40 à 20 h 52, soit 12 minutes."
    )
    assert suspended(Suspension(start_s=1.0)) == "La séance est suspendue."


def test_the_quorum_is_stated_only_when_computed_true() -> None:
    state = quorum_at_opening(COMMUNE)
    assert flat(wording.quorum_reached(state, COMMUNE)) == (
        "Le quorum est atteint : 11 membres présents sur 15 en exercice, pour 8 requis."
    )
    for unsure in (False, None):
        assert wording.quorum_reached(replace(state, reached=unsure), COMMUNE) is None
    waived = QuorumState(
        required=8, countable=3, base=15, reached=True, rule_known=True, waived=True
    )
    assert flat(wording.quorum_reached(waived, COMMUNE)) == (
        "Le conseil municipal délibère sur seconde convocation, sans condition de quorum."
    )


def test_a_quorum_that_is_not_established_says_why() -> None:
    state = quorum_at_opening(COMMUNE)
    failed = wording.quorum_not_established(replace(state, reached=False, countable=7))
    assert "7 membres présents pour 8 requis" in (flat(failed) or "")
    unknown_rule = replace(state, reached=None, required=None, rule_known=False)
    assert "statuts" in wording.quorum_not_established(unknown_rule)
    assert "compléter" in wording.quorum_not_established(replace(state, reached=None))


def test_proxies_say_where_they_begin_and_end() -> None:
    proxy = Proxy(giver=M, holder=MME)
    assert flat(wording.proxy_given(proxy)) == "M. Alain Hubert donne pouvoir à Mme Élodie Blondel"
    limited = replace(proxy, begin=Moment(item=3), end=Moment(item="II.2"))
    assert flat(wording.proxy_given(limited)) == (
        "M. Alain Hubert donne pouvoir à Mme Élodie Blondel "
        "(à partir du point n° 3, jusqu’au point II.2)"
    )


def test_movements_say_the_hour_the_place_and_the_proxy() -> None:
    arrival = Movement(kind=MovementKind.ARRIVAL, member=M, moment=Moment(item=3), hour="18:51")
    assert flat(wording.movement(arrival, None)) == (
        "Arrivée de M. Alain Hubert à 18 h 51, avant l’examen du point n° 3."
    )
    departure = Movement(
        kind=MovementKind.DEPARTURE, member=MME, moment=Moment(item=4, during=True)
    )
    assert flat(wording.movement(departure, M)) == (
        "Départ de Mme Élodie Blondel, au cours de l’examen du point n° 4 ; "
        "elle donne pouvoir à M. Alain Hubert."
    )
    early = replace(arrival, moment=Moment(), hour=None)
    assert flat(wording.movement(early, None)) == (
        "Arrivée de M. Alain Hubert, avant l’examen du premier point."
    )
    late = replace(departure, moment=Moment(item=5, after=True))
    assert "après l’examen du point" in wording.movement(late, None)


def test_members_who_take_no_part_are_named() -> None:
    assert flat(wording.taking_no_part([MME])) == "Mme Élodie Blondel ne prend pas part au vote."
    assert flat(wording.taking_no_part([MME, M])) == (
        "Mme Élodie Blondel et M. Alain Hubert ne prennent pas part au vote."
    )


def test_only_ballots_out_of_the_ordinary_are_announced() -> None:
    assert wording.ballot_mode(BallotMode.ORDINARY, ()) is None
    assert wording.ballot_mode(BallotMode.SECRET, ()) == "Il est procédé à un scrutin secret."
    assert flat(wording.ballot_mode(BallotMode.PUBLIC, (M, MME))) == (
        "Il est procédé à un scrutin public, à la demande de M. Alain Hubert et Mme Élodie Blondel."
    )


def test_items_without_a_vote_say_what_became_of_them() -> None:
    assert wording.without_vote(Outcome.NOTED, COMMUNE) == "Le conseil municipal prend acte."
    assert wording.without_vote(Outcome.POSTPONED, COMMUNE) == ("L’examen de ce point est ajourné.")
    assert wording.without_vote(Outcome.ADOPTED, COMMUNE) is None


def test_offices_agree_with_those_who_hold_them() -> None:
    chair = COMMUNE.members[0]
    assert wording.signing_office(chair) == "Le Maire"
    assert wording.signing_office(replace(chair, function="1er adjoint")) == (
        "Le président de séance"
    )
    woman = replace(sessions.meeting("comcom-val-de-serre").members[1], function="Présidente")
    assert wording.signing_office(woman) == "La Présidente"
    assert wording.signing_secretary(MME) == "La secrétaire de séance"
    assert flat(wording.secretary_named(MME)) == (
        "Mme Élodie Blondel est désignée secrétaire de séance."
    )
