"""Which member each voice and each turn is, with reasons a clerk can check.

The machine proposes: what a person confirmed is given in and never changed. It reads what is said
(`pv_builder.naming.speaker_clues`), adds it up over the session, solves it as one assignment of
members to voices (`pv_builder.naming.assignment`) and tells each turn by its voice and its own
words (`pv_builder.naming.speaking`). No voice is compared with another session's.

Invariants:
- Nobody is named below `calibration.NAMED_FROM`.
- A turn whose words and voice say different members is marked, and named only when it is a short
  answer to a call, where the voice is worth little.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from core.transcript import MemberStatus, Transcript, Turn, VoiceId
from pv_builder.law.voters import executive
from pv_builder.naming.assignment import assign
from pv_builder.naming.label_evidence import weigh_labels
from pv_builder.naming.labels import Bearers, NamedSpan
from pv_builder.naming.named import Confirmed, Naming, VoiceLikeness
from pv_builder.naming.proposals import Proposals
from pv_builder.naming.speaker_clues import gather
from pv_builder.naming.speech_evidence import SpeechEvidence
from pv_builder.reading.scene import Scene, listen
from pv_builder.seance import Seance, meeting_as_stated

_SPLIT = 0.15
"""How much rarer one member's speech under two voices is than two members', by measurement."""


def name_voices(
    transcript: Transcript,
    seance: Seance,
    likeness: VoiceLikeness | None = None,
    confirmed: Confirmed | None = None,
    scene: Scene | None = None,
    labels: Sequence[NamedSpan] = (),
) -> Naming:
    """Return who every voice and turn is.

    Args:
        transcript: with voices on its turns; without any, few turns are named.
        seance: the roll and the agenda.
        likeness: what the sound says beyond the voices.
        confirmed: what a person said; it stands.
        scene: the same words already listened to (`hear`), which takes most of the time; the
            voices are those of `transcript`.
        labels: names that a tool shows while somebody speaks (`pv_builder.naming.labels`).
    """
    known, sound = confirmed or Confirmed(), likeness or VoiceLikeness()
    scene = scene or hear(transcript, seance)
    gathered = gather(scene, transcript.turns)
    evidence = SpeechEvidence(transcript.turns, seance.roll, gathered, sound, known)
    beliefs = assign(evidence.voices, evidence.prior, evidence.errs, _shared(sound))
    if labels:
        bearers = Bearers(seance.roll, scene.executive)
        shown = weigh_labels(labels, transcript.turns, bearers, beliefs, evidence.prior)
        evidence.add_labels(shown)
        beliefs = assign(evidence.voices, evidence.prior, evidence.errs, _shared(sound))
    proposals = Proposals(transcript.turns, gathered, evidence, beliefs, known)
    return Naming(
        voices=tuple(proposals.voices()),
        turns=tuple(proposals.turns()),
        conflicts=tuple(proposals.conflicts()),
    )


def hear(transcript: Transcript, seance: Seance) -> Scene:
    """Return the words of a transcript, listened to: to be kept while only voices change."""
    return listen(transcript, seance, executive(meeting_as_stated(seance)))


def apply_naming(transcript: Transcript, naming: Naming) -> Transcript:
    """Return the transcript with the members proposed; what a person confirmed stays."""
    named = {turn.turn: turn for turn in naming.turns}

    def renamed(turn: Turn) -> Turn:
        found = named.get(turn.id)
        if found is None or turn.member_status is MemberStatus.CONFIRMED:
            return turn
        return replace(
            turn,
            member=found.member,
            member_status=MemberStatus.PROPOSED if found.member else None,
            member_score=found.score,
        )

    return replace(transcript, turns=tuple(renamed(turn) for turn in transcript.turns))


def _shared(likeness: VoiceLikeness) -> Callable[[VoiceId, VoiceId], float]:
    def factor(one: VoiceId, other: VoiceId) -> float:
        pair = (one, other) if one < other else (other, one)
        return likeness.pairs.get(pair, _SPLIT)

    return factor
