"""Transcription: the models of this machine, the one to use, and how fast it goes."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QFrame, QVBoxLayout, QWidget

from asr.hardware import DeviceWish
from core.task import silent
from desktop.session.machine.model_list import STATES, ModelLine, bring_models, model_lines
from desktop.session.machine.preferences import change_preferences, load_preferences
from desktop.ui.lane import Lane
from desktop.ui.locks import lock, lock_note
from desktop.ui.widgets import button, card, clear, column, label, row, scrolled, set_role
from models.store import State


class ModelsPanel(QWidget):
    """What is installed, what fits, what is used.

    Args:
        lane: where models are looked at and copied.

    Signals:
        trial_asked: the person wants to know how fast this machine is.
    """

    trial_asked = Signal()

    def __init__(self, lane: Lane) -> None:
        super().__init__()
        self._lane = lane
        self.model = QComboBox()
        self.model.setAccessibleName(self.tr("Modèle de transcription"))
        lock(self.model, "model")
        self.model.activated.connect(lambda _at: self._keep_model())
        self.device = QComboBox()
        self.device.setAccessibleName(self.tr("Calcul"))
        for text, wish in (
            (self.tr("Choisi par Greffier"), DeviceWish.AUTO),
            (self.tr("Processeur seulement"), DeviceWish.CPU),
            (self.tr("Carte graphique"), DeviceWish.CUDA),
        ):
            self.device.addItem(text, wish.value)
        self.device.setCurrentIndex(max(0, self.device.findData(load_preferences().device)))
        lock(self.device, "device")
        self.device.activated.connect(
            lambda _at: change_preferences(device=str(self.device.currentData()))
        )
        self._said = label("", "quiet")
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        self.setLayout(self._build())
        self.refresh()

    def _build(self) -> QVBoxLayout:
        body = QWidget()
        body.setLayout(column(self._cards, None))
        return column(
            row(label(self.tr("Modèle"), wrap=False), self.model, None),
            row(label(self.tr("Calcul"), wrap=False), self.device, None),
            lock_note("model", "device"),
            row(
                button(self.tr("Importer depuis une clé USB…"), self._ask_for_bundle),
                button(self.tr("Essai d'une minute"), self.trial_asked.emit),
                None,
            ),
            self._said,
            scrolled(body),
            margin=16,
        )

    def refresh(self) -> None:
        """Show the models as they are on the disk."""
        self._lane.run(model_lines, self._show)

    def _show(self, lines: tuple[ModelLine, ...]) -> None:
        self.model.clear()
        self.model.addItem(self.tr("Le meilleur qui tient dans cet ordinateur"), "")
        clear(self._cards)
        for line in lines:
            if line.recognises and line.state is State.READY:
                self.model.addItem(line.id, line.id)
            self._cards.addWidget(self._card(line))
        self.model.setCurrentIndex(max(0, self.model.findData(load_preferences().model)))

    def _card(self, line: ModelLine) -> QFrame:
        ready = line.state is State.READY
        sign = "✓" if ready else "✕" if line.state is State.FAULTY else "○"
        role = "good" if ready else "block" if line.state is State.FAULTY else "quiet"
        state = label(f"{sign} {STATES[line.state]}", role)
        fits = self.tr("tient") if line.fits else self.tr("ne tient pas")
        facts = self.tr("{size} · {fits} dans la mémoire de cet ordinateur · licence {licence}")
        return card(
            row(label(line.id, "heading", wrap=False), None, state),
            label(line.usage),
            label(facts.format(size=line.size, fits=fits, licence=line.licence), "quiet"),
        )

    def _keep_model(self) -> None:
        change_preferences(model=str(self.model.currentData() or ""))

    def _ask_for_bundle(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("Fichier de modèles"), "", self.tr("Modèles de Greffier") + " (*.zip *.*)"
        )
        if path:
            self.bring(Path(path))

    def bring(self, origin: Path) -> None:
        """Install the models of a bundle; what it holds is verified before anything is used."""
        self._say(self.tr("Vérification et copie des modèles…"), "quiet")
        self._lane.run(partial(bring_models, origin, silent()), self._on_brought)

    def _on_brought(self, ids: tuple[str, ...]) -> None:
        self._say(self.tr("✓ Modèles installés : {ids}.").format(ids=", ".join(ids)), "good")
        self.refresh()

    def _say(self, text: str, role: str) -> None:
        self._said.setText(text)
        set_role(self._said, role)
