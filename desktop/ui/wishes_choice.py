"""Choosing how the documents of a session look: their presentation, how discussions are told."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QSizePolicy, QWidget

from core.errors import AppError
from desktop.ui.locks import lock, lock_note
from desktop.ui.messages_box import show_error
from desktop.ui.widgets import column
from pv_builder.documents.house import HOUSES
from pv_builder.wishes import DiscussionStyle, DocumentWishes

_OTHER = "\0"
"""Stands for a file that is still to be chosen; no path holds it."""


def style_names() -> dict[DiscussionStyle, str]:
    """Return how a clerk reads each way of telling discussions."""
    return {
        DiscussionStyle.INDIRECT: QCoreApplication.translate("Wishes", "Débats au style indirect"),
        DiscussionStyle.VERBATIM: QCoreApplication.translate("Wishes", "Débats mot à mot"),
        DiscussionStyle.SUMMARY: QCoreApplication.translate("Wishes", "Débats résumés"),
    }


def _house_names() -> dict[str, str]:
    """Return how a clerk reads each presentation that comes with the program."""
    return {
        "moderne": QCoreApplication.translate("Wishes", "Présentation de Greffier"),
        "extrait": QCoreApplication.translate("Wishes", "Présentation « registre »"),
        "syndicat": QCoreApplication.translate("Wishes", "Présentation « syndicat »"),
        "hierarchique": QCoreApplication.translate("Wishes", "Présentation « hiérarchisée »"),
    }


class _NarrowCombo(QComboBox):
    """A choice whose long names do not push its page wider."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


class WishesChoice(QWidget):
    """Two choices one under the other: presentation and discussions.

    Args:
        usual: what is done where nothing is chosen, shown then.

    Signals:
        changed: the `DocumentWishes` as now chosen.
    """

    changed = Signal(object)

    def __init__(self, usual: DocumentWishes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._usual = usual
        self._wishes = DocumentWishes()
        self.template = _NarrowCombo(self.tr("Présentation des documents"))
        self.template.activated.connect(self._on_template)
        self.style_choice = _NarrowCombo(self.tr("Façon de rapporter les débats"))
        for style, text in style_names().items():
            self.style_choice.addItem(text, style)
        self.style_choice.activated.connect(self._on_style)
        lock(self.template, "template")
        lock(self.style_choice, "style")
        note = lock_note("template", "style")
        self.setLayout(column(self.template, self.style_choice, note))
        self.setFocusProxy(self.template)
        self.show_wishes(DocumentWishes())

    @property
    def wishes(self) -> DocumentWishes:
        """What is chosen."""
        return self._wishes

    @property
    def stated(self) -> DocumentWishes:
        """What is chosen, with what is shown where nothing was."""
        style = self._wishes.style or self.style_choice.currentData()
        template = self._wishes.template or self._usual.template
        return replace(self._wishes, style=style, template=template)

    def show_wishes(self, wishes: DocumentWishes) -> None:
        """Show what a session asks for."""
        self._wishes = wishes
        template = wishes.template or self._usual.template or next(iter(HOUSES))
        style = wishes.style or self._usual.style or DiscussionStyle.INDIRECT
        with QSignalBlocker(self.template), QSignalBlocker(self.style_choice):
            self._list_templates(template)
            self.style_choice.setCurrentIndex(self.style_choice.findData(style))

    def _list_templates(self, shown: str) -> None:
        self.template.clear()
        for name, text in _house_names().items():
            self.template.addItem(text, name)
        if shown not in HOUSES:
            text = self.tr("Modèle « {name} »").format(name=Path(shown).name)
            self.template.addItem(text, shown)
        self.template.addItem(self.tr("Modèle Word de la mairie…"), _OTHER)
        self.template.setCurrentIndex(self.template.findData(shown))
        if self.template.isEnabled():
            self.template.setToolTip(self.template.currentText() if shown in HOUSES else shown)

    def _on_template(self) -> None:
        chosen = str(self.template.currentData())
        if chosen != _OTHER:
            self._choose(replace(self._wishes, template=chosen))
            return
        kinds = self.tr("Modèle Word") + " (*.docx)"
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Modèle de la mairie"), "", kinds)
        if not path or not self.take_template(Path(path)):
            self.show_wishes(self._wishes)

    def take_template(self, path: Path) -> bool:
        """Choose a Word file of the town hall; whether it can be used."""
        from desktop.session.documents.writing import own_template  # noqa: PLC0415 - loads the writers

        try:
            own_template(str(path))
        except AppError as error:
            show_error(error, self)
            return False
        self._choose(replace(self._wishes, template=str(path)))
        return True

    def _on_style(self) -> None:
        self._choose(replace(self._wishes, style=self.style_choice.currentData()))

    def _choose(self, wishes: DocumentWishes) -> None:
        if wishes != self._wishes:
            self.show_wishes(wishes)
            self.changed.emit(wishes)


class ItemStyleChoice(_NarrowCombo):
    """How the discussion of one item is told.

    Signals:
        chosen: mark of the item, and its style; None to tell it like the others.
    """

    chosen = Signal(str, object)

    def __init__(self) -> None:
        super().__init__(self.tr("Débats de ce point"))
        self._mark = ""
        self.activated.connect(self._choose)
        self.show_item(None, DocumentWishes())

    def show_item(self, mark: str | None, wishes: DocumentWishes) -> None:
        """Show the choice for an item, None where the cursor is in none."""
        self._mark = mark or ""
        # A new draft takes the cursor away for a moment: the keyboard must not leave with it.
        self.setEnabled(mark is not None or self.hasFocus())
        lock(self, "style")
        with QSignalBlocker(self):
            self.clear()
            where = self.tr("Ce point") if mark is None else self.tr("Point {n}").format(n=mark)
            self.addItem(self.tr("{item} : comme les autres").format(item=where), None)
            for style, text in style_names().items():
                self.addItem(f"{where} : {text[:1].lower()}{text[1:]}", style)
            known = wishes.style_of(self._mark)
            self.setCurrentIndex(0 if known is None else self.findData(known))

    def _choose(self, _at: int) -> None:
        if self._mark:
            self.chosen.emit(self._mark, self.currentData())


def with_item_style(
    wishes: DocumentWishes, mark: str, style: DiscussionStyle | None
) -> DocumentWishes:
    """Return the wishes with an item told in this style; None tells it like the others."""
    others = tuple(one for one in wishes.item_styles if one[0] != mark)
    return replace(wishes, item_styles=others if style is None else (*others, (mark, style)))
