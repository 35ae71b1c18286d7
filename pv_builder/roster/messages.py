"""The French of the faults of `seance.toml`: each says what is wrong and what to write instead."""

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Final

NAMES_LIKE: Final = 0.9
"""Likeness (difflib, 0..1) from which a name is a slip of a member's rather than another person's.

On 50 printed names of the sample rolls: a letter changed gives 0.94 and more, two give 0.89 and
more for 95 %; two people with another name each stay under 0.83, namesakes by the family name
under 0.86 for 99 %, by the given name under 0.88 for 99 %.
"""

_DATE = re.compile(r"=\s*\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\s*(?:#|$)")


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the known word most like this one, or None when none is like it."""
    return next(iter(get_close_matches(word, list(known), n=1, cutoff=cutoff)), None)


def suggestion(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """Return the question that proposes the nearest known word; empty when none is near."""
    near = nearest(word, known, cutoff)
    return f" Vouliez-vous écrire « {near} » ?" if near else ""


def too_big(size_bytes: int, limit_bytes: int) -> str:
    """Say that the file cannot be a roll: it is too long."""
    return (
        f"le fichier fait {size_bytes // 1024} Kio ; une séance tient en moins de "
        f"{limit_bytes // 1024} Kio. Vérifiez que c'est bien le bon fichier."
    )


def not_text() -> str:
    """Say that the file is not text in UTF-8."""
    return "le fichier n'est pas du texte en UTF-8. Enregistrez-le à nouveau au format « UTF-8 »."


def not_toml(line_text: str) -> str:
    """Say that a line cannot be read, with the usual cause when it shows."""
    if any(mark in line_text for mark in "“”„«»"):
        return (
            'les guillemets doivent être droits (") : remplacez les guillemets “ ” ou « » '
            "qui entourent la valeur."
        )
    if _DATE.search(line_text):
        return (
            "cette date n'existe pas ou n'est pas écrite année-mois-jour, comme 2026-03-26. "
            "Corrigez-la."
        )
    return (
        'cette ligne n\'a pas la forme attendue, clé = "valeur". Vérifiez le signe =, les '
        "guillemets droits autour du texte, les crochets, et que la clé n'y est pas deux fois."
    )


def missing(key: str) -> str:
    """Say that a key must be there."""
    return f"« {key} » manque."


def unknown_key(key: str, table: str, allowed: Sequence[str], at_top: Sequence[str]) -> str:
    """Say that a key has no meaning here, and where it has one."""
    if table and key in at_top:
        return f"« {key} » ne va pas dans [[{table}]] : placez cette ligne en haut du fichier."
    return f"la clé « {key} » n'existe pas.{suggestion(key, allowed)}"


def wrong_type(key: str, expected: str) -> str:
    """Say what a value must be."""
    return f"« {key} » doit être {expected}."


def wrong_choice(key: str, value: str, choices: Sequence[str]) -> str:
    """Say which values are possible."""
    offered = ", ".join(f"« {choice} »" for choice in choices)
    return f"« {value} » ne convient pas pour « {key} » : {offered}.{suggestion(value, choices)}"


def bad_text(key: str, limit: int) -> str:
    """Say that a text is too long or holds signs that cannot be printed."""
    return f"« {key} » dépasse {limit} caractères ou contient un caractère qui ne s'imprime pas."


def too_many(table: str, limit: int) -> str:
    """Say that there are more entries than any session has."""
    return f"il y a plus de {limit} entrées [[{table}]]. Vérifiez que c'est bien le bon fichier."


def not_a_list(table: str) -> str:
    """Say that a table repeats and takes double brackets."""
    return f"chaque entrée doit être annoncée par [[{table}]], entre doubles crochets."


def not_a_table(table: str) -> str:
    """Say that a part of the file takes a header in brackets."""
    return f"cette partie doit être annoncée par [{table}], seul sur sa ligne."


def decimal_mark(key: str, value: float) -> str:
    """Say that a mark with a point must be quoted."""
    return f'« {key} » : écrivez le numéro entre guillemets, {key} = "{value}".'


def double_member(name: str, first_line: int | None) -> str:
    """Say that two members have the same printed name."""
    return (
        f"« {name} » figure déjà dans la liste{_at(first_line)}. Retirez le doublon ; pour deux "
        "homonymes, distinguez les prénoms."
    )


def double_mark(mark: str, first_line: int | None) -> str:
    """Say that two items have the same number."""
    return f"le numéro « {mark} » est déjà celui d'un autre point{_at(first_line)}."


def unknown_member(key: str, value: str, names: Iterable[str]) -> str:
    """Say that a name is not on the roll."""
    near = suggestion(value, names)
    return f"« {key} » : « {value} » ne figure pas parmi les membres.{near}"


def own_name(key: str) -> str:
    """Say that a member cannot stand for himself."""
    return f"« {key} » désigne le membre lui-même."


def substitute_of_substitute(value: str) -> str:
    """Say that a substitute replaces a titular, never another substitute."""
    return f"« suppleant_de » : « {value} » est lui-même un suppléant ; indiquez le titulaire."


def no_member() -> str:
    """Say that the roll is empty."""
    return "aucun membre : ajoutez une entrée [[membres]] pour chaque membre en exercice."


def statutes_elsewhere(kind: str) -> str:
    """Say that the law decides, so that statutes would be ignored."""
    return (
        '[statuts] ne sert qu\'aux syndicats mixtes ouverts (type = "syndicat_ouvert") : pour '
        f"le type « {kind} », la loi fixe ces règles. Retirez cette partie ou corrigez le type."
    )


def more_faults(count: int) -> str:
    """Say that further faults are not listed."""
    return f"… et {count} autres erreurs : corrigez d'abord celles-ci."


def _at(line: int | None) -> str:
    return "" if line is None else f" (ligne {line})"
