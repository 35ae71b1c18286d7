"""What people say for the words of an agenda: "la cantine" for "restauration scolaire".

Each line is a matter that councils speak of otherwise than their agendas write it. The words are
common knowledge of French local life; they only hint at an item, as any other word of its title.
Words that are said all the time of something else are left out ("rue", "poste", "maison").
"""

from core.folding import fold

_MATTERS = (
    "cantine restauration restaurant repas",
    "école écoles scolaire scolaires périscolaire",
    "crèche micro-crèche multi-accueil",
    "personnel effectifs emplois postes agents recrutement",
    "voirie routes chaussée goudron bitume",
    "terrain terrains parcelle parcelles",
    "vente vendre cession aliénation",
    "achat acheter acquisition",
    "ordures poubelles déchets",
    "impôts taux fiscalité taxes",
    "emprunt prêt",
    "association associations assos",
    "éclairage lampadaires",
    "piscine aquatique nautique",
    "bibliothèque médiathèque",
    "gymnase stade sportif sportive sportifs",
    "transports cars bus navette",
    "prix tarif tarifs tarification",
    "anciens aînés séniors seniors",
    "ordinateurs informatique numérique",
    "église clocher",
    "toilettes sanitaires",
    "vélo vélos cyclable cyclables",
    "bail loyer location louer",
    "logement logements habitat",
)


def _kindred() -> dict[str, frozenset[str]]:
    """Return, for each word without its accents, the others of its matters."""
    found: dict[str, set[str]] = {}
    for matter in _MATTERS:
        together = {fold(word) for word in matter.split()}
        for word in together:
            found.setdefault(word, set()).update(together - {word})
    return {word: frozenset(others) for word, others in found.items()}


KINDRED = _kindred()
"""By word without accents: what else is said of the same matter."""
