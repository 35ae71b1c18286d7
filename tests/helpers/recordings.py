"""What a recogniser and a diarization make of an invented session: errors of a stated strength.

The truth stays beside it: who really speaks in each turn. Errors follow those seen with real
engines: names misspelt, words lost, turns cut at sentences; short turns given to a neighbour's
voice, rare voices merged, long ones split, answers swallowed by the turn before.
"""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.transcript import (
    Transcript,
    Turn,
    TurnId,
    VoiceId,
    Word,
)
from pv_builder.meeting import Member
from tests.helpers.councils import Line
from tests.helpers.sessions import transcript_of

_SENTENCE = re.compile(r"[^.?!…]+[.?!…]*\s*")
_SECONDS_PER_WORD = 0.36
_SOUNDS = (
    ("au", "o"), ("ai", "é"), ("é", "ai"), ("er", "é"), ("in", "an"), ("an", "on"), ("on", "an"),
    ("b", "p"), ("p", "b"), ("d", "t"), ("t", "d"), ("v", "f"), ("g", "c"), ("l", "r"), ("r", "l"),
    ("m", "n"), ("s", "ch"), ("ou", "u"), ("u", "ou"), ("ne", "me"), ("rd", "r"), ("th", "t"),
)  # fmt: skip
_OTHER_WORDS = (
    "tableau", "demain", "lavande", "bernache", "poivre", "murmure",
    "larme", "bonnet", "carton", "sonnet", "lumière", "garage",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """How much goes wrong, as shares of 0..1.

    Attributes:
        names: of the names, those misspelt; a tenth of these beyond recognition.
        words: of the other words, those lost or replaced.
        stops: of the sentence ends, those not written.
        short: of the turns under 1.5 s, those given to another voice.
        long: of the other turns, those given to another voice.
        swallowed: of the turns under 1.5 s, those that end up within the turn before.
        merged: of the voices, those taken for another one.
        split: of the voices with many turns, those taken for two.
        missing: of the turns, those without a voice.
    """

    names: float = 0.0
    words: float = 0.0
    stops: float = 0.0
    short: float = 0.0
    long: float = 0.0
    swallowed: float = 0.0
    merged: float = 0.0
    split: float = 0.0
    missing: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A transcript with errors and who really speaks in each of its turns."""

    transcript: Transcript
    truth: tuple[str, ...]


@dataclass(slots=True)
class _Piece:
    who: str
    text: str
    start: float
    end: float
    voice: str | None


def record(lines: Sequence[Line], roll: Sequence[Member], faults: Faults, seed: int) -> Recording:
    """Return the session as it comes out of recognition and diarization."""
    rng = random.Random(seed)  # noqa: S311 - invents, does not protect
    pieces = _swallowed(_spoken(lines, roll, faults, rng), faults, rng)
    _give_voices(pieces, faults, rng)
    turns = tuple(_turn(at, piece) for at, piece in enumerate(pieces))
    return Recording(transcript=transcript_of(turns), truth=tuple(piece.who for piece in pieces))


def _spoken(
    lines: Sequence[Line], roll: Sequence[Member], faults: Faults, rng: random.Random
) -> list[_Piece]:
    known = {part for m in roll for part in (m.family_name, *m.family_name.split(), m.given_name)}
    misheard = {name: _misheard(name, rng) for name in sorted(known)}
    pieces: list[_Piece] = []
    clock = 2.0
    for line in lines:
        for sentence in _SENTENCE.findall(line.text):
            text = _recognised(sentence.strip(), misheard, faults, rng)
            if not text:
                continue
            length = max(0.4, _SECONDS_PER_WORD * len(text.split()))
            joins = pieces and pieces[-1].who == line.who and not pieces[-1].text.endswith("\n")
            if joins and rng.random() < faults.stops:
                pieces[-1].text = f"{pieces[-1].text.rstrip('.?!')} {text[0].lower()}{text[1:]}"
                pieces[-1].end = clock + length
            else:
                pieces.append(_Piece(line.who, text, clock, clock + length, None))
            clock += length + 0.1
        clock += rng.uniform(0.1, 0.9)
    return pieces


def _recognised(sentence: str, misheard: dict[str, str], faults: Faults, rng: random.Random) -> str:
    heard = (_word(word, misheard, faults, rng) for word in sentence.split())
    return " ".join(word for word in heard if word)


def _word(word: str, misheard: dict[str, str], faults: Faults, rng: random.Random) -> str:
    """Return a word as it is recognised, "" when it is lost."""
    bare = word.strip(".,?!:;")
    if bare in misheard:
        if rng.random() >= faults.names:
            return word
        other = misheard[bare] if rng.random() < 0.7 else _misheard(bare, rng)
        return word.replace(bare, other)
    if bare[:1].islower() and len(bare) > 2 and rng.random() < faults.words:
        return "" if rng.random() < 0.4 else word.replace(bare, rng.choice(_OTHER_WORDS))
    return word


def _misheard(name: str, rng: random.Random) -> str:
    """Return a name as a recogniser that does not know it may write it."""
    if rng.random() < 0.1:
        return rng.choice(_OTHER_WORDS).capitalize()
    lowered = name.lower()
    for _ in range(rng.choice([1, 1, 2])):
        fits = [(a, b) for a, b in _SOUNDS if a in lowered]
        if fits:
            old, new = rng.choice(fits)
            lowered = lowered.replace(old, new, 1)
    return lowered[:1].upper() + lowered[1:]


def _swallowed(pieces: list[_Piece], faults: Faults, rng: random.Random) -> list[_Piece]:
    kept: list[_Piece] = []
    for piece in pieces:
        if kept and piece.end - piece.start < 1.5 and rng.random() < faults.swallowed:
            if piece.end - piece.start > kept[-1].end - kept[-1].start:
                kept[-1].who = piece.who
            kept[-1].text = f"{kept[-1].text} {piece.text}"
            kept[-1].end = piece.end
        else:
            kept.append(piece)
    return kept


def _give_voices(pieces: list[_Piece], faults: Faults, rng: random.Random) -> None:
    people = list(dict.fromkeys(piece.who for piece in pieces))
    voice = {who: f"v{at}" for at, who in enumerate(people)}
    for who in people:
        if len(people) > 2 and rng.random() < faults.merged:
            voice[who] = voice[rng.choice([other for other in people if other != who])]
    split = {who for who in people if rng.random() < faults.split}
    for at, piece in enumerate(pieces):
        piece.voice = voice[piece.who]
        if piece.who in split and rng.random() < 0.35:
            piece.voice += "b"
        wrong = faults.short if piece.end - piece.start < 1.5 else faults.long
        if rng.random() < wrong:
            near = pieces[max(0, at - 1)] if rng.random() < 0.7 else rng.choice(pieces)
            piece.voice = voice[near.who]
        if rng.random() < faults.missing:
            piece.voice = None
    found = list(dict.fromkeys(piece.voice for piece in pieces if piece.voice))
    for piece in pieces:
        if piece.voice is not None:
            piece.voice = f"V{found.index(piece.voice) + 1:02d}"


def _turn(at: int, piece: _Piece) -> Turn:
    words = piece.text.split()
    step = (piece.end - piece.start) / max(1, len(words))
    return Turn(
        id=TurnId(f"t{at:05d}"),
        start=round(piece.start, 3),
        end=round(piece.end, 3),
        speaker=VoiceId(piece.voice) if piece.voice else None,
        words=tuple(
            Word(
                start=round(piece.start + n * step, 3),
                end=round(piece.start + (n + 1) * step, 3),
                text=f" {word}",
                probability=0.9,
            )
            for n, word in enumerate(words)
        ),
    )


def without_voices(recording: Recording) -> Recording:
    """Return the same recording as if voices had not been told apart."""
    turns = tuple(replace(turn, speaker=None) for turn in recording.transcript.turns)
    return replace(recording, transcript=replace(recording.transcript, turns=turns))
