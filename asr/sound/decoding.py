"""The sound tracks of one media file, decoded and put on the file's clock.

Between `media`, which opens a file, and whoever wants its samples: `audio` as a recording,
`track_levels` as levels only.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import av
from av.stream import Discard

from asr.sound.lanes import Lane
from asr.sound.media import declared_duration_s, declared_start_s
from asr.sound.microphones import ChannelMeter
from asr.sound.mixing import StripMixer
from asr.sound.timeline import Clock, SampleSink, Track
from core.task import TaskContext


class Tracks:
    """The sound tracks of one file on their clocks, several mixed into one."""

    def __init__(
        self, container: Any, lanes: Sequence[Lane], sink: SampleSink, meter: ChannelMeter | None
    ) -> None:
        origin_s, declared_s = declared_start_s(container), declared_duration_s(container)
        clocks = [Clock(origin_s=origin_s, declared_s=declared_s) for _ in lanes]
        self._streams = [lane.stream.index for lane in lanes]
        if len(lanes) == 1:
            self._strip_mixer = None
            self._tracks = [Track(sink, clocks[0], meter, lanes[0].channels)]
        else:
            self._strip_mixer = StripMixer(sink, len(lanes), meter)
            strips = self._strip_mixer.strips
            self._tracks = [
                Track(strip, clock, channels=lane.channels)
                for strip, clock, lane in zip(strips, clocks, lanes, strict=True)
            ]

    @property
    def clock(self) -> Clock:
        """Of the track that has got farthest."""
        return max((track.clock for track in self._tracks), key=lambda clock: clock.position_s)

    def place(self, stream: int, frame: Any) -> None:
        """Append a frame of the stream of this index."""
        at_s = frame.time
        for index, track in zip(self._streams, self._tracks, strict=True):
            if index == stream:
                track.place(frame, at_s)
        if self._strip_mixer is not None:
            self._strip_mixer.mix()

    def finish(self) -> None:
        """Append what is still held."""
        for track in self._tracks:
            track.finish()
        if self._strip_mixer is not None:
            self._strip_mixer.finish()


class Reader:
    """Decodes sound tracks, past what is damaged.

    Attributes:
        faults: packets that could not be read or decoded.
    """

    def __init__(self, container: Any, lanes: Sequence[Lane]) -> None:
        self.container = container
        self.streams = {lane.stream.index: lane.stream for lane in lanes}
        self.faults = 0
        for other in container.streams:
            if other.index not in self.streams:
                other.discard = Discard.all

    def frames(self, ctx: TaskContext) -> Iterator[tuple[int, Any]]:
        """Yield (index of the stream, decoded frame) up to the end or where the file is cut."""
        packets = self.container.demux(*self.streams.values())
        while True:
            ctx.check()
            try:
                packet = next(packets, None)
            except (av.FFmpegError, OSError):
                self.faults += 1
                return
            if packet is None:
                return
            try:
                index = packet.stream.index
                yield from ((index, frame) for frame in packet.decode())
            except av.FFmpegError:
                self.faults += 1
