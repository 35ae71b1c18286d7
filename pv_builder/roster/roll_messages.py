"""The French of what a roll's file leaves open: each says what is wrong and what to do."""

from collections.abc import Sequence

_SHOWN = 60


def nobody() -> str:
    """Say that no member was found."""
    return (
        "aucun membre n'a été reconnu : il faut un tableau avec les colonnes « Nom » et "
        "« Prénom », ou une ligne par personne, telle que « Mme Anne Martin, adjointe »."
    )


def no_name_column() -> str:
    """Say that no column holds names."""
    return "aucune colonne de noms n'a été reconnue : indiquez laquelle contient les noms."


def not_a_person(text: str) -> str:
    """Say that a line names nobody."""
    return f"« {_short(text)} » n'a pas été compris comme un nom ; la ligne est laissée."


def taken_for_a_member(text: str) -> str:
    """Say that a line without civility and function was taken for a member."""
    return f"« {_short(text)} » est pris pour un membre : vérifiez."


def no_given_name(text: str) -> str:
    """Say that only one name was written."""
    return f"« {_short(text)} » : il manque le prénom ou le nom."


def no_civility(name: str) -> str:
    """Say that nothing tells the civility."""
    return f"« {_short(name)} » : ajoutez la civilité, M. ou Mme."


def civility_supposed(name: str, civility: str, source: str) -> str:
    """Say that a civility was taken from a given name or a function."""
    return f"« {_short(name)} » : la civilité « {civility} » est supposée d'après {source}."


def no_value(text: str) -> str:
    """Say that a cell holds a formula that was never computed."""
    return (
        f"« {_short(text)} » contient une formule sans valeur : ouvrez le fichier dans votre "
        "tableur, enregistrez-le, puis recommencez."
    )


def formula(text: str) -> str:
    """Say that a cell's text is a formula."""
    return f"« {_short(text)} » est une formule ; la cellule est laissée vide."


def invisible(name: str) -> str:
    """Say that signs that cannot be seen were taken out."""
    return f"« {_short(name)} » contenait des caractères invisibles, qui ont été retirés."


def alphabets(name: str) -> str:
    """Say that a name mixes letters that look alike."""
    return f"« {_short(name)} » mélange plusieurs alphabets : retapez ce nom."


def bad_weight(text: str) -> str:
    """Say that a number of votes is none."""
    return f"« {_short(text)} » n'est pas un nombre de voix ; une voix est comptée."


def double(name: str, line: int | None) -> str:
    """Say that two lines name the same person."""
    where = f" (ligne {line})" if line else ""
    return f"« {_short(name)} » figure déjà dans le fichier{where} ; cette ligne est laissée."


def functions_joined(name: str) -> str:
    """Say that two lines of one person became one."""
    return f"« {_short(name)} » figure sur plusieurs lignes ; ses fonctions ont été réunies."


def unknown_titular(text: str) -> str:
    """Say that the member whom a substitute replaces is not on the roll."""
    return f"suppléant de « {_short(text)} », qui n'est pas dans la liste : vérifiez ce nom."


def substitute_of_nobody(name: str) -> str:
    """Say that a substitute's titular is not told."""
    return f"« {_short(name)} » est suppléant, mais le titulaire n'est pas indiqué."


def choose_body(count: int) -> str:
    """Say that the file holds several authorities."""
    return f"le fichier contient {count} collectivités : indiquez la vôtre."


def unknown_body(text: str) -> str:
    """Say that an authority is not in the file."""
    return f"« {_short(text)} » ne figure pas parmi les collectivités du fichier."


def order_supposed(header: str, *, given_first: bool) -> str:
    """Say in which order the names of a column were read."""
    order = "le prénom puis le nom" if given_first else "le nom puis le prénom"
    named = f"la colonne « {_short(header)} »" if header else "la colonne des noms"
    return f"{named} est lue comme {order} : vérifiez."


def title_row(text: str) -> str:
    """Say that a row was taken for a title."""
    return f"« {_short(text)} » est pris pour un intertitre ; la ligne est laissée."


def too_many(limit: int) -> str:
    """Say that the roll is longer than any assembly."""
    return f"le fichier dépasse {limit} membres ; la suite n'a pas été lue."


def too_many_faults(limit: int) -> str:
    """Say that the file seems to be no roll."""
    return (
        f"plus de {limit} lignes n'ont pas été comprises ; la suite n'a pas été lue. Est-ce bien "
        "la liste des membres ?"
    )


def other_sheets(names: Sequence[str]) -> str:
    """Say which sheets were not read."""
    return f"autres feuilles non lues : {', '.join(f'« {_short(name)} »' for name in names[:5])}."


def _short(text: str) -> str:
    bare = " ".join(text.split())
    return bare if len(bare) <= _SHOWN else f"{bare[: _SHOWN - 1]}…"
