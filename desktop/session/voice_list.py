"""The voices of a session as a person names them: longest first, with clips to hear."""

from collections import Counter
from dataclasses import dataclass

from core.timecode import Interval
from core.transcript import Turn, VoiceId
from desktop.session.corrections import Corrected
from desktop.session.edits import EditGroup, GroupLabel, SetVoiceMember
from pv_builder.meeting import MemberName

CERTAIN = 0.95
"""Calibrated probability above which all proposals may be accepted at once."""

_CLIPS = 3
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


def voice_cards(state: Corrected) -> tuple[VoiceCard, ...]:
    """Return the voices, the one that speaks longest first."""
    by_voice: dict[VoiceId, list[Turn]] = {}
    for turn in state.transcript.turns:
        if turn.speaker is not None:
            by_voice.setdefault(turn.speaker, []).append(turn)
    cards = (_card(state, voice, turns) for voice, turns in by_voice.items())
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


def acceptance(cards: tuple[VoiceCard, ...], threshold: float = CERTAIN) -> EditGroup | None:
    """Return the one act that accepts every proposal at least this sure; None without any."""
    edits = tuple(
        SetVoiceMember(voice=card.voice, member=card.member)
        for card in cards
        if not card.decided and card.member is not None and (card.score or 0.0) >= threshold
    )
    return EditGroup(label=GroupLabel.ACCEPT_ALL, edits=edits) if edits else None
