"""Talk as it is in small councils: told in the third person where that is safe, else quoted."""

from dataclasses import replace

import pytest

from pv_builder.reporting.reported import Act, reported, with_reason
from tests.helpers.reporting import ANSWER, BODY, COUNCILLOR, MARCHAND, frame, told

TALK = replace(COUNCILLOR, names=frozenset({"odile", "denis"}))


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("Et les bancs, ils sont compris ?", "demande si les bancs sont compris."),
        (
            "Pour la rue Haute, est-ce que les tuyaux sont posés ?",
            "demande si, pour la rue Haute, les tuyaux sont posés.",
        ),
        ("Est-ce que le jardin reste ouvert ?", "demande si le jardin reste ouvert."),
        (
            "Je trouve bizarre que si on part, on paie.",
            "indique qu'il trouve bizarre que si on part, on paie.",
        ),
        (
            "Je le dis, comme je suis trésorier, je ne voterai pas.",
            "indique qu'il le dit, comme il est trésorier, il ne votera pas.",
        ),
        ("Il y a du vent, moi j'ai froid.", "indique qu'il y a du vent et qu'il a froid."),
        ("Oui mais la salle ferme à midi.", "indique toutefois que la salle ferme à midi."),
        ("Je confirme.", "confirme."),
        (
            "Je reste, mais sur ce point, j'ai un doute.",
            "indique qu'il reste, mais sur ce point, il a un doute.",
        ),
        ("Et comment on fait le partage ?", "demande comment on fait le partage."),
        (
            "La tranche du haut elle paie 5 euros 10.",
            "indique que la tranche du haut paie 5 euros 10.",
        ),
        ("Faute de plan on va s'abstenir.", "indique que faute de plan on va s'abstenir."),
        ("Le prix c'est 9 euros, Odile.", "indique que le prix est de 9 euros."),
        ("On arrive d'ici une heure.", "indique qu'on arrive d'ici une heure."),
        ("C'est bien de le dire.", "indique que c'est bien de le dire."),
        ("Et puis on verra les étoiles.", "indique qu'on verra les étoiles."),
        ("Excusez-moi, le car était en retard.", "indique que le car était en retard."),
    ],
)
def test_plain_talk_is_turned(said: str, written: str) -> None:
    assert told([said], TALK) == f"M. Hubert {written}"


@pytest.mark.parametrize(
    "said",
    [
        "Merci aux agents, parce que c'est du travail.",
        "Moi, et Denis dont j'ai le pouvoir.",
        "Une question sur les charges, ça monte, vous pouvez expliquer ?",
        "Les clubs vont aller où pendant les travaux ?",
        "Vous avez 300 000 euros pour le gymnase.",
        "Les enfants y mangent, ils se plaignent pas.",
        "Madame Roche, avec le pouvoir de Monsieur Blin.",
        "Et si on a pas l'aide, on le fait quand même ?",
        "On est d'accord, je pense.",
        "Il sera là d'ici une heure.",
        "Il est sorti de la salle.",
        "Je voudrais savoir le club, ils ont rendu les clés, si ?",
        "Je pense que tout est dit ?",
        "Simplement pour dire que le travail a été sérieux, j'y étais.",
        "Peut-être, mais quand c'est loin, je préfère le car.",
    ],
)
def test_what_cannot_be_turned_is_quoted_whole(said: str) -> None:
    assert [report.act for report in reported(said, TALK)] == [Act.QUOTATION]
    assert told([said], TALK) == f"M. Hubert déclare : « {said} »"


def test_a_quotation_begins_with_a_capital_after_what_was_left_out() -> None:
    assert told(["Alors, deux postes, pas plus."], TALK) == (
        "M. Hubert déclare : « Deux postes, pas plus. »"
    )


def test_an_answer_whose_rest_is_quoted_is_quoted_with_it() -> None:
    assert told(["Oui, juste pour la cantine."], ANSWER) == (
        "M. Charpentier répond : « Oui, juste pour la cantine. »"
    )


def test_vous_is_nobody_known_unless_called_or_asked() -> None:
    mayor = replace(BODY, addressee=MARCHAND)
    assert [one.act for one in reported("Vous connaissez le lieu.", mayor)] == [Act.QUOTATION]
    called = replace(mayor, is_called=True)
    assert told(["Vous connaissez le lieu."], called) == (
        "M. Charpentier indique que Mme Marchand connaît le lieu."
    )


def test_a_reason_joins_the_sentence_before() -> None:
    (question,) = reported("Est-ce que les tuyaux sont posés ?", COUNCILLOR)
    joined = with_reason(question, "Parce que sinon on rouvre en mars.", COUNCILLOR)
    assert joined is not None
    assert joined.content == "si les tuyaux sont posés, parce que sinon on rouvre en mars"


def test_a_reason_that_cannot_be_turned_is_quoted_after_the_sentence() -> None:
    (statement,) = reported("Le car était plein.", COUNCILLOR)
    joined = with_reason(statement, "Parce que nous, ça double.", COUNCILLOR)
    assert joined is not None
    assert joined.aside == "«\u00a0nous, ça double\u00a0»"


def test_a_reason_after_a_quotation_or_nothing_joins_nothing() -> None:
    (quoted,) = reported("Deux postes, pas plus.", COUNCILLOR)
    assert with_reason(quoted, "Parce que c'est cher.", COUNCILLOR) is None
    assert with_reason(replace(quoted, act=Act.STATEMENT, content=""), "Car non.", BODY) is None


def test_a_name_with_a_hyphen_keeps_its_capital() -> None:
    assert told(["Jean-Loup s'abstient."], frame(MARCHAND)) == (
        "Mme Marchand indique que Jean-Loup s'abstient."
    )
