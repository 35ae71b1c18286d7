"""Adding a vote to an item: which one, and the dialog that asks for it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QDialog, QMenu, QWidget

from desktop.session.corrections.decisions import value_of
from desktop.session.corrections.edits import DecideFact
from desktop.session.corrections.fact_list import FactForm, FactLine
from desktop.session.corrections.vote_facts import next_amendment, next_round
from desktop.ui.fact_editor import FactDialog
from desktop.ui.vote_fact_dialogs import (
    AmendmentDialog,
    ClosedSessionDialog,
    RoundDialog,
    VoteFactDialog,
)
from pv_builder import facts
from pv_builder.evidence import FactKey, Status
from pv_builder.facts import ItemField
from pv_builder.meeting import Item, Meeting

_DIALOGS: dict[FactForm, type[VoteFactDialog]] = {
    FactForm.AMENDMENT: AmendmentDialog,
    FactForm.ROUND: RoundDialog,
    FactForm.CLOSED_SESSION: ClosedSessionDialog,
}
HAS_DIALOG = frozenset(_DIALOGS)
"""Forms of facts that are votes, each with a dialog of its own."""


class VoteMenu(QMenu):
    """The votes that may be added to an item.

    Args:
        ask: is given which one.
    """

    def __init__(self, ask: Callable[[FactForm], None], parent: QWidget) -> None:
        super().__init__(parent)
        for text, form in (
            (self.tr("Amendement…"), FactForm.AMENDMENT),
            (self.tr("Tour de scrutin…"), FactForm.ROUND),
            (self.tr("Candidature unique…"), FactForm.TEXT),
            (self.tr("Vote sur le huis clos…"), FactForm.CLOSED_SESSION),
        ):
            self.addAction(text, partial(ask, form))


def vote_key(item: Item, form: FactForm) -> FactKey:
    """Return the name of the vote that is added to an item."""
    match form:
        case FactForm.AMENDMENT:
            return next_amendment(item)
        case FactForm.ROUND:
            return next_round(item)
        case FactForm.CLOSED_SESSION:
            return facts.item(item.mark, ItemField.CLOSED_SESSION_BALLOT)
    return facts.item(item.mark, ItemField.SOLE_CANDIDATE)


def ask_for_vote(
    meeting: Meeting, form: FactForm, key: FactKey, parent: QWidget
) -> DecideFact | None:
    """Return a vote as a person states it, None when it is left as it was."""
    if form in _DIALOGS:
        dialog = _DIALOGS[form](meeting, key, parent)
        edit = dialog.answer() if dialog.exec() == QDialog.DialogCode.Accepted else None
        dialog.deleteLater()
        return edit
    name = parent.tr("Candidat ou liste unique")
    line = FactLine(key=key, name=name, value="", form=form, evidence=None)
    return ask_for_value(meeting, line, parent)


def ask_for_value(meeting: Meeting, line: FactLine, parent: QWidget) -> DecideFact | None:
    """Return the right value of a fact, None when it is left as it was."""
    dialog = FactDialog(line, value_of(meeting, line.key), meeting, parent)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    value = dialog.value() if accepted else None
    dialog.deleteLater()
    if not accepted:
        return None
    return DecideFact(fact=line.key, status=Status.CONFIRMED, corrected=True, value=value)
