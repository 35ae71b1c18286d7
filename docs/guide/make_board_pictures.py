"""Take the pictures of the recording page: before and during a session.

Run as a file from the repository: `python docs/guide/make_board_pictures.py`. Nothing is recorded:
the board is shown what a recorder would tell it, so that the pictures are always the same.
"""

# ruff: noqa: SLF001 - the path is set first; the board is put into a state by hand

import datetime as dt
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from make_pictures import NAME, PICTURES, take
from PySide6.QtWidgets import QApplication

from asr.recording.devices import InputDevice
from asr.recording.journal import Marked, MarkKind
from asr.recording.levels import Level
from asr.recording.recorder import Phase, Status
from asr.recording.tape import TrackState
from core.task import Notice
from desktop.ui.app import set_french
from desktop.ui.board.live_board import LiveBoard
from desktop.ui.lane import AtOnce
from desktop.ui.main_window import MainWindow
from desktop.ui.player import Player
from desktop.ui.rail import Stage
from desktop.ui.sound_output import SilentOutput
from desktop.ui.theme import THEMES, ThemeName, use
from tests.helpers.sessions import DATA, minutes

EVENING = dt.datetime(2026, 3, 26, 18, 31).astimezone()
DEVICES = tuple(
    InputDevice(name=name, host_api="ALSA", channels=channels, rate_hz=48_000, is_default=default)
    for name, channels, default in (
        ("Micro de conférence USB", 1, True),
        ("Son de la visioconférence", 2, False),
        ("Micro intégré", 2, False),
    )
)
MARKS = (
    (0, MarkKind.ANNOUNCED, ""),
    (6, MarkKind.NEXT_ITEM, "1"),
    (19, MarkKind.ARRIVAL, "M. Alain Hubert"),
    (27, MarkKind.VOTE, "1"),
    (28, MarkKind.NEXT_ITEM, "2"),
)


class NoInputs:
    """A machine whose inputs are told by hand."""

    def devices(self) -> tuple[InputDevice, ...]:
        """Return the inputs of the pictures."""
        return DEVICES

    def listen(self, *_: object) -> None:
        """Hear nothing."""


def new_session() -> Path:
    """Return the folder of a session that is described and not recorded yet."""
    folder = Path(tempfile.mkdtemp()) / "seance"
    folder.mkdir()
    (folder / "seance.toml").write_bytes((DATA / f"{NAME}.toml").read_bytes())
    return folder


def during(board: LiveBoard, *, alarmed: bool) -> None:
    """Show the board as in the middle of a session."""
    board._show_meters(2)
    board._stack.setCurrentWidget(board._during)
    states = (
        TrackState(
            device=DEVICES[0].id,
            level=Level(peak_dbfs=-11.0, rms_dbfs=-22.0),
            lost_s=0.0,
            overflows=0,
        ),
        TrackState(
            device=DEVICES[1].id,
            level=Level(peak_dbfs=-16.0, rms_dbfs=-27.0),
            lost_s=0.0,
            overflows=0,
        ),
    )
    if not board.log.marks:
        for minutes_in, kind, text in MARKS:
            at = EVENING + dt.timedelta(minutes=minutes_in)
            mark = Marked(stretch=1, at=at, at_s=60.0 * minutes_in, kind=kind, text=text)
            board.log.add_mark(mark)
    board._show_state()
    board._show_status(
        Status(phase=Phase.RECORDING, sound_s=1893.0, tracks=states, minutes_left=2480.0)
    )
    board.now = lambda: EVENING + dt.timedelta(minutes=31)
    if alarmed:
        gone = TrackState(device="", level=Level(), lost_s=0.0, overflows=0)
        board._meters[1]._held_db = gone.level.peak_dbfs
        board._meters[1].show_state(gone)
        lost = Notice(code="recording-device-lost", facts={"track": 2, "device": DEVICES[1].id})
        board._on_told(lost)


def take_board(app: QApplication, theme: ThemeName, scale: float) -> None:
    """Take the recording page in one theme and one size of text."""
    use(app, THEMES[theme], scale)
    window = MainWindow(
        theme, Player(SilentOutput()), reader=lambda _t, _s: minutes(NAME), lane=AtOnce()
    )
    window.resize(1280, 800)
    window.show()
    window.open_session(new_session())
    assert window.view is not None  # noqa: S101 - just opened
    window.view.rail.choose(Stage.SOUND)
    board = window.view.sound.board
    board.bell._output = SilentOutput()
    board.setup.source = NoInputs()
    window.view.sound.show_board()
    board.setup._show_inputs(DEVICES)
    suffix = f"{theme}-{round(scale * 100)}"
    take(window, f"recording-setup-{suffix}")
    during(board, alarmed=False)
    take(window, f"recording-{suffix}")
    during(board, alarmed=True)
    take(window, f"recording-alarm-{suffix}")
    board.banner.acknowledge()
    window.close()


def main() -> None:
    """Take the pictures."""
    PICTURES.mkdir(exist_ok=True)
    app = QApplication([])
    translator = set_french(app)
    for theme, scale in ((ThemeName.LIGHT, 1.0), (ThemeName.LIGHT, 1.5), (ThemeName.DARK, 1.0)):
        take_board(app, theme, scale)
    app.removeTranslator(translator)


if __name__ == "__main__":
    main()
