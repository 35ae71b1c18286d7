"""Coverage-guided fuzzing of what reads rolls, convocations and archives of sessions.

    python -m tests.fuzz.rolls READER [--seconds N] [--findings FOLDER]

READER is one of READERS below. Those that end in a part's name put the bytes into a sample package
as that part, so that the fuzzer reaches beyond the zip. It stops at the first exception that is not
one of the project's own, at a result that breaks a promise, or at 500 MB. Needs atheris (not for
Windows).
"""

import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import atheris

from tests.fuzz.running import Reader, fuzz, packed

_INSTRUMENTED = [
    *("pv_builder.roster", "pv_builder.convocation", "pv_builder.intake"),
    "desktop.session.keeping.reopening",
]
with atheris.instrument_imports(include=_INSTRUMENTED):
    from core.task import silent
    from desktop.session.keeping.reopening import reopen_archive
    from desktop.session.keeping.session_archive import MANIFEST
    from pv_builder.convocation.convocation import read_convocation
    from pv_builder.intake.source import Source
    from pv_builder.roster.people import read_person
    from pv_builder.roster.rolls import read_roll
    from tests.helpers.import_samples import FOLDER


def _roll(content: bytes) -> None:
    preview = read_roll(Source(name="file", content=content))
    names = [one.member.name for one in preview.read]
    assert len(set(names)) == len(names) <= 1000
    assert all(one.member.given_name and one.member.family_name for one in preview.read)


def _convocation(content: bytes) -> None:
    said = read_convocation(Source(name="file", content=content))
    marks = [str(entry.mark) for entry in said.agenda]
    assert len(set(marks)) == len(marks)
    assert bool(marks) != bool(said.faults)


def _person(content: bytes) -> None:
    person = read_person(content.decode("utf-8", errors="replace"))
    assert person is None or (person.given_name and person.family_name)


_PARTS = {
    "document.xml": ("convocation.docx", "word/document.xml"),
    "numbering.xml": ("convocation.docx", "word/numbering.xml"),
    "odt-content.xml": ("convocation.odt", "content.xml"),
    "sheet1.xml": ("roll.xlsx", "xl/worksheets/sheet1.xml"),
    "ods-content.xml": ("roll.ods", "content.xml"),
}


def _reader_of(name: str) -> Callable[[bytes], None]:
    return _roll if name.startswith("roll") else _convocation


def _archive(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.greffier"
        path.write_bytes(content)
        reopened = reopen_archive(path, Path(folder) / "a", silent(), salvage=True)
        written = [p for p in reopened.folder.rglob("*") if p.is_file()]
        assert len(written) == len(reopened.files)


READERS: dict[str, Reader] = {
    "roll": _roll,
    "convocation": _convocation,
    "person": _person,
    "archive": _archive,
    **{
        name: packed((FOLDER / sample).read_bytes(), part, _reader_of(sample))
        for name, (sample, part) in _PARTS.items()
    },
}


def _seed(reader: str, corpus: Path) -> None:
    """Put samples into the corpus: whole files, or the part that the reader takes."""
    if reader in _PARTS:
        name, part = _PARTS[reader]
        with zipfile.ZipFile(FOLDER / name) as sample:
            (corpus / "part").write_bytes(sample.read(part))
    elif reader == "archive":
        with zipfile.ZipFile(corpus / "empty", "w") as sample:
            sample.writestr(MANIFEST, '{"schema_version": 1, "files": []}')
    else:
        for path in FOLDER.iterdir():
            if path.name.startswith(("roll", "rne", "convocation", "agenda")):
                (corpus / path.name).write_bytes(path.read_bytes())


if __name__ == "__main__":
    fuzz(READERS, _seed, str(__doc__))
