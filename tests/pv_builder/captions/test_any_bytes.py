"""Whatever the bytes, a reader of tools' files answers with its own errors or a sound result."""

import random
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.errors import InputError
from core.plaintext import cleaned
from pv_builder.captions.reading import read_import
from pv_builder.captions.spans import Attendance, Captions, Chat

SAMPLES = sorted(
    path for path in (Path(__file__).parents[2] / "data" / "imports").iterdir()
    if path.suffix != ".md" or path.stem == "visio"
)  # fmt: skip
PIECES = st.sampled_from(
    [
        *("WEBVTT\n\n", "00:00:01.000 --> 00:00:02.000\n", "<v Marie>", "</v>", "1\n", "-->"),
        *("0:00:01.000,0:00:02.000\n", "Marie: ", "**Marie**: ", "[Marie] 18:30:00\n", "\n\n"),
        *("Marie   0:03\n", "0:0:3.1 --> 0:0:5.2\n", "18:30:00 From Marie to Everyone:\n", "\t"),
        *("Nom;Arrivée\n", "Marie;18:30\n", '"', "<recording><event eventname='", "</recording>"),
        *("\u202e", "\u200b", "\0", "99999999:00:00.000", "-1:00", "9" * 400, "é", "\r"),
    ]
)


def check(content: bytes) -> None:
    try:
        found = read_import("file", content)
    except InputError:
        return
    match found:
        case Captions(spans=spans):
            assert spans
            assert all(0 <= span.start <= span.end for span in spans)
            assert [s.start for s in spans] == sorted(s.start for s in spans)
        case Attendance(participants=participants):
            assert len(set(found.labels)) == len(participants)
            assert all(participants)
        case Chat(messages=messages):
            assert messages
    assert all(label == cleaned(label) for label in found.labels)


@given(st.binary(max_size=2000))
@example(
    b'<recording><event eventname="StartRecordingEvent" timestamp="'
    + b"1" * 400
    + b'"/></recording>'
)
@example(b"WEBVTT\n\n9999999999:59:59.999 --> 9999999999:59:59.999\nx")
def test_any_bytes_are_read_or_refused(content):
    check(content)


@example(["0:0:3.1 --> 0:0:" + "9" * 400, "\nMarie\nOui\n"] * 2, "utf-8")
@given(st.lists(PIECES, max_size=30), st.sampled_from(["utf-8", "utf-16", "cp1252", "mac_roman"]))
def test_any_mix_of_forms_is_read_or_refused(pieces, encoding):
    check("".join(pieces).encode(encoding, errors="replace"))


@given(st.text())
@example("e\u200b\u0301")
def test_cleaning_twice_is_cleaning_once(text):
    assert cleaned(cleaned(text)) == cleaned(text)


def mutated(content: bytes, draw: random.Random) -> bytes:
    """Return a file with some of its bytes changed, moved, repeated or cut."""
    data = bytearray(content)
    for _ in range(draw.choice([1, 2, 4, 16, 64])):
        at, other = (draw.randrange(len(data) + 1) for _ in range(2))
        piece = data[min(at, other) : min(at, other) + draw.choice([1, 8, 200])]
        match draw.randrange(5):
            case 0 if at < len(data):
                data[at] = draw.randrange(256)
            case 1:
                data[at:at] = piece * draw.choice([1, 50])
            case 2:
                del data[at : at + len(piece)]
            case 3:
                data[at:at] = draw.choice([b"\0", b"\xff\xfe", b"\n\n", b"-->", b'"', b"<!ENTITY"])
            case _:
                data = data[:at] or data
    return bytes(data)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_a_few_broken_copies_of_each_sample_are_read_or_refused(sample):
    draw = random.Random(sample.name)  # noqa: S311 - the same each time
    for _ in range(15):
        check(mutated(sample.read_bytes(), draw))


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_two_thousand_broken_copies_of_each_sample_are_read_or_refused(sample):
    draw = random.Random(1)  # noqa: S311 - the same each time
    for _ in range(2000):
        check(mutated(sample.read_bytes(), draw))


@settings(max_examples=25)
@given(st.lists(st.floats(0, 1e5), min_size=1, max_size=40))
def test_cues_in_any_order_come_out_in_theirs(starts):
    def time(seconds):
        minutes, rest = divmod(round(seconds, 3), 60)
        return f"{int(minutes // 60):02d}:{int(minutes % 60):02d}:{rest:06.3f}"

    text = "WEBVTT\n\n" + "".join(f"{time(s)} --> {time(s + 1)}\nBonjour {s}\n\n" for s in starts)
    check(text.encode())
