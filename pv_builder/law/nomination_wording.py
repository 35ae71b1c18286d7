"""The French of nominations: each round, who is elected and how, a single candidacy.

Everything is worded from a `RoundCount`; nothing here counts. CGCT art. L. 2121-21, L. 2122-7.
"""

from collections.abc import Sequence

from core.folding import fold
from pv_builder.language.typography import counted, listed
from pv_builder.law.nominations import (
    ROUNDS_BY_ABSOLUTE_MAJORITY,
    CountedRound,
    RoundCount,
    count_round,
    counted_rounds,
    elected,
    sole_candidates,
)
from pv_builder.law.wording import agreed, capitalised, civility_of, printed
from pv_builder.meeting import (
    Civility,
    Item,
    MemberName,
)
from pv_builder.papers import NominationRound, PaperForm

_RANKS = ("premier", "deuxième", "troisième", "quatrième", "cinquième")


def round_title(number: int, seat: int | None = None) -> str:
    """Return the name of a round: "Premier tour de scrutin", "Deuxième siège, premier tour".

    Args:
        number: of the round, from 1.
        seat: that it is to fill, from 1; None where there is only one.
    """
    if seat is not None:
        return f"{capitalised(_rank(seat))} siège, {_rank(number)} tour de scrutin"
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
    """Return what a round decides, None where nothing but a tie that awaits an age is left.

    Args:
        ballot: the papers of the round.
        count: the round, counted.
        number: of the round, from 1.
        is_last: whether no other round is known.
    """
    if count.winner is not None:
        return _result_told(ballot, count, number, is_last=is_last)
    if count.tied:
        return None
    if number > ROUNDS_BY_ABSOLUTE_MAJORITY or ballot.form is PaperForm.PROPORTIONAL:
        return "Aucun suffrage n’est exprimé."
    lost = "la majorité absolue des suffrages exprimés"
    if is_last:
        return f"Aucun candidat n’obtient {lost}."
    return f"Aucun candidat n’obtient {lost} : il est procédé à un {_rank(number + 1)} tour."


def _result_told(
    ballot: NominationRound, count: RoundCount, number: int, *, is_last: bool
) -> str | None:
    """Return what a round decides that elects somebody."""
    match ballot.form:
        case PaperForm.PROPORTIONAL:
            return None if count.tied else _shared(count)
        case PaperForm.SEVERAL_NAMES:
            return _several_won(ballot, count, number, is_last=is_last)
        case PaperForm.ONE_NAME:
            return _won(ballot, count, number)


def _won(ballot: NominationRound, count: RoundCount, number: int) -> str:
    winner = count.winner or ""
    votes = counted(dict(ballot.votes)[winner], "voix", "voix")
    name, is_elected = candidate(winner), _elected(winner)
    if number <= ROUNDS_BY_ABSOLUTE_MAJORITY:
        how = f"ayant obtenu la majorité absolue des suffrages exprimés ({votes})"
        return f"{name}, {how}, {is_elected}."
    if len(count.leaders) == 1:
        return f"{name}, ayant obtenu le plus grand nombre de voix ({votes}), {is_elected}."
    tied = listed([candidate(leader) for leader in count.leaders])
    elder = agreed(MemberName(winner), "le plus âgé", "la plus âgée")
    if not _is_person(winner):
        elder = "au bénéfice de l’âge"
    return f"{tied} ayant obtenu le même nombre de voix ({votes}), {name}, {elder}, {is_elected}."


def _several_won(ballot: NominationRound, count: RoundCount, number: int, *, is_last: bool) -> str:
    """Return whom papers with several names elect together, and which seats stay open."""
    by_majority = number <= ROUNDS_BY_ABSOLUTE_MAJORITY
    how = "la majorité absolue des suffrages exprimés" if by_majority else "le plus de voix"
    votes = dict(ballot.votes)
    told = [f"{candidate(w)} ({counted(votes[w], 'voix', 'voix')})" for w in count.winners]
    are = "sont" if len(count.winners) > 1 else "est"
    decided = f"{listed(told)}, ayant obtenu {how}, {are} {_participle(count.winners, 'élu')}."
    if not count.open_seats:
        return decided
    left = counted(count.open_seats, "siège reste", "sièges restent")
    if is_last or count.tied:
        return f"{decided} {capitalised(left)} à pourvoir."
    return (
        f"{decided} {capitalised(left)} à pourvoir : il est procédé à un {_rank(number + 1)} tour."
    )


def _shared(count: RoundCount) -> str:
    """Return the seats of each list. CGCT art. D. 1411-3."""
    told = listed([f"{candidate(n)}, {counted(seats, 'siège')}" for n, seats in count.shares])
    return (
        f"Répartition des sièges à la représentation proportionnelle au plus fort reste : {told}."
    )


def tie_told(ballot: NominationRound, count: RoundCount) -> str:
    """Return what is to be completed where candidates are equal for a seat, "" where none are."""
    if not count.tied:
        return ""
    if ballot.form is PaperForm.PROPORTIONAL:
        return (
            f"Égalité pour le dernier siège entre {candidates(count.tied)} : indiquer la liste du "
            "candidat le plus âgé."
        )
    if ballot.form is PaperForm.SEVERAL_NAMES:
        return f"Égalité des voix entre {candidates(count.tied)} : indiquer qui est le plus âgé."
    return "Égalité des voix : indiquer quel candidat, le plus âgé, est élu."


def _elected(name: str) -> str:
    """Return "est élu" in agreement; words without gender where none is known."""
    if _is_person(name):
        return agreed(MemberName(name), "est élu", "est élue")
    return "est élue" if fold(name).startswith("liste") else "remporte l’élection"


def _is_person(name: str) -> bool:
    return name.startswith(tuple(f"{civility.value} " for civility in Civility))


def candidates(names: Sequence[str]) -> str:
    """Return candidates as an enumeration: "Mme A et M. B"."""
    return listed([candidate(name) for name in names])


def sole_candidacy(names: Sequence[str], article: str) -> str:
    """Return how the only candidates are named: at once, without a vote. CGCT art. L. 2121-21."""
    if len(names) == 1:
        return (
            "Une seule candidature ayant été présentée, la nomination prend effet immédiatement "
            f"({article}) : {candidate(names[0])}."
        )
    return (
        "Une seule candidature ayant été présentée pour chaque siège, les nominations prennent "
        f"effet immédiatement ({article}) : {candidates(names)}."
    )


def named(item: Item) -> str:
    """Return who is named on an item, in a few words: "Élue : Mme A (6 voix)".

    Empty while nobody is; whoever is named without a vote is told so.
    """
    if item.sole_candidate:
        names = sole_candidates(item.sole_candidate)
        return f"{_participle(names, 'Nommé')} sans scrutin : {candidates(names)}"
    winners = elected(item.rounds)
    if not winners:
        return ""
    seats = {name: n for one in item.rounds for name, n in count_round(one, 1).shares}
    told = [f"{candidate(who)} ({_with(votes, seats.get(who))})" for who, votes in winners]
    return f"{_participle([who for who, _ in winners], 'Élu')} : {', '.join(told)}"


def _with(votes: int, seats: int | None) -> str:
    """Return the voices of somebody elected, and the seats of a list that shares them."""
    told = counted(votes, "voix", "voix")
    return told if seats is None else f"{counted(seats, 'siège')}, {told}"


def _participle(names: Sequence[str], masculine: str) -> str:
    """Return a participle in agreement with those named; lists are feminine."""
    plural = "s" if len(names) > 1 else ""
    is_feminine = all(
        _is_person(name) and civility_of(MemberName(name)) is Civility.MME for name in names
    )
    is_list = all(fold(name).startswith("liste") for name in names)
    return f"{masculine}{'e' if is_feminine or is_list else ''}{plural}"


def round_told(one: CountedRound, seat: int | None = None) -> str:
    """Return a round in one line: "premier tour : Mme A 6 voix, M. B 3 voix, 1 bulletin blanc"."""
    parts = [
        f"{candidate(name)} {counted(votes, 'voix', 'voix')}" for name, votes in one.papers.votes
    ]
    if one.papers.blank:
        parts.append(counted(one.papers.blank, "bulletin blanc", "bulletins blancs"))
    if one.papers.void:
        parts.append(counted(one.papers.void, "bulletin nul", "bulletins nuls"))
    title = round_title(one.rank, seat)
    return f"{title[:1].lower()}{title[1:].removesuffix(' de scrutin')} : {', '.join(parts)}"


def rounds_told(item: Item) -> list[str]:
    """Return each round of an item in one line, its seat named where there are several."""
    counted_by_round = counted_rounds(item.rounds)
    has_several = any(one.seat > 1 for one in counted_by_round)
    return [round_told(one, one.seat if has_several else None) for one in counted_by_round]
