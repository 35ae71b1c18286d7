"""Take the pictures of the guide: every page, light and dark, at 100 % and 150 %.

Run as a file from the repository: `python docs/guide/make_pictures.py`. It opens the sample session
as a perfect reading with a few doubts, so that the pictures do not depend on a model.
"""

# ruff: noqa: E402 - the path and the platform are set before anything of ours is imported

import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["GREFFIER_CONFIG"] = tempfile.mkdtemp()

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from asr.sound.audio import decode
from core.jsonio import write_json
from core.task import Progress, silent
from desktop.ui.acts.dialog import ActsDialog
from desktop.ui.app import set_french
from desktop.ui.lane import AtOnce
from desktop.ui.main_window import MainWindow
from desktop.ui.player import Player
from desktop.ui.rail import Stage
from desktop.ui.settings.view import SettingsView
from desktop.ui.sound_output import SilentOutput
from desktop.ui.theme import THEMES, ThemeName, use
from desktop.ui.work_page import WorkPage
from tests.desktop.ui.conftest import doubtful_transcript
from tests.helpers.sessions import DATA, minutes

PICTURES = Path(__file__).parent / "images"
NAME = "commune-saint-aubin"
ACT = """
[documents.actes.2]
numero = "2026-14"
matiere = "7.1"
expose = [
    "Vu le code général des collectivités territoriales, article L. 2121-29 ;",
    "Le prix du repas n'a pas changé depuis 2022. La commission propose :",
    "- 3,60 € pour les enfants de la commune ;",
    "- 4,80 € pour les enfants des communes voisines.",
]
dispositif = ["Fixe le prix du repas ainsi qu'il est proposé."]
"""
_COLOURS = 160
_SETTLED_MS = 400  # lists that became narrower measure their lines anew after a tenth of a second
_SMALLEST = 0
"""Quality of a PNG, for Qt: 0 compresses most; nothing is lost at any."""


def sample_folder() -> Path:
    """Return a session folder made for the pictures."""
    folder = Path(tempfile.mkdtemp()) / "seance"
    (folder / ".greffier").mkdir(parents=True)
    write_json(folder / "transcript.json", doubtful_transcript())
    described = (DATA / f"{NAME}.toml").read_text(encoding="utf-8")
    (folder / "seance.toml").write_text(described + ACT, encoding="utf-8")
    recording = DATA.parent / NAME / "audio.opus"
    decode((recording,), folder / ".greffier" / "audio.wav", silent())
    return folder


def take(window: QWidget, name: str) -> None:
    """Save what the window shows, in its own most frequent colours: the file stays small."""
    QTest.qWait(_SETTLED_MS)
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = memoryview(bytes(image.constBits())).cast("I")
    table = [colour for colour, _ in Counter(pixels).most_common(_COLOURS)]
    flat = Qt.ImageConversionFlag.ThresholdDither
    small = image.convertToFormat(QImage.Format.Format_Indexed8, table, flat)
    small.save(str(PICTURES / f"{name}.png"), quality=_SMALLEST)


def take_all(app: QApplication, folder: Path, theme: ThemeName, scale: float) -> None:
    """Take every page in one theme and one size of text."""
    use(app, THEMES[theme], scale)
    window = MainWindow(
        theme,
        Player(SilentOutput()),
        reader=lambda _transcript, _seance: minutes(NAME),
        lane=AtOnce(),
    )
    window.resize(1280, 800)
    window.show()
    suffix = f"{theme}-{round(scale * 100)}"
    window.open_session(folder)
    assert window.view is not None  # noqa: S101 - just opened
    for stage in Stage:
        window.view.rail.choose(stage)
        if stage is Stage.TEXT:
            window.view.text.show_second(88.0)
            window.player.seek(90.0)
        take(window, f"{stage.name.lower()}-{suffix}")
    take_acts(window, suffix)
    window.close_session()
    take(window, f"home-{suffix}")
    take_side_pages(window, suffix)
    window.close()


def take_acts(window: MainWindow, suffix: str) -> None:
    """Take the texts of the acts, at the one that is written."""
    assert window.view is not None  # noqa: S101 - just opened
    dialog = ActsDialog(window.view.session, "2", window)
    dialog.resize(1040, 760)
    dialog.show()
    take(dialog, f"actes-{suffix}")
    dialog.reject()


def take_side_pages(window: MainWindow, suffix: str) -> None:
    """Take what can be opened from anywhere, and the work in progress."""
    window.show_settings()
    assert isinstance(window.side.page, SettingsView)  # noqa: S101 - just opened
    for at, name in enumerate(("affichage", "transcription", "dossiers", "touches", "apropos")):
        window.side.page.tabs.setCurrentIndex(at)
        take(window, f"reglages-{name}-{suffix}")
    window.show_help()
    take(window, f"aide-{suffix}")
    window.show_trial()
    take(window, f"bienvenue-{suffix}")
    page = WorkPage("Conseil municipal du jeudi 26 mars 2026")
    for turn in doubtful_transcript().turns[:12]:
        page.add(turn.start, turn.text)
    window.side.show_page(page)
    window.job_bar.begin()
    window.job_bar.show_progress(Progress(step="asr.recognise", done=74, total=410))
    take(window, f"travail-{suffix}")
    window.job_bar.hide()
    window.side.leave()


def main() -> None:
    """Take every picture."""
    PICTURES.mkdir(exist_ok=True)
    form, scope = QSettings.Format.IniFormat, QSettings.Scope.UserScope
    QSettings.setPath(form, scope, os.environ["GREFFIER_CONFIG"])
    app = QApplication([])
    translator = set_french(app)
    folder = sample_folder()
    for theme in (ThemeName.LIGHT, ThemeName.DARK):
        for scale in (1.0, 1.5):
            take_all(app, folder, theme, scale)
    app.removeTranslator(translator)


if __name__ == "__main__":
    main()
