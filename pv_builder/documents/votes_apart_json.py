"""The votes of an item other than its own, as further keys of its entry in `pv.json`.

The keys stand only where there is something to say: amendments, rounds of a nomination, its only
candidate, the vote on a closed session.
"""

from pv_builder import facts
from pv_builder.evidence import FactKey
from pv_builder.facts import ItemField
from pv_builder.law.amendments import count_amendment
from pv_builder.law.ballots import count_closed_session
from pv_builder.law.majority import VoteCount
from pv_builder.law.nominations import (
    CountedRound,
    RoundCount,
    counted_rounds,
    is_nomination,
    nominees,
)
from pv_builder.meeting import Amendment, BallotMode, Item, Meeting
from pv_builder.papers import NominationRound, PaperForm

Data = dict[str, object]


def votes_apart(meeting: Meeting, item: Item) -> Data:
    """Return the further keys of an item, none for most."""
    data: Data = {}
    if item.amendments:
        data["amendements"] = [_amendment(meeting, item, one) for one in item.amendments]
    if item.rounds:
        data["tours"] = [_round(one) for one in counted_rounds(item.rounds)]
    if item.sole_candidate:
        data["candidature_unique"] = item.sole_candidate
    if is_nomination(item):
        names = nominees(item)
        data["elu"] = names[0] if len(names) == 1 else None
        data["elus"] = list(names)
    if item.closed_session_ballot is not None:
        data["vote_huis_clos"] = _closed_session(meeting, item)
    return data


def figures(count: VoteCount | None) -> Data:
    """Return the numbers of a vote under the keys of an item; all None when not counted."""
    if count is None:
        return dict.fromkeys(("votants", "pour", "contre", "abstentions", "unanimite"))
    return {
        "votants": count.voters,
        "pour": count.in_favour,
        "contre": count.against,
        "abstentions": count.abstentions,
        "unanimite": count.unanimous,
    }


def _amendment(meeting: Meeting, item: Item, amendment: Amendment) -> Data:
    count = count_amendment(meeting, item, amendment)
    mode = amendment.ballot.mode if amendment.ballot else None
    return {
        "auteur": amendment.author,
        "texte": amendment.text or None,
        "mode": None if mode is BallotMode.NONE else mode,
        **figures(count),
        "resultat": count.outcome if count else None,
    }


def _round(one: CountedRound) -> Data:
    papers, count = one.papers, one.count
    return {
        "siege": one.seat,
        "tour": one.rank,
        "votants": count.papers,
        "blancs": papers.blank,
        "nuls": papers.void,
        "exprimes": count.cast,
        "majorite_absolue": count.majority,
        "voix": [{"candidat": name, "voix": votes} for name, votes in papers.votes],
        "elu": count.winner if papers.form is PaperForm.ONE_NAME else None,
        **_together(papers, count),
    }


def _together(papers: NominationRound, count: RoundCount) -> Data:
    """Return the further keys of a round that fills several seats together, none for most."""
    if papers.form is PaperForm.ONE_NAME:
        return {}
    data: Data = {
        "bulletins": papers.form,
        "sieges": papers.seats,
        "elus": list(count.winners),
        "sieges_restants": count.open_seats,
    }
    if papers.form is PaperForm.PROPORTIONAL:
        data["majorite_absolue"] = None
        data["repartition"] = [{"liste": name, "sieges": n} for name, n in count.shares]
    return data


def _closed_session(meeting: Meeting, item: Item) -> Data:
    counted = count_closed_session(meeting, item)
    ballot = item.closed_session_ballot
    return {
        "demande_par": list(ballot.requested_by) if ballot else [],
        **figures(counted.count if counted else None),
        "voix_requises": counted.vote.needed if counted else None,
        "decide": counted.vote.decided if counted else None,
    }


def pointers_of(item: Item, base: str) -> dict[FactKey, str]:
    """Return where these facts of an item stand, `base` being the pointer of its entry."""
    pointers = {
        facts.amendment(item.mark, one.number): f"{base}/amendements/{at}"
        for at, one in enumerate(item.amendments)
    }
    pointers |= {
        facts.nomination_round(item.mark, one.number): f"{base}/tours/{at}"
        for at, one in enumerate(item.rounds)
    }
    if item.sole_candidate:
        key = facts.item(item.mark, ItemField.SOLE_CANDIDATE)
        pointers[key] = f"{base}/candidature_unique"
    if item.closed_session_ballot is not None:
        key = facts.item(item.mark, ItemField.CLOSED_SESSION_BALLOT)
        pointers[key] = f"{base}/vote_huis_clos"
    return pointers
