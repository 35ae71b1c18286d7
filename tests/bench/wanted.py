"""What each turn of a result should say: the truth aligned with what was recognised."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from core.folding import fold
from core.transcript import Transcript, Turn
from pv_builder.meeting import Meeting
from tests.helpers.sessions import DATA, meeting_in, stm_transcript


@dataclass(frozen=True, slots=True)
class Truth:
    """The reference of a session: its text and its facts."""

    transcript: Transcript
    meeting: Meeting

    @property
    def words(self) -> list["Spoken"]:
        """Every word and who says it."""
        return [
            Spoken(word.text.strip(), turn.member or "")
            for turn in self.transcript.turns
            for word in turn.words
            if bare(word.text)
        ]


def truth_of(name: str, folder: Path | None) -> Truth:
    """Return the reference of a session: of the samples, or in its folder among others."""
    if folder is None:
        here = DATA / f"{name}.stm", DATA / f"{name}.json", DATA / f"{name}.toml"
    else:
        files = ("reference.stm", "reference.json", "seance.toml")
        stm, facts, seance = (folder / name / file for file in files)
        here = stm, facts, seance
    return Truth(stm_transcript(here[0]), meeting_in(here[1], here[2]))


@dataclass(frozen=True, slots=True)
class Spoken:
    """A word of the truth and who says it."""

    text: str
    who: str


def bare(text: str) -> str:
    """Return the letters and figures of a text, of either case."""
    return "".join(letter for letter in fold(text) if letter.isalnum())


def wanted_of(turns: Sequence[Turn], truth: Truth) -> list[list[Spoken]]:
    """Return what each turn should say: the truth aligned with the words recognised."""
    heard = [(at, bare(word.text)) for at, turn in enumerate(turns) for word in turn.words]
    said = truth.words
    matcher = SequenceMatcher(
        None, [text for _, text in heard], [bare(word.text) for word in said], autojunk=False
    )
    wanted: list[list[Spoken]] = [[] for _ in turns]
    for tag, h1, h2, t1, t2 in matcher.get_opcodes():
        for number, spoken in enumerate(said[t1:t2]):
            share = number * max(1, h2 - h1) // max(1, t2 - t1)
            near = min(len(heard) - 1, h1 + share if h2 > h1 else max(0, h1 - 1))
            assert tag != "delete"
            wanted[heard[near][0]].append(spoken)
    return wanted


def pieces(turn: Turn, words: Sequence[Spoken]) -> Iterator[tuple[int, str]]:
    """Yield where each speaker of the truth begins in a turn, as the number of its word."""
    if not words:
        yield 0, turn.member or ""
        return
    matcher = SequenceMatcher(
        None, [bare(w.text) for w in turn.words], [bare(w.text) for w in words], autojunk=False
    )
    place = {t + n: h + n for h, t, size in matcher.get_matching_blocks() for n in range(size)}
    last, begun = words[0].who, 0
    yield 0, last
    for number, word in enumerate(words):
        if word.who != last:
            at = next((place[n] for n in range(number, len(words)) if n in place), None)
            if at is not None and begun < at < len(turn.words):
                last, begun = word.who, at
                yield at, last


def runs(turn: Turn, words: Sequence[Spoken]) -> Iterator[tuple[int, int, str]]:
    """Yield the words of a turn that are wrong, and what they should read."""
    matcher = SequenceMatcher(
        None, [bare(w.text) for w in turn.words], [bare(w.text) for w in words], autojunk=False
    )
    for tag, h1, h2, t1, t2 in matcher.get_opcodes():
        heard = "".join(word.text for word in turn.words[h1:h2])
        if tag != "equal" and (t2 > t1 or bare(heard)):  # a mark alone is no word
            yield h1, h2, " ".join(word.text for word in words[t1:t2])
