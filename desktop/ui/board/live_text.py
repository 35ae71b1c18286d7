"""What is being said, in grey, under the levels: a help for the eye, kept nowhere."""

import threading

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from asr.live import LiveText
from asr.worker import ChildBug
from core.errors import AppError
from core.task import CallbackContext, Cancelled, Event, Notice, Partial
from desktop.session.dossier import Dossier
from desktop.session.french.messages import message_of, notice_text
from desktop.session.recording.live_text import follow_session
from desktop.ui.widgets import ShortText, card, label
from models.provided import user_store

_MOST_LINES = 200


class LiveTextPanel(QFrame):
    """Shows the words of the last minutes.

    Attributes:
        is_muted: whether what is said is kept off the screen: the session is closed.
    """

    _came = Signal(str)
    _told = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_muted = False
        self._cancel = threading.Event()
        self._thread: threading.Thread | None = None
        self._state = label("", "quiet")
        self.text = ShortText(4)
        self.text.setMaximumBlockCount(_MOST_LINES)
        self.text.setAccessibleName(self.tr("Ce qui se dit, à titre indicatif"))
        whole = QVBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        heading = label(self.tr("Ce qui se dit, à titre indicatif"), "heading")
        whole.addWidget(card(heading, self._state, self.text))
        self.setLayout(whole)
        self._came.connect(self._show)
        self._told.connect(self._state.setText)
        self.hide()

    def start(self, dossier: Dossier) -> None:
        """Follow the recording of a session."""
        self.leave()
        self.text.clear()
        self._state.setText(self.tr("Le texte définitif sera établi après la séance."))
        self.show()
        self._cancel.clear()
        self._thread = threading.Thread(
            target=self._follow, args=(dossier,), name="live-text", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Ask it to stop; it ends by itself within seconds."""
        self._cancel.set()
        self.hide()

    def leave(self) -> None:
        """Stop, and wait for it."""
        self.stop()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _show(self, words: str) -> None:
        if not self.is_muted:
            self.text.appendPlainText(words)

    # What happens on the thread.

    def _follow(self, dossier: Dossier) -> None:
        ctx = CallbackContext(self._on_event, self._cancel)
        try:
            follow_session(dossier, user_store(ctx), ctx)
        except Cancelled:
            return
        except AppError as error:
            self._told.emit(message_of(error).sentence)
        except ChildBug:
            self._told.emit(self.tr("Le texte en direct s'est arrêté ; l'enregistrement continue."))

    def _on_event(self, event: Event) -> None:
        if isinstance(event, Partial) and isinstance(event.value, LiveText):
            self._came.emit(event.value.text)
        elif isinstance(event, Notice) and (text := notice_text(event)) is not None:
            self._told.emit(text)
