"""Whole sessions read and compared with what is true of them: the samples, and generated ones."""

import random
from dataclasses import replace

import pytest

from pv_builder.minutes import Minutes
from pv_builder.reading.reader import read_minutes
from pv_builder.roster.seance_toml import read_seance
from tests.helpers import sessions
from tests.helpers.fact_scores import compare, silently_wrong
from tests.helpers.sound_alikes import distort
from tests.helpers.spoken_sessions import make_session


@pytest.mark.parametrize("name", sessions.SESSIONS)
@pytest.mark.parametrize("voices", [True, False])
def test_the_sample_sessions_are_read_whole_from_their_words(name: str, *, voices: bool) -> None:
    transcript = sessions.transcript(name)
    if not voices:
        turns = tuple(
            replace(t, speaker=None, member=None, member_status=None, member_score=None)
            for t in transcript.turns
        )
        transcript = replace(transcript, turns=turns)
    minutes = read_minutes(transcript, read_seance(sessions.DATA / f"{name}.toml"))
    truth = Minutes(meeting=sessions.meeting(name))
    assert [fact for fact in compare(truth, minutes) if not fact.right] == []


@pytest.mark.parametrize("seed", range(8))
def test_sessions_in_other_words_are_read_well(seed: int) -> None:
    session = make_session(seed)
    minutes = read_minutes(session.transcript(members=seed % 2 == 0), session.seance)
    facts = compare(Minutes(meeting=session.truth), minutes)
    assert sum(fact.right for fact in facts) / len(facts) >= 0.98
    assert silently_wrong(facts, minutes.alerts) == []


@pytest.mark.parametrize("seed", range(4))
def test_misheard_sessions_lose_few_facts(seed: int) -> None:
    session = make_session(seed)
    draw = random.Random(seed)  # noqa: S311 - test material
    texts = tuple(distort(turn.text, 0.1, draw) for turn in session.turns)
    minutes = read_minutes(session.transcript(texts=texts), session.seance)
    facts = compare(Minutes(meeting=session.truth), minutes)
    assert sum(fact.right for fact in facts) / len(facts) >= 0.8
