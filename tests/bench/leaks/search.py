"""Whether a text holds a family name of the roll, or three words in a row that were said."""

import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.folding import fold
from pv_builder.seance import Seance

_WORD = re.compile(r"[^\W_]+")
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")

Words = tuple[str, ...]

_FEW = 3
_MANY = 6


def words_in(text: str) -> list[str]:
    """Return the words of a text, without accents and capitals."""
    return _WORD.findall(fold(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """What must stand nowhere but in the session's folder.

    Attributes:
        names: family names, each as its words.
        said: all that was said and recognised, each text as its words.
    """

    names: frozenset[Words]
    said: tuple[Words, ...]

    def found_in(self, text: str) -> Iterator[str]:
        """Yield the names and the three words in a row that a text holds of it."""
        words = words_in(text)
        yield from (" ".join(name) for name in self.names if name in _runs(words, len(name)))
        yield from self._shared(words, _FEW)

    def passages_in(self, text: str) -> Iterator[str]:
        """Yield the longer passages that a text holds of what was said."""
        yield from self._shared(words_in(text), _MANY)

    def _shared(self, words: Sequence[str], length: int) -> Iterator[str]:
        said = set[Words]().union(*(_runs(one, length) for one in self.said))
        yield from (" ".join(run) for run in said & _runs(words, length))


def _runs(words: Sequence[str], length: int) -> set[Words]:
    return set(zip(*(words[start:] for start in range(length)), strict=False))


def secrets_of(seance: Seance, texts: Iterable[str]) -> Secrets:
    """Return what is secret of a session: its members' family names, and what was said."""
    return Secrets(
        names=frozenset(tuple(words_in(one.family_name)) for one in seance.roll),
        said=tuple(tuple(words_in(text)) for text in texts),
    )


def words_of(transcript: Path) -> str:
    """Return all that a `transcript.json` says."""
    turns = json.loads(transcript.read_text("utf-8"))["turns"]
    return "".join(word["text"] for turn in turns for word in turn["words"])


def leaks_in(path: Path, secrets: Secrets) -> Iterator[str]:
    """Yield what a file holds of the secrets, in its name or its contents, packed or not."""
    yield from (f"{one} (in the name)" for one in secrets.found_in(path.name))
    for content in _contents(path.read_bytes()):
        for encoding in _ENCODINGS:
            yield from secrets.found_in(content.decode(encoding, errors="ignore"))


def _contents(content: bytes) -> Iterator[bytes]:
    """Yield a file's bytes, and those of its members where it is a zip."""
    yield content
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield from (archive.read(member) for member in archive.namelist())
