"""What must hold on every page: French, names for screen readers, nothing cut, contrast."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.ui.app import theme_of
from desktop.ui.main_window import MainWindow
from desktop.ui.rail import Stage
from desktop.ui.session_view import SessionView
from desktop.ui.settings.view import SettingsView
from desktop.ui.theme import THEMES, Theme, ThemeName, contrast, use
from desktop.ui.welcome import WelcomeView
from desktop.ui.widgets import ShortenedLabel

UI = Path(__file__).parents[3] / "desktop" / "ui"
_ROUNDS = 4
"""Layouts within layouts find their heights one round of events after another."""
ASKING = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)


def shown(view: SessionView) -> Iterator[tuple[Stage, QWidget]]:
    """Yield each page, shown."""
    for stage in Stage:
        view.rail.choose(stage)
        for _ in range(_ROUNDS):
            QApplication.processEvents()
        yield stage, view.page(stage)


def parts(root: QWidget, kind: type | tuple[type, ...]) -> list[QWidget]:
    """Return the visible widgets of these kinds under a widget."""
    return [w for w in root.findChildren(QWidget) if isinstance(w, kind) and w.isVisible()]


def test_every_stage_has_its_page(view: SessionView) -> None:
    assert [stage for stage, page in shown(view) if page.isVisible()] == list(Stage)


def test_everything_that_takes_an_action_has_a_name(window: MainWindow, view: SessionView) -> None:
    nameless = [
        (stage, type(widget).__name__)
        for stage, _ in shown(view)
        for widget in parts(window, ASKING)
        if not (widget.accessibleName() or getattr(widget, "text", str)())
        and not isinstance(widget.parent(), QComboBox | QLineEdit)
        and not isinstance(widget, QHeaderView)
        and not widget.objectName().startswith("qt_")
    ]
    assert nameless == []


def side_pages(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Yield each page that opens over the others, shown."""
    window.show_settings()
    settings = window.side.page
    assert isinstance(settings, SettingsView)
    for at in range(settings.tabs.count()):
        settings.tabs.setCurrentIndex(at)
        yield settings.tabs.tabText(at), _settled(settings)
    window.show_trial()
    welcome = window.side.page
    assert isinstance(welcome, WelcomeView)
    for at in range(welcome.steps.count()):
        welcome.go(1 if at else 0)
        yield f"welcome {at}", _settled(welcome)
    window.show_help()
    assert window.side.page is not None
    yield "help", _settled(window.side.page)
    window.side.leave()
    yield "home", _settled(window.home)


def _settled(page: QWidget) -> QWidget:
    for _ in range(_ROUNDS):
        QApplication.processEvents()
    return page


def test_settings_help_and_welcome_have_names_too(window: MainWindow) -> None:
    nameless = [
        (name, type(widget).__name__)
        for name, page in side_pages(window)
        for widget in parts(page, ASKING)
        if not (widget.accessibleName() or getattr(widget, "text", str)())
        and not isinstance(widget.parent(), QComboBox | QLineEdit | QKeySequenceEdit | QSpinBox)
        and not isinstance(widget, QHeaderView)
        and not widget.objectName().startswith("qt_")
    ]
    assert nameless == []


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_label_of_settings_help_and_welcome_is_cut(
    window: MainWindow, scale: float, french: QApplication
) -> None:
    use(french, THEMES[ThemeName.LIGHT], scale)
    window.resize(1366, 768)
    cut = [(name, text) for name, page in side_pages(window) for text in _cut_in(page)]
    use(french, THEMES[ThemeName.LIGHT])
    assert cut == []


def _cut_in(page: QWidget) -> list[str]:
    return [
        text
        for widget in parts(page, (QLabel, QAbstractButton))
        if (text := getattr(widget, "text", str)())
        and not widget.visibleRegion().isEmpty()
        and _is_cut(widget, text)
    ]


@pytest.mark.parametrize(
    ("theme", "scale"),
    [*product([ThemeName.LIGHT, ThemeName.DARK], [1.0, 1.5]), (ThemeName.CONTRAST, 2.0)],
)
def test_no_label_is_cut(
    window: MainWindow, folder: Path, theme: ThemeName, scale: float, french: QApplication
) -> None:
    use(french, THEMES[theme], scale)
    window.resize(1366, 768)
    assert window.open_session(folder)
    assert window.view is not None
    cut = []
    for stage, _ in shown(window.view):
        for widget in parts(window, (QLabel, QAbstractButton)):
            text = getattr(widget, "text", str)()
            if text and not widget.visibleRegion().isEmpty() and _is_cut(widget, text):
                cut.append((stage.name, text))
    use(french, THEMES[ThemeName.LIGHT])
    assert cut == []


def _is_cut(widget: QWidget, text: str) -> bool:
    if isinstance(widget, ShortenedLabel):
        return False  # it says "…" and is whole in its tooltip
    metrics = widget.fontMetrics()
    room = widget.contentsRect()
    if isinstance(widget, QLabel) and widget.wordWrap():
        flags = int(Qt.TextFlag.TextWordWrap)
        needed = metrics.boundingRect(QRect(0, 0, room.width(), 9999), flags, text)
        return needed.height() > room.height() + 2
    return metrics.horizontalAdvance(text.replace("&", "")) > room.width() + 1


def test_qt_speaks_french_too(french: QApplication, qtbot: QtBot) -> None:
    box = QMessageBox()
    qtbot.addWidget(box)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(buttons)
    assert buttons.buttons()[0].text() == "Annuler"


def test_every_text_of_the_window_can_be_translated() -> None:
    """Literal texts given to widgets stand in `tr`, except signs and names of ours."""
    loose = []
    for path in sorted(UI.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in {"label", "button", "setText"}:
                first = node.args[0] if node.args else None
                text = first.value if isinstance(first, ast.Constant) else ""
                if isinstance(text, str) and text.strip(" ▶✓✕⚠…?") not in {"", "Greffier"}:
                    loose.append((path.name, text))
    assert loose == []


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def test_no_translated_text_is_an_f_string() -> None:
    for path in sorted(UI.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) == "tr":
                assert not isinstance(node.args[0], ast.JoinedStr), path.name


@pytest.mark.parametrize("theme", THEMES.values(), ids=str)
def test_text_can_be_read_on_what_is_under_it(theme: Theme) -> None:
    least = 7.0 if theme.name is ThemeName.CONTRAST else 4.5
    pairs = [
        *product((theme.ink, theme.quiet), (theme.paper, theme.desk, theme.raised, theme.wash)),
        *product((theme.check, theme.block, theme.good, theme.accent), (theme.paper, theme.raised)),
        *product(theme.speakers, (theme.paper,)),
        (theme.on_accent, theme.accent),
        (theme.ink, theme.check_wash),
        (theme.check, theme.check_wash),
        (theme.ink, theme.playing),
        (theme.check, theme.desk),
    ]
    weak = [(a, b, round(contrast(a, b), 2)) for a, b in pairs if contrast(a, b) < least]
    assert weak == []


@pytest.mark.parametrize("theme", [ThemeName.LIGHT, ThemeName.DARK])
def test_speakers_can_be_read_where_the_cursor_is(theme: ThemeName) -> None:
    wash = THEMES[theme].wash
    assert min(contrast(colour, wash) for colour in THEMES[theme].speakers) >= 4.5


def test_the_system_decides_the_theme_until_a_person_does(french: QApplication) -> None:
    assert theme_of(french, "contraste") is ThemeName.CONTRAST
    assert theme_of(french, "") in {ThemeName.LIGHT, ThemeName.DARK}


def test_changing_the_looks_keeps_the_session_and_the_stage(
    window: MainWindow, view: SessionView
) -> None:
    view.rail.choose(Stage.FACTS)
    window.set_theme(ThemeName.DARK)
    assert window.view is not None
    assert window.view.stage is Stage.FACTS
    window.set_scale(1.25)
    assert window.view.stage is Stage.FACTS


def test_the_window_loads_no_engine() -> None:
    heavy = "torch ctranslate2 av faster_whisper pyannote onnxruntime numpy"
    code = (
        f"import sys, desktop.ui.app\nprint([m for m in '{heavy}'.split() if m in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
