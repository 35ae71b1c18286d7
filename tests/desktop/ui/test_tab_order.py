"""Tab alone reaches everything on every page, in reading order, and can leave it again."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QRadioButton, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.main_window import MainWindow
from desktop.ui.rail import Stage
from desktop.ui.session_view import SessionView
from desktop.ui.settings.view import SettingsView
from desktop.ui.welcome import WelcomeView

_MOST = 400


def walk(window: MainWindow, qtbot: QtBot) -> list[QWidget]:
    """Return what has the keyboard at each Tab, once around the window."""
    window.activateWindow()
    window._help_button.setFocus()
    met: list[QWidget] = []
    for _ in range(_MOST):
        here = QApplication.focusWidget()
        assert here is not None
        if here in met[:1]:
            return met
        if not met or met[-1] is not here:  # the links of a text are gone through one by one
            met.append(here)
        qtbot.keyClick(here, Qt.Key.Key_Tab)
        QApplication.processEvents()
    raise AssertionError([name_of(one) for one in met[-3:]])


def name_of(widget: QWidget) -> str:
    """Return what a screen reader says of a widget."""
    return widget.accessibleName() or str(getattr(widget, "text", str)())


def reachable(window: MainWindow) -> set[QWidget]:
    """Return what Tab should come to; of radio buttons, one of each group."""
    return {
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.window() is window
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not (isinstance(widget, QRadioButton) and not widget.isChecked())
    }


def check(window: MainWindow, qtbot: QtBot) -> list[QWidget]:
    """Walk the page that is shown, and look at what was met."""
    met = walk(window, qtbot)
    assert [type(one).__name__ for one in met if not name_of(one)] == []
    assert [name_of(one) for one in reachable(window) - set(met)] == []
    assert len(set(met)) == len(met)
    backwards = [
        (name_of(one), name_of(other))
        for one, other in pairwise(met)
        if one.parentWidget() is other.parentWidget() and not reads_before(one, other)
    ]
    assert backwards == []
    return met


def reads_before(one: QWidget, other: QWidget) -> bool:
    """Whether a widget stands above another, beside it on the left, or in a column before it."""
    first, second = one.geometry(), other.geometry()
    same_line = first.top() <= second.bottom() and second.top() <= first.bottom()
    return first.left() < second.left() if same_line else first.top() < second.top()


def test_every_stage(window: MainWindow, view: SessionView, qtbot: QtBot) -> None:
    for stage in Stage:
        view.rail.choose(stage)
        QApplication.processEvents()
        met = check(window, qtbot)
        page = view.page(stage)
        inside = [page.isAncestorOf(one) for one in met]
        first = met.index(view.rail) + 1
        assert inside == [first <= at < first + sum(inside) for at in range(len(met))], stage


def test_a_stage_opened_by_its_key_is_ready_for_the_next_key(
    window: MainWindow, view: SessionView, qtbot: QtBot
) -> None:
    window.activateWindow()
    for stage in Stage:
        key = Qt.Key(Qt.Key.Key_1 + stage)
        qtbot.keyClick(view, key, Qt.KeyboardModifier.ControlModifier)
        assert view.stage is stage
        here = QApplication.focusWidget()
        assert here is not None
        assert view.page(stage).isAncestorOf(here)


def test_home_settings_and_help(window: MainWindow, view: SessionView, qtbot: QtBot) -> None:
    window.close_session()
    met = check(window, qtbot)
    assert any(name_of(one).startswith("Ouvrir Conseil municipal") for one in met)
    window.show_settings()
    settings = window.side.page
    assert isinstance(settings, SettingsView)
    for at in range(settings.tabs.count()):
        settings.tabs.setCurrentIndex(at)
        QApplication.processEvents()
        check(window, qtbot)
    window.show_help()
    assert any(isinstance(one, QTextBrowser) for one in check(window, qtbot))


def test_the_welcome(window: MainWindow, qtbot: QtBot) -> None:
    window.show_trial()
    welcome = window.side.page
    assert isinstance(welcome, WelcomeView)
    for at in range(welcome.steps.count()):
        welcome.go(1 if at else 0)
        QApplication.processEvents()
        check(window, qtbot)


def test_signs_drawn_on_buttons_are_not_read_aloud(window: MainWindow) -> None:
    assert window._back_button.text() == "← Retour"
    assert window._back_button.accessibleName() == "Retour"
