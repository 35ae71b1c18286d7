"""What was said, reported: whole answers, sentences joined, nothing lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pv_builder.language.typography import typeset
from pv_builder.reporting.indirect import Said, written
from pv_builder.reporting.persons import Frame
from pv_builder.reporting.reported import Act, reported
from tests.helpers.reporting import (
    ANSWER,
    BLONDEL,
    COUNCILLOR,
    GROUP,
    HUBERT,
    MAIRE,
    MARCHAND,
    PERRIN,
    ROUSSEL,
    frame,
    told,
)


@pytest.mark.parametrize(
    ("said", "who", "wanted"),
    [
        (
            ["Je voudrais savoir pourquoi la rue de la Gare n'est pas dans le programme."],
            COUNCILLOR,
            "M. Hubert demande pourquoi la rue de la Gare n'est pas dans le programme.",
        ),
        (
            ["Est-ce que les trottoirs seront accessibles aux personnes à mobilité réduite ?"],
            COUNCILLOR,
            (
                "M. Hubert demande si les trottoirs seront accessibles aux personnes à mobilité "
                "réduite."
            ),
        ),
        (
            [
                "La rue de la Gare dépend du Département.",
                "Nous avons écrit au conseil départemental en septembre.",
            ],
            ANSWER,
            (
                "M. Charpentier répond que la rue de la Gare dépend du Département et que la "
                "commune "
                "a écrit au conseil départemental en septembre."
            ),
        ),
        (
            ["Oui, c'est inscrit dans le cahier des charges."],
            ANSWER,
            (
                "M. Charpentier répond par l'affirmative et précise que c'est inscrit dans le "
                "cahier "
                "des charges."
            ),
        ),
        (
            ["Nous voterons contre cette augmentation."],
            frame(MARCHAND, we="son groupe"),
            "Mme Marchand annonce que son groupe votera contre cette augmentation.",
        ),
        (
            [
                "Je souhaite m'abstenir, parce que nous n'avons pas reçu le détail du coût.",
            ],
            COUNCILLOR,
            (
                "M. Hubert souhaite s'abstenir et déclare : « nous n'avons pas reçu le détail du "
                "coût »."
            ),
        ),
        (["Je comprends l'argument."], ANSWER, "M. Charpentier dit comprendre l'argument."),
        (
            ["Le détail vous sera transmis dès demain par les services."],
            frame(MAIRE, we="la commune", addressee=HUBERT),
            (
                "M. le Maire indique que le détail lui sera transmis dès le lendemain par les "
                "services."
            ),
        ),
        (
            ["Je suis présidente de la chorale, je ne prendrai donc pas part au vote."],
            frame(BLONDEL),
            (
                "Mme Blondel indique qu'elle est présidente de la chorale et qu'elle ne prendra "
                "donc "
                "pas part au vote."
            ),
        ),
        (
            ["Avez-vous une idée du volume perdu à cause des fuites ?"],
            COUNCILLOR,
            (
                "M. Hubert demande à M. Charpentier s'il a une idée du volume perdu à cause des "
                "fuites."
            ),
        ),
        (
            ["Je tiens à remercier les agents qui sont intervenus pendant la nuit."],
            COUNCILLOR,
            "M. Hubert remercie les agents qui sont intervenus pendant la nuit.",
        ),
        (
            ["Je regrette que l'on vende encore du patrimoine communal."],
            COUNCILLOR,
            "M. Hubert regrette que l'on vende encore du patrimoine communal.",
        ),
        (
            ["Pour ma part je soutiens cette vente."],
            frame(ROUSSEL),
            "Mme Roussel soutient cette vente.",
        ),
        (
            ["Je rappelle que le jardin partagé se fera derrière la médiathèque."],
            COUNCILLOR,
            "M. Hubert rappelle que le jardin partagé se fera derrière la médiathèque.",
        ),
        (
            ["Pouvez-vous nous dire où en est la facture d'électricité ?"],
            COUNCILLOR,
            "M. Hubert demande où en est la facture d'électricité.",
        ),
        (
            ["Je suis un peu inquiet pour la protection des données personnelles."],
            COUNCILLOR,
            "M. Hubert se dit un peu inquiet pour la protection des données personnelles.",
        ),
        (
            ["Qui va assurer la maintenance ?"],
            COUNCILLOR,
            "M. Hubert demande qui va assurer la maintenance.",
        ),
        (
            ["Qu'est-ce qui est prévu pour y répondre ?"],
            COUNCILLOR,
            "M. Hubert demande ce qui est prévu pour y répondre.",
        ),
        (
            ["J'aurais préféré que l'on commence par isoler l'école.", "Je voterai contre."],
            frame(PERRIN),
            (
                "Mme Perrin aurait préféré que l'on commence par isoler l'école et annonce qu'elle "
                "votera contre."
            ),
        ),
        (
            ["Il faudrait consulter les riverains avant de décider."],
            COUNCILLOR,
            "M. Hubert estime qu'il faudrait consulter les riverains avant de décider.",
        ),
        (
            ["À mon avis, c'est trop cher."],
            COUNCILLOR,
            "M. Hubert estime que c'est trop cher.",
        ),
        (
            ["Dans ma commune, on a vu apparaître des dépôts sauvages."],
            COUNCILLOR,
            "M. Hubert indique que, dans sa commune, on a vu apparaître des dépôts sauvages.",
        ),
        (["Ce sera fait."], ANSWER, "M. Charpentier répond que ce sera fait."),
        (
            ["Bon, écoutez, moi je dis que ça suffit, on nous prend pour des imbéciles !"],
            COUNCILLOR,
            "M. Hubert déclare : « ça suffit, on nous prend pour des imbéciles ! »",
        ),
        (
            ["Tu te souviens de ce qu'on avait dit en commission ?"],
            COUNCILLOR,
            "M. Hubert déclare : « Tu te souviens de ce qu'on avait dit en commission ? »",
        ),
        (
            ["Non, tout fonctionne en local, sans connexion."],
            ANSWER,
            (
                "M. Charpentier répond par la négative et précise que tout fonctionne en local, "
                "sans "
                "connexion."
            ),
        ),
        (["Je te passe la parole."], COUNCILLOR, ""),
    ],
)
def test_what_was_said_is_reported(said: list[str], who: Frame, wanted: str) -> None:
    assert told(said, who) == wanted


def test_a_figure_beside_whoever_is_addressed_is_kept() -> None:
    assert "3,60" in told(["Monsieur Charpentier 3,60 euros."], COUNCILLOR)


SPOKEN = (
    *("je", "j'ai", "nous", "vous", "il", "elle", "on", "me", "mon", "notre", "votre", "tu"),
    *("pense que", "voterai", "avons", "avez", "est", "demande", "remercie", "suis", "propose"),
    *("le budget", "la voirie", "12 000 euros", "3,60 euros", "2026", "40 %", "l'école"),
    *("pourquoi", "est-ce que", "combien", "oui,", "non,", "mais", "et", "parce que", "demain"),
    *("Monsieur Charpentier", "lui", "ne", "pas", "se", "y", "en", ",", "qui", "que"),
)


@given(
    st.lists(st.sampled_from(SPOKEN), min_size=1, max_size=12),
    st.sampled_from([".", "?", "!", ""]),
    st.sampled_from([COUNCILLOR, ANSWER, Frame(speaker=MARCHAND, we="son groupe")]),
)
def test_whatever_is_said_no_person_is_left_and_no_figure_changed(
    parts: list[str], end: str, who: Frame
) -> None:
    said = typeset(" ".join(parts).capitalize() + end)
    reports = reported(said, who)
    written = " ".join(f"{report.content} {report.aside}" for report in reports)
    if reports:
        assert re.findall(r"\d", written) == re.findall(r"\d", said)
    turned = " ".join(r.content for r in reports if r.act is not Act.QUOTATION).lower()
    assert not re.search(r"\b(?:je|j’|nous|vous|mon|notre|votre|tu)\b", turned)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (
            ["Le tarif est voté et une réunion est prévue en mai."],
            "M. Hubert indique que le tarif est voté et qu'une réunion est prévue en mai.",
        ),
        (
            ["Le devis est signé, le chantier est ouvert et je suis satisfait du calendrier."],
            (
                "M. Hubert indique que le devis est signé, que le chantier est ouvert et qu'il est "
                "satisfait du calendrier."
            ),
        ),
        (
            [
                "Trois offres sont arrivées.",
                "La commission a siégé et le choix est arrêté.",
            ],
            (
                "M. Hubert indique que trois offres sont arrivées. Il précise que la commission a "
                "siégé et que le choix est arrêté."
            ),
        ),
        (["Dépend du Département."], "M. Hubert déclare : « Dépend du Département. »"),
        (
            ["Une simple question, quand le préau sera-t-il réparé ?"],
            "M. Hubert demande quand le préau sera réparé.",
        ),
        (
            ["On finance une aide et un accompagnement."],
            ("M. Hubert indique qu'on finance une aide et un accompagnement."),
        ),
    ],
)
def test_a_sentence_has_one_et_and_each_clause_its_que(said: list[str], wanted: str) -> None:
    assert told(said, COUNCILLOR) == wanted


def test_a_feeling_agrees_with_the_speaker() -> None:
    assert told(["Je suis très inquiet."], GROUP) == "Mme Marchand se dit très inquiète."
    assert told(["Je suis surprise."], COUNCILLOR) == "M. Hubert se dit surpris."


def test_each_sentence_keeps_its_second() -> None:
    said = [
        Said(report=report, start_s=second)
        for second, sentence in ((3.0, "Le stade est fermé."), (8.0, "Le parc est propre."))
        for report in reported(sentence, COUNCILLOR)
    ]
    assert [phrase.start_s for phrase in written(said, COUNCILLOR, "M. Hubert")] == [3.0, 8.0]
