"""The same council as the national register of elected members has it (data.gouv.fr)."""

import csv
import io
from collections.abc import Iterable, Sequence

from tests.helpers.sample_rolls import ROLL

_REGISTER_CM = (
    "Code du département",
    "Libellé du département",
    "Code de la collectivité à statut particulier",
    "Libellé de la collectivité à statut particulier",
    "Code de la commune",
    "Libellé de la commune",
    "Nom de l'élu",
    "Prénom de l'élu",
    "Code sexe",
    "Date de naissance",
    "Code de la catégorie socio-professionnelle",
    "Libellé de la catégorie socio-professionnelle",
    "Date de début du mandat",
    "Libellé de la fonction",
    "Date de début de la fonction",
    "Code nationalité",
)
_REGISTER_EPCI = (
    *_REGISTER_CM[:4],
    "Code de la commune de rattachement",
    "Libellé de la commune de rattachement",
    "N° SIREN",
    "Libellé de l'EPCI",
    *_REGISTER_CM[6:15],
)


def register_communes() -> bytes:
    """Return lines of the register's conseillers municipaux: three communes, two of one name."""
    rows = [
        _row(
            "27;Eure;;;27999;Brévigny-les-Bois",
            (family, given, _sex(title)),
            "01/01/1970;37;Cadre;22/03/2026",
            (what if "onseill" not in what else "", "28/03/2026", "FR"),
        )
        for title, given, family, what in ROLL
    ]
    others = [
        _row(
            "76;Seine-Maritime;;;76999",
            (name, "TESTE", "Odile", "F"),
            "01/01/1960;77;Retraitée;22/03/2026;Maire;28/03/2026;FR",
        )
        for name in ("Brévigny-les-Bois", "Saint-Firmin-d'Essai")
    ]
    return _semicolons([_REGISTER_CM, *others, *rows])


def register_epci() -> bytes:
    """Return lines of the register's conseillers communautaires; a vice-president has two."""
    rows = [
        _row(
            "27;Eure;;;27999;Brévigny-les-Bois;200000000;CC du Pays d'Essai",
            (family, given, _sex(title)),
            "01/01/1970;37;Cadre;22/03/2026",
            (what, "10/04/2026"),
        )
        for title, given, family, what in (
            ("M.", "Hervé", "LE QUÉRÉ", "Président du conseil communautaire"),
            ("Mme", "Odile", "TESTE", "1er vice-président du conseil communautaire"),
            ("Mme", "Odile", "TESTE", "Autre membre du bureau"),
        )
    ]
    return _semicolons([_REGISTER_EPCI, *rows])


def _row(*pieces: str | Sequence[str]) -> list[str]:
    """Return the cells of pieces, each written as cells or with semicolons between them."""
    cells = (piece.split(";") if isinstance(piece, str) else piece for piece in pieces)
    return [cell for piece in cells for cell in piece]


def _sex(title: str) -> str:
    return "F" if title == "Mme" else "M"


def _semicolons(rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\n").writerows(rows)
    return out.getvalue().encode()
