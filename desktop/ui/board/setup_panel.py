"""Before the recording: which microphones, a test of each by ear and by measure, a second copy."""

import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
)

from asr.recording.capture import Microphones, SoundSource
from asr.recording.devices import InputDevice
from asr.recording.playback import Sound, chime, play
from core.errors import AppError
from core.task import CallbackContext, Cancelled, Event, Notice, Progress
from desktop.session.french.messages import message_of, notice_text
from desktop.session.recording.live_text import can_follow, suits_this_machine
from desktop.session.recording.recorder import MicrophoneTrial, try_microphone
from desktop.ui.flow import FlowLayout
from desktop.ui.widgets import button, card, column, label, row, set_role
from models.provided import user_store
from pv_builder.language.typography import typeset

_DEVICE = Qt.ItemDataRole.UserRole
_LIST_LINES = 3
_LEAVE_S = 5.0
"""A sound driver that hangs while inputs are listed must not keep the window open."""


class SetupPanel(QFrame):
    """What is chosen before a recording.

    Args:
        source: the inputs of this machine, or of a test.

    Signals:
        start_asked: record now.
    """

    start_asked = Signal()
    _listed = Signal(object)
    _heard = Signal(object)
    _failed = Signal(object)
    _event = Signal(object)
    _played = Signal()

    def __init__(self, source: SoundSource | None = None) -> None:
        super().__init__()
        self.source: SoundSource = source or Microphones()
        self.mirror: Path | None = None
        self._trial: MicrophoneTrial | None = None
        self._cancel = threading.Event()
        self._threads: list[threading.Thread] = []
        self.inputs = QListWidget()
        self.inputs.setAccessibleName(self.tr("Micros à enregistrer"))
        self.inputs.setSpacing(4)
        self.inputs.setMaximumHeight(self.fontMetrics().height() * 2 * _LIST_LINES)
        self.inputs.itemChanged.connect(self._on_ticked)
        self._again = button(self.tr("Actualiser"), self.refresh)
        self._try = button(self.tr("Essayer le micro (5 s)"), self.try_chosen)
        self._replay = button(self.tr("Réécouter l'essai"), self.replay)
        self._chime = button(self.tr("Essayer le haut-parleur"), self.ring_chime)
        self._said = label("")
        self._said.setAccessibleName(self.tr("Résultat de l'essai"))
        self._copy = label("", "quiet")
        self._choose_copy = button(self.tr("Choisir un autre disque…"), self._choose_mirror)
        self.live = QCheckBox(self.tr("Montrer ce qui se dit, à titre indicatif"))
        self._is_offered = False
        self.live.setToolTip(
            self.tr("Rien n'en est gardé. Sur un ordinateur lent, mieux vaut s'en passer.")
        )
        self.start = button(
            self.tr("Commencer l'enregistrement"), self.start_asked.emit, role="main"
        )
        self.start.setProperty("tall", "yes")
        self.setLayout(self._build())
        self._listed.connect(self._show_inputs)
        self._heard.connect(self._show_trial)
        self._failed.connect(self._show_failure)
        self._event.connect(self._show_event)
        self._played.connect(self._on_played)
        self._show_mirror()

    def _build(self) -> QVBoxLayout:
        hint = self.tr(
            "Cochez un micro, ou plusieurs : chacun a sa propre piste. Le premier donne le temps."
        )
        return column(
            card(
                label(self.tr("Micros"), "heading"),
                label(hint, "quiet"),
                self.inputs,
                FlowLayout(self._try, self._replay, self._chime, self._again),
                self._said,
            ),
            card(
                label(self.tr("Deuxième copie"), "heading"),
                self._copy,
                row(self._choose_copy, None),
            ),
            self.live,
        )

    # the inputs

    def refresh(self) -> None:
        """Look which inputs are plugged in."""
        self._offer_live_text()
        self._said.setText(self.tr("Recherche des micros…"))
        set_role(self._said, "quiet")
        self.start.setEnabled(False)
        self._run(lambda: self._listed.emit(self.source.devices()))

    def _offer_live_text(self) -> None:
        """Tick the live text on a machine that is fast enough; a person's choice stays."""
        if not self._is_offered:
            self._is_offered = True
            is_possible = can_follow(user_store())
            self.live.setEnabled(is_possible)
            self.live.setChecked(is_possible and suits_this_machine())

    def chosen(self) -> tuple[InputDevice, ...]:
        """Return the inputs that are ticked, in order."""
        items = [self.inputs.item(at) for at in range(self.inputs.count())]
        return tuple(
            item.data(_DEVICE) for item in items if item.checkState() is Qt.CheckState.Checked
        )

    def _show_inputs(self, devices: tuple[InputDevice, ...]) -> None:
        ticked = {device.id for device in self.chosen()}
        self.inputs.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.inputs.clear()
        for device in devices:
            item = QListWidgetItem(self._described(device))
            item.setData(_DEVICE, device)
            is_proposed = device is devices[0] and not device.is_loopback
            is_on = device.id in ticked if ticked else is_proposed
            item.setCheckState(Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
            self.inputs.addItem(item)
        self.inputs.blockSignals(False)  # noqa: FBT003 - Qt's own
        text = "" if devices else self.tr("Aucun micro : branchez-en un, puis « Actualiser ».")
        self._said.setText(typeset(text))
        set_role(self._said, "block" if text else "")
        self._on_ticked()

    def _described(self, device: InputDevice) -> str:
        if device.is_loopback:
            return self.tr("{name} : ce que joue l'ordinateur, la visioconférence").format(
                name=device.id
            )
        channels = self.tr("mono") if device.channels == 1 else self.tr("stéréo")
        default = self.tr(", proposé par le système") if device.is_default else ""
        return f"{device.id} ({channels}{default})"

    def _on_ticked(self) -> None:
        has_one = bool(self.chosen())
        self.start.setEnabled(has_one)
        self._try.setEnabled(has_one)
        self._replay.setEnabled(self._trial is not None)

    # the tests

    def try_chosen(self) -> None:
        """Listen to somebody speaking for five seconds, to each ticked input in turn."""
        devices = self.chosen()
        self._busy(self.tr("Parlez pendant cinq secondes, de la place d'un orateur…"))
        ctx = CallbackContext(self._event.emit, self._cancel)

        def work() -> None:
            for device in devices:
                self._heard.emit((device, try_microphone(device, ctx, self.source)))

        self._run(work)

    def replay(self) -> None:
        """Play what the last test heard: proves the microphone and the loudspeaker."""
        if self._trial is not None:
            self._play(self._trial.heard, self.tr("Vous devez entendre ce que vous avez dit…"))

    def ring_chime(self) -> None:
        """Play three notes through the loudspeaker."""
        self._play(chime(), self.tr("Vous devez entendre trois notes…"))

    def _play(self, sound: Sound, words: str) -> None:
        self._busy(words)
        ctx = CallbackContext(lambda _event: None, self._cancel)

        def work() -> None:
            play(sound, ctx)
            self._played.emit()

        self._run(work)

    def _show_trial(self, heard: tuple[InputDevice, MicrophoneTrial]) -> None:
        device, self._trial = heard
        report = self._trial.report
        notices = [Notice(code=code) for code in self._trial.codes]
        advice = " ".join(text for text in map(notice_text, notices) if text)
        figures = self.tr("voix {voice} dB, bruit {noise} dB, crête {peak} dB").format(
            voice=round(report.speech_dbfs),
            noise=round(report.noise_dbfs),
            peak=round(report.peak_dbfs),
        )
        is_good = self._trial.is_good
        sign = "✓" if is_good else "!"
        lines = [] if "…" in self._said.text() else [self._said.text()]
        self._said.setText("\n".join([*lines, f"{sign} {device.id} : {advice} ({figures})"]))
        set_role(self._said, "good" if is_good else "check")
        self._free()

    def _show_event(self, event: Event) -> None:
        if isinstance(event, Progress) and event.total:
            left = max(0, round(event.total - event.done))
            self._said.setText(
                self.tr("Parlez, de la place d'un orateur… encore {n} s").format(n=left)
            )

    def _show_failure(self, error: AppError) -> None:
        self._said.setText(message_of(error).line)
        set_role(self._said, "block")
        self._free()

    def _on_played(self) -> None:
        text = self.tr("Vous n'avez rien entendu ? Vérifiez le volume et la sortie de son.")
        self._said.setText(typeset(text))
        set_role(self._said, "quiet")
        self._free()

    def _busy(self, words: str) -> None:
        self._said.setText(typeset(words))
        set_role(self._said, "")
        for one in (self._try, self._replay, self._chime, self._again, self.start):
            one.setEnabled(False)

    def _free(self) -> None:
        self._chime.setEnabled(True)
        self._again.setEnabled(True)
        self._on_ticked()

    def _run(self, work: Callable[[], None]) -> None:
        def guarded() -> None:
            try:
                work()
            except Cancelled:
                return
            except AppError as error:
                self._failed.emit(error)

        self._threads = [thread for thread in self._threads if thread.is_alive()]
        thread = threading.Thread(target=guarded, name="inputs", daemon=True)
        self._threads.append(thread)
        thread.start()

    def leave(self) -> None:
        """Stop any test and wait for it."""
        self._cancel.set()
        for thread in self._threads:
            thread.join(_LEAVE_S)

    # the second copy

    def _choose_mirror(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, self.tr("Dossier de la deuxième copie, sur une clé USB ou un autre disque")
        )
        self.mirror = Path(chosen) if chosen else None
        self._show_mirror()

    def _show_mirror(self) -> None:
        if self.mirror is None:
            text = self.tr("Aucune. Une clé USB protège d'une panne du disque de cet ordinateur.")
        else:
            text = self.tr("Dans « {folder} ».").format(folder=self.mirror)
        self._copy.setText(typeset(text))
