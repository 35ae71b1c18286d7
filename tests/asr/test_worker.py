import contextlib
import importlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event as ThreadEvent
from threading import Thread

import psutil
import pytest

from asr.errors import WorkerDied
from asr.worker import ChildBug, ChildOptions, run_in_child
from core.errors import DiskFull
from core.task import CallbackContext, Cancelled, Event, Notice, Partial, Progress, silent

IMPATIENT = ChildOptions(grace_s=0.3)


def double(number: int, ctx) -> int:
    ctx.emit(Progress(step="test", done=1, total=2))
    ctx.emit(Partial(value=number))
    return number * 2


def fill_the_disk(path: str, ctx) -> None:
    raise DiskFull(path=path, needed_bytes=10, free_bytes=3)


def divide_by_zero(number: int, ctx) -> float:
    return number / 0


def count_for_ever(_: None, ctx) -> None:
    while True:
        ctx.emit(Progress(step="test", done=0))
        time.sleep(0.01)


def never_listen(_: None, ctx) -> None:
    ctx.emit(Notice(code="started", facts={"pid": os.getpid()}))
    time.sleep(600)


def leave(code: int, ctx) -> None:
    os._exit(code)


def own_priority(_: None, ctx) -> int:
    return os.getpriority(os.PRIO_PROCESS, 0)


def offline_setting(_: None, ctx) -> str | None:
    return os.environ.get("HF_HUB_OFFLINE")


def print_pid() -> None:
    """Start a child that never ends and print its number: the script of a test."""

    def write(event: Event) -> None:
        assert isinstance(event, Notice)
        sys.stdout.write(f"{event.facts['pid']}\n")
        sys.stdout.flush()

    run_in_child(never_listen, None, CallbackContext(write))


@pytest.fixture(autouse=True)
def no_child_survives() -> Iterator[None]:
    yield
    assert not [c for c in psutil.Process().children() if "--multiprocessing-fork" in c.cmdline()]


def test_the_result_and_the_events_of_the_child_reach_the_caller() -> None:
    seen: list[Event] = []

    assert run_in_child(double, 21, CallbackContext(seen.append)) == 42
    assert seen == [Progress(step="test", done=1, total=2), Partial(value=21)]


def test_our_error_arrives_as_itself_with_its_facts() -> None:
    with pytest.raises(DiskFull) as raised:
        run_in_child(fill_the_disk, "/media/clé", silent())

    assert raised.value.facts == {"path": "/media/clé", "needed_bytes": 10, "free_bytes": 3}


def test_a_bug_arrives_with_the_traceback_of_the_child() -> None:
    with pytest.raises(ChildBug, match="in divide_by_zero"):
        run_in_child(divide_by_zero, 1, silent())


def test_a_stop_ends_a_task_that_reports() -> None:
    cancel = ThreadEvent()

    with pytest.raises(Cancelled):
        run_in_child(count_for_ever, None, CallbackContext(lambda _: cancel.set(), cancel))


def test_a_stop_ends_a_task_that_never_listens() -> None:
    cancel = ThreadEvent()
    ctx = CallbackContext(lambda _: cancel.set(), cancel)

    with pytest.raises(Cancelled):
        run_in_child(never_listen, None, ctx, IMPATIENT)


def test_a_fault_of_the_listener_ends_the_child() -> None:
    def refuse(_: Event) -> None:
        raise DiskFull(path="", needed_bytes=1, free_bytes=0)

    with pytest.raises(DiskFull):
        run_in_child(count_for_ever, None, CallbackContext(refuse))


def test_a_process_that_vanishes_is_told_with_its_exit_code() -> None:
    with pytest.raises(WorkerDied) as raised:
        run_in_child(leave, 3, silent())

    assert raised.value.facts == {"exit_code": 3}


def test_a_child_can_let_other_programs_go_first() -> None:
    usual = os.getpriority(os.PRIO_PROCESS, 0)

    assert run_in_child(own_priority, None, silent(), ChildOptions(low_priority=True)) > usual


def test_the_child_is_kept_off_the_network() -> None:
    assert run_in_child(offline_setting, None, silent()) == "1"


def test_a_child_dies_with_its_parent() -> None:
    command = [sys.executable, "-c", f"from {__name__} import print_pid; print_pid()"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        orphan = int(parent.stdout.readline())
        parent.kill()

    with contextlib.suppress(psutil.NoSuchProcess):
        psutil.Process(orphan).wait(timeout=10)
    assert not psutil.pid_exists(orphan)


SLOW_TO_LOAD = """
import os, pathlib, time
if os.environ["PARENT"] != str(os.getpid()):
    pathlib.Path(__file__).with_suffix(".loading").touch()
    time.sleep(0.5)

def answer(_, ctx):
    return 42
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT")
def test_a_child_that_is_being_loaded_leaves_ctrl_c_to_its_parent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "slow_task.py").write_text(SLOW_TO_LOAD, encoding="utf-8")
    monkeypatch.setenv("PARENT", str(os.getpid()))
    monkeypatch.syspath_prepend(tmp_path)
    answer = importlib.import_module("slow_task").answer

    def interrupt() -> None:
        while not (tmp_path / "slow_task.loading").exists():
            time.sleep(0.02)
        for child in psutil.Process().children():
            if "spawn_main" in " ".join(child.cmdline()):
                child.send_signal(signal.SIGINT)

    interrupter = Thread(target=interrupt, daemon=True)
    interrupter.start()
    assert run_in_child(answer, None, silent()) == 42
    interrupter.join()
    assert "Traceback" not in capfd.readouterr().err
