"""Who "je", "nous" and "vous" are once they are reported, and when a sentence is quoted."""

import pytest

from pv_builder.reporting.persons import Frame
from tests.helpers.reporting import (
    BODY,
    COUNCILLOR,
    GROUP,
    told,
)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("Quand est-ce que les travaux commencent ?", "demande quand les travaux commencent."),
        ("N'y a-t-il pas une autre solution ?", "demande s'il n'y a pas une autre solution."),
        ("Qui est-ce qui a décidé ?", "demande qui a décidé."),
        ("L'école a-t-elle été consultée ?", "demande si l'école a été consultée."),
        ("Est-il normal de payer deux fois ?", "demande s'il est normal de payer deux fois."),
        (
            "À quelle date la salle sera-t-elle prête ?",
            "demande à quelle date la salle sera prête.",
        ),
        ("Ma question est simple : qui paie ?", "demande qui paie."),
        (
            "Pourquoi n'avez-vous pas répondu à mon courrier ?",
            "demande à M. Charpentier pourquoi il n'a pas répondu à son courrier.",
        ),
        ("Que comptez-vous faire ?", "demande à M. Charpentier ce qu'il compte faire."),
        ("Les travaux sont terminés ?", "demande si les travaux sont terminés."),
    ],
)
def test_questions_take_the_order_of_a_statement(said: str, wanted: str) -> None:
    assert told([said], COUNCILLOR) == f"M. Hubert {wanted}"


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (
            "L'État nous a versé 45 000 euros.",
            "indique que l'État a versé à la commune 45 000 euros.",
        ),
        (
            "Nous avons été alertés par les services.",
            "indique que la commune a été alertée par les services.",
        ),
        ("Nous nous sommes engagés à finir.", "indique que la commune s'est engagée à finir."),
        (
            "Il s'agit de notre école et de nos enfants.",
            "indique qu'il s'agit de l'école et des enfants.",
        ),
        ("Nous vous proposons de fixer le tarif.", "propose de fixer le tarif."),
        ("Il vous est proposé d'approuver.", "indique qu'il est proposé d'approuver."),
        (
            "C'est prévu pour la semaine prochaine.",
            "indique que c'est prévu pour la semaine suivante.",
        ),
    ],
)
def test_the_body_takes_the_place_of_nous(said: str, wanted: str) -> None:
    assert told([said], BODY) == f"M. Charpentier {wanted}"


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("Nous n'avons pas été associés.", "indique que son groupe n'a pas été associé."),
        ("Notre groupe s'abstiendra.", "annonce que son groupe s'abstiendra."),
        (
            "Pour ces raisons, nous voterons contre.",
            "annonce que, pour ces raisons, son groupe votera contre.",
        ),
    ],
)
def test_a_group_takes_the_place_of_nous(said: str, wanted: str) -> None:
    assert told([said], GROUP) == f"Mme Marchand {wanted}"


@pytest.mark.parametrize(
    ("said", "who"),
    [
        # "Nous" may be the speaker's friends, or the people in the room.
        ("Nous voterons contre cette augmentation.", BODY),
        ("Nous savons tous que c'est faux.", BODY),
        ("Nous sommes ici pour débattre.", BODY),
        ("Nous avons prévenu le maire.", COUNCILLOR),
        ("C'est nous qui payons.", BODY),
        # "Il", "elle", "lui" named in an earlier sentence would be taken for the speaker.
        ("Il s'explique par les normes d'accueil.", BODY),
        ("Elle est en retard.", GROUP),
        ("C'est elle qui pèse le plus lourd.", GROUP),
        ("On lui a dit non.", COUNCILLOR),
        ("Son mari travaille à la mairie.", GROUP),
        # "Vous" may be one or all.
        ("Vous avez tous reçu la note.", BODY),
        ("Les élus que vous êtes devraient le savoir.", COUNCILLOR),
        ("J'espère que vous tiendrez parole.", COUNCILLOR),
        # Orders, exclamations, words without a verb, questions with their word at the end.
        ("Regardez la page 12, le total est faux.", COUNCILLOR),
        ("Permettez-moi d'insister.", COUNCILLOR),
        ("Environ 12 000 mètres cubes par an.", BODY),
        ("C'est une honte !", COUNCILLOR),
        ("C'est prévu quand ?", COUNCILLOR),
        ("Et la sécurité ?", COUNCILLOR),
        ("Ton projet est mauvais.", COUNCILLOR),
    ],
)
def test_what_cannot_be_turned_without_a_guess_is_quoted_whole(said: str, who: Frame) -> None:
    name = who.speaker.name
    assert told([said], who) == f"{name} déclare : « {said} »"


@pytest.mark.parametrize(
    ("said", "who", "wanted"),
    [
        ("Il est en retard.", GROUP, "Mme Marchand indique qu'il est en retard."),
        (
            "Il est prévu de refaire le toit.",
            COUNCILLOR,
            "M. Hubert indique qu'il est prévu de refaire le toit.",
        ),
        ("Il y a trois devis.", COUNCILLOR, "M. Hubert indique qu'il y a trois devis."),
    ],
)
def test_a_pronoun_that_cannot_be_the_speaker_needs_no_quotation(
    said: str, who: Frame, wanted: str
) -> None:
    assert told([said], who) == wanted


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (["Mais le prix a doublé."], "M. Hubert indique toutefois que le prix a doublé."),
        (
            ["Non, je ne suis pas d'accord avec ce choix."],
            "M. Hubert indique qu'il n'est pas d'accord avec ce choix.",
        ),
        (["Non, c'est faux."], "M. Hubert déclare : « Non, c'est faux. »"),
        (
            ["Ce que je dis, c'est que le projet est bon."],
            "M. Hubert indique que ce qu'il dit, c'est que le projet est bon.",
        ),
        (
            ["Moi, ce qui m'inquiète, c'est la dette."],
            "M. Hubert indique que ce qui l'inquiète, c'est la dette.",
        ),
        (
            ["C'est une honte !", "Ton projet est mauvais."],
            "M. Hubert déclare : « C'est une honte ! Ton projet est mauvais. »",
        ),
        (
            ["Le stade est fermé.", "La salle est ouverte.", "Le parc est propre."],
            (
                "M. Hubert indique que le stade est fermé et que la salle est ouverte. Il précise "
                "que "
                "le parc est propre."
            ),
        ),
        (["Merci monsieur le maire.", "Voilà."], ""),
        (["Eurovia a répondu."], "M. Hubert indique qu'Eurovia a répondu."),
    ],
)
def test_what_a_councillor_says_is_reported(said: list[str], wanted: str) -> None:
    assert told(said, COUNCILLOR) == wanted
