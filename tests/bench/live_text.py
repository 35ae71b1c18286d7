"""Measure how late the live text is: python -m tests.bench.live_text [--minutes 3] [MEDIA].

The sample session is played into a PulseAudio null sink, the recorder hears it, and a child of low
priority writes what is said. Printed: each text with its lateness (from the end of its sound), then
the spread over the run, the longest time from the first word of a hearing until it is there, and
what the recording itself lost (nothing, or the run has failed).
"""

import argparse
import os
import tempfile
import threading
import time
from pathlib import Path

import numpy as np

from asr.live import LONGEST_S, LiveText
from asr.recording.devices import choose, list_inputs
from asr.recording.setup import Setup
from asr.sound.audio import decode, duration_s, read_samples
from core.task import CallbackContext, Cancelled, Event, Notice, Partial, silent
from core.timecode import Interval
from desktop.session.dossier import open_dossier
from desktop.session.recording.live_text import follow_session
from desktop.session.recording.recorder import close_recording, open_recording
from models.store import Store, default_root
from tests.helpers.pulse import pulseaudio, write_wav

SAMPLE = Path(__file__).parents[1] / "data" / "commune-saint-aubin" / "audio.opus"


def main() -> None:
    """Play, record, follow, and print what was measured."""
    parser = argparse.ArgumentParser()
    parser.add_argument("media", nargs="?", type=Path, default=SAMPLE)
    parser.add_argument("--minutes", type=float, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, pulseaudio("salle") as pulse:
        os.environ.update(pulse.environment)
        played = as_played(options.media, options.minutes * 60, Path(name))
        texts: list[LiveText] = []
        stop = threading.Event()

        def on_event(event: Event) -> None:
            if isinstance(event, Partial) and isinstance(event.value, LiveText):
                texts.append(event.value)
                print(f"{event.value.late_s:6.2f} s late  {event.value.text}", flush=True)
            elif isinstance(event, Notice):
                print(event.code, flush=True)

        with open_dossier(Path(name) / "seance") as dossier:
            setup = Setup(devices=(choose(list_inputs(), "salle"),))
            recorder = open_recording(dossier, setup, silent())
            recorder.start()
            store = Store(default_root())
            follower = threading.Thread(
                target=followed, args=(dossier, store, CallbackContext(on_event, stop))
            )
            follower.start()
            time.sleep(15)  # the model is loaded before the session begins
            pulse.play("salle", played).wait()
            time.sleep(5)
            stop.set()
            follower.join()
            lost_s = sum(track.lost_s for track in recorder.status().tracks)
            overflows = sum(track.overflows for track in recorder.status().tracks)
            close_recording(dossier, recorder, silent())
    late = np.array([text.late_s for text in texts])
    print(
        f"{len(texts)} texts; late by {np.median(late):.1f} s (median), "
        f"{np.percentile(late, 95):.1f} s (95 %), {late.max():.1f} s (worst); at most "
        f"{late.max() + LONGEST_S:.1f} s from a first word; lost {lost_s:.2f} s, "
        f"{overflows} overflows; load {os.getloadavg()[0]:.1f}"
    )


def followed(*arguments: object) -> None:
    """Follow until stopped."""
    try:
        follow_session(*arguments)  # type: ignore[arg-type]
    except Cancelled:
        return


def as_played(media: Path, seconds: float, folder: Path) -> Path:
    """Return the beginning of a recording as a stereo file at 48 kHz."""
    decode([media], folder / "media.wav", silent())
    span = Interval(0.0, min(seconds, duration_s(folder / "media.wav")))
    sound = np.repeat(read_samples(folder / "media.wav", span), 3)
    frames = np.repeat((sound * 32767).astype(np.int16)[:, None], 2, axis=1)
    return write_wav(folder / "played.wav", frames)


if __name__ == "__main__":
    main()
