"""A session of one item around the lines of a test, read from what was heard."""

from pv_builder.minutes import Minutes
from pv_builder.reading.reader import read_minutes
from tests.helpers.heard_lines import MASSON, Line, a_seance, members, said

OPENING = (
    (MASSON, "Il est 18 heures 30, je déclare la séance ouverte."),
    (MASSON, "Tout le monde est présent. Le quorum est atteint."),
    (MASSON, "Je propose Madame Blondel comme secrétaire de séance."),
)
ITEM = (MASSON, "Point numéro 1, programme de voirie. La parole est à Monsieur Charpentier.")
ASK = (MASSON, "Je mets aux voix. Qui est contre ? Qui s'abstient ?")
CLOSE = (MASSON, "L'ordre du jour étant épuisé, la séance est levée à 19 heures 40.")
REPORT = "Il est proposé de refaire la chaussée de la rue du lavoir avant la fin de l'année."


def read_around(*lines: Line, voices: bool = True, weights: tuple[int, ...] = ()) -> Minutes:
    """Return the minutes of a session that opens, says these lines and closes."""
    told = (*OPENING, *lines, CLOSE)
    plain = told if voices else tuple(line if isinstance(line, str) else line[1] for line in told)
    seance = a_seance(
        titles=("Programme de voirie", "Tarifs de la cantine"),
        roll=members(weights=weights),
    )
    return read_minutes(said(*plain), seance)


def codes_of(minutes: Minutes, item: int | None = 1) -> set[str]:
    """Return the codes of the alerts on an item, or on the session where it is None."""
    return {alert.code for alert in minutes.alerts if alert.item == item}
