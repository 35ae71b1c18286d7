"""The window: the first page, or one open session. Puts parts together; holds no logic."""

import logging
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, QSettings, QSize
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFrame,
    QMainWindow,
    QMessageBox,
    QStackedWidget,
    QWidget,
)

from core.errors import AppError
from desktop.session.dossier import open_dossier
from desktop.session.keeping.session_archive import SUFFIX
from desktop.session.machine.collectivites import remember
from desktop.session.machine.preferences import (
    change_preferences,
    load_preferences,
)
from desktop.session.machine.recent import card_of
from desktop.session.sources import read_sources
from desktop.session.workbench import Reader, open_workbench, read_with_rules
from desktop.ui.exchange import reopened
from desktop.ui.folders import sessions_root
from desktop.ui.job_bar import JobBar
from desktop.ui.lane import Lane
from desktop.ui.messages_box import show_error
from desktop.ui.open_session import OpenSession
from desktop.ui.pages.home import HomePage
from desktop.ui.player import Player
from desktop.ui.rail import Stage
from desktop.ui.side_pages import SidePages
from desktop.ui.theme import THEMES, ThemeName, use
from desktop.ui.widgets import ShortenedLabel, button, column, row
from desktop.ui.work import Work

if TYPE_CHECKING:
    from desktop.ui.session_sound import SessionSound
    from desktop.ui.session_view import SessionView

logger = logging.getLogger(__name__)

_START_SIZE = QSize(1280, 800)
_TITLE_BAR_PX = 40  # about what the system puts around a window


class MainWindow(QMainWindow):
    """The window of Greffier.

    Args:
        theme: name of the palette.
        player: plays recordings.
        reader: reads the facts from a transcript.
        lane: where facts are read and documents written; another thread when None.
    """

    def __init__(
        self,
        theme: ThemeName,
        player: Player | None = None,
        reader: Reader = read_with_rules,
        lane: Lane | None = None,
    ) -> None:
        super().__init__()
        self.setWindowTitle("Greffier")
        room = self.screen().availableSize().shrunkBy(QMargins(0, 0, 0, _TITLE_BAR_PX))
        self.resize(_START_SIZE.boundedTo(room))
        self.setMinimumSize(900, 600)
        self._theme = theme
        self._reader = reader
        self._lane = lane or Lane(self)
        self.player = player if player is not None else Player(parent=self)
        self.view: SessionView | None = None
        self.home = self._first_page()
        self._sound: SessionSound | None = None
        self.job_bar = JobBar()
        self.job_bar.show_asked.connect(self._go_to_work)
        self.work = Work(self.job_bar, self)
        self.work.began.connect(self._show_work)
        self.work.ended.connect(self._on_work_ended)
        self._title = ShortenedLabel("heading")
        self._home_button = button(self.tr("Accueil"), self.close_session, role="flat")
        self._help_button = button(self.tr("Aide"), self.show_help, role="flat", key="F1")
        self._settings_button = button(
            self.tr("Réglages"), self.show_settings, role="flat", key="Ctrl+,"
        )
        self._stack = QStackedWidget()
        self.side = self._side_pages()
        self._back_button = button(self.tr("← Retour"), self.side.leave, role="flat")
        self._back_button.hide()
        self.side.shown.connect(self._back_button.setVisible)
        self._stack.addWidget(self.home)
        self.setCentralWidget(self._build())
        self._restore_geometry()
        self._show_home()
        # What a session needs is loaded once the first page is there.
        self._lane.run(lambda: import_module("desktop.ui.session_view"), lambda _module: None)

    def _first_page(self) -> HomePage:
        home = HomePage(THEMES[self._theme])
        home.opened.connect(self.open_session)
        home.browse_asked.connect(self._browse)
        home.create_asked.connect(self._create)
        home.archive_asked.connect(self._browse_archive)
        home.archive_dropped.connect(self.open_archive)
        return home

    def _side_pages(self) -> SidePages:
        """Return the settings, the help and the first steps, shown over whatever is open."""
        side = SidePages(self._stack, self._lane, lambda: self.view or self.home)
        side.bench = lambda: self.view.session.bench if self.view else None
        side.theme_chosen.connect(self.set_theme)
        side.scale_chosen.connect(self.set_scale)
        side.keys_changed.connect(self._open_again)
        side.trial_asked.connect(self.show_trial)
        return side

    def _build(self) -> QWidget:
        head = QFrame()
        head.setObjectName("head")
        line = row(self._home_button, 8, margin=8)
        line.addWidget(self._title, 1)
        line.addWidget(self._back_button)
        line.addWidget(self._help_button)
        line.addWidget(self._settings_button)
        head.setLayout(line)
        whole = QWidget()
        layout = column(head, self._stack, self.job_bar)
        layout.setSpacing(0)
        whole.setLayout(layout)
        return whole

    # sessions

    def open_session(self, folder: Path) -> bool:
        """Open a session folder; tell the person when it cannot be."""
        from desktop.session.recording.recovery import is_unfinished  # noqa: PLC0415 - after the first page
        from desktop.ui.session_sound import SessionSound  # noqa: PLC0415 - as above
        from desktop.ui.session_view import SessionView  # noqa: PLC0415 - as above

        self.close_session()
        try:
            bench = open_workbench(folder, self._reader)
        except AppError as error:
            show_error(error, self)
            return False
        session = OpenSession(bench, self._lane, self)
        session.refused.connect(self._on_refused)
        self.view = SessionView(session, self.player, THEMES[self._theme])
        self._sound = SessionSound(session, self.player, self.view.bar)
        self._sound.refused.connect(self._on_refused)
        self._sound.open()
        self.view.closing.recording_going.connect(self._sound.stop)
        self.view.sound.work_asked.connect(self.start_work)
        self.view.sound.board.active_changed.connect(self._on_recording)
        self._stack.addWidget(self.view)
        self._stack.setCurrentWidget(self.view)
        shown = card_of(folder)
        self._title.setText(f"{shown.title} · {shown.place}" if shown else folder.name)
        self._home_button.show()
        stage = Stage.TEXT if session.has_transcript else Stage.SEANCE
        if is_unfinished(bench.dossier):
            self.view.sound.repair()
            stage = Stage.SOUND
        self.view.rail.choose(stage)
        self.view.page(stage).enter()
        change_preferences(recent=load_preferences().recent_with(folder))
        return True

    def close_session(self) -> None:
        """Close the open session and show the first page."""
        self._stack.setCurrentWidget(self.home)
        if self._sound is not None:
            self._sound.stop()
            self._sound = None
        if self.view is not None:
            self.view.leave()
            self.player.close()
            if self.view.session.bench.seance is not None:
                remember(self.view.session.bench.seance)
            self.view.session.close()
            self._stack.removeWidget(self.view)
            self.view.deleteLater()
            self.view = None
        self._show_home()

    def _show_home(self) -> None:
        self._home_button.hide()
        self._title.setText("Greffier")
        self.setWindowTitle("Greffier")
        self.home.show_recent(load_preferences().recent)
        self._stack.setCurrentWidget(self.home)

    def _browse_archive(self) -> None:
        kinds = self.tr("Séance de Greffier") + f" (*{SUFFIX})"
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Ouvrir une archive"), "", kinds)
        if path:
            self.open_archive(Path(path))

    def open_archive(self, archive: Path) -> None:
        """Open a session out of its archive, among the other sessions."""
        folder = reopened(archive, sessions_root(), self)
        if folder is not None:
            self.open_session(folder)

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, self.tr("Ouvrir le dossier d'une séance"), str(sessions_root())
        )
        if chosen:
            self.open_session(Path(chosen))

    def _create(self, media: list[Path]) -> None:
        """Ask for a session, and open it at its recording."""
        from desktop.ui.session_making import ask_for_session  # noqa: PLC0415 - loads file readers

        new = ask_for_session(media, self)
        if new is not None and self.open_session(new.folder) and self.view is not None:
            self.view.rail.choose(Stage.SOUND if new.media else Stage.SEANCE)

    # recording

    def offer_repair(self) -> None:
        """Open the first recent session whose recording was interrupted, if a person agrees."""
        cut = next(filter(_is_cut, map(Path, load_preferences().recent)), None)
        if cut is None:
            return
        shown = card_of(cut)
        answer = QMessageBox.question(
            self,
            self.tr("Enregistrement interrompu"),
            self.tr(
                "L'enregistrement de « {session} » a été interrompu. Rien n'est perdu de ce qui "
                "était entendu. Ouvrir la séance et le réparer ?"
            ).format(session=shown.title if shown else cut.name),
        )
        if answer == QMessageBox.StandardButton.Yes:
            self.open_session(cut)

    def _on_recording(self, active: bool) -> None:  # noqa: FBT001 - a slot
        """While it records, the session stays open."""
        self._home_button.setEnabled(not active)
        self._settings_button.setEnabled(not active)

    def _may_stop_recording(self) -> bool:
        """Ask whether to end the recording under way, if there is one."""
        if self.view is None or not self.view.sound.board.is_active:
            return True
        answer = QMessageBox.question(
            self,
            self.tr("Enregistrement en cours"),
            self.tr("La séance est en cours d'enregistrement. Terminer l'enregistrement ?"),
        )
        return answer == QMessageBox.StandardButton.Yes

    # long work

    def start_work(self, media: list[Path]) -> None:
        """Transcribe and draft in another process; the session is closed meanwhile."""
        if self.view is None or self.work.is_running or self.view.sound.board.is_active:
            return
        folder = self.view.session.bench.dossier.root
        self.close_session()  # the other process locks the folder
        self.work.start(folder, media)

    def resume_work(self) -> None:
        """Take up the work that the last window left, if it left any."""
        folder = self.work.unfinished()
        if folder is None:
            return
        try:
            with open_dossier(folder) as dossier:
                media = read_sources(dossier)
        except AppError:
            return
        if media and all(path.exists() for path in media):
            self.work.start(folder, media)

    def _show_work(self, page: object) -> None:
        if isinstance(page, QWidget):
            self._stack.addWidget(page)
            self._stack.setCurrentWidget(page)
            self._home_button.show()

    def _go_to_work(self) -> None:
        if self.work.page is not None:
            self.close_session()
            self._show_work(self.work.page)

    def _on_work_ended(self, folder: Path, to_open: bool) -> None:  # noqa: FBT001 - a slot
        if self.view is None and to_open:
            self.open_session(folder)
        elif self._stack.currentWidget() is self.work.page:
            self._show_home()

    def _on_refused(self, error: object) -> None:
        if isinstance(error, AppError):
            show_error(error, self)

    # settings and help

    def show_settings(self) -> None:
        """Show the settings over whatever is open."""
        self.side.show_settings(self._theme)

    def welcome(self) -> None:
        """Show the three steps of the first start, once."""
        chosen = load_preferences()
        if not (chosen.welcomed or chosen.recent):
            self.show_trial()

    def show_trial(self) -> None:
        """Show the steps of the first start, the trial of this machine among them."""
        from desktop.ui.welcome import WelcomeView  # noqa: PLC0415 - seldom needed

        view = WelcomeView(self._lane)
        view.ended.connect(self._on_welcomed)
        self.side.show_page(view)

    def _on_welcomed(self, create: bool) -> None:  # noqa: FBT001 - a slot
        self.side.leave()
        if create:
            self._create([])

    def show_help(self) -> None:
        """Show the guide over whatever is open."""
        self.side.show_help(self._theme)

    def set_theme(self, name: ThemeName) -> None:
        """Change the palette, and remember it."""
        self._look_anew(theme=name)

    def set_scale(self, scale: float) -> None:
        """Change the size of text, and remember it."""
        self._look_anew(scale=scale)

    def _look_anew(self, theme: ThemeName | None = None, scale: float | None = None) -> None:
        self._theme = theme or self._theme
        known = load_preferences()
        chosen = change_preferences(theme=self._theme.value, text_scale=scale or known.text_scale)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            use(app, THEMES[self._theme], chosen.text_scale)
        self._open_again()

    def _open_again(self) -> None:
        """Build the open session's pages anew, at the same stage, under the page at the side."""
        if self.view is None:
            return
        folder, stage = self.view.session.bench.dossier.root, self.view.stage
        self.open_session(folder)
        self.view.rail.choose(stage)
        self.side.keep_on_top()

    # the window itself

    def _settings(self) -> QSettings:
        return QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, "greffier", "window"
        )

    def _restore_geometry(self) -> None:
        geometry = self._settings().value("geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Write what is not written yet, and leave; work in progress is asked about once."""
        if not self.work.may_leave() or not self._may_stop_recording():
            event.ignore()
            return
        self.close_session()
        self._lane.close()
        self._settings().setValue("geometry", self.saveGeometry())
        event.accept()


def _is_cut(folder: Path) -> bool:
    """Whether a session's recording was interrupted; looks closer only where one was recorded."""
    if not (folder / "audio").is_dir():
        return False
    from desktop.session.recording.recovery import has_unfinished_recording  # noqa: PLC0415 - seldom needed

    return has_unfinished_recording(folder)
