"""A session that was transcribed, and whose recording grew since: recorded further, or completed.

Only what is new is recognised; it joins the transcript as turns of its own. What was recognised
before keeps its words, its turns' ids and its voices, so that every correction still holds
(`docs/decisions/0046`).
"""

import heapq
import logging
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from asr.errors import NoSpeech
from asr.pipeline import TranscribeOptions, transcribe
from asr.recording.journal import read_journal
from asr.recording.summary import recorded_parts
from asr.sound.audio import cut_out, session_digest
from asr.sound.track_choice import AUTOMATIC, TrackChoice
from core.files import make_folder
from core.insertions import moved, moved_end, moved_interval
from core.jsonio import JsonInvalid
from core.task import Event, Partial, TaskContext
from core.timecode import Interval
from core.transcript import (
    Addition,
    AudioRef,
    Coverage,
    SecondHearing,
    Transcript,
    Turn,
    TurnId,
    Word,
)
from core.transcript_file import read_transcript
from desktop.session.corrections.edits import SplitVoice, singles_of
from desktop.session.corrections.journal import JOURNAL
from desktop.session.corrections.journal import read_journal as read_corrections
from desktop.session.dossier import Dossier
from desktop.session.errors import DossierOfOtherRecording
from desktop.session.recording.growth import Growth, growth_of, places_in
from desktop.session.recording.places import places_of
from desktop.session.speakers.voices import KnownVoices

logger = logging.getLogger(__name__)

_LEAST_S = 0.2
"""Less holds no word."""

_NUMBER = re.compile(r"t(\d+)")
_SOUND = "suite.wav"


def earlier_transcript(
    dossier: Dossier, digests: Sequence[str], choice: TrackChoice = AUTOMATIC
) -> Transcript | None:
    """Return what was recognised of a recording before it grew; None when all is to be recognised.

    A folder in which no recording was transcribed nor made, such as that of a file without speech
    or of one chosen by mistake, takes any other recording.

    Args:
        dossier: of the session.
        digests: of the files of the recording as it is.
        choice: which of their tracks are listened to; another choice than before is another sound.

    Raises:
        DossierOfOtherRecording: when the folder belongs to a recording that is not in these files.
    """
    known = dossier.recording()
    transcript = _transcript_in(dossier)
    recorded = recorded_parts(read_journal(places_of(dossier).journal))

    def holds(audio: AudioRef) -> bool:
        return places_in([part.sha256 for part in audio.parts], digests, recorded) is not None

    is_taken = dossier.transcript.exists() or bool(recorded)
    if known is not None and is_taken and not holds(known):
        raise DossierOfOtherRecording(path=str(dossier.root))
    if known is None or transcript is None or not holds(transcript.audio):
        return None
    before = [part.sha256 for part in transcript.audio.parts]
    is_same_sound = session_digest(before, choice) == transcript.audio.sha256
    return transcript if is_same_sound and before != list(digests) else None


def _transcript_in(dossier: Dossier) -> Transcript | None:
    try:
        return read_transcript(dossier.transcript)
    except (FileNotFoundError, JsonInvalid):
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Continuation:
    """A transcript and what its recording got since.

    Attributes:
        earlier: what was recognised before.
        audio: the recording as it is.
        growth: what is new in it.
    """

    earlier: Transcript
    audio: AudioRef
    growth: Growth

    @property
    def before(self) -> Transcript:
        """What was recognised before, at the seconds of the recording as it is."""
        return _moved(self.earlier, self.growth.inserted)

    def joined(self, new: Transcript) -> Transcript:
        """Return the transcript of the whole recording.

        Args:
            new: of the new stretches alone, in seconds of the whole recording.
        """
        addition = Addition(
            before=self.earlier.audio.sha256,
            inserted=self.growth.inserted,
            filled=self.growth.filled,
            turns=tuple(turn.id for turn in new.turns),
            provenance=new.provenance,
        )
        before = self.before
        return replace(
            before,
            audio=self.audio,
            turns=tuple(heapq.merge(before.turns, new.turns, key=lambda turn: turn.start)),
            coverage=_together(before.coverage, new.coverage),
            additions=(*self.earlier.additions, addition),
        )


def continuation(dossier: Dossier, earlier: Transcript, audio: AudioRef) -> Continuation:
    """Return how a transcript goes on in the recording as it is."""
    recorded = recorded_parts(read_journal(places_of(dossier).journal))
    growth = growth_of(earlier.audio, audio, recorded)
    assert growth is not None  # noqa: S101 - `earlier_transcript` looked
    logger.info(
        "the recording grew: %d stretches, %.0f s",
        len(growth.stretches),
        sum(stretch.duration_s for stretch in growth.stretches),
    )
    return Continuation(earlier=earlier, audio=audio, growth=growth)


def known_voices(dossier: Dossier, going_on: Continuation) -> KnownVoices:
    """Return the voices that a transcript has, and those that corrections gave it.

    Raises:
        FileDamaged: when the corrections cannot be read.
    """
    path = dossier.work / JOURNAL
    acts = read_corrections(path)[1] if path.exists() else ()
    edits = (act.edit for act in acts if act.edit is not None)
    singles = (one for edit in edits for one in singles_of(edit))
    return KnownVoices(
        spans=tuple(
            (turn.interval, turn.speaker)
            for turn in going_on.before.turns
            if turn.speaker is not None
        ),
        taken=frozenset(one.new_voice for one in singles if isinstance(one, SplitVoice)),
    )


def transcribe_new(
    going_on: Continuation, wav: Path, options: TranscribeOptions, workdir: Path, ctx: TaskContext
) -> Transcript:
    """Return what is said in the new stretches alone, in seconds of the whole recording.

    Args:
        going_on: which stretches are new.
        wav: the whole recording, decoded.
        options: how they are transcribed.
        workdir: as `asr.pipeline.transcribe`.
        ctx: as `asr.pipeline.transcribe`, for one stretch after another.

    Raises:
        AppError: as `asr.pipeline.transcribe`, but a stretch without speech is none.
    """
    found: list[Transcript] = []
    sound = make_folder(workdir) / _SOUND
    count = _highest_number(going_on.earlier.turns)
    for stretch in going_on.growth.stretches:
        if stretch.duration_s < _LEAST_S:
            continue
        cut_out(wav, stretch, sound)
        digest = f"{going_on.audio.sha256}@{stretch.start:.3f}"
        audio = AudioRef(sha256=digest, duration_s=stretch.duration_s, parts=())
        try:
            heard = transcribe(sound, audio, options, workdir, _Placed(ctx, stretch.start))
        except NoSpeech:
            logger.info("nobody speaks in a new stretch of %.0f s", stretch.duration_s)
            continue
        found.append(_renumbered(_later(heard, stretch.start), count))
        count += len(heard.turns)
    return _concatenated(found, going_on)


def _concatenated(found: Sequence[Transcript], going_on: Continuation) -> Transcript:
    """Return what was recognised in one new stretch after another as one transcript."""
    coverage: Coverage | None = None
    for heard in found:
        coverage = _together(coverage, heard.coverage)
    return Transcript(
        audio=going_on.audio,
        turns=tuple(turn for heard in found for turn in heard.turns),
        coverage=coverage,
        provenance=found[0].provenance if found else going_on.earlier.provenance,
    )


def _together(one: Coverage | None, other: Coverage | None) -> Coverage | None:
    if one is None or other is None:
        return one or other
    return Coverage(
        speech_s=round(one.speech_s + other.speech_s, 3),
        gaps=tuple(sorted([*one.gaps, *other.gaps])),
        quarantined=tuple(
            sorted([*one.quarantined, *other.quarantined], key=lambda passage: passage.start)
        ),
    )


def _renumbered(heard: Transcript, after: int) -> Transcript:
    """Return a transcript whose turns are numbered from the one after `after`."""
    turns = (
        replace(turn, id=TurnId(f"t{number:05d}"))
        for number, turn in enumerate(heard.turns, after + 1)
    )
    return replace(heard, turns=tuple(turns))


def _highest_number(turns: Iterable[Turn]) -> int:
    """Return the highest number in the ids of turns, 0 without any."""
    numbers = (int(found[1]) for turn in turns if (found := _NUMBER.match(turn.id)))
    return max(numbers, default=0)


def _later(transcript: Transcript, seconds: float) -> Transcript:
    """Return a transcript of a stretch in seconds of the recording that it was cut out of."""
    return _moved(transcript, (Interval(0.0, seconds),))


def _moved(transcript: Transcript, inserted: Sequence[Interval]) -> Transcript:
    """Return a transcript at the seconds of the recording that stretches were put into."""
    coverage = transcript.coverage
    return replace(
        transcript,
        turns=tuple(_moved_turn(turn, inserted) for turn in transcript.turns),
        coverage=None if coverage is None else _moved_coverage(coverage, inserted),
        second_hearings=tuple(_moved_hearing(h, inserted) for h in transcript.second_hearings),
    )


def _moved_turn(turn: Turn, inserted: Sequence[Interval]) -> Turn:
    span = moved_interval(turn.interval, inserted)
    return replace(turn, start=span.start, end=span.end, words=_moved_words(turn.words, inserted))


def _moved_words(words: Iterable[Word], inserted: Sequence[Interval]) -> tuple[Word, ...]:
    """Return words at their new seconds; one over a place where sound was put in stays as short."""
    starts = ((word, moved(word.start, inserted)) for word in words)
    return tuple(
        replace(word, start=start, end=round(start + word.end - word.start, 3))
        for word, start in starts
    )


def _moved_coverage(coverage: Coverage, inserted: Sequence[Interval]) -> Coverage:
    return replace(
        coverage,
        gaps=tuple(moved_interval(gap, inserted) for gap in coverage.gaps),
        quarantined=tuple(
            replace(
                passage,
                start=moved(passage.start, inserted),
                end=moved_end(passage.end, inserted),
            )
            for passage in coverage.quarantined
        ),
    )


def _moved_hearing(hearing: SecondHearing, inserted: Sequence[Interval]) -> SecondHearing:
    span = moved_interval(hearing.span, inserted)
    return replace(hearing, span=span, words=_moved_words(hearing.words, inserted))


class _Placed:
    """Passes events on; turns of a stretch at their seconds in the whole recording."""

    def __init__(self, ctx: TaskContext, start_s: float) -> None:
        self._ctx = ctx
        self._before = (Interval(0.0, start_s),)

    def emit(self, event: Event, /) -> None:
        """Report an event."""
        if isinstance(event, Partial) and isinstance(event.value, Turn):
            event = Partial(value=_moved_turn(event.value, self._before))
        self._ctx.emit(event)

    def check(self) -> None:
        """Raise `Cancelled` if the user asked to stop."""
        self._ctx.check()
