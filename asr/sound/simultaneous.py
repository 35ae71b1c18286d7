"""Files that began together, such as one of each participant, mixed into one recording.

A meeting tool that records every participant apart may leave no recording of them all. The files
are decoded side by side, the one that is behind first, and mixed as microphones of one room are.

Invariants:
- Memory is bounded: a file that is behind the others by more than a minute is taken as silent.
- The target appears whole or not at all.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from asr.errors import AudioEmpty
from asr.sound.decoding import Reader, Tracks
from asr.sound.lacks import Damage, lacks_of
from asr.sound.lanes import lanes_of
from asr.sound.media import declared_sound_s, open_media, probe
from asr.sound.mixing import Strip, StripMixer
from asr.sound.timeline import RATE_HZ
from asr.sound.wav_writer import LIMIT_S, SAMPLE_BYTES, wav_written
from core.files import require_space
from core.task import Progress, TaskContext

_PROGRESS_S = 30
_FRAMES_A_ROUND = 50
"""Frames decoded between two looks at what can be mixed: about a second of sound."""


def mix_files(parts: Sequence[Path], target: Path, ctx: TaskContext) -> tuple[float, ...]:
    """Write files that began together as one 16 kHz mono WAV file; return the seconds of each.

    Args:
        parts: media files whose first samples were heard at the same moment.
        target: the WAV file; replaced if there.
        ctx: gets "asr.mix" in seconds of audio, and the notices of `asr.sound.audio.decode`.

    Raises:
        InputError: as `asr.sound.media.probe`, or `RecordingTooLong`, `AudioEmpty`.
        DiskFull, FolderNotWritable: when the target cannot be written.
    """
    total_s = max((probe(part).duration_s or 0.0 for part in parts), default=0.0)
    require_space(target, int(total_s * RATE_HZ) * SAMPLE_BYTES)
    with ExitStack() as opened, wav_written(target, LIMIT_S) as writer:
        mixer = StripMixer(writer, len(parts), None)
        sources = [
            opened.enter_context(_source(part, strip, ctx))
            for part, strip in zip(parts, mixer.strips, strict=True)
        ]
        reported = 0
        while any(not source.strip.ended for source in sources):
            _advance(sources)
            mixer.mix()
            if writer.samples - reported >= _PROGRESS_S * RATE_HZ:
                reported = writer.samples
                ctx.emit(Progress(step="asr.mix", done=reported / RATE_HZ, total=total_s or None))
        mixer.finish()
        if not writer.samples:
            raise AudioEmpty(path=str(parts[0]))
    return tuple(source.tracks.clock.position_s for source in sources)


class _Source:
    """One of the files, decoded into its strip."""

    def __init__(self, container: Any, part: Path, strip: Strip, ctx: TaskContext) -> None:
        lanes = lanes_of(container, part)
        self.strip = strip
        self.tracks = Tracks(container, lanes, strip, None)
        self._ctx = ctx
        self._reader = Reader(container, lanes)
        self._frames = self._reader.frames(ctx)
        self._damage = Damage(self._reader, self.tracks)
        self._declared_s = declared_sound_s(container, lanes[0].stream, part)

    def step(self) -> None:
        """Decode the next frame, or end."""
        found = next(self._frames, None)
        if found is not None:
            self._damage.look()
            self.tracks.place(*found)
            return
        self.tracks.finish()
        self.strip.ended = True
        lacks_of(self.tracks.clock, self._declared_s, self._damage, self._ctx)


@contextmanager
def _source(part: Path, strip: Strip, ctx: TaskContext) -> Iterator[_Source]:
    with open_media(part) as container:
        yield _Source(container, part, strip, ctx)


def _advance(sources: Sequence[_Source]) -> None:
    """Decode some frames, always of the file that is behind."""
    for _ in range(_FRAMES_A_ROUND):
        going = [source for source in sources if not source.strip.ended]
        if not going:
            return
        min(going, key=lambda source: source.strip.samples).step()
