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
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from core.sounds import sound_of, words
from core.timecode import Interval
from core.transcript import Transcript, Turn
from pv_builder.language.numbers import (
    MAX_RUN,
    longest_number,
    number_in_digits,
    number_word,
    ordinal,
)

_PIECES = re.compile(
    r"(?P<hour>\d{1,2})\s?[hH:](?P<minute>[0-5]\d)(?!\d)|(?P<whole>\d{1,2})\s?[hH](?![\w])"
    r"|(?P<rank>\d{1,3}(?:er|re|ère|e|ème|eme|nd|nde))(?![\w])"
    r"|(?P<grouped>\d{1,3}(?:[.\u00a0\u202f]\d{3})+)(?!\d)|(?P<digits>\d+)"
    r"|(?P<sign>n°|N°)|(?P<letters>[^\W\d_]+)(?:(?P<cut>['’ʼ])|(?P<hyphen>-(?=[^\W\d_])))?"
    r"|(?P<end>[.!?…]+)|(?P<comma>[,;:])"
)
_GLUED_TITLE = re.compile(
    r"(.+)(madame?|monsieurs?)|(madame?|monsieurs?)([^\W\d_]{2,})", re.IGNORECASE
)
_SHORTHAND = {"m": "monsieur", "mr": "monsieur", "mm": "messieurs", "mme": "madame"}
_SHORTHAND |= {"mlle": "mademoiselle", "mmes": "mesdames", "pv": "procès-verbal"}
_TITLES = frozenset({"m", "mr", "mm", "mme", "mmes", "mlle"})
_FILLERS = words(
    "euh heu hum hem ben bah hein bon donc alors voilà ok enfin quoi là l d s j n c m t qu"
)
_DIGITS_OF_THOUSANDS = 3
_AND = sound_of("et")
"""Also of "est": "soixante est un" is sixty-one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word as it is compared.

    Attributes:
        at: position in the sequence.
        text: lower case, accents kept.
        sound: key of `core.sounds`; "" for digits.
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
        hyphen: written in one word with the next token, as the "Jean" of "Jean-Luc".
        asks: followed by a question mark.
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
    hyphen: bool = False
    asks: bool = False


def has_word(tokens: Iterable[Token], words: Set[str]) -> bool:
    """Return whether one of some tokens is one of these words."""
    return any(token.text in words for token in tokens)


def has_sound(tokens: Iterable[Token], sounds: Set[str]) -> bool:
    """Return whether one of some tokens sounds like one of these (`core.sounds`)."""
    return any(token.sound in sounds for token in tokens)


@dataclass(frozen=True, slots=True)
class Heard:
    """The tokens of a transcript and its turns."""

    tokens: tuple[Token, ...]
    turns: tuple[Turn, ...]

    def interval(self, first: int, last: int) -> Interval:
        """Return the seconds of tokens `first` to `last`, the last one excluded."""
        if not self.tokens:
            return Interval(0.0, 0.0)
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

    def is_asked(self, at: int) -> bool:
        """Return whether the sentence that holds `at` ends with a question mark.

        A recogniser leaves many out: a sentence without one may be a question all the same.
        """
        return self.tokens[self.sentence_end(at) - 1].asks

    def turn_of(self, at: int) -> Turn:
        """Return the turn that holds the token."""
        return self.turns[self.tokens[at].turn]


def heard(transcript: Transcript) -> Heard:
    """Return the transcript's words as tokens, numbers put together."""
    drafts: list[_Draft] = []
    sentence = 0
    for index, turn in enumerate(transcript.turns):
        sentence += 1
        for draft in _drafts_of(turn, index, sentence):
            sentence = max(sentence, draft.sentence)
            drafts.append(draft)
    return Heard(_tokens(drafts), tuple(transcript.turns))


def tokens_of_text(text: str) -> tuple[Token, ...]:
    """Return the tokens of a written text (a title, a name): all times are 0."""
    pieces = [piece for piece in _pieces_of(text) if piece[1] not in _MARKS]
    return _tokens([_draft(piece, 0.0, 0.0, 0, 0) for piece in pieces])


@dataclass(slots=True)
class _Draft:
    """A token while it is made: punctuation and the rest of a number follow it."""

    text: str
    written: str
    start: float
    end: float
    turn: int
    sentence: int
    value: int | None
    opens: bool = False
    comma: bool = False
    ends: bool = False
    hyphen: bool = False
    asks: bool = False


def _tokens(drafts: Sequence[_Draft]) -> tuple[Token, ...]:
    return tuple(
        Token(
            at=at,
            text=draft.text,
            sound=sound_of(draft.text) if " " not in draft.text else "",
            start=draft.start,
            end=draft.end,
            turn=draft.turn,
            sentence=draft.sentence,
            value=draft.value,
            rank=ordinal(draft.text),
            capital=draft.written[:1].isupper(),
            filler=draft.text in _FILLERS,
            opens=draft.opens,
            comma=draft.comma,
            ends=draft.ends,
            hyphen=draft.hyphen,
            asks=draft.asks,
        )
        for at, draft in enumerate(_with_numbers(drafts))
    )


_Piece = tuple[str, str]
"""(text, kind): kind is "word", "cut" (elided), "hyphen" (joined to the next), "end", "comma"."""
_MARKS = frozenset({"end", "comma"})


def _pieces_of(text: str) -> Iterator[_Piece]:
    for found in _PIECES.finditer(unicodedata.normalize("NFC", text)):
        if found["hour"]:
            yield from ((found["hour"], "word"), ("heures", "word"), (found["minute"], "word"))
        elif found["whole"]:
            yield from ((found["whole"], "word"), ("heures", "word"))
        elif found["letters"]:
            *joined, rest = _unglued(found["letters"])
            yield from ((word, "word") for word in joined)
            yield rest, _kind_of(found)
        elif found["sign"]:
            yield "numéro", "word"
        elif found["end"]:
            yield found["end"], "end"
        elif found["comma"]:
            yield found["comma"], "comma"
        else:
            yield found["rank"] or found["grouped"] or found["digits"], "word"


def _unglued(word: str) -> Sequence[str]:
    """Return the words that were run into a civility: "parmadame", "Monsieurdupont"."""
    found = _GLUED_TITLE.fullmatch(word)
    return [part for part in found.groups() if part] if found else [word]


def _kind_of(word: re.Match[str]) -> str:
    if word["cut"]:
        return "cut"
    return "hyphen" if word["hyphen"] else "word"


def _drafts_of(turn: Turn, index: int, sentence: int) -> Iterator[_Draft]:
    opens = True
    last: _Draft | None = None
    for word in turn.words:
        for piece in _pieces_of(word.text):
            if piece[1] not in _MARKS:
                last = _draft(piece, word.start, word.end, index, sentence)
                last.opens = opens
                opens = False
                yield last
            elif last is not None and not (last.written.lower() in _TITLES and piece[0] == "."):
                last.comma = True
                last.asks = last.asks or "?" in piece[0]
                if piece[1] == "end" and not last.ends:
                    last.ends = opens = True
                    sentence += 1


def _draft(piece: _Piece, start: float, end: float, turn: int, sentence: int) -> _Draft:
    text = piece[0].lower()
    if piece[1] == "word":
        text = _SHORTHAND.get(text, text)
    return _Draft(
        text=text,
        written=piece[0],
        start=start,
        end=max(start, end),
        turn=turn,
        sentence=sentence,
        value=number_in_digits(text) if text[:1].isdigit() else None,
        hyphen=piece[1] == "hyphen",
    )


def _with_numbers(drafts: Sequence[_Draft]) -> list[_Draft]:
    """Return the drafts, those that say one number together put into one."""
    result: list[_Draft] = []
    at = 0
    while at < len(drafts):
        draft = drafts[at]
        length, value = _number_at(drafts, at)
        if length > 0:
            last = drafts[at + length - 1]
            draft.text = " ".join(d.text for d in drafts[at : at + length])
            draft.value, draft.end = value, last.end
            draft.comma, draft.ends, draft.hyphen = last.comma, last.ends, last.hyphen
            draft.asks = last.asks
        result.append(draft)
        at += max(1, length)
    return result


def _number_at(tokens: Sequence[_Draft], at: int) -> tuple[int, int | None]:
    token = tokens[at]
    if token.value is not None:
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if _is_thousands(token, following):
            return 2, token.value * 1000 + (following.value or 0) if following else None
        return 1, token.value
    if number_word(token.text) is None:
        return 0, None
    words: list[str] = []
    for follower in tokens[at : at + MAX_RUN]:
        if words and follower.turn != token.turn:
            break
        joined = "et" if sound_of(follower.text) == _AND else follower.text
        words.append(number_word(follower.text) or joined)
        if follower.comma:
            break
    found = longest_number(tuple(words))
    return (found[1], found[0]) if found else (0, None)


def _is_thousands(token: _Draft, following: _Draft | None) -> bool:
    return (
        following is not None
        and not token.comma
        and len(token.text) <= _DIGITS_OF_THOUSANDS
        and len(following.text) == _DIGITS_OF_THOUSANDS
        and following.text.isdecimal()
    )
