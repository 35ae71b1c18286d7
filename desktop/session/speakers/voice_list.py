"""The voices of a session as a person names them: longest first, with clips to hear."""

from collections import Counter
from dataclasses import dataclass, replace

from core.timecode import Interval
from core.transcript import Turn, VoiceId
from desktop.session.corrections.corrections import Corrected
from desktop.session.corrections.edits import EditGroup, GroupLabel, SetVoiceMember
from pv_builder.meeting import MemberName
from pv_builder.naming.named import Candidate, NamedVoice, Naming, Reason

CERTAIN = 0.9
"""Calibrated probability above which all proposals may be accepted at once: words name the member
more than once, and of a thousand such names none or one was wrong (docs/benchmarks.md)."""

_CLIPS = 3
_REASONS = 3
_WORTH_OFFERING = 0.05
"""Score below which a member is not offered: a click in the list of all finds them as soon."""
_CLIP_S = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceCard:
    """One voice.

    Attributes:
        spoken_s: seconds of speech.
        turns: how many turns.
        member: the member proposed or confirmed, None when unknown.
        score: of the proposal, None when a person decided or there is none.
        decided: a person named this voice.
        label: who it is when it is no member.
        clips: its longest turns without overlap, to hear.
        quotes: what is said in them.
        reasons: why the member is proposed, or why the first of `others` may be meant; the
            weightiest first, with seconds to listen to.
        others: the next likeliest members, with their scores.
    """

    voice: VoiceId
    spoken_s: float
    turns: int
    member: MemberName | None
    score: float | None
    decided: bool
    label: str
    clips: tuple[Interval, ...]
    quotes: tuple[str, ...]
    reasons: tuple[Reason, ...] = ()
    others: tuple[Candidate, ...] = ()


def voice_cards(state: Corrected, naming: Naming | None = None) -> tuple[VoiceCard, ...]:
    """Return the voices, the one that speaks longest first.

    Args:
        state: the transcript as corrected.
        naming: whom the voices may be and why, as far as it is known.
    """
    by_voice: dict[VoiceId, list[Turn]] = {}
    for turn in state.transcript.turns:
        if turn.speaker is not None:
            by_voice.setdefault(turn.speaker, []).append(turn)
    named = {one.voice: one for one in naming.voices} if naming is not None else {}
    cards = (
        _explained(_card(state, voice, turns), named.get(voice))
        for voice, turns in by_voice.items()
    )
    return tuple(sorted(cards, key=lambda card: -card.spoken_s))


def _card(state: Corrected, voice: VoiceId, turns: list[Turn]) -> VoiceCard:
    said = state.voices.get(voice)
    named = Counter(turn.member for turn in turns if turn.member).most_common(1)
    member = said.member if said is not None else MemberName(named[0][0]) if named else None
    scores = [t.member_score for t in turns if t.member == member and t.member_score is not None]
    alone = [turn for turn in turns if not turn.overlap] or turns
    longest = sorted(alone, key=lambda turn: turn.start - turn.end)[:_CLIPS]
    heard = sorted(longest, key=lambda turn: turn.start)
    return VoiceCard(
        voice=voice,
        spoken_s=sum(turn.end - turn.start for turn in turns),
        turns=len(turns),
        member=member,
        score=None if said is not None or not scores else min(scores),
        decided=said is not None or all(turn.id in state.settled for turn in turns),
        label=said.label if said is not None else "",
        clips=tuple(Interval(t.start, min(t.end, t.start + _CLIP_S)) for t in heard),
        quotes=tuple(turn.text for turn in heard),
    )


def _explained(card: VoiceCard, named: NamedVoice | None) -> VoiceCard:
    """Return the card of a voice that nobody decided with the reasons of what is proposed."""
    if card.decided or named is None:
        return card
    first = named.likeliest
    offered = [one for one in named.candidates if one.score >= _WORTH_OFFERING]
    if first is not None and card.member is None and named.score >= _WORTH_OFFERING:
        offered.insert(0, Candidate(member=first, score=named.score))
    explained = first is not None and card.member in {None, first}
    return replace(
        card,
        score=named.score if card.member is not None and card.member == first else card.score,
        reasons=named.reasons[:_REASONS] if explained else (),
        others=tuple(one for one in offered if one.member != card.member),
    )


def acceptance(cards: tuple[VoiceCard, ...], threshold: float = CERTAIN) -> EditGroup | None:
    """Return the one act that accepts every proposal surer than this; None without any."""
    edits = tuple(
        SetVoiceMember(voice=card.voice, member=card.member)
        for card in cards
        if not card.decided and card.member is not None and (card.score or 0.0) > threshold
    )
    return EditGroup(label=GroupLabel.ACCEPT_ALL, edits=edits) if edits else None
