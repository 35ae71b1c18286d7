"""Coverage-guided fuzzing of the readers of tools' files: python -m tests.fuzz.captions READER.

    python -m tests.fuzz.captions READER [--seconds N] [--findings FOLDER]

READER is one of READERS below. The corpus begins with the samples of tests/data/imports. It stops
at the first exception that is not one of the project's own, at a result that breaks a promise, or
at 500 MB. Needs atheris (not for Windows).
"""

from dataclasses import replace
from pathlib import Path

import atheris

from tests.fuzz.running import Reader, fuzz

with atheris.instrument_imports(include=["pv_builder.captions", "pv_builder.intake", "core"]):
    from core.plaintext import cleaned
    from core.transcript import Word
    from pv_builder.captions.bigbluebutton import read_events
    from pv_builder.captions.chat import read_chat
    from pv_builder.captions.cues import read_cues
    from pv_builder.captions.lines import read_lines
    from pv_builder.captions.participants import read_participants
    from pv_builder.captions.placing import place
    from pv_builder.captions.reading import read_import
    from pv_builder.captions.spans import Captions, Timing
    from pv_builder.intake.source import Source
    from pv_builder.intake.texts import decoded

SAMPLES = Path(__file__).parents[1] / "data" / "imports"


def _placed(content: bytes) -> None:
    """Place whatever captions the bytes are over words that say half of the same."""
    found = read_import("file", content)
    if not isinstance(found, Captions):
        return
    said = " ".join(span.text for span in found.spans).split()
    heard = [
        Word(start=at * 0.4, end=at * 0.4 + 0.3, text=f" {word}")
        for at, word in enumerate(said)
        if at % 3
    ]
    for timing in Timing:
        placed = place(replace(found, timing=timing), heard)
        starts = [span.start for span in placed.spans]
        assert all(0 <= span.start <= span.end for span in placed.spans)
        assert starts == sorted(starts)


def _text(content: bytes) -> str:
    return decoded(Source(name="file", content=content)).text


def _cleaned(content: bytes) -> None:
    text = cleaned(_text(content))
    assert text == cleaned(text)


READERS: dict[str, Reader] = {
    "cues": lambda content: read_cues(_text(content)),
    "lines": lambda content: read_lines(_text(content)),
    "chat": lambda content: read_chat(_text(content)),
    "participants": lambda content: read_participants(_text(content)),
    "events": lambda content: read_events(content, "file"),
    "import": lambda content: read_import("file", content),
    "placing": _placed,
    "text": _cleaned,
}


def _seed(_reader: str, corpus: Path) -> None:
    for path in SAMPLES.iterdir():
        if path.is_file():
            (corpus / path.name).write_bytes(path.read_bytes())


if __name__ == "__main__":
    fuzz(READERS, _seed, str(__doc__))
