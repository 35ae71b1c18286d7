"""The substance of the discussions, as paragraphs in the style that was chosen.

Nothing is added that was not said and nothing moves from one speaker to another; each sentence
keeps its seconds. What was said during a suspension is not part of the session and is left out.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from core.timecode import Interval
from pv_builder.blocks import CheckMark, Inline, Paragraph, ParagraphRole, Run
from pv_builder.meeting import MemberName
from pv_builder.sentences import Sentence, Speaker
from pv_builder.spoken import cleaned
from pv_builder.typography import NBSP, typeset
from pv_builder.wording import UNKNOWN_SPEAKER, printed


class DiscussionStyle(StrEnum):
    """How closely the minutes follow what was said."""

    VERBATIM = "integral"
    INDIRECT = "indirect"
    SUMMARY = "synthese"


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervention:
    """What one person said in one go."""

    speaker: Speaker
    sentences: tuple[Sentence, ...]

    @property
    def interval(self) -> Interval:
        """From its first word to its last."""
        return Interval(self.sentences[0].start_s, self.sentences[-1].end_s)


def interventions(sentences: Iterable[Sentence]) -> Iterator[Intervention]:
    """Yield the sentences joined as long as the same person speaks."""
    for speaker, said in groupby(sentences, key=lambda sentence: sentence.speaker):
        yield Intervention(speaker=speaker, sentences=tuple(said))


def verbatim(sentences: Iterable[Sentence]) -> tuple[Paragraph, ...]:
    """Return what was said, cleaned, a paragraph for each intervention."""
    return tuple(
        Paragraph(line=line, role=ParagraphRole.SPEECH)
        for intervention in interventions(sentences)
        if (line := _verbatim_line(intervention))
    )


def _verbatim_line(intervention: Intervention) -> tuple[Inline, ...]:
    spoken: list[Run] = []
    for sentence in intervention.sentences:
        spoken += _runs(sentence, leading_space=bool(spoken))
    if not spoken:
        return ()
    return (*_speaker(intervention), *spoken, *_mark(intervention))


def _speaker(intervention: Intervention) -> tuple[Run, ...]:
    """Return the name before what was said; nothing when voices were not told apart."""
    speaker = intervention.speaker
    if speaker.voice is None and speaker.member is None:
        return ()
    name = printed(MemberName(speaker.member)) if speaker.member else UNKNOWN_SPEAKER
    start_s = intervention.interval.start
    proposed = not speaker.is_confirmed
    return (
        Run(text=name, bold=True, proposed=proposed, start_s=start_s),
        Run(text=f"{NBSP}: "),
    )


def _mark(intervention: Intervention) -> tuple[CheckMark, ...]:
    if intervention.speaker.is_confirmed:
        return ()
    return (CheckMark(excerpts=(intervention.interval,)),)


def _runs(sentence: Sentence, *, leading_space: bool) -> list[Run]:
    """Return a cleaned sentence as runs: one, or several where words are doubtful."""
    words = cleaned(sentence)
    runs: list[Run] = []
    for doubtful, group in groupby(words, key=lambda word: word.doubtful):
        part = list(group)
        space = " " if runs or leading_space else ""
        content = space + typeset(" ".join(word.text for word in part))
        runs.append(Run(text=content, proposed=doubtful, start_s=part[0].start_s))
    return runs


_WRITERS: dict[DiscussionStyle, Callable[[Sequence[Sentence]], tuple[Paragraph, ...]]] = {
    DiscussionStyle.VERBATIM: verbatim,
}


def discussion(sentences: Sequence[Sentence], style: DiscussionStyle) -> tuple[Paragraph, ...]:
    """Return what was said on one item, in a style."""
    return _WRITERS[style](sentences)
