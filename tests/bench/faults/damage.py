"""Every stretch of every file of a session damaged in turn, then the session opened and worked on.

What may be: the damage is told with one of the project's errors, or the file was set aside and the
work goes on, or the damage fell where it changes a letter that nobody can know better. What may
not: an exception that is none of ours, or a damaged file overwritten, its bytes nowhere any more.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from unittest.mock import patch

from core.errors import AppError
from core.jsonio import write_json
from core.task import silent
from core.transcript import AudioPart, AudioRef
from desktop.session import workflow
from desktop.session.dossier import open_dossier
from desktop.session.exporting import export_session
from desktop.session.keeping.life import read_life
from desktop.session.keeping.reopening import reopen_archive
from desktop.session.machine import preferences
from desktop.session.machine.recent import card_of, keep_left
from desktop.session.recording.marks import marks_of
from desktop.session.recording.recovery import recover_recording
from desktop.session.requests import DraftRequest
from desktop.session.sources import read_sources, write_sources
from desktop.session.workbench import open_workbench
from tests.bench.faults.archives import with_an_older_archive
from tests.bench.faults.campaign import Tally, spread, where
from tests.bench.faults.choices import with_preferences
from tests.bench.faults.disk import copied
from tests.bench.faults.persons_work import live
from tests.bench.faults.recordings import record

_CHANGES: dict[str, Callable[[bytes], bytes]] = {
    "flipped": lambda part: bytes(byte ^ 0x81 for byte in part),
    "zeroed": lambda part: bytes(len(part)),
    "removed": lambda _: b"",
}


def a_full_session(root: Path) -> None:
    """A session with every kind of file that Greffier writes for it."""
    with_an_older_archive(root)
    with_preferences(root)
    record(root, [])
    live(root, [])
    with open_dossier(root / "séance") as dossier:
        part = AudioPart(name="partie-0001.flac", sha256="0" * 64, duration_s=12.0)
        dossier.adopt(AudioRef(sha256="0" * 64, duration_s=12.0, parts=(part,)))
        write_sources(dossier, [root / "séance" / "audio" / "partie-0001.flac"])
        write_json(dossier.labels, [])
        keep_left(dossier, ("12 doutes",))
    export_session(root / "séance", ("txt",), None, silent())


def use(root: Path, damaged: Path) -> Iterator[str]:
    """Do with a session what reads the damaged file; yield what is no error of ours."""
    folder = root / "séance"
    if damaged.suffix == ".greffier":
        archive = root / damaged
        uses = [lambda: reopen_archive(archive, root / "ailleurs", silent(), salvage=True)]
    elif damaged.name == "preferences.json":
        uses = [preferences.load_preferences]
    else:
        request = DraftRequest(formats=("txt",))
        uses = [lambda: card_of(folder), lambda: opened(folder)]
        uses += [lambda: workflow.draft_again(folder, request, silent())]
    for use_it in uses:
        try:
            use_it()
        except AppError:
            pass
        except Exception as error:  # noqa: BLE001 - a person would see it as a bug
            yield where(error)


def opened(folder: Path) -> None:
    """Open a session in every way that the window does."""
    with open_dossier(folder) as dossier:
        recover_recording(dossier, silent())
        audio = dossier.recording()
        read_life(dossier)
        read_sources(dossier)
        if audio is not None:
            marks_of(dossier, audio)
    with closing(open_workbench(folder)) as bench:
        if bench.seance is not None and bench.has_transcript:
            proposed = bench.proposed()
            if proposed is not None:
                bench.take_proposed(proposed)


def damage_all(work: Path, most: int, tally: Tally) -> None:
    """Damage each file of a session in up to so many places, in each way."""
    template, root = work / "damage-template", work / "damage"
    template.mkdir(parents=True)
    a_full_session(template)
    files = sorted(p.relative_to(template) for p in template.rglob("*") if p.is_file())
    with patch.dict("os.environ", {"GREFFIER_CONFIG": str(root / "config")}):
        for file in files:
            size = (template / file).stat().st_size
            for change in _CHANGES:
                for at in spread(max(1, min(size, 4096)), most):
                    start = at * size // max(1, min(size, 4096))
                    _damage(template, root, file, start, change, tally)
    shutil.rmtree(root, ignore_errors=True)
    shutil.rmtree(template)


def _damage(template: Path, root: Path, file: Path, start: int, change: str, tally: Tally) -> None:
    """Damage a file at one place, use the session, see what became of the damaged bytes."""
    copied(template, root)
    content = (root / file).read_bytes()
    length = max(1, min(64, len(content) // 8))
    part = content[start : start + length]
    damaged = content[:start] + _CHANGES[change](part) + content[start + length :]
    (root / file).write_bytes(damaged)
    rude = "; ".join(use(root, file))
    what = f"damaged {file}, {change}"
    lost = [] if is_kept(root, file, damaged) else [f"byte {start}: overwritten"]
    tally.count(what, lost, f"byte {start}: {rude}" if rude else "")


_MADE_AGAIN = frozenset({"outputs.json", "finished.json", "left.json", "lock", "exported.docx"})
"""Files that hold nothing a person did: they are written anew from the others."""


def is_kept(root: Path, file: Path, damaged: bytes) -> bool:
    """Whether the damaged bytes are somewhere, or were nobody's work."""
    if file.name in _MADE_AGAIN:
        return True
    kept = (p for p in root.rglob("*") if p.is_file() and p.name.startswith(file.stem))
    return any(damaged.rstrip(b"\n") in p.read_bytes() for p in kept)
