"""Talk that the structure of the minutes already states: roll call, giving the floor, votes.

Recognised by form, on folded text, so that no wording of one town hall is relied on. A sentence
that says anything else besides is not procedural.
"""

import re

from core.folding import fold
from pv_builder.sentences import Sentence

_ANSWER = (
    r"(?:oui |je suis )*(?:present|presente|presents|absent|absente|excuse|excusee|la|ici|"
    r"volontiers|d'accord|j'accepte|avec plaisir|tout a fait)(?: monsieur le \w+| madame la \w+)?"
)
_CALLED = r"(?:monsieur|madame|mademoiselle|m|mme)(?: [\w'.-]+){1,4}"
_STATE = r"(?:est |sera |aura )?(?:absente?|excusee?|presente?|un peu de retard|en retard)\b.*"
_ROLL_CALL = re.compile(
    rf"(?:{_ANSWER}|{_CALLED}|{_CALLED} {_STATE}|"
    r".*\b(?:donne|donner|confie|laisse|remis|recu)\b.*\b(?:pouvoir|procuration)\b.*|"
    r".*\b(?:pouvoir|procuration) (?:a|de|pour)\b.*|"
    r".*\b(?:procede[rs]?|procedons|passe|passer|faire|fais|fait) (?:a |l')?l?'?appel\b.*|"
    r".*\bsecretaire de seance\b.*|.*\bquorum\b.*)"
)


def is_roll_call(sentence: Sentence) -> bool:
    """Whether a sentence belongs to the roll call, the proxies, the quorum or the secretary."""
    return bool(_ROLL_CALL.fullmatch(_plain(sentence.text)))


def _plain(text: str) -> str:
    """Return the text folded, without punctuation other than apostrophes."""
    return re.sub(r"\s+", " ", re.sub(r"[^\w' ]+", " ", fold(text))).strip()
