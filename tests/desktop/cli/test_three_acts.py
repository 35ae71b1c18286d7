"""Three acts really published, rebuilt by the command from structured data, names invented.

Each field of the published act is asked for at its place: what is missing, out of order or worded
otherwise fails.
"""

import json
from collections.abc import Sequence
from pathlib import Path

from core.jsonio import write_json
from desktop.cli.exit_codes import ExitCode
from tests.desktop.cli.conftest import Run
from tests.helpers.sessions import stm_transcript
from tests.helpers.spaces import flat

ACTS = Path(__file__).parents[2] / "data" / "acts"


def drafted(run: Run, folder: Path, name: str) -> Path:
    """Return the folder of a session drafted by the command, with its acts as text."""
    folder.mkdir()
    (folder / "seance.toml").write_bytes((ACTS / f"{name}.toml").read_bytes())
    write_json(folder / "transcript.json", stm_transcript(ACTS / f"{name}.stm"))
    wanted = ("--formats", "txt", "--documents", "deliberations")
    assert run("draft", str(folder), *wanted)[0] == ExitCode.DONE
    return folder


def assert_in_order(text: Path, fields: Sequence[str]) -> None:
    written = " ".join(flat(text.read_text(encoding="utf-8")).split())
    place = 0
    for field in fields:
        found = written.find(field, place)
        assert found >= 0, f"« {field} » is missing, or stands before its place"
        place = found + len(field)


def test_the_extract_of_a_community_of_communes(run: Run, tmp_path: Path) -> None:
    folder = drafted(run, tmp_path / "séance", "extrait")
    fields = (
        "Pour le Président et par délégation La Directrice générale des services",
        "Marie-Odile GESTIN",
        "C-08-12-2025/14",
        "Département EURE-ET-VÈRE",
        "Arrondissement SAINT-AUBIN",
        "Canton VÈRE",
        "Communauté de communes du Pays de Vère",
        "EXTRAIT DU PROCÈS-VERBAL DES DÉLIBÉRATIONS DU CONSEIL COMMUNAUTAIRE DU 8 DÉCEMBRE 2025",
        "Nombre de membres en exercice : 32",
        "Nombre de présents : 25",
        "Nombre de votants : 25",
        "Date de convocation : 01/12/2025",
        "L’An Deux Mil Vingt-Cinq, le Huit Décembre, le conseil communautaire",
        "légalement convoqué, s’est réuni à la salle des fêtes de Vère.",
        "ÉTAIENT PRÉSENTS :",
        "Monsieur Rémi VALLON, Président.",
        "Mesdames Agathe SERIN, Pascale BERTRAND, Claire LACAZE-COLLET,",
        "Messieurs David SIMONIN, Didier MABILLE,",
        "Monsieur Nicolas MARTEL représentant Monsieur Stéphane GUÉRARD.",
        "ÉTAIENT ABSENTS EXCUSÉS :",
        "Mesdames Agnès TRÉGOUËT, Christine CHÉHU, Laurence CLÉRET.",
        "Messieurs Christian GOBERT, Jérôme BRUXEL,",
        "SECRÉTAIRE DE SÉANCE : Madame Danielle JOUBERT",
        "Objet : EXPÉRIMENTATION D’UN SERVICE OU D’UN OUTIL NUMÉRIQUE",
        "Monsieur Rémi VALLON indique que",
        "Les membres du conseil communautaire, après en avoir délibéré, à l’unanimité :",
        "↳ Acceptent le principe",
        "↳ Acceptent le projet de convention",
        "↳ Autorisent Monsieur Rémi VALLON, Président, ou en son absence",
        "AINSI DÉLIBÉRÉ EN SÉANCE ET SIGNÉ APRÈS LECTURE. POUR EXTRAIT CERTIFIÉ CONFORME",
        "Vère, le Onze Décembre Deux Mil Vingt-Cinq",
        "Le Président : M. Rémi VALLON",
        "Projet annexé à la délibération",
        "Accord d’expérimentation",
        "ARTICLE 1 : Objet",
        "ARTICLE 3 : Engagement du syndicat",
    )
    assert_in_order(folder / "deliberation-14.txt", fields)
    written = (folder / "deliberation-14.txt").read_text(encoding="utf-8")
    assert "préfecture" not in written  # the stamp is never printed
    assert "à 18" not in flat(written)  # nor the hour


def test_the_deliberation_of_a_syndicate_with_its_table_of_voices(run: Run, tmp_path: Path) -> None:
    folder = drafted(run, tmp_path / "séance", "deliberation")
    fields = (
        "Opérateur public de services numériques",
        "Comité syndical Réunion du 09 mars 2026",
        "2026-26 — Lancement de la première étape de l’offre « Intelligence artificielle »",
        "L’an deux mille vingt-six, le neuf mars à dix-sept heures, le comité syndical",
        (
            "régulièrement convoqué, s’est réuni au siège du syndicat, sous la présidence de "
            "Monsieur Éric HAUTBOIS, président."
        ),
        "ÉTAIENT PRÉSENTS (12) :",
        "Mme Denise RAVEL.",
        "M. Guillaume ARNOUX, M. Jean-Philippe CHARRON,",
        "M. Éric HAUTBOIS (président), M. Judicaël LAMBERT,",
        "M. Yann THOREL (1er Vice-président), M. Sébastien VERDIER.",
        "POUVOIRS (4) :",
        "- Mme Isabelle MONNET donne pouvoir à M. Guillaume ARNOUX.",
        "- M. Yannick SOULAS donne pouvoir à M. Jean-Luc GAUTREAU.",
        "Votants : 16",
        "ÉTAIENT ABSENTS EXCUSÉS (11) :",
        "Mme Isabelle MONNET, Mme Corinne POTIER, Mme Nadia RAVEAU.",
        "M. Alain CAREL, M. Thomas GISBERT,",
        "SECRÉTAIRE DE SÉANCE : M. Yann THOREL",
        "ASSISTAIENT À LA SÉANCE :",
        "- Madame Angèle JOLIVET, directrice générale des services",
        "- Madame Mathilde MANDON, chargée de support",
        "Le quorum est atteint : 12 membres présents sur 23 en exercice, pour 12 requis.",
        "Le Président expose :",
        "- une attente forte d’information et d’acculturation ;",
        "Périmètre de la première étape (2026)",
        "1. Un programme de webinaires de sensibilisation",
        "2. Un accompagnement externe",
        "Le comité syndical, après en avoir délibéré :",
        "- Décide d’approuver le lancement",
        "- Autorise le Président à mettre en œuvre cette offre.",
        "Adopté à l’unanimité :",
        "Date du vote : 09/03/2026",
        "Votants : 16",
        "Voix totales : 16",
        "Voix exprimées : 16",
        "Non votés : 0",
        "1 — Pour : 16 voix",
        "2 — Contre : 0 voix",
        "3 — Abstention : 0 voix",
        "Fait et délibéré au siège du syndicat, les jour, mois et an susdits.",
        "Au registre sont les signatures.",
        "Pour extrait conforme, La Roche-sur-Vère, le 13 mars 2026",
        "Le Président : M. Éric HAUTBOIS",
    )
    assert_in_order(folder / "deliberation-3.txt", fields)


def test_the_minutes_of_a_council_with_a_hierarchical_agenda(run: Run, tmp_path: Path) -> None:
    folder = drafted(run, tmp_path / "séance", "compte-rendu")
    fields = (
        "CONSEIL SYNDICAL du lundi 30 septembre 2024 / 9 h 30",
        "PROCÈS-VERBAL",
        "Ordre du jour",
        "I. VIE DU SYNDICAT MIXTE",
        "I.1 Approbation du procès-verbal",
        "I.2 DÉLIBÉRATIONS",
        "I.2.A Direction générale des services",
        "I.2.A.1 Schéma directeur des usages numériques",
        "I.2.B Pôle administration générale",
        "I.3 INFORMATIONS",
        (
            "Les membres du conseil syndical du syndicat mixte Numéria se sont réunis le lundi "
            "30 septembre 2024 à 9 h 30 au Pouzac, siège du syndicat, régulièrement convoqués le "
            "24 septembre 2024, sous la présidence de M. Jérôme BERTHIER, président."
        ),
        "Étaient présents : M. Francis BARRAULT, M. Claude BRUNET, M. Jérôme BERTHIER (président),",
        "M. François FAVRE (suppléant de M. Philippe BÉCHARD)",
        "Étaient absents : Mme Solange BERGER,",
        "Étaient excusés : M. André BIENVENU,",
        "M. Pierre MAISON, M. Max TOURVIEL.",
        "- M. Pierre MAISON donne pouvoir à M. Jérôme BERTHIER.",
        "Assistaient à la séance : Mme Victoria BRIEL et Mme Samantha CORVISART.",
        "Membres en exercice : 16",
        "Membres présents : 9",
        "Secrétaire de séance : M. Gilbert MOULINS",
        "I. VIE DU SYNDICAT MIXTE",
        "I.1 Approbation du procès-verbal",
        "I.2.A.1 Schéma directeur des usages numériques",
        "M. Jérôme BERTHIER indique que ce schéma couvre les années 2024 à 2028.",
        "Mme Danielle RAMEL demande si un planning est prévu pour les communes.",
        "Votants : 11 ; Pour : 11 ; Contre : 0 ; Abstentions : 0",
        "Après en avoir délibéré, le conseil syndical adopte la délibération à l’unanimité.",
        "I.2.B.1 Décision modificative",
        "INVESTISSEMENT",
        "Dépenses : article (chap.) – opération | Montant | Recettes",
        "1641 (16) : Emprunts en euros | 5 200,00",
        "2051 (20) : Concessions et droits assimilés | −5 200,00",
        "Total dépenses | 0,00 | Total recettes | 0,00",
        "FONCTIONNEMENT",
        "607 (011) : Achats de marchandises | −145 600,00",
        "Total dépenses | 0,00",
        "I.3 INFORMATIONS",
        "I.3.A.1 Information sur le règlement intérieur",
        "avec une date de secours au 17 décembre.",
        "Le conseil syndical prend acte.",
        "Prochaine séance : mardi 10 décembre à 9 h 30.",
        "La séance est levée à 10 h 41.",
        "Le Président : M. Jérôme BERTHIER",
        "Le secrétaire de séance : M. Gilbert MOULINS",
    )
    assert_in_order(folder / "pv.txt", fields)
    items = json.loads((folder / "pv.json").read_text(encoding="utf-8"))["points"]
    assert [item["resultat"] for item in items] == [*["adopté"] * 4, "prend acte"]
