"""Tiny media files made on the spot: any container, codec, rate, layout and clock."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
"""(channels, n) float32 in [-1, 1]."""

Clock = Callable[[float], float]
"""Presentation time of a frame that begins so many seconds into the sound."""

_FRAME = 960
_LAYOUTS = {1: "mono", 2: "stereo"}


def tone(seconds: float, hz: float = 440.0, rate: int = 48_000, level: float = 0.5) -> Samples:
    """Return one channel of a sine."""
    at = np.arange(round(seconds * rate)) / rate
    return (level * np.sin(2 * np.pi * hz * at)).astype(np.float32)[None, :]


def quiet(seconds: float, rate: int = 48_000) -> Samples:
    """Return one channel of digital silence."""
    return np.zeros((1, round(seconds * rate)), np.float32)


def noise(seconds: float, seed: int = 0, rate: int = 48_000, level: float = 0.1) -> Samples:
    """Return one channel of white noise."""
    drawn = np.random.default_rng(seed).normal(0, level, round(seconds * rate))
    return drawn.astype(np.float32)[None, :]


def write_media(  # noqa: PLR0913 each names one property of the file
    path: Path,
    samples: Samples,
    *,
    rate: int = 48_000,
    codec: str = "pcm_s16le",
    layout: str | None = None,
    clock: Clock | None = None,
    options: dict[str, str] | None = None,
    video_s: float = 0.0,
) -> Path:
    """Write a media file in the container that its name asks for, and return its path.

    Args:
        path: its suffix chooses the container.
        samples: the sound.
        rate: samples a second.
        codec: FFmpeg's name of the encoder.
        layout: of the channels; mono or stereo if not given.
        clock: gives each frame's presentation time; a steady clock from 0 if not given.
        options: of the container.
        video_s: seconds of a small moving picture beside the sound, from time 0.
    """
    with av.open(str(path), "w", container_options=options or {}) as container:
        picture = container.add_stream("mpeg4", rate=5) if video_s else None
        if picture is not None:
            picture.width, picture.height, picture.pix_fmt = 32, 32, "yuv420p"
        sound = container.add_stream(codec, rate=rate)
        sound.layout = layout or ("mono" if len(samples) == 1 else "stereo")
        if picture is not None:
            for number in range(round(video_s * 5)):
                container.mux(picture.encode(_picture(number)))
            container.mux(picture.encode(None))
        form = sound.codec_context.format.name
        converter = av.AudioResampler(form, sound.layout, rate, sound.frame_size or _FRAME)
        for frame in _frames(samples, rate, sound.layout, converter):
            if clock is not None:
                frame.pts = round(clock(frame.pts / rate) * rate)
            container.mux(sound.encode(frame))
        container.mux(sound.encode(None))
    return path


def several_tracks(
    path: Path,
    sounds: Sequence[Samples],
    languages: Sequence[str] = ("und", "und"),
    starts_s: Sequence[float] = (0.0, 0.0),
) -> Path:
    """Write a file with a track for each sound, in turns as a camera writes them."""
    rate, size = 48_000, 4_800
    with av.open(str(path), "w") as container:
        tracks = [
            container.add_stream("pcm_s16le", rate=rate, layout=_LAYOUTS[len(sound)])
            for sound in sounds
        ]
        for track, language in zip(tracks, languages, strict=True):
            track.metadata["language"] = language
        for at in range(0, max(sound.shape[1] for sound in sounds), size):
            for track, sound, start_s in zip(tracks, sounds, starts_s, strict=True):
                piece = sound[:, at : at + size]
                if piece.size:
                    samples = (piece.T * 32_000).astype(np.int16).reshape(1, -1)
                    layout = _LAYOUTS[len(sound)]
                    frame = av.AudioFrame.from_ndarray(samples, "s16", layout)
                    frame.rate, frame.pts = rate, at + round(start_s * rate)
                    container.mux(track.encode(frame))
    return path


def _frames(
    samples: Samples, rate: int, layout: av.AudioLayout, converter: av.AudioResampler
) -> Iterator[av.AudioFrame]:
    """Yield the sound as frames of the encoder's form and size, with their times."""
    packed = np.ascontiguousarray(samples.T).reshape(1, -1)
    whole = av.AudioFrame.from_ndarray(packed, "flt", layout.name)
    whole.rate = rate
    position = 0
    for frame in (*converter.resample(whole), *converter.resample(None)):
        frame.pts, frame.time_base = position, Fraction(1, rate)
        position += frame.samples
        yield frame


def _picture(number: int) -> av.VideoFrame:
    frame = av.VideoFrame.from_ndarray(np.full((32, 32, 3), number % 255, np.uint8), "rgb24")
    frame.pts, frame.time_base = number, Fraction(1, 5)
    return frame
