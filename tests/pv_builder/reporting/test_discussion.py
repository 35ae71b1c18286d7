from dataclasses import replace

from core.transcript import Doubt, DoubtKind, MemberStatus, Transcript
from pv_builder.blocks import CheckMark, Paragraph, Run, plain
from pv_builder.documents.marks import mark_text
from pv_builder.meeting import Assembly, Meeting
from pv_builder.reporting.conversation import Conversation, body_noun, common_words
from pv_builder.reporting.discussion import discussion
from pv_builder.reporting.sentences import sentences_of
from pv_builder.wishes import DiscussionStyle
from tests.helpers import sessions
from tests.helpers.sessions import transcript_of, turn
from tests.helpers.spaces import flat

MEETING = sessions.meeting("commune-saint-aubin")
MAIRE, HUBERT = "M. Sébastien Masson", "M. Alain Hubert"
RAPPORTEUR = "M. Nicolas Charpentier"
MARCHAND = "Mme Delphine Marchand"


def told(
    said: Transcript, style: DiscussionStyle, meeting: Meeting = MEETING
) -> tuple[Paragraph, ...]:
    found = sentences_of(said)
    talk = Conversation(meeting, meeting.items[0], common_words(found))
    return discussion(found, style, talk)


def texts(paragraphs: tuple[Paragraph, ...]) -> list[str]:
    return [flat(plain(p.line)) for p in paragraphs]


def exchange(*said: tuple[str, str]) -> Transcript:
    voices = {who: f"V{n:02d}" for n, who in enumerate(dict.fromkeys(who for who, _ in said))}
    return transcript_of(
        tuple(
            turn(n, who, n * 10.0, n * 10.0 + 8.0, words, voices[who])
            for n, (who, words) in enumerate(said)
        )
    )


def test_verbatim_gives_each_intervention_its_name_mark_and_time() -> None:
    (paragraph,) = told(exchange((HUBERT, "Euh le le stade est fermé.")), DiscussionStyle.VERBATIM)
    name, colon, words, mark = paragraph.line
    assert isinstance(name, Run)
    assert name.bold
    assert name.proposed
    assert isinstance(colon, Run)
    assert isinstance(words, Run)
    assert words.text == "Le stade est fermé."
    assert isinstance(mark, CheckMark)
    assert mark.excerpts[0].start == 0.0


def test_a_confirmed_speaker_carries_no_mark() -> None:
    said = exchange((HUBERT, "Le stade est fermé."))
    confirmed = replace(said.turns[0], member_status=MemberStatus.CONFIRMED)
    for style in DiscussionStyle:
        (paragraph,) = told(transcript_of((confirmed,)), style)
        assert not any(isinstance(inline, CheckMark) for inline in paragraph.line)
        assert not any(isinstance(i, Run) and i.proposed for i in paragraph.line)


def test_doubtful_words_are_marked_in_each_style() -> None:
    said = exchange((HUBERT, "Le stade est fermé."))
    doubt = Doubt(kind=DoubtKind.LOW_PROBABILITY, first_word=1, last_word=2)
    doubted = replace(said.turns[0], doubts=(doubt,), member_status=MemberStatus.CONFIRMED)
    (paragraph,) = told(transcript_of((doubted,)), DiscussionStyle.VERBATIM)
    assert [i.text for i in paragraph.line if isinstance(i, Run) and i.proposed] == [" stade"]
    (paragraph,) = told(transcript_of((doubted,)), DiscussionStyle.INDIRECT)
    assert [i.text for i in paragraph.line if isinstance(i, Run) and i.proposed] == ["stade"]


def test_a_doubtful_word_that_was_reworded_marks_its_whole_sentence() -> None:
    said = exchange((HUBERT, "Je voudrais savoir pourquoi le stade ferme."))
    doubt = Doubt(kind=DoubtKind.LOW_PROBABILITY, first_word=0, last_word=2)
    doubted = replace(said.turns[0], doubts=(doubt,), member_status=MemberStatus.CONFIRMED)
    (paragraph,) = told(transcript_of((doubted,)), DiscussionStyle.INDIRECT)
    marked = "".join(i.text for i in paragraph.line if isinstance(i, Run) and i.proposed)
    assert "le stade ferme" in marked


def test_the_time_of_an_intervention_is_given_without_a_sentence() -> None:
    (paragraph,) = told(exchange((HUBERT, "Le stade est fermé.")), DiscussionStyle.INDIRECT)
    mark = paragraph.line[-1]
    assert isinstance(mark, CheckMark)
    assert mark_text(mark) == "[00:00]"


def test_voices_that_were_not_told_apart_are_given_no_name() -> None:
    said = turn(1, None, 0.0, 5.0, "Le stade est fermé.")
    unknown = transcript_of((replace(said, speaker=None),))
    for style in DiscussionStyle:
        assert texts(told(unknown, style)) == ["Le stade est fermé."]


def test_a_voice_without_a_member_is_said_to_be_unknown() -> None:
    said = transcript_of((turn(1, None, 0.0, 5.0, "Le stade est fermé."),))
    assert texts(told(said, DiscussionStyle.VERBATIM)) == [
        "Intervenant non identifié : Le stade est fermé."
    ]
    assert texts(told(said, DiscussionStyle.INDIRECT)) == [
        "Un intervenant non identifié indique que le stade est fermé."
    ]


def test_an_answer_follows_its_question_past_the_chair_giving_the_floor() -> None:
    said = exchange(
        (HUBERT, "Est-ce que le stade est fermé ?"),
        (MAIRE, "Monsieur Charpentier va vous répondre."),
        (RAPPORTEUR, "Oui, depuis hier le stade est fermé. Nous avons prévenu les clubs."),
    )
    assert texts(told(said, DiscussionStyle.INDIRECT)) == [
        f"{HUBERT} demande si le stade est fermé.",
        (
            f"{RAPPORTEUR} répond par l’affirmative et précise que depuis la veille le stade est "
            "fermé. Il ajoute que la commune a prévenu les clubs."
        ),
    ]


def test_what_follows_an_answer_is_no_answer() -> None:
    said = exchange(
        (HUBERT, "Est-ce que le stade est fermé ?"),
        (RAPPORTEUR, "Le stade est fermé."),
        (MARCHAND, "Le parc est propre."),
    )
    assert texts(told(said, DiscussionStyle.INDIRECT))[-1] == (
        f"{MARCHAND} indique que le parc est propre."
    )


def test_nous_stands_for_a_group_only_where_the_roll_gives_one() -> None:
    said = exchange((MARCHAND, "Nous voterons contre."))
    assert texts(told(said, DiscussionStyle.INDIRECT)) == [
        f"{MARCHAND} déclare : « Nous voterons contre. »"
    ]
    grouped = replace(
        MEETING,
        members=tuple(replace(m, group="Ensemble") for m in MEETING.members),
    )
    assert texts(told(said, DiscussionStyle.INDIRECT, grouped)) == [
        f"{MARCHAND} annonce que son groupe votera contre."
    ]


def test_a_summary_keeps_sentences_as_they_were_reported_and_in_order() -> None:
    said = exchange(
        (
            HUBERT,
            (
                "Le stade est fermé. Il fait beau. La voirie coûte 12 000 euros. "
                "Le parc est propre. Je voterai contre."
            ),
        ),
    )
    assert texts(told(said, DiscussionStyle.SUMMARY)) == [
        f"{HUBERT} indique que la voirie coûte 12 000 euros et annonce qu’il votera contre."
    ]


def test_the_body_is_named_after_the_authority() -> None:
    names = {
        "Commune de X": "la commune",
        "Ville de X": "la ville",
        "Communauté d'agglomération du Val": "la communauté d’agglomération",
        "Syndicat mixte X": "le syndicat",
        "Saint-Aubin": "la commune",
    }
    for name, noun in names.items():
        meeting = replace(MEETING, collectivite=name, assembly=Assembly.COMMUNE)
        assert body_noun(meeting).replace("'", "’") == noun


def test_vous_is_the_one_addressed_by_name_or_title() -> None:
    for said, wanted in (
        ("Monsieur le Maire, avez-vous une réponse ?", MAIRE),
        ("Avez-vous une réponse, Madame Marchand ?", MARCHAND),
        ("Avez-vous une réponse ?", RAPPORTEUR),
    ):
        pronoun = "elle" if wanted == MARCHAND else "il"
        assert texts(told(exchange((HUBERT, said)), DiscussionStyle.INDIRECT)) == [
            f"{HUBERT} demande à {wanted} si elle a une réponse."
            if pronoun == "elle"
            else f"{HUBERT} demande à {wanted} s’il a une réponse."
        ]


def test_who_is_only_spoken_of_is_not_addressed() -> None:
    said = exchange((HUBERT, "Madame Marchand a raison. Avez-vous une réponse ?"))
    assert texts(told(said, DiscussionStyle.INDIRECT)) == [
        (
            f"{HUBERT} indique que Madame Marchand a raison. Il demande à {RAPPORTEUR} s’il a une "
            "réponse."
        )
    ]


def test_two_people_addressed_at_once_are_not_one() -> None:
    said = exchange((MAIRE, "Monsieur Hubert, Madame Marchand, vous avez reçu le dossier."))
    assert texts(told(said, DiscussionStyle.INDIRECT)) == [
        f"{MAIRE} déclare : « Vous avez reçu le dossier. »",
    ]


def test_what_the_chair_asks_again_and_again_is_left_out_even_misheard() -> None:
    said = exchange(
        (MAIRE, "Il a tille des remarques."),
        (MAIRE, "Programme de voirie 2026, choix de l'entreprise."),
        (MAIRE, "Voici le premier point de l'ordre du jour, programme de voirie deux mille."),
        (HUBERT, "Le stade est fermé."),
    )
    assert texts(told(said, DiscussionStyle.INDIRECT)) == [
        f"{HUBERT} indique que le stade est fermé."
    ]


def test_a_summary_leaves_out_the_scraps_with_which_the_chair_gives_the_floor() -> None:
    said = exchange(
        (MARCHAND, "Le chemin du moulin est fermé depuis le mois de janvier."),
        (MAIRE, "Iber va vous répondre."),
        (MARCHAND, "Il est trop étroit."),
    )
    assert not [line for line in texts(told(said, DiscussionStyle.SUMMARY)) if "Iber" in line]
    assert [line for line in texts(told(said, DiscussionStyle.SUMMARY)) if "étroit" in line]
    assert [line for line in texts(told(said, DiscussionStyle.INDIRECT)) if "Iber" in line]
