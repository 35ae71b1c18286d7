"""A file for whoever helps: what the program is and did, without a name, a word or a sound.

Invariants:
- No text of a transcript, of a session's description or of a correction is read for it: only
  counts and sizes.
- The log holds codes and counts by rule; whatever stands between quotes, and every path, is taken
  out of it all the same.
"""

import io
import os
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from asr.hardware import memory_bytes, usable_cores
from core.files import atomic_write
from desktop.session.french.messages import size_text
from desktop.session.machine.installed import components, program_version, system_text
from desktop.session.machine.model_list import STATES, model_lines
from desktop.session.machine.paths import log_folder
from desktop.session.machine.preferences import Preferences
from desktop.session.workbench import Workbench

_QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"|«[^»\n]*»")
_PATH = re.compile(r"(?:[A-Za-z]:[\\/]|[~/\\])[^\s,;]+(?: [^\s,;]*[\\/][^\s,;]+)*")
_FRAME = re.compile(r'^(\s*File )"(?:.*[\\/])?([^\\/"]+)"(, line \d+, in [\w<>]+)$')
_SIZED = frozenset({".wav", ".flac", ".json", ".jsonl", ".docx", ".toml"})
"""Kinds of files whose number and size are told; others are only counted together."""


def write_support_file(target: Path, preferences: Preferences, bench: Workbench | None) -> None:
    """Write the file for support.

    Args:
        target: a .zip.
        preferences: as chosen; the sessions opened lately are left out.
        bench: the open session, counted but not read; None without one.

    Raises:
        FolderNotWritable: when it cannot be written there.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("programme.txt", "\n".join(_program(preferences)))
        archive.writestr("composants.txt", "\n".join(_components()))
        if bench is not None:
            archive.writestr("seance.txt", "\n".join(_session(bench)))
        for number, path in enumerate(sorted(log_folder().glob("greffier.log*"))):
            text = path.read_text(encoding="utf-8", errors="replace")
            archive.writestr(f"journal-{number}.txt", without_private(text))
    atomic_write(target, content.getvalue())


def without_private(log: str) -> str:
    """Return a log without paths and without whatever somebody could have named or said."""
    return "\n".join(_scrubbed(line) for line in log.splitlines())


def _scrubbed(line: str) -> str:
    frame = _FRAME.match(line)
    if frame is not None:  # a line of a traceback: the program's own file, without its folder
        return f"{frame[1]}{frame[2]}{frame[3]}"
    return _PATH.sub("<chemin>", _QUOTED.sub("<texte>", line))


def _program(preferences: Preferences) -> Iterator[str]:
    yield f"Greffier {program_version()}"
    yield system_text()
    yield f"{usable_cores()} coeurs, {size_text(memory_bytes())} de mémoire"
    yield f"thème {preferences.theme or 'du système'}, texte {preferences.text_scale:.0%}"
    yield f"modèle {preferences.model or 'automatique'}, calcul {preferences.device}"
    for line in model_lines():
        yield f"{line.id} : {STATES[line.state]}, {line.size}"


def _components() -> Iterator[str]:
    for one in components():
        yield f"{one.name} {one.version}"


def _session(bench: Workbench) -> Iterator[str]:
    """Yield what can be counted of a session."""
    if bench.seance is not None:
        yield f"{len(bench.seance.members)} membres, {len(bench.seance.agenda)} points"
    if bench.has_transcript:
        state = bench.corrected
        turns = state.transcript.turns
        yield f"{state.transcript.audio.duration_s:.0f} s d'enregistrement"
        yield f"{len(turns)} tours, {sum(len(turn.words) for turn in turns)} mots"
        yield f"{len({turn.speaker for turn in turns})} voix, {len(state.decisions)} décisions"
        yield f"{len(state.revisions)} paragraphes récrits, {len(state.left_out)} laissés de côté"
    yield from _files(bench.dossier.root)


def _files(root: Path) -> Iterator[str]:
    number, size = Counter[str](), Counter[str]()
    for folder, _, names in os.walk(root):
        for name in names:
            path = Path(folder) / name
            kind = path.suffix if path.suffix in _SIZED else "autres"
            number[kind] += 1
            size[kind] += path.stat().st_size
    for kind, count in sorted(number.items()):
        yield f"fichiers {kind} : {count}, {size_text(size[kind])}"
