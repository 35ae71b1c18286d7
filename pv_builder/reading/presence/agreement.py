"""Words of the roll call that do not agree with whom they are said of: "Madame Leclerc, excusé".

The recogniser hears no difference between "excusé" and "excusée" and writes one of them.

Invariants:
- Only these adjectives, and only where they can be said of nobody else: behind a name, or alone in
  the turn of a member.
"""

from collections.abc import Iterator, Sequence

from core.folding import fold
from core.transcript import Turn
from pv_builder.meeting import Civility, Member
from pv_builder.reading.phrases.likely import Likely, Unit, units_of

_FORMS = {
    "present": ("présent", "présente"),
    "absent": ("absent", "absente"),
    "excuse": ("excusé", "excusée"),
}
_TITLES = {"monsieur": Civility.M, "madame": Civility.MME, "m": Civility.M, "mme": Civility.MME}
_NAME_WORDS = 4
_SAID_OF_THEM = 3
_ANSWER_WORDS = 3
_BETWEEN = frozenset({"est", "et", "oui"})
_VERBS = frozenset({"presente", "excuse"})
"""What a verb sounds like too: said of a person only where a mark follows."""

_MARKS = (",", ";", ":", ".", "?", "!", "…")


def disagreements(turns: Sequence[Turn], roll: Sequence[Member]) -> Iterator[Likely]:
    """Yield the adjectives of the roll call that should read otherwise, in order."""
    civilities = {str(member.name): member.civility for member in roll}
    for number, turn in enumerate(turns):
        units = units_of(turn)
        answers = civilities.get(turn.member) if turn.member is not None else None
        if answers is not None and len(units) <= _ANSWER_WORDS:
            yield from _wrong(number, units, answers)
            continue
        for at, unit in enumerate(units):
            civility = _TITLES.get(fold(unit.text))
            if civility is not None:
                said = [one for one in _said_of(units, at + 1) if not _is_verb(turn, one)]
                yield from _wrong(number, said, civility)


def _said_of(units: Sequence[Unit], at: int) -> Sequence[Unit]:
    """Return the words that can only be said of the person whose name begins there."""
    first = at
    while first < min(len(units), at + _NAME_WORDS) and units[first].text[:1].isupper():
        first += 1
        if units[first - 1].ends:
            return ()
    last = first
    while last < min(len(units), first + _SAID_OF_THEM) and _may_stand(units[last]):
        last += 1
        if units[last - 1].ends:
            break
    return units[first:last] if first > at else ()


def _is_verb(turn: Turn, unit: Unit) -> bool:
    """Whether the sentence goes on behind it: "Monsieur Jourdan présente le dossier"."""
    goes_on = unit.last < len(turn.words)
    marked = turn.words[unit.last - 1].text.rstrip().endswith(_MARKS)
    return fold(unit.text) in _VERBS and goes_on and not marked


def _may_stand(unit: Unit) -> bool:
    return fold(unit.text) in _BETWEEN or _stem(unit) in _FORMS


def _stem(unit: Unit) -> str:
    return fold(unit.text).removesuffix("e") if fold(unit.text) not in _FORMS else fold(unit.text)


def _wrong(number: int, units: Sequence[Unit], civility: Civility) -> Iterator[Likely]:
    for unit in units:
        forms = _FORMS.get(_stem(unit))
        wanted = None if forms is None else forms[civility is Civility.MME]
        if wanted is not None and unit.text.lower() != wanted:
            yield Likely(
                turn=number,
                first_word=unit.first,
                last_word=unit.last,
                after=wanted,
                score=1.0,
                probability=unit.probability,
            )
