"""The French of nominations: each round, who is elected and how, a single candidacy.

Everything is worded from a `RoundCount`; nothing here counts. CGCT art. L. 2121-21, L. 2122-7.
"""

from core.folding import fold
from pv_builder.language.typography import counted, listed
from pv_builder.law.nominations import ROUNDS_BY_ABSOLUTE_MAJORITY, RoundCount
from pv_builder.law.wording import agreed, capitalised, printed
from pv_builder.meeting import Civility, MemberName, NominationRound

_RANKS = ("premier", "deuxième", "troisième", "quatrième", "cinquième")


def round_title(number: int) -> str:
    """Return the name of a round: "Premier tour de scrutin"."""
    return f"{capitalised(_rank(number))} tour de scrutin"


def _rank(number: int) -> str:
    return _RANKS[number - 1] if number <= len(_RANKS) else f"{number}e"


def votes_obtained(name: str, votes: int) -> str:
    """Return what a candidate obtained: "M. Jean Petit : 12 voix"."""
    return f"{candidate(name)} : {counted(votes, 'voix', 'voix')}"


def candidate(name: str) -> str:
    """Return a candidate as printed: a member's name, or the title of a list."""
    return printed(MemberName(name)) if _is_person(name) else name


def round_result(
    ballot: NominationRound, count: RoundCount, number: int, *, is_last: bool
) -> str | None:
    """Return what a round decides, None for a tie in which the age decides and is not known.

    Args:
        ballot: the papers of the round.
        count: the round, counted.
        number: of the round, from 1.
        is_last: whether no other round is known.
    """
    if count.winner is not None:
        return _won(ballot, count, number)
    if number > ROUNDS_BY_ABSOLUTE_MAJORITY:
        return None if count.leaders else "Aucun suffrage n’est exprimé."
    lost = "la majorité absolue des suffrages exprimés"
    if is_last:
        return f"Aucun candidat n’obtient {lost}."
    return f"Aucun candidat n’obtient {lost} : il est procédé à un {_rank(number + 1)} tour."


def _won(ballot: NominationRound, count: RoundCount, number: int) -> str:
    winner = count.winner or ""
    votes = counted(dict(ballot.votes)[winner], "voix", "voix")
    name, elected = candidate(winner), _elected(winner)
    if number <= ROUNDS_BY_ABSOLUTE_MAJORITY:
        return (
            f"{name}, ayant obtenu la majorité absolue des suffrages exprimés ({votes}), {elected}."
        )
    if len(count.leaders) == 1:
        return f"{name}, ayant obtenu le plus grand nombre de voix ({votes}), {elected}."
    tied = listed([candidate(leader) for leader in count.leaders])
    elder = agreed(MemberName(winner), "le plus âgé", "la plus âgée")
    if not _is_person(winner):
        elder = "au bénéfice de l’âge"
    return f"{tied} ayant obtenu le même nombre de voix ({votes}), {name}, {elder}, {elected}."


def _elected(name: str) -> str:
    """Return "est élu" in agreement; words without gender where none is known."""
    if _is_person(name):
        return agreed(MemberName(name), "est élu", "est élue")
    return "est élue" if fold(name).startswith("liste") else "remporte l’élection"


def _is_person(name: str) -> bool:
    return name.startswith(tuple(f"{civility.value} " for civility in Civility))


def sole_candidacy(name: str, article: str) -> str:
    """Return how the only candidate is named: at once, without a vote. CGCT art. L. 2121-21."""
    return (
        "Une seule candidature ayant été présentée, la nomination prend effet immédiatement "
        f"({article}) : {candidate(name)}."
    )
