"""Open and describe media files that nobody vouches for.

FFmpeg reads hundreds of formats, some of which open other files or addresses named inside them
(HLS playlists, concat scripts, DASH manifests). A file from a USB stick must not make this program
read another file, nor use the network.

Invariants:
- FFmpeg never sees a path: it reads a Python file, so no prefix of a name is taken for a protocol,
  any name the operating system allows is fine, and no error message of FFmpeg can hold it.
- Only the container formats of `_FORMATS` are tried, and a request for a second file is refused.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import av

from asr.errors import (
    AudioAccessDenied,
    AudioEmpty,
    AudioMissing,
    AudioNotAFile,
    NoAudioStream,
)
from asr.sound.ordering import recorded_at
from asr.sound.refusals import why_refused

logger = logging.getLogger(__name__)

_FORMATS = (
    "aac,ac3,aiff,amr,amrnb,amrwb,ape,asf,au,avi,caf,dss,dts,dv,eac3,flac,flv,gsm,ircam,loas,"
    "matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,mp3,mpc,mpc8,mpeg,mpegts,mxf,nut,ogg,oma,qcp,rm,rso,"
    "sln,sox,tta,voc,w64,wav,wv,wsd"
)
"""Demuxers that may run: what recorders, telephones, cameras and meeting tools write."""

_READ_BUFFER_BYTES = 1 << 18
_MICROSECONDS = 1_000_000

_GUESSED_DURATION = frozenset({"aac", "ac3", "amr", "eac3", "loas"})
"""Formats without a length of their own: FFmpeg guesses it from the size and the first frames."""

_TAGGED = re.compile(r"(?P<h>\d{1,3}):(?P<m>\d\d):(?P<s>\d\d(?:\.\d+)?)", re.ASCII)

_UNFINISHED_RIFF = frozenset({0, 0xFFFFFFFF})
"""Sizes in the header of a WAV file that its recorder did not close, or wrote as a stream."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioStream:
    """One sound track of a media file.

    Attributes:
        language: code of ISO 639-2 such as "fra"; "" when the file does not say.
    """

    codec: str
    channels: int
    rate_hz: int
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaInfo:
    """What a media file says of itself; nothing here has been decoded.

    Attributes:
        format: short name of the container, such as "ogg".
        size_bytes: of the file.
        duration_s: as declared; None when the file does not say (browsers' recordings).
        streams: its sound tracks, in the order of the file.
        best: index in `streams` of the track that is decoded.
        has_video: whether there are moving pictures too.
        recorded_at: when it was recorded, as the recorder's clock had it; None when it does not
            say.
    """

    format: str
    size_bytes: int
    duration_s: float | None
    streams: tuple[AudioStream, ...]
    best: int
    has_video: bool
    recorded_at: datetime | None = None


def probe(path: Path) -> MediaInfo:
    """Return what a media file says of itself.

    Raises:
        AudioMissing, AudioNotAFile, AudioAccessDenied: when there is no file to read.
        AudioEmpty: when it has no byte.
        AudioUnreadable, DictationFormat, IndexMissing, NotConverted, ProtectedMedia: when it is
            not a media file of an allowed format, or why it cannot be opened although it is one.
        NoAudioStream: when it holds no sound.
    """
    with open_media(path) as container:
        best = best_audio(container, path)
        tracks = list(container.streams.audio)
        return MediaInfo(
            format=container.format.name,
            size_bytes=path.stat().st_size,
            duration_s=declared_duration_s(container),
            streams=tuple(_described(track) for track in tracks),
            best=[track.index for track in tracks].index(best.index),
            has_video=any(not _is_picture(video) for video in container.streams.video),
            recorded_at=recorded_at(container.metadata),
        )


@contextmanager
def open_media(path: Path) -> Iterator[Any]:
    """Yield FFmpeg's container for a file that nobody vouches for; closed afterwards.

    Raises: as `probe`, but for `NoAudioStream`.
    """
    with _readable_file(path) as file:
        try:
            container = av.open(
                _Nameless(file),
                container_options={"format_whitelist": _FORMATS, "protocol_whitelist": "none"},
                buffer_size=_READ_BUFFER_BYTES,
                io_open=_refuse_second_file,
                metadata_errors="replace",
            )
        except (av.FFmpegError, ValueError) as error:
            logger.info("the media file was refused: %s", type(error).__name__)
            raise why_refused(path) from error
        with container:
            yield container


def best_audio(container: Any, path: Path) -> Any:
    """Return the sound track to decode: FFmpeg's choice (default mark, then most channels)."""
    stream = container.streams.best("audio")
    if stream is None or stream.codec_context is None:
        raise NoAudioStream(path=str(path))
    return stream


def declared_duration_s(container: Any) -> float | None:
    """Return the duration that the container declares, from its first frame; None without one."""
    if not container.duration:
        return None
    seconds: float = container.duration / _MICROSECONDS
    # Matroska counts from time 0 wherever its first frame is.
    late_s = declared_start_s(container) if "matroska" in container.format.name else 0.0
    return seconds - max(0.0, late_s or 0.0)


def declared_sound_s(container: Any, stream: Any, path: Path) -> float | None:
    """Return the seconds of sound that the file announces, None when nothing reliable says it."""
    if container.format.name in _GUESSED_DURATION:
        return None
    if container.format.name == "wav":
        return _riff_seconds(stream, path)
    if stream.duration:
        return float(stream.duration * stream.time_base)
    own_s = _tagged_seconds(stream.metadata.get("DURATION", ""))
    return declared_duration_s(container) if own_s is None else own_s


def _tagged_seconds(text: str) -> float | None:
    """Return the end of a track as the writers of Matroska files tag it, "00:00:20.064000000".

    The film may go on in silence: its length tells nothing of the track's.
    """
    found = _TAGGED.fullmatch(text)
    if found is None:
        return None
    return int(found["h"]) * 3600 + int(found["m"]) * 60 + float(found["s"])


def _riff_seconds(stream: Any, path: Path) -> float | None:
    """Return the seconds that a WAV header announces: FFmpeg corrects them to the file's size."""
    with path.open("rb") as file:
        header = file.read(8)
    size = int.from_bytes(header[4:8], "little")
    bits_per_s = stream.codec_context.bit_rate
    if header[:4] != b"RIFF" or size in _UNFINISHED_RIFF or not bits_per_s:
        return None
    return size * 8 / float(bits_per_s)


def declared_start_s(container: Any) -> float | None:
    """Return the presentation time at which the file begins, None when it does not say."""
    return None if container.start_time is None else container.start_time / _MICROSECONDS


class _Nameless:
    """A file without a name, so that FFmpeg's messages cannot repeat it."""

    def __init__(self, file: BinaryIO) -> None:
        self.read = file.read
        self.seek = file.seek
        self.tell = file.tell


@contextmanager
def _readable_file(path: Path) -> Iterator[BinaryIO]:
    if path.exists() and not path.is_file():
        raise AudioNotAFile(path=str(path))
    try:
        if path.stat().st_size == 0:
            raise AudioEmpty(path=str(path))
        file = path.open("rb")
    except FileNotFoundError as error:
        raise AudioMissing(path=str(path)) from error
    except PermissionError as error:
        raise AudioAccessDenied(path=str(path)) from error
    with file:
        yield file


def _refuse_second_file(_url: str, _flags: int, _options: dict[str, str]) -> BinaryIO:
    raise PermissionError


def _described(track: Any) -> AudioStream:
    context = track.codec_context  # None for a codec that this FFmpeg does not know
    return AudioStream(
        codec=context.name if context else "unknown",
        channels=context.channels if context else 0,
        rate_hz=(context.rate or 0) if context else 0,
        language="" if track.language in (None, "und") else track.language,
    )


def _is_picture(video: Any) -> bool:
    """Whether a video stream is the cover of a sound file."""
    return bool(video.disposition & av.stream.Disposition.attached_pic)
