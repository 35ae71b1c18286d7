"""The stages of a session, on the left: what each is about and what is left in it."""

from enum import IntEnum

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

_WIDTH_PX = 176


class Stage(IntEnum):
    """The stages, in order; Ctrl+1 to Ctrl+7 open them."""

    SEANCE = 0
    SOUND = 1
    TEXT = 2
    VOICES = 3
    FACTS = 4
    MINUTES = 5
    CLOSING = 6


def stage_name(stage: Stage) -> str:
    """Return the name of a stage."""
    names = {
        Stage.SEANCE: QCoreApplication.translate("Rail", "Séance"),
        Stage.SOUND: QCoreApplication.translate("Rail", "Son"),
        Stage.TEXT: QCoreApplication.translate("Rail", "Texte"),
        Stage.VOICES: QCoreApplication.translate("Rail", "Voix"),
        Stage.FACTS: QCoreApplication.translate("Rail", "Faits"),
        Stage.MINUTES: QCoreApplication.translate("Rail", "Procès-verbal"),
        Stage.CLOSING: QCoreApplication.translate("Rail", "Clôture"),
    }
    return names[stage]


class Rail(QListWidget):
    """The list of stages; any may be opened at any time.

    Signals:
        stage_chosen: the stage to show.
    """

    stage_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setFixedWidth(_WIDTH_PX)
        self.setAccessibleName(self.tr("Étapes de la séance"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for stage in Stage:
            item = QListWidgetItem()
            item.setSizeHint(QSize(_WIDTH_PX, 58))
            self.addItem(item)
            self.set_left(stage, "")
        self.currentRowChanged.connect(self.stage_chosen)

    def set_left(self, stage: Stage, left: str) -> None:
        """Say under a stage's name what is left in it, or that it is done."""
        item = self.item(stage)
        item.setText(f"  {stage + 1}   {stage_name(stage)}\n        {left}")
        item.setToolTip(self.tr("{name} · Ctrl+{n}").format(name=stage_name(stage), n=stage + 1))
        spoken = f"{stage_name(stage)} {left}".strip()
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)

    def choose(self, stage: Stage) -> None:
        """Open a stage."""
        self.setCurrentRow(stage)
