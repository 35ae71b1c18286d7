"""Choosing which tracks of a recording are listened to, and whose microphones they are."""

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QGridLayout,
    QRadioButton,
    QWidget,
)

from asr.sound.track_choice import AUTOMATIC, ChosenTrack, Listening, TrackChoice
from desktop.session.imports.track_list import TrackLine
from desktop.ui.widgets import answer_buttons, column, label, scrolled


class TracksDialog(QDialog):
    """Asks which tracks are wanted.

    Args:
        lines: what can be chosen.
        choice: as it stands.
        members: names on the roll, offered as owners of the microphones.
    """

    def __init__(
        self,
        lines: Sequence[TrackLine],
        choice: TrackChoice,
        members: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Pistes à écouter"))
        self.resize(640, 520)
        self._lines = tuple(lines)
        self.ways = {
            Listening.AUTO: QRadioButton(self.tr("Laisser Greffier choisir (conseillé)")),
            Listening.ALL: QRadioButton(self.tr("Toutes les pistes, mélangées")),
            Listening.CHOSEN: QRadioButton(self.tr("Seulement celles-ci, mélangées :")),
        }
        self.boxes = [QCheckBox(line.text) for line in self._lines]
        self.persons = [self._person(line, members) for line in self._lines]
        buttons, self.go = answer_buttons(self, self.tr("Écouter ces pistes"))
        explained = self.tr(
            "Une caméra, une table de mixage ou un film peuvent avoir plusieurs pistes. Si chacune "
            "est le micro d'une personne, dites de qui : Greffier s'en sert pour reconnaître qui "
            "parle."
        )
        body = QWidget()
        body.setLayout(column(*self.ways.values(), self._grid(), None))
        self.setLayout(column(label(explained, "quiet"), scrolled(body), buttons, margin=16))
        self._show(choice)
        for way in self.ways.values():
            way.toggled.connect(self._allow)
        for box in self.boxes:
            box.toggled.connect(self._allow)
        self._allow()

    def _person(self, line: TrackLine, members: Sequence[str]) -> QComboBox:
        field = QComboBox()
        field.setEditable(True)
        field.setAccessibleName(self.tr("Personne au micro de : {track}").format(track=line.text))
        field.addItems(["", *members])
        edit = field.lineEdit()
        if edit is not None:
            edit.setPlaceholderText(self.tr("Micro de… (facultatif)"))
        return field

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(24, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        for at, (box, person) in enumerate(zip(self.boxes, self.persons, strict=True)):
            grid.addWidget(box, at, 0)
            grid.addWidget(person, at, 1)
        return grid

    def _show(self, choice: TrackChoice) -> None:
        self.ways[choice.listening].setChecked(True)
        chosen = {(one.track, one.channel): one for one in choice.tracks}
        for line, box, person in zip(self._lines, self.boxes, self.persons, strict=True):
            one = chosen.get((line.track, line.channel))
            box.setChecked(one is not None)
            person.setCurrentText(one.person if one is not None else "")

    def _allow(self) -> None:
        choosing = self.ways[Listening.CHOSEN].isChecked()
        for box, person in zip(self.boxes, self.persons, strict=True):
            box.setEnabled(choosing)
            person.setEnabled(choosing and box.isChecked())
        self.go.setEnabled(not choosing or any(box.isChecked() for box in self.boxes))

    def choice(self) -> TrackChoice:
        """Return what was chosen."""
        if self.ways[Listening.AUTO].isChecked():
            return AUTOMATIC
        if self.ways[Listening.ALL].isChecked():
            return TrackChoice(listening=Listening.ALL)
        tracks = tuple(
            ChosenTrack(track=line.track, channel=line.channel, person=person.currentText().strip())
            for line, box, person in zip(self._lines, self.boxes, self.persons, strict=True)
            if box.isChecked()
        )
        return TrackChoice(listening=Listening.CHOSEN, tracks=tracks)
