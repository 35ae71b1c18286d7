"""Long work in another process: the same `greffier` command, its progress line by line.

The window never loads what the work needs, and a crash there ends a job, not the window.
"""

import json
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, Signal

from core.task import Notice, Progress
from desktop.session.french.messages import notice_text

_STOPPED = 130
"""Exit code of a command that a person stopped (the contract of the command line)."""


class Job(QObject):
    """One run of a `greffier` command.

    Args:
        arguments: of the command ("process", "seance.mp3", ...).
        parent: who asked for the work; it ends with them.

    Signals:
        progressed: a `Progress`.
        told: a sentence for the person.
        heard: seconds and words of what was just recognised.
        ended: whether it was done; the last sentence of a refusal, "" when stopped or done.
    """

    progressed = Signal(object)
    told = Signal(str)
    heard = Signal(float, str)
    ended = Signal(bool, str)

    def __init__(self, arguments: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._arguments = [*_command(), *arguments, "--json-progress"]
        self._process = QProcess(self)
        self._process.readyReadStandardError.connect(self._read)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)
        self._rest = b""
        self._last_words: list[str] = []
        self._was_stopped = False
        if parent is not None:
            parent.destroyed.connect(self._end_unheard)

    def start(self) -> None:
        """Begin the work."""
        self._process.start(self._arguments[0], self._arguments[1:])

    def stop(self) -> None:
        """Ask the work to stop: what is done is kept and resumes at the next start."""
        if self._process.state() == QProcess.ProcessState.NotRunning:
            return
        self._was_stopped = True
        if sys.platform == "win32":
            self._process.kill()  # its children end with it (asr.worker)
        else:
            os.kill(self._process.processId(), signal.SIGINT)

    def wait(self, milliseconds: int = 15_000) -> None:
        """Wait for the end of the work; end it by force after this long."""
        if not self._process.waitForFinished(milliseconds):
            self._process.kill()
            self._process.waitForFinished()

    def _end_unheard(self) -> None:
        """End the work by force and tell nobody: who would hear of it is being destroyed."""
        self._process.blockSignals(True)  # noqa: FBT003 - Qt's
        self._process.kill()
        self._process.waitForFinished()

    def _read(self) -> None:
        self._rest += self._process.readAllStandardError().data()
        *lines, self._rest = self._rest.split(b"\n")
        for line in lines:
            self._on_line(line.decode(errors="replace"))

    def _on_line(self, line: str) -> None:
        try:
            event = json.loads(line)
        except ValueError:
            self._last_words = [*self._last_words[-3:], line]
            return
        kind = event.pop("type", "") if isinstance(event, dict) else ""
        if kind == "progress":
            self.progressed.emit(Progress(**event))
        elif kind == "notice":
            text = notice_text(Notice(code=event.pop("code"), facts=event))
            if text is not None:
                self.told.emit(text)
        elif kind == "heard":
            self.heard.emit(float(event["start"]), str(event["text"]))

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self.ended.emit(False, self._process.errorString())  # noqa: FBT003 - a signal

    def _on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._read()
        done = status is QProcess.ExitStatus.NormalExit and code == 0
        # Stopped before it listens to the signal, it ends like any interrupted program.
        stopped = self._was_stopped or status is QProcess.ExitStatus.CrashExit or code == _STOPPED
        words = "" if done or stopped else " ".join(self._last_words)
        self.ended.emit(done, words)


def _command() -> list[str]:
    """Return how this program is called again as a command.

    On Windows and macOS the built window is a program of its own, which has no output to be read.
    """
    here = Path(sys.executable)
    if getattr(sys, "frozen", False):
        return [str(here.with_name(f"greffier{here.suffix}"))]
    return [str(here), "-m", "desktop"]
