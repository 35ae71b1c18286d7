"""Stating a session anew: its roll, its agenda, its date and place; each in one table or form."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QInputDialog,
    QVBoxLayout,
    QWidget,
)

from core.errors import AppError
from core.folding import fold
from desktop.session.description.tables import (
    Renamed,
    Renumbered,
    RollFault,
    agenda_rows,
    numbered,
    roll_faults,
    roll_rows,
    rows_reread,
    seance_faults,
    with_agenda,
    with_roll,
)
from desktop.ui.convocation_import import ConvocationImportDialog
from desktop.ui.messages_box import show_error
from desktop.ui.roll_import import RollImportDialog
from desktop.ui.rows_table import RowsTable
from desktop.ui.widgets import answer_buttons, button, column, label
from pv_builder.convocation.convocation import Convocation
from pv_builder.intake.source import Source, pasted, read_source
from pv_builder.roster.seance_toml import read_seance
from pv_builder.seance import Seance, StatedMember

_MOST_FAULTS = 3


class DescriptionDialog(QDialog):
    """A table of a session's description, accepted only without a fault.

    Args:
        seance: as stated until now.
        title: of the window.
    """

    rows: RowsTable

    def __init__(self, seance: Seance, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(860, 560)
        self.seance = seance
        self._fault = label("", "block")

    def _lay_out(self, help_text: str) -> QVBoxLayout:
        self.setAcceptDrops(True)
        self.rows.tools.addWidget(button(self.tr("Coller une liste…"), self.paste))
        self.rows.tools.addWidget(button(self.tr("Importer un fichier…"), self._ask_for_file))
        buttons, _go = answer_buttons(self, self.tr("Enregistrer"), self.accept_if_valid)
        texts = column(label(help_text, "quiet"), self.rows, self._fault)
        return column(texts, buttons, margin=16)

    def paste(self) -> None:
        """Ask for a list, one a line, and add it to the rows."""
        text, given = QInputDialog.getMultiLineText(self, self.windowTitle(), self._paste_hint())
        if given:
            self.take_text(text)

    def _ask_for_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self.windowTitle(), "", self._file_kinds())
        if path:
            self.take_file(Path(path))

    def take_text(self, text: str) -> None:
        """Show what a pasted text holds, and add it to the rows when the person agrees."""
        try:
            self._take(pasted(text))
        except AppError as error:
            show_error(error, self)

    def take_file(self, path: Path) -> None:
        """Show what a file holds, and take it; or say why it cannot be read."""
        try:
            self._take(read_source(path))
        except AppError as error:
            show_error(error, self)

    @abstractmethod
    def _take(self, source: Source) -> None:
        """Show what a source holds, and take it."""

    @abstractmethod
    def _file_kinds(self) -> str:
        """Return the kinds of files offered, as Qt wants them."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take a file."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Take what was dropped."""
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.take_file(Path(url.toLocalFile()))

    @abstractmethod
    def _paste_hint(self) -> str:
        """Return how a pasted list looks."""

    @abstractmethod
    def faults(self) -> list[str]:
        """Return what is wrong with the rows, in French."""

    def accept_if_valid(self) -> None:
        """Accept, or say what is wrong."""
        faults = self.faults()
        self._fault.setText("\n".join(faults[:_MOST_FAULTS]))
        if not faults:
            self.accept()


class RollDialog(DescriptionDialog):
    """The members of the assembly: added, removed, renamed, put in order."""

    def __init__(self, seance: Seance, parent: QWidget | None = None) -> None:
        super().__init__(seance, "", parent)
        self.setWindowTitle(self.tr("Membres de l'assemblée"))
        headers = (
            self.tr("Civilité"),
            self.tr("Prénom"),
            self.tr("Nom"),
            self.tr("Fonction"),
            self.tr("Groupe"),
            self.tr("Commune"),
            self.tr("Voix"),
        )
        self.rows = RowsTable(
            self.tr("Membres"), headers, wide=3, new=lambda: ("M.", "", "", "", "", "", "1")
        )
        self.rows.set_rows(roll_rows(seance), [member.name for member in seance.roll])
        self.setLayout(
            self._lay_out(
                self.tr("Dans l'ordre du tableau. Un nom corrigé ici l'est partout dans la séance.")
            )
        )

    def _paste_hint(self) -> str:
        return self.tr("Un membre par ligne : Mme Élodie Blondel, Conseillère municipale")

    def _file_kinds(self) -> str:
        kinds = "*.csv *.xlsx *.ods *.docx *.odt *.pdf *.vcf *.txt *.toml"
        return self.tr("Liste des membres") + f" ({kinds})"

    def take_file(self, path: Path) -> None:
        """Take the members of a file; those of another session too."""
        if path.suffix != ".toml":
            super().take_file(path)
            return
        try:
            self._use((*self.seance.members, *self._new_of(read_seance(path))))
        except AppError as error:
            show_error(error, self)

    def _new_of(self, other: Seance) -> list[StatedMember]:
        known = set(self.seance.roll)
        return [StatedMember(member=member) for member in other.roll if member not in known]

    def _take(self, source: Source) -> None:
        known, _ = with_roll(self.seance, self.rows.rows(), self.rows.origins())
        dialog = RollImportDialog(source, known.members, self.seance.collectivite, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._use(dialog.merged().members)
        dialog.deleteLater()

    def _use(self, members: Sequence[StatedMember]) -> None:
        """Show this roll; those who were there keep what was stated of them."""
        origins = {
            fold(f"{row[1]} {row[2]}"): origin
            for row, origin in zip(self.rows.rows(), self.rows.origins(), strict=True)
        }
        rows = roll_rows(replace(self.seance, members=tuple(members)))
        self.rows.set_rows(rows, [origins.get(fold(f"{row[1]} {row[2]}"), "") for row in rows])

    def faults(self) -> list[str]:
        """Return what is wrong with the roll."""
        rows = self.rows.rows()
        if not rows:
            return [self.tr("Indiquez au moins un membre.")]
        told = [self._told(fault) for fault in roll_faults(rows)]
        return told or seance_faults(self.answer()[0])

    def _told(self, fault: RollFault) -> str:
        lacks = {
            "civilite": self.tr("Ligne {row} : la civilité est « M. » ou « Mme »."),
            "nom": self.tr("Ligne {row} : il manque le prénom ou le nom."),
            "voix": self.tr("Ligne {row} : le nombre de voix est un nombre entier."),
            "double": self.tr("Ligne {row} : ce membre est déjà dans la liste."),
        }
        return lacks[fault.lacks].format(row=fault.row)

    def answer(self) -> tuple[Seance, Renamed]:
        """Return the session with this roll, and who is named otherwise."""
        return with_roll(self.seance, self.rows.rows(), self.rows.origins())


class AgendaDialog(DescriptionDialog):
    """The agenda: items added, removed, put in order, pasted from the convocation."""

    def __init__(self, seance: Seance, parent: QWidget | None = None) -> None:
        super().__init__(seance, "", parent)
        self.setWindowTitle(self.tr("Ordre du jour"))
        headers = (self.tr("N°"), self.tr("Titre"), self.tr("Rapporteur"))
        self.rows = RowsTable(self.tr("Points"), headers, wide=1, new=lambda: ("", "", ""))
        self.rows.set_rows(agenda_rows(seance), [str(entry.mark) for entry in seance.agenda])
        self.rows.tools.addWidget(button(self.tr("Renuméroter"), self.renumber))
        self.setLayout(
            self._lay_out(
                self.tr(
                    "Un point par ligne. Les numéros peuvent être de la forme I.2.A.3 ; "
                    "le rapporteur s'écrit comme dans la liste des membres."
                )
            )
        )

    def _paste_hint(self) -> str:
        return self.tr("Un point par ligne, avec ou sans son numéro.")

    def _file_kinds(self) -> str:
        return self.tr("Convocation ou ordre du jour") + " (*.docx *.odt *.pdf *.txt)"

    def _take(self, source: Source) -> None:
        dialog = ConvocationImportDialog(source, list(self.seance.roll), self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._use(dialog.convocation)
        dialog.deleteLater()

    def _use(self, found: Convocation) -> None:
        """Take the items of a convocation, and what else it says of the session."""
        rows = agenda_rows(replace(self.seance, agenda=found.agenda))
        self.rows.set_rows(*rows_reread(self.rows.rows(), self.rows.origins(), rows))
        self.seance = replace(
            self.seance,
            hour=found.hour or self.seance.hour,
            place=found.place or self.seance.place,
            convened_on=found.sent or self.seance.convened_on,
            previous_session=found.previous or self.seance.previous_session,
        )

    def renumber(self) -> None:
        """Number the items 1, 2, 3... in their order."""
        rows, origins = self.rows.rows(), self.rows.origins()
        self.rows.set_rows([(str(n), *row[1:]) for n, row in enumerate(rows, start=1)], origins)

    def faults(self) -> list[str]:
        """Return what is wrong with the agenda."""
        rows = numbered(self.rows.rows()) if self._has_blanks() else self.rows.rows()
        self.rows.set_rows(rows, self.rows.origins())
        for number, (mark, title, _) in enumerate(rows, start=1):
            if not mark or not title:
                return [
                    self.tr("Ligne {row} : il manque le numéro ou le titre.").format(row=number)
                ]
        return seance_faults(self.answer()[0])

    def _has_blanks(self) -> bool:
        return any(not row[0] for row in self.rows.rows())

    def answer(self) -> tuple[Seance, Renumbered]:
        """Return the session with this agenda, and the items that bear another mark."""
        return with_agenda(self.seance, self.rows.rows(), self.rows.origins())
