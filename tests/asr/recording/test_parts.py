"""A part is in its place only when it reads back as it was written; raw sound goes only then."""

from pathlib import Path

import numpy as np
import pytest

from asr.errors import PartNotVerified, SoundSystemMissing
from asr.recording import parts
from asr.recording.finishing import finish
from asr.recording.journal import EndReason, PartMade, read_journal
from core.errors import DiskFull
from core.files import sha256_of
from core.task import CallbackContext, Cancelled, silent
from tests.helpers.recording import MONO, TapeRig, UnsyncedFile, counting, parts_in, sound_of

RATE = MONO.rate_hz


@pytest.fixture
def rig(tmp_path: Path) -> TapeRig:
    rig = TapeRig(tmp_path, open_file=UnsyncedFile)
    rig.places.audio.mkdir(parents=True, exist_ok=True)
    rig.tape.begin(1, ["salle"])
    rig.open()
    rig.hear(20)
    rig.tape.end(EndReason.STOPPED)
    return rig


def nothing_is_lost(rig: TapeRig) -> None:
    """Assert that the raw sound is whole, no part is there, and a later try succeeds."""
    assert parts_in(rig.root) == []
    assert [p for p in rig.places.audio.iterdir() if p.is_file()] == []
    finish(rig.journal, rig.places.folders, silent())
    rig.journal.close()
    assert sound_of(parts_in(rig.root)).tobytes() == counting(0, 20 * RATE)


def test_a_part_that_reads_back_otherwise_is_refused(
    rig: TapeRig, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(parts, "_read_back", lambda _path: iter([np.zeros((5, 1), np.int16)]))
        with pytest.raises(PartNotVerified):
            finish(rig.journal, rig.places.folders, silent())
    nothing_is_lost(rig)


def test_a_part_cut_on_the_disk_is_refused(rig: TapeRig, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = parts._read_back

    def after_a_cut(path: Path):  # type: ignore[no-untyped-def]
        path.write_bytes(path.read_bytes()[:-100])
        return honest(path)

    with monkeypatch.context() as patched:
        patched.setattr(parts, "_read_back", after_a_cut)
        with pytest.raises(PartNotVerified):
            finish(rig.journal, rig.places.folders, silent())
    nothing_is_lost(rig)


def test_a_disk_without_room_for_the_part_keeps_the_raw_sound(
    rig: TapeRig, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(parts.os, "fsync", full)
        with pytest.raises(DiskFull):
            finish(rig.journal, rig.places.folders, silent())
    nothing_is_lost(rig)


def test_a_machine_without_libsndfile_keeps_the_raw_sound(
    rig: TapeRig, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setitem(parts.__dict__["os"].sys.modules, "soundfile", None)
        with pytest.raises(SoundSystemMissing):
            finish(rig.journal, rig.places.folders, silent())
    nothing_is_lost(rig)


def test_a_stop_while_parts_are_made_keeps_the_raw_sound(rig: TapeRig) -> None:
    ctx = CallbackContext(lambda _event: None)
    ctx._cancel.set()
    with pytest.raises(Cancelled):
        finish(rig.journal, rig.places.folders, ctx)
    nothing_is_lost(rig)


def test_the_journal_holds_the_digest_of_each_part(rig: TapeRig) -> None:
    finish(rig.journal, rig.places.folders, silent())
    rig.journal.close()
    (made,) = [e for e in read_journal(rig.places.journal) if isinstance(e, PartMade)]
    assert made.sha256 == sha256_of(rig.places.audio / made.file, silent())
    assert made.frames == 20 * RATE
