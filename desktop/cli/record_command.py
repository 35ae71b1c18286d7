"""`greffier record`: record a session in a terminal, until Ctrl-C."""

import datetime as dt
import queue
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event as ThreadEvent
from types import FrameType

import click

from asr.recording.capture import Microphones
from asr.recording.devices import InputDevice
from asr.recording.journal import Marked
from asr.recording.levels import FLOOR_DBFS, Level
from asr.recording.playback import play
from asr.recording.recorder import Phase, Status
from asr.recording.summary import RecordingSummary
from asr.recording.tape import TrackState
from core.task import CallbackContext, Event, Notice
from core.timecode import format_timecode
from desktop.cli.exit_codes import ExitCode
from desktop.cli.french import FrenchCommand
from desktop.cli.progress import terminal_context
from desktop.session.french.messages import notice_text
from desktop.session.recording.board_state import told
from desktop.session.recording.recorder import RecordRequest, chosen_inputs, record, try_microphone
from desktop.session.recording.typed_marks import HELP

_BAR_CELLS = 24
_BAR_FLOOR_DBFS = -60.0
_SHOWN_EVERY = 600
"""Without a terminal, one line a minute: the board is shown ten times a second."""

_ANNOUNCEMENT = (
    "Les personnes présentes doivent savoir que la séance est enregistrée (RGPD, art. 13).\n"
    "Le président l'annonce-t-il ?"
)

_path = click.Path(path_type=Path)


@click.command("record", cls=FrenchCommand)
@click.option("--out", type=_path, metavar="DOSSIER", help="Dossier de la séance.")
@click.option(
    "--device",
    "devices",
    multiple=True,
    metavar="MICRO",
    help="Numéro, nom ou partie du nom d'un micro ; à répéter pour en enregistrer plusieurs.",
)
@click.option(
    "--mirror", type=_path, metavar="DOSSIER", help="Deuxième copie, sur un autre disque."
)
@click.option("--list-devices", is_flag=True, help="Montrer les micros et s'arrêter.")
@click.option(
    "--test", "test_only", is_flag=True, help="Essayer le micro cinq secondes et réécouter."
)
@click.option(
    "--announced/--not-announced",
    "is_announced",
    default=None,
    help="Le président annonce, ou non, que la séance est enregistrée ; sinon, la question est "
    "posée.",
)
def record_session(
    out: Path | None,
    devices: tuple[str, ...],
    mirror: Path | None,
    *,
    list_devices: bool,
    test_only: bool,
    is_announced: bool | None,
) -> int:
    """Enregistrer une séance jusqu'à Ctrl-C."""
    if list_devices:
        return _list_devices()
    if test_only:
        return _test_microphones(devices)
    if out is None:
        raise click.MissingParameter(param=click.Option(["--out"]), param_type="option")
    if is_announced is None and sys.stdin.isatty():
        is_announced = _answer_to(_ANNOUNCEMENT)
    click.echo(f"Enregistrement dans « {out} ». Ctrl-C pour terminer.")
    if sys.stdin.isatty():
        click.echo(f"Repères : {HELP}")
    if not is_announced:
        click.echo("Annoncez aux personnes présentes que la séance est enregistrée.")
    with _terminal_board() as board:
        summary = record(
            out,
            RecordRequest(devices=devices, mirror=mirror, is_announced=is_announced),
            board,
            CallbackContext(board.on_event),
        )
    _report(summary, out)
    return ExitCode.DONE


def _answer_to(question: str) -> bool | None:
    """Return whether the answer typed is yes, None when there is none."""
    try:
        answer = input(f"{question} [O/n] ")
    except EOFError:
        return None
    return not answer.strip().lower().startswith("n")


def _list_devices() -> int:
    inputs = Microphones().devices()
    for number, device in enumerate(inputs, start=1):
        click.echo(_device_line(number, device))
    if not inputs:
        click.echo("Aucun micro : branchez-en un et relancez.")
    return ExitCode.DONE


def _test_microphones(wanted: tuple[str, ...]) -> int:
    source = Microphones()
    for device in chosen_inputs(source, wanted):
        click.echo(f"{device.id} : parlez pendant cinq secondes, de la place d'un orateur.")
        with terminal_context(as_json=False) as ctx:
            trial = try_microphone(device, ctx, source)
        report = trial.report
        click.echo(
            f"Voix {report.speech_dbfs:.0f} dB, bruit {report.noise_dbfs:.0f} dB, "
            f"crête {report.peak_dbfs:.0f} dB."
        )
        click.echo("Réécoute : vous devez entendre ce que vous venez de dire.")
        with terminal_context(as_json=False) as ctx:
            play(trial.heard, ctx)
    return ExitCode.DONE


def _device_line(number: int, device: InputDevice) -> str:
    channels = "mono" if device.channels == 1 else "stéréo"
    khz = f"{device.rate_hz / 1000:g}".replace(".", ",")
    default = ", par défaut" if device.is_default else ""
    if device.is_loopback:
        return f"{number:3}. {device.id} (ce que joue l'ordinateur, la visioconférence)"
    return f"{number:3}. {device.id} ({channels}, {khz} kHz{default})"


class TerminalBoard:
    """Shows the recording on one line of the terminal, and what must be told above it.

    Args:
        stop: set when the person recording asks to stop.
    """

    def __init__(self, stop: ThreadEvent) -> None:
        self._stop = stop
        self._typed: queue.SimpleQueue[str] = queue.SimpleQueue()
        if sys.stdin is not None and sys.stdin.isatty():
            threading.Thread(target=self._read_keys, name="keys", daemon=True).start()
        self._is_terminal = sys.stderr.isatty()
        self._shown = 0

    def wait(self, seconds: float) -> bool:
        """Wait; whether the person recording asked to stop."""
        return self._stop.wait(seconds)

    def typed(self) -> list[str]:
        """Return the lines typed since the last call."""
        lines: list[str] = []
        while not self._typed.empty():
            lines.append(self._typed.get())
        return lines

    def marked(self, mark: Marked | None, line: str) -> None:
        """Show what a typed line did."""
        if mark is not None:
            self._tell(f"{mark.at.astimezone():%H h %M}  {told(mark, ())}")
        elif line.strip().lower() == "x":
            self._tell("Dernier repère annulé.")
        elif line.strip():
            self._tell(f"Pas compris. {HELP}")

    def _read_keys(self) -> None:
        for line in sys.stdin:
            self._typed.put(line)

    def show(self, status: Status) -> None:
        """Show the time, the levels and the room left."""
        self._shown += 1
        if self._is_terminal:
            self._write(f"\r\x1b[2K{status_line(status)}")
        elif self._shown % _SHOWN_EVERY == 1:
            self._write(f"{status_line(status)}\n")

    def on_event(self, event: Event) -> None:
        """Print a notice with its hour, and ring the bell."""
        if isinstance(event, Notice) and (text := notice_text(event)) is not None:
            line = f"{dt.datetime.now().astimezone():%H h %M}  {text}\n"
            self._write(f"\r\x1b[2K\a{line}" if self._is_terminal else line)

    def _tell(self, line: str) -> None:
        self._write(f"\r\x1b[2K{line}\n" if self._is_terminal else f"{line}\n")

    def _write(self, text: str) -> None:
        print(text, end="", file=sys.stderr, flush=True)


def status_line(status: Status) -> str:
    """Return the board on one line."""
    if status.phase is Phase.STOPPED:
        return f"{format_timecode(status.sound_s)}  écriture des dernières parties…"
    meters = "  ".join(_meter(track) for track in status.tracks)
    return f"{format_timecode(status.sound_s)}  {meters}  {_room(status.minutes_left)}".rstrip()


def _meter(track: TrackState) -> str:
    """Return a level bar from -60 dB to full scale, and the peak."""
    if not track.device:
        return f"[{'pas de son':^{_BAR_CELLS}}]"
    return f"[{_bar(track.level)}] {max(track.level.peak_dbfs, FLOOR_DBFS):4.0f} dB"


def _bar(level: Level) -> str:
    share = 1.0 - max(_BAR_FLOOR_DBFS, min(0.0, level.rms_dbfs)) / _BAR_FLOOR_DBFS
    filled = round(share * _BAR_CELLS)
    return ("#" * filled).ljust(_BAR_CELLS, ".")


def _room(minutes: float | None) -> str:
    if minutes is None:
        return ""
    hours = int(minutes // 60)
    return f"reste {hours} h" if hours else f"reste {int(minutes)} min"


def _report(summary: RecordingSummary, out: Path) -> None:
    """Tell what was recorded and what to do next."""
    parts = len(summary.parts)
    plural = "s" if parts > 1 else ""
    click.echo(
        f"Enregistrement terminé : {format_timecode(summary.duration_s)}, {parts} partie{plural} "
        f"dans « {out / 'audio'} »."
    )
    if summary.missing_s >= 1:
        click.echo(f"Il manque {summary.missing_s:.0f} s, remplacées par du silence à leur place.")
    click.echo(
        f'Pour la suite : greffier process "{out / "audio"}"/*.flac --seance seance.toml '
        f'--out "{out}"'
    )


@contextmanager
def _terminal_board() -> Iterator[TerminalBoard]:
    """Yield the board; Ctrl-C, closing the terminal and the system's shutdown end the recording.

    A second Ctrl-C gives up the last parts: the raw sound is kept, and made at the next start.
    """
    stop = ThreadEvent()

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    names = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {number: signal.signal(number, on_signal) for number in numbers}
    try:
        yield TerminalBoard(stop)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
