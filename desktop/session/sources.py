"""Where the recording of a session lies on this machine, so that work can be started again."""

from collections.abc import Iterable
from pathlib import Path

from core.files import set_aside
from core.jsonio import JsonInvalid, read_json, write_json
from core.transcript import AudioRef
from desktop.session.dossier import Dossier

SOURCES = "sources.json"


def read_sources(dossier: Dossier) -> tuple[Path, ...]:
    """Return the files of the recording, in the order of the session; none when unknown."""
    path = dossier.work / SOURCES
    try:
        return tuple(Path(name) for name in read_json(tuple[str, ...], path))
    except FileNotFoundError:
        return ()
    except JsonInvalid:
        set_aside(path)
        return ()


def write_sources(dossier: Dossier, files: Iterable[Path]) -> None:
    """Keep where the files of the recording lie."""
    write_json(dossier.work / SOURCES, [str(file.resolve()) for file in files])


def find_parts(dossier: Dossier, audio: AudioRef) -> tuple[Path, ...]:
    """Return the files of a recording that are still somewhere near; none unless all are.

    Where they were imported from, else beside the session, in its folder or in the folder of its
    recordings: a session copied to another machine brings them along.
    """
    known = read_sources(dossier)
    if known and all(path.is_file() for path in known):
        return known
    for folder in (dossier.root, dossier.root / "audio", dossier.root.parent):
        beside = tuple(folder / part.name for part in audio.parts)
        if beside and all(path.is_file() for path in beside):
            return beside
    return ()


def heard_parts(dossier: Dossier, audio: AudioRef) -> tuple[Path, ...]:
    """Return the files that a transcript was made from; the recording may have grown since.

    Files of other names, such as an archive that holds the recording, are all returned.
    """
    names = {part.name for part in audio.parts}
    found = find_parts(dossier, audio)
    return tuple(path for path in found if path.name in names) or found
