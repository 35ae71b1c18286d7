"""The long work of a session in another process: begun, followed, stopped, taken up again."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.session.machine.preferences import change_preferences, load_preferences
from desktop.session.machine.recent import card_of
from desktop.ui.job_bar import JobBar
from desktop.ui.jobs import Job
from desktop.ui.work_page import WorkPage


class Work(QObject):
    """At most one piece of work at a time.

    Args:
        bar: shows how far it is.
        window: asks and tells.

    Signals:
        began: the page that shows what is recognised.
        ended: folder of the session; whether it is to be opened.
    """

    began = Signal(object)
    ended = Signal(Path, bool)

    def __init__(self, bar: JobBar, window: QWidget) -> None:
        super().__init__(window)
        self._bar = bar
        self._window = window
        self._job: Job | None = None
        self._folder = Path()
        self.page: WorkPage | None = None
        bar.stop_asked.connect(self.stop)

    @property
    def is_running(self) -> bool:
        """Whether something works."""
        return self._job is not None

    def start(self, folder: Path, media: Sequence[Path]) -> None:
        """Transcribe and draft a session, which must be closed here."""
        shown = card_of(folder)
        self.page = WorkPage(shown.title if shown else folder.name)
        self._folder = folder
        files = [str(path) for path in media]
        wanted = ["--seance", str(folder / "seance.toml"), "--out", str(folder), "--keep-voices"]
        job = Job(["process", *files, *wanted, *_wishes()], self)
        job.progressed.connect(self._bar.show_progress)
        job.heard.connect(self.page.add)
        job.told.connect(self.page.told.setText)
        job.ended.connect(self._on_ended)
        self._job = job
        # Kept until the work ends: a window that is closed meanwhile takes it up at its next start.
        change_preferences(unfinished=str(folder))
        self._bar.begin()
        self.began.emit(self.page)
        job.start()

    def stop(self) -> None:
        """Stop at the next place where nothing is lost."""
        if self._job is not None:
            self._bar.stopping()
            self._job.stop()

    def may_leave(self) -> bool:
        """Ask once whether the window may close; the work then stops and is taken up later."""
        if self._job is None:
            return True
        answer = QMessageBox.question(
            self._window,
            self.tr("Travail en cours"),
            self.tr(
                "La transcription est en cours. Fermer quand même ? Elle reprendra où elle en "
                "était à la prochaine ouverture de Greffier."
            ),
        )
        if answer != QMessageBox.StandardButton.Yes:
            return False
        self.leave()
        return True

    def leave(self) -> None:
        """Stop, if something works, and wait for it; it is taken up at the next start."""
        job, self._job = self._job, None
        if job is not None:  # it may have ended while a question stood
            job.ended.disconnect()
            job.stop()
            job.wait()

    @staticmethod
    def unfinished() -> Path | None:
        """Return the session whose work the last window left, None without one."""
        folder = Path(load_preferences().unfinished)
        return folder if folder.name and (folder / "seance.toml").exists() else None

    def _on_ended(self, done: bool, words: str) -> None:  # noqa: FBT001 - a slot
        self._job = None
        change_preferences(unfinished="")
        self._bar.hide()
        if words:
            QMessageBox.warning(self._window, self.tr("Transcription"), words)
        self.ended.emit(self._folder, done or not words)
        if self.page is not None:
            self.page.deleteLater()
            self.page = None


def _wishes() -> list[str]:
    """Return the options of the work that a person chose in the settings."""
    chosen = load_preferences()
    model = ["--model", chosen.model] if chosen.model else []
    return [*model, "--device", chosen.device]
