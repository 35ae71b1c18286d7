"""A session recorded in the council room."""

from pathlib import Path

from asr.recording.finishing import finish
from asr.recording.journal import EndReason, RecordingJournal
from asr.recording.recovery import recover
from core.files import faults_of
from core.task import silent
from tests.bench.faults.scenario import Scenario, Told
from tests.helpers.recording import TapeRig, counting, places_in, sound_of


def a_place_to_record(root: Path) -> None:
    """The folders of a recording, as the recorder makes them."""
    places = places_in(root / "séance")
    for folder in (places.raw, places.journal.parent):
        folder.mkdir(parents=True)


def record(root: Path, told: Told) -> None:
    """Twelve seconds recorded and made into parts; told is the sound known to be on the disk."""
    rig = TapeRig(root / "séance")
    rig.tape.begin(1, ["salle"])
    rig.open()
    for second in range(1, 13):
        rig.hear(1.0)
        if rig.tape.sync():
            told.append(str(second))
    rig.tape.end(EndReason.STOPPED)
    rig.tape.close()
    with faults_of(rig.places.journal):
        rig.journal.close()
        journal = RecordingJournal(rig.places.journal)
        finish(journal, rig.places.folders, silent())
        journal.close()


def recording_losses(root: Path, told: Told) -> list[str]:
    """Every second that was flushed comes back, sample for sample."""
    seconds = int(told[-1]) if told else 0
    if not seconds:
        return []
    places = places_in(root / "séance")
    journal = RecordingJournal(places.journal)
    recover(journal, places.folders)
    finish(journal, places.folders, silent())
    journal.close()
    parts = sorted(places.audio.glob("*.flac"))
    sound = sound_of(parts)[:, 0] if parts else None
    kept = 0 if sound is None else sound.size
    wanted = 16_000 * seconds
    if sound is None or kept < wanted or sound[:wanted].tobytes() != counting(0, wanted):
        return [f"{seconds} s flushed, {kept / 16_000:.1f} s kept"]
    return []


SCENARIOS = (
    Scenario(
        name="recording",
        prepare=a_place_to_record,
        act=record,
        losses=recording_losses,
        can_be_done_again=False,
    ),
)
