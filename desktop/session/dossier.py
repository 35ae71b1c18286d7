"""The folder of a session on disk.

    DIR/transcript.json, pv.json, pv.docx, seance.toml ...   what the user sees
    DIR/.greffier/                                           what the work needs to resume
        audio.json      which recording it is (digests and durations)
        audio.wav       the sound at 16 kHz, until the work is done
        listening.wav   the same sound to play while correcting, until the session is closed
        exported.docx   pv.docx as last written: what a person changed in it can be told
        sources.json    where the recording lies on this machine
        recognition/    finished windows of the transcription
        voices/         voices of this session; wiped with the work
        labels.json     names and microphones that showed while somebody spoke
        captions.json   what a meeting tool wrote, for the next run
        tracks.json     which tracks of the recording are listened to, where a person chose
        brought/        what archives held, participants' files mixed
        outputs.json    digests of the files written for the user
        finished.json   what the transcript was made from, once it is whole

Invariants:
- One program at a time works in a folder (a lock, released by the system at any crash).
- A folder belongs to one recording, which may grow (`desktop.session.continuing`); another one is
  refused before anything is written.
- No voice print outlives the work: `wipe_work` removes it, or the closing where the window works
  with it (RGPD art. 9, `desktop.session.keeping.life`).
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from core.filenames import excess, longest_path
from core.files import PRIVATE_FOLDER, faults_of, make_folder, move_into_place, set_aside
from core.jsonio import JsonInvalid, read_json, write_json
from core.transcript import AudioRef
from desktop.session.errors import DossierLocked, PathTooLong
from desktop.session.outputs import Outputs

WORK = ".greffier"
_LONGEST_BELOW = 80
"""Characters of the longest path in a session's folder: a document with its temporary name."""
EXPORT_FOLDER = "export"


class Dossier:
    """An open session folder; make one with `open_dossier`.

    On POSIX a folder that is made is its owner's alone, and so is the work folder in any other.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.work = make_folder(root / WORK, PRIVATE_FOLDER)
        self.wav = self.work / "audio.wav"
        self.listening = self.work / "listening.wav"
        self.exported = self.work / "exported.docx"
        self.recognition = self.work / "recognition"
        self.voices = self.work / "voices"
        self.labels = self.work / "labels.json"
        self.captions = captions_file(root)
        self.tracks = tracks_file(root)
        self.transcript = root / "transcript.json"
        self.seance = root / "seance.toml"
        self.outputs = outputs_of(root)
        self._audio = self.work / "audio.json"
        self._finished = self.work / "finished.json"

    def recording(self) -> AudioRef | None:
        """Return the recording that the folder belongs to, None in a new folder."""
        if not self._audio.exists():
            return None
        try:
            return read_json(AudioRef, self._audio)
        except JsonInvalid:
            set_aside(self._audio)  # the sound is decoded again: nothing is lost
            return None

    def adopt(self, audio: AudioRef) -> None:
        """Write down the recording that the folder belongs to."""
        write_json(self._audio, audio)

    def is_finished(self, made_from: str) -> bool:
        """Whether the folder's transcript is whole and was made from this."""
        try:
            return self.transcript.exists() and read_json(str, self._finished) == made_from
        except (OSError, JsonInvalid):
            return False

    def mark_finished(self, made_from: str) -> None:
        """Write down what the transcript was made from: the next run need not make it again."""
        write_json(self._finished, made_from)

    def wipe_work(self, *, keep_voices: bool = False) -> None:
        """Remove the windows and, unless they are still worked with, the voices.

        The sound is kept to be listened to while the minutes are checked; closing the session
        deletes it.
        """
        if self.wav.exists():
            with faults_of(self.listening):
                move_into_place(self.wav, self.listening)
        for folder in (self.recognition, *(() if keep_voices else (self.voices,))):
            shutil.rmtree(folder, ignore_errors=True)


def is_session(folder: Path) -> bool:
    """Whether a folder is a session of Greffier's, and not just any folder."""
    return any((folder / name).exists() for name in (WORK, "seance.toml", "transcript.json"))


def outputs_of(folder: Path) -> Outputs:
    """Return the files that Greffier wrote into a folder for its user."""
    return Outputs(folder, folder / WORK / "outputs.json")


def require_reachable(folder: Path, limit: int | None) -> None:
    """Raise `PathTooLong` if what lies in a session's folder passes the system's limit."""
    over = excess(folder, _LONGEST_BELOW, limit)
    if over and limit is not None:
        raise PathTooLong(path=str(folder), excess=over, limit=limit)


def captions_file(folder: Path) -> Path:
    """Return where a session keeps what a meeting tool wrote of it."""
    return folder / WORK / "captions.json"


def tracks_file(folder: Path) -> Path:
    """Return where a session keeps which tracks of its recording are listened to."""
    return folder / WORK / "tracks.json"


def brought_folder(folder: Path) -> Path:
    """Return where the archives that a session is made from are unpacked."""
    return folder / WORK / "brought"


@contextmanager
def open_dossier(folder: Path) -> Iterator[Dossier]:
    """Yield the session folder, made if it was not there, locked against a second program.

    Raises:
        PathTooLong: when this Windows could not reach what would lie in it.
        FolderNotWritable: when the folder cannot be made or written.
        DossierLocked: when another program works in it.
    """
    require_reachable(folder, longest_path())
    dossier = Dossier(make_folder(folder, PRIVATE_FOLDER))
    lock = FileLock(dossier.work / "lock")
    try:
        with faults_of(folder):
            lock.acquire(timeout=0)
    except Timeout as error:
        raise DossierLocked(path=str(folder)) from error
    try:
        yield dossier
    finally:
        lock.release()
