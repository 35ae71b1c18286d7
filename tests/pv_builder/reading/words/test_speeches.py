"""Turns of one voice are one speech; turns without a voice stand alone."""

from tests.helpers.heard_lines import LEMOINE, MASSON, a_scene


def test_turns_of_one_voice_are_one_speech() -> None:
    scene = a_scene((MASSON, "Bonsoir."), (MASSON, "On commence."), (LEMOINE, "Oui, allons-y."))

    assert [(s.member, s.length) for s in scene.speeches] == [(MASSON, 3), (LEMOINE, 3)]


def test_turns_without_a_voice_stand_alone() -> None:
    scene = a_scene("Bonsoir.", "On commence.")

    assert [(s.member, s.length) for s in scene.speeches] == [(None, 1), (None, 2)]


def test_speeches_are_cut_at_the_edges_asked_for() -> None:
    scene = a_scene((MASSON, "Bonsoir à vous tous."), (LEMOINE, "Oui, allons-y vite."))

    assert [(s.first, s.last) for s in scene.speeches_in(2, 6)] == [(2, 4), (4, 6)]
