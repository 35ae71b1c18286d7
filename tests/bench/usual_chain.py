"""What people build from the same parts: faster-whisper, then pyannote's pipeline, as they come.

    python -m tests.bench.usual_chain RECORDING OUT.json

Sequential recognition with beam 5, voice activity filter, word times and int8; diarization at the
default step of a tenth of the window. The models are the ones Greffier installs. Run in a process
of its own, so that its time and memory can be measured from outside (`against_usual`).
"""

import core.offline  # noqa: F401  # isort: skip  # first, as in every entry point

import json
import sys
import tempfile
from pathlib import Path

from faster_whisper import WhisperModel

from asr.hardware import usable_cores
from asr.sound.audio import decode
from core.task import silent
from models.store import Store, default_root
from tests.bench.diarization import plain


def main(media: Path, target: Path) -> None:
    """Write the words and the voices of one recording."""
    store = Store(default_root())
    folder = store.path_of("whisper-base", silent())
    model = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=usable_cores())
    segments, _ = model.transcribe(
        str(media), language="fr", beam_size=5, vad_filter=True, word_timestamps=True
    )
    text = " ".join(segment.text for segment in segments)
    with tempfile.TemporaryDirectory() as work:
        wav = Path(work) / "audio.wav"
        decode([media], wav, silent())
        diarise = plain(
            store.path_of("segmentation-3.0", silent()) / "pytorch_model.bin",
            store.path_of("campplus", silent()) / "campplus_cn_en_common.pt",
        )
        voices = diarise(wav)
    target.write_text(json.dumps({"text": text, "voices": voices}), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
