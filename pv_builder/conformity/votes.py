"""Checks of what was voted: numbers, names, and what the chair announced."""

from collections.abc import Iterator

from core.folding import fold
from pv_builder.conformity.case import ItemCase, ItemCheck
from pv_builder.evidence import Alert
from pv_builder.facts import ItemField
from pv_builder.language.typography import counted, few
from pv_builder.law.majority import VoteCount
from pv_builder.law.nominations import is_nomination
from pv_builder.law.voters import weight_of
from pv_builder.meeting import Ballot, BallotMode, Choice, ItemKind, MemberName, Outcome

_COUNTS = (ItemField.AGAINST, ItemField.ABSTENTIONS, ItemField.IN_FAVOUR)
_SUNDRY = frozenset({"questions diverses", "points divers", "affaires diverses", "divers"})
_WITHOUT_VOTE = frozenset({Outcome.NOTED, Outcome.POSTPONED, Outcome.WITHDRAWN})


def check_votes_fit_voters(one: ItemCase) -> Iterator[Alert]:
    """No more votes than those who may vote."""
    ballot, voters = one.item.ballot, one.voters
    if ballot is None or voters is None or not one.is_voted:
        return
    given = sum(_numbers(ballot)) + ballot.void
    if given > voters.weight:
        yield one.blocking(
            "votes-exceed-voters",
            f"Trop de voix : {given} sont notées alors que {voters.weight} pouvaient s'exprimer "
            f"({voters.heads} votants, pouvoirs compris). Corrigez les présences, les pouvoirs "
            "ou les nombres.",
            *_COUNTS,
        )


def check_votes_complete(one: ItemCase) -> Iterator[Alert]:
    """M9: the result of each ballot (L. 2121-15)."""
    ballot, voters = one.item.ballot, one.voters
    if ballot is None or voters is None or not one.is_voted or one.count is not None:
        return
    if sum(_numbers(ballot)) + ballot.void <= voters.weight:
        yield one.blocking(
            "votes-incomplete",
            "Un vote a eu lieu mais ses nombres ne sont pas tous connus, or le procès-verbal "
            "porte le résultat des scrutins (CGCT, art. L. 2121-15). Écoutez le passage et "
            "complétez les voix contre et les abstentions.",
            *_COUNTS,
            ItemField.MODE,
        )


def check_votes_add_up(one: ItemCase) -> Iterator[Alert]:
    """Every voter is found in one of the numbers."""
    if one.count is not None and one.count.refusals:
        yield one.warning(
            "votes-do-not-add-up",
            f"Le compte est incomplet : {one.count.refusals} voix sur {one.count.voters_weight} "
            "ne figurent dans aucun des nombres. Écoutez le résultat, et corrigez le nombre mal "
            "compris ou vérifiez qu'il y a eu refus de vote.",
            *_COUNTS,
        )


def check_announced_unanimity(one: ItemCase) -> Iterator[Alert]:
    """What was announced as unanimous is (L. 2121-20: abstentions are not votes cast)."""
    announced = one.item.ballot.announced if one.item.ballot else None
    if one.count is None or announced is None or announced.unanimous is not True:
        return
    if one.count.unanimous or one.is_confirmed(*_COUNTS):
        return
    yield one.warning(
        "announced-unanimity-differs",
        f"L'unanimité a été annoncée, mais on compte {_parts(one.count)}. Le procès-verbal suit "
        "les nombres : écoutez le passage et confirmez-les.",
        *_COUNTS,
        ItemField.OUTCOME,
    )


def check_announced_majority(one: ItemCase) -> Iterator[Alert]:
    """A majority that was announced leaves somebody against or abstaining."""
    announced = one.item.ballot.announced if one.item.ballot else None
    if one.count is None or announced is None or announced.unanimous is not False:
        return
    if one.count.against or one.count.abstentions or one.is_confirmed(*_COUNTS):
        return
    yield one.warning(
        "announced-majority-differs",
        "La majorité a été annoncée, mais ni voix contre ni abstention ne sont notées. Écoutez le "
        "passage et complétez les nombres.",
        *_COUNTS,
        ItemField.OUTCOME,
    )


def check_narrow_result(one: ItemCase) -> Iterator[Alert]:
    """A result that one voter more or less would change, unless its votes in favour were said."""
    ballot, count = one.item.ballot, one.count
    if ballot is None or count is None or one.is_confirmed(*_COUNTS):
        return
    announced = ballot.announced
    if announced is not None and announced.in_favour == count.in_favour:
        return
    unannounced = count.outcome is Outcome.REJECTED and (
        announced is None or announced.outcome is not Outcome.REJECTED
    )
    if unannounced or abs(count.in_favour - count.against) <= 1:
        yield one.warning(
            "narrow-result",
            f"Le résultat ({_parts(count)}) tient à une voix, ou n'a pas été annoncé tel quel. "
            "Écoutez le passage et vérifiez les nombres et les présents.",
            *_COUNTS,
            ItemField.OUTCOME,
        )


def check_announced_numbers(one: ItemCase) -> Iterator[Alert]:
    """What was announced is what is computed."""
    ballot, count = one.item.ballot, one.count
    if ballot is None or ballot.announced is None or count is None or one.is_confirmed(*_COUNTS):
        return
    said = ballot.announced
    pairs = (
        ("pour", said.in_favour, count.in_favour, ()),
        ("contre", said.against, count.against, ballot.against_names),
        ("abstention", said.abstentions, count.abstentions, ballot.abstention_names),
    )
    for word, heard, computed, names in pairs:
        # Where members carry several votes, the heads of those named may be what was said.
        if heard is None or heard == computed or (names and heard == len(names)):
            continue
        yield one.warning(
            "announced-numbers-differ",
            f"Le nombre annoncé ({word} : {heard}) n'est pas celui du calcul, {computed} sur "
            f"{count.voters_weight} voix. Écoutez le passage : présences, pouvoirs ou nombres "
            "sont à corriger.",
            *_COUNTS,
            ItemField.OUTCOME,
        )


def check_announced_outcome(one: ItemCase) -> Iterator[Alert]:
    """What was announced as adopted is."""
    announced = one.item.ballot.announced if one.item.ballot else None
    if one.count is None or one.count.outcome is None or announced is None:
        return
    voted = {Outcome.ADOPTED, Outcome.REJECTED}
    if announced.outcome in voted and announced.outcome is not one.count.outcome:
        yield one.blocking(
            "announced-outcome-differs",
            f"Le point a été annoncé {announced.outcome}, mais {_parts(one.count)} donnent : "
            f"{one.count.outcome} ({one.case.rules.casting_article}). Écoutez le passage et "
            "corrigez les nombres.",
            *_COUNTS,
            ItemField.OUTCOME,
        )


def check_tie(one: ItemCase) -> Iterator[Alert]:
    """A tie of an open ballot is decided by the vote of whoever presides (L. 2121-20)."""
    if one.count is None or one.count.outcome is not None:
        return
    if one.case.rules.casting_vote is None:
        text = (
            "Partage égal des voix : les statuts du syndicat disent si la voix du président est "
            "prépondérante. Indiquez-le à l'étape Séance."
        )
    else:
        text = (
            "Partage égal des voix : celle du président de séance l'emporte "
            f"({one.case.rules.casting_article}). Indiquez le sens de son vote, à l'étape Faits."
        )
    yield one.blocking("tie-undecided", text, *_COUNTS, ItemField.CHAIR_CHOICE)


def check_names_match_numbers(one: ItemCase) -> Iterator[Alert]:
    """The voters named are as many as the numbers say, proxies allowed for."""
    ballot = one.item.ballot
    if ballot is None or ballot.mode is not BallotMode.ORDINARY:
        return
    sides = (
        ("contre", ballot.against, ballot.against_names, ItemField.AGAINST_NAMES),
        ("abstention", ballot.abstentions, ballot.abstention_names, ItemField.ABSTENTION_NAMES),
    )
    for word, number, names, field in sides:
        if number is None or not names:
            continue
        least, most = _votes_of(one, names)
        with_proxies = f", {most} avec les pouvoirs" if most > least else ""
        if not least <= number <= most:
            yield one.warning(
                "names-differ-from-number",
                f"Les noms ne font pas le nombre : {number} voix ({word}) sont notées, et "
                f"les noms cités ({few(names)}) en portent {least}{with_proxies}. Complétez les "
                "noms ou corrigez le nombre.",
                field,
                *_COUNTS,
            )


def check_named_voters(one: ItemCase) -> Iterator[Alert]:
    """A voter named may vote, and votes once."""
    ballot, voters = one.item.ballot, one.voters
    if ballot is None or voters is None:
        return
    named = [*ballot.against_names, *ballot.abstention_names]
    named += [name for name, _ in ballot.voters_by_name if name not in named]
    for name in dict.fromkeys(named):
        if name not in voters.names:
            yield one.blocking(
                "voter-not-entitled",
                f"Un vote de {name} est noté, mais ce membre n'est ni présent ni représenté, ou "
                "ne prend pas part à ce point. Corrigez le nom ou la présence.",
                ItemField.AGAINST_NAMES,
                ItemField.ABSTENTION_NAMES,
                ItemField.NOT_PARTICIPATING,
            )
    for name in _voting_twice(ballot):
        yield one.blocking(
            "voter-named-twice",
            f"Deux votes de sens différents sont notés pour {name}. Écoutez le passage et "
            "gardez le bon.",
            ItemField.AGAINST_NAMES,
            ItemField.ABSTENTION_NAMES,
        )


def check_report(one: ItemCase) -> Iterator[Alert]:
    """M7: deliberations, and the reports in view of which they were adopted (L. 2121-15)."""
    if one.is_voted and one.item.rapporteur is None:
        yield one.warning(
            "report-missing",
            "Le rapporteur de ce point n'est pas connu, or le procès-verbal mentionne le rapport "
            "au vu duquel la délibération est adoptée (CGCT, art. L. 2121-15). Indiquez-le.",
            ItemField.RAPPORTEUR,
        )


def check_outcome_known(one: ItemCase) -> Iterator[Alert]:
    """M7: what became of every item, rejected ones included (L. 2121-25)."""
    item = one.item
    named = is_nomination(item)
    settled = one.is_voted or named or item.outcome is not None
    if not settled and item.kind is not ItemKind.INFORMATION:
        yield one.warning(
            "outcome-unknown",
            "Ni vote ni décision n'ont été trouvés pour ce point, or le procès-verbal porte les "
            "délibérations (CGCT, art. L. 2121-15). Indiquez son sort : voté, dont il est pris "
            "acte, ajourné ou retiré.",
            ItemField.OUTCOME,
        )


def check_vote_on_what_is_not_voted(one: ItemCase) -> Iterator[Alert]:
    """An item noted, postponed, withdrawn or for information carries no vote."""
    noted = one.item.outcome in _WITHOUT_VOTE
    if one.is_voted and (noted or one.item.kind is ItemKind.INFORMATION):
        sort = str(one.item.outcome) if noted else "pour information"
        yield one.warning(
            "vote-on-unvoted-item",
            f"Un vote est noté pour un point « {sort} ». Une prise d'acte n'est pas un vote : "
            "gardez l'un ou l'autre.",
            ItemField.OUTCOME,
            ItemField.MODE,
        )


def check_sundry(one: ItemCase) -> Iterator[Alert]:
    """No decision under "questions diverses" (CE, 29 September 1982, Richert)."""
    if one.is_voted and fold(one.item.title).strip(" .:") in _SUNDRY:
        yield one.warning(
            "vote-under-sundry",
            "Un vote est noté sous les questions diverses : seules des questions mineures peuvent "
            "y être traitées (CE, 29 septembre 1982, Richert). Créez un point si la question "
            "figurait à l'ordre du jour.",
            ItemField.MODE,
        )


ITEM_CHECKS: tuple[ItemCheck, ...] = (
    check_votes_fit_voters,
    check_votes_complete,
    check_votes_add_up,
    check_announced_unanimity,
    check_announced_majority,
    check_narrow_result,
    check_announced_numbers,
    check_announced_outcome,
    check_tie,
    check_names_match_numbers,
    check_named_voters,
    check_report,
    check_outcome_known,
    check_vote_on_what_is_not_voted,
    check_sundry,
)


def _numbers(ballot: Ballot) -> tuple[int, int, int]:
    """Return the numbers given, unknown ones as 0."""
    return (ballot.against or 0, ballot.abstentions or 0, ballot.in_favour or 0)


def _parts(count: VoteCount) -> str:
    abstentions = counted(count.abstentions, "abstention")
    return f"{count.in_favour} pour, {count.against} contre, {abstentions}"


def _votes_of(one: ItemCase, names: tuple[MemberName, ...]) -> tuple[int, int]:
    """Return the votes of members named: their own, and with the proxies they may use."""
    meeting, voters = one.case.meeting, one.voters
    own = weight_of(meeting, names)
    held = [p.giver for p in voters.proxies if p.holder in names] if voters else []
    return own, own + weight_of(meeting, [giver for giver in held if giver not in names])


def _voting_twice(ballot: Ballot) -> list[MemberName]:
    """Return the members named in more than one sense."""
    senses: dict[MemberName, set[Choice]] = {}
    for name in ballot.against_names:
        senses.setdefault(name, set()).add(Choice.AGAINST)
    for name in ballot.abstention_names:
        senses.setdefault(name, set()).add(Choice.ABSTENTION)
    for name, choice in ballot.voters_by_name:
        senses.setdefault(name, set()).add(choice)
    return [name for name, chosen in senses.items() if len(chosen) > 1]
