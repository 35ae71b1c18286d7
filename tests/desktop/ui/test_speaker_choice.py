"""Choosing who speaks by typing."""

from pytestqt.qtbot import QtBot

from desktop.ui.speaker_choice import SpeakerDialog
from tests.helpers.sessions import minutes


def test_a_speaker_is_found_by_any_letters_of_the_name(qtbot: QtBot) -> None:
    members = minutes("commune-saint-aubin").meeting.members
    dialog = SpeakerDialog(tuple(member.name for member in members))
    qtbot.addWidget(dialog)
    dialog.field.setText("elodie")
    assert dialog.chosen() == "Mme Élodie Blondel"
    dialog.field.setText("zzz")
    assert dialog.chosen() is None
