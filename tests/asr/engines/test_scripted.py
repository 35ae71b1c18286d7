from pathlib import Path

import pytest

from asr.engines.base import Manner
from asr.engines.scripted import ScriptedSpec
from core.jsonio import JsonInvalid, write_json
from core.task import silent
from core.timecode import Interval
from core.transcript import Word

WORDS = (
    Word(start=1.0, end=1.4, text=" Bonsoir"),
    Word(start=1.5, end=2.0, text=" à"),
    Word(start=2.2, end=2.6, text=" tous."),
    Word(start=9.0, end=9.8, text=" Merci."),
)


@pytest.fixture
def spec(tmp_path: Path) -> ScriptedSpec:
    write_json(tmp_path / "script.json", WORDS)
    return ScriptedSpec(script=tmp_path / "script.json")


def test_each_window_gets_the_words_whose_middle_lies_in_it(spec: ScriptedSpec) -> None:
    windows = [Interval(0.0, 1.6), Interval(1.6, 9.5)]

    listening = spec.open().listen(Path("séance.wav"), windows)

    assert listening.hear([1, 0], ["", ""], Manner()) == [WORDS[1:], WORDS[:1]]


def test_speech_is_where_the_script_has_words(spec: ScriptedSpec) -> None:
    found = spec.find_speech(Path("séance.wav"), silent())

    assert found == [Interval(1.0, 2.6), Interval(9.0, 9.8)]


def test_the_digest_follows_the_script(spec: ScriptedSpec) -> None:
    before = spec.model_sha256
    write_json(spec.script, WORDS[:1])

    assert spec.model_sha256 != before


def test_a_broken_script_is_told(spec: ScriptedSpec) -> None:
    spec.script.write_text("[{")

    with pytest.raises(JsonInvalid):
        spec.open()


def test_the_sentence_of_the_script_fits_its_window_best(spec: ScriptedSpec) -> None:
    listening = spec.open().listen(Path("séance.wav"), [Interval(0.0, 4.0)])

    near, far = listening.weigh(0, ["Bonsoir à tous.", "Bonne nuit."])

    assert near.heard > far.heard


def test_a_sentence_is_followed_through_its_window(spec: ScriptedSpec) -> None:
    listening = spec.open().listen(Path("séance.wav"), [Interval(1.0, 3.0)])

    assert [(w.start, w.end, w.text) for w in listening.follow(0, "À tous")] == [
        (1.0, 2.0, " À"),
        (2.0, 3.0, " tous"),
    ]
