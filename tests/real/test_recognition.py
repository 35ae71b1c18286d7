"""Whisper itself, on the roll call of the sample session: what a scripted engine cannot show."""

import wave
from itertools import pairwise
from pathlib import Path

import pytest

from asr.engines.whisper import WhisperSpec, try_cuda
from asr.errors import EngineFailed
from asr.hardware import DeviceWish, processor
from asr.pipeline import Passage, TranscribeOptions, listen_again, transcribe
from asr.recognition.hotwords import Vocabulary
from asr.sound.audio import decode
from asr.worker import run_in_child
from core.jsonio import to_json
from core.task import silent
from core.timecode import Interval
from core.transcript import AudioPart, AudioRef, Transcript
from desktop.session.recognition import vocabulary_of
from models.catalogue import load_catalogue
from models.store import State, Store, default_root
from pv_builder.roster.seance_toml import read_seance

SESSION = Path(__file__).parents[1] / "data" / "commune-saint-aubin"
ROLL_CALL_S = 75.0
MODEL = "whisper-base"


def is_installed() -> bool:
    store = Store(default_root())
    return store.state_of(load_catalogue().entry(MODEL)) is State.READY


pytestmark = [
    pytest.mark.real,
    pytest.mark.timeout(900),
    pytest.mark.skipif(not is_installed(), reason=f"{MODEL} is not installed"),
]


@pytest.fixture(scope="module")
def spec() -> WhisperSpec:
    store = Store(default_root())
    return WhisperSpec(
        model_id=MODEL,
        model_sha256=store.main_sha256(MODEL),
        folder=store.path_of(MODEL, silent()),
        wish=DeviceWish.CPU,
    )


@pytest.fixture(scope="module")
def wav(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sound of the roll call."""
    folder = tmp_path_factory.mktemp("sound")
    decode([SESSION / "audio.opus"], folder / "whole.wav", silent())
    with wave.open(str(folder / "whole.wav")) as whole:
        sound = whole.readframes(round(ROLL_CALL_S * whole.getframerate()))
        with wave.open(str(folder / "roll_call.wav"), "wb") as cut:
            cut.setparams(whole.getparams())
            cut.writeframes(sound)
    return folder / "roll_call.wav"


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return vocabulary_of(read_seance(SESSION / "seance.toml"))


def run(wav: Path, spec: WhisperSpec, vocabulary: Vocabulary, work: Path) -> Transcript:
    part = AudioPart(name="audio.opus", sha256="a" * 64, duration_s=ROLL_CALL_S)
    audio = AudioRef(sha256="a" * 64, duration_s=ROLL_CALL_S, parts=(part,))
    return transcribe(
        wav, audio, TranscribeOptions(engine=spec, vocabulary=vocabulary), work, silent()
    )


@pytest.fixture(scope="module")
def transcript(
    wav: Path, spec: WhisperSpec, vocabulary: Vocabulary, tmp_path_factory: pytest.TempPathFactory
) -> Transcript:
    return run(wav, spec, vocabulary, tmp_path_factory.mktemp("work"))


def test_the_roll_is_spelled_as_in_the_papers(
    transcript: Transcript, vocabulary: Vocabulary
) -> None:
    text = " ".join(turn.text for turn in transcript.turns)
    called = vocabulary.names[1:]

    assert sum(name.family in text for name in called) >= 0.85 * len(called)


def test_the_answers_of_the_roll_call_are_heard(transcript: Transcript) -> None:
    text = " ".join(turn.text.lower() for turn in transcript.turns)

    assert text.count("présent") + text.count("je suis là") >= 7
    assert transcript.coverage is not None
    assert transcript.coverage.covered_share > 0.97


def test_words_are_timed_in_order_within_the_recording(transcript: Transcript) -> None:
    words = [word for turn in transcript.turns for word in turn.words]

    assert all(before.start <= after.start for before, after in pairwise(words))
    assert all(0 <= word.start <= word.end <= ROLL_CALL_S for word in words)
    assert all(word.probability is not None and 0 <= word.probability <= 1 for word in words)


def test_the_same_recording_gives_the_same_bytes(
    transcript: Transcript, wav: Path, spec: WhisperSpec, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    assert to_json(run(wav, spec, vocabulary, tmp_path)) == to_json(transcript)


def test_a_passage_can_be_heard_once_more(wav: Path, spec: WhisperSpec) -> None:
    passage = Passage(span=Interval(56.5, 63.0), hint="Le quorum est atteint.")
    (words,) = listen_again(wav, [passage], spec, silent())

    assert "quorum" in "".join(word.text for word in words).lower()


def test_the_sound_tells_which_of_some_sentences_was_said(wav: Path, spec: WhisperSpec) -> None:
    names = ("Blondel", "Leclerc", "Marchand", "Roussel", "Perrin")
    told = "Monsieur Olivier Delaunay, absent excusé, pouvoir à Madame"
    held = tuple(f"{told} {name}." for name in names)
    nobody = ("Il est 19 heures 12.", "Il est 19 heures 14.")
    passages = [
        Passage(span=Interval(39.1, 42.5), wordings=(held,)),
        Passage(span=Interval(43.0, 43.2), wordings=(nobody,)),
    ]

    said, silence = listen_again(wav, passages, spec, silent())

    assert "".join(word.text for word in said).strip() == held[0]
    assert all(39.0 <= word.start <= word.end <= 42.6 for word in said)
    assert silence == ()


def test_a_model_that_cannot_be_loaded_is_told_as_a_fault_of_the_engine(
    wav: Path, spec: WhisperSpec, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    (tmp_path / "model.bin").write_bytes(b"no model")
    for name in ("tokenizer.json", "config.json", "vocabulary.txt"):
        (tmp_path / name).write_bytes((spec.folder / name).read_bytes())
    broken = WhisperSpec(model_id=MODEL, model_sha256="b" * 64, folder=tmp_path, device=processor())

    with pytest.raises(EngineFailed):
        run(wav, broken, vocabulary, tmp_path / "work")


def test_trying_a_graphics_card_never_fails(spec: WhisperSpec) -> None:
    assert run_in_child(try_cuda, spec.folder, silent()) in {
        None, "float16", "int8_float16", "int8_float32", "float32",
    }  # fmt: skip
