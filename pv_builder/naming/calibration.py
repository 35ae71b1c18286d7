"""From a probability as computed to a score that a clerk can rely on.

The computed probability is what the model says; on generated sessions it holds up to about 0.9 and
is too sure beyond, where what is left is what no clue shows: a turn that diarization gave to the
wrong voice, two people taken for one, a name misheard as another member's (docs/benchmarks.md,
"Naming the voices"). So the score stays at 0.9 unless the turn's own words, or those that gave it
the floor, name the member.
"""

NAMED_FROM = 0.65
"""Below this score nobody is named: lower ones are right in two cases of three only."""

_TOP_BY_VOICE = 0.9
_SURE = 0.985
_TOP = 0.99


def calibrated(probability: float, *, named: bool) -> float:
    """Return the score of a computed probability; it grows with it.

    Args:
        probability: as computed.
        named: whether words name the member as the one who speaks here, not only the voice.
    """
    if probability <= _TOP_BY_VOICE or not named or probability <= _SURE:
        return min(probability, _TOP_BY_VOICE)
    beyond = (probability - _SURE) / (1.0 - _SURE)
    return _TOP_BY_VOICE + beyond * (_TOP - _TOP_BY_VOICE)
