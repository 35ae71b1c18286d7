"""A transcript that a person or another program changed is read whole, or refused at its place."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.jsonio import JsonInvalid, to_json, write_json
from core.transcript_file import read_transcript
from tests.helpers.edits import a_transcript

Data = dict[str, Any]


def changed(path: Path, change: Callable[[Data], object]) -> Path:
    data = json.loads(to_json(a_transcript()))
    change(data)
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_what_was_written_is_read(tmp_path: Path) -> None:
    write_json(tmp_path / "transcript.json", a_transcript())
    assert read_transcript(tmp_path / "transcript.json") == a_transcript()


def test_turns_in_another_order_are_put_in_that_of_the_session(tmp_path: Path) -> None:
    path = changed(tmp_path / "transcript.json", lambda data: data["turns"].reverse())
    assert read_transcript(path) == a_transcript()


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda data: data["turns"][1].update(start=-4.0), "turns/1/start"),
        (lambda data: data["turns"][1].update(start=7.0, end=5.0), "turns/1/start"),
        (lambda data: data["turns"][1].update(start=float("nan")), "turns/1/start"),
        (lambda data: data["turns"][1].update(end=float("inf")), "turns/1/start"),
        (lambda data: data["turns"][2].update(id=data["turns"][0]["id"]), "turns/2/id"),
        (lambda data: data["turns"][0]["words"][1].update(end=0.0), "turns/0/words/1/start"),
        (
            lambda data: data["turns"][0].update(
                doubts=[{"kind": "repetition", "first_word": 2, "last_word": 9}]
            ),
            "turns/0/doubts/0",
        ),
        (lambda data: data["audio"].update(duration_s=float("inf")), "audio/duration_s"),
        (lambda data: data["audio"]["parts"][0].update(missing_s=-1.0), "audio/parts/0"),
        (
            lambda data: data.update(
                coverage={
                    "speech_s": 9.0,
                    "quarantined": [{"start": 4, "end": 2, "text": "", "reason": "repetition"}],
                }
            ),
            "coverage/quarantined/0/start",
        ),
        (
            lambda data: data.update(
                second_hearings=[
                    {
                        "span": {"start": 1, "end": 2},
                        "first": "",
                        "words": [{"start": 2, "end": 1, "text": " a"}],
                    }
                ]
            ),
            "second_hearings/0/words/0/start",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(
    tmp_path: Path, change: Callable[[Data], object], where: str
) -> None:
    with pytest.raises(JsonInvalid) as caught:
        read_transcript(changed(tmp_path / "transcript.json", change))
    assert caught.value.facts["where"] == where
