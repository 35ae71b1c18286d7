"""The page of the recording says what was heard of it and what it lacks."""

from dataclasses import replace
from pathlib import Path

from core.jsonio import write_json
from core.timecode import Interval
from core.transcript import Coverage
from core.transcript_file import read_transcript
from desktop.ui.main_window import MainWindow
from desktop.ui.pages.sound import SoundPage
from desktop.ui.rail import Stage
from tests.desktop.ui.conftest import open_page


def test_the_page_says_what_has_no_text_and_what_has_no_sound(
    window: MainWindow, folder: Path
) -> None:
    heard = read_transcript(folder / "transcript.json")
    holed = replace(
        heard,
        audio=replace(heard.audio, holes=(Interval(20.0, 25.0),)),
        coverage=Coverage(speech_s=100.0, gaps=(Interval(30.0, 32.0),)),
    )
    write_json(folder / "transcript.json", holed)
    assert window.open_session(folder)
    assert window.view is not None
    page = open_page(window.view, Stage.SOUND)
    assert isinstance(page, SoundPage)
    told = page._state.text().replace("\u00a0", " ").replace("\u202f", " ")
    assert "muet pendant 5 secondes. 98,0 % de la parole a un texte ; 1 passage sans texte." in told
