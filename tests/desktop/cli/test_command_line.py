"""The command line as a user meets it: French, the contract's exit codes, never a traceback."""

import shutil
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from core.jsonio import write_json
from core.transcript import Transcript
from desktop.cli.exit_codes import ExitCode
from tests.desktop.cli.conftest import Run
from tests.helpers.sessions import transcript

SAMPLE = Path(__file__).parents[2] / "data" / "commune-saint-aubin"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A session folder whose sound was transcribed."""
    out = tmp_path / "Séance d'été"
    out.mkdir()
    shutil.copy(SAMPLE / "seance.toml", out / "seance.toml")
    write_json(out / "transcript.json", transcript("commune-saint-aubin"))
    return out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["proces"], "vouliez-vous dire « process »"),
        (["process"], "Il manque l'argument « MEDIA... »"),
        (["process", "--sance", "x"], "L'option « --sance » n'existe pas"),
        (["process", "a.mp3", "--seance"], "attend une valeur"),
        (["process", "a.mp3", "--device", "gpu"], "choix possibles : auto, cpu, cuda"),
        (["process", "a.mp3", "--speakers", "0"], "« --speakers »"),
        (["draft", "."], "transcript.json"),
        (["draft", ".", "--formats", "pptx"], "« pptx »"),
        (["draft", ".", "--template", "modern"], "moderne, extrait, syndicat, hierarchique"),
        (["draft", ".", "--documents", "facture"], "« facture »"),
        (["models", "install", "whisper-huge"], "whisper-huge"),
    ],
)
def test_a_wrong_command_gets_one_french_sentence(
    run: Run, arguments: list[str], sentence: str
) -> None:
    code, _, errors = run(*arguments)
    assert code == ExitCode.USAGE
    assert sentence in errors
    assert "Traceback" not in errors
    assert errors.count("\n") == 1


def test_help_is_in_french_on_every_page(run: Run) -> None:
    for page in ([], ["process"], ["transcribe"], ["draft"], ["record"], ["models"], ["doctor"]):
        code, out, _ = run(*page, "--help")
        assert code == 0
        assert "Utilisation :" in out
        for english in ("Usage", "Show this", "Commands:", "Options:", "exit"):
            assert english not in out


def test_a_folder_is_drafted_again_in_every_format(run: Run, folder: Path) -> None:
    formats = "txt,odt,pdf,html,csv,srt,vtt,rttm,json,docx"
    code, out, errors = run("draft", folder, "--formats", formats, "--style", "indirect")
    assert (code, errors.count("Traceback")) == (0, 0)
    assert "pv.docx" in out
    names = {path.name for path in folder.iterdir() if path.is_file() and path.stat().st_size > 0}
    documents = {f"pv.{form}" for form in ("docx", "json", "txt", "odt", "pdf", "html")}
    captions = {f"transcript.{form}" for form in ("srt", "vtt", "rttm")}
    assert documents | captions | {"deliberations.csv"} <= names


def test_final_minutes_are_refused_while_a_blocking_fault_is_left(run: Run, folder: Path) -> None:
    write_json(folder / "transcript.json", transcript_without_secretary())
    code, out, _ = run("draft", folder, "--final")
    assert code == ExitCode.REFUSED
    assert "définitif est refusé" in out
    assert "secrétaire" in out
    assert "L. 2121-15" in out
    assert (folder / "pv.docx").exists()
    assert not (folder / "pv-definitif.docx").exists()


def test_final_minutes_are_written_where_nothing_blocks(run: Run, folder: Path) -> None:
    code, out, _ = run("draft", folder, "--final")
    assert code == ExitCode.REFUSED
    assert "pas encore arrêté" in out
    assert "Points à vérifier avant signature" in "\n".join(
        paragraph.text for paragraph in docx.Document(str(folder / "pv.docx")).paragraphs
    )
    asked = ("--final", "--approved-on", "2026-05-07", "--formats", "txt")
    code, out, _ = run("draft", folder, *asked)
    assert code == ExitCode.DONE
    assert "pv-definitif.docx" in out
    text = (folder / "pv-definitif.txt").read_text(encoding="utf-8")
    assert "Projet de procès-verbal" not in text
    assert "Points à vérifier avant signature" not in text
    assert "arrêté le 7 mai 2026" in text.replace("\u00a0", " ")


def test_an_earlier_final_is_set_aside_when_a_later_one_is_refused(run: Run, folder: Path) -> None:
    approved = ("--final", "--approved-on", "2026-05-07", "--formats", "txt")
    assert run("draft", folder, *approved)[0] == ExitCode.DONE
    signed = (folder / "pv-definitif.docx").read_bytes()
    write_json(folder / "transcript.json", transcript_without_secretary())
    code, _, err = run("draft", folder, "--final")
    assert code == ExitCode.REFUSED
    assert not (folder / "pv-definitif.docx").exists()
    assert not (folder / "pv-definitif.txt").exists()
    assert (folder / "pv-definitif.ancien-1.docx").read_bytes() == signed
    assert "pv-definitif.ancien-1.docx" in err
    assert "n'est plus à jour" in err


def test_a_final_in_a_format_not_asked_for_again_is_set_aside(run: Run, folder: Path) -> None:
    run("draft", folder, "--final", "--approved-on", "2026-05-07", "--formats", "txt")
    assert run("draft", folder, "--final")[0] == ExitCode.DONE
    assert (folder / "pv-definitif.docx").exists()
    assert not (folder / "pv-definitif.txt").exists()
    assert (folder / "pv-definitif.ancien-1.txt").exists()


def transcript_without_secretary() -> Transcript:
    """The sample session without the words that name its secretary."""
    said = transcript("commune-saint-aubin")
    turns = tuple(turn for turn in said.turns if "secrétaire" not in turn.text.lower())
    return replace(said, turns=turns)


def test_the_other_documents_of_the_session_are_written(run: Run, folder: Path) -> None:
    code, _, _ = run("draft", folder, "--formats", "txt", "--documents", "liste,deliberations")
    assert code == 0
    names = {path.name for path in folder.iterdir()}
    assert {"liste-des-deliberations.docx", "liste-des-deliberations.txt"} <= names
    assert {"deliberation-1.docx", "deliberation-5.txt"} <= names
    # Noted without a vote: no deliberation.
    assert "deliberation-4.docx" not in names
    draft = (folder / "liste-des-deliberations.txt").read_text(encoding="utf-8")
    assert draft.startswith("PROJET")


def test_a_template_that_cannot_be_used_is_told_at_once(run: Run, folder: Path) -> None:
    (folder / "modele.docx").write_text("not a Word document")
    code, _, errors = run("draft", folder, "--template", folder / "modele.docx")
    assert code == ExitCode.USAGE
    assert "modele.docx" in errors
    assert not (folder / "pv.docx").exists()


def test_an_unknown_name_in_a_template_is_told_before_anything_is_written(
    run: Run, folder: Path
) -> None:
    file = docx.Document()
    file.add_paragraph("{{presance}}")
    file.save(str(folder / "modele.docx"))
    code, _, errors = run("draft", folder, "--template", folder / "modele.docx")
    assert code == ExitCode.USAGE
    assert "« {{presance}} » ne peut pas servir : ce nom n'existe pas" in errors
    assert "{{presence}}" in errors
    assert not (folder / "pv.docx").exists()


def test_a_broken_transcript_is_named_and_kept(run: Run, folder: Path) -> None:
    (folder / "transcript.json").write_text('{"turns": [')
    code, _, errors = run("draft", folder)
    assert code == ExitCode.USAGE
    assert "transcript.json" in errors
    assert (folder / "transcript.json").read_text() == '{"turns": ['


def test_without_a_model_the_command_that_installs_one_is_given(run: Run, tmp_path: Path) -> None:
    media = tmp_path / "a.mp3"
    media.write_bytes(b"x")
    code, _, errors = run("process", media, "--seance", SAMPLE / "seance.toml", "--out", "out")
    assert code == ExitCode.MODEL
    assert "greffier models install" in errors
    assert not (tmp_path / "out").exists()


def test_an_unexpected_fault_is_a_sentence_and_a_log(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("desktop.cli.session_commands.workflow.draft_again", broken)
    code, _, errors = run("draft", tmp_path)
    assert code == ExitCode.FAILED
    assert "erreur inattendue" in errors
    assert "Traceback" not in errors
    assert "ZeroDivisionError" in (tmp_path / "logs" / "greffier.log").read_text()
    caplog.expected_warnings = True  # type: ignore[attr-defined]  # read by tests/conftest.py
