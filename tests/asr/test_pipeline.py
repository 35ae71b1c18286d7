import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from threading import Event as ThreadEvent

import pytest

from asr.errors import EngineFailed, NoSpeech, WorkerDied
from asr.pipeline import Passage, TranscribeOptions, listen_again, transcribe
from asr.recognition.hotwords import CalledName, Vocabulary
from core.jsonio import from_json, to_json, write_json
from core.task import CallbackContext, Cancelled, Event, Notice, Partial, Progress, silent
from core.timecode import Interval
from core.transcript import AudioPart, AudioRef, Transcript, Word
from tests.helpers.fragile_engine import DURATION_S, SENTENCES, FragileSpec, spoken

ROUSSEL = CalledName(title="Madame", given="Isabelle", family="Roussel")
UNITS = 4
"""Each of eight windows of 20 s."""


@pytest.fixture
def words() -> tuple[Word, ...]:
    return spoken()


@pytest.fixture
def engine(tmp_path: Path, words: tuple[Word, ...]) -> FragileSpec:
    write_json(tmp_path / "script.json", words)
    return FragileSpec(script=tmp_path / "script.json", log=tmp_path / "heard.log")


def run(engine: FragileSpec, workdir: Path, ctx=None, **options) -> Transcript:
    part = AudioPart(name="séance.wav", sha256="a" * 64, duration_s=DURATION_S)
    return transcribe(
        Path("séance.wav"),
        AudioRef(sha256="a" * 64, duration_s=DURATION_S, parts=(part,)),
        TranscribeOptions(engine=engine, **options),
        workdir,
        ctx or silent(),
    )


def heard(engine: FragileSpec) -> list[str]:
    return engine.log.read_text().split() if engine.log.exists() else []


def test_every_word_of_the_recogniser_is_in_one_turn_in_order(
    engine: FragileSpec, words: tuple[Word, ...], tmp_path: Path
) -> None:
    transcript = run(engine, tmp_path / "work")

    assert tuple(word for turn in transcript.turns for word in turn.words) == words
    assert [turn.text for turn in transcript.turns[:4]] == list(SENTENCES)
    assert all(turn.speaker is None for turn in transcript.turns)
    assert len({turn.id for turn in transcript.turns}) == len(transcript.turns)
    assert transcript.coverage is not None
    assert transcript.coverage.covered_share == 1.0


def test_turns_are_shown_as_soon_as_they_are_there_and_time_goes_on(
    engine: FragileSpec, tmp_path: Path
) -> None:
    seen: list[Event] = []

    transcript = run(engine, tmp_path / "work", CallbackContext(seen.append))

    shown = [event.value for event in seen if isinstance(event, Partial)]
    assert shown == list(transcript.turns)
    steps = [e for e in seen if isinstance(e, Progress) and e.step == "asr.recognise"]
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert steps[0].done == 0
    assert steps[-1].done == steps[-1].total
    assert any(isinstance(e, Partial) for e in seen[: seen.index(steps[-1])])


def test_a_second_run_recognises_nothing_again_and_gives_the_same_bytes(
    engine: FragileSpec, tmp_path: Path
) -> None:
    first = to_json(run(engine, tmp_path / "work"))

    assert to_json(run(engine, tmp_path / "work")) == first
    assert len(heard(engine)) == UNITS


def test_units_heard_side_by_side_come_in_order_and_give_the_same_bytes(
    engine: FragileSpec, tmp_path: Path
) -> None:
    one_by_one = to_json(run(engine, tmp_path / "work"))
    seen: list[Event] = []
    several = replace(engine, at_once=3, slowness_s=0.1)

    together = run(several, tmp_path / "other", CallbackContext(seen.append))

    assert to_json(together) == one_by_one
    assert [e.value for e in seen if isinstance(e, Partial)] == list(together.turns)


def test_what_was_recognised_under_another_vocabulary_is_not_taken_up(
    engine: FragileSpec, tmp_path: Path
) -> None:
    run(engine, tmp_path / "work")

    run(engine, tmp_path / "work", vocabulary=Vocabulary(names=(ROUSSEL,)))

    assert len(heard(engine)) == 2 * UNITS


def test_a_damaged_checkpoint_is_recognised_again(engine: FragileSpec, tmp_path: Path) -> None:
    first = to_json(run(engine, tmp_path / "work"))
    damaged = sorted((tmp_path / "work").rglob("unit-*.json"))[1]
    damaged.write_text(damaged.read_text()[:100])

    assert to_json(run(engine, tmp_path / "work")) == first
    assert len(heard(engine)) == UNITS + 1


@pytest.mark.parametrize("exits", [False, True])
def test_the_processor_goes_on_where_a_graphics_card_fails(
    engine: FragileSpec, tmp_path: Path, exits, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.expected_warnings = True  # type: ignore[attr-defined]
    seen: list[Event] = []
    card = FragileSpec(
        script=engine.script,
        log=engine.log,
        breaks_at_s=400.0,
        exits=exits,
        has_spare=True,
        device_name="card",
    )

    transcript = run(card, tmp_path / "work", CallbackContext(seen.append))

    assert [e for e in seen if isinstance(e, Notice)] == [Notice(code="asr.gpu-failed")]
    assert transcript.provenance.options["device"] == "card, spare"
    assert [e.value for e in seen if isinstance(e, Partial)] == list(transcript.turns)
    assert transcript.turns == run(engine, tmp_path / "undisturbed").turns
    assert len(heard(engine)) == UNITS + 1 + UNITS


def test_an_engine_without_a_spare_fails_with_its_own_error_and_keeps_what_it_did(
    engine: FragileSpec, tmp_path: Path
) -> None:
    broken = FragileSpec(script=engine.script, log=engine.log, breaks_at_s=400.0)
    with pytest.raises(EngineFailed):
        run(broken, tmp_path / "work")
    begun = heard(engine)
    done, broken_at = set(begun[:2]), begun[2]

    run(engine, tmp_path / "work")

    again = heard(engine)[len(begun) :]
    assert broken_at in again
    assert done.isdisjoint(again)


def test_an_engine_that_vanishes_is_told(engine: FragileSpec, tmp_path: Path) -> None:
    broken = FragileSpec(script=engine.script, log=engine.log, breaks_at_s=5.0, exits=True)

    with pytest.raises(WorkerDied):
        run(broken, tmp_path / "work")


def test_a_stop_between_units_is_obeyed(engine: FragileSpec, tmp_path: Path) -> None:
    stop = ThreadEvent()

    with pytest.raises(Cancelled):
        run(engine, tmp_path / "work", CallbackContext(lambda _: stop.set(), stop))


def test_a_recording_in_which_nobody_speaks_is_told(engine: FragileSpec, tmp_path: Path) -> None:
    write_json(engine.script, ())

    with pytest.raises(NoSpeech):
        run(engine, tmp_path / "work")


def test_passages_can_be_heard_once_more(engine: FragileSpec, words: tuple[Word, ...]) -> None:
    heard_again = listen_again(
        Path("séance.wav"),
        [
            Passage(span=Interval(0.0, 5.0), hint="Qui est contre ?"),
            Passage(span=Interval(10.0, 15.0)),
        ],
        engine,
        silent(),
    )

    assert heard_again == (words[:4], words[7:10])


def transcribe_slowly(folder: str) -> None:
    """Transcribe and write the result: the program that a test kills."""
    here = Path(folder)
    engine = FragileSpec(script=here / "script.json", log=here / "heard.log", slowness_s=0.3)
    transcript = run(engine, here / "work")
    (here / "transcript.json").write_text(to_json(transcript))


def test_a_run_killed_again_and_again_ends_like_an_undisturbed_one(
    engine: FragileSpec, tmp_path: Path
) -> None:
    command = [
        sys.executable,
        "-c",
        f"from {__name__} import *; transcribe_slowly({str(tmp_path)!r})",
    ]
    result = tmp_path / "transcript.json"
    kills = 0
    while not result.exists():
        kept = {path.name for path in (tmp_path / "work").rglob("unit-*.json")}
        before = len(heard(engine))
        with subprocess.Popen(command) as process:
            # Killed while it is in its second new unit, wherever that is.
            while process.poll() is None and len(heard(engine)) < before + 2:
                time.sleep(0.01)
            if process.poll() is None:
                process.kill()
                kills += 1
        assert len(heard(engine)) <= UNITS + kills
        now = {path.name for path in (tmp_path / "work").rglob("unit-*.json")}
        assert now > kept or result.exists()

    assert kills >= 2
    undisturbed = run(engine, tmp_path / "undisturbed")
    assert from_json(Transcript, result.read_bytes(), result) == undisturbed
    assert result.read_text() == to_json(undisturbed)
