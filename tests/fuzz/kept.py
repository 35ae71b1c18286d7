"""Coverage-guided fuzzing of the files of a session and of its archives: -m tests.fuzz.kept READER.

    python -m tests.fuzz.kept READER [--seconds N] [--findings FOLDER]

READER is one of the files of a session, in whose place the bytes are put before the session is
opened and drafted again, or "archive", "sealed" or "unpacked" (what a meeting tool gives). It stops
at the first exception that is not one of the project's own, at a damaged file that was overwritten,
at a file written elsewhere, or at 500 MB. Needs atheris (not for Windows).
"""

import hashlib
import logging
import os
import tempfile
import zipfile
from contextlib import closing
from functools import partial
from pathlib import Path

import atheris

from tests.fuzz.running import Reader, fuzz

_INSTRUMENTED = ["desktop.session", "core", "asr.recording", "pv_builder.roster"]
with atheris.instrument_imports(include=_INSTRUMENTED):
    from core.jsonio import write_json
    from core.task import silent
    from desktop.session.imports.archive import unpack
    from desktop.session.keeping import sealing
    from desktop.session.keeping.reopening import reopen_archive
    from desktop.session.keeping.session_archive import archive_session
    from desktop.session.workbench import open_workbench
    from tests.bench.faults.damage import a_full_session, is_kept, use
    from tests.bench.faults.disk import copied
    from tests.helpers.sessions import DATA, transcript_of, turn

_PASSPHRASE = "une phrase assez longue pour essayer"  # noqa: S105 - of the samples
_NOTHING_TO_READ = {".wav", ".flac", ".docx", ".txt", ".greffier"}


def _session(root: Path) -> Path:
    """Make a small session: its archive stays below the fuzzer's limit."""
    folder = root / "séance"
    folder.mkdir(parents=True)
    (folder / "seance.toml").write_bytes((DATA / "commune-saint-aubin.toml").read_bytes())
    said = (turn(1, None, 0.0, 3.0, "La séance est ouverte."), turn(2, None, 4.0, 5.0, "Présent."))
    write_json(folder / "transcript.json", transcript_of(said))
    return folder


def _kept(template: Path, file: Path, content: bytes) -> None:
    """Use a session whose file holds the bytes."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "work"
        copied(template, root)
        (root / file).write_bytes(content)
        os.environ["GREFFIER_CONFIG"] = str(root / "config")
        assert not list(use(root, file))
        assert is_kept(root, file, content)


def _archive(content: bytes, passphrase: str | None = None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.greffier"
        path.write_bytes(content)
        target = Path(folder) / "a"
        try:
            reopened = reopen_archive(path, target, silent(), salvage=True, passphrase=passphrase)
            found = [p for p in target.rglob("*") if p.is_file()]
            assert len(found) == len(reopened.files)
            with closing(open_workbench(target)):
                pass
        finally:
            assert {one.name for one in Path(folder).iterdir()} <= {"x.greffier", "a"}


def _unpacked(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.zip"
        path.write_bytes(content)
        try:
            unpack(path, Path(folder) / "a", silent())
        finally:
            assert {one.name for one in Path(folder).iterdir()} <= {"x.zip", "a"}


def _cheap(passphrase: str, salt: bytes, log2_cost: int) -> bytes:
    """Stretch a passphrase at no cost: scrypt is made to take longer than all the rest."""
    return hashlib.sha256(passphrase.encode() + salt + bytes([log2_cost])).digest()


_TEMPLATE = Path(tempfile.mkdtemp(prefix="greffier-session-"))
a_full_session(_TEMPLATE)
_FILES = {
    path.name: path.relative_to(_TEMPLATE)
    for path in sorted(_TEMPLATE.rglob("*"))
    if path.is_file() and path.suffix not in _NOTHING_TO_READ and path.name != "lock"
}

READERS: dict[str, Reader] = {
    "archive": _archive,
    "sealed": partial(_archive, passphrase=_PASSPHRASE),
    "unpacked": _unpacked,
    **{name: partial(_kept, _TEMPLATE, file) for name, file in _FILES.items()},
}


def _seed(reader: str, corpus: Path) -> None:
    if reader in _FILES:
        (corpus / "whole").write_bytes((_TEMPLATE / _FILES[reader]).read_bytes())
        return
    with tempfile.TemporaryDirectory() as folder:
        session = _session(Path(folder))
        if reader == "unpacked":
            with zipfile.ZipFile(corpus / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
                for path in session.iterdir():
                    archive.write(path, f"réunion/{path.name}")
            return
        passphrase = _PASSPHRASE if reader == "sealed" else None
        archive_session(session, corpus / "whole", silent(), passphrase=passphrase)


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    sealing._stretched = _cheap
    fuzz(READERS, _seed, str(__doc__))
