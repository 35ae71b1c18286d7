"""Corrections of words and turns as a layer: what each edit does."""

from dataclasses import replace

import pytest

from core.transcript import (
    MemberStatus,
    Turn,
    TurnId,
    VoiceId,
    Word,
)
from desktop.session.corrections.corrections import (
    Corrected,
    free_turn_id,
    is_decided,
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
from desktop.session.corrections.retyping import edit_of_text, joined
from tests.helpers.edits import (
    MASSON,
    ROUSSEL,
    A,
    B,
    C,
    a_transcript,
    after,
    doubtful,
    doubts_of,
    state,
    turn_of,
)


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
