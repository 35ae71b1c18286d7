"""What somebody says to feel or to be, agreed with the person: "je suis inquiet" of a woman.

The recogniser writes the masculine and the feminine of these words alike as often as not; the
speaker's civility decides.
"""

import re

from pv_builder.meeting import Civility

_FEELINGS = {
    "attaché": "attachée",
    "attentif": "attentive",
    "choqué": "choquée",
    "content": "contente",
    "convaincu": "convaincue",
    "déçu": "déçue",
    "dubitatif": "dubitative",
    "étonné": "étonnée",
    "favorable": "favorable",
    "fier": "fière",
    "gêné": "gênée",
    "heureux": "heureuse",
    "inquiet": "inquiète",
    "opposé": "opposée",
    "partagé": "partagée",
    "perplexe": "perplexe",
    "persuadé": "persuadée",
    "préoccupé": "préoccupée",
    "ravi": "ravie",
    "réservé": "réservée",
    "satisfait": "satisfaite",
    "sceptique": "sceptique",
    "surpris": "surprise",
    "touché": "touchée",
}
_MASCULINE = {feminine: masculine for masculine, feminine in _FEELINGS.items()}
_DEGREES = ("un peu", "très", "assez", "plutôt", "tout à fait", "vraiment", "particulièrement")
_DEGREE = f"(?:{'|'.join((*_DEGREES, 'extrêmement', 'aussi', 'également'))})"
_FEELING = re.compile(rf"^je suis (?P<degree>(?:{_DEGREE} )*)(?P<word>[\wé]+)(?P<rest>\b.*)$")


def agreed_feeling(clause: str, civility: Civility) -> tuple[str, str] | None:
    """Return a feeling as it follows "se dit", and what comes after it; None for anything else.

    Args:
        clause: in lower case at its beginning, with straight apostrophes.
        civility: of the speaker.
    """
    match = _FEELING.match(clause)
    if match is None:
        return None
    spellings = (match["word"], match["word"].removesuffix("s"))
    known = (_MASCULINE.get(word, word) for word in spellings)
    masculine = next((word for word in known if word in _FEELINGS), None)
    if masculine is None:
        return None
    word = _FEELINGS[masculine] if civility is Civility.MME else masculine
    return f"{match['degree']}{word}", match["rest"]
