"""The reference sessions with right voices: nearly all speech gets the right member's name."""

import pytest
from tests.helpers.sessions import DATA, SESSIONS, transcript

from core.transcript import MemberStatus
from pv_builder.naming import apply_naming, name_voices
from pv_builder.roster import read_seance


@pytest.mark.parametrize("name", SESSIONS)
def test_right_voices_get_the_right_names(name: str) -> None:
    told = transcript(name)
    truth = {turn.id: turn.member for turn in told.turns}

    named = apply_naming(told, name_voices(told, read_seance(DATA / f"{name}.toml")))

    seconds = sum(turn.end - turn.start for turn in named.turns)
    right = sum(t.end - t.start for t in named.turns if t.member == truth[t.id])
    assert right / seconds >= 0.95
    assert all(t.member in {None, truth[t.id]} for t in named.turns)
    assert all(t.member_status is MemberStatus.PROPOSED for t in named.turns if t.member)
