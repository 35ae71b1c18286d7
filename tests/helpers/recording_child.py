"""A recorder in a process of its own, to be killed: counts what its input gave in a shared file.

Run as a script: recording_child.py SESSION COUNT_FILE [short]. With "short", parts last a second,
so that a kill also meets the making of parts and the removal of segments.
"""

import os
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import asr.recording.finisher
import asr.recording.finishing
import asr.recording.parts
import asr.recording.runs
from asr.recording.journal import RecordingJournal
from asr.recording.recorder import Recorder
from asr.recording.recovery import recover
from asr.recording.setup import Machine, Setup
from tests.helpers.recording import ScriptedSource, places_in


def main(session: Path, count_file: Path, *, short: bool) -> None:
    if short:
        asr.recording.finishing.PART_S = asr.recording.parts.PART_S = (
            asr.recording.runs.SEGMENT_S
        ) = 1
        asr.recording.finishing.SETTLED_S = asr.recording.finisher._PERIOD_S = 0.2
    count = os.open(count_file, os.O_RDWR | os.O_CREAT)
    source = ScriptedSource(
        on_block=lambda _name, frames: os.pwrite(count, frames.to_bytes(8, "little"), 0) and None
    )
    source.given["salle"] = int.from_bytes(os.pread(count, 8, 0), "little")
    places = places_in(session)
    journal = RecordingJournal(places.journal)
    recover(journal, places.folders)
    journal.close()
    recorder = Recorder(Setup(devices=tuple(source.inputs)), places, Machine(source=source))
    recorder.start()
    threading.Event().wait()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), short="short" in sys.argv[3:])
