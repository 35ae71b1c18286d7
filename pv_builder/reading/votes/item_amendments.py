"""The amendments of an item that were put to the vote, as they were heard.

An amendment is proposed only where its result was announced: a vote that was merely spoken of is
left to a person. Its text is never read from speech, and its author only where the vote names one.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pv_builder import facts
from pv_builder.evidence import Alert, Evidence, Severity
from pv_builder.law.amendments import put_to_vote
from pv_builder.law.majority import count_votes
from pv_builder.meeting import Amendment, BallotMode, Item, Meeting, MemberName
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.scene import Scene
from pv_builder.reading.votes.said_votes import HeardVote
from pv_builder.reading.votes.settling import settle
from pv_builder.reading.votes.vote_round import Round

_AUTHOR_WITHIN = 4
"""Words between "amendement" and its author's name: "de monsieur", "présenté par madame"."""
_LEAST_SCORE = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardAmendments:
    """The amendments of one item, why they are believed and what is in doubt."""

    amendments: tuple[Amendment, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    alerts: tuple[Alert, ...] = ()


def read_amendments(
    scene: Scene, meeting: Meeting, item: Item, rounds: Iterable[Round]
) -> HeardAmendments:
    """Return the amendments among the votes heard on an item."""
    decided = [vote for vote in rounds if vote.amendment and vote.outcome is not None]
    amendments, evidence, alerts = [], [], []
    for number, vote in enumerate(decided, start=1):
        moved = replace(_amendment(scene, meeting, item, vote), number=number)
        key = facts.amendment(item.mark, number)
        span = (vote.first, vote.last)
        amendments.append(moved)
        score = max(_LEAST_SCORE, vote.result_score * (1.0 if vote.asked else 0.5))
        evidence.append(scene.evidence(key, "amendments.result", score, span))
        alerts += _contradiction(scene, meeting, item, moved, vote)
    return HeardAmendments(
        amendments=tuple(amendments), evidence=tuple(evidence), alerts=tuple(alerts)
    )


def _amendment(scene: Scene, meeting: Meeting, item: Item, vote: Round) -> Amendment:
    voted = put_to_vote(meeting, item, Amendment(text=""))
    heard = HeardVote(mode=BallotMode.ORDINARY, final=vote, rounds=(vote,))
    ballot = settle(scene, meeting, voted, heard).ballot
    return Amendment(text="", author=_author(scene, vote), ballot=ballot)


def _author(scene: Scene, vote: Round) -> MemberName | None:
    """Return the one member whom the words of the vote call its author: "l'amendement de X"."""
    named = {
        mention.member
        for event in scene.cues.of(Cue.AMENDMENT, first=max(0, vote.first - 2), last=vote.last)
        for mention in scene.mentions_in(event.last, event.last + _AUTHOR_WITHIN)
        if mention.member is not None and mention.firm
    }
    return named.pop() if len(named) == 1 else None


def _contradiction(
    scene: Scene, meeting: Meeting, item: Item, moved: Amendment, vote: Round
) -> list[Alert]:
    """Return the alert that the numbers give another result than the one announced."""
    count = count_votes(meeting, put_to_vote(meeting, item, moved))
    if count is None or count.outcome is vote.outcome:
        return []
    return [
        Alert(
            code="amendment-result-contradicted",
            severity=Severity.WARNING,
            text=(
                f"Un amendement a été annoncé {vote.outcome}, mais les nombres entendus donnent "
                "un autre résultat. Écoutez le passage et corrigez les nombres."
            ),
            item=item.mark,
            excerpts=(scene.interval(vote.first, vote.last),),
        )
    ]
