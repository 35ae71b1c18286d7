"""Settings and guide, shown over whatever is open, and left again."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from desktop.session.machine.preferences import load_preferences
from desktop.session.workbench import Workbench
from desktop.ui.lane import Lane
from desktop.ui.theme import THEMES, ThemeName


class SidePages(QObject):
    """Shows one page at a time over the others.

    Args:
        stack: where pages are shown.
        lane: where slow work is done.
        beneath: gives the page to go back to.

    Signals:
        shown: whether a page is shown.
        theme_chosen, scale_chosen, keys_changed, trial_asked: of the settings.
        support_written: the file for whoever helps is there.
    """

    shown = Signal(bool)
    theme_chosen = Signal(object)
    scale_chosen = Signal(float)
    keys_changed = Signal()
    trial_asked = Signal()
    support_written = Signal()

    def __init__(self, stack: QStackedWidget, lane: Lane, beneath: Callable[[], QWidget]) -> None:
        super().__init__(stack)
        self._stack = stack
        self._lane = lane
        self._beneath = beneath
        self.page: QWidget | None = None
        self.bench: Callable[[], Workbench | None] = lambda: None

    def show_settings(self, theme: ThemeName) -> None:
        """Show the settings."""
        from desktop.ui.settings.view import SettingsView  # noqa: PLC0415 - when asked for

        settings = SettingsView(theme, self._lane)
        settings.theme_chosen.connect(self.theme_chosen)
        settings.scale_chosen.connect(self.scale_chosen)
        settings.keys_changed.connect(self.keys_changed)
        settings.trial_asked.connect(self.trial_asked)
        settings.about.support_asked.connect(self._ask_for_support_file)
        self.support_written.connect(settings.about.tell_written)
        self.show_page(settings)

    def show_help(self, theme: ThemeName) -> None:
        """Show the guide."""
        from desktop.ui.help_view import HelpView  # noqa: PLC0415 - when asked for

        self.show_page(HelpView(THEMES[theme]))

    def show_page(self, page: QWidget) -> None:
        """Show a page over what is open."""
        self.leave()
        self.page = page
        self._stack.addWidget(page)
        self.keep_on_top()
        page.setFocus()
        self.shown.emit(True)  # noqa: FBT003 - a signal

    def keep_on_top(self) -> None:
        """Show the page again over what was opened under it."""
        if self.page is not None:
            self._stack.setCurrentWidget(self.page)

    def leave(self) -> None:
        """Go back to what was open."""
        if self.page is None:
            return
        page, self.page = self.page, None
        self._stack.setCurrentWidget(self._beneath())
        self._stack.removeWidget(page)
        page.deleteLater()
        self.shown.emit(False)  # noqa: FBT003 - a signal

    def _ask_for_support_file(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self._stack, self.tr("Fichier pour l'assistance"), "greffier-assistance.zip", "*.zip"
        )
        if path:
            self.write_support_file(Path(path))

    def write_support_file(self, target: Path) -> None:
        """Write the file for whoever helps."""
        from desktop.session.machine.support import write_support_file  # noqa: PLC0415 - seldom needed

        self._lane.run(
            partial(write_support_file, target, load_preferences(), self.bench()),
            lambda _none: self.support_written.emit(),
        )
