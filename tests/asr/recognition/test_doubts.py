import pytest
from hypothesis import given
from hypothesis import strategies as st

from asr.recognition.doubts import Decision, DoubtOptions, doubts_in, judge, set_aside
from core.timecode import Interval
from core.transcript import Doubt, DoubtKind, Word

HOUR = Interval(0, 3600)

CREDITS = [
    "Sous-titres réalisés par la communauté d'Amara.org",
    "Sous-titres réalisés para la communauté d'Amara.org",
    "Sous-titrage Société Radio-Canada",
    "Sous-titrage ST' 501",
    "Sous-titrage FR 2021",
    "❤️ par SousTitreur.com",
    "Sous-titres par SousTitreur.com",
    "Sous-titres faits par Sous-titres",
    "Sous-titres réalisés par le Sous-titres par le Sous-titres",
    "Sous-titres réalisés par les Sous-titres de l'Amara",
    "Vap'n'Roll Thierry",
    "Cette vidéo a été sous-titrée par",
]
FAREWELLS = [
    "Merci d'avoir regardé cette vidéo !",
    "Merci d'avoir regardé !",
    "N'oubliez pas de vous abonner !",
    "Abonnez-vous à la chaîne",
    "À bientôt pour une nouvelle vidéo",
]
COUNCIL = [
    "Merci. Merci à tous. Merci beaucoup, monsieur le maire.",
    "Qui est contre ? Qui s'abstient ? Adopté à l'unanimité.",
    "Monsieur Masson ? Présent. Madame Blondel ? Présente. Monsieur Petit ? Présent.",
    "La communauté de communes a réalisé les travaux du quai de la Sous-préfecture.",
    "Je vous remercie d'avoir répondu présent, et merci à la société Radio Bleue.",
    "Il faut un sous-titre par délibération, et un titre par la suite.",
    "Le sous-titre de la délibération est erroné, il faut lire titre deux.",
    "Abonnez-vous à la lettre de la commune, n'hésitez pas à la partager.",
    "La séance est retransmise en vidéo sur la chaîne de la ville.",
    "Oui, oui, oui, tout à fait.",
    "Non, non, non, ce n'est pas ce que j'ai dit.",
    "Le conseil municipal, après en avoir délibéré, vote pour, pour, et encore pour.",
]


def said(text: str, start: float = 10.0, pace_s: float = 0.35, p: float = 0.95) -> list[Word]:
    """Return the words of a text at an even pace."""
    return [
        Word(
            start=start + at * pace_s, end=start + (at + 0.9) * pace_s, text=f" {t}", probability=p
        )
        for at, t in enumerate(text.split())
    ]


def kinds(words: list[Word], speech: list[Interval] | None = None) -> set[DoubtKind]:
    return {mark.kind for mark in doubts_in(words, [HOUR] if speech is None else speech)}


@pytest.mark.parametrize("text", CREDITS)
@pytest.mark.parametrize("around", ["{}", "Bonjour à tous. {} Bonsoir."])
def test_the_credits_of_subtitles_are_nobody_s_words(text, around):
    words = said(around.format(text))
    verdict = judge(words, [HOUR], HOUR)
    assert verdict.decision is Decision.QUARANTINE
    kept, aside = set_aside(words, verdict.invented)
    assert {passage.reason for passage in aside} == {DoubtKind.KNOWN_INVENTION}
    assert "titr" not in " ".join(w.text for w in kept)
    assert around == "{}" or [w.text for w in kept][-1] == " Bonsoir."


@pytest.mark.parametrize("text", FAREWELLS)
def test_farewells_of_videos_are_heard_again_but_stay(text):
    verdict = judge(said(f"La séance est levée. {text}"), [HOUR], HOUR)
    assert verdict.decision is Decision.RETRY
    assert {mark.kind for mark in verdict.doubts} == {DoubtKind.KNOWN_INVENTION}
    assert verdict.invented == ()


@pytest.mark.parametrize("text", COUNCIL)
def test_what_councils_say_raises_no_doubt(text):
    words = said(text)
    assert judge(words, [Interval(10, words[-1].end)], HOUR).decision is Decision.KEEP
    assert kinds(words) == set()


def test_a_loop_is_taken_out_but_for_its_first_time():
    words = said("Nous passons au vote. " + "je vous remercie " * 12 + "Très bien.")
    verdict = judge(words, [HOUR], HOUR)
    assert verdict.decision is Decision.QUARANTINE
    kept, aside = set_aside(words, verdict.invented)
    text = "".join(word.text for word in kept)
    assert text == " Nous passons au vote. je vous remercie Très bien."
    assert [passage.reason for passage in aside] == [DoubtKind.REPETITION]


@pytest.mark.parametrize("answer", ["Pour.", "Présente.", "Abstention.", "Je vote contre."])
def test_members_who_answer_the_same_one_after_another_stay_in_the_text(answer):
    length = len(answer.split())
    words = [
        word for at in range(25) for word in said(answer, start=10 + at * (1.1 + 0.35 * length))
    ]
    heard_as_one = judge(words, [HOUR], HOUR)
    assert heard_as_one.invented == ()
    assert heard_as_one.decision is Decision.RETRY
    starts = [words[at].start for at in range(0, len(words), length)]
    in_turn = judge(words, [Interval(at, at + 0.35 * length) for at in starts], HOUR)
    assert in_turn.decision is Decision.KEEP
    assert {mark.kind for mark in in_turn.doubts} == {DoubtKind.REPETITION}


def test_more_answers_than_stretches_of_speech_are_a_loop():
    words = said("je suis là " * 26, pace_s=0.3)
    speech = [Interval(10 + at * 1.8, 11.1 + at * 1.8) for at in range(12)]
    assert judge(words, speech, HOUR).decision is Decision.QUARANTINE


def test_dots_for_silence_are_no_loop_and_leave_nothing_to_read_in_quarantine():
    words = said("... " * 9)
    assert kinds(words) == set()
    verdict = judge(words, [], HOUR)
    assert verdict.decision is Decision.QUARANTINE
    assert set_aside(words, verdict.invented) == ((), ())


def test_three_times_the_same_is_how_people_speak():
    assert kinds(said("Qui est contre ? " * 3)) == set()


def test_text_where_nobody_speaks_is_set_aside():
    words = [*said("Bonsoir à tous", start=1), *said("et voilà c'est fini", start=30)]
    verdict = judge(words, [Interval(0.8, 3)], HOUR)
    assert verdict.decision is Decision.QUARANTINE
    kept, aside = set_aside(words, verdict.invented)
    assert [word.text for word in kept] == [" Bonsoir", " à", " tous"]
    assert aside[0].reason is DoubtKind.OUTSIDE_SPEECH


def test_a_single_word_that_slips_out_of_the_speech_is_no_invention():
    words = [*said("Bonsoir à tous", start=1), *said("merci", start=4)]
    assert kinds(words, [Interval(0.8, 3)]) == set()


def test_words_at_one_moment_inside_speech_are_not_outside():
    words = [Word(start=5, end=5, text=f" {t}") for t in ["à", "b"]]
    assert DoubtKind.OUTSIDE_SPEECH not in kinds(words, [Interval(2, 9)])


def test_words_faster_than_anybody_speaks_are_doubted_and_only_they():
    words = [
        *said("une phrase dite à un rythme ordinaire", start=0),
        *said("quarante paroles entassées en une seconde de temps", start=20, pace_s=0.05),
        *said("puis de nouveau une phrase ordinaire", start=30),
    ]
    marks = [m for m in doubts_in(words, [HOUR]) if m.kind is DoubtKind.SPEECH_RATE]
    assert [(m.first_word, m.last_word) for m in marks] == [(7, 15)]


def test_figures_count_as_the_words_they_are_said_with():
    words = said("1984 2026 3500 1789 1515 2500 1830 1848", pace_s=0.3)
    assert kinds(words) == {DoubtKind.SPEECH_RATE}


def test_unsure_words_are_marked_together_and_change_no_decision():
    words = [*said("le vote est", start=0), *said("par tas gai", start=2, p=0.2)]
    verdict = judge(words, [Interval(0, 3)], Interval(0, 4))
    assert verdict.doubts == (Doubt(kind=DoubtKind.LOW_PROBABILITY, first_word=3, last_word=6),)
    assert verdict.decision is Decision.KEEP


def test_a_word_without_a_probability_is_not_unsure():
    assert kinds([Word(start=1, end=2, text=" mot")]) == set()


def test_a_window_that_leaves_speech_out_is_heard_again():
    verdict = judge(said("Bonsoir", start=0), [Interval(0, 20)], Interval(0, 20))
    assert verdict.decision is Decision.RETRY
    assert verdict.severity_s == pytest.approx(20 - 0.315 - 0.4)
    assert judge([], [Interval(0, 20)], Interval(0, 20)).decision is Decision.RETRY


def test_only_the_window_s_own_speech_counts():
    words = said("Bonsoir à tous", start=1)
    assert judge(words, [Interval(1, 2), Interval(60, 90)], Interval(0, 5)).gaps == ()


def test_nothing_said_and_nothing_heard_is_right():
    verdict = judge([], [], Interval(0, 20))
    assert verdict.decision is Decision.KEEP
    assert verdict.severity_s == 0


def test_the_better_of_two_hearings_is_the_less_severe():
    speech, window = [Interval(10, 20)], Interval(9, 21)
    whole = judge(said("un deux trois quatre cinq six sept huit " * 3), speech, window)
    half = judge(said("un deux trois quatre cinq six sept huit"), speech, window)
    loop = judge(said("trois " * 27), speech, window)
    assert whole.severity_s < loop.severity_s
    assert whole.severity_s < half.severity_s


words_of_any_kind = st.lists(
    st.builds(
        lambda start, length, text, p: Word(
            start=start, end=start + length, text=text, probability=p
        ),
        st.floats(0, 30),
        st.floats(0, 3),
        st.one_of(
            st.sampled_from(
                [" oui", " pour.", " sous-titrage", " ST' 501", " 2026", " d'Amara.org"]
            ),
            st.text(max_size=6),
        ),
        st.one_of(st.none(), st.floats(0, 1)),
    ),
    max_size=40,
)
stretches = st.lists(
    st.builds(lambda a, b: Interval(a, a + b), st.floats(0, 30), st.floats(0, 9)), max_size=5
)


@given(words_of_any_kind, stretches)
def test_whatever_the_words_marks_fit_them_and_no_word_is_lost(words, speech):
    verdict = judge(words, speech, Interval(0, 40))
    for mark in verdict.doubts:
        assert 0 <= mark.first_word < mark.last_word <= len(words)
    assert set(verdict.invented) <= set(verdict.doubts)
    assert verdict.severity_s >= 0
    kept, aside = set_aside(words, verdict.invented)
    gone = {at for mark in verdict.invented for at in range(mark.first_word, mark.last_word)}
    assert list(kept) == [word for at, word in enumerate(words) if at not in gone]
    assert sum(len(passage.text) for passage in aside) <= sum(len(words[at].text) for at in gone)
    assert bool(aside) == any(c.isalnum() for at in gone for c in words[at].text)


@given(words_of_any_kind, stretches)
def test_a_part_of_the_words_is_judged_like_a_whole(words, speech):
    options = DoubtOptions(low_probability=1.1)
    marks = doubts_in(words, speech, options)
    sure = [w for w in words if w.probability is not None]
    low = [m for m in marks if m.kind is DoubtKind.LOW_PROBABILITY]
    assert sum(m.last_word - m.first_word for m in low) == len(sure)
