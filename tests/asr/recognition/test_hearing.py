from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from asr.engines.base import Listening, Manner
from asr.recognition.hearing import ANCHORED, FIRST, SKETCH, hear_unit
from asr.recognition.hotwords import CalledName, Vocabulary
from core.task import Cancelled
from core.timecode import Interval
from core.transcript import DoubtKind, Word

WAV = Path("séance.wav")
WHOLE = Interval(0.0, 24.0)
SPEECH = [Interval(0.0, 10.0), Interval(12.0, 24.0)]

ROUSSEL = CalledName(title="Madame", given="Isabelle", family="Roussel")
Answer = Callable[[Interval, Manner], tuple[Word, ...]]


def said(start: float, end: float, text: str = "voix") -> tuple[Word, ...]:
    """Return a word for every half second of a stretch."""
    count = int((end - start) * 2)
    return tuple(
        Word(start=start + i / 2, end=start + i / 2 + 0.45, text=f" {text}{i}", probability=0.9)
        for i in range(count)
    )


def unheeded(_share: float) -> None:
    """Take what is told of the progress and go on."""


FAULTLESS = (*said(0.0, 10.0), *said(12.0, 24.0))
WITH_A_GAP = (*said(0.0, 10.0), *said(18.0, 24.0))
WITH_A_LOOP = tuple(
    Word(start=i / 4, end=i / 4 + 0.2, text=" merci", probability=0.9) for i in range(96)
)


@dataclass
class FakeEngine:
    """Answers as told, and remembers what it was asked."""

    answer: Answer
    asked: list[tuple[Interval, Manner, str]] = field(default_factory=list)

    def listen(self, wav: Path, windows: Sequence[Interval]) -> Listening:
        return FakeListening(self, windows)


@dataclass
class FakeListening:
    engine: FakeEngine
    windows: Sequence[Interval]

    def hear(
        self, which: Sequence[int], hints: Sequence[str], manner: Manner
    ) -> list[tuple[Word, ...]]:
        asked = [self.windows[number] for number in which]
        self.engine.asked += [
            (window, manner, hint) for window, hint in zip(asked, hints, strict=True)
        ]
        return [self.engine.answer(window, manner) for window in asked]


def test_a_faultless_window_is_sketched_without_a_guide_and_heard_once_with_it() -> None:
    engine = FakeEngine(lambda _window, _manner: FAULTLESS)

    (found,) = hear_unit(engine, WAV, [WHOLE], SPEECH, Vocabulary(names=(ROUSSEL,)), unheeded)

    assert found.words == FAULTLESS
    assert [(window, manner) for window, manner, _ in engine.asked] == [
        (WHOLE, SKETCH),
        (WHOLE, FIRST),
    ]
    assert engine.asked[0][2] == ""
    assert engine.asked[1][2].endswith("Madame Roussel.")


def test_a_window_with_speech_left_out_is_heard_again_and_the_fuller_text_kept() -> None:
    engine = FakeEngine(lambda _, manner: FAULTLESS if manner.timestamps else WITH_A_GAP)

    (found,) = hear_unit(engine, WAV, [WHOLE], SPEECH, Vocabulary(), unheeded)

    assert found.words == FAULTLESS
    assert [manner for _, manner, _ in engine.asked] == [SKETCH, FIRST, ANCHORED]


def test_only_the_doubtful_windows_of_a_unit_are_heard_again() -> None:
    later = Interval(30.0, 54.0)
    shifted = tuple(
        Word(start=w.start + 30, end=w.end + 30, text=w.text, probability=0.9) for w in FAULTLESS
    )
    speech = [*SPEECH, Interval(30.0, 40.0), Interval(42.0, 54.0)]
    engine = FakeEngine(lambda window, _: WITH_A_GAP if window.start < 30 else shifted)

    hear_unit(engine, WAV, [WHOLE, later], speech, Vocabulary(), unheeded)

    assert [manner for window, manner, _ in engine.asked if window == later] == [SKETCH, FIRST]
    assert [window for window, _, _ in engine.asked].count(WHOLE) > 2


def test_a_window_that_no_manner_hears_whole_is_cut_at_the_pauses_around_what_is_missing() -> None:
    engine = FakeEngine(lambda window, _: WITH_A_GAP if window == WHOLE else said(*_span(window)))

    (found,) = hear_unit(engine, WAV, [WHOLE], SPEECH, Vocabulary(), unheeded)

    pieces = [window for window, _, _ in engine.asked if window != WHOLE]
    assert pieces == [Interval(0.0, 11.0), Interval(11.0, 24.0)]
    assert max(word.end for word in found.words) > 23
    assert any(12 < word.start < 18 for word in found.words)


def _span(window: Interval) -> tuple[float, float]:
    return window.start, window.end


def test_a_window_is_heard_with_the_names_that_sound_like_its_sketch() -> None:
    roll = tuple(replace(ROUSSEL, family=f"Untelle{number:02d}") for number in range(40))
    vocabulary = Vocabulary(names=(*roll, replace(ROUSSEL, family="Delaunay")))
    misheard = (*FAULTLESS[:10], *_called("Madame De Lonnais."), *FAULTLESS[12:])
    right = (*FAULTLESS[:10], *_called("Madame Delaunay."), *FAULTLESS[11:])
    engine = FakeEngine(lambda _window, manner: misheard if manner == SKETCH else right)

    (found,) = hear_unit(engine, WAV, [WHOLE], SPEECH, vocabulary, unheeded)

    assert found.words == right
    assert ["Delaunay" in hint for _, _, hint in engine.asked] == [False, True]


def test_what_a_hint_suggests_is_not_written_over_words_that_fit_far_better() -> None:
    vocabulary = Vocabulary(names=(ROUSSEL,), agenda=("Approbation du compte de gestion",))
    announced = _called("approbation du conte de gestion")
    suggested = tuple(
        replace(word, text=f" {text}", probability=0.1)
        for word, text in zip(
            FAULTLESS[20:24], ["Madame", "Roussel.", "Présente.", "Oui."], strict=True
        )
    )
    before = (*FAULTLESS[:10], *announced, *FAULTLESS[12:])
    titled = _called("Approbation du compte de gestion")
    after = (*FAULTLESS[:10], *titled, *FAULTLESS[12:20], *suggested)
    engine = FakeEngine(lambda _window, manner: before if manner == SKETCH else after)

    (found,) = hear_unit(engine, WAV, [WHOLE], SPEECH, vocabulary, unheeded)

    assert found.words == (*FAULTLESS[:10], *titled, *FAULTLESS[12:])


def _called(name: str) -> tuple[Word, ...]:
    words = name.split()
    step = 1.0 / len(words)
    return tuple(
        Word(start=5 + i * step, end=5 + (i + 1) * step, text=f" {word}", probability=0.9)
        for i, word in enumerate(words)
    )


def test_a_worse_second_hearing_is_not_kept() -> None:
    engine = FakeEngine(lambda _, manner: WITH_A_GAP if manner in (SKETCH, FIRST) else ())

    (found,) = hear_unit(engine, WAV, [WHOLE], SPEECH, Vocabulary(), unheeded)

    assert found.words == WITH_A_GAP


def test_a_loop_that_no_manner_avoids_is_set_aside_not_deleted() -> None:
    engine = FakeEngine(lambda _window, _manner: WITH_A_LOOP)

    (found,) = hear_unit(engine, WAV, [WHOLE], [WHOLE], Vocabulary(), unheeded)

    assert found.words == WITH_A_LOOP[:1]
    assert [passage.reason for passage in found.quarantined] == [DoubtKind.REPETITION]
    assert found.quarantined[0].text.split() == ["merci"] * 95


def test_a_stop_is_obeyed_between_two_hearings() -> None:
    def stop(_share: float) -> None:
        raise Cancelled

    engine = FakeEngine(lambda _window, _manner: WITH_A_GAP)
    with pytest.raises(Cancelled):
        hear_unit(engine, WAV, [WHOLE], SPEECH, Vocabulary(), stop)

    assert len(engine.asked) == 1


def test_the_share_that_is_done_grows_with_each_hearing() -> None:
    shares: list[float] = []
    engine = FakeEngine(lambda _window, _manner: WITH_A_GAP)
    hear_unit(engine, WAV, [WHOLE], SPEECH, Vocabulary(), shares.append)
    assert shares == sorted(shares)
    assert 0.0 < shares[0] < shares[-1] < 1.0
