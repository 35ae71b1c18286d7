"""Start the window: French, one style, no traceback on screen.

Heavy work (decoding, recognition) runs in other processes: this one never loads a model or an
engine, so that the window opens quickly and a crash of theirs never closes it.
"""

import core.offline  # isort: skip  # noqa: F401 - before any library that would use the network

import logging
import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from desktop.session.machine.preferences import load_preferences
from desktop.ui.main_window import MainWindow
from desktop.ui.messages_box import show_unexpected
from desktop.ui.theme import THEMES, ThemeName, use

logger = logging.getLogger(__name__)

_SWITCH_S = 0.0005
"""How long a thread that works beside the window may keep it waiting: Python's usual 5 ms, several
times for one key, are seen (docs/benchmarks.md, "The window")."""

_ICON = Path(__file__).parent / "resources" / "greffier.svg"


def run(archive: Path | None = None) -> int:
    """Show the window until it is closed; return the exit code.

    Args:
        archive: of a session to open at once.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)  # noqa: S101 - nothing else makes one before us
    translator = set_french(app)
    preferences = load_preferences()
    theme = theme_of(app, preferences.theme)
    use(app, THEMES[theme], preferences.text_scale)
    sys.excepthook = _on_bug
    sys.setswitchinterval(_SWITCH_S)
    window = MainWindow(theme)
    window.show()
    if archive is not None:
        window.open_archive(archive)
    else:
        window.offer_repair()
        window.resume_work()
        window.welcome()
    code = app.exec()
    app.removeTranslator(translator)
    return code


def set_french(app: QApplication) -> QTranslator:
    """Make Qt's own words and numbers French; return the translator, which must be kept."""
    french = QLocale("fr_FR")
    QLocale.setDefault(french)
    app.setApplicationName("Greffier")
    app.setApplicationDisplayName("Greffier")
    app.setWindowIcon(QIcon(str(_ICON)))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(french, "qtbase", "_", folder):
        app.installTranslator(translator)
    else:
        logger.warning("the French words of Qt are missing")
    return translator


def theme_of(app: QApplication, chosen: str) -> ThemeName:
    """Return the chosen palette, or the one that goes with the system's."""
    if chosen in set(ThemeName):
        return ThemeName(chosen)
    dark = app.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return ThemeName.DARK if dark else ThemeName.LIGHT


def _on_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log an unexpected exception and tell the person; the window goes on."""
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    logger.error("unexpected error", exc_info=(kind, error, trace))
    show_unexpected("".join(traceback.format_tb(trace)) + kind.__name__)
