"""The votes of an item other than its own: an amendment, a round of papers, a closed session.

Each dialog says at once what the numbers typed decide: a person states numbers, never a result.
"""

from abc import abstractmethod
from collections.abc import Sequence

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QLabel,
    QPlainTextEdit,
    QSpinBox,
    QTableWidget,
    QWidget,
)

from desktop.session.corrections.decisions import value_of, with_fact
from desktop.session.corrections.edits import DecideFact
from desktop.session.corrections.vote_facts import NOT_ESTABLISHED, result_told, round_in
from desktop.ui.rows_table import RowsTable
from desktop.ui.ticked_list import TickedList
from desktop.ui.widgets import answer_buttons, column, label, row, set_role
from pv_builder.evidence import FactKey, Status
from pv_builder.meeting import BallotMode, Meeting
from pv_builder.papers import NominationRound, PaperForm

_MOST_VOTES = 9999
_UNKNOWN = -1
_LIST_LINES = 6
_TWO_LISTS_CHARACTERS = 100
_HOW = 5
"""Place in an amendment of how it was voted (`corrections.vote_facts`)."""
_CHARACTERS = 76
"""Width at which the names of members and the buttons of the table stand whole."""


class VoteFactDialog(QDialog):
    """Asks for one of these votes.

    Args:
        meeting: for the members and what the numbers decide.
        key: of the vote.
    """

    def __init__(self, meeting: Meeting, key: FactKey, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * _CHARACTERS)
        self._meeting, self._key = meeting, key
        self._names = [member.name for member in meeting.members]
        found = value_of(meeting, key)
        self._found: tuple[str, ...] = found if isinstance(found, tuple) else ()
        self.result_label: QLabel = label("")
        self.form = QFormLayout()
        self.form.setVerticalSpacing(8)
        self.build()
        buttons, _go = answer_buttons(self, self.tr("Enregistrer"), self.accept_if_valid)
        explained = label(self.tr("Le résultat est compté à partir de ces nombres."), "quiet")
        whole = column(self.form, explained, self.result_label, buttons, margin=16)
        self.setLayout(whole)
        self.show_result()
        width = self.minimumWidth()
        self.resize(width, max(self.sizeHint().height(), whole.totalHeightForWidth(width)))

    @abstractmethod
    def build(self) -> None:
        """Add the fields."""

    @abstractmethod
    def value(self) -> tuple[str, ...]:
        """Return the vote as `corrections.vote_facts` has it."""

    def fault(self) -> str:
        """Return what is missing, "" when the answer can be kept."""
        return ""

    def at(self, place: int) -> str:
        """Return a part of what is known already, "" when nothing is."""
        return self._found[place] if place < len(self._found) else ""

    def add(self, name: str, field: QWidget) -> None:
        """Add a field with its name."""
        field.setAccessibleName(name)
        self.form.addRow(name, field)

    def number_field(self, name: str, text: str, unknown: str = "") -> QSpinBox:
        """Return a new field for a number, which may be unknown where words for that are given."""
        field = QSpinBox()
        field.setRange(_UNKNOWN if unknown else 0, _MOST_VOTES)
        field.setSpecialValueText(unknown)
        field.setValue(int(text) if text else field.minimum())
        field.valueChanged.connect(self.show_result)
        self.add(name, field)
        return field

    def vote_fields(self, first: int) -> tuple[QSpinBox, ...]:
        """Return fields for the votes in favour, against and the abstentions."""
        left = self.tr("le reste des votants")
        unknown = self.tr("non connu")
        return (
            self.number_field(self.tr("Contre"), self.at(first + 1), unknown),
            self.number_field(self.tr("Abstentions"), self.at(first + 2), unknown),
            self.number_field(self.tr("Pour"), self.at(first), left),
        )

    def show_result(self) -> None:
        """Say what the numbers decide."""
        told = self.fault()
        if not told:
            told = result_told(with_fact(self._meeting, self._key, self.value()), self._key)
        set_role(self.result_label, "check" if told in {self.fault(), NOT_ESTABLISHED} else "")
        self.result_label.setText(told)

    def accept_if_valid(self) -> None:
        """Accept, or say what is missing."""
        self.show_result()
        if not self.fault():
            self.accept()

    def answer(self) -> DecideFact:
        """Return the vote as a person states it."""
        return DecideFact(
            fact=self._key, status=Status.CONFIRMED, corrected=True, value=self.value()
        )


def _text_of(field: QSpinBox) -> str:
    return "" if field.value() == _UNKNOWN else str(field.value())


class AmendmentDialog(VoteFactDialog):
    """Asks who moved an amendment, what it changes, and how it was voted."""

    def build(self) -> None:
        """Add the fields."""
        self.setWindowTitle(self.tr("Amendement"))
        self.author = QComboBox()
        self.author.addItem(self.tr("Non connu"), "")
        for name in self._names:
            self.author.addItem(name, name)
        self.author.setCurrentIndex(max(0, self.author.findData(self.at(0))))
        self.add(self.tr("Auteur"), self.author)
        self.text = QPlainTextEdit(self.at(1))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(self.fontMetrics().lineSpacing() * 4)
        self.add(self.tr("Texte"), self.text)
        self.mode = QComboBox()
        for told, mode in (
            (self.tr("À main levée"), BallotMode.ORDINARY),
            (self.tr("Scrutin public"), BallotMode.PUBLIC),
            (self.tr("Scrutin secret"), BallotMode.SECRET),
        ):
            self.mode.addItem(told, mode.value)
        self.add(self.tr("Mode de vote"), self.mode)
        self.against, self.abstentions, self.in_favour = self.vote_fields(2)
        self._build_names()
        self.mode.setCurrentIndex(max(0, self.mode.findData(self.at(_HOW))))
        self.mode.currentIndexChanged.connect(self._on_mode)
        self._on_mode()

    def _build_names(self) -> None:
        """Add who voted against and who abstained, ticked as far as they are known."""
        known = self._found[_HOW + 2 :]
        cut = int(self.at(_HOW + 1) or 0)
        self.against_names = self._ticked(self.tr("Votent contre"), known[:cut])
        self.abstention_names = self._ticked(self.tr("S'abstiennent"), known[cut:])
        for names in (self.against_names, self.abstention_names):
            names.itemChanged.connect(self.show_result)
        self.named = QWidget()
        self.named.setLayout(
            row(
                column(label(self.tr("Votent contre"), "quiet"), self.against_names),
                column(label(self.tr("S'abstiennent"), "quiet"), self.abstention_names),
            )
        )
        line = self.fontMetrics().lineSpacing()
        self.named.setMinimumHeight(line * (_LIST_LINES + 3))  # the names and their heading, whole
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * _TWO_LISTS_CHARACTERS)
        self.add(self.tr("Noms"), self.named)

    def _ticked(self, name: str, known: Sequence[str]) -> TickedList[str]:
        names: TickedList[str] = TickedList(name)
        for one in self._names:
            names.add(one, one, ticked=one in known)
        names.setMinimumHeight(self.fontMetrics().lineSpacing() * _LIST_LINES)
        return names

    def _on_mode(self) -> None:
        """In a secret ballot nobody is named."""
        self.named.setEnabled(not self._is_secret())
        self.show_result()

    def _is_secret(self) -> bool:
        return bool(self.mode.currentData() == BallotMode.SECRET)

    def _of_names(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        if self._is_secret():
            return (), ()
        return self.against_names.ticked(), self.abstention_names.ticked()

    def fault(self) -> str:
        """Return what contradicts itself in the names, "" when nothing does."""
        against, abstaining = self._of_names()
        if set(against) & set(abstaining):
            return self.tr("Un même membre ne peut pas voter contre et s'abstenir.")
        for field, names in ((self.against, against), (self.abstentions, abstaining)):
            if names and 0 <= field.value() < len(names):
                return self.tr("Il y a plus de noms cochés que de voix : corrigez l'un ou l'autre.")
        return ""

    def value(self) -> tuple[str, ...]:
        """Return the amendment as `corrections.vote_facts` has it."""
        votes = (_text_of(f) for f in (self.in_favour, self.against, self.abstentions))
        text = " ".join(self.text.toPlainText().split())
        against, abstaining = self._of_names()
        how = (str(self.mode.currentData()), str(len(against)), *against, *abstaining)
        return (str(self.author.currentData()), text, *votes, *how)


class ClosedSessionDialog(VoteFactDialog):
    """Asks who wanted a closed session, and how it was voted."""

    def build(self) -> None:
        """Add the fields."""
        self.setWindowTitle(self.tr("Vote sur le huis clos"))
        self.requesters: TickedList[str] = TickedList("")
        for name in self._names:
            self.requesters.add(name, name, ticked=name in self._found[3:])
        self.requesters.setMinimumHeight(self.fontMetrics().lineSpacing() * _LIST_LINES)
        self.add(self.tr("Demandé par"), self.requesters)
        self.against, self.abstentions, self.in_favour = self.vote_fields(0)

    def value(self) -> tuple[str, ...]:
        """Return the vote as `corrections.vote_facts` has it."""
        votes = (_text_of(f) for f in (self.in_favour, self.against, self.abstentions))
        return (*votes, *self.requesters.ticked())


class RoundDialog(VoteFactDialog):
    """Asks for the papers of a round: candidates with their voices, blank and void papers."""

    def build(self) -> None:
        """Add the fields."""
        self.setWindowTitle(self.tr("Tour de scrutin"))
        known = round_in(self._found, 1) if self._found else NominationRound(votes=())
        self._build_form(known)
        names = self.tr("Candidat ou liste"), self.tr("Voix")
        self.candidates = RowsTable(self.tr("Candidats et voix"), names, 0, lambda: ("", ""))
        self.table: QTableWidget = self.candidates.table
        self.table.setMinimumHeight(self.fontMetrics().lineSpacing() * _LIST_LINES)
        pairs = [(name, str(votes)) for name, votes in known.votes]
        self.candidates.set_rows(pairs or [("", ""), ("", "")])
        self.table.cellChanged.connect(self._show_candidates)
        self.table.model().rowsRemoved.connect(self._show_candidates)
        self.form.addRow(self.candidates)
        self.blank = self.number_field(self.tr("Bulletins blancs"), str(known.blank))
        self.void = self.number_field(self.tr("Bulletins nuls"), str(known.void))
        self.eldest = QComboBox()
        self.eldest.setToolTip(self.tr("À égalité au troisième tour, le plus âgé est élu"))
        self._offer(known.eldest or "")
        self.eldest.currentTextChanged.connect(self.show_result)
        self.add(self.tr("Le plus âgé"), self.eldest)
        self._on_papers()

    def _build_form(self, known: NominationRound) -> None:
        """Add what each paper carries, and the numbers that follow from it."""
        self.papers = QComboBox()
        for told, form in (
            (self.tr("Un nom, ou une liste entière"), PaperForm.ONE_NAME),
            (self.tr("Plusieurs noms"), PaperForm.SEVERAL_NAMES),
            (self.tr("Une liste, sièges au plus fort reste"), PaperForm.PROPORTIONAL),
        ):
            self.papers.addItem(told, form.value)
        self.papers.setCurrentIndex(self.papers.findData(known.form.value))
        self.add(self.tr("Chaque bulletin porte"), self.papers)
        self.seats = self.number_field(self.tr("Sièges à pourvoir"), str(known.seats))
        self.seats.setMinimum(1)
        self.valid = self.number_field(self.tr("Bulletins valables"), str(known.valid or 0))
        self.papers.currentIndexChanged.connect(self._on_papers)

    def _on_papers(self) -> None:
        """Ask only for what the papers leave open."""
        form = self._form()
        for field, is_asked in (
            (self.seats, form is not PaperForm.ONE_NAME),
            (self.valid, form is PaperForm.SEVERAL_NAMES),
        ):
            self.form.setRowVisible(field, is_asked)
        self.show_result()

    def _form(self) -> PaperForm:
        return PaperForm(self.papers.currentData())

    def _show_candidates(self) -> None:
        """Offer the candidates typed, and say what their votes decide."""
        self._offer(self.value_of_eldest())
        self.show_result()

    def _offer(self, chosen: str) -> None:
        self.eldest.blockSignals(True)  # noqa: FBT003 - Qt takes a position
        self.eldest.clear()
        self.eldest.addItem(self.tr("Non connu, ou pas d'égalité"), "")
        for name, _ in self._rows():
            self.eldest.addItem(name, name)
        self.eldest.setCurrentIndex(max(0, self.eldest.findData(chosen)))
        self.eldest.blockSignals(False)  # noqa: FBT003 - Qt takes a position

    def value_of_eldest(self) -> str:
        """Return the candidate said to be the eldest, "" for nobody."""
        return str(self.eldest.currentData() or "")

    def _rows(self) -> list[tuple[str, str]]:
        rows = [(self._cell(row, 0), self._cell(row, 1)) for row in range(self.table.rowCount())]
        return [one for one in rows if any(one)]

    def _cell(self, row: int, at: int) -> str:
        item = self.table.item(row, at)
        return item.text().strip() if item else ""

    def fault(self) -> str:
        """Return what is missing in the table, "" when nothing is."""
        rows = self._rows()
        names = [name for name, _ in rows]
        if not rows or not all(names) or len(set(names)) < len(names):
            return self.tr("Écrivez un nom différent pour chaque candidat ou liste.")
        if not all(votes.isascii() and votes.isdigit() for _, votes in rows):
            return self.tr("Écrivez en chiffres le nombre de voix de chaque candidat.")
        return self._fault_of_papers([int(votes) for _, votes in rows])

    def _fault_of_papers(self, votes: Sequence[int]) -> str:
        """Return what cannot be on papers with several names, "" when nothing is wrong."""
        papers = self.valid.value()
        if self._form() is not PaperForm.SEVERAL_NAMES:
            return ""
        if not papers:
            return self.tr("Indiquez le nombre de bulletins valables, ni blancs ni nuls.")
        if max(votes) > papers or sum(votes) > papers * self.seats.value():
            return self.tr("Il y a plus de voix que ces bulletins ne peuvent en porter.")
        return ""

    def value(self) -> tuple[str, ...]:
        """Return the round as `corrections.vote_facts` has it."""
        voices = (text for name, votes in self._rows() for text in (name, str(int(votes))))
        papers = (str(self.blank.value()), str(self.void.value()))
        return (*self._form_told(), *papers, self.value_of_eldest(), *voices)

    def _form_told(self) -> tuple[str, ...]:
        """Return what papers carry, nothing where each carries one name."""
        form = self._form()
        if form is PaperForm.ONE_NAME:
            return ()
        valid = str(self.valid.value()) if form is PaperForm.SEVERAL_NAMES else ""
        return (form.value, str(self.seats.value()), valid)
