"""Small `seance.toml` files, what is read in them and what is wrong with them."""

from pv_builder.roster.fields import Fault
from pv_builder.roster.seance_toml import parse_seance
from pv_builder.seance import Seance

TOP = """collectivite = "Commune de Vère"
organe = "conseil municipal"
type = "commune"
date = 2026-03-26
"""
MASSON = """[[membres]]
civilite = "M."
prenom = "Sébastien"
nom = "Masson"
"""
BLONDEL = """[[membres]]
civilite = "Mme"
prenom = "Élodie"
nom = "Blondel"
"""
ROLL = TOP + MASSON + BLONDEL


def faults_of(text: str | bytes) -> list[str]:
    faults: list[Fault] = []
    parse_seance(text if isinstance(text, bytes) else text.encode(), faults)
    return [fault.sentence for fault in faults]


def read(text: str | bytes) -> Seance:
    faults: list[Fault] = []
    seance = parse_seance(text if isinstance(text, bytes) else text.encode(), faults)
    assert seance is not None, faults
    assert not faults
    return seance
