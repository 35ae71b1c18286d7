"""Choosing the documents and the files to write besides the Word of the minutes."""

from PySide6.QtWidgets import QCheckBox, QDialog, QWidget

from desktop.ui.widgets import answer_buttons, column, label


class ExportDialog(QDialog):
    """Asks in which formats the documents of a session are wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Documents de la séance"))
        self.boxes: dict[str, QCheckBox] = {}
        self.further: dict[str, QCheckBox] = {}
        choices = column(label(self.tr("Autres documents, en Word"), "heading"))
        from desktop.session.documents.further_documents import FURTHER  # noqa: PLC0415 - seldom asked for

        for name, known in FURTHER.items():
            self.further[name] = QCheckBox(known.title)
            choices.addWidget(self.further[name])
        choices.addSpacing(12)
        choices.addWidget(label(self.tr("Autres formats"), "heading"))
        for name, text in (
            ("odt", self.tr("Procès-verbal pour LibreOffice (.odt)")),
            ("pdf", self.tr("Procès-verbal à publier, accessible (.pdf)")),
            ("html", self.tr("Procès-verbal pour le site internet (.html)")),
            ("txt", self.tr("Procès-verbal en texte simple (.txt)")),
            ("csv", self.tr("Délibérations en données ouvertes (.csv)")),
            ("srt", self.tr("Sous-titres de la vidéo (.srt)")),
            ("vtt", self.tr("Sous-titres pour le web (.vtt)")),
        ):
            box = QCheckBox(text)
            self.boxes[name] = box
            choices.addWidget(box)
        buttons, _go = answer_buttons(self, self.tr("Enregistrer"))
        self.setLayout(column(choices, 8, buttons, margin=16))

    def formats(self) -> tuple[str, ...]:
        """Return the chosen formats."""
        return tuple(name for name, box in self.boxes.items() if box.isChecked())

    def documents(self) -> tuple[str, ...]:
        """Return the chosen documents beside the minutes."""
        return tuple(name for name, box in self.further.items() if box.isChecked())


def ask_for_documents(parent: QWidget) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Return the formats and the documents a person chose, None when the question was left."""
    dialog = ExportDialog(parent)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    chosen = (dialog.formats(), dialog.documents()) if accepted else None
    dialog.deleteLater()
    return chosen
