"""The recording of a session, from the choice of its inputs to its finished parts.

The window drives the `Recorder` that `open_recording` returns and gives it to `close_recording`;
the command line calls `record`. Where it lies is in `desktop.session.recording.places`, what
happens after a crash in `desktop.session.recording.recovery`.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from asr.recording.capture import Microphones, SoundSource
from asr.recording.devices import InputDevice, choose
from asr.recording.journal import Marked, MarkKind
from asr.recording.microphone_check import TEST_S, Advice, MicrophoneReport, assess, heard_for
from asr.recording.playback import Sound, sound_of_frames
from asr.recording.recorder import Recorder, Status
from asr.recording.setup import Machine, Setup
from asr.recording.summary import RecordingSummary
from core.errors import AppError
from core.task import Notice, TaskContext
from desktop.session.dossier import Dossier, open_dossier
from desktop.session.recording.places import places_of, summary_of
from desktop.session.recording.recovery import repair, tidy
from desktop.session.recording.typed_marks import TypedMark, typed_mark
from pv_builder.roster.seance_toml import read_seance
from pv_builder.seance import Seance

logger = logging.getLogger(__name__)

_LOOK_S = 0.1
_NOTHING_TO_DO = (("microphone-good",), ("loopback-good",))


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRequest:
    """What a person asks to record.

    Attributes:
        devices: numbers, names or parts of names of the inputs; none for the system's default.
        mirror: folder on another volume for a second copy, or None.
        is_announced: whether the president tells those present that the session is recorded
            (RGPD art. 13); None when nobody was asked. The answer is kept as a mark.
    """

    devices: tuple[str, ...] = ()
    mirror: Path | None = None
    is_announced: bool | None = None


class Board(Protocol):
    """Who watches a recording and ends it."""

    def show(self, status: Status) -> None:
        """Show the time, the levels and the room left; called ten times a second."""

    def wait(self, seconds: float) -> bool:
        """Wait; whether the person recording asked to stop."""

    def typed(self) -> Sequence[str]:
        """Return the lines typed since the last call, for `recording.typed_marks`."""

    def marked(self, mark: Marked | None, line: str) -> None:
        """Show what a typed line did; None when it was not understood or took a mark back."""


def chosen_inputs(source: SoundSource, wanted: Sequence[str]) -> tuple[InputDevice, ...]:
    """Return the inputs that were asked for, each once. Raises as `devices.choose`."""
    listed = source.devices()
    return tuple(dict.fromkeys(choose(listed, name) for name in wanted or (None,)))


@dataclass(frozen=True, slots=True, kw_only=True)
class MicrophoneTrial:
    """What an input heard in the test, and what that says about it.

    Attributes:
        codes: of the notices: "microphone-good" or, for what this computer plays,
            "loopback-good" when there is nothing to do.
    """

    report: MicrophoneReport
    heard: Sound
    codes: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        """Whether there is nothing to do."""
        return self.codes in _NOTHING_TO_DO


def try_microphone(
    device: InputDevice, ctx: TaskContext, source: SoundSource | None = None
) -> MicrophoneTrial:
    """Listen to somebody speaking for five seconds; return what was heard, and what it says.

    Each piece of advice is told as a notice.

    Raises:
        MicrophoneRefused, MicrophoneLost: when it does not answer.
        Cancelled: when `ctx` asked to stop.
    """
    frames, rate_hz = heard_for(source or Microphones(), device, TEST_S, ctx)
    report = assess(frames, rate_hz)
    codes = _codes_of(device, report)
    for code in codes:
        ctx.emit(Notice(code=code))
    return MicrophoneTrial(report=report, heard=sound_of_frames(frames, rate_hz), codes=codes)


def _codes_of(device: InputDevice, report: MicrophoneReport) -> tuple[str, ...]:
    """Return what a test says; of what this computer plays only whether anything came."""
    if device.is_loopback:
        silent = Advice.MUTED in report.advice or Advice.NO_SPEECH in report.advice
        return ("loopback-silent",) if silent else ("loopback-good",)
    return tuple(f"microphone-{advice}" for advice in report.advice)


def open_recording(
    dossier: Dossier, setup: Setup, ctx: TaskContext, machine: Machine | None = None
) -> Recorder:
    """Return a recorder for an open session.

    What a crash left unfinished there is repaired first, at once, and told; its parts are made
    while the new recording goes on.
    """
    repair(places_of(dossier), ctx)
    return Recorder(setup, places_of(dossier), machine)


def close_recording(dossier: Dossier, recorder: Recorder, ctx: TaskContext) -> RecordingSummary:
    """Stop a recorder, make the last parts and return what the session now holds.

    Raises:
        PartNotVerified, DiskFull, SoundSystemMissing: the raw sound is kept; `recover_recording`
            makes the parts later.
    """
    recorder.stop()
    for notice in recorder.take_notices():
        ctx.emit(notice)
    recorder.finish(ctx)
    tidy(places_of(dossier))
    return summary_of(dossier)


def record(
    out: Path,
    request: RecordRequest,
    board: Board,
    ctx: TaskContext,
    machine: Machine | None = None,
) -> RecordingSummary:
    """Record into a session folder until the board asks to stop; return what it then holds.

    Args:
        out: the session folder; a recording that is there goes on.
        request: what to record.
        board: shows it and ends it.
        ctx: gets the notices.
        machine: what it runs on.

    Raises:
        AppError: when a folder, an input or the sound system refuses at the start; afterwards only
            when the last parts cannot be made, and then the raw sound is kept.
    """
    machine = machine or Machine()
    setup = Setup(devices=chosen_inputs(machine.source, request.devices), mirror=request.mirror)
    with open_dossier(out) as dossier:
        recorder = open_recording(dossier, setup, ctx, machine)
        try:
            recorder.start()
            if request.is_announced is not None:
                recorder.mark(announcement_mark(is_announced=request.is_announced))
            _follow(dossier, recorder, board, ctx)
        finally:
            recorder.stop()
        board.show(recorder.status())
        return close_recording(dossier, recorder, ctx)


def announcement_mark(*, is_announced: bool) -> MarkKind:
    """Return the mark that keeps the answer about the announcement."""
    return MarkKind.ANNOUNCED if is_announced else MarkKind.NOT_ANNOUNCED


def _follow(dossier: Dossier, recorder: Recorder, board: Board, ctx: TaskContext) -> None:
    seance = _stated(dossier)
    agenda = seance.agenda if seance else ()
    members = tuple(member.name for member in seance.roll) if seance else ()
    marks: list[Marked] = []
    is_over = False
    while not is_over:
        is_over = board.wait(_LOOK_S)  # what was typed before the end counts
        for notice in recorder.take_notices():
            ctx.emit(notice)
        for line in board.typed():
            asked = typed_mark(line, marks, agenda, members)
            board.marked(_done(recorder, marks, asked), line)
        board.show(recorder.status())


def _stated(dossier: Dossier) -> Seance | None:
    """Return the session as stated; a file with faults must not end a recording."""
    try:
        return read_seance(dossier.seance) if dossier.seance.exists() else None
    except AppError as error:
        logger.info("the session's file is not used: %s", error.code)
        return None


def _done(recorder: Recorder, marks: list[Marked], asked: TypedMark | None) -> Marked | None:
    """Make or take back a mark; return the one made."""
    if asked is None:
        return None
    if asked.kind is None:
        if marks:
            recorder.cancel_mark(marks.pop())
        return None
    marks.append(recorder.mark(asked.kind, asked.text))
    return marks[-1]
