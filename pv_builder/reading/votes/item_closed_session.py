"""The vote that decides whether an item is examined in closed session, as it was heard.

CGCT art. L. 2121-18, L. 5211-11. A vote is proposed only where its result was announced, or where
the public is asked to leave after it. Who asked is proposed where the words tell: the chair who
proposes it, or members named in the request; their number alone names nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pv_builder import facts
from pv_builder.evidence import Alert, Evidence, Severity
from pv_builder.facts import ItemField
from pv_builder.law.ballots import count_closed_session
from pv_builder.meeting import Ballot, BallotMode, Item, ItemKind, Meeting, MemberName, Outcome
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.scene import Scene
from pv_builder.reading.votes.said_votes import HeardVote
from pv_builder.reading.votes.settling import settle
from pv_builder.reading.votes.vote_round import Round
from pv_builder.reading.words.heard import has_word
from pv_builder.reading.words.names import NameForm

_REQUEST_BEFORE = 60
_DECIDED_AFTER = 20
_LEAVES_AFTER = 60
_LEAST_SCORE = 0.3
_TOLD_BY_LEAVING = 0.5
"""Nobody announced a result; the public was asked to leave."""

_ASK = ("demand", "propos", "souhait", "sollicit", "réclam", "requ")
"""Beginnings of what asks for a closed session."""
_ASKS_NOTHING = frozenset({"propos"})
"""Of "à propos du huis clos"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardClosedSession:
    """The vote on the closed session of one item, why it is believed and what is in doubt."""

    ballot: Ballot | None = None
    evidence: tuple[Evidence, ...] = ()
    alerts: tuple[Alert, ...] = ()


def read_closed_session(
    scene: Scene, meeting: Meeting, item: Item, rounds: Iterable[Round]
) -> HeardClosedSession:
    """Return the vote on a closed session among the votes heard on an item, the last of several."""
    votes = [_with_outcome(scene, vote) for vote in rounds if vote.closed_session]
    decided = [vote for vote in votes if vote.outcome is not None]
    if not decided:
        return HeardClosedSession()
    vote = decided[-1]
    voted = replace(item, kind=ItemKind.ORDINARY, amendments=(), rounds=(), sole_candidate=None)
    heard = HeardVote(mode=BallotMode.ORDINARY, final=vote, rounds=(vote,))
    ballot = settle(scene, meeting, voted, heard).ballot or Ballot()
    requesters, asked = _requesters(scene, meeting, vote)
    ballot = replace(ballot, requested_by=requesters)
    key = facts.item(item.mark, ItemField.CLOSED_SESSION_BALLOT)
    score = max(_LEAST_SCORE, vote.result_score * (1.0 if vote.asked else 0.5))
    proof = scene.evidence(key, "closed_session.vote", score, *asked, (vote.first, vote.last))
    told = _contradiction(scene, meeting, replace(item, closed_session_ballot=ballot), vote)
    return HeardClosedSession(ballot=ballot, evidence=(proof,), alerts=tuple(told))


def _with_outcome(scene: Scene, vote: Round) -> Round:
    """Return a vote with its result: as it was announced, or as the doors tell."""
    first, last = max(0, vote.first - 1), vote.last + _DECIDED_AFTER
    refused = scene.cues.of(Cue.DOORS_REFUSED, first=first, last=last)
    if refused:
        return replace(vote, outcome=Outcome.REJECTED, result_score=refused[-1].score)
    if vote.outcome is not None:
        return vote
    decided = scene.cues.of(Cue.DOORS_DECIDED, first=first, last=last)
    if decided:
        return replace(vote, outcome=Outcome.ADOPTED, result_score=decided[-1].score)
    leaving = scene.cues.of(Cue.DOORS_CLOSE, first=vote.first, last=vote.last + _LEAVES_AFTER)
    if vote.asked and leaving:
        return replace(vote, outcome=Outcome.ADOPTED, result_score=_TOLD_BY_LEAVING)
    return vote


def _requesters(
    scene: Scene, meeting: Meeting, vote: Round
) -> tuple[tuple[MemberName, ...], list[tuple[int, int]]]:
    """Return who asked for the closed session and where: the chair, or the members named."""
    start = max(0, vote.first - _REQUEST_BEFORE)
    for event in reversed(scene.cues.of(Cue.CLOSED_DOORS, first=start, last=vote.last)):
        span = (scene.heard.sentence_start(event.first), scene.heard.sentence_end(event.first))
        if not _asks(scene, span):
            continue
        names = _named(scene, span)
        speaker = scene.voice(event.first)
        by_chair = speaker is None or speaker[0] == meeting.chair
        if speaker is not None and (not names or not by_chair) and _in_first_person(scene, span):
            names = tuple(dict.fromkeys((speaker[0], *names)))
        if names:
            return names, [span]
    return (), []


def _asks(scene: Scene, span: tuple[int, int]) -> bool:
    tokens = scene.heard.tokens[span[0] : span[1]]
    return any(t.text.startswith(_ASK) and t.text not in _ASKS_NOTHING for t in tokens)


def _in_first_person(scene: Scene, span: tuple[int, int]) -> bool:
    """Whether a speaker asks for himself: "je demande", "nous demandons"; not "trois d'entre nous".

    A number of members tells that others ask, who are not all known by their voices.
    """
    tokens = scene.heard.tokens[span[0] : span[1]]
    counted = any(token.value is not None and token.value > 1 for token in tokens)
    return not counted and has_word(tokens, {"je", "nous", "j"})


def _named(scene: Scene, span: tuple[int, int]) -> tuple[MemberName, ...]:
    found = (
        mention.member
        for mention in scene.mentions_in(*span)
        if mention.firm and mention.form is not NameForm.FUNCTION and mention.member is not None
    )
    return tuple(dict.fromkeys(found))


def _contradiction(scene: Scene, meeting: Meeting, item: Item, vote: Round) -> list[Alert]:
    """Return the alert that the numbers decide otherwise than was announced.

    The majority is that of the members present or represented, not of the votes cast.
    """
    counted = count_closed_session(meeting, item)
    if counted is None or counted.vote.decided is (vote.outcome is Outcome.ADOPTED):
        return []
    told = "décidé" if vote.outcome is Outcome.ADOPTED else "refusé"
    return [
        Alert(
            code="closed-session-result-contradicted",
            severity=Severity.WARNING,
            text=(
                f"Le huis clos a été annoncé {told}, mais les nombres entendus donnent un autre "
                f"résultat : il faut {counted.vote.needed} voix, soit la majorité absolue des "
                "membres présents ou représentés. Écoutez le passage et corrigez les nombres."
            ),
            item=item.mark,
            excerpts=(scene.interval(vote.first, vote.last),),
        )
    ]
