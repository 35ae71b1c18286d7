"""Sentences that hold nothing but names and the words of the floor or of the vote.

The one who presides says them by the dozen: "Denis.", "Madame Roche, vous ?", "Contre, Monsieur
Blin, avec le pouvoir de Madame Roche.", "Donc deux abstentions, les tarifs sont adoptés." The
minutes state who spoke, who voted how and the result in their own way.
"""

import re
from collections.abc import Set as AbstractSet

from core.folding import fold
from pv_builder.language.numbers import NUMBER_WORDS
from pv_builder.reporting.procedural import is_call_of_the_vote, tells_amount
from pv_builder.reporting.sentences import Sentence, Speaker

_FILLERS = frozenset(
    {
        *("a", "alors", "allez", "au", "aussi", "autre", "autres", "avec", "avez", "ai", "bien"),
        *("bon", "c", "ca", "ce", "d", "dans", "de", "des", "donc", "du", "elle", "en"),
        *("encore", "est", "et", "fait", "il", "j", "je", "l", "la", "le", "les", "m", "madame"),
        *("maire", "mademoiselle", "merci", "mesdames", "messieurs", "mme", "monsieur", "n", "ne"),
        *("non", "nous", "on", "ont", "ou", "oui", "par", "parole", "pas", "personne", "plus"),
        *(
            "pour",
            "president",
            "presidente",
            "puis",
            "qu",
            "que",
            "qui",
            "reste",
            "s",
            "sa",
            "sauf",
        ),
        *("son", "sont", "sur", "toi", "toujours", "tous", "tout", "toute", "toutes", "monde"),
        *("tres", "tu", "un", "une", "voila", "vois", "vous", "y", "eux", "lui", "moi", "aucun"),
        *("aucune", "accord", "note", "compte", "avons", "suis", "etes", "meme", "ici"),
    }
)
_OF_THE_VOTE = frozenset(
    {
        *("abstention", "abstentions", "abstient", "abstiennent", "adopte", "adoptee", "adoptees"),
        *("adoptes", "approuve", "approuvee", "approuvees", "approuves", "contre", "favorable"),
        *("favorables", "main", "mains", "leve", "levee", "levees", "levez", "majorite", "oppose"),
        *("opposition", "oppositions", "pouvoir", "pouvoirs", "procuration", "procurations"),
        *("unanimite", "unanime", "voix", "vote", "votent", "voter", "votes", "rejete", "rejetee"),
        *("votants", "suffrages", "exprimes", "avis", "prend", "prennent", "part", "deliberation"),
        *(
            "proposition",
            "amendement",
            "motion",
            "voeu",
            "prise",
            "participe",
            "participent",
            "acte",
        ),
    }
)
_TELLS = _OF_THE_VOTE | {"pour", "personne"}
_OWN = re.compile(
    r"\b(?:moi|je (?:suis|vote|voterai)|j'ai vote|je m'abst\w+|nous (?:vot|nous abst)\w+)\b"
)
"""An own vote is somebody's words, also of the chair."""
_REFUSING = frozenset({"non", "pas", "plus"})
"""With these a short sentence may answer: "Denis, c'est non"."""
_FLOOR_WORDS = 8
"""A call by name is short: "Madame la première adjointe, Madame Roche, oui, à vous"."""


def is_call(
    sentence: Sentence, names: AbstractSet[str], title: str | None, *, voted: bool, seats: int
) -> bool:
    """Whether whoever presides only calls members, or tells their votes and the result.

    Args:
        sentence: said by whoever presides.
        names: words of the members' names, folded.
        title: of the item; None outside the agenda.
        voted: the minutes state a vote or a decision on the item.
        seats: of the assembly: a greater number counts no votes.
    """
    words = _words(sentence.text)
    if not words or _OWN.search(fold(sentence.text)) or tells_amount(sentence.text):
        return False
    called = any(word in names for word in words)
    if any(word.isdigit() and int(word) > seats for word in words):
        return False
    fillers = _FILLERS - _REFUSING
    if called and len(words) <= _FLOOR_WORDS and all(w in names or w in fillers for w in words):
        return True
    known = names | _FILLERS | _OF_THE_VOTE | NUMBER_WORDS | set(_words(title or ""))
    tells = any(word in _TELLS or word.isdigit() or word in NUMBER_WORDS for word in words)
    return voted and tells and all(word in known or word.isdigit() for word in words)


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"[^\w-]+", fold(text)) if word.strip("-")]


def presiding(sentences: tuple[Sentence, ...]) -> frozenset[Speaker]:
    """Return who calls a vote: they preside then, whoever opened the session."""
    return frozenset(one.speaker for one in sentences if is_call_of_the_vote(one))
