"""Check of what a social centre may not publish: who asked for aid, and what was given to whom."""

import re
from collections.abc import Iterator

from core.folding import fold
from pv_builder.conformity.case import ItemCase, ItemCheck
from pv_builder.evidence import Alert
from pv_builder.facts import ItemField
from pv_builder.law.ballots import is_closed
from pv_builder.meeting import Assembly

_ABOUT_SOMEBODY = re.compile(
    r"\b(?:aides? (?:sociales?|financieres?|individuelles?|d urgence|alimentaires?)"
    r"|demandes? d aides?|secours|dossiers? (?:individuels?|nominatifs?|d aides?)"
    r"|bons? alimentaires?)\b"
)
"""Folded titles of items that examine what somebody asks for."""
_NOT_SAID = re.compile(r"[^a-z0-9]+")
_CIVILITY = re.compile(r"\b(?:M\.|MM\.|Mme|Mmes|Mlle|Madame|Monsieur)\s+[A-ZÉÈÎÔ]")


def check_social_secrecy(one: ItemCase) -> Iterator[Alert]:
    """Who is bound to secrecy on social files publishes no decision by name (CASF L. 133-5)."""
    if one.case.meeting.assembly is not Assembly.CCAS:
        return
    title = one.item.title
    is_named = _CIVILITY.search(title) is not None
    is_open = not is_closed(one.case.meeting, one.item)
    if is_named or (is_open and _ABOUT_SOMEBODY.search(_NOT_SAID.sub(" ", fold(title)))):
        yield one.warning(
            "social-aid-secrecy",
            "Les dossiers d'aide sociale sont couverts par le secret professionnel (CASF, "
            "art. L. 133-5) : retirez tout nom du titre, excluez du procès-verbal les propos sur "
            "les personnes (« Exclure », à l'étape Texte), ne publiez aucune décision nominative.",
            ItemField.START,
        )


ITEM_CHECKS: tuple[ItemCheck, ...] = (check_social_secrecy,)
