"""The matters of acts sent to the control of legality: the two levels that are the same everywhere.

From the third level on each prefecture has its own. Not for choosing a matter: the authority does.
"""

from collections.abc import Iterator
from typing import Final

_MATTERS: Final[dict[str, tuple[str, ...]]] = {
    "Commande publique": (
        "Marchés publics",
        "Délégation de service public",
        "Conventions de mandat",
        "Autres types de contrats",
        "Transactions et protocoles d'accord transactionnel",
        "Actes relatifs à la maîtrise d'œuvre",
        "Actes spéciaux et divers",
    ),
    "Urbanisme": (
        "Documents d'urbanisme",
        "Actes relatifs au droit d'occupation ou d'utilisation des sols",
        "Droit de préemption urbain",
    ),
    "Domaine et patrimoine": (
        "Acquisitions",
        "Aliénations",
        "Locations",
        "Limites territoriales",
        "Autres actes de gestion du domaine public",
        "Autres actes de gestion du domaine privé",
    ),
    "Fonction publique": (
        "Personnel titulaire et stagiaire de la fonction publique territoriale",
        "Personnel contractuel",
        "Fonction publique hospitalière",
        "Autres catégories de personnel",
        "Régime indemnitaire",
    ),
    "Institutions et vie politique": (
        "Élection de l'exécutif",
        "Fonctionnement des assemblées",
        "Désignation de représentants",
        "Délégation de fonctions",
        "Délégation de signature",
        "Exercice des mandats locaux",
        "Intercommunalité",
        "Décision d'ester en justice",
    ),
    "Libertés publiques et pouvoirs de police": (
        "Police municipale",
        "Pouvoirs du président du conseil départemental",
        "Pouvoirs du président du conseil régional",
        "Autres actes réglementaires",
        "Actes pris au nom de l'État et soumis au contrôle hiérarchique",
    ),
    "Finances locales": (
        "Décisions budgétaires",
        "Fiscalité",
        "Emprunts",
        "Interventions économiques",
        "Subventions",
        "Contributions budgétaires",
        "Avances",
        "Fonds de concours",
        "Prises de participation",
        "Divers",
    ),
    "Domaines de compétences par thèmes": (
        "Enseignement",
        "Aide sociale",
        "Voirie",
        "Aménagement du territoire",
        "Politique de la ville, habitat, logement",
        "Emploi et formation professionnelle",
        "Transports",
        "Environnement",
        "Culture",
    ),
    "Autres domaines de compétences": (
        "Autres domaines de compétences des communes",
        "Autres domaines de compétences des départements",
        "Autres domaines de compétences des régions",
        "Vœux et motions",
    ),
}


def matters() -> Iterator[tuple[str, str, str]]:
    """Yield each matter in order: its code ("7.1"), its domain, its name."""
    for first, (domain, names) in enumerate(_MATTERS.items(), start=1):
        for second, name in enumerate(names, start=1):
            yield f"{first}.{second}", domain, name


def of_two_levels(code: str) -> str:
    """Return the matter that a finer one belongs to: "5.2.1" is of "5.2"."""
    return ".".join(code.split(".")[:2])


def open_data_name(code: str) -> str:
    """Return a matter's name as the open data write it, "" where the code has none.

    "domaines de compétences par thèmes/voirie": small letters, no comma.
    """
    names = {known: f"{domain}/{name}" for known, domain, name in matters()}
    return names.get(of_two_levels(code), "").lower().replace(",", "")
