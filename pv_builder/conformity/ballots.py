"""Checks of how it was voted: kinds of ballot, closed sessions, accounts, interested members."""

import re
from collections.abc import Iterator

from core.folding import fold
from pv_builder.conformity.case import ItemCase, ItemCheck
from pv_builder.evidence import Alert
from pv_builder.facts import ItemField
from pv_builder.language.typography import counted, few, ordinal
from pv_builder.law.amendments import count_amendment
from pv_builder.law.assemblies import is_remote
from pv_builder.law.ballots import count_closed_session, is_on_request, requesters_needed
from pv_builder.law.nominations import CountedRound, counted_rounds, votes_cast
from pv_builder.law.voters import executive, whose_accounts
from pv_builder.meeting import Assembly, BallotMode, ItemKind, MemberName
from pv_builder.papers import NominationRound, PaperForm

_NAMES = (ItemField.AGAINST_NAMES, ItemField.ABSTENTION_NAMES)
_BALLOTS_FR = {BallotMode.PUBLIC: "scrutin public", BallotMode.SECRET: "scrutin secret"}

_IN_PROPORTION = re.compile(r"\b(?:appels? d'offres|delegations? de services? publics?)\b")
_SOCIAL = re.compile(r"\b(?:action sociale|ccas)\b")
"""What the folded titles name of bodies whose members are elected in proportion."""


_FORMER = "Si ce sont les comptes d'un prédécesseur, dites-le à l'étape Séance."


def check_secret_ballot(one: ItemCase) -> Iterator[Alert]:
    """M9: a secret ballot names nobody (L. 2121-21)."""
    ballot = one.item.ballot
    if ballot is None or ballot.mode is not BallotMode.SECRET:
        return
    if ballot.against_names or ballot.abstention_names or ballot.voters_by_name:
        yield one.blocking(
            "secret-ballot-with-names",
            "Des votes sont attribués à des membres dans un scrutin secret. Retirez les noms, "
            f"même s'ils ont été dits en séance ({one.case.rules.ballot_article}).",
            *_NAMES,
        )


def check_public_ballot(one: ItemCase) -> Iterator[Alert]:
    """M9: a public ballot gives each voter's name and sense of vote (L. 2121-15, L. 2121-21)."""
    ballot = one.item.ballot
    if ballot is None or ballot.mode is not BallotMode.PUBLIC:
        return
    named = {name for name, _ in ballot.voters_by_name}
    missing = [n for n in (one.voters.names if one.voters else ()) if n not in named]
    if not named or missing:
        whom = f" Il manque {few(missing)}." if named else ""
        yield one.blocking(
            "public-ballot-without-names",
            "Au scrutin public, le procès-verbal porte le nom de chaque votant et le sens de son "
            f"vote, pouvoirs compris ({one.case.rules.ballot_article}).{whom} Complétez-les.",
            ItemField.MODE,
        )


def check_requesters(one: ItemCase) -> Iterator[Alert]:
    """M8: who asked for a particular ballot, and whether they were enough (L. 2121-21)."""
    ballot, rules = one.item.ballot, one.case.rules
    if ballot is None or not is_on_request(one.item):
        return
    shares = {
        BallotMode.PUBLIC: rules.public_ballot_share,
        BallotMode.SECRET: rules.secret_ballot_share,
    }
    share = shares.get(ballot.mode)
    state = one.state
    if share is None or state.unknown:
        return
    if not ballot.requested_by and ballot.mode is BallotMode.PUBLIC and is_remote(one.case.meeting):
        return
    if not ballot.requested_by:
        yield one.warning(
            "ballot-request-unknown",
            f"Le point a été voté au {_BALLOTS_FR[ballot.mode]} sans que la demande ait été "
            "relevée, or le procès-verbal mentionne les demandes de scrutin particulier (CGCT, "
            "art. L. 2121-15). Indiquez qui l'a demandé, à l'étape Faits.",
            ItemField.MODE,
        )
        return
    needed = requesters_needed(len(state.present), share)
    if len(ballot.requested_by) < needed:
        yield one.warning(
            "too-few-requesters",
            f"Le {_BALLOTS_FR[ballot.mode]} se demande à {needed} au moins des "
            f"{len(state.present)} membres présents ({rules.ballot_article}) ; "
            f"sont notés : {few(ballot.requested_by)}. "
            "Complétez leurs noms, ou notez la demande comme non recevable.",
            ItemField.MODE,
        )


def check_nomination(one: ItemCase) -> Iterator[Alert]:
    """Nominations are by secret ballot, unless the assembly is unanimous (L. 2121-21)."""
    ballot = one.item.ballot
    open_vote = ballot is not None and ballot.mode in {BallotMode.ORDINARY, BallotMode.PUBLIC}
    if one.item.kind is ItemKind.NOMINATION and open_vote:
        yield one.warning(
            "nomination-not-secret",
            "Une nomination se vote au scrutin secret, sauf si l'assemblée décide à l'unanimité "
            f"de ne pas y procéder ({one.case.rules.ballot_article}). Vérifiez que cette décision "
            "a été prise et figure au procès-verbal.",
            ItemField.MODE,
        )


def check_nomination_rounds(one: ItemCase) -> Iterator[Alert]:
    """A nomination ends with somebody elected; on equal votes in the third round, the eldest."""
    rounds = one.item.rounds
    if not rounds:
        return
    last = counted_rounds(rounds)[-1]
    if not last.count.open_seats:
        return
    if last.count.tied:
        yield one.blocking("nomination-tie", _tie(one, last), ItemField.OUTCOME)
    else:
        left = counted(last.count.open_seats, "siège reste", "sièges restent")
        told = "Personne n'est élu" if last.count.winner is None else f"{left} à pourvoir"
        yield one.warning(
            "nomination-unfinished",
            f"{told} après {counted(last.rank, 'tour')}. Ajoutez le tour suivant, s'il a eu lieu.",
            ItemField.OUTCOME,
        )


def _tie(one: ItemCase, last: CountedRound) -> str:
    """Return what the age of the candidates decides, and by which article."""
    tied = _candidates(last.papers, last.count.tied)
    if last.papers.form is PaperForm.PROPORTIONAL:
        return (
            f"Égalité pour le dernier siège entre {tied} : il va à la liste du candidat le plus "
            "âgé (CGCT, art. D. 1411-4 ; CASF, art. R. 123-8). Indiquez laquelle."
        )
    where = "au troisième tour" if last.papers.form is PaperForm.ONE_NAME else "de voix"
    return (
        f"Égalité {where} entre {tied} : le plus âgé est élu ({one.case.rules.ballot_article}). "
        "Indiquez qui est le plus âgé."
    )


def check_nomination_papers(one: ItemCase) -> Iterator[Alert]:
    """No round has more papers than voters (L. 2121-20): a paper too many voids the round."""
    if one.voters is None:
        return
    for number, ballot in enumerate(counted_rounds(one.item.rounds), start=1):
        papers = ballot.count.papers
        if papers > one.voters.weight:
            yield one.blocking(
                "nomination-too-many-papers",
                f"Le {ordinal(number)} tour compte {counted(papers, 'bulletin')} pour "
                f"{counted(one.voters.weight, 'votant')} ({one.case.rules.ballot_article}). "
                "Corrigez les voix, les bulletins blancs et les bulletins nuls.",
                ItemField.OUTCOME,
            )


def check_names_of_papers(one: ItemCase) -> Iterator[Alert]:
    """Nobody has more votes than there are papers, however many names each carries."""
    for ballot in one.item.rounds:
        if ballot.form is not PaperForm.SEVERAL_NAMES:
            continue
        papers, votes = votes_cast(ballot), [votes for _, votes in ballot.votes]
        if max(votes, default=0) > papers or sum(votes) > papers * ballot.seats:
            yield one.blocking(
                "nomination-too-many-names",
                f"Les voix dépassent ce que portent {counted(papers, 'bulletin valable')} pour "
                f"{counted(ballot.seats, 'siège')} ({one.case.rules.ballot_article}). Corrigez les "
                "voix, ou le nombre de bulletins et de sièges.",
                ItemField.OUTCOME,
            )


def check_lists_in_proportion(one: ItemCase) -> Iterator[Alert]:
    """Lists for these seats share them (D. 1411-3; CASF R. 123-8): no majority takes them all."""
    if not _is_in_proportion(one):
        return
    for ballot in one.item.rounds:
        lists = [name for name, _ in ballot.votes if fold(name).startswith("liste")]
        if ballot.form is PaperForm.ONE_NAME and len(lists) > 1:
            yield one.warning(
                "nomination-lists-shared",
                "Ces sièges se répartissent entre les listes à la représentation proportionnelle "
                "(CGCT, art. D. 1411-3 ; CASF, art. R. 123-8). Dites dans ce tour de scrutin que "
                "chaque bulletin porte une liste, et combien de sièges sont à pourvoir.",
                ItemField.OUTCOME,
            )


def _is_in_proportion(one: ItemCase) -> bool:
    """Whether the title names a body whose lists share its seats.

    A community elects its part of an intercommunal social centre by majority (CASF R. 123-29).
    """
    title = fold(one.item.title)
    of_commune = one.case.meeting.assembly is Assembly.COMMUNE and "intercommunal" not in title
    return bool(_IN_PROPORTION.search(title) or (of_commune and _SOCIAL.search(title)))


def check_amendments(one: ItemCase) -> Iterator[Alert]:
    """An amendment is voted before the text that it changes, and its result is given."""
    meeting, item = one.case.meeting, one.item
    for amendment in item.amendments:
        count = count_amendment(meeting, item, amendment)
        if count is None or count.outcome is None:
            mover = f" de {amendment.author}" if amendment.author else ""
            yield one.warning(
                "amendment-without-result",
                f"Le résultat du vote sur l'amendement{mover} n'est pas établi (CGCT, "
                "art. L. 2121-15). Indiquez les votes pour, contre et les abstentions.",
                ItemField.OUTCOME,
            )


def _candidates(ballot: NominationRound, leaders: tuple[str, ...]) -> str:
    return " et ".join(name for name, _ in ballot.votes if name in leaders)


def check_closed_session(one: ItemCase) -> Iterator[Alert]:
    """A closed session is voted, without debate (L. 2121-18)."""
    item, rules = one.item, one.case.rules
    if not item.closed_session:
        return
    if item.closed_session_ballot is None:
        yield one.warning(
            "closed-session-without-vote",
            "Ce point est examiné à huis clos, sans que le vote qui en décide ait été noté "
            f"({rules.closed_session_article}). Indiquez qui l'a demandé et le résultat du vote.",
            ItemField.START,
        )
        return
    counted_vote = count_closed_session(one.case.meeting, item)
    if counted_vote is not None and not counted_vote.vote.decided:
        yield one.blocking(
            "closed-session-refused",
            f"Le huis clos demande la majorité absolue des membres présents ou représentés, soit "
            f"{counted_vote.vote.needed} voix ; {counted_vote.count.in_favour} sont notées "
            f"({one.case.rules.closed_session_article}). La séance devait rester publique.",
            ItemField.START,
        )


def check_closed_session_requesters(one: ItemCase) -> Iterator[Alert]:
    """A closed session is asked for by the chair or by three or five members (L. 2121-18)."""
    ballot, needed = one.item.closed_session_ballot, one.case.rules.closed_session_requesters
    if ballot is None or needed is None or not ballot.requested_by:
        return
    chair = {one.case.meeting.chair, executive(one.case.meeting)}
    if len(ballot.requested_by) < needed and not chair & set(ballot.requested_by):
        yield one.warning(
            "closed-session-too-few-requesters",
            f"Le huis clos se demande par le président ou par {needed} membres "
            f"({one.case.rules.closed_session_article}) ; {few(ballot.requested_by)} seulement "
            "sont notés. Complétez leurs noms.",
            ItemField.START,
        )


def check_accounts_chair(one: ItemCase) -> Iterator[Alert]:
    """The assembly elects who presides the debate of the accounts (L. 2121-14)."""
    head = _executive_of_accounts(one)
    chair = one.item.chair or one.case.meeting.chair
    if head is not None and chair == head:
        yield one.warning(
            "accounts-chair-missing",
            f"Pour les comptes, l'assemblée élit un président de séance autre que {head} (CGCT, "
            f"art. L. 2121-14). Indiquez qui a présidé ce point. {_FORMER}",
            ItemField.CHAIR,
        )


def check_accounts_withdrawal(one: ItemCase) -> Iterator[Alert]:
    """The executive withdraws for the vote of the accounts (L. 2121-14)."""
    head = _executive_of_accounts(one)
    if head is None or head in one.item.not_participating:
        return
    if _is_present(one, head):
        yield one.warning(
            "accounts-withdrawal-unheard",
            f"Le retrait de {head} au moment du vote des comptes n'a pas été relevé. Il n'est pas "
            "compté parmi les votants (CGCT, art. L. 2121-14) : vérifiez qu'il s'est retiré. "
            f"{_FORMER}",
            ItemField.NOT_PARTICIPATING,
        )


def check_accounts_proxy(one: ItemCase) -> Iterator[Alert]:
    """The executive neither uses nor gives a proxy for the accounts (L. 2121-14)."""
    head = _executive_of_accounts(one)
    if head is None:
        return
    state = one.state
    for proxy in state.proxies:
        if head in {proxy.giver, proxy.holder}:
            yield one.warning(
                "accounts-proxy-unused",
                f"Le pouvoir de {proxy.giver} à {proxy.holder} n'est pas compté pour le vote des "
                "comptes (CGCT, art. L. 2121-14). Vérifiez que le nombre de votants annoncé n'en "
                "tient pas compte.",
                ItemField.NOT_PARTICIPATING,
            )


def check_item_chair(one: ItemCase) -> Iterator[Alert]:
    """M2: whoever presides an item is a member present (L. 2121-14)."""
    chair = one.item.chair
    if chair is not None and not _is_present(one, chair):
        yield one.warning(
            "item-chair-absent",
            f"{chair} préside ce point sans figurer parmi les présents. Corrigez le nom ou la "
            "présence (CGCT, art. L. 2121-14).",
            ItemField.CHAIR,
        )


ITEM_CHECKS: tuple[ItemCheck, ...] = (
    check_secret_ballot,
    check_public_ballot,
    check_requesters,
    check_nomination,
    check_nomination_rounds,
    check_nomination_papers,
    check_names_of_papers,
    check_lists_in_proportion,
    check_amendments,
    check_closed_session,
    check_closed_session_requesters,
    check_accounts_chair,
    check_accounts_withdrawal,
    check_accounts_proxy,
    check_item_chair,
)


def _executive_of_accounts(one: ItemCase) -> MemberName | None:
    """Return whose accounts are voted; None for any other item."""
    return whose_accounts(one.case.meeting, one.item) if one.is_voted else None


def _is_present(one: ItemCase, name: MemberName) -> bool:
    return name in one.state.present
