"""The facts found: accepted, corrected and refused, by key and by dialog."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QSpinBox,
)
from pytestqt.qtbot import QtBot

from desktop.session.corrections.fact_list import FactGroup, FactLine, fact_groups
from desktop.ui.fact_editor import FactDialog
from desktop.ui.movement_dialog import MovementDialog
from desktop.ui.pages.facts import FactsPage
from desktop.ui.rail import Stage
from desktop.ui.session_view import SessionView
from pv_builder import facts
from pv_builder.evidence import Status
from pv_builder.meeting import MovementKind
from tests.desktop.ui.conftest import open_page
from tests.helpers.sessions import minutes


@pytest.fixture
def facts_page(view: SessionView) -> FactsPage:
    page = open_page(view, Stage.FACTS)
    assert isinstance(page, FactsPage)
    return page


def choose(page: FactsPage, key: str) -> FactLine:
    page._chosen = key  # type: ignore[assignment]
    page._choose_again()
    chosen = page.chosen()
    assert isinstance(chosen, FactLine)
    assert chosen.key == key
    return chosen


# facts


def test_every_fact_found_is_in_the_list_once(facts_page: FactsPage) -> None:
    groups = fact_groups(minutes("commune-saint-aubin"))
    shown = [line.key for group in groups for line in group.lines if line.evidence]
    assert sorted(shown) == sorted(e.fact for e in minutes("commune-saint-aubin").evidence)
    assert "à vérifier" in facts_page._left.text()


def test_enter_accepts_a_fact_and_goes_to_the_next(facts_page: FactsPage, qtbot: QtBot) -> None:
    first = choose(facts_page, facts.OPENED_AT)
    facts_page.tree.setFocus()
    qtbot.keyClick(facts_page.tree, Qt.Key.Key_Return)
    assert facts_page.session.state.decisions[first.key].status is Status.CONFIRMED
    after = facts_page.chosen()
    assert isinstance(after, FactLine)
    assert after.key == facts.CHAIR


def test_accepting_a_group_is_one_act(facts_page: FactsPage) -> None:
    top = facts_page.tree.topLevelItem(1)
    assert top is not None
    facts_page.tree.setCurrentItem(top)
    group = facts_page.chosen()
    assert isinstance(group, FactGroup)
    facts_page.accept()
    assert len(facts_page.session.state.decisions) == len(group.lines)
    facts_page.session.undo()
    assert facts_page.session.state.decisions == {}


def test_a_refused_fact_is_unknown(facts_page: FactsPage) -> None:
    choose(facts_page, facts.SECRETARY)
    facts_page.refuse()
    found = facts_page.session.minutes()
    assert found is not None
    assert found.meeting.secretary is None


def test_a_corrected_number_changes_the_sum_shown(
    facts_page: FactsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(dialog: FactDialog) -> int:
        assert isinstance(dialog.field, QSpinBox)
        dialog.field.setValue(3)
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(FactDialog, "exec", answer)
    key = facts.item(2, facts.ItemField.AGAINST)
    choose(facts_page, key)
    facts_page.correct()
    assert facts_page.session.state.decisions[key].value == 3
    choose(facts_page, key)
    labels = [
        widget.text()
        for at in range(facts_page._reasons.count())
        if (widget := facts_page._reasons.itemAt(at).widget())  # type: ignore[union-attr]
    ]
    assert any("9 pour · 3 contre · 1\u00a0abstention" in text for text in labels)


def test_hearing_a_fact_plays_its_excerpt(facts_page: FactsPage, qtbot: QtBot) -> None:
    line = choose(facts_page, facts.SECRETARY)
    assert line.evidence is not None
    with qtbot.waitSignal(facts_page.listen) as heard:
        facts_page.hear()
    assert heard.args[0] == line.evidence.excerpts[0].start - 1.0
    with qtbot.waitSignal(facts_page.go_to):
        facts_page._read()


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        (facts.OPENED_AT, "18 h 35", "18:35"),
        (facts.item(1, facts.ItemField.START), "1:02:03", 3723.0),
        (facts.OPENED_AT, "", None),
    ],
)
def test_hours_and_times_are_typed_as_people_write_them(
    qtbot: QtBot, key: str, typed: str, value: object
) -> None:
    read = minutes("commune-saint-aubin")
    line = next(one for g in fact_groups(read) for one in g.lines if one.key == key)
    dialog = FactDialog(line, None, read.meeting)
    qtbot.addWidget(dialog)
    assert isinstance(dialog.field, QLineEdit)
    dialog.field.setText(typed)
    dialog._accept_if_valid()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.value() == value


def test_what_is_no_time_is_not_accepted(qtbot: QtBot) -> None:
    read = minutes("commune-saint-aubin")
    key = facts.item(1, facts.ItemField.START)
    line = next(one for g in fact_groups(read) for one in g.lines if one.key == key)
    dialog = FactDialog(line, 12.0, read.meeting)
    qtbot.addWidget(dialog)
    assert isinstance(dialog.field, QLineEdit)
    dialog.field.setText("bientôt")
    dialog._accept_if_valid()
    assert dialog.result() == QDialog.DialogCode.Rejected


def test_a_movement_is_moved_to_another_item(qtbot: QtBot) -> None:
    read = minutes("commune-saint-aubin")
    key = facts.movement(MovementKind.ARRIVAL, read.meeting.movements[0].member)
    dialog = MovementDialog(read.meeting, key, ("3", "", "18:51"))
    qtbot.addWidget(dialog)
    assert not dialog.member.isEnabled()
    dialog.during.setChecked(True)
    dialog.hour.setText("bientôt")
    dialog.accept_if_valid()
    assert dialog.result() == QDialog.DialogCode.Rejected
    dialog.hour.setText("18 h 55")
    dialog.accept_if_valid()
    answer = dialog.answer()
    assert (answer.fact, answer.value) == (key, ("3", "during", "18:55"))


def test_a_departure_that_nobody_heard_is_added(
    facts_page: FactsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(dialog: MovementDialog) -> int:
        dialog.kind.setCurrentIndex(1)
        dialog.member.setCurrentIndex(3)
        dialog.item.setCurrentIndex(4)
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(MovementDialog, "exec", answer)
    facts_page.add_movement()
    read = facts_page.session.minutes()
    assert read is not None
    left = [m for m in read.meeting.movements if m.kind is MovementKind.DEPARTURE]
    assert [(m.member, m.moment.item) for m in left] == [("Mme Delphine Marchand", 5)]
