"""The French of votes: how they were taken, their results, who takes no part in them.

Every result is worded from a `VoteCount`; nothing here counts, and nothing is taken from speech.
"""

from collections.abc import Sequence
from dataclasses import replace

from pv_builder.language.typography import (
    NBSP,
    counted,
    elided,
    listed,
    number,
    quoted,
    typeset,
)
from pv_builder.law.amendments import is_amended
from pv_builder.law.ballots import ClosedSessionCount
from pv_builder.law.majority import VoteCount, Wording
from pv_builder.law.wording import UNKNOWN, agreed, assembly, capitalised, printed
from pv_builder.meeting import (
    Amendment,
    BallotMode,
    Item,
    ItemKind,
    Meeting,
    MemberName,
    Outcome,
)


def taking_no_part(members: Sequence[MemberName]) -> str:
    """Return the sentence of the members who take no part. CGCT art. L. 2131-11."""
    verb = "ne prend" if len(members) == 1 else "ne prennent"
    return f"{listed([printed(m) for m in members])} {verb} pas part au vote."


def ballot_mode(mode: BallotMode, requested_by: Sequence[MemberName]) -> str | None:
    """Return how the vote was taken where it is not by show of hands. CGCT art. L. 2121-21."""
    if mode not in (BallotMode.PUBLIC, BallotMode.SECRET):
        return None
    kind = "public" if mode is BallotMode.PUBLIC else "secret"
    names = listed([printed(m) for m in requested_by])
    asked = f", à la demande {elided('de', names)}" if names else ""
    return f"Il est procédé à un scrutin {kind}{asked}."


def decision(count: VoteCount, item: Item, meeting: Meeting) -> str | None:
    """Return the sentence of a result, None where no result follows from the numbers.

    CGCT art. L. 2121-20, L. 1612-12 (accounts). Abstentions are never passed over in silence, and
    nothing is said of "members present" where proxies are voted.
    """
    if count.wording is None:
        return None
    what = "le compte" if item.kind is ItemKind.ACCOUNTS else "la délibération"
    what += f" ainsi {_amended(item)}" if is_amended(meeting, item) else ""
    verb = "arrête" if item.kind is ItemKind.ACCOUNTS else "adopte"
    body = assembly(meeting)
    won = count.outcome is Outcome.ADOPTED
    act = f"{body} {verb} {what}" if won else f"{body} {elided('ne', verb)} pas {what}"
    reason, manner = _manner(count, item)
    start = reason or "Après en avoir délibéré"
    return f"{start}, {act}{manner}."


def _amended(item: Item) -> str:
    return "amendé" if item.kind is ItemKind.ACCOUNTS else "amendée"


def amendment_moved(amendment: Amendment, rank: int | None = None) -> str:
    """Return who moves an amendment and what it changes, as far as that is known.

    Args:
        amendment: as it was moved.
        rank: among several of the same item, None for the only one.
    """
    numbered = f" n°{NBSP}{rank}" if rank else ""
    said = quoted(amendment.text.rstrip(" .")) if amendment.text else f"texte {UNKNOWN}"
    mover = "auteur " + UNKNOWN if amendment.author is None else printed(amendment.author)
    return typeset(f"Amendement{numbered} ({mover}) : {said}.")


def amendment_decision(count: VoteCount, voted: Item, meeting: Meeting) -> str | None:
    """Return the result of an amendment, None where none follows from the numbers.

    Args:
        count: the vote on the amendment.
        voted: the item with the amendment's ballot (`amendments.put_to_vote`).
        meeting: the session.
    """
    if count.wording is None:
        return None
    won = count.outcome is Outcome.ADOPTED
    act = f"{assembly(meeting)} {'adopte' if won else 'n’adopte pas'} l’amendement"
    reason, how = _manner(count, voted)
    return f"{reason}, {act}{how}." if reason else f"{capitalised(act)}{how}."


def closed_session_asked(requesters: Sequence[MemberName]) -> str:
    """Return that the closed session is put to the vote, and at whose request. L. 2121-18."""
    names = listed([printed(member) for member in requesters])
    asked = f"À la demande {elided('de', names)}, l" if names else "L"
    return f"{asked}’examen de ce point à huis clos est mis aux voix."


def closed_session_decision(counted_vote: ClosedSessionCount, item: Item, meeting: Meeting) -> str:
    """Return what the vote on a closed session decides. CGCT art. L. 2121-18, L. 5211-11.

    The majority is that of the members present or represented, not of the votes cast.
    """
    count, vote = counted_vote.count, counted_vote.vote
    figures = vote_figures(count, replace(item, ballot=item.closed_session_ballot))
    body, of_members = capitalised(assembly(meeting)), "des membres présents ou représentés"
    if not vote.decided:
        return (
            f"{body} ne décide pas le huis clos ({figures}), la majorité absolue {of_members} "
            f"étant de {number(vote.needed)}{NBSP}voix."
        )
    if count.in_favour == counted_vote.entitled:
        return f"{body} décide le huis clos à l’unanimité {of_members}."
    return f"{body} décide le huis clos à la majorité absolue {of_members} ({figures})."


def manner(count: VoteCount, item: Item) -> str:
    """Return how a deliberation was carried, to follow the verb: "à l’unanimité"; may be empty."""
    return _manner(count, item)[1].strip(" ,")


def _manner(count: VoteCount, item: Item) -> tuple[str, str]:
    """Return the reason that replaces the usual beginning, if any, and how the vote was carried."""
    figures = f" ({vote_figures(count, item)})"
    casting = f", la voix {_of_chair(item)} étant prépondérante"
    won = count.outcome is Outcome.ADOPTED
    of_cast = f" à la majorité des suffrages exprimés{figures}" if won else figures
    manners: dict[Wording | None, tuple[str, str]] = {
        Wording.UNANIMOUS: ("", " à l’unanimité"),
        Wording.UNANIMOUS_OF_VOTERS: ("", " à l’unanimité des votants"),
        Wording.UNANIMOUS_OF_CAST: ("", f" à l’unanimité des suffrages exprimés{figures}"),
        Wording.MAJORITY: ("", of_cast),
        Wording.CASTING_VOTE: ("", f"{' à la majorité' if won else ''}{casting}{figures}"),
        Wording.TIE: ("Les voix étant également partagées", figures),
        Wording.NO_VOTE_CAST: ("Aucun suffrage n’étant exprimé", figures),
        Wording.NO_MAJORITY_AGAINST: _accounts_carried(count, figures),
        Wording.MAJORITY_AGAINST: ("Une majorité s’étant dégagée contre son adoption", figures),
    }
    return manners[count.wording]


def _accounts_carried(count: VoteCount, figures: str) -> tuple[str, str]:
    if count.against or not count.in_favour:
        return "Aucune majorité ne s’étant dégagée contre son adoption", figures
    if count.abstentions or count.void or count.refusals:
        return "", f" à l’unanimité des suffrages exprimés{figures}"
    return "", " à l’unanimité des votants"


def _of_chair(item: Item) -> str:
    if item.chair is None:
        return "du président de séance"
    return agreed(item.chair, "du président de séance", "de la présidente de séance")


def vote_figures(count: VoteCount, item: Item) -> str:
    """Return the numbers of a vote in one line: "17 pour, 3 contre, 2 abstentions"."""
    secret = item.ballot is not None and item.ballot.mode is BallotMode.SECRET
    neutral = ("bulletin blanc", "bulletins blancs") if secret else ("abstention", "abstentions")
    parts = [f"{number(count.in_favour)}{NBSP}pour"]
    if count.against:
        parts.append(f"{number(count.against)}{NBSP}contre")
    if count.abstentions:
        parts.append(counted(count.abstentions, *neutral))
    if count.void:
        parts.append(counted(count.void, "bulletin nul", "bulletins nuls"))
    if count.refusals:
        parts.append(counted(count.refusals, "refus de vote", "refus de vote"))
    return ", ".join(parts)


def without_vote(outcome: Outcome, meeting: Meeting) -> str | None:
    """Return what becomes of an item that is not voted on, None for an outcome that needs a vote.

    An assembly that takes note decides nothing: no vote is printed.
    """
    sentences = {
        Outcome.NOTED: f"{capitalised(assembly(meeting))} prend acte.",
        Outcome.POSTPONED: "L’examen de ce point est ajourné.",
        Outcome.WITHDRAWN: "Ce point est retiré de l’ordre du jour.",
    }
    return sentences.get(outcome)


def named_voters(label: str, members: Sequence[MemberName]) -> str:
    """Return the members who voted in one way: "Contre : M. A et Mme B"."""
    return f"{label}{NBSP}: {listed([printed(m) for m in members])}"
