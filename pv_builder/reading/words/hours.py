"""Hours of the clock as they are said: "18 heures 30", "dix heures moins le quart".

Invariants:
- An hour said on the twelve-hour clock is settled by the hour it must follow, else it stays None.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from core.sounds import likeness, sound_of, words
from pv_builder.language.numbers import (
    SOUNDS_OF_NUMBERS,
    longest_number,
    number_near,
    number_word,
)
from pv_builder.reading.words.heard import Heard, Token

_HOURS_SOUNDS = frozenset({"2r", "2"})
_TENS = {"di": 10, "dis": 10, "vI": 20}
_TWENTY = 20
_AFTER_TEN, _AFTER_TWENTY = range(7, 10), range(1, 5)
_PAST = words("passé passée passés passées")
_PARTS = {"demi": 30, "demie": 30, "quart": 15}
_AND_ONE = [sound_of("et"), sound_of("un")]
_PART_LIKENESS = 0.6
_NOON = {"midi": 12, "minuit": 0}
_DAY_MIN = 24 * 60
_HALF_DAY_MIN = 12 * 60
_LATEST_AFTER_MIN = 11 * 60
_TOLERANCE_MIN = 20
_COUNTED = words("voix contre présents abstentions abstention pour membres conseillers")
_FOR = "pour"
_AFTER_AN_HOUR = words(
    "précises précise pile juste passées passée environ je j nous on la le l il elle merci bonsoir "
    "bonne bonnes madame monsieur mesdames messieurs mes et est a à pour avec ce cette voilà donc "
    "alors bien du sur dans au c qui ouverte ouvre vous s un une puis pouvoir sans"
)
_BEGIN_ANEW = words("la le les l un une et à je j nous on il elle c ce cette mes madame monsieur")
_MINUTE_GAP_S = 1.5
_BARE_UNIT = re.compile(r"j?[aeiouy2AIO]r?")
"""What is heard of "et un", the only unit without a consonant of its own: "50 heures", "50 ans"."""

_TENS_OF_MINUTES = frozenset({20, 30, 40, 50})
_IT_IS = [sound_of("il"), sound_of("est")]
_WE_ARE_AT = [sound_of("on"), sound_of("est"), sound_of("à")]
_WE_ARE_WITHIN = 6
_HHMM_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Hour:
    """An hour said in the tokens `first:last`.

    Attributes:
        first: first token.
        last: position after the last token.
        minutes: since midnight, as said.
        loose: the word "heures" was not heard ("levée à 19,49"): an hour only where one must be.
        doubtful: words that were not understood stand where its minutes may be.
    """

    first: int
    last: int
    minutes: int
    loose: bool = False
    doubtful: bool = False

    @property
    def text(self) -> str:
        """The hour as written in the minutes: "18:30"."""
        return written(self.minutes)


def written(minutes: int) -> str:
    """Return minutes since midnight as "HH:MM"."""
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def minutes_of(hour: str) -> int:
    """Return the minutes since midnight of an hour written "HH:MM"."""
    hours, minutes = hour.split(":")
    return int(hours) * 60 + int(minutes)


def find_hours(heard: Heard) -> tuple[Hour, ...]:
    """Return every hour said, in order."""
    found: list[Hour] = []
    for token in heard.tokens:
        if found and token.at < found[-1].last:
            continue
        hour = _hour_at(heard.tokens, token.at)
        if hour is not None:
            found.append(hour)
    return tuple(found)


def is_told(tokens: Sequence[Token], hour: Hour) -> bool:
    """Return whether the words before an hour are "il est" or "on est à"."""
    before = [token.sound for token in tokens[max(0, hour.first - 3) : hour.first]]
    return set(before).issuperset(_IT_IS) or _we_are_at(tokens, hour)


def _we_are_at(tokens: Sequence[Token], hour: Hour) -> bool:
    """Whether "on est à" is said, a word or two in it: "on est quand même à"."""
    start, at = max(0, hour.first - _WE_ARE_WITHIN), hour.first - 1
    said = [token.sound for token in tokens[start:at] if token.sentence == tokens[at].sentence]
    return tokens[at].sound == _WE_ARE_AT[-1] and _WE_ARE_AT[:2] in map(list, pairwise(said))


def settled(hour: Hour, not_before: int | None) -> int | None:
    """Return the minutes since midnight, morning or evening decided by what came before.

    Args:
        hour: as said; below 13 it may be of the morning or of the evening.
        not_before: minutes of the hour that this one must follow (the convocation, the opening);
            None when there is none: an hour below 13 is then taken as said.
    """
    if not_before is None or hour.minutes >= 13 * 60:
        return hour.minutes
    as_said = [hour.minutes, hour.minutes + _HALF_DAY_MIN]
    after = [
        minutes % _DAY_MIN
        for minutes in as_said
        if -_TOLERANCE_MIN <= minutes - not_before <= _LATEST_AFTER_MIN
        or -_TOLERANCE_MIN <= minutes + _DAY_MIN - not_before <= _LATEST_AFTER_MIN
    ]
    return min(after, key=lambda m: (m - not_before + _TOLERANCE_MIN) % _DAY_MIN, default=None)


def _hour_at(tokens: Sequence[Token], at: int) -> Hour | None:
    token = tokens[at]
    if token.text in _NOON:
        return _with_minutes(tokens, at, at + 1, _NOON[token.text])
    if at + 1 >= len(tokens):
        return _run_together(tokens, at)
    unit = tokens[at + 1]
    if unit.sound in _HOURS_SOUNDS or unit.text == "h":
        first, hours = _with_tens(tokens, at, _hours_said(token))
        if hours is None:
            return None
        hour = _with_minutes(tokens, first, at + 2, hours)
        joined = first == at and at > 0 and tokens[at - 1].hyphen
        return _with_lost_tens(hour, hours) if joined else hour
    return _loose(tokens, at) or _run_together(tokens, at)


def _hours_said(token: Token) -> int | None:
    """Return the number before "heures", which may only sound like one ("vin heures")."""
    hours = token.value if token.value is not None else SOUNDS_OF_NUMBERS.get(token.sound)
    return hours if hours is not None and 0 <= hours <= 24 else None  # noqa: PLR2004 - a day's


def _loose(tokens: Sequence[Token], at: int) -> Hour | None:
    """Return the hour that "19,49" or "19 à 05" may be; "heures" was not heard."""
    token, unit = tokens[at], tokens[at + 1]
    if unit.text == "à" and not token.comma and at + 2 < len(tokens):
        unit = tokens[at + 2]
    elif not token.comma:
        return None
    if token.value is None or unit.value is None or len(unit.text) != 2:  # noqa: PLR2004
        return None
    if token.value >= 24 or unit.value >= 60:  # noqa: PLR2004 - hours and minutes
        return None
    minutes = token.value * 60 + unit.value
    return Hour(first=token.at, last=unit.at + 1, minutes=minutes, loose=True)


def _run_together(tokens: Sequence[Token], at: int) -> Hour | None:
    """Return the hour of "il est 1830"."""
    token = tokens[at]
    told = [before.sound for before in tokens[max(0, at - 2) : at]] == _IT_IS
    if not told or len(token.text) != _HHMM_DIGITS or not token.text.isdecimal():
        return None
    hours, minutes = divmod(int(token.text), 100)
    if hours >= 24 or minutes >= 60:  # noqa: PLR2004 - hours and minutes
        return None
    return Hour(first=at, last=at + 1, minutes=hours * 60 + minutes)


def _with_tens(tokens: Sequence[Token], at: int, hours: int | None) -> tuple[int, int | None]:
    """Return (first token, hours) with tens that were heard apart: "dis 9 heures" is 19."""
    tens = _TENS.get(tokens[at - 1].sound, 0) if at > 0 else 0
    if hours == 1 and at > 1 and tokens[at - 1].text == "et":
        is_twenty = tokens[at - 2].value == _TWENTY or _TENS.get(tokens[at - 2].sound) == _TWENTY
        return (at - 2, _TWENTY + 1) if is_twenty else (at, hours)
    if tens and hours is not None and 0 < hours < 10 and tens + hours < 24:  # noqa: PLR2004 - a unit, a day's hours
        return at - 1, tens + hours
    return at, hours


def _with_lost_tens(hour: Hour, hours: int) -> Hour:
    """Return the hour of a number in two words, the first of which was not understood.

    "Déx-neuf" is nineteen: seven to nine follow ten, one to four twenty.
    """
    tens = 10 if hours in _AFTER_TEN else _TWENTY if hours in _AFTER_TWENTY else 0
    minutes = hour.minutes + tens * 60
    return replace(hour, first=hour.first - 1, minutes=minutes, doubtful=True)


def _with_minutes(tokens: Sequence[Token], first: int, last: int, hours: int) -> Hour:
    following = [t.text for t in tokens[last : last + 3]]
    base = hours * 60
    match following:
        case [joint, word, *_] if (part := _part_of_hour(tokens[last : last + 2])) is not None:
            unclear = joint != "et" or word not in _PARTS
            past, end = _past(tokens, last + 2)
            return Hour(first=first, last=end, minutes=base + part + past, doubtful=unclear)
        case ["moins", "le", "quart"]:
            return Hour(first=first, last=last + 3, minutes=base - 15)
        case ["moins", *_] if (less := _minute(tokens, last + 1)) is not None:
            return Hour(first=first, last=last + 2, minutes=base - less)
    more = _minute(tokens, last)
    if more is None:
        unclear = _goes_on(tokens, last)
        guessed = _near(tokens, last) if unclear else None
        return Hour(first=first, last=last, minutes=base + (guessed or 0), doubtful=unclear)
    cut = _cut_number(tokens, last)
    if cut is not None:
        return Hour(first=first, last=last + 2, minutes=base + cut, doubtful=True)
    one = 1 if _is_one_more(tokens, last) else 0
    doubtful = bool(one) or _of_hours(tokens, last + 1) or _lacks_units(tokens, last)
    return Hour(first=first, last=last + 1, minutes=base + more + one, doubtful=doubtful)


def _past(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """Return (minutes, token after) of what an hour is past: "et demie passées de cinq minutes"."""
    said = tokens[at : at + 2]
    if len(said) < 2 or said[0].text not in _PAST or said[1].text != "de":  # noqa: PLR2004
        return 0, at
    minutes = _minute(tokens, at + 2)
    return (0, at) if minutes is None else (minutes, at + 3)


def _near(tokens: Sequence[Token], at: int) -> int | None:
    """Return the minutes that what follows "heures" sounds like: one word, or "d'août" (douze)."""
    sound = tokens[at].sound
    one = SOUNDS_OF_NUMBERS.get(sound, number_near(sound))
    if one is not None or tokens[at].comma:
        return one
    return number_near("".join(token.sound for token in tokens[at : at + 2]))


def _cut_number(tokens: Sequence[Token], at: int) -> int | None:
    """Return the minutes of a number that was cut within a word: "cinq uante-neuf" is 59."""
    said = [token.text for token in tokens[at : at + 3] if token.turn == tokens[at].turn]
    if len(said) < 2 or tokens[at].comma:  # noqa: PLR2004 - two parts
        return None
    word = number_word(said[0] + said[1])
    found = longest_number((word, *said[2:])) if word is not None else None
    return found[0] if found is not None and found[0] < 60 else None  # noqa: PLR2004 - an hour's


def _is_one_more(tokens: Sequence[Token], at: int) -> bool:
    """Whether a syllable after the tens can only be "et un": "cinquante heures", "50 ans"."""
    if tokens[at].value not in _TENS_OF_MINUTES or tokens[at].comma or at + 1 >= len(tokens):
        return False
    syllable = tokens[at + 1]
    return (
        syllable.turn == tokens[at].turn
        and syllable.text not in _AFTER_AN_HOUR
        and _BARE_UNIT.fullmatch(syllable.sound) is not None
        and (syllable.comma or syllable.ends or _of_hours(tokens, at + 1))
    )


def _part_of_hour(said: Sequence[Token]) -> int | None:
    """Return the minutes of what sounds like "et demie" or "et quart": "vingt heures et demée"."""
    joint, part = said
    if joint.sound != sound_of("et"):
        return None
    for word, minutes in _PARTS.items():
        if likeness(part.sound, sound_of(word)) >= _PART_LIKENESS:
            return minutes
    return None


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether what follows "19 heures" may be minutes that were not understood."""
    if at >= len(tokens) or tokens[at - 1].comma or tokens[at].turn != tokens[at - 1].turn:
        return False
    token = tokens[at]
    if token.sound in SOUNDS_OF_NUMBERS and (
        token.comma or _is_last_said(tokens, at) or _stands_alone(tokens, at)
    ):
        return True
    return token.text not in _AFTER_AN_HOUR


def _is_last_said(tokens: Sequence[Token], at: int) -> bool:
    """Whether a turn ends with a word: "levée à dix-neuf heures cette" is 19 h 07."""
    return at + 1 >= len(tokens) or tokens[at + 1].turn != tokens[at].turn


def _stands_alone(tokens: Sequence[Token], at: int) -> bool:
    """Whether a determiner has nothing to determine: "vingt heures cette la séance" is 20 h 07."""
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    return tokens[at].text in _AFTER_AN_HOUR and following in _BEGIN_ANEW


def _lacks_units(tokens: Sequence[Token], at: int) -> bool:
    """Whether "trente" may be "trente et quelque", the rest of which was not understood."""
    in_letters = not tokens[at].text[:1].isdigit()
    if not in_letters or (tokens[at].value or 0) % 10:
        return False
    return _goes_on(tokens, at + 1) or [t.sound for t in tokens[at + 1 : at + 3]] == _AND_ONE


def _of_hours(tokens: Sequence[Token], at: int) -> bool:
    """Whether "heures" is said again after the minutes: "dix-huit heures cinquante heures"."""
    return at < len(tokens) and tokens[at].sound in _HOURS_SOUNDS


def _is_a_count(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number counts what follows it: "12 pour, 3 contre", not "41 pour le registre"."""
    if at + 1 >= len(tokens) or tokens[at + 1].text not in _COUNTED:
        return False
    return tokens[at + 1].text != _FOR or tokens[at + 1].comma or tokens[at - 1].comma


def _minute(tokens: Sequence[Token], at: int) -> int | None:
    if at >= len(tokens):
        return None
    token, before = tokens[at], tokens[at - 1]
    if token.value is None or not 0 <= token.value < 60:  # noqa: PLR2004 - minutes of an hour
        return None
    if token.start == before.start:
        return token.value  # written in one word: "18h59 pour" holds no count
    if _is_a_count(tokens, at):
        return None
    if token.sentence != before.sentence and token.start - before.end > _MINUTE_GAP_S:
        return None
    return token.value
