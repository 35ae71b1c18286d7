from hypothesis import given
from hypothesis import strategies as st

from asr.recognition.turns import TurnOptions, split_turns
from core.transcript import Word


def words_of(text: str, step_s: float = 0.3) -> tuple[Word, ...]:
    return tuple(
        Word(start=i * step_s, end=i * step_s + 0.25, text=f" {word}")
        for i, word in enumerate(text.split())
    )


def test_each_sentence_is_a_turn() -> None:
    words = words_of("Qui est contre? Qui s'abstient? Adopté.")

    assert ["".join(w.text for w in turn).strip() for turn in split_turns(words)] == [
        "Qui est contre?",
        "Qui s'abstient?",
        "Adopté.",
    ]


def test_a_silence_ends_a_turn_without_a_full_stop() -> None:
    words = (
        Word(start=0.0, end=0.5, text=" Présent"),
        Word(start=2.0, end=2.5, text=" Madame"),
        Word(start=2.6, end=3.0, text=" Roussel"),
    )

    assert [len(turn) for turn in split_turns(words)] == [1, 2]
    assert [len(turn) for turn in split_turns(words, TurnOptions(pause_s=3.0))] == [3]


def test_a_title_does_not_end_a_turn() -> None:
    assert len(split_turns(words_of("La parole est à M. Hubert"))) == 1


def test_no_words_make_no_turn() -> None:
    assert split_turns(()) == []


@given(
    st.lists(
        st.tuples(
            st.floats(0, 2),
            st.floats(0, 2),
            st.text("ab.?!,", min_size=1, max_size=5),
        )
    )
)
def test_every_word_is_in_one_turn_in_order(pieces: list[tuple[float, float, str]]) -> None:
    words, at = [], 0.0
    for pause, length, text in pieces:
        words.append(Word(start=at + pause, end=at + pause + length, text=f" {text}"))
        at += pause + length

    assert [word for turn in split_turns(words) for word in turn] == words
    assert all(split_turns(words))
