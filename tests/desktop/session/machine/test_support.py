"""The file for support tells what happened without telling who or what was said."""

import re
import zipfile
from pathlib import Path

import pytest

from core.jsonio import write_json
from desktop.session.machine.installed import components
from desktop.session.machine.preferences import Preferences
from desktop.session.machine.support import without_private, write_support_file
from desktop.session.workbench import open_workbench
from tests.helpers.sessions import DATA, minutes, transcript

NAME = "commune-saint-aubin"
LOG = """2026-03-26 INFO desktop.session.workflow drafted: 5 items, 1 alerts
2026-03-26 ERROR desktop unexpected error
Traceback (most recent call last):
  File "/home/mme.blondel/Greffier/desktop/session/workflow.py", line 12, in process
    raise OSError
OSError: [Errno 2] No such file: '/home/mme.blondel/Séances/PV de Mme Élodie Blondel.docx'
2026-03-26 INFO asr.sound.audio decoded C:\\Users\\Blondel\\Séance du 26.mp3 in 2 s
2026-03-26 WARNING asr heard \"Je donne la parole à M. Hubert\"
"""


def test_paths_and_quotes_are_taken_out_of_the_log() -> None:
    clean = without_private(LOG)
    assert "Blondel" not in clean
    assert "blondel" not in clean
    assert "Hubert" not in clean
    assert "drafted: 5 items, 1 alerts" in clean
    assert "File workflow.py, line 12, in process" in clean


def test_nothing_said_or_named_reaches_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GREFFIER_LOGS", str(tmp_path / "logs"))
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "greffier.log").write_text(LOG, encoding="utf-8")
    folder = tmp_path / "Séance de Mme Blondel"
    folder.mkdir()
    write_json(folder / "transcript.json", transcript(NAME))
    (folder / "seance.toml").write_bytes((DATA / f"{NAME}.toml").read_bytes())
    bench = open_workbench(folder, lambda _transcript, _seance: minutes(NAME))
    chosen = Preferences(recent=(str(folder),), text_scale=1.5)
    write_support_file(tmp_path / "aide.zip", chosen, bench)
    assert bench.seance is not None
    private = {m.family_name for m in bench.seance.roll} | {bench.seance.collectivite, "Blondel"}
    spoken = {w.text.strip(" ,.") for t in bench.corrected.transcript.turns for w in t.words}
    bench.close()
    with zipfile.ZipFile(tmp_path / "aide.zip") as archive:
        text = "\n".join(archive.read(name).decode() for name in archive.namelist())
    assert "tours" in text
    assert "149" in text or re.search(r"\d+ tours, \d+ mots", text)
    assert [name for name in private if name in text] == []
    long = {word for word in spoken if len(word) > 6}
    ours = {"session", "travail"}
    assert {word for word in long if re.search(rf"\b{re.escape(word)}\b", text)} <= ours


def test_every_component_has_a_name_a_version_and_a_licence() -> None:
    found = components()
    assert {"PySide6_Essentials", "click"} & {one.name for one in found}
    assert all(one.name and one.version and one.licence for one in found)
