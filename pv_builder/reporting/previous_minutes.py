"""What was said of the previous session's procès-verbal, before the agenda is opened.

It is no item of the agenda in most town halls, and yet the minutes must tell whether it was
arrêté (CGCT art. L. 2121-15): the sentence is taken from what was said, and always to be checked.
"""

import re
from collections.abc import Sequence

from core.folding import fold
from core.timecode import Interval
from pv_builder.blocks import CheckMark, Paragraph, Run
from pv_builder.language.typography import typeset
from pv_builder.reporting.sentences import Sentence

_NAMED = re.compile(
    r"(?:procès[- ]verbal|compte[- ]rendu) (?:de|du) (?:la |dernier |précédent )?"
    r"(?:séance |réunion |conseil \w+ |comité \w+ )?(?:précédente |du )"
    r"(?P<date>\d{1,2}(?:er)? \w+(?: \d{4})?)",
    re.IGNORECASE,
)
_MINUTES = r"\b(?:proces verbal|compte rendu|pv)\b"
_ABOUT = re.compile(_MINUTES)
_APPROVED = re.compile(
    rf"(?:{_MINUTES}|\b(?:il|c'))(?: .{{0,30}})? ?\b(?:est|sont)\b.{{0,20}}"
    r"\b(?:approuve|adopte|arrete|valide)(?P<manner> a l'unanimite| a la majorite)?"
)
_MANNERS = {" a l'unanimite": " à l'unanimité", " a la majorite": " à la majorité"}


def approval(sentences: Sequence[Sentence], known_date: str | None) -> Paragraph | None:
    """Return the sentence of the approval, None when none was heard.

    Args:
        sentences: said before the first item.
        known_date: of the previous session, as the secretary stated it.
    """
    named = next((s for s in sentences if _ABOUT.search(_plain(s))), None)
    if named is None:
        return None
    for said in sentences:
        match = _APPROVED.search(_plain(said))
        if match and said.start_s >= named.start_s:
            heard = Interval(named.start_s, said.end_s)
            return _paragraph(_date(named, known_date), _MANNERS.get(match["manner"]), heard)
    return None


def is_about_approval(sentence: Sentence) -> bool:
    """Whether a sentence only names the previous minutes or says that they are approved."""
    return bool(_ABOUT.search(_plain(sentence)) or _APPROVED.search(_plain(sentence)))


def _date(sentence: Sentence, known_date: str | None) -> str | None:
    said = _NAMED.search(sentence.text)
    return said["date"] if said else known_date


def _paragraph(date: str | None, manner: str | None, heard: Interval) -> Paragraph:
    which = f"du {date}" if date else "précédente"
    text = typeset(f"Le procès-verbal de la séance {which} est approuvé{manner or ''}.")
    run = Run(text=text, proposed=True, start_s=heard.start)
    return Paragraph(line=(run, CheckMark(excerpts=(heard,))))


def _plain(sentence: Sentence) -> str:
    return re.sub(r"[^\w' ]+", " ", fold(sentence.text))
