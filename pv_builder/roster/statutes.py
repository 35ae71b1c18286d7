"""Read the `[statuts]` of an open syndicate: the rules that no text gives it."""

import re

from core.folding import fold
from pv_builder.meeting import QuorumRule, Statutes
from pv_builder.roster import messages as say
from pv_builder.roster.fields import Fields

KEYS = (
    "quorum",
    "quorum_en_voix",
    "quorum_avec_pouvoirs",
    "pouvoirs_par_delegue",
    "voix_preponderante",
    "scrutin_public",
    "scrutin_secret",
    "huis_clos_demandeurs",
    "jours_francs",
)
_SHARE = re.compile(r"(?:(plus) (?:de |du |des )?|(?:au moins )?(?:le |la |les )?)(.+)")
_FRACTION = re.compile(r"(\d{1,2})\s*/\s*(\d{1,2})")
_WORDS = {
    "la moitie": (1, 2),
    "moitie": (1, 2),
    "tiers": (1, 3),
    "deux tiers": (2, 3),
    "quart": (1, 4),
    "trois quarts": (3, 4),
    "cinquieme": (1, 5),
    "sixieme": (1, 6),
}


def read_statutes(table: Fields) -> Statutes:
    """Return what a syndicate's statutes state; what they leave out stays unknown."""
    table.check_keys(KEYS)
    return Statutes(
        quorum=_quorum(table),
        proxies_per_holder=table.integer("pouvoirs_par_delegue"),
        casting_vote=table.boolean("voix_preponderante"),
        public_ballot_share=_one_in(table, "scrutin_public"),
        secret_ballot_share=_one_in(table, "scrutin_secret"),
        closed_session_requesters=table.integer("huis_clos_demandeurs", least=1),
        notice_days=table.integer("jours_francs"),
    )


def _quorum(table: Fields) -> QuorumRule | None:
    """Return the quorum: "plus de la moitié", "au moins un tiers", "plus de 1/2"."""
    value = table.text("quorum")
    in_votes = table.boolean("quorum_en_voix")
    counts_proxies = table.boolean("quorum_avec_pouvoirs")
    if value is None:
        return None
    found = _SHARE.fullmatch(fold(value))
    share = _fraction(found[2]) if found else None
    if found is None or share is None:
        table.fault("quorum", say.wrong_type("quorum", 'une part, telle que "plus de la moitié"'))
        return None
    return QuorumRule(
        numerator=share[0],
        denominator=share[1],
        strict=found[1] is not None,
        in_votes=bool(in_votes),
        counts_proxies=bool(counts_proxies),
    )


def _one_in(table: Fields, key: str) -> int | None:
    """Return 4 for "un quart" or "1/4"."""
    value = table.text(key)
    if value is None:
        return None
    share = _fraction(fold(value))
    if share is None or share[0] != 1:
        table.fault(key, say.wrong_type(key, 'une part, telle que "1/4"'))
        return None
    return share[1]


def _fraction(folded: str) -> tuple[int, int] | None:
    """Return a share between 0 and 1 out of figures or words."""
    if figures := _FRACTION.fullmatch(folded):
        share = (int(figures[1]), int(figures[2]))
        return share if 0 < share[0] <= share[1] else None
    bare = folded.removeprefix("un ").removeprefix("le ").removeprefix("les ")
    return _WORDS.get(bare)
