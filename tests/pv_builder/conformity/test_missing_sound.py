"""Sound that a recording lacks is told in the list of things to check, with its place."""

from dataclasses import replace

import pytest

from core.timecode import Interval
from core.transcript import AudioPart, AudioRef
from pv_builder.blocks import Paragraph, plain
from pv_builder.conformity.missing_sound import check_sound
from pv_builder.documents.draft_checks import checks_annex
from pv_builder.meeting import Meeting
from pv_builder.reading.reader import read_minutes
from tests.helpers.meetings import a_meeting, an_item
from tests.helpers.sessions import transcript
from tests.helpers.spoken_sessions import make_session


def treated() -> Meeting:
    """Return a meeting of two items, at 10 to 50 s and 50 to 90 s of the recording."""
    first = replace(an_item(1), start_s=10.0, end_s=50.0)
    second = replace(an_item(2), start_s=50.0, end_s=90.0)
    return a_meeting("A", "B", "C", items=(first, second))


def recording(*holes: Interval, missing_s: float = 0.0) -> AudioRef:
    first = AudioPart(name="a.flac", sha256="1" * 64, duration_s=60.0, missing_s=missing_s)
    rest = AudioPart(name="b.flac", sha256="2" * 64, duration_s=40.0)
    return AudioRef(sha256="0" * 64, duration_s=100.0, parts=(first, rest), holes=holes)


def test_holes_are_told_at_the_item_they_fall_in() -> None:
    audio = recording(Interval(5, 7), Interval(20, 24), Interval(30, 33))
    outside, inside = check_sound(treated(), audio)
    assert (outside.item, outside.excerpts) == (None, (Interval(5, 7),))
    assert (inside.item, inside.excerpts) == (1, (Interval(20, 24), Interval(30, 33)))
    assert "7\u00a0secondes" in inside.text
    assert "L. 2121-15" in inside.text


def test_a_damaged_place_is_told_though_nobody_knows_how_long_it_was() -> None:
    (alert,) = check_sound(treated(), recording(Interval(20, 20)))
    assert (alert.item, alert.excerpts) == (1, (Interval(20, 20),))
    assert "illisible ici" in alert.text


def test_a_recording_cut_short_is_told_where_it_stops() -> None:
    (alert,) = check_sound(treated(), recording(missing_s=960.0))
    assert (alert.code, alert.item) == ("sound-cut", 2)
    assert alert.excerpts == (Interval(55.0, 60.0),)
    assert "16\u00a0minutes" in alert.text


@pytest.mark.parametrize("audio", [recording(), recording(Interval(20, 20.4))])
def test_nothing_is_said_where_no_word_can_be_missing(audio: AudioRef) -> None:
    assert list(check_sound(treated(), audio)) == []


def test_the_reading_of_a_session_asks_about_it() -> None:
    session = make_session(5)
    heard = session.transcript()
    holed = replace(heard, audio=replace(heard.audio, holes=(Interval(30.0, 37.0),)))
    told = {alert.code for alert in read_minutes(holed, session.seance).alerts}
    untold = {alert.code for alert in read_minutes(heard, session.seance).alerts}
    assert told - untold == {"sound-missing"}


def test_the_last_page_of_a_draft_says_how_much_is_missing() -> None:
    session = make_session(5)
    heard = transcript("commune-saint-aubin")
    holed = replace(heard, audio=recording(Interval(20, 27), missing_s=3.0))
    minutes = read_minutes(session.transcript(), session.seance)
    *_, last = checks_annex(minutes, holed)
    assert isinstance(last, Paragraph)
    assert (
        "Enregistrement de 01:40 en 2 fichiers. L’enregistrement est muet pendant 7 secondes. "
        "Il manque 3 secondes à l’enregistrement."
    ) in plain(last.line).replace("\u00a0", " ")
