"""What no edit may ever do, whatever is done; undo and redo."""

from hypothesis import given
from hypothesis import strategies as st

from core.transcript import (
    TurnId,
    VoiceId,
)
from desktop.session.corrections.corrections import (
    apply,
)
from desktop.session.corrections.edits import (
    AcceptWords,
    Edit,
    ExcludePassage,
    Exclusion,
    IncludePassage,
    InsertTurn,
    MarkReviewed,
    MergeTurns,
    MergeVoices,
    ReplaceWords,
    SetMember,
    SetVoiceMember,
    SplitTurn,
    SplitVoice,
)
from desktop.session.corrections.history import History, Timeline
from desktop.session.corrections.retyping import joined
from desktop.session.documents.publication import is_excluded, published
from tests.helpers.edits import (
    MASSON,
    ROUSSEL,
    A,
    B,
    C,
    a_transcript,
    doubtful,
    state,
)

# any edits at all

_turn_ids = st.sampled_from([A, B, C, TurnId("n1"), TurnId("n2"), TurnId("?")])
_voices = st.sampled_from([VoiceId("V01"), VoiceId("V02"), VoiceId("V03")])
_members = st.sampled_from([MASSON, ROUSSEL, None])
_small = st.integers(-1, 6)
_times = st.integers(0, 14).map(float)
_texts = st.text("ab é", max_size=9)
_several = st.lists(_turn_ids, max_size=3).map(tuple)


@st.composite
def _retype(draw: st.DrawFn) -> ReplaceWords:
    base = draw(st.sampled_from(a_transcript().turns))
    first = draw(st.integers(0, len(base.words)))
    last = draw(st.integers(first, len(base.words)))
    before = joined(base.words[first:last])
    return ReplaceWords(
        turn=base.id, first_word=first, last_word=last, before=before, after=draw(_texts)
    )


edits = st.one_of(
    _retype(),
    st.builds(AcceptWords, turn=_turn_ids, first_word=_small, last_word=_small),
    st.builds(SplitTurn, turn=_turn_ids, at_word=_small, new_turn=_turn_ids),
    st.builds(MergeTurns, previous=_turn_ids, turn=_turn_ids),
    st.builds(InsertTurn, new_turn=_turn_ids, start=_times, end=_times, text=_texts),
    st.builds(SetMember, turns=_several, member=_members),
    st.builds(SetVoiceMember, voice=_voices, member=_members),
    st.builds(MergeVoices, kept=_voices, merged=_voices),
    st.builds(SplitVoice, turns=_several, new_voice=_voices),
    st.builds(MarkReviewed, turns=_several, reviewed=st.booleans()),
    st.builds(ExcludePassage, start=_times, end=_times, reason=st.just(Exclusion.CLOSED_SESSION)),
    st.builds(IncludePassage, start=_times, end=_times),
)


@given(st.lists(edits, max_size=25))
def test_any_edits_leave_a_sound_transcript(made: list[Edit]) -> None:
    result = apply(doubtful(1, 3), made)
    turns = result.transcript.turns
    assert len({t.id for t in turns}) == len(turns)
    for t in turns:
        times = [moment for w in t.words for moment in (w.start, w.end)]
        assert times == sorted(times)
        assert all(0 <= d.first_word < d.last_word <= len(t.words) for d in t.doubts)
        assert all(w.text.startswith(" ") for w in t.words)
        assert (t.member_status is None) == (t.member is None)
    assert result.settled | result.reviewed <= {t.id for t in turns}
    assert all(
        not any(is_excluded(result, w.start) for w in t.words) for t in published(result).turns
    )


@given(st.lists(edits, max_size=12), st.lists(edits, max_size=6))
def test_applying_in_two_goes_is_applying_at_once(first: list[Edit], then: list[Edit]) -> None:
    assert apply(apply(state(), first), then) == apply(state(), [*first, *then])


@given(st.lists(edits, min_size=1, max_size=20))
def test_undoing_everything_gives_back_each_state_and_redoing_too(made: list[Edit]) -> None:
    history = History(state())
    seen = [history.current, *(history.push(edit) for edit in made)]
    back = [history.undo() for _ in made]
    assert back == seen[-2::-1]
    assert [history.redo() for _ in made] == seen[1:]


def test_undo_reaches_far_back_and_after_a_restart() -> None:
    toggles = [MarkReviewed(turns=(A,), reviewed=bool(n % 2)) for n in range(300)]
    history = History(state())
    for edit in toggles:
        history.push(edit)
    restarted = History(state(), Timeline(edits=tuple(toggles), cursor=300))
    for _ in range(299):
        assert history.undo() == restarted.undo()
    assert (history.timeline.can_undo, history.timeline.can_redo) == (True, True)
    history.undo()
    assert history.undo() == state()
    assert not history.timeline.can_undo


def test_a_new_edit_after_an_undo_drops_what_was_undone() -> None:
    history = History(state())
    history.push(MarkReviewed(turns=(A,)))
    history.undo()
    history.push(MarkReviewed(turns=(B,)))
    assert history.redo().reviewed == {B}
    assert not history.timeline.can_redo
