"""How loud one participant's own file is, a tenth of a second at a time: nothing is kept of it."""

from pathlib import Path

from asr.sound.decoding import Reader, Tracks
from asr.sound.lanes import lanes_of
from asr.sound.media import open_media
from asr.sound.microphones import ChannelMeter, Floats
from core.task import TaskContext


class _Nowhere:
    """A sink that only counts."""

    def __init__(self) -> None:
        self.samples = 0

    def write(self, samples: Floats) -> None:
        """Count samples."""
        self.samples += samples.size

    def write_silence(self, samples: int) -> None:
        """Count samples of silence."""
        self.samples += samples


def track_levels(part: Path, ctx: TaskContext) -> Floats:
    """Return the levels of a file in dB: (channels, frames), `asr.sound.microphones.FRAME_S` apart.

    Args:
        part: a media file.
        ctx: asked between two packets whether to stop.

    Raises:
        InputError: as `asr.sound.media.probe`.
    """
    meter = ChannelMeter()
    with open_media(part) as container:
        lanes = lanes_of(container, part)
        tracks = Tracks(container, lanes, _Nowhere(), meter)
        for index, frame in Reader(container, lanes).frames(ctx):
            tracks.place(index, frame)
        tracks.finish()
    return meter.levels()
