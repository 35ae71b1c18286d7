"""What people say for the words of an agenda: "la cantine" for "restauration scolaire".

Each line is a matter that councils speak of otherwise than their agendas write it. The words are
common knowledge of French local life; they only hint at an item, as any other word of its title.
"""

from core.folding import fold

_MATTERS = (
    "cantine restauration restaurant repas",
    "école écoles scolaire scolaires périscolaire",
    "crèche micro-crèche multi-accueil",
    "personnel effectifs emploi emplois poste postes agent agents recrutement",
    "voirie route routes rue rues chaussée goudron bitume",
    "terrain terrains parcelle parcelles",
    "vente vendre vend cession céder aliénation",
    "achat acheter acquisition acquérir",
    "ordures poubelles déchets tri",
    "impôt impôts taux fiscalité taxe taxes",
    "emprunt prêt banque",
    "association associations assos",
    "éclairage lampadaires lumière lumières",
    "piscine aquatique nautique",
    "bibliothèque médiathèque livres",
    "gymnase stade sport sports sportif sportive sportifs",
    "transport transports car cars bus navette",
    "prix tarif tarifs tarification",
    "toit toiture couverture",
    "anciens aînés séniors seniors vieux",
    "budget budgétaire comptes compte financier finances",
    "ordinateur ordinateurs informatique numérique",
    "église presbytère chapelle clocher",
    "chasse chasseurs gibier",
    "wc toilettes sanitaires",
    "vélo vélos cyclable pistes",
    "bail loyer location louer",
    "maison logement logements habitat",
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
