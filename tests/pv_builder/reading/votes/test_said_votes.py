import pytest

from pv_builder.meeting import BallotMode, Choice, Outcome
from pv_builder.reading.votes.said_votes import HeardVote, Round, read_vote
from tests.helpers.heard_lines import (
    BLONDEL,
    HUBERT,
    LEMOINE,
    MARCHAND,
    MASSON,
    PERRIN,
    ROUSSEL,
    Line,
    a_scene,
)

ASK = "Je mets aux voix. Qui est contre ? Qui s'abstient ?"


def vote(*lines: Line) -> HeardVote:
    scene = a_scene(*lines)
    return read_vote(scene, 0, scene.end)


def final(*lines: Line) -> Round:
    found = vote(*lines).final
    assert found is not None
    return found


@pytest.mark.parametrize(
    "line",
    [
        "Adopté à l'unanimité, je vous remercie.",
        "adopter à l'une animité",
        "Unanimité, merci.",
        "Pas d'opposition, pas d'abstention, c'est donc adopté à l'unanimité.",
        "La délibération est approuvée à l'unanimité des suffrages exprimés.",
    ],
)
def test_unanimity_is_heard(line: str) -> None:
    assert final(ASK, line).unanimous


@pytest.mark.parametrize(
    "line",
    [
        "Je compte une voix contre : Madame Marchand.",
        "Je compte une voie compte. Madame Marchand.",
        "Un contre, Madame Marchand.",
        "Madame Marchand, une voix contre.",
        "Contre : Madame Marchand.",
    ],
)
def test_who_votes_against_is_heard(line: str) -> None:
    against = final(ASK, line, "La délibération est adoptée à la majorité.").against
    assert against is not None
    assert against.names == (MARCHAND,)


def test_names_belong_to_the_number_they_follow() -> None:
    found = final(
        ASK,
        "Deux voix contre, Madame Marchand et Monsieur Lemoine.",
        "Une abstention, Monsieur Hubert.",
        "C'est donc adopté par 10 voix pour, 2 contre et 1 abstention.",
    )
    assert found.against is not None
    assert found.abstentions is not None
    assert found.in_favour is not None
    assert (found.against.value, found.against.names) == (2, (MARCHAND, LEMOINE))
    assert (found.abstentions.value, found.abstentions.names) == (1, (HUBERT,))
    assert found.in_favour.value == 10


def test_a_number_that_is_not_understood_leaves_the_count_open() -> None:
    found = final(
        "On passe au vote. Qui est contre ?", "Chune abstention, Monsieur Hubert.", "Adopté."
    )
    assert found.abstentions is not None
    assert (found.abstentions.value, found.abstentions.names) == (None, (HUBERT,))


def test_a_name_that_is_not_recognised_is_counted_as_such() -> None:
    against = final(ASK, "Une voix contre, Madame Vercingétorix.", "C'est adopté.").against
    assert against is not None
    assert (against.names, against.unnamed) == ((), 1)


def test_who_is_given_the_floor_does_not_vote() -> None:
    found = final(
        "Qui est contre ? Madame Marchand, je vous en prie.", ASK, "Adopté à l'unanimité."
    )
    assert found.against is None


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        ("Le conseil prend acte de ce rapport.", Outcome.NOTED),
        ("On ne voit pas là-dessus, le conseil en contact.", Outcome.NOTED),
        ("L'assemblée prend à acte de ce rapport.", Outcome.NOTED),
        ("Je vous demande de me donner acte de cette communication.", Outcome.NOTED),
        ("Ce point est ajourné.", Outcome.POSTPONED),
        ("On ne vote pas, on reporte ça au conseil de juin.", Outcome.POSTPONED),
        ("La délibération est reportée au prochain conseil.", Outcome.POSTPONED),
        ("Je retire cette délibération de l'ordre du jour.", Outcome.WITHDRAWN),
    ],
)
def test_an_item_may_end_without_a_vote(line: str, outcome: Outcome) -> None:
    found = vote(line)
    assert (found.mode, found.outcome, found.final) == (BallotMode.NONE, outcome, None)


def test_the_last_of_two_votes_counts() -> None:
    found = vote(
        ASK,
        "Adopté à l'unanimité.",
        "Pardon, je me suis trompé, on refait le vote. Qui est contre ?",
        "Trois voix contre.",
        "Adopté à la majorité.",
    )
    assert len(found.rounds) == 2
    assert found.final is not None
    assert found.final.against is not None
    assert found.final.against.value == 3


def test_the_vote_on_an_amendment_is_not_the_item_s() -> None:
    found = vote(
        "Je mets d'abord aux voix l'amendement. Qui est contre ?",
        "Neuf voix contre. L'amendement est rejeté.",
        ASK,
        "La délibération est adoptée à l'unanimité.",
    )
    assert [r.amendment for r in found.rounds] == [True, False]
    assert found.final is not None
    assert found.final.outcome is Outcome.ADOPTED


@pytest.mark.parametrize(
    "line",
    [
        "On votera ça au prochain conseil.",
        "L'an dernier c'était passé à l'unanimité.",
        "Si je mettais aux voix maintenant, ce serait adopté.",
        "La commission a voté pour à l'unanimité moins une voix.",
        "Je ne suis pas contre mais le dossier est adopté trop vite.",
        "On s'abstient de tout commentaire.",
        "Le bureau avait approuvé le projet à l'unanimité.",
        "La commission a donné un avis favorable à l'unanimité.",
    ],
)
def test_what_only_sounds_like_a_vote_is_none(line: str) -> None:
    found = vote(line)
    assert (found.mode, found.final, found.outcome) == (None, None, None)


def test_a_denied_adoption_is_a_rejection() -> None:
    assert final(ASK, "Dix pour, onze contre, ce n'est pas adopté.").outcome is Outcome.REJECTED


def test_a_secret_ballot_has_papers() -> None:
    found = vote(
        "Le tiers des membres présents demande un vote à bulletin secret.",
        "Après dépouillement : 25 bulletins, 2 blancs, 19 pour et 4 contre. C'est adopté.",
    )
    assert found.mode is BallotMode.SECRET
    assert found.papers == 25
    assert found.blank is not None
    assert found.blank.value == 2
    assert found.final is not None
    assert found.final.in_favour is not None
    assert found.final.in_favour.value == 19


def test_blank_papers_tell_a_secret_ballot_whose_name_was_not_heard() -> None:
    found = vote(
        "Ils demandent un votabilité secré.", "2 blancs, 19 pour et quatre contre, c'est adopté."
    )
    assert found.mode is BallotMode.SECRET


def test_a_public_ballot_has_the_choice_of_each_voter() -> None:
    found = vote(
        "Nous demandons un scrutin public.",
        "Madame Roussel ?",
        (ROUSSEL, "Pour."),
        "Madame Blondel ?",
        (BLONDEL, "Contre."),
        "Madame Perrin ?",
        (PERRIN, "Abstention."),
        (MASSON, "La délibération est adoptée."),
    )
    assert found.mode is BallotMode.PUBLIC
    assert [(v.member, v.choice) for v in found.named] == [
        (ROUSSEL, Choice.IN_FAVOUR),
        (BLONDEL, Choice.AGAINST),
        (PERRIN, Choice.ABSTENTION),
    ]


def test_a_number_of_a_debate_is_not_a_count() -> None:
    found = final("La réponse est page douze.", ASK, "C'est adopté à l'unanimité.")
    assert (found.against, found.in_favour) == (None, None)


@pytest.mark.parametrize(
    "line",
    [
        "Madame Marchand et Monsieur Hubert votent contre.",
        "Votent contre : Madame Marchand et Monsieur Hubert, soit deux voix.",
        "Je note deux oppositions, Madame Marchand et Monsieur Hubert.",
        "Contre ? Deux, Madame Marchand et Monsieur Hubert.",
    ],
)
def test_several_voters_are_heard_however_they_are_named(line: str) -> None:
    against = final("Je mets aux voix. Qui est contre ?", line, "Adopté à la majorité.").against
    assert against is not None
    assert set(against.names) == {MARCHAND, HUBERT}


def test_a_name_votes_once() -> None:
    found = final(ASK, "Madame Marchand s'abstient, Monsieur Hubert vote contre.", "Adopté.")
    assert found.abstentions is not None
    assert found.abstentions.names == (MARCHAND,)
    assert found.against is not None
    assert found.against.names == (HUBERT,)


def test_numbers_read_out_in_a_row_are_no_hour() -> None:
    found = final((MASSON, f"{ASK} Votants 19, 16 pour, 3 contre. Adopté à la majorité."))
    assert found.in_favour is not None
    assert found.in_favour.value == 16


def test_a_question_counts_nobody() -> None:
    found = final("Y a-t-il une opposition ? Y a-t-il une abstention ?", "Adopté à l'unanimité.")
    assert found.against is None
    assert found.abstentions is None


def test_a_number_alone_answers_the_question() -> None:
    found = final("On passe au vote. Qui est contre ? Deux. Qui s'abstient ? Trois.", "Adopté.")
    assert found.against is not None
    assert found.against.value == 2
    assert found.abstentions is not None
    assert found.abstentions.value == 3


def test_numbers_of_the_debate_before_the_call_are_not_counted() -> None:
    found = final("Cinq communes sont pour, deux contre.", ASK, "Adopté à l'unanimité.")
    assert found.against is None


def test_a_result_that_is_only_told_in_the_debate_is_no_vote() -> None:
    told = (ROUSSEL, "Chez nos amis d'en face le conseil a rejeté le même projet à la majorité.")
    found = vote((MASSON, "Point 1."), told, (MASSON, "Le conseil prend acte."))
    assert found.outcome is Outcome.NOTED


def test_a_member_who_argues_does_not_put_to_the_vote() -> None:
    argued = (ROUSSEL, "Mais qui est contre un peu de bon sens dans cette salle ? Personne.")
    found = final((MASSON, "Point 1."), argued, (MASSON, ASK), (MASSON, "Adopté à l'unanimité."))
    assert found.against is None
    assert found.first > 5


def test_some_who_abstain_are_not_nobody() -> None:
    found = final(ASK, "Deux personnes s'abstien nent.", "C'est approuvé à la majorité.")
    assert found.abstentions is not None
    assert found.abstentions.value == 2


def test_names_summed_up_give_the_number() -> None:
    found = final(
        ASK, "Votent contre : Madame Marchand, Monsieur Zbor et Monsieur Hubert, soit trois voix."
    )
    assert found.against is not None
    assert found.against.value == 3


def test_names_belong_to_the_side_of_their_own_sentence() -> None:
    found = final(ASK, "Oucun contre.", "Madame Marchand et Monsieur Hubert qui s'abstiennent.")
    assert found.abstentions is not None
    assert set(found.abstentions.names) == {MARCHAND, HUBERT}
    assert found.against is None or not found.against.names


def test_a_question_without_its_mark_does_not_hide_the_count() -> None:
    found = final(
        "Contre ? Abstentions", "Une voix contre.", "Et une abstention : Madame Perrin. Adopté."
    )
    assert found.abstentions is not None
    assert (found.abstentions.value, found.abstentions.names) == (1, (PERRIN,))


def test_a_majority_of_so_many_votes_counts_who_is_in_favour() -> None:
    in_favour = final(ASK, "Une voix contre.", "Adopté à la majorité par huit voix.").in_favour
    assert in_favour is not None
    assert in_favour.value == 8


def test_hands_counted_one_by_one_are_as_many_as_the_last() -> None:
    abstentions = final(
        "Qui est contre ? Qui s'abstient ? Une, deux, trois.", "Adopté."
    ).abstentions
    assert abstentions is not None
    assert abstentions.value == 3


def test_who_asks_does_not_answer_though_somebody_else_spoke_of_the_vote() -> None:
    found = final(
        (ROUSSEL, "On passe aux voix, alors."),
        (MASSON, "Il est contre ? Qui s'abstient ?"),
        (MASSON, "Une voix contre. Adopté à la majorité."),
    )
    assert found.against is not None
    assert (found.against.value, found.against.names) == (1, ())


def test_whoever_presides_may_take_an_item_off_the_agenda() -> None:
    found = vote((ROUSSEL, "Point 1. Je le retire de l'ordre du jour, il n'y aura pas de vote."))
    assert found.outcome is Outcome.WITHDRAWN


def test_a_member_who_tells_his_own_vote_does_not_put_to_the_vote() -> None:
    told = (ROUSSEL, "Je vais voter contre, et je demande qui est contre le progrès. Deux voix.")
    found = final((MASSON, "Point 1."), told, (MASSON, ASK), (MASSON, "Adopté à l'unanimité."))
    assert found.against is None
    assert found.first > 15


def test_so_many_votes_against_so_many_gives_the_winner_first() -> None:
    adopted = final(ASK, "Adopté par 20 voix contre 3 et 2 abstentions.")
    assert adopted.in_favour is not None
    assert (adopted.in_favour.value, adopted.outcome) == (20, Outcome.ADOPTED)
    assert adopted.against is not None
    assert adopted.against.value == 3
    rejected = final(ASK, "La délibération est rejetée par 12 voix contre 8.")
    assert rejected.against is not None
    assert rejected.in_favour is not None
    assert (rejected.against.value, rejected.in_favour.value) == (12, 8)


@pytest.mark.parametrize(
    "line", ["Madame Marchand s'est abstenue.", "Se sont abstenus Madame Marchand."]
)
def test_who_abstained_is_heard_in_the_past_tense(line: str) -> None:
    abstentions = final(ASK, line, "Adopté à la majorité.").abstentions
    assert abstentions is not None
    assert abstentions.names == (MARCHAND,)


def test_a_secret_ballot_prevails_over_a_public_one_asked_for_at_once() -> None:
    demands = (
        (LEMOINE, "Nous demandons un vote à bulletin secret."),
        (MARCHAND, "Et nous un scrutin public."),
    )
    papers = "On vote. Dépouillement : 9 bulletins, 6 voix pour, 3 voix contre."
    assert vote(*demands, papers).mode is BallotMode.SECRET
    assert vote(*reversed(demands), papers).mode is BallotMode.SECRET


def test_a_subsidy_or_a_name_that_sounds_like_papers_makes_no_secret_ballot() -> None:
    found = vote("L'enveloppe est de 23 500 euros.", "14 pour, 2 contre, c'est adopté.")
    assert found.mode is BallotMode.ORDINARY
