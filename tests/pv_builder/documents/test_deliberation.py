from dataclasses import replace

import pytest

from pv_builder import blocks as b
from pv_builder.act_texts import ActText
from pv_builder.documents.deliberation import deliberation
from pv_builder.documents.draft import DraftOptions, draft_minutes
from pv_builder.documents.export_docx import docx_bytes
from pv_builder.documents.export_text import document_text
from pv_builder.documents.exposed import Presentations
from pv_builder.documents.house import EXTRACT, HIERARCHICAL, MODERN, SYNDICATE
from pv_builder.meeting import Ballot, BallotMode, Meeting, MemberName, Proxy
from pv_builder.minutes import Minutes
from pv_builder.wishes import DiscussionStyle
from tests.helpers import acts, sessions
from tests.helpers.golden import assert_golden
from tests.helpers.spaces import flat


def text_of(document: b.Document) -> str:
    return flat(document_text(document))


def voted(meeting: Meeting, ballot: Ballot | None) -> Meeting:
    return replace(meeting, items=(replace(meeting.items[0], ballot=ballot),))


def extract(meeting: Meeting) -> str:
    made = deliberation(
        meeting, meeting.items[0], acts.EXTRACT_ACT, EXTRACT, acts.EXTRACT_AUTHORITY
    )
    return text_of(made)


def of_syndicate(meeting: Meeting, act: ActText = acts.DELIBERATION_ACT) -> str:
    return text_of(
        deliberation(meeting, meeting.items[0], act, SYNDICATE, acts.DELIBERATION_AUTHORITY)
    )


def test_an_extract_has_its_fields_in_order() -> None:
    written = extract(acts.community())
    fields = (
        "Pour le Président",
        "C-08-12-2025/14",
        "Département EURE-ET-VÈRE",
        "Communauté de communes du Pays de Vère",
        "EXTRAIT DU PROCÈS-VERBAL",
        "DES DÉLIBÉRATIONS",
        "DU CONSEIL COMMUNAUTAIRE DU 8 DÉCEMBRE 2025",
        "Nombre de membres en exercice : 7",
        "Nombre de présents : 5",
        "Nombre de votants : 5",
        "Date de convocation : 01/12/2025",
        "L’An Deux Mil Vingt-Cinq, le Huit Décembre",
        "ÉTAIENT PRÉSENTS :",
        "Monsieur Rémi Vallon, Président.",
        "Mesdames Agathe Serin, Lucie Ormeau-Petit.",
        "Monsieur Bruno Castel.",
        "Monsieur Simon Laval représentant Monsieur Paul Étienne.",
        "ÉTAIENT ABSENTS EXCUSÉS :",
        "Madame Nadège Rolland.",
        "Monsieur Yves Dormont.",
        "SECRÉTAIRE DE SÉANCE : Madame Agathe Serin",
        "Objet : EXPÉRIMENTATION D’UN OUTIL NUMÉRIQUE",
        "Monsieur Rémi Vallon indique",
        "Les membres du conseil communautaire, après en avoir délibéré, à l’unanimité :",
        "↳ Acceptent le principe",
        "↳ Autorisent Monsieur",
        "AINSI DÉLIBÉRÉ EN SÉANCE ET SIGNÉ APRÈS LECTURE.",
        "POUR EXTRAIT CERTIFIÉ CONFORME",
        "Vère, le Onze Décembre Deux Mil Vingt-Cinq",
        "Le Président : M. Rémi Vallon",
    )
    written = " ".join(written.split())
    places = [written.find(field) for field in fields]
    assert -1 not in places, [f for f, place in zip(fields, places, strict=True) if place < 0]
    assert places == sorted(places)


def test_an_extract_names_the_pouvoirs_that_make_more_voters_than_present() -> None:
    assert "Pouvoirs" not in extract(acts.community())
    meeting = acts.community()
    away, there = MemberName("Mme Nadège Rolland"), MemberName("M. Bruno Castel")
    written = extract(replace(meeting, proxies=(Proxy(giver=away, holder=there),)))
    assert "Nombre de votants : 6" in written
    assert "Mme Nadège Rolland donne pouvoir à M. Bruno Castel." in written


def test_a_deliberation_of_a_syndicate_has_its_fields_in_order() -> None:
    written = " ".join(of_syndicate(acts.syndicate()).split())
    fields = (
        "Opérateur public de services numériques",
        "Comité syndical",
        "Réunion du 09 mars 2026",
        "2026-26 — Lancement de la première étape",
        "L’an deux mille vingt-six, le neuf mars à dix-sept heures, le comité syndical",
        "sous la présidence de Monsieur Éric Hautbois, président.",
        "ÉTAIENT PRÉSENTS (4) :",
        "Mme Denise Ravel.",
        "M. Guillaume Arnoux, M. Éric Hautbois (président), M. Yann Thorel (1er vice-président).",
        "POUVOIRS (2) :",
        "Mme Isabelle Monnet donne pouvoir à M. Guillaume Arnoux.",
        "Votants : 6",
        "ÉTAIENT ABSENTS EXCUSÉS (3) :",
        "Mme Isabelle Monnet, Mme Nadia Raveau.",
        "M. Alain Carel.",
        "SECRÉTAIRE DE SÉANCE : M. Yann Thorel",
        "ASSISTAIENT À LA SÉANCE : - Madame Angèle Jolivet, directrice générale",
        "Le quorum est atteint : 4 membres présents sur 7 en exercice, pour 4 requis.",
        "Le Président expose :",
        "Le comité syndical, après en avoir délibéré :",
        "- Décide d’approuver",
        "Adopté à l’unanimité :",
        "Date du vote : 09/03/2026",
        "Voix totales : 6",
        "Voix exprimées : 6",
        "Non votés : 0",
        "1 — Pour : 6 voix",
        "2 — Contre : 0 voix",
        "3 — Abstention : 0 voix",
        "Fait et délibéré au siège du syndicat, les jour, mois et an susdits.",
        "Au registre sont les signatures.",
        "Pour extrait conforme,",
        "La Roche-sur-Vère, le 13 mars 2026",
    )
    places = [written.find(field) for field in fields]
    assert -1 not in places, [f for f, place in zip(fields, places, strict=True) if place < 0]
    assert places == sorted(places)


def hierarchical_minutes() -> b.Document:
    options = DraftOptions(house=HIERARCHICAL, style=DiscussionStyle.INDIRECT)
    return draft_minutes(
        Minutes(meeting=acts.hierarchical()), acts.hierarchical_transcript(), options
    )


def test_minutes_with_a_hierarchical_agenda_have_their_fields_in_order() -> None:
    written = " ".join(text_of(hierarchical_minutes()).split())
    fields = (
        "Syndicat mixte Numéria",
        "CONSEIL SYNDICAL du mercredi 30 septembre 2026 / 9 h 30",
        "PROCÈS-VERBAL",
        "Ordre du jour",
        "I. DÉLIBÉRATIONS",
        "I.2 USAGES",
        "I.2.A Pôle numérique",
        "I.2.A.1 Schéma directeur des usages numériques",
        "I.3.A.1 Règlement intérieur",
        (
            "Les membres du conseil syndical du syndicat mixte Numéria se sont réunis le mercredi "
            "30 septembre 2026 à 9 h 30 au siège du syndicat, régulièrement convoqués le "
            "24 septembre 2026, sous la présidence de M. Éric Hautbois, président."
        ),
        "Étaient présents : M. Éric Hautbois (président), Mme Denise Ravel,",
        "M. François Faure (suppléant de Mme Nadia Raveau)",
        "Étaient excusés : Mme Isabelle Monnet, M. Alain Carel.",
        "Pouvoirs - Mme Isabelle Monnet donne pouvoir à M. Guillaume Arnoux.",
        "Assistaient à la séance : Mme Angèle Jolivet, directrice générale.",
        "Membres en exercice : 7",
        "Membres présents : 5",
        "Secrétaire de séance : M. Yann Thorel",
        "Le procès-verbal de la séance du 30 juin est approuvé à l’unanimité.",
        "I.2.A.1 Schéma directeur des usages numériques Rapporteur",
        "M. Yann Thorel indique que le schéma couvre les années 2027 à 2030.",
        "Votants : 7",
        "Après en avoir délibéré, le conseil syndical adopte la délibération à l’unanimité.",
        "I.2.B.1 Tarification Mme Denise Ravel",
        "demande si le tarif est le même pour tous.",
        "(5 pour, 1 contre, 1 abstention)",
        "I.3.A.1 Règlement intérieur ---",
        "Le conseil syndical prend acte.",
        "Prochaine séance : 10 décembre à 9 h 30.",
        "La séance est levée à 10 h 41.",
        "Le Président : M. Éric Hautbois",
        "Le secrétaire de séance : M. Yann Thorel",
    )
    place = 0
    for field in fields:
        found = written.find(field, place)
        assert found >= place, field
        place = found


def test_the_parts_of_an_agenda_head_their_first_item() -> None:
    headings = [
        (block.level, b.plain(block.line))
        for block in hierarchical_minutes().blocks
        if isinstance(block, b.Heading)
    ]
    plan = [one for one in headings if one[1].startswith("I")]
    assert plan == [
        (1, "I. DÉLIBÉRATIONS"),
        (2, "I.2 USAGES"),
        (3, "I.2.A Pôle numérique"),
        (3, "I.2.A.1 Schéma directeur des usages numériques"),
        (3, "I.2.B.1 Tarification"),
        (2, "I.3.A.1 Règlement intérieur"),
    ]


def test_without_the_quorum_its_sentence_is_not_printed() -> None:
    meeting = acts.syndicate()
    fewer = replace(meeting, attendance=meeting.attendance[3:])
    assert "quorum est atteint" not in of_syndicate(fewer)


def test_nobody_is_absent_whose_presence_is_unknown() -> None:
    meeting = acts.community()
    away = MemberName("M. Yves Dormont")
    others = tuple(one for one in meeting.attendance if one[0] != away)
    written = " ".join(extract(replace(meeting, attendance=others)).split())
    assert "Nombre de présents : à compléter" in written
    assert "[Présence de M. Yves Dormont : à compléter]" in written
    assert written.count("Dormont") == 1


def test_a_place_follows_its_verb_however_it_was_typed() -> None:
    written = of_syndicate(replace(acts.syndicate(), place="Au siège du syndicat"))
    assert "s’est réuni au siège du syndicat, sous" in " ".join(written.split())


def test_a_rejected_deliberation_decides_nothing() -> None:
    written = of_syndicate(voted(acts.syndicate(), Ballot(against=5, abstentions=0)))
    assert "n’adopte pas la délibération (1 pour, 5 contre)." in written.replace("\n", " ")
    assert "Décide d’approuver" not in written


def test_what_is_not_known_is_to_be_completed() -> None:
    written = of_syndicate(voted(acts.syndicate(), None), ActText())
    assert "2026-03-09/3" in written
    assert "Votants : à compléter" in written
    assert "(vote à compléter)" in written
    assert "[Exposé des motifs : à compléter]" in written
    assert "[Dispositif : à compléter]" in written


def test_a_secret_ballot_names_nobody() -> None:
    meeting = acts.syndicate()
    ballot = Ballot(
        against=1,
        abstentions=0,
        in_favour=5,
        against_names=(MemberName("Mme Denise Ravel"),),
    )
    assert "Contre : Mme Denise Ravel." in of_syndicate(voted(meeting, ballot))
    secret = replace(ballot, mode=BallotMode.SECRET)
    assert "Contre : Mme Denise Ravel." not in of_syndicate(voted(meeting, secret))


@pytest.mark.parametrize("house", [MODERN, SYNDICATE, EXTRACT, HIERARCHICAL])
def test_each_house_writes_a_word_file_with_room_for_the_stamp(house) -> None:  # type: ignore[no-untyped-def]
    meeting = acts.syndicate()
    made = deliberation(meeting, meeting.items[0], acts.DELIBERATION_ACT, house)
    assert any(isinstance(block, b.StampSpace) for block in made.blocks)
    assert docx_bytes(made)


def test_the_acts_read_as_stored() -> None:
    community, syndicate = acts.community(), acts.syndicate()
    assert_golden("acte-proces-verbal.txt", document_text(hierarchical_minutes()))
    assert_golden("acte-extrait.txt", extract(community))
    assert_golden("acte-deliberation.txt", of_syndicate(syndicate))


def test_the_presentation_of_the_rapporteur_is_proposed_for_the_expose() -> None:
    name = "commune-saint-aubin"
    minutes, said = sessions.minutes(name), sessions.transcript(name)
    item = minutes.meeting.items[1]
    exposed = Presentations(minutes, said).of(item)
    made = deliberation(minutes.meeting, item, ActText(), MODERN, exposed=exposed)
    written = " ".join(text_of(made).split())
    assert "M. Nicolas Charpentier indique que le prestataire a annoncé à la commune" in written
    assert "[à vérifier · 02:29]" in written
    # What others say, and what he answers them, is debate.
    assert "Marchand indique" not in written
    assert "dit comprendre" not in written
    assert all(run.proposed for p in exposed for run in p.line if isinstance(run, b.Run))
    unplaced = replace(item, start_s=None)
    assert Presentations(minutes, said).of(unplaced) == ()
    assert "[Exposé des motifs" in text_of(deliberation(minutes.meeting, item, ActText(), MODERN))


def test_an_act_says_that_its_assembly_was_duly_convened_only_when_the_day_is_known() -> None:
    known, unknown = acts.syndicate(), replace(acts.syndicate(), convened_on=None)
    assert "régulièrement convoqué, s’est réuni" in flat(of_syndicate(known))
    assert "[date de convocation : à compléter], s’est réuni" in flat(of_syndicate(unknown))
    assert "régulièrement" not in of_syndicate(unknown)
