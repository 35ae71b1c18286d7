"""The sample session with the real models: from its sound to its documents, as a user runs it."""

import json
import random
import re
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import jiwer
import pytest

from core.folding import fold
from tests.helpers.sample_session import SAMPLE, missing_models, own_logs, process_command

KILLS = 10

pytestmark = [
    pytest.mark.real,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(bool(missing_models()), reason="the default models are not installed"),
]


@dataclass(frozen=True, slots=True)
class Run:
    """A run that nobody disturbed: what it left, and how long it took."""

    out: Path
    took_s: float


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The sample session, processed once."""
    tmp = tmp_path_factory.mktemp("undisturbed")
    began = time.monotonic()
    subprocess.run(process_command(tmp / "out"), check=True, env=own_logs(tmp))
    return Run(tmp / "out", time.monotonic() - began)


@pytest.fixture
def undisturbed(run: Run) -> Path:
    return run.out


def bare(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[^\w\s']", " ", fold(text))).strip()


def test_the_words_are_heard(undisturbed: Path) -> None:
    transcript = json.loads((undisturbed / "transcript.json").read_text(encoding="utf-8"))
    heard = " ".join("".join(w["text"] for w in turn["words"]) for turn in transcript["turns"])
    said = " ".join(
        line.split(None, 5)[5]
        for line in (SAMPLE / "reference.stm").read_text(encoding="utf-8").splitlines()
    )
    assert jiwer.wer(bare(said), bare(heard)) <= 0.20


def test_the_facts_are_found_and_each_has_its_evidence(undisturbed: Path) -> None:
    found = json.loads((undisturbed / "pv.json").read_text(encoding="utf-8"))
    truth = json.loads((SAMPLE / "reference.json").read_text(encoding="utf-8"))
    for key in ("heure_ouverture", "heure_levee", "en_exercice", "quorum", "date"):
        assert found[key] == truth[key], key
    for point, true_point in zip(found["points"], truth["points"], strict=True):
        assert abs(point["debut_s"] - true_point["debut_s"]) <= 15
        assert point["resultat"] in {true_point["resultat"], None}
    assert all(proof["extraits"] for proof in found["preuves"] if proof["statut"] == "propose")


def finished_in(out: Path) -> dict[str, int]:
    """Return the finished pieces of work that a run leaves, with the moment they were written."""
    kept = out / ".greffier"
    pieces = (*kept.glob("recognition/**/*.json"), *kept.glob("voices/*.json"))
    return {str(piece): piece.stat().st_mtime_ns for piece in pieces}


def wait_for_a_finished_piece(out: Path, process: subprocess.Popen[bytes]) -> None:
    while not finished_in(out):
        assert process.poll() is None, "the run ended before it was killed"
        time.sleep(0.05)


def test_a_run_killed_ten_times_ends_like_an_undisturbed_one(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    chance = random.Random(20_260_326)  # noqa: S311 - when to kill, nothing secret
    finished: dict[str, int] = {}
    for number in range(KILLS):
        process = subprocess.Popen(
            process_command(out), env=own_logs(tmp_path), start_new_session=True
        )
        if number >= KILLS // 2:  # half of them while words are heard, half once some are
            wait_for_a_finished_piece(out, process)
        time.sleep(chance.uniform(0.01, 0.15) * run.took_s)
        process.kill()
        assert process.wait() == -signal.SIGKILL, "the run ended before it was killed"
        now = finished_in(out)
        assert finished.items() <= now.items(), "a finished piece was computed again"
        finished = now
    assert finished, "no kill met a finished piece"
    subprocess.run(process_command(out), check=True, env=own_logs(tmp_path))
    for name in ("transcript.json", "pv.json"):
        assert (out / name).read_bytes() == (run.out / name).read_bytes()
