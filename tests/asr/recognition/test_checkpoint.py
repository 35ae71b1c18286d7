from dataclasses import replace
from pathlib import Path

import pytest

from asr.recognition.checkpoint import Checkpoint, RecognisedUnit, RecognisedWindow, UnitKey
from asr.recognition.hotwords import CalledName, Vocabulary
from core.errors import FolderNotWritable
from core.timecode import Interval
from core.transcript import DoubtKind, Quarantined, Word

ROUSSEL = CalledName(title="Madame", given="Isabelle", family="Roussel")
KEY = UnitKey(
    audio_sha256="a" * 64,
    model_sha256="b" * 64,
    engine="scripted",
    engine_version="1",
    vocabulary=Vocabulary(names=(ROUSSEL,)),
    units=((Interval(0.0, 20.0), Interval(21.0, 40.0)),),
)
UNIT = RecognisedUnit(
    number=0,
    device="cpu int8",
    speech=(Interval(0.1, 19.9),),
    windows=(
        RecognisedWindow(
            window=Interval(0.0, 20.0),
            words=(Word(start=0.1, end=0.3, text=" Été", probability=1 / 3),),
            quarantined=(
                Quarantined(start=1.0, end=2.0, text="merci", reason=DoubtKind.REPETITION),
            ),
        ),
    ),
)


def test_a_unit_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    Checkpoint(tmp_path, KEY).save(UNIT)

    assert Checkpoint(tmp_path, KEY).load(0) == UNIT


def test_a_unit_that_was_not_finished_is_not_there(tmp_path: Path) -> None:
    assert Checkpoint(tmp_path, KEY).load(3) is None


@pytest.mark.parametrize(
    "other",
    [
        replace(KEY, audio_sha256="c" * 64),
        replace(KEY, model_sha256="c" * 64),
        replace(KEY, engine_version="2"),
        replace(KEY, vocabulary=Vocabulary()),
        replace(KEY, units=((Interval(0.0, 20.0),),)),
    ],
)
def test_a_unit_of_another_recognition_is_never_taken(tmp_path: Path, other: UnitKey) -> None:
    Checkpoint(tmp_path, KEY).save(UNIT)

    assert Checkpoint(tmp_path, other).load(0) is None


@pytest.mark.parametrize("content", ["", "{", '{"number": 0}', "\x00\xff"])
def test_a_damaged_file_counts_as_not_done(tmp_path: Path, content: str) -> None:
    checkpoint = Checkpoint(tmp_path, KEY)
    checkpoint.save(UNIT)
    (file,) = tmp_path.rglob("unit-*.json")
    file.write_text(content, encoding="latin-1")

    assert checkpoint.load(0) is None


def test_a_file_under_another_number_counts_as_not_done(tmp_path: Path) -> None:
    checkpoint = Checkpoint(tmp_path, KEY)
    checkpoint.save(UNIT)
    (file,) = tmp_path.rglob("unit-*.json")
    file.rename(file.with_name("unit-00001.json"))

    assert checkpoint.load(1) is None


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "work").write_text("a file")

    with pytest.raises(FolderNotWritable):
        Checkpoint(tmp_path / "work", KEY)
