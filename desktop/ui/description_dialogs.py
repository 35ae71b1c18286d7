"""Stating a session anew: its roll, its agenda, its date and place; each in one table or form."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QInputDialog,
    QVBoxLayout,
    QWidget,
)

from core.errors import AppError
from desktop.session.description import (
    Renamed,
    Renumbered,
    RollFault,
    agenda_rows,
    numbered,
    roll_faults,
    roll_rows,
    seance_faults,
    with_agenda,
    with_roll,
)
from desktop.session.seance_file import agenda_of, members_of
from desktop.ui.messages_box import show_error
from desktop.ui.rows_table import RowsTable
from desktop.ui.widgets import button, column, label
from pv_builder.roster.seance_toml import read_seance
from pv_builder.seance import Seance

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
        self.rows.tools.addWidget(button(self.tr("Coller une liste…"), self.paste))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.tr("Enregistrer"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept_if_valid)
        buttons.rejected.connect(self.reject)
        return column(label(help_text, "quiet"), self.rows, self._fault, buttons, margin=16)

    def paste(self) -> None:
        """Ask for a list, one a line, and add it to the rows."""
        text, given = QInputDialog.getMultiLineText(self, self.windowTitle(), self._paste_hint())
        if given:
            self.take_text(text)

    def take_text(self, text: str) -> None:
        """Add the lines of a text to the rows."""
        raise NotImplementedError

    def _paste_hint(self) -> str:
        raise NotImplementedError

    def faults(self) -> list[str]:
        """Return what is wrong with the rows, in French."""
        raise NotImplementedError

    def accept_if_valid(self) -> None:
        """Accept, or say what is wrong."""
        faults = self.faults()
        self._fault.setText("\n".join(faults[:_MOST_FAULTS]))
        if not faults:
            self.accept()

    def _extend(self, rows: Sequence[Sequence[str]]) -> None:
        known, origins = self.rows.rows(), self.rows.origins()
        self.rows.set_rows([*known, *rows], origins)


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
        self.rows.tools.addWidget(button(self.tr("Reprendre d'une séance…"), self._take_over))
        self.setLayout(
            self._lay_out(
                self.tr("Dans l'ordre du tableau. Un nom corrigé ici l'est partout dans la séance.")
            )
        )

    def _paste_hint(self) -> str:
        return self.tr("Un membre par ligne : Mme Élodie Blondel, Conseillère municipale")

    def take_text(self, text: str) -> None:
        """Add members written one a line."""
        members, strangers = members_of(text)
        known = {row[1:3] for row in self.rows.rows()}
        pasted = roll_rows(replace(self.seance, members=members))
        self._extend([row for row in pasted if row[1:3] not in known])
        said = self.tr("« {line} » : commencez par M. ou Mme, puis le prénom et le nom.")
        self._fault.setText("\n".join(said.format(line=line) for line in strangers[:_MOST_FAULTS]))

    def _take_over(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("Séance dont reprendre les membres"), "", "seance.toml (*.toml)"
        )
        if not path:
            return
        try:
            other = read_seance(Path(path))
        except AppError as error:
            show_error(error, self)
            return
        known = {row[1:3] for row in self.rows.rows()}
        self._extend([row for row in roll_rows(other) if row[1:3] not in known])

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

    def take_text(self, text: str) -> None:
        """Add items written one a line."""
        start = len(self.rows.rows())
        self._extend(
            [(str(start + n), entry.title, "") for n, entry in enumerate(agenda_of(text), start=1)]
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
