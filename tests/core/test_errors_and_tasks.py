from threading import Event as ThreadEvent

import pytest

import core.errors
from core.errors import DiskFull, error_from
from core.task import CallbackContext, Cancelled, Event, Progress


def test_an_error_crosses_as_code_and_facts() -> None:
    sent = DiskFull(path="/secret/name", needed_bytes=5, free_bytes=3)
    received = error_from(sent.code, sent.facts)
    assert isinstance(received, DiskFull)
    assert received.facts == sent.facts


def test_unknown_codes_and_wrong_facts_make_no_error() -> None:
    assert error_from("never-heard", {}) is None
    assert error_from("disk-full", {"path": "x"}) is None


def test_the_text_for_the_log_holds_numbers_but_no_path() -> None:
    text = str(DiskFull(path="/secret/name", needed_bytes=5, free_bytes=3))
    assert text == "disk-full needed_bytes=5 free_bytes=3"


def test_an_error_without_its_facts_is_a_bug() -> None:
    with pytest.raises(TypeError):
        core.errors.DiskFull(path="x")


def test_events_arrive_until_the_task_is_cancelled() -> None:
    seen: list[Event] = []
    cancel = ThreadEvent()
    ctx = CallbackContext(seen.append, cancel)
    ctx.emit(Progress(step="s", done=1))
    cancel.set()
    with pytest.raises(Cancelled):
        ctx.emit(Progress(step="s", done=2))
    assert seen == [Progress(step="s", done=1)]
