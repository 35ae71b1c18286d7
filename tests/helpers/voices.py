"""Made-up people whose prints are noisy as real ones are: the shorter, the noisier."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from asr.diarization.voices import Diarization, VoicePiece, pack
from core.timecode import Interval
from core.transcript import VoiceId

SIZE = 192


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Something that a person says.

    Attributes:
        who: number of the person.
        start: seconds.
        seconds: how long.
        track: as the segmentation followed the voice; the person's own by default.
        after_change: whether a change of voice was heard at its start.
    """

    who: int
    start: float
    seconds: float
    track: int | None = None
    after_change: bool = False


class Crowd:
    """People who each have a voice.

    Args:
        seed: of all that is random.
        people: how many.
        noise: squared length of the noise in a second of voice.
    """

    def __init__(self, seed: int, people: int, noise: float = 1.0) -> None:
        self._random = np.random.default_rng(seed)
        self._noise = noise
        common = self._unit(self._random.normal(size=SIZE))
        self.voices = np.array(
            [
                self._unit(0.5 * common + self._unit(self._random.normal(size=SIZE)))
                for _ in range(people)
            ]
        )

    def printed(self, who: int, seconds: float) -> np.ndarray:
        """Return the print of some seconds of a person."""
        length = np.sqrt(self._noise * (seconds + 0.2) / seconds**2)
        return self._unit(self.voices[who] + length * self._unit(self._random.normal(size=SIZE)))

    def pieces(self, speech: Sequence[Said]) -> tuple[VoicePiece, ...]:
        """Return what a diariser hears, in order, without voices."""
        return tuple(
            VoicePiece(
                interval=Interval(round(said.start, 3), round(said.start + said.seconds, 3)),
                track=said.who if said.track is None else said.track,
                after_change=said.after_change,
                alone_s=said.seconds,
                print=pack(self.printed(said.who, said.seconds)),
            )
            for said in sorted(speech, key=lambda said: said.start)
        )

    @staticmethod
    def _unit(vector: np.ndarray) -> np.ndarray:
        return vector / np.linalg.norm(vector)


def debate(order: Sequence[int], seconds: float = 1.8, pause_s: float = 0.5) -> list[Said]:
    """Return people who speak one after another, two sentences each, in tracks of their own."""
    step_s = 2 * seconds + pause_s
    return [
        Said(who=who, start=number * step_s + half * seconds, seconds=seconds, track=number)
        for number, who in enumerate(order)
        for half in (0, 1)
    ]


def heard_as(*stretches: tuple[str, float, float], duration_s: float = 60.0) -> Diarization:
    """Return a diarization from (voice, start, end) in order of start."""
    crowd = Crowd(0, 1 + len({voice for voice, _, _ in stretches}))
    number = {voice: index for index, voice in enumerate(sorted({v for v, _, _ in stretches}))}
    pieces = tuple(
        VoicePiece(
            interval=Interval(start, end),
            track=number[voice],
            after_change=False,
            alone_s=end - start,
            print=pack(crowd.printed(number[voice], end - start)),
            voice=VoiceId(voice),
        )
        for voice, start, end in stretches
    )
    return Diarization(duration_s=duration_s, engine="made up", pieces=pieces)
