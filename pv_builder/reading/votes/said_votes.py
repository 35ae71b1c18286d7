"""What was said of each vote: calls, counts, names, announced result.

Nothing is concluded here about who may vote: `pv_builder.reading.votes.settling` compares what is
returned with the voters and decides which numbers stand.

Invariants:
- A number is a count that was said, or 0 where nobody answered a question that was asked.
- Of several votes on one item, the last one counts; the vote on an amendment or on a closed
  session is not the item's.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass, field, replace

from pv_builder.meeting import BallotMode, ItemMark, MemberName, Outcome
from pv_builder.reading.phrases.cue import Cue
from pv_builder.reading.phrases.cues import PUT_OFF, Event
from pv_builder.reading.phrases.whole_phrases import best_by_sound
from pv_builder.reading.scene import Scene
from pv_builder.reading.votes.called_votes import called_votes
from pv_builder.reading.votes.named_votes import NamedVote, named_votes
from pv_builder.reading.votes.presiding_voices import presiding_in
from pv_builder.reading.votes.talked_rounds import talked_round
from pv_builder.reading.votes.vote_counts import Count, counts_of
from pv_builder.reading.votes.vote_events import ASKS, OPPOSING, RESULTS, less_debated, votes_in
from pv_builder.reading.votes.vote_round import Round
from pv_builder.reading.votes.vote_subjects import on_amendment, on_closed_session
from pv_builder.reading.votes.vote_talk import talks_in
from pv_builder.reading.words.heard import has_word

_ENDS = {
    Cue.TAKE_NOTE: Outcome.NOTED,
    Cue.NO_VOTE: Outcome.NOTED,
    Cue.POSTPONED: Outcome.POSTPONED,
    Cue.WITHDRAWN: Outcome.WITHDRAWN,
}
_RESULT_TOKENS = 30
_CALLED_BEFORE = 60
_ENDS_WITHIN = 60
_LEAST_LIKENESS = 0.7
_PUT_OFF_BEFORE = 40
_ASSENT_WITHIN = 20
_NUMBER_BEFORE = 3
_THAT_I = ("j", "en")
_MODES = {
    Cue.SECRET: BallotMode.SECRET,
    Cue.PUBLIC: BallotMode.PUBLIC,
    Cue.SHOW_OF_HANDS: BallotMode.ORDINARY,
}
_AT_ONCE = 60
"""Tokens between two demands that are one moment of the session: two or three sentences."""

_DECLINED_BEFORE = 5
_DECLINED = frozenset({"pas", "sans", "dispense", "dispenser", "renonce", "renoncer", "éviter"})
_SECRET_PHRASES = ("vote à bulletin secret", "à bulletins secrets", "au scrutin secret")
_NOTED_PHRASES = (
    "assemblée prend acte",
    "conseil prend acte",
    "comité prend acte",
    "on prend acte",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardVote:
    """All that was said of the vote of one item.

    Attributes:
        mode: BallotMode.NONE when the item ends without a vote.
        outcome: of an item that ends without a vote.
        final: the vote that counts, by its formulas; None without one.
        talked: the same vote as the talk around it tells it; None without one.
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
    talked: Round | None = None
    rounds: tuple[Round, ...] = ()
    blank: Count | None = None
    void: Count | None = None
    papers: int | None = None
    named: tuple[NamedVote, ...] = ()
    mode_at: tuple[int, int] | None = None
    score: float = 0.0
    span: tuple[int, int] = field(default=(0, 0))


def read_vote(scene: Scene, first: int, last: int, mark: ItemMark | None = None) -> HeardVote:
    """Return what was said of the vote of the item discussed in the tokens `first:last`.

    Args:
        scene: the session.
        first: where the item is opened.
        last: position after its last token.
        mark: of the item: what is said of another one's fate, by its number, is not of this one.
    """
    rounds = tuple(_round(scene, group) for group in votes_in(scene, first, last))
    final = _final(rounds)
    talked = _talked(scene, first, last, rounds)
    ending = _ending(scene, first, last, final or _counted(talked), mark)
    if ending is not None:
        cue, outcome = ending
        return HeardVote(
            mode=BallotMode.NONE,
            outcome=outcome,
            rounds=rounds,
            score=cue.score,
            span=(cue.first, cue.last),
        )
    voted = final or talked
    if voted is None:
        return _noted_by_sound(scene, first, last) or HeardVote(rounds=rounds)
    mode, mode_at = _mode(scene, first, voted)
    heard = HeardVote(
        mode=mode,
        final=final,
        talked=talked,
        rounds=rounds,
        mode_at=mode_at,
        score=_round_score(voted),
        span=(voted.first, voted.last),
    )
    if mode is not BallotMode.SECRET:
        return _with_roll(scene, heard, first, voted)
    return _with_papers(scene, heard, voted)


def _with_roll(scene: Scene, heard: HeardVote, first: int, voted: Round) -> HeardVote:
    """Return a vote with the choices of a public ballot, where the voters are called by name."""
    called = called_votes(scene, first, voted.last)
    named: tuple[NamedVote, ...] = ()
    if heard.mode is BallotMode.PUBLIC and heard.mode_at is not None:
        named = tuple(named_votes(scene, heard.mode_at[1], voted.last))
    if len(called) <= len(named):
        return replace(heard, named=named)
    span = heard.mode_at or (called[0].first, called[-1].last)
    return replace(heard, mode=BallotMode.PUBLIC, mode_at=span, named=called)


def _talked(scene: Scene, first: int, last: int, rounds: Sequence[Round]) -> Round | None:
    """Return the item's vote as it was talked through, none of those on something else."""
    doors = [one for one in rounds if one.closed_session]
    return talked_round(
        talk
        for talk in talks_in(scene, first, last)
        if not any(talk.first < one.last and one.first < talk.last for one in doors)
    )


def _counted(talked: Round | None) -> Round | None:
    """Return a vote that was talked through, where it was about a side or by all."""
    if talked is None:
        return None
    counted = talked.against or talked.abstentions or talked.in_favour
    return talked if counted is not None or talked.unanimous else None


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
        against=_first_told(against),
        abstentions=_first_told(abstentions),
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


def _first_told(counts: Sequence[Count]) -> Count | None:
    """Return the first count that tells something; "Abstentions" may be a question, unmarked."""
    told = [one for one in counts if one.value is not None or one.names or one.unnamed]
    return next(iter(told or counts), None)


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
    scene: Scene, first: int, last: int, final: Round | None, mark: ItemMark | None
) -> tuple[Event, Outcome] | None:
    """Return what ends the item without a vote, unless a vote comes after it.

    "Madame X ne vote pas" ends nothing when it is then asked who is against.
    """
    said = scene.cues.of(*ASKS, *_ENDS, first=first, last=last)
    presiding = presiding_in(scene, first, last)
    endings = [
        event
        for event in less_debated(scene, said, first, last)
        if event.cue in _ENDS
        and not (_is_one_s_own(scene, event, presiding) or _is_of_another(scene, event, mark))
    ]
    if not endings:
        return None
    ending = _put_off_before(endings) or endings[-1]
    noted = _ENDS[ending.cue] is Outcome.NOTED
    if noted and any(e.cue in OPPOSING and e.first > ending.first for e in said):
        return None
    if final is not None and not _is_assent(final, ending):
        replaced = not noted and not final.unanimous
        if ending.first < final.last or not (replaced or not final.asked):
            return None
    return ending, _ENDS[ending.cue]


def _is_assent(final: Round, ending: Event) -> bool:
    """Whether all only agree to put the item off: "ajourné, ça va à tout le monde ?"."""
    after = 0 <= final.first - ending.last <= _ASSENT_WITHIN
    return ending.cue in PUT_OFF and final.unanswered and final.unanimous and after


def _put_off_before(endings: Sequence[Event]) -> Event | None:
    """Return what puts an item off where more is said of it close by.

    "Je retire ce point, on le reverra à la rentrée", "on le reporte, pas de vote ce soir".
    """
    last = endings[-1]
    before = {Cue.NO_VOTE: PUT_OFF, Cue.POSTPONED: frozenset({Cue.WITHDRAWN})}.get(last.cue, ())
    near = [e for e in endings if e.cue in before and last.first - e.last <= _PUT_OFF_BEFORE]
    return near[-1] if near else None


def _is_one_s_own(scene: Scene, event: Event, presiding: Set[MemberName]) -> bool:
    """Whether somebody takes note for himself: "j'en prends acte", said by a member."""
    voice = scene.voice(event.first)
    before = scene.heard.tokens[max(0, event.first - len(_THAT_I)) : event.first]
    by_member = voice is not None and voice[0] not in presiding
    return by_member and has_word(before, {"j", "je"})


def _is_of_another(scene: Scene, event: Event, mark: ItemMark | None) -> bool:
    """Whether the number of another item stands before its fate: "le sept est retiré"."""
    if event.cue not in PUT_OFF or mark is None:
        return False
    marks = {entry.mark for entry in scene.seance.agenda}
    start = max(scene.heard.sentence_start(event.first), event.first - _NUMBER_BEFORE)
    said = {t.value or t.rank for t in scene.heard.tokens[start : event.last]} & marks
    return bool(said) and mark not in said


def _mode(scene: Scene, first: int, final: Round) -> tuple[BallotMode, tuple[int, int] | None]:
    """Return how the vote was taken: the last way asked for before the result.

    Where a secret and a public ballot are asked for at once the secret one prevails (réponse
    ministérielle du 25 juin 2009).
    """
    ways = scene.cues.of(Cue.SECRET, Cue.PUBLIC, Cue.SHOW_OF_HANDS, first=first, last=final.last)
    asked = [event for event in ways if not _is_declined(scene, event)]
    if not asked:
        secret = _papers_beside(scene, final) or _secret_by_sound(scene, first, final)
        return (BallotMode.SECRET if secret else BallotMode.ORDINARY), secret
    way = asked[-1]
    if way.cue is Cue.PUBLIC:
        at_once = [e for e in asked if e.cue is Cue.SECRET and way.first - e.last <= _AT_ONCE]
        way = next(iter(at_once), way)
    return _MODES[way.cue], (way.first, way.last)


def _is_declined(scene: Scene, event: Event) -> bool:
    """Whether a way of voting is done without: "qu'on ne vote pas à bulletin secret"."""
    start = max(scene.heard.sentence_start(event.first), event.first - _DECLINED_BEFORE)
    said = scene.heard.tokens[start : event.last]
    return has_word(said, _DECLINED)


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
    A member's name may sound like them.
    """
    if final.asked or final.in_favour is None or final.against is None:
        return None
    first, last = final.first - _RESULT_TOKENS, final.last + _RESULT_TOKENS
    papers = scene.cues.of(Cue.PAPERS, first=max(0, first), last=last)
    named = {at for one in scene.mentions_in(first, last) for at in range(one.first, one.last)}
    said = [event for event in papers if named.isdisjoint(range(event.first, event.last))]
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
