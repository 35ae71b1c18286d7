"""The transcript as one sequence of tokens that the readers search.

A token is a word as it is compared: its sound, its value when it is a number, where it was said.
Elided words, hyphens and hours are taken apart ("l'unanimité", "dix-huit", "18h30"), numbers in
letters are put together ("dix huit" is one token of value 18).

Invariants:
- Tokens are in the order of the transcript; `Token.at` is the token's own position.
- Punctuation is the recogniser's guess: it only moves `sentence` on, nothing is cut by it.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from core.timecode import Interval
from core.transcript import Transcript, Turn
from pv_builder.numbers import (
    MAX_RUN,
    NUMBER_WORDS,
    longest_number,
    number_in_digits,
    ordinal,
)
from pv_builder.sounds import sound_of, words

_PIECES = re.compile(
    r"(?P<hour>\d{1,2})\s?[hH:](?P<minute>[0-5]\d)(?!\d)|(?P<whole>\d{1,2})\s?[hH](?![\w])"
    r"|(?P<rank>\d{1,3}(?:er|re|ère|e|ème|eme|nd|nde))(?![\w])"
    r"|(?P<grouped>\d{1,3}(?:[.\u00a0\u202f]\d{3})+)(?!\d)|(?P<digits>\d+)"
    r"|(?P<sign>n°|N°)|(?P<letters>[^\W\d_]+)(?P<cut>['’ʼ])?|(?P<end>[.!?…]+)|(?P<comma>[,;:])"
)
_SHORTHAND = {"m": "monsieur", "mr": "monsieur", "mm": "messieurs", "mme": "madame"}
_SHORTHAND |= {"mlle": "mademoiselle", "mmes": "mesdames", "pv": "procès-verbal"}
_TITLES = frozenset({"m", "mr", "mm", "mme", "mmes", "mlle"})
_FILLERS = words(
    "euh heu hum hem ben bah hein bon donc alors voilà ok enfin quoi là l d s j n c m t qu"
)
_DIGITS_OF_THOUSANDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word as it is compared.

    Attributes:
        at: position in the sequence.
        text: lower case, accents kept.
        sound: key of `pv_builder.sounds`; "" for digits.
        start: seconds.
        end: seconds.
        turn: index of its turn in the transcript.
        sentence: grows at strong punctuation and at each turn.
        value: the whole number it says; 1 for "un" and "une".
        rank: the ordinal it says.
        capital: written with a capital letter by the recogniser.
        filler: a word that may stand anywhere without changing what is said.
        opens: first token of its sentence.
        comma: followed by any punctuation.
        ends: followed by the end of a sentence.
    """

    at: int
    text: str
    sound: str
    start: float
    end: float
    turn: int
    sentence: int
    value: int | None = None
    rank: int | None = None
    capital: bool = False
    filler: bool = False
    opens: bool = False
    comma: bool = False
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """The tokens of a transcript and its turns."""

    tokens: tuple[Token, ...]
    turns: tuple[Turn, ...]

    def interval(self, first: int, last: int) -> Interval:
        """Return the seconds of tokens `first` to `last`, the last one excluded."""
        start = self.tokens[first].start
        return Interval(start, max(start, self.tokens[max(first, last - 1)].end))

    def sentence_start(self, at: int) -> int:
        """Return the position of the first token of the sentence that holds `at`."""
        sentence = self.tokens[at].sentence
        while at > 0 and self.tokens[at - 1].sentence == sentence:
            at -= 1
        return at

    def sentence_end(self, at: int) -> int:
        """Return the position after the last token of the sentence that holds `at`."""
        sentence = self.tokens[at].sentence
        while at < len(self.tokens) and self.tokens[at].sentence == sentence:
            at += 1
        return at

    def turn_of(self, at: int) -> Turn:
        """Return the turn that holds the token."""
        return self.turns[self.tokens[at].turn]


def heard(transcript: Transcript) -> Heard:
    """Return the transcript's words as tokens, numbers put together."""
    pieces: list[Token] = []
    sentence = 0
    for index, turn in enumerate(transcript.turns):
        sentence += 1
        for token in _tokens_of(turn, index, sentence):
            sentence = token.sentence
            pieces.append(token)
    merged = _with_numbers(pieces)
    return Heard(
        tuple(replace(token, at=at) for at, token in enumerate(merged)), tuple(transcript.turns)
    )


def tokens_of_text(text: str) -> tuple[Token, ...]:
    """Return the tokens of a written text (a title, a name): all times are 0."""
    pieces = list(_pieces_of(text))
    tokens = [_token(piece, 0.0, 0.0, 0, 0) for piece in pieces if piece[1] not in _MARKS]
    return tuple(replace(token, at=at) for at, token in enumerate(_with_numbers(tokens)))


_Piece = tuple[str, str]
"""(text, kind): kind is "word", "cut" (elided), "end" or "comma"."""
_MARKS = frozenset({"end", "comma"})


def _pieces_of(text: str) -> Iterator[_Piece]:
    for found in _PIECES.finditer(unicodedata.normalize("NFC", text)):
        if found["hour"]:
            yield from ((found["hour"], "word"), ("heures", "word"), (found["minute"], "word"))
        elif found["whole"]:
            yield from ((found["whole"], "word"), ("heures", "word"))
        elif found["letters"]:
            yield found["letters"], "cut" if found["cut"] else "word"
        elif found["sign"]:
            yield "numéro", "word"
        elif found["end"]:
            yield found["end"], "end"
        elif found["comma"]:
            yield found["comma"], "comma"
        else:
            yield found["rank"] or found["grouped"] or found["digits"], "word"


def _tokens_of(turn: Turn, index: int, sentence: int) -> Iterator[Token]:
    opens = True
    waiting: Token | None = None
    for word in turn.words:
        for piece in _pieces_of(word.text):
            if piece[1] in _MARKS:
                if waiting is None or (waiting.text in _SPOKEN_TITLES and piece[0] == "."):
                    continue
                ends = piece[1] == "end"
                if ends:
                    sentence += 1
                    opens = True
                waiting = replace(waiting, comma=True, ends=ends)
                continue
            if waiting is not None:
                yield waiting
            token = _token(piece, word.start, word.end, index, sentence)
            waiting = replace(token, opens=opens)
            opens = False
    if waiting is not None:
        yield waiting


_SPOKEN_TITLES = frozenset(_SHORTHAND[title] for title in _TITLES)


def _token(piece: _Piece, start: float, end: float, turn: int, sentence: int) -> Token:
    written = piece[0]
    text = written.lower()
    if piece[1] == "word":
        text = _SHORTHAND.get(text, text)
    return Token(
        at=0,
        text=text,
        sound=sound_of(text),
        start=start,
        end=max(start, end),
        turn=turn,
        sentence=sentence,
        value=number_in_digits(text) if text[:1].isdigit() else None,
        rank=ordinal(text),
        capital=written[:1].isupper(),
        filler=text in _FILLERS,
    )


def _with_numbers(tokens: Sequence[Token]) -> list[Token]:
    result: list[Token] = []
    at = 0
    while at < len(tokens):
        length, value = _number_at(tokens, at)
        if length == 0:
            result.append(tokens[at])
            at += 1
            continue
        last = tokens[at + length - 1]
        text = (
            tokens[at].text if length == 1 else " ".join(t.text for t in tokens[at : at + length])
        )
        sound = tokens[at].sound if length == 1 else ""
        result.append(
            replace(tokens[at], text=text, sound=sound, end=last.end, value=value, comma=last.comma)
        )
        at += length
    return result


def _number_at(tokens: Sequence[Token], at: int) -> tuple[int, int | None]:
    token = tokens[at]
    if token.value is not None:
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if _is_thousands(token, following):
            return 2, token.value * 1000 + (following.value or 0) if following else None
        return 1, token.value
    if token.text not in NUMBER_WORDS:
        return 0, None
    words: list[str] = []
    for follower in tokens[at : at + MAX_RUN]:
        if words and follower.turn != token.turn:
            break
        words.append(follower.text)
        if follower.comma:
            break
    found = longest_number(tuple(words))
    return (found[1], found[0]) if found else (0, None)


def _is_thousands(token: Token, following: Token | None) -> bool:
    return (
        following is not None
        and not token.comma
        and len(token.text) <= _DIGITS_OF_THOUSANDS
        and len(following.text) == _DIGITS_OF_THOUSANDS
        and following.text.isdecimal()
    )
