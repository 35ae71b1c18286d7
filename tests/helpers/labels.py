"""What video tools show beside an invented session: names, with the errors of names and clocks."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.timecode import Interval
from pv_builder.meeting import Member
from pv_builder.naming.labels import LabelSource, NamedSpan
from tests.helpers.recordings import Recording


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelFaults:
    """How little the labels can be trusted, as shares of 0..1 unless said otherwise.

    Attributes:
        strange: of the people, those shown as a telephone or a room.
        short: of the people, those shown by their given name alone.
        swapped: of the people, those who speak under another member's account.
        wrong: of the spans, those that carry somebody else's label.
        missing: of the spans, those that are not there.
        late_s: seconds by which all are late.
        jitter_s: seconds by which each is early or late, at most.
    """

    strange: float = 0.0
    short: float = 0.0
    swapped: float = 0.0
    wrong: float = 0.0
    missing: float = 0.0
    late_s: float = 0.0
    jitter_s: float = 0.0


def labelled(
    recording: Recording,
    roll: Sequence[Member],
    faults: LabelFaults,
    seed: int,
    source: LabelSource = LabelSource.CAPTIONS,
) -> tuple[NamedSpan, ...]:
    """Return the labels shown while the turns of a recording are spoken."""
    rng = random.Random(seed)  # noqa: S311 - invents, does not protect
    shown = _accounts(recording.truth, roll, faults, rng)
    people = list(shown)
    spans = []
    for turn, who in zip(recording.transcript.turns, recording.truth, strict=True):
        if rng.random() < faults.missing:
            continue
        label = shown[rng.choice(people) if rng.random() < faults.wrong else who]
        moved_s = faults.late_s + rng.uniform(-faults.jitter_s, faults.jitter_s)
        start, end = turn.start + moved_s, turn.end + moved_s
        if end > 0:
            interval = Interval(max(0.0, start), end)
            spans.append(NamedSpan(interval=interval, label=label, source=source))
    return tuple(spans)


def _accounts(
    truth: Sequence[str], roll: Sequence[Member], faults: LabelFaults, rng: random.Random
) -> Mapping[str, str]:
    """Return the label of each person."""
    members = {member.name: member for member in roll}
    labels: dict[str, str] = {}
    for number, who in enumerate(dict.fromkeys(truth)):
        member = members.get(who)
        if member is None or rng.random() < faults.strange:
            labels[who] = rng.choice(("Galaxy A52", "iPhone", "Salle", "PC")) + f" {number}"
        elif rng.random() < faults.short:
            labels[who] = member.given_name
        else:
            labels[who] = f"{member.given_name} {member.family_name}"
    swapped = [who for who in labels if rng.random() < faults.swapped]
    others = [labels[who] for who in swapped[1:] + swapped[:1]]
    return {**labels, **dict(zip(swapped, others, strict=True))}
