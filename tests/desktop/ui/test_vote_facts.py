"""Amendments, rounds and the vote on a closed session, given in the window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from desktop.session.corrections.decisions import with_fact
from desktop.session.corrections.fact_list import FactForm
from desktop.ui.fact_editor import FactDialog
from desktop.ui.pages.facts import FactsPage
from desktop.ui.rail import Stage
from desktop.ui.session_view import SessionView
from desktop.ui.vote_fact_dialogs import (
    AmendmentDialog,
    ClosedSessionDialog,
    RoundDialog,
    VoteFactDialog,
)
from pv_builder import facts
from pv_builder.facts import ItemField
from pv_builder.meeting import BallotMode
from tests.desktop.ui.conftest import open_page
from tests.helpers import sessions

COMMUNE = sessions.meeting("commune-saint-aubin")
WHO = [member.name for member in COMMUNE.members]


@pytest.fixture
def facts_page(view: SessionView) -> FactsPage:
    page = open_page(view, Stage.FACTS)
    assert isinstance(page, FactsPage)
    return page


def choose_item(page: FactsPage) -> None:
    page._chosen = facts.item(1, ItemField.START)
    page._choose_again()


def test_an_amendment_is_added_to_the_chosen_item_and_corrected_again(
    facts_page: FactsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def answer(dialog: VoteFactDialog) -> int:
        assert isinstance(dialog, AmendmentDialog)
        seen.append(dialog.against.value())
        dialog.author.setCurrentIndex(dialog.author.findData(WHO[6]))
        dialog.text.setPlainText("Limiter à\n10 000 euros")
        dialog.against.setValue(2)
        dialog.abstentions.setValue(1)
        assert "l’amendement à la majorité" in dialog.result_label.text()
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(AmendmentDialog, "exec", answer)
    choose_item(facts_page)
    facts_page.add_vote(FactForm.AMENDMENT)
    key = facts.amendment(1, 1)
    wanted = (WHO[6], "Limiter à 10 000 euros", "", "2", "1", "ordinaire", "0")
    assert facts_page.session.state.decisions[key].value == wanted
    facts_page.correct()  # the new amendment is chosen
    assert seen == [-1, 2]
    facts_page.session.undo()
    facts_page.session.undo()
    assert key not in facts_page.session.state.decisions


def test_an_amendment_may_be_voted_by_name_or_in_secret(qtbot: QtBot) -> None:
    dialog = AmendmentDialog(COMMUNE, facts.amendment(1, 1))
    qtbot.addWidget(dialog)
    dialog.against.setValue(1)
    dialog.abstentions.setValue(0)
    for names, at in ((dialog.against_names, 2), (dialog.against_names, 3)):
        names.item(at).setCheckState(Qt.CheckState.Checked)
    assert "plus de noms cochés que de voix" in dialog.fault()
    dialog.against.setValue(2)
    assert dialog.fault() == ""
    assert dialog.value()[5:] == ("ordinaire", "2", WHO[2], WHO[3])
    dialog.abstention_names.item(3).setCheckState(Qt.CheckState.Checked)
    assert "voter contre et s'abstenir" in dialog.fault()
    dialog.mode.setCurrentIndex(dialog.mode.findData(BallotMode.SECRET.value))
    dialog.in_favour.setValue(8)
    assert not dialog.named.isEnabled()
    assert dialog.value()[2:] == ("8", "2", "0", "secret", "0")
    assert "l’amendement à la majorité" in dialog.result_label.text()


def test_an_amendment_voted_by_roll_call_stays_so(qtbot: QtBot) -> None:
    key = facts.amendment(1, 1)
    known = (WHO[6], "Limiter à 10 000 euros", "", "1", "0", "public", "1", WHO[2])
    dialog = AmendmentDialog(with_fact(COMMUNE, key, known), key)
    qtbot.addWidget(dialog)
    assert dialog.value() == known


def test_an_only_candidate_is_added(facts_page: FactsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FactDialog, "exec", lambda _: int(QDialog.DialogCode.Accepted))
    monkeypatch.setattr(FactDialog, "value", lambda _: "Mme Jeanne Roux")
    choose_item(facts_page)
    facts_page.add_vote(FactForm.TEXT)
    found = facts_page.session.minutes()
    assert found is not None
    assert found.meeting.items[0].sole_candidate == "Mme Jeanne Roux"


def test_no_vote_is_added_while_no_item_is_chosen(facts_page: FactsPage) -> None:
    facts_page._chosen = facts.OPENED_AT
    facts_page._choose_again()
    assert not facts_page.vote.isEnabled()
    facts_page.add_vote(FactForm.AMENDMENT)
    assert facts_page.session.state.decisions == {}
    choose_item(facts_page)
    assert facts_page.vote.isEnabled()


def test_a_round_needs_a_name_and_a_number_for_each_candidate(qtbot: QtBot) -> None:
    dialog = RoundDialog(COMMUNE, facts.nomination_round(1, 1))
    qtbot.addWidget(dialog)
    dialog.accept_if_valid()
    assert dialog.result() != QDialog.DialogCode.Accepted
    dialog.candidates.set_rows([(WHO[2], "sept"), (WHO[3], "5")])
    assert "en chiffres" in dialog.fault()
    dialog.candidates.set_rows([(WHO[2], "7"), (WHO[2], "5")])
    assert "un nom différent" in dialog.fault()
    dialog.candidates.set_rows([(WHO[2], "7"), (WHO[3], "5")])
    dialog.blank.setValue(1)
    assert "la majorité absolue des suffrages exprimés" in dialog.result_label.text()
    dialog.accept_if_valid()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.answer().value == ("1", "0", "", WHO[2], "7", WHO[3], "5")


def test_the_eldest_is_one_of_the_candidates_and_decides_the_third_round(qtbot: QtBot) -> None:
    meeting = COMMUNE
    for number in (1, 2, 3):
        value = ("0", "0", "", WHO[2], "6", WHO[3], "6")
        meeting = with_fact(meeting, facts.nomination_round(1, number), value)
    dialog = RoundDialog(meeting, facts.nomination_round(1, 3))
    qtbot.addWidget(dialog)
    assert "Égalité" in dialog.result_label.text()
    offered = [dialog.eldest.itemData(at) for at in range(dialog.eldest.count())]
    assert offered == ["", WHO[2], WHO[3]]
    dialog.eldest.setCurrentIndex(2)
    assert "la plus âgée, est élue" in dialog.result_label.text()
    cell = dialog.table.item(0, 1)
    assert cell is not None
    cell.setText("5")
    assert dialog.value()[2] == WHO[3]


def test_a_closed_session_shows_what_is_known_and_what_it_decides(qtbot: QtBot) -> None:
    key = facts.item(1, ItemField.CLOSED_SESSION_BALLOT)
    meeting = with_fact(COMMUNE, key, ("", "9", "0", WHO[1]))
    dialog = ClosedSessionDialog(meeting, key)
    qtbot.addWidget(dialog)
    assert dialog.requesters.ticked() == (WHO[1],)
    assert "ne décide pas le huis clos" in dialog.result_label.text()
    dialog.against.setValue(0)
    assert dialog.answer().value == ("", "0", "0", WHO[1])


def test_papers_with_several_names_ask_for_their_number(qtbot: QtBot) -> None:
    dialog = RoundDialog(COMMUNE, facts.nomination_round(1, 1))
    qtbot.addWidget(dialog)
    assert not dialog.form.isRowVisible(dialog.seats)
    dialog.papers.setCurrentIndex(1)
    assert dialog.form.isRowVisible(dialog.valid)
    dialog.candidates.set_rows([(WHO[2], "12"), (WHO[3], "9"), (WHO[4], "2")])
    assert "bulletins valables" in dialog.fault()
    dialog.valid.setValue(13)
    assert "plus de voix" in dialog.fault()
    dialog.seats.setValue(2)
    dialog.show_result()
    assert "sont élus" in dialog.result_label.text() or "sont élues" in dialog.result_label.text()
    value = dialog.answer().value
    assert isinstance(value, tuple)
    assert value[:6] == ("plusieurs noms", "2", "13", "0", "0", "")
    again = RoundDialog(with_fact(COMMUNE, facts.nomination_round(1, 1), value), dialog._key)
    qtbot.addWidget(again)
    assert again.value() == value


def test_lists_share_their_seats_in_proportion(qtbot: QtBot) -> None:
    dialog = RoundDialog(COMMUNE, facts.nomination_round(1, 1))
    qtbot.addWidget(dialog)
    dialog.papers.setCurrentIndex(2)
    dialog.seats.setValue(5)
    dialog.candidates.set_rows([("Liste Agir", "9"), ("Liste Demain", "4")])
    dialog.show_result()
    told = dialog.result_label.text().replace("\u00a0", " ")
    assert "Liste Agir, 3 sièges et Liste Demain, 2 sièges" in told
    assert not dialog.form.isRowVisible(dialog.valid)
    assert dialog.value() == (
        *("listes à la proportionnelle", "5", "", "0", "0", ""),
        *("Liste Agir", "9", "Liste Demain", "4"),
    )
