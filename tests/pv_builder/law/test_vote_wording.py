from dataclasses import replace

import pytest

from pv_builder.law import vote_wording
from pv_builder.law.majority import (
    Tally,
    VoteCount,
    VoteRules,
    Wording,
    absolute_majority,
    count_votes,
    decide,
)
from pv_builder.meeting import (
    Ballot,
    BallotMode,
    Choice,
    Item,
    ItemKind,
    MemberName,
    Outcome,
)
from tests.helpers import sessions
from tests.helpers.spaces import flat


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
    assert flat(vote_wording.decision(count, item, COMMUNE)) == sentence


def test_every_wording_of_the_rules_has_a_sentence() -> None:
    for case in Wording:
        count = replace(vote(present=3, against=1), wording=case)
        assert vote_wording.decision(count, ITEM, COMMUNE)


def test_a_tie_whose_casting_vote_is_unknown_is_not_worded() -> None:
    count = vote(present=20, against=10)
    assert count.outcome is None
    assert vote_wording.decision(count, ITEM, COMMUNE) is None


def test_blank_papers_of_a_secret_ballot_are_not_called_abstentions() -> None:
    meeting = sessions.meeting("comcom-val-de-serre")
    item = meeting.items[3]
    count = count_votes(meeting, item)
    assert count is not None
    assert flat(vote_wording.vote_figures(count, item)) == "19 pour, 4 contre, 2 bulletins blancs"
    with_void = replace(count, void=1, abstentions=1)
    assert flat(vote_wording.vote_figures(with_void, item)) == (
        "19 pour, 4 contre, 1 bulletin blanc, 1 bulletin nul"
    )


def test_a_refusal_to_vote_is_told_apart_from_an_abstention() -> None:
    count = replace(vote(present=10, abstentions=1), refusals=2)
    assert flat(vote_wording.vote_figures(count, ITEM)) == "9 pour, 1 abstention, 2 refus de vote"


def test_members_who_take_no_part_are_named() -> None:
    assert (
        flat(vote_wording.taking_no_part([MME])) == "Mme Élodie Blondel ne prend pas part au vote."
    )
    assert flat(vote_wording.taking_no_part([MME, M])) == (
        "Mme Élodie Blondel et M. Alain Hubert ne prennent pas part au vote."
    )


def test_only_ballots_out_of_the_ordinary_are_announced() -> None:
    assert vote_wording.ballot_mode(BallotMode.ORDINARY, ()) is None
    assert vote_wording.ballot_mode(BallotMode.SECRET, ()) == "Il est procédé à un scrutin secret."
    assert flat(vote_wording.ballot_mode(BallotMode.PUBLIC, (M, MME))) == (
        "Il est procédé à un scrutin public, à la demande de M. Alain Hubert et Mme Élodie Blondel."
    )


def test_items_without_a_vote_say_what_became_of_them() -> None:
    assert vote_wording.without_vote(Outcome.NOTED, COMMUNE) == "Le conseil municipal prend acte."
    assert vote_wording.without_vote(Outcome.POSTPONED, COMMUNE) == (
        "L’examen de ce point est ajourné."
    )
    assert vote_wording.without_vote(Outcome.ADOPTED, COMMUNE) is None
