"""What the columns of a roll hold: by their heading, else by what stands in them.

Invariants:
- A column that is not plainly known is `DOUBTFUL`, with the reason: a person settles it.
- A role is given to one column only; the plainest one gets it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from rapidfuzz import fuzz, process

from core.folding import fold
from pv_builder.language.given_names import is_given_name
from pv_builder.roster.people import Order, civility_of, is_function, split_civility, split_name


class Role(StrEnum):
    """What a column is used for; the values are those that `--columns` takes."""

    CIVILITY = "civilite"
    GIVEN_NAME = "prenom"
    FAMILY_NAME = "nom"
    FULL_NAME = "nom_complet"
    FUNCTION = "fonction"
    GROUP = "groupe"
    WEIGHT = "voix"
    COMMUNE = "commune"
    SUBSTITUTE_FOR = "suppleant_de"
    SUBSTITUTE = "suppleant"
    STANDING = "titulaire_ou_suppleant"
    BODY = "collectivite"
    IGNORED = "ignorer"


class Certainty(StrEnum):
    """How sure a role is."""

    SURE = "sûr"
    DOUBTFUL = "à vérifier"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column and what it seems to hold.

    Attributes:
        index: from 0.
        header: as written, "" without one.
        reason: French, why it is doubtful; "" when sure.
        samples: its cells in the first rows.
    """

    index: int
    header: str
    role: Role
    certainty: Certainty = Certainty.SURE
    reason: str = ""
    samples: tuple[str, ...] = ()

    @property
    def is_doubtful(self) -> bool:
        """Whether a person must look at it."""
        return self.certainty is Certainty.DOUBTFUL


_HEADERS: Final[Mapping[Role, tuple[str, ...]]] = {
    Role.CIVILITY: ("civilite", "civ", "titre", "genre", "sexe", "code sexe", "m/mme", "politesse"),
    Role.GIVEN_NAME: ("prenom", "prenoms", "prenom de l'elu", "prenom usuel", "first name"),
    Role.FAMILY_NAME: (
        *("nom", "nom de l'elu", "nom de famille", "nom usuel", "nom d'usage", "patronyme"),
        *("last name", "noms", "nom marital"),
    ),
    Role.FULL_NAME: (
        *("nom et prenom", "nom prenom", "prenom nom", "prenom et nom", "nom, prenom", "elu"),
        *("elus", "nom complet", "membre", "membres", "conseiller", "conseillers", "delegue"),
        *("nom prenoms", "noms et prenoms", "noms prenoms", "identite", "elu(e)", "nom / prenom"),
        *("prenom / nom", "delegues", "conseiller municipal", "nom/prenom", "titulaire"),
        *("titulaires", "delegue titulaire", "elu titulaire", "nom et prenoms"),
    ),
    Role.FUNCTION: (
        *("fonction", "fonctions", "libelle de la fonction", "qualite", "mandat", "role"),
        *("libelle de fonction", "poste", "delegation", "fonction exercee", "titre de fonction"),
    ),
    Role.GROUP: ("groupe", "groupe politique", "liste", "liste electorale", "sensibilite"),
    Role.WEIGHT: ("voix", "nombre de voix", "nb de voix", "nb voix", "poids", "droits de vote"),
    Role.COMMUNE: (
        *("commune", "libelle de la commune de rattachement", "commune representee", "ville"),
        *("libelle commune rattachee", "collectivite representee", "membre represente"),
    ),
    Role.SUBSTITUTE_FOR: (
        *("suppleant de", "suppleant(e) de", "remplace", "titulaire remplace", "supplee"),
        *("titulaire correspondant",),
    ),
    Role.SUBSTITUTE: ("suppleant", "suppleants", "suppleant(e)", "delegue suppleant"),
    Role.STANDING: ("titulaire/suppleant", "titulaire ou suppleant", "t/s", "type de delegue"),
    Role.BODY: (
        *("libelle de la commune", "libelle de l'epci"),
        *("nom de la collectivite", "collectivite", "epci"),
    ),
    Role.IGNORED: (
        *("n°", "no", "numero", "ordre", "rang", "date de naissance", "email", "e mail", "mail"),
        *("adresse", "telephone", "tel", "portable", "code postal", "profession", "n° siren"),
        *("date de debut du mandat", "date de debut de la fonction", "lieu de naissance", "age"),
        *("code nationalite", "libelle de la categorie socio professionnelle", "courriel"),
        *("code de la categorie socio professionnelle", "code de la commune", "signature"),
        *("code du departement", "code de la commune de rattachement", "observations", "nuance"),
        *("code de la collectivite a statut particulier", "nationalite de l'elu"),
        *("libelle de la collectivite a statut particulier", "code profession", "presence"),
        *("libelle du departement", "code du departement de l'epci", "libelle de la region"),
        *("libelle de la profession", "emargement", "remarques", "civilite du suppleant"),
    ),
}
_ROLES: Final = {header: role for role, headers in _HEADERS.items() for header in headers}
_NEAR = 88
"""Likeness of a heading (rapidfuzz, 0..100): "Prénom (usuel)" and "prenom usuel" have 92."""

_FEWEST_HEADINGS = 2
_HEADER_ROWS = 15
_SAMPLES = 3
_MOST = 0.6
_SPACES = re.compile(r"[\s_:*.]+")


def header_key(text: str) -> str:
    """Return a heading without case, accents and signs, as the table of headings has it."""
    return _SPACES.sub(" ", fold(text)).strip()


def role_of_header(text: str) -> tuple[Role, bool] | None:
    """Return the role that a heading gives and whether plainly; None for an unknown heading."""
    key = header_key(text)
    if key in _ROLES:
        return _ROLES[key], True
    best = process.extractOne(key, _ROLES.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return (_ROLES[best[0]], False) if best else None


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row is a row of headings: two of them are known, or its only one is."""
    known = [found for cell in cells if cell and (found := role_of_header(cell)) is not None]
    plain = [role for role, is_plain in known if is_plain and role is not Role.IGNORED]
    filled = sum(1 for cell in cells if cell)
    return len(known) >= min(_FEWEST_HEADINGS, filled) and bool(plain)


def guess_columns(
    header: Sequence[str] | None, rows: Sequence[Sequence[str]]
) -> tuple[Column, ...]:
    """Return what each column seems to hold.

    Args:
        header: the headings; None in a table without any.
        rows: some of the rows under them.
    """
    width = max((len(row) for row in [*rows, header or ()]), default=0)
    found = [_column(index, header, rows) for index in range(width)]
    return _crossed(_single(_full_names(found)), rows)


def _column(index: int, header: Sequence[str] | None, rows: Sequence[Sequence[str]]) -> Column:
    heading = header[index] if header and index < len(header) else ""
    values = _values(index, rows)
    known = role_of_header(heading) if heading else None
    by_content = _role_of_values(values)
    samples = tuple(row[index] if index < len(row) else "" for row in rows[:_SAMPLES])
    base = Column(index=index, header=heading, role=Role.IGNORED, samples=samples)
    if known is not None:
        role, is_plain = known
        if is_plain:
            return replace(base, role=role)
        return _doubted(base, role, f"l'en-tête « {heading} » n'est pas habituel")
    if by_content is None:
        return base
    why = f"l'en-tête « {heading} » est inconnu" if heading else "la colonne n'a pas d'en-tête"
    return _doubted(base, by_content, f"{why} ; supposé d'après le contenu")


def _doubted(column: Column, role: Role, reason: str) -> Column:
    return replace(column, role=role, certainty=Certainty.DOUBTFUL, reason=reason)


def _values(index: int, rows: Sequence[Sequence[str]]) -> list[str]:
    return [row[index] for row in rows if index < len(row) and row[index]]


def _role_of_values(values: Sequence[str]) -> Role | None:
    """Return what most values of a column look like."""
    tests: tuple[tuple[Role, Callable[[str], bool]], ...] = (
        (Role.CIVILITY, lambda value: civility_of(value) is not None and not value.isdecimal()),
        (Role.FULL_NAME, _is_addressed),
        (Role.FUNCTION, is_function),
        (Role.GIVEN_NAME, lambda value: len(value.split()) == 1 and is_given_name(value)),
        (Role.FULL_NAME, lambda value: is_given_name(value) or is_given_name(value.split()[-1])),
        (Role.FAMILY_NAME, lambda value: value.isupper() and not any(map(str.isdigit, value))),
    )
    for role, test in tests:
        if _share(values, test) >= _MOST:
            return role
    return None


def _is_addressed(value: str) -> bool:
    """Whether a value is a civility and a name."""
    civility, rest = split_civility(value)
    return civility is not None and split_name(rest) is not None


def _share(values: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, values)) / len(values) if values else 0.0


def _full_names(columns: Sequence[Column]) -> list[Column]:
    """Return the columns, a lone "Nom" taken for the whole name where no given name stands."""
    roles = {column.role for column in columns}
    if roles & {Role.GIVEN_NAME, Role.FULL_NAME}:
        return list(columns)
    return [
        _doubted(column, Role.FULL_NAME, "aucune colonne de prénoms : nom et prénom ensemble ?")
        if column.role is Role.FAMILY_NAME
        else column
        for column in columns
    ]


def _single(columns: Sequence[Column]) -> list[Column]:
    """Return the columns with each role once; the plain heading wins, then the first."""
    taken: dict[Role, Column] = {}
    for column in sorted(columns, key=lambda one: (one.is_doubtful, one.index)):
        taken.setdefault(column.role, column)
    has_names = {Role.GIVEN_NAME, Role.FAMILY_NAME} <= taken.keys()
    return [
        column
        if column.role is Role.IGNORED
        or (taken[column.role] is column and not (has_names and column.role is Role.FULL_NAME))
        else replace(column, role=Role.IGNORED)
        for column in columns
    ]


def _crossed(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """Return the columns, with a doubt where given and family names seem to be exchanged."""
    by_role = {column.role: column for column in columns}
    given, family = by_role.get(Role.GIVEN_NAME), by_role.get(Role.FAMILY_NAME)
    if given is None or family is None:
        return tuple(columns)
    in_given = _share(_values(given.index, rows), is_given_name)
    in_family = _share(_values(family.index, rows), is_given_name)
    if in_family < _MOST or in_given >= in_family:
        return tuple(columns)
    reason = "les prénoms semblent être dans la colonne des noms : colonnes inversées ?"
    return tuple(
        _doubted(column, column.role, reason) if column in (given, family) else column
        for column in columns
    )


def order_of(header: str, names: Sequence[str]) -> tuple[Order | None, bool]:
    """Return the order of given and family name in a column, and whether it is settled.

    Capitals settle it row by row; else what most rows show, then the heading's words.
    """
    split = [one for name in names if (one := split_name(split_civility(name)[1])) is not None]
    settled = [one.order for one in split if one.settled]
    if settled:
        usual = max(set(settled), key=settled.count)
        return usual, len(set(settled)) == 1 and len(settled) == len(split)
    key = header_key(header)
    told = _told_order(key)
    if told is not None:
        return told, True
    ends = sum(is_given_name(name.split()[-1]) for name in names if name.split())
    starts = sum(is_given_name(split_civility(name)[1]) for name in names)
    if ends == starts:
        return None, False
    return (Order.FAMILY_FIRST if ends > starts else Order.GIVEN_FIRST), False


def _told_order(key: str) -> Order | None:
    given, family = key.find("prenom"), re.search(r"\bnoms?\b", key)
    if given < 0 or family is None:
        return None
    return Order.GIVEN_FIRST if given < family.start() else Order.FAMILY_FIRST
