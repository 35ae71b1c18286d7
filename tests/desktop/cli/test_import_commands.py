"""greffier roll and greffier agenda, as a clerk uses them."""

import io
import sys
import tomllib
from pathlib import Path

import pytest

from desktop.session.description.seance_file import HISTORY_NAME
from pv_builder.roster.seance_toml import read_seance
from tests.desktop.cli.conftest import Run
from tests.helpers.import_samples import FOLDER
from tests.helpers.sample_convocations import AGENDA
from tests.helpers.sample_rolls import PRINTED

SEANCE = """# notre conseil
collectivite = "Commune de Brévigny-les-Bois"
organe = "conseil municipal"
type = "commune"
date = 2026-01-08

[[membres]]
civilite = "M."   # l'ancien maire
prenom = "Ancien"
nom = "Maire"
fonction = "Maire"

[[membres]]
civilite = "Mme"
prenom = "Élodie"
nom = "D'Argenson"
presence = "excuse"
"""


@pytest.fixture
def seance(tmp_path: Path) -> Path:
    path = tmp_path / "seance.toml"
    path.write_text(SEANCE, encoding="utf-8")
    return path


def test_a_roll_and_a_convocation_make_a_session_that_can_be_processed(
    run: Run, seance: Path
) -> None:
    assert run("roll", FOLDER / "roll.xlsx", "--out", seance)[0] == 0
    code, out, errors = run("agenda", FOLDER / "convocation.docx", "--seance", seance)
    assert code == 0
    assert "jeudi 9 avril 2026" in out.replace("\u00a0", " ")
    assert "lieu supposé" in errors
    read = read_seance(seance)
    assert tuple(member.name for member in read.roll) == PRINTED
    assert [entry.mark for entry in read.agenda] == [mark for mark, _, _ in AGENDA]
    assert [part.mark for part in read.parts] == ["I", "II", "II.A", "II.B"]
    assert (read.hour, read.place) == ("19:30", "salle des fêtes de Brévigny")
    assert read.agenda[2].rapporteur == "M. Jean-Baptiste de La Tour"


def test_a_new_mandate_keeps_what_was_stated_and_the_history(run: Run, seance: Path) -> None:
    code, out, _ = run("roll", FOLDER / "roll.csv", "--out", seance)
    assert code == 0
    assert "Part : M. Ancien Maire, Maire" in out
    stated = {one.member.name: one for one in read_seance(seance).members}
    assert stated["Mme Élodie d'Argenson"].attendance == "excuse"
    history = tomllib.loads((seance.parent / HISTORY_NAME).read_text(encoding="utf-8"))
    told = [(one["fait"], one["membre"]) for one in history["changements"]]
    assert told[0] == ("sortie", "M. Ancien Maire")
    assert ("entrée", "M. Hervé Le Quéré") in told
    assert seance.read_text(encoding="utf-8").startswith("# notre conseil")


def test_a_second_change_is_added_to_the_history(run: Run, seance: Path) -> None:
    run("roll", FOLDER / "roll.csv", "--out", seance)
    first = (seance.parent / HISTORY_NAME).read_text(encoding="utf-8")
    (seance.parent / "deux.txt").write_text("Mme Anne ROUX\nM. Hervé LE QUÉRÉ\n", encoding="utf-8")
    run("roll", "deux.txt", "--out", seance)
    second = (seance.parent / HISTORY_NAME).read_text(encoding="utf-8")
    assert second.startswith(first.rstrip())
    assert "Mme Anne Roux" in second


def test_what_is_doubtful_stands_beside_the_member_in_the_file(run: Run, seance: Path) -> None:
    code, _, errors = run("roll", FOLDER / "roll.csv", "--out", seance)
    assert code == 0
    assert "À vérifier. Ligne 3 : la particule" in errors
    assert "# à vérifier : la particule de « D'ARGENSON »" in seance.read_text(encoding="utf-8")


def test_a_session_saved_by_notepad_in_utf16_is_completed_too(run: Run, seance: Path) -> None:
    seance.write_bytes(SEANCE.encode("utf-16"))
    code, _, _ = run("roll", FOLDER / "roll.csv", "--out", seance)
    assert code == 0
    assert "M. Hervé Le Quéré" in {one.member.name for one in read_seance(seance).members}


def test_a_history_that_is_no_text_is_refused_and_left(run: Run, seance: Path) -> None:
    history = seance.parent / HISTORY_NAME
    history.write_bytes(b"\xe9t\xe9")
    code, _, errors = run("roll", FOLDER / "roll.csv", "--out", seance)
    assert code == 2
    assert "UTF-8" in errors
    assert history.read_bytes() == b"\xe9t\xe9"
    assert seance.read_text(encoding="utf-8") == SEANCE


def test_a_folder_is_no_session_to_complete(run: Run, tmp_path: Path) -> None:
    (tmp_path / "dossier.toml").mkdir()
    for command, target in (("roll", "--out"), ("agenda", "--seance")):
        (tmp_path / "a.txt").write_text("Ordre du jour :\n1. Voirie\n", encoding="utf-8")
        file = FOLDER / "roll.csv" if command == "roll" else "a.txt"
        code, _, errors = run(command, file, target, "dossier.toml")
        assert code == 2
        assert "ne peut pas être lu" in errors


def test_without_out_nothing_is_written(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("roll", FOLDER / "roll.vcf")
    assert code == 0
    assert "M. Paul Martin, Conseiller municipal" in out
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == []


def test_a_new_file_says_what_is_left_to_complete(run: Run, tmp_path: Path) -> None:
    code, _, errors = run("roll", FOLDER / "roll.ods", "--out", "neuf.toml")
    assert code == 0
    assert "« collectivite » manque" in errors
    assert (tmp_path / "neuf.toml").read_text(encoding="utf-8").count("[[membres]]") == 8


def test_the_register_asks_which_commune_and_takes_it(run: Run) -> None:
    file = FOLDER / "rne-conseillers-municipaux.csv"
    code, _, errors = run("roll", file)
    assert code == 2
    assert '--body "Brévigny-les-Bois (27)"' in errors
    code, out, _ = run("roll", file, "--body", "Brévigny-les-Bois (27)")
    assert (code, out.count("\n- ")) == (0, 8)


def test_a_text_can_be_piped_in(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    content = io.BytesIO(b"Mme Anne ROUX, maire\n")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(content))
    assert "Mme Anne Roux, Maire" in run("roll", "-")[1]


def test_a_broken_session_file_is_left_as_it_is(run: Run, seance: Path) -> None:
    seance.write_text("[[membres]\n", encoding="utf-8")
    code, _, errors = run("roll", FOLDER / "roll.csv", "--out", seance)
    assert code == 2
    assert "Ligne 1" in errors
    assert seance.read_text(encoding="utf-8") == "[[membres]\n"


def test_a_convocation_sent_too_late_is_told(run: Run, seance: Path, tmp_path: Path) -> None:
    (tmp_path / "c.txt").write_text(
        "Séance du 9 avril 2026 à 20h\nDate de convocation : 7 avril 2026\n"
        "Ordre du jour\n1. Budget\n2. Taux\n",
        encoding="utf-8",
    )
    code, out, errors = run("agenda", "c.txt", "--seance", seance)
    assert code == 0
    assert "Délai : 1" in out
    assert "il en faut 3" in errors


@pytest.mark.parametrize("command", ["roll", "agenda"])
def test_what_cannot_be_read_gets_one_french_sentence(
    run: Run, command: str, tmp_path: Path
) -> None:
    (tmp_path / "faux.docx").write_bytes(b"PK\x03\x04broken")
    for name in ("faux.docx", "absent.csv"):
        code, _, errors = run(command, name)
        assert (code, errors.count("\n")) == (2, 1)
        assert f"« {name} » ne peut pas être repris" in errors


def test_a_wrong_column_role_lists_the_right_ones(run: Run) -> None:
    code, _, errors = run("roll", FOLDER / "roll.csv", "--columns", "1=patronyme")
    assert code == 2
    assert "nom_complet" in errors


def test_a_convocation_read_anew_tells_the_texts_of_acts_that_lost_their_item(
    run: Run, seance: Path
) -> None:
    acts = '\n[documents.actes.1]\ndispositif = ["Approuve le tarif."]\n'
    items = '\n[[ordre_du_jour]]\nnumero = 1\ntitre = "Tarif de la cantine"\n'
    seance.write_text(SEANCE + acts + items, encoding="utf-8")
    (seance.parent / "c.txt").write_text(
        "Ordre du jour :\n1. Voirie\n2. Motion\n", encoding="utf-8"
    )
    code, _, errors = run("agenda", "c.txt", "--seance", seance)
    assert code == 0
    assert "« 1 (sans point) »" in errors
    assert "écrit pour « Tarif de la cantine », n'a pas de point à l'ordre du jour" in errors
