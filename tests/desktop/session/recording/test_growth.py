"""What a recording got since it was transcribed, told by its files."""

from pathlib import Path

import pytest

from asr.recording.journal import PartFilled, PartMade, RecordingJournal
from asr.recording.summary import RecordedPart
from core.timecode import Interval
from core.transcript import AudioPart, AudioRef
from desktop.session.dossier import open_dossier
from desktop.session.recording.growth import Growth, Waiting, growth_of, waiting, waiting_line
from desktop.session.recording.places import places_of


def recording(*digests: str) -> AudioRef:
    """Return a recording whose files of ten seconds have these digests."""
    parts = tuple(AudioPart(name=f"{d}.flac", sha256=d, duration_s=10.0) for d in digests)
    return AudioRef(sha256="".join(digests), duration_s=10.0 * len(parts), parts=parts)


def test_files_at_the_end_and_in_between_are_what_it_got() -> None:
    growth = growth_of(recording("a", "b", "c"), recording("a", "x", "b", "c", "y", "z"), ())
    assert growth == Growth(
        inserted=(Interval(10.0, 20.0), Interval(40.0, 50.0), Interval(50.0, 60.0)), filled=()
    )
    assert growth.stretches == [Interval(10.0, 20.0), Interval(40.0, 60.0)]


def test_a_hole_that_was_filled_is_new_where_it_was() -> None:
    part = RecordedPart(
        file="b.flac",
        duration_s=10.0,
        digests=("b", "b2", "b3"),
        filled=(Interval(1.0, 2.0), Interval(4.0, 6.0)),
    )
    growth = growth_of(recording("a", "b"), recording("a", "b3"), (part,))
    assert growth == Growth(inserted=(), filled=(Interval(11.0, 12.0), Interval(14.0, 16.0)))
    later = growth_of(recording("a", "b2"), recording("a", "b3"), (part,))
    assert later == Growth(inserted=(), filled=(Interval(14.0, 16.0),))


@pytest.mark.parametrize("now", [("b",), ("b", "a"), ("a", "x"), ()])
def test_a_recording_without_all_its_files_in_order_is_another_one(now: tuple[str, ...]) -> None:
    assert growth_of(recording("a", "b"), recording(*now), ()) is None


def test_the_same_file_twice_is_two_files() -> None:
    assert growth_of(recording("a", "a"), recording("a"), ()) is None
    growth = growth_of(recording("a", "a"), recording("a", "x", "a"), ())
    assert growth is not None
    assert growth.inserted == (Interval(10.0, 20.0),)


def made(number: int, digest: str) -> PartMade:
    return PartMade(
        stretch=1,
        number=number,
        first_frame=0,
        frames=160_000,
        rate_hz=16_000,
        missing_s=0.0,
        file=f"partie-{number:04d}.flac",
        sha256=digest,
    )


def test_what_waits_to_be_transcribed_is_told_without_reading_any_sound(tmp_path: Path) -> None:
    with open_dossier(tmp_path) as dossier:
        places = places_of(dossier)
        journal = RecordingJournal(places.journal)
        for entry in (made(1, "a"), made(2, "b"), made(3, "c")):
            journal.append(entry)
        journal.append(
            PartFilled(
                stretch=1,
                number=1,
                seconds=2.0,
                hole=Interval(3.0, 5.0),
                file="partie-0001.flac",
                sha256="a2",
            )
        )
        journal.close()
        sources = [places.audio / f"partie-000{number}.flac" for number in (1, 2, 3)]
        both = recording("a", "b")
        assert waiting(sources, dossier, both) == Waiting(recorded_s=12.0)
        assert waiting([*sources, tmp_path / "suite.mp3"], dossier, both).files == 1
        assert not waiting(sources, dossier, recording("a2", "b", "c"))


def test_what_waits_is_said_with_what_becomes_of_the_corrections() -> None:
    line = waiting_line(Waiting(recorded_s=754.0, files=2))
    assert "00:12:34 de son et 2\u00a0fichiers" in line
    assert "corrections restent" in line
    assert waiting_line(Waiting()) == ""
