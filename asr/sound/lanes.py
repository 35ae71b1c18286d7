"""The sound tracks of an open file that are decoded, as chosen (`asr.sound.track_choice`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asr.errors import NoAudioStream, TrackMissing
from asr.sound.media import best_audio
from asr.sound.track_choice import AUTOMATIC, Listening, TrackChoice

_MOST_MICROPHONES = 16
"""Of the tracks of a broadcast camera (SMPTE ST 377-1); more are no microphones of one room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """A track of an open file that is decoded.

    Attributes:
        stream: PyAV's stream.
        channels: indices of those listened to, from 0; None for all.
    """

    stream: Any
    channels: tuple[int, ...] | None = None


def lanes_of(container: Any, path: Path, choice: TrackChoice = AUTOMATIC) -> tuple[Lane, ...]:
    """Return what is decoded of an open file, to be mixed where it is several.

    Raises:
        NoAudioStream: when the file holds no sound.
        TrackMissing: when it lacks a chosen track or channel.
    """
    if choice.listening is Listening.CHOSEN:
        return _chosen(tuple(container.streams.audio), path, choice)
    if choice.listening is Listening.ALL:
        known = _decodable(container)
        if not known:
            raise NoAudioStream(path=str(path))
        return tuple(Lane(stream=track) for track in known)
    return tuple(Lane(stream=track) for track in _automatic(container, path))


def _chosen(tracks: Sequence[Any], path: Path, choice: TrackChoice) -> tuple[Lane, ...]:
    if not tracks:
        raise NoAudioStream(path=str(path))
    lanes = []
    for one in choice.tracks:
        track = tracks[one.track - 1] if one.track <= len(tracks) else None
        known = track is not None and track.codec_context is not None
        if track is None or not known or (one.channel or 1) > track.channels:
            wanted = f"{one.track}" if one.channel is None else f"{one.track}.{one.channel}"
            raise TrackMissing(path=str(path), wanted=wanted, tracks=len(tracks))
        channels = None if one.channel is None else (one.channel - 1,)
        lanes.append(Lane(stream=track, channels=channels))
    return tuple(lanes)


def _automatic(container: Any, path: Path) -> tuple[Any, ...]:
    """Return the tracks to decode together: one, or the microphones of a camera.

    Several tracks of one channel each, in no language of their own, are microphones; else only the
    best track is decoded: a second one is another language, or another mix of the same.
    """
    tracks = _decodable(container)
    languages = {track.language for track in tracks}
    forms = {(track.channels, track.rate) for track in tracks}
    if 1 < len(tracks) <= _MOST_MICROPHONES and len(languages) == 1 and len(forms) == 1:
        ((channels, _),) = forms
        if channels == 1 and len(tracks) == len(container.streams.audio):
            return tracks
    return (best_audio(container, path),)


def _decodable(container: Any) -> tuple[Any, ...]:
    return tuple(track for track in container.streams.audio if track.codec_context is not None)
