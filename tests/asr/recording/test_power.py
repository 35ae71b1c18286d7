"""The machine is kept awake while it records; one that refuses changes nothing."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from asr.recording import power
from asr.recording.power import Wakefulness


@contextmanager
def kept_awake() -> Iterator[Wakefulness]:
    wakefulness = Wakefulness()
    try:
        yield wakefulness
    finally:
        wakefulness.release()


posix_only = pytest.mark.skipif(sys.platform == "win32", reason="runs a shell script")


def a_program(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Make a stand-in for a program that holds the machine awake."""
    path = folder / "holder"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    monkeypatch.setattr(power, "_HOLDERS", {sys.platform: ((str(path), "cat"),)})


@posix_only
def test_the_machine_is_held_until_the_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_program(tmp_path, monkeypatch, 'exec "$1"')
    with kept_awake() as wakefulness:
        assert wakefulness.is_held
    assert not wakefulness.is_held


@posix_only
def test_a_machine_that_refuses_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_program(tmp_path, monkeypatch, "exit 1")
    with kept_awake() as wakefulness:
        assert not wakefulness.is_held


def test_a_machine_without_such_a_program_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(power, "_HOLDERS", {sys.platform: (("no-such-program", "cat"),)})
    monkeypatch.setattr(power.sys, "platform", sys.platform)
    if sys.platform != "win32":
        assert not Wakefulness().is_held


@posix_only
def test_the_machine_may_sleep_again_when_the_program_dies(tmp_path: Path) -> None:
    script = tmp_path / "holder"
    done = tmp_path / "done"
    script.write_text(f'#!/bin/sh\n"$1"\ntouch "{done}"\n')
    script.chmod(0o755)
    holding = (
        "import sys, os; from asr.recording import power;"
        f"power._HOLDERS = {{sys.platform: (({str(script)!r}, 'cat'),)}};"
        "w = power.Wakefulness(); assert w.is_held; os._exit(9)"
    )
    ended = subprocess.run([sys.executable, "-c", holding], check=False, timeout=30)
    assert ended.returncode == 9
    for _ in range(100):
        if done.exists():
            break
        subprocess.run(["sleep", "0.05"], check=True)
    assert done.exists()


@pytest.mark.parametrize(
    ("platform", "asked"),
    [
        ("darwin", [["caffeinate", "-d", "-i", "-s", "cat"]]),
        ("linux", [["systemd-inhibit"], ["gnome-session-inhibit"], ["kde-inhibit"]]),
        ("win32", []),
    ],
)
def test_each_system_is_asked_in_its_own_way(
    platform: str, asked: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[tuple[str, ...]] = []
    monkeypatch.setattr(power.sys, "platform", platform)
    monkeypatch.setattr(power, "_started", started.append)
    monkeypatch.setattr(power, "_set_execution_state", lambda _flags: True)
    with kept_awake():
        pass
    begun = [list(command[: len(words)]) for command, words in zip(started, asked, strict=True)]
    assert begun == asked


def test_windows_is_asked_for_the_system_and_the_screen_and_then_released(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[int] = []
    kernel = SimpleNamespace(SetThreadExecutionState=lambda flags: asked.append(flags.value) or 1)
    monkeypatch.setattr("ctypes.windll", SimpleNamespace(kernel32=kernel), raising=False)
    monkeypatch.setattr(power.sys, "platform", "win32")
    with kept_awake() as wakefulness:
        assert wakefulness.is_held
        assert asked == [0x80000003]
    assert asked == [0x80000003, 0x80000000]
    assert not wakefulness.is_held
