"""Corrections as a layer: what each edit does, and what no edit may ever do."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.transcript import (
    Coverage,
    Doubt,
    DoubtKind,
    MemberStatus,
    Quarantined,
    Transcript,
    Turn,
    TurnId,
    VoiceId,
    Word,
)
from desktop.session.corrections.corrections import (
    Corrected,
    apply,
    free_turn_id,
    free_voice_id,
    is_decided,
    repropose,
)
from desktop.session.corrections.edits import (
    AcceptWords,
    DecideFact,
    Edit,
    EditGroup,
    ExcludePassage,
    Exclusion,
    GroupLabel,
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
from desktop.session.corrections.retyping import edit_of_text, joined
from desktop.session.documents.publication import is_excluded, published
from pv_builder.evidence import FactKey, Status
from pv_builder.meeting import MemberName
from tests.helpers.sessions import transcript_of, turn

MASSON = MemberName("M. Sébastien Masson")
ROUSSEL = MemberName("Mme Isabelle Roussel")
A, B, C = TurnId("t0000"), TurnId("t0001"), TurnId("t0002")


def a_transcript() -> Transcript:
    return transcript_of(
        (
            turn(0, MASSON, 0.0, 4.0, "Bonsoir à toutes", voice="V01"),
            turn(1, None, 5.0, 7.0, "Je suis là", voice="V02"),
            turn(2, MASSON, 8.0, 12.0, "Passons au premier point", voice="V01"),
        )
    )


def state() -> Corrected:
    return Corrected(transcript=a_transcript())


def after(*edits: Edit, on: Corrected | None = None) -> Corrected:
    return apply(on or state(), edits)


def turn_of(corrected: Corrected, turn_id: TurnId) -> Turn:
    return next(t for t in corrected.transcript.turns if t.id == turn_id)


def doubtful(first: int, last: int) -> Corrected:
    doubt = Doubt(kind=DoubtKind.LOW_PROBABILITY, first_word=first, last_word=last)
    base = a_transcript()
    return Corrected(
        transcript=replace(base, turns=(*base.turns[:2], replace(base.turns[2], doubts=(doubt,))))
    )


def doubts_of(corrected: Corrected) -> list[tuple[int, int]]:
    return [(d.first_word, d.last_word) for d in turn_of(corrected, C).doubts]


# words


def test_a_corrected_word_keeps_its_time_and_has_no_probability() -> None:
    edit = ReplaceWords(turn=A, first_word=0, last_word=1, before="Bonsoir", after="Bonjour")
    word = turn_of(after(edit), A).words[0]
    assert word == Word(start=0.0, end=1.333, text=" Bonjour", probability=None)


def test_untouched_words_stay_what_they_were() -> None:
    edit = ReplaceWords(turn=A, first_word=0, last_word=1, before="Bonsoir", after="Bonjour")
    assert turn_of(after(edit), A).words[1:] == a_transcript().turns[0].words[1:]


def test_added_words_share_the_time_of_the_gap_by_their_letters() -> None:
    base = replace(a_transcript().turns[1], words=())
    spoken = Corrected(transcript=replace(a_transcript(), turns=(base,)))
    edit = ReplaceWords(turn=B, first_word=0, last_word=0, before="", after="oui présente")
    words = turn_of(after(edit, on=spoken), B).words
    assert [(w.start, w.end) for w in words] == [(5.0, 5.545), (5.545, 7.0)]


def test_an_inserted_word_lies_between_its_neighbours() -> None:
    edit = ReplaceWords(turn=A, first_word=1, last_word=1, before="", after="donc")
    words = turn_of(after(edit), A).words
    assert joined(words) == "Bonsoir donc à toutes"
    assert words[0].end <= words[1].start <= words[1].end <= words[2].start


def test_one_text_for_several_words_keeps_those_that_it_repeats() -> None:
    edit = ReplaceWords(
        turn=C,
        first_word=0,
        last_word=4,
        before="Passons au premier point",
        after="Passons au tout premier point",
    )
    words = turn_of(after(edit), C).words
    assert [w.probability for w in words] == [0.95, 0.95, None, 0.95, 0.95]


def test_words_can_be_removed() -> None:
    edit = ReplaceWords(turn=A, first_word=1, last_word=3, before="à toutes", after="")
    assert turn_of(after(edit), A).text == "Bonsoir"


def test_a_typed_text_becomes_the_smallest_edit() -> None:
    base = a_transcript().turns[2]
    edit = edit_of_text(base, "Passons au second point")
    assert edit == ReplaceWords(turn=C, first_word=2, last_word=3, before="premier", after="second")
    assert edit_of_text(base, " Passons  au premier point ") is None
    shorter = edit_of_text(base, "Passons au premier")
    assert shorter is not None
    assert (shorter.first_word, shorter.before, shorter.after) == (3, "point", "")


def test_words_without_a_space_between_them_are_edited_as_one() -> None:
    words = (
        Word(start=0, end=1, text=" A", probability=0.9),
        Word(start=1, end=2, text="-t-il", probability=0.9),
        Word(start=2, end=3, text=" fini", probability=0.9),
    )
    base = Turn(id=A, start=0, end=3, words=words)
    assert edit_of_text(base, "A-t-il fini") is None
    edit = edit_of_text(base, "A-t-elle fini")
    assert edit == ReplaceWords(
        turn=A, first_word=0, last_word=2, before="A-t-il", after="A-t-elle"
    )


def test_an_edit_on_a_text_that_is_no_longer_there_is_left_out() -> None:
    edit = ReplaceWords(turn=A, first_word=0, last_word=1, before="Bonjour", after="Salut")
    result = after(edit)
    assert result.transcript == a_transcript()
    assert result.left_out == (edit,)


@pytest.mark.parametrize(
    "edit",
    [
        ReplaceWords(turn=TurnId("?"), first_word=0, last_word=0, before="", after="x"),
        ReplaceWords(turn=A, first_word=2, last_word=9, before="toutes", after="x"),
        AcceptWords(turn=A, first_word=1, last_word=1),
        SplitTurn(turn=A, at_word=0, new_turn=TurnId("n")),
        SplitTurn(turn=A, at_word=3, new_turn=TurnId("n")),
        SplitTurn(turn=A, at_word=1, new_turn=B),
        MergeTurns(previous=A, turn=C),
        MergeTurns(previous=B, turn=A),
        InsertTurn(new_turn=A, start=0, end=1, text="x"),
        InsertTurn(new_turn=TurnId("n"), start=0, end=1, text="  "),
        SetMember(turns=(A, TurnId("?")), member=ROUSSEL),
        SetVoiceMember(voice=VoiceId("V09"), member=ROUSSEL),
        MergeVoices(kept=VoiceId("V01"), merged=VoiceId("V01")),
        MergeVoices(kept=VoiceId("V01"), merged=VoiceId("V09")),
        SplitVoice(turns=(A,), new_voice=VoiceId("V02")),
        MarkReviewed(turns=(TurnId("?"),)),
        ExcludePassage(start=3, end=3, reason=Exclusion.OFF_RECORD),
        IncludePassage(start=3, end=2),
    ],
)
def test_an_edit_that_does_not_fit_changes_nothing_and_is_told(edit: Edit) -> None:
    result = after(edit)
    assert result == replace(state(), left_out=result.left_out)
    assert result.left_out == (edit,)


# doubts


def test_a_doubt_on_words_that_a_person_typed_is_gone() -> None:
    edit = ReplaceWords(turn=C, first_word=2, last_word=3, before="premier", after="second")
    assert doubts_of(after(edit, on=doubtful(2, 3))) == []


def test_a_doubt_moves_with_its_words() -> None:
    edit = ReplaceWords(
        turn=C, first_word=0, last_word=1, before="Passons", after="Nous passons donc"
    )
    assert doubts_of(after(edit, on=doubtful(2, 4))) == [(4, 6)]


def test_what_is_left_of_a_doubt_on_either_side_stays() -> None:
    edit = ReplaceWords(turn=C, first_word=1, last_word=2, before="au", after="vers le")
    assert doubts_of(after(edit, on=doubtful(0, 4))) == [(0, 1), (3, 5)]


def test_a_doubt_whose_middle_is_removed_is_one_doubt() -> None:
    edit = ReplaceWords(turn=C, first_word=1, last_word=2, before="au", after="")
    assert doubts_of(after(edit, on=doubtful(0, 4))) == [(0, 3)]


def test_accepted_words_are_no_longer_doubtful_and_keep_their_probability() -> None:
    result = after(AcceptWords(turn=C, first_word=2, last_word=3), on=doubtful(2, 3))
    assert doubts_of(result) == []
    assert turn_of(result, C).words == a_transcript().turns[2].words


# turns


def test_a_split_turn_gives_two_and_proposes_the_speaker_of_the_second() -> None:
    confirmed = after(SetMember(turns=(C,), member=MASSON), on=doubtful(1, 3))
    result = after(SplitTurn(turn=C, at_word=2, new_turn=TurnId("t0002.2")), on=confirmed)
    first, second = result.transcript.turns[2:]
    assert (first.text, second.text) == ("Passons au", "premier point")
    assert (first.end, second.start, second.end) == (10.0, 10.0, 12.0)
    assert first.member_status is MemberStatus.CONFIRMED
    assert second.member_status is MemberStatus.PROPOSED
    assert [(d.first_word, d.last_word) for d in (*first.doubts, *second.doubts)] == [
        (1, 2),
        (0, 1),
    ]
    assert not is_decided(result, second)


def test_merging_joins_words_and_keeps_the_speaker_of_the_first() -> None:
    result = after(MergeTurns(previous=B, turn=C), on=doubtful(0, 1))
    merged = result.transcript.turns[-1]
    assert merged.text == "Je suis là Passons au premier point"
    assert (merged.id, merged.speaker, merged.member, merged.end) == (B, "V02", None, 12.0)
    assert [(d.first_word, d.last_word) for d in merged.doubts] == [(3, 4)]


def test_a_split_then_merged_turn_is_what_it_was() -> None:
    split = SplitTurn(turn=A, at_word=1, new_turn=TurnId("t0000.2"))
    merge = MergeTurns(previous=A, turn=TurnId("t0000.2"))
    assert after(split, merge) == state()


def test_a_merged_turn_counts_as_read_only_if_both_were() -> None:
    both = after(MarkReviewed(turns=(A, B)), MergeTurns(previous=A, turn=B))
    one = after(MarkReviewed(turns=(A,)), MergeTurns(previous=A, turn=B))
    assert (both.reviewed, one.reviewed) == ({A}, frozenset())


def test_text_typed_where_nothing_was_heard_becomes_a_turn_in_its_place() -> None:
    result = after(InsertTurn(new_turn=TurnId("n1"), start=4.2, end=4.8, text="Très bien"))
    assert [t.id for t in result.transcript.turns] == [A, "n1", B, C]
    new = result.transcript.turns[1]
    assert (new.text, new.speaker, new.words[-1].end) == ("Très bien", None, 4.8)
    last = after(InsertTurn(new_turn=TurnId("n2"), start=13, end=14, text="Fin"))
    assert last.transcript.turns[-1].id == "n2"


def test_a_new_turn_id_is_free() -> None:
    once = after(SplitTurn(turn=A, at_word=1, new_turn=free_turn_id(state(), A)))
    assert [t.id for t in once.transcript.turns[:2]] == ["t0000", "t0000.2"]
    assert free_turn_id(once, A) == "t0000.3"


def test_turns_are_marked_as_read_and_unread() -> None:
    assert after(MarkReviewed(turns=(A, B))).reviewed == {A, B}
    unread = after(MarkReviewed(turns=(A, B)), MarkReviewed(turns=(A,), reviewed=False))
    assert unread.reviewed == {B}


# speakers


def test_a_turn_given_to_a_member_is_confirmed_without_a_score() -> None:
    given_turn = turn_of(after(SetMember(turns=(B,), member=ROUSSEL)), B)
    assert (given_turn.member, given_turn.member_status) == (ROUSSEL, MemberStatus.CONFIRMED)
    assert given_turn.member_score is None


def test_a_voice_is_named_in_all_its_turns_but_those_decided_one_by_one() -> None:
    result = after(
        SetMember(turns=(A,), member=ROUSSEL), SetVoiceMember(voice=VoiceId("V01"), member=MASSON)
    )
    assert [t.member for t in result.transcript.turns] == [ROUSSEL, None, MASSON]


def test_a_voice_that_is_no_member_has_a_label() -> None:
    edit = SetVoiceMember(voice=VoiceId("V01"), member=None, label="Public")
    result = after(edit)
    assert {t.member for t in result.transcript.turns} == {None}
    assert result.voices[VoiceId("V01")].label == "Public"


def test_merged_voices_take_the_name_of_the_kept_one() -> None:
    result = after(
        SetVoiceMember(voice=VoiceId("V01"), member=MASSON),
        SetVoiceMember(voice=VoiceId("V02"), member=ROUSSEL),
        MergeVoices(kept=VoiceId("V01"), merged=VoiceId("V02")),
    )
    assert {(t.speaker, t.member) for t in result.transcript.turns} == {("V01", MASSON)}
    assert set(result.voices) == {"V01"}


def test_merging_voices_leaves_turns_decided_one_by_one() -> None:
    result = after(
        SetMember(turns=(B,), member=ROUSSEL),
        MergeVoices(kept=VoiceId("V01"), merged=VoiceId("V02")),
    )
    assert (turn_of(result, B).speaker, turn_of(result, B).member) == ("V01", ROUSSEL)


def test_a_voice_whose_turns_are_all_decided_lends_no_name_to_another() -> None:
    result = after(
        SetMember(turns=(A, C), member=MASSON),
        MergeVoices(kept=VoiceId("V01"), merged=VoiceId("V02")),
    )
    assert turn_of(result, B).member is None


def test_a_split_voice_leaves_its_new_turns_without_a_name() -> None:
    new = free_voice_id(state())
    result = after(SetMember(turns=(A,), member=MASSON), SplitVoice(turns=(A, C), new_voice=new))
    assert new == "V03"
    assert [(t.speaker, t.member) for t in result.transcript.turns] == [
        ("V03", MASSON),
        ("V02", None),
        ("V03", None),
    ]


def test_the_machine_never_changes_what_a_person_decided() -> None:
    mine = after(
        SetMember(turns=(A,), member=None), SetVoiceMember(voice=VoiceId("V02"), member=ROUSSEL)
    )
    turns = tuple(
        replace(t, member="M. X", member_status=MemberStatus.PROPOSED, member_score=0.99)
        for t in a_transcript().turns
    )
    result = repropose(mine, replace(a_transcript(), turns=turns))
    assert [t.member for t in result.transcript.turns] == [None, ROUSSEL, "M. X"]
    assert turn_of(result, C).member_status is MemberStatus.PROPOSED


def test_the_machine_may_take_a_proposal_back() -> None:
    turns = tuple(
        replace(t, member=None, member_status=None, member_score=None) for t in a_transcript().turns
    )
    result = repropose(state(), replace(a_transcript(), turns=turns[1:]))
    assert [t.member for t in result.transcript.turns] == [MASSON, None, None]
    assert turn_of(result, C).member_status is None


# facts, groups


def test_a_decision_on_a_fact_is_kept_until_it_is_left_open_again() -> None:
    fact = FactKey("chair")
    decide = DecideFact(fact=fact, status=Status.CONFIRMED, corrected=True, value=ROUSSEL)
    assert after(decide).decisions == {fact: decide}
    assert after(decide, DecideFact(fact=fact, status=Status.PROPOSED)).decisions == {}


def test_a_group_applies_every_edit_that_fits() -> None:
    good = SetMember(turns=(B,), member=ROUSSEL)
    bad = SetMember(turns=(TurnId("?"),), member=ROUSSEL)
    result = after(EditGroup(label=GroupLabel.ACCEPT_ALL, edits=(bad, good)))
    assert turn_of(result, B).member == ROUSSEL
    assert result.left_out == (bad,)


def test_an_unknown_kind_of_edit_is_a_bug_not_a_silence() -> None:
    with pytest.raises(NotImplementedError):
        apply(state(), ("not an edit",))  # type: ignore[arg-type]


# excluded passages


def excluding(start: float, end: float) -> ExcludePassage:
    return ExcludePassage(start=start, end=end, reason=Exclusion.CLOSED_SESSION)


def test_an_excluded_passage_reaches_no_document() -> None:
    result = after(excluding(4.5, 9.5))
    assert [t.text for t in published(result).turns] == ["Bonsoir à toutes", "premier point"]
    assert turn_of(result, B).text == "Je suis là"


def test_a_word_partly_in_an_excluded_passage_is_out() -> None:
    texts = [t.text for t in published(after(excluding(1.0, 1.1))).turns]
    assert texts[0] == "à toutes"


def test_doubts_follow_the_words_that_are_left() -> None:
    base = after(excluding(8.0, 9.5), on=doubtful(1, 4))
    last = published(base).turns[-1]
    assert (last.text, [(d.first_word, d.last_word) for d in last.doubts]) == (
        "premier point",
        [(0, 2)],
    )
    gone = published(after(excluding(8.0, 9.5), on=doubtful(0, 2))).turns[-1]
    assert gone.doubts == ()


def test_text_set_aside_as_invented_is_excluded_too() -> None:
    coverage = Coverage(
        speech_s=10,
        quarantined=(
            Quarantined(start=4.1, end=4.6, text="x", reason=DoubtKind.REPETITION),
            Quarantined(start=7.1, end=7.6, text="y", reason=DoubtKind.REPETITION),
        ),
    )
    base = Corrected(transcript=replace(a_transcript(), coverage=coverage))
    left = published(after(excluding(4.0, 4.2), on=base)).coverage
    assert left is not None
    assert [text.text for text in left.quarantined] == ["y"]


def test_nothing_excluded_leaves_the_transcript_as_it_is() -> None:
    base = state()
    assert published(base) is base.transcript


def test_excluded_passages_never_overlap_and_can_be_taken_back() -> None:
    result = after(excluding(1, 5), excluding(4, 8), IncludePassage(start=2, end=3))
    assert [(p.start, p.end) for p in result.excluded] == [(1, 2), (3, 4), (4, 8)]
    assert [is_excluded(result, at) for at in (2.5, 3.5, 8.0)] == [False, True, False]


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
