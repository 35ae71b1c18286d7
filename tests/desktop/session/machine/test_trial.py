"""What a trial of the machine says about a two-hour meeting."""

import wave
from pathlib import Path

import pytest

from core.task import CallbackContext, Event, Notice, TaskContext
from desktop.session.french.messages import notice_text
from desktop.session.machine import trial
from desktop.session.machine.trial import try_machine
from desktop.session.requests import RecognitionRequest, SessionFiles
from models.store import Store


def test_the_time_to_load_is_not_taken_for_time_to_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [0.0]
    heard: list[float] = []
    events: list[Event] = []

    def work(files: SessionFiles, *_: object) -> None:
        """Take 20 seconds to load, then half the length of the sound."""
        with wave.open(str(files.media[0]), "rb") as reader:
            seconds = reader.getnframes() / reader.getframerate()
        heard.append(seconds)
        clock[0] += 20.0 + seconds / 2

    monkeypatch.setattr(trial.time, "monotonic", lambda: clock[0])
    ctx: TaskContext = CallbackContext(events.append)
    found = try_machine(RecognitionRequest(), Store(tmp_path), ctx, work)
    assert heard == [15.0, 60.0]
    assert found.rate == pytest.approx(0.5)
    assert found.overhead_s == pytest.approx(20.0)
    last = events[-1]
    assert isinstance(last, Notice)
    assert "environ 60 min" in str(notice_text(last))
