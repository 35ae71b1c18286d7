from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from asr.diarization.clustering import Heard, cluster
from asr.diarization.viterbi import most_likely_path
from tests.helpers.voices import Crowd, Said, debate


def heard(crowd: Crowd, speech: list[Said]) -> Heard:
    speech = sorted(speech, key=lambda said: said.start)
    return Heard(
        start=np.array([s.start for s in speech]),
        end=np.array([s.start + s.seconds for s in speech]),
        track=np.array([s.who if s.track is None else s.track for s in speech]),
        after_change=np.array([s.after_change for s in speech]),
        alone_s=np.array([s.seconds for s in speech]),
        prints=np.array([crowd.printed(s.who, s.seconds) for s in speech], np.float32),
    )


def partition(labels: np.ndarray) -> set[frozenset[int]]:
    return {frozenset(np.flatnonzero(labels == n).tolist()) for n in set(labels.tolist())}


def test_nothing_heard_is_nobody() -> None:
    empty = np.zeros(0)
    nothing = Heard(
        start=empty,
        end=empty,
        track=np.zeros(0, np.int64),
        after_change=np.zeros(0, np.bool_),
        alone_s=empty,
        prints=np.zeros((0, 192), np.float32),
    )
    assert cluster(nothing).size == 0


@pytest.mark.parametrize("noise", [0.7, 1.0, 2.0])
@pytest.mark.parametrize("people", [1, 2, 7, 20])
def test_people_are_told_apart_whatever_their_number_and_the_room(
    people: int, noise: float
) -> None:
    order = np.random.default_rng(people).permutation(np.repeat(np.arange(people), 10)).tolist()
    labels = cluster(heard(Crowd(people, people, noise), debate(order)))
    assert partition(labels) == partition(np.repeat(order, 2))


def test_voices_are_numbered_as_they_appear() -> None:
    order = [3, 3, 1, 1, 3, 0, 0, 1, 0]
    labels = cluster(heard(Crowd(5, 4), debate(order)))
    assert labels[::2].tolist() == [0, 0, 1, 1, 0, 2, 2, 1, 2]


def test_a_change_that_the_segmentation_missed_is_found_by_ear() -> None:
    order = [0, 0, 0, 0, 1, 1, 1, 1]
    speech = [
        Said(who=who, start=2.1 * number, seconds=2.0, track=0) for number, who in enumerate(order)
    ]
    assert cluster(heard(Crowd(4, 2), speech)).tolist() == order


def test_a_short_answer_follows_its_track_unless_a_change_was_heard() -> None:
    crowd = Crowd(9, 2, 1.5)
    speech = [Said(who=0, start=2.1 * n, seconds=2.0, track=0) for n in range(6)]
    tail = Said(who=0, start=12.6, seconds=0.5, track=0)
    assert set(cluster(heard(crowd, [*speech, tail])).tolist()) == {0}


def test_a_newcomer_who_speaks_once_keeps_a_voice_of_his_own() -> None:
    order = [0, 1, 0, 1, 2, 0, 1, 0, 1]
    labels = cluster(heard(Crowd(6, 3), debate(order)))
    assert partition(labels) == partition(np.repeat(order, 2))


def test_two_voices_at_once_are_two_people() -> None:
    crowd = Crowd(8, 2)
    speech = debate([0, 1, 0, 1, 0, 1])
    interjection = Said(who=1, start=0.5, seconds=0.6, track=99)
    ordered = sorted([*speech, interjection], key=lambda said: said.start)
    labels = cluster(heard(crowd, ordered))
    assert labels[ordered.index(interjection)] != labels[0]


def test_far_apart_in_one_track_is_judged_by_sound_alone() -> None:
    speech = [
        Said(who=n % 2, start=20.0 * n + 1.9 * half, seconds=1.8, track=0)
        for n in range(6)
        for half in (0, 1)
    ]
    assert cluster(heard(Crowd(3, 2), speech))[::2].tolist() == [0, 1, 0, 1, 0, 1]


def test_a_change_that_was_heard_tells_nothing_of_who_follows() -> None:
    speech = [
        Said(who=n % 2, start=2.0 * n, seconds=1.9, track=0, after_change=n > 0) for n in range(12)
    ]
    assert cluster(heard(Crowd(3, 2, 0.5), speech)).tolist() == [n % 2 for n in range(12)]


def test_no_more_voices_than_allowed() -> None:
    labels = cluster(heard(Crowd(2, 6), debate([0, 1, 2, 3, 4, 5] * 3)), most=3)
    assert len(set(labels.tolist())) <= 3


def test_no_fewer_voices_than_asked_for() -> None:
    labels = cluster(heard(Crowd(2, 1), debate([0] * 9)), least=3)
    assert len(set(labels.tolist())) >= 3


def summed(odds: np.ndarray, stay: np.ndarray, path: tuple[int, ...]) -> float:
    kept = sum(stay[i] for i in range(1, len(path)) if path[i] == path[i - 1])
    return float(sum(odds[i, voice] for i, voice in enumerate(path)) + kept)


scores = st.integers(-8, 8).map(float)


@given(
    arrays(np.float64, st.tuples(st.integers(1, 5), st.integers(1, 3)), elements=scores),
    st.data(),
)
def test_the_path_is_the_best_of_all(odds: np.ndarray, data: st.DataObject) -> None:
    bonuses = st.lists(st.integers(0, 8).map(float), min_size=len(odds), max_size=len(odds))
    stay = np.array(data.draw(bonuses))
    best = max(summed(odds, stay, path) for path in product(range(odds.shape[1]), repeat=len(odds)))
    assert summed(odds, stay, tuple(most_likely_path(odds, stay).tolist())) == pytest.approx(best)
