"""The sample files of each tool: tests/data/imports/README.md says what each is made after."""

from pathlib import Path

import pytest

from pv_builder.captions.reading import read_attendance, read_captions, read_import
from pv_builder.captions.spans import Chat, Timing, Tool

SAMPLES = Path(__file__).parents[2] / "data" / "imports"

CHRISTOPHE, TEAMS = "Christophe Perrin", "PERRIN Christophe"
OPENING = "Bonsoir à toutes et à tous, la séance est ouverte."

CAPTIONS = {
    "teams.vtt": (Tool.TEAMS, Timing.RECORDING, [TEAMS, "Élodie (Invité)", "iPhone de Laurent"]),
    "teams.docx": (Tool.TEAMS, Timing.RECORDING, [TEAMS, "Élodie (Invité)", "iPhone de Laurent"]),
    "teams-older.docx": (Tool.TEAMS, Timing.RECORDING, [TEAMS, "Élodie (Invité)"]),
    "zoom.vtt": (Tool.ZOOM, Timing.RECORDING, [CHRISTOPHE, "Elodie H.", "+33612345678"]),
    "zoom-meeting_saved_closed_caption.txt": (
        Tool.ZOOM,
        Timing.DAY,
        [CHRISTOPHE, "Élodie Hubert"],
    ),
    "meet.sbv": (Tool.MEET, Timing.RECORDING, [CHRISTOPHE, "Élodie Hubert"]),
    "meet.docx": (Tool.MEET, Timing.ORDER, [CHRISTOPHE, "Élodie Hubert"]),
    "webex.vtt": (Tool.WEBEX, Timing.RECORDING, [CHRISTOPHE, "Hubert Élodie"]),
    "bigbluebutton-events.xml": (Tool.BIGBLUEBUTTON, Timing.RECORDING, [CHRISTOPHE, "Élodie"]),
    "bigbluebutton-caption_fr.vtt": (Tool.OTHER, Timing.RECORDING, []),
    "generic.srt": (Tool.OTHER, Timing.RECORDING, []),
    "visio.md": (Tool.VISIO, Timing.ORDER, [CHRISTOPHE, "SPEAKER_01"]),
}

ATTENDANCE = {
    "teams-attendance.csv": (Tool.TEAMS, [TEAMS, "Élodie (Invité)", "iPhone de Laurent"]),
    "zoom-participants.csv": (
        Tool.ZOOM,
        [CHRISTOPHE, "Elodie H. (Hubert, Élodie)", "+33612345678"],
    ),
    "webex-attendance.csv": (Tool.WEBEX, [CHRISTOPHE, "Call-in User_2"]),
    "meet-attendance.csv": (Tool.MEET, [CHRISTOPHE, "Élodie Hubert"]),
}


def sample(name):
    return name, (SAMPLES / name).read_bytes()


@pytest.mark.parametrize("name", CAPTIONS)
def test_the_captions_of_each_tool_give_who_is_said_to_speak(name):
    tool, timing, labels = CAPTIONS[name]
    found = read_captions(*sample(name))
    assert (found.tool, found.timing, list(found.labels)) == (tool, timing, labels)
    assert found.faults == 0


@pytest.mark.parametrize("name", [name for name in CAPTIONS if "events" not in name])
def test_what_is_said_first_is_read_whole(name):
    assert read_captions(*sample(name)).spans[0].text.startswith(OPENING[:26])


@pytest.mark.parametrize("name", CAPTIONS)
def test_times_are_those_of_the_file(name):
    found = read_captions(*sample(name))
    first = found.spans[0]
    match found.timing:
        case Timing.RECORDING:
            assert (first.start, first.end) == pytest.approx((3.1, 6.5), abs=0.6)
        case Timing.DAY:
            assert first.start == 17 * 3600 + 2 * 60 + 11
        case Timing.ORDER:
            assert [span.start for span in found.spans] == list(range(len(found.spans)))


@pytest.mark.parametrize("name", ATTENDANCE)
def test_the_participants_of_each_tool_come_once_each(name):
    tool, labels = ATTENDANCE[name]
    found = read_attendance(*sample(name))
    assert (found.tool, list(found.labels)) == (tool, labels)
    assert found.faults == 0


def test_whoever_comes_and_goes_took_part_from_first_to_last():
    late = read_attendance(*sample("teams-attendance.csv")).participants[2]
    assert (late.joined_s, late.left_s) == (17 * 3600 + 4 * 60, 17 * 3600 + 34 * 60)


def test_an_american_clock_is_understood():
    first = read_attendance(*sample("zoom-participants.csv")).participants[0]
    assert first.joined_s == 16 * 3600 + 58 * 60 + 10


@pytest.mark.parametrize(
    ("name", "timing"),
    [("zoom-meeting_saved_chat.txt", Timing.DAY), ("zoom-cloud-chat.txt", Timing.RECORDING)],
)
def test_a_chat_is_no_speech(name, timing):
    found = read_import(*sample(name))
    assert isinstance(found, Chat)
    assert found.timing is timing
    assert found.labels[:2] == (CHRISTOPHE, "Élodie Hubert")


def test_a_message_of_several_lines_is_one():
    found = read_import(*sample("zoom-meeting_saved_chat.txt"))
    assert found.messages[1].text == "Je n'entends plus rien C'est revenu"


def test_what_was_said_while_nothing_was_recorded_is_not_on_the_recording():
    spans = read_captions(*sample("bigbluebutton-events.xml")).spans
    assert [(span.start, span.end) for span in spans] == [(3.12, 6.48), (7.05, 9.21), (10.0, 14.73)]


def test_notes_of_the_tool_are_no_speech():
    assert not any("transcription" in s.text for s in read_captions(*sample("teams.docx")).spans)
