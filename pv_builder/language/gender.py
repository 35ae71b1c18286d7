"""The article of a French noun, where its gender is sure.

By the endings that decide it, less their exceptions; a noun that no rule decides gives None.
"""

from core.folding import fold

_FEMININE_ENDINGS = (
    "tion", "sion", "xion", "aison", "té", "tié", "ure", "ance", "ence", "ense", "ie", "ée", "ette",
    "esse", "ade", "ude", "ise", "elle", "enne", "ienne", "ière", "euse", "trice", "ole", "aine",
)  # fmt: skip
_MASCULINE_ENDINGS = (
    "ment", "age", "isme", "eau", "ier", "et", "al", "oir", "in", "ain", "eur", "ot", "ent", "ant",
    "il", "ail", "euil", "ège", "ème", "aire", "oire", "ique", "at", "ord", "ôt", "if", "on",
)  # fmt: skip
_FEMININE = frozenset(
    {
        "commune", "ville", "mairie", "école", "crèche", "salle", "route", "rue", "place", "eau",
        "équipe", "dette", "gauche", "droite", "demande", "offre", "caisse", "bibliothèque",
        "médiathèque", "piscine", "cantine", "charge", "taxe", "plage", "page", "image", "majeur",
        "dotation", "grille", "zone", "région", "maison", "raison", "façon", "question", "façade",
        "charte", "carte", "ligne", "dépense", "recette", "réserve", "base", "part", "vie", "santé",
        "jeunesse", "population", "politique", "république", "fabrique", "boutique", "valeur",
        "faveur", "vigueur", "longueur", "peur", "erreur", "couleur", "dent", "main", "fin", "faim",
        "mémoire", "histoire", "victoire", "forêt", "agglomération", "métropole", "opposition",
    }
)  # fmt: skip
_MASCULINE = frozenset(
    {
        "syndicat", "budget", "projet", "musée", "lycée", "trophée", "incendie", "génie", "comité",
        "été", "côté", "traité", "arrêté", "député", "comté", "stade", "grade", "silence", "groupe",
        "territoire", "territoires", "centre", "parc", "village", "bourg", "quartier", "conseil",
        "personnel", "service", "cadre", "plan", "programme", "contrat", "marché", "travail",
        "taux", "prix", "coût", "choix", "avis", "patrimoine", "domaine", "monde", "lac", "pays",
        "club", "cimetière", "tour", "maire", "président", "directeur", "élu", "parti", "camp",
        "gymnase", "réseau", "bureau", "département", "canton", "vote", "souhait", "but", "effort",
        "chiffre", "nombre", "accord", "problème", "système", "schéma", "site", "secteur",
    }
)  # fmt: skip
_VOWELS = "aeiouyœæ"
# Nouns in h that take "l'": those of council debates.
_MUTE_H = ("habit", "horaire", "harmoni", "heure", "histoire", "homme", "hopital", "hotel", "hiver")


def article_for(noun: str) -> str | None:
    """Return "le ", "la " or "l'" for a singular noun, None when its gender is not sure."""
    folded = fold(noun)
    if folded[:1] in _VOWELS or folded.startswith(_MUTE_H):
        return "l'"
    low = noun.lower()
    if low in _MASCULINE:
        return "le "
    if low in _FEMININE or low.endswith(_FEMININE_ENDINGS):
        return "la "
    return "le " if low.endswith(_MASCULINE_ENDINGS) else None
