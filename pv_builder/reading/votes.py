"""What was said of each vote: calls, counts, names, announced result.

Nothing is concluded here about who may vote: `pv_builder.reading.settling` compares what is
returned with the voters and decides which numbers stand.

Invariants:
- A number is a count that was said, or 0 where nobody answered a question that was asked.
- Of several votes on one item, the last one counts; the vote on an amendment or on a closed
  session is not the item's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pv_builder.meeting import BallotMode, Outcome
from pv_builder.reading.cue import Cue
from pv_builder.reading.cues import Event
from pv_builder.reading.named_votes import NamedVote, named_votes
from pv_builder.reading.scene import Scene
from pv_builder.reading.vote_counts import Count, counts_of
from pv_builder.reading.vote_events import ASKS, RESULTS, less_debated, votes_in
from pv_builder.reading.vote_subjects import on_amendment, on_closed_session
from pv_builder.reading.whole_phrases import best_by_sound

_ENDS = {
    Cue.TAKE_NOTE: Outcome.NOTED,
    Cue.NO_VOTE: Outcome.NOTED,
    Cue.POSTPONED: Outcome.POSTPONED,
    Cue.WITHDRAWN: Outcome.WITHDRAWN,
}
_OPPOSING = frozenset({Cue.ASK_AGAINST, Cue.ASK_ABSTENTION})
_RESULT_TOKENS = 30
_CALLED_BEFORE = 60
_ENDS_WITHIN = 60
_LEAST_LIKENESS = 0.7
_SECRET_PHRASES = ("vote à bulletin secret", "à bulletins secrets", "au scrutin secret")
_NOTED_PHRASES = (
    "assemblée prend acte",
    "conseil prend acte",
    "comité prend acte",
    "on prend acte",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One vote: from the call to the result.

    Attributes:
        first: first token of it.
        last: position after its last token.
        asked: whether "who is against" or "who abstains" was heard, or the vote was called.
        asked_until: position after the last of these questions.
        against: first count said of the votes against; None when none was.
        abstentions: the same.
        in_favour: the same.
        announced_against: count said with the result, when there is a second one.
        announced_abstentions: the same.
        unanimous: whether unanimity was announced.
        majority: whether a majority was announced.
        outcome: announced; None when no result was heard.
        amendment: whether it is about an amendment.
        closed_session: whether it is about sitting in closed session.
    """

    first: int
    last: int
    asked: bool
    asked_until: int = 0
    against: Count | None = None
    abstentions: Count | None = None
    in_favour: Count | None = None
    announced_against: Count | None = None
    announced_abstentions: Count | None = None
    unanimous: bool = False
    majority: bool = False
    outcome: Outcome | None = None
    result_score: float = 0.0
    amendment: bool = False
    closed_session: bool = False

    @property
    def is_apart(self) -> bool:
        """Whether it is about something else than the item."""
        return self.amendment or self.closed_session


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardVote:
    """All that was said of the vote of one item.

    Attributes:
        mode: BallotMode.NONE when the item ends without a vote.
        outcome: of an item that ends without a vote.
        final: the vote that counts; None without one.
        rounds: every vote heard, in order.
        blank: blank papers of a secret ballot.
        void: void papers of a secret ballot.
        papers: papers counted, or voters said, in a secret ballot.
        named: choices said by name in a public ballot.
        span: tokens of the vote, or of what ends the item.
    """

    mode: BallotMode | None = None
    outcome: Outcome | None = None
    final: Round | None = None
    rounds: tuple[Round, ...] = ()
    blank: Count | None = None
    void: Count | None = None
    papers: int | None = None
    named: tuple[NamedVote, ...] = ()
    mode_at: tuple[int, int] | None = None
    score: float = 0.0
    span: tuple[int, int] = field(default=(0, 0))


def read_vote(scene: Scene, first: int, last: int) -> HeardVote:
    """Return what was said of the vote of the item discussed in the tokens `first:last`."""
    rounds = tuple(_round(scene, group) for group in votes_in(scene, first, last))
    final = _final(rounds)
    ending = _ending(scene, first, last, final)
    if ending is not None:
        cue, outcome = ending
        return HeardVote(
            mode=BallotMode.NONE,
            outcome=outcome,
            rounds=rounds,
            score=cue.score,
            span=(cue.first, cue.last),
        )
    if final is None:
        return _noted_by_sound(scene, first, last) or HeardVote(rounds=rounds)
    mode, mode_at = _mode(scene, first, final)
    heard = HeardVote(
        mode=mode,
        final=final,
        rounds=rounds,
        mode_at=mode_at,
        score=_round_score(final),
        span=(final.first, final.last),
    )
    if mode is BallotMode.PUBLIC and mode_at is not None:
        return replace(heard, named=tuple(named_votes(scene, mode_at[1], final.last)))
    return _with_papers(scene, heard, final) if mode is BallotMode.SECRET else heard


def _noted_by_sound(scene: Scene, first: int, last: int) -> HeardVote | None:
    """Return that note is taken, in words that were not understood, at the end of an item."""
    start = max(first, last - _ENDS_WITHIN)
    match = best_by_sound(scene.heard.tokens, _NOTED_PHRASES, start, last, least=_LEAST_LIKENESS)
    if match is None:
        return None
    return HeardVote(
        mode=BallotMode.NONE,
        outcome=Outcome.NOTED,
        score=match.score,
        span=(match.first, match.last),
    )


def _final(rounds: Sequence[Round]) -> Round | None:
    """Return the vote that counts: the last one, but what was called outweighs a bare result."""
    voted = [r for r in rounds if not r.is_apart and (r.outcome is not None or _is_counted(r))]
    called = [r for r in voted if r.asked or _is_counted(r)]
    likeliest = called or voted
    return likeliest[-1] if likeliest else None


def _is_counted(vote: Round) -> bool:
    counted = vote.against or vote.abstentions or vote.in_favour
    return counted is not None and (vote.asked or vote.outcome is not None)


def _round_score(vote: Round) -> float:
    """Return how sure it is that a vote took place: two signs are needed (call and result)."""
    signs = 0.5 * vote.asked + 0.5 * (vote.outcome is not None)
    return signs * (vote.result_score or 1.0)


def _round(scene: Scene, group: Sequence[Event]) -> Round:
    """Return what the events of one vote say together."""
    results = [e for e in group if e.cue in RESULTS]
    last = max(e.last for e in group)
    outcome = _outcome(results)
    counts = counts_of(scene, group)
    against, abstentions = counts.against, counts.abstentions
    return Round(
        first=group[0].first,
        last=last,
        asked=any(e.cue in ASKS for e in group),
        asked_until=_asked_until(group),
        against=against[0] if against else None,
        abstentions=abstentions[0] if abstentions else None,
        in_favour=counts.in_favour[-1] if counts.in_favour else None,
        announced_against=against[-1] if len(against) > 1 else None,
        announced_abstentions=abstentions[-1] if len(abstentions) > 1 else None,
        unanimous=any(e.cue is Cue.UNANIMITY for e in results),
        majority=any(e.cue is Cue.MAJORITY for e in results),
        outcome=outcome,
        result_score=max((e.score for e in results), default=0.0),
        amendment=on_amendment(scene, group, results),
        closed_session=on_closed_session(scene, group, results),
    )


def _asked_until(group: Sequence[Event]) -> int:
    """Return where the questions end: "X et Y qui s'abstiennent" after them is an answer."""
    first_asked: dict[Cue, int] = {}
    for event in group:
        if event.cue in ASKS:
            first_asked.setdefault(event.cue, event.last)
    return max(first_asked.values(), default=group[0].first)


def _outcome(results: Sequence[Event]) -> Outcome | None:
    if not results:
        return None
    if any(e.cue is Cue.REJECTED for e in results):
        return Outcome.REJECTED
    return Outcome.ADOPTED


def _ending(
    scene: Scene, first: int, last: int, final: Round | None
) -> tuple[Event, Outcome] | None:
    """Return what ends the item without a vote, unless a vote comes after it.

    "Madame X ne vote pas" ends nothing when it is then asked who is against.
    """
    said = scene.cues.of(*ASKS, *_ENDS, first=first, last=last)
    endings = [e for e in less_debated(scene, said, first) if e.cue in _ENDS]
    if not endings:
        return None
    ending = endings[-1]
    noted = _ENDS[ending.cue] is Outcome.NOTED
    if noted and any(e.cue in _OPPOSING and e.first > ending.first for e in said):
        return None
    if final is not None:
        replaced = not noted and not final.unanimous
        if ending.first < final.last or not (replaced or not final.asked):
            return None
    return ending, _ENDS[ending.cue]


def _mode(scene: Scene, first: int, final: Round) -> tuple[BallotMode, tuple[int, int] | None]:
    """Return how the vote was taken: the last way asked for before the result."""
    asked = scene.cues.of(Cue.SECRET, Cue.PUBLIC, Cue.SHOW_OF_HANDS, first=first, last=final.last)
    if not asked:
        secret = _papers_beside(scene, final) or _secret_by_sound(scene, first, final)
        return (BallotMode.SECRET if secret else BallotMode.ORDINARY), secret
    span = (asked[-1].first, asked[-1].last)
    if asked[-1].cue is Cue.SECRET:
        return BallotMode.SECRET, span
    if asked[-1].cue is Cue.PUBLIC:
        return BallotMode.PUBLIC, span
    return BallotMode.ORDINARY, span


def _secret_by_sound(scene: Scene, first: int, final: Round) -> tuple[int, int] | None:
    """Return where a secret ballot is asked for in words that were not understood.

    Nobody is asked who is against in a secret ballot: a vote with that question is none.
    """
    if final.asked:
        return None
    start = max(first, final.first - _CALLED_BEFORE)
    tokens = scene.heard.tokens
    match = best_by_sound(tokens, _SECRET_PHRASES, start, final.first, least=_LEAST_LIKENESS)
    return (match.first, match.last) if match is not None else None


def _papers_beside(scene: Scene, final: Round) -> tuple[int, int] | None:
    """Return where ballot papers are spoken of beside a result that nobody was asked for.

    Blank papers exist in a secret ballot only: they tell the mode where its name was not heard.
    """
    if final.asked or final.in_favour is None or final.against is None:
        return None
    first, last = final.first - _RESULT_TOKENS, final.last + _RESULT_TOKENS
    said = scene.cues.of(Cue.PAPERS, first=max(0, first), last=last)
    return (said[0].first, said[0].last) if said else None


def _with_papers(scene: Scene, heard: HeardVote, final: Round) -> HeardVote:
    """Return a secret ballot with its papers: how many, blank, void."""
    first, last = final.first - _RESULT_TOKENS, final.last + _RESULT_TOKENS

    def count(cue: Cue) -> Count | None:
        events = [e for e in scene.cues.of(cue, first=first, last=last) if e.number is not None]
        if not events:
            return None
        event = events[-1]
        return Count(value=event.number, score=event.score, first=event.first, last=event.last)

    papers = count(Cue.COUNTED_PAPERS)
    return replace(
        heard,
        blank=count(Cue.BLANK),
        void=count(Cue.VOID),
        papers=papers.value if papers else None,
    )
