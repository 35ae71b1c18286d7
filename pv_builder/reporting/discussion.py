"""The substance of the discussions, as paragraphs in the style that was chosen.

Nothing is added that was not said and nothing moves from one speaker to another; each sentence
keeps its seconds. What was said during a suspension is not part of the session and is left out.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from core.timecode import Interval
from pv_builder.blocks import CheckMark, Inline, Paragraph, ParagraphRole, Run
from pv_builder.language.typography import NBSP
from pv_builder.law.wording import UNKNOWN_SPEAKER, printed
from pv_builder.meeting import MemberName
from pv_builder.reporting.calling import is_call, presiding
from pv_builder.reporting.conversation import Conversation
from pv_builder.reporting.indirect import Phrase, Said, written
from pv_builder.reporting.persons import Frame
from pv_builder.reporting.procedural import is_procedural, restates
from pv_builder.reporting.reported import Report, is_question, reported, with_reason
from pv_builder.reporting.sentences import Sentence, Speaker
from pv_builder.reporting.spoken import cleaned, cleaned_text, printed_text
from pv_builder.reporting.stated import is_stated
from pv_builder.reporting.straightened import is_name
from pv_builder.reporting.summary import KEPT_OF_OTHERS, KEPT_OF_RAPPORTEUR, key_sentences
from pv_builder.wishes import DiscussionStyle

_OPENING_S = 30.0
"""How long after an item is opened its title may still be read out."""


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
    return (CheckMark(excerpts=(intervention.interval,), brief=True),)


def _runs(sentence: Sentence, *, leading_space: bool) -> list[Run]:
    """Return a cleaned sentence as runs: one, or several where words are doubtful."""
    words = cleaned(sentence)
    runs: list[Run] = []
    for doubtful, group in groupby(words, key=lambda word: word.doubtful):
        part = list(group)
        space = " " if runs or leading_space else ""
        content = space + printed_text(" ".join(word.text for word in part))
        runs.append(Run(text=content, proposed=doubtful, start_s=part[0].start_s))
    return runs


def indirect(
    said: Sequence[Sentence], talk: Conversation, *, shortened: bool = False
) -> tuple[Paragraph, ...]:
    """Return what was said in the third person, without what only moved the session on.

    Formulas of facts that the minutes state are left out too, however they were recognised.

    Args:
        said: in order.
        talk: who speaks to whom.
        shortened: keep only the key sentences of each intervention.
    """
    chairs = presiding(tuple(said))
    kept = [
        one
        for one in said
        if not _is_left_out(one, talk, by_chair=talk.presides(one.speaker) or one.speaker in chairs)
    ]
    if all(s.speaker.voice is None and s.speaker.member is None for s in kept):
        return verbatim(kept)
    return tuple(
        Paragraph(line=line, role=ParagraphRole.SPEECH)
        for intervention in interventions(kept)
        if (line := _indirect_line(intervention, talk, shortened=shortened))
    )


def _is_left_out(sentence: Sentence, talk: Conversation, *, by_chair: bool) -> bool:
    """Whether the minutes state in their own way what a sentence says."""
    if is_procedural(sentence, by_chair=by_chair):
        return True
    if is_name(sentence.text, talk.names):
        return True
    if not by_chair:
        return False
    item = talk.item
    voted = item is not None and bool(item.ballot or item.outcome or item.rounds)
    title, seats = item.title if item else None, talk.seats
    if is_call(sentence, talk.called, title, voted=voted, seats=seats):
        return True
    if item is not None and sentence.start_s - (item.start_s or 0.0) < _OPENING_S:
        return restates(sentence, item.title) or is_stated(sentence, talk.stated)
    return is_stated(sentence, talk.stated)


def _indirect_line(
    intervention: Intervention, talk: Conversation, *, shortened: bool
) -> tuple[Inline, ...]:
    speaker = intervention.speaker
    frame = talk.frame(speaker, intervention.sentences)
    reports = _reports(intervention, frame, talk)
    talk.follow(
        speaker,
        asked=any(is_question(one.report) for one in reports),
        stated=any(not is_question(one.report) for one in reports),
    )
    if shortened:
        most = KEPT_OF_RAPPORTEUR if talk.presents(speaker) else KEPT_OF_OTHERS
        title = talk.item.title if talk.item else ""
        reports = key_sentences(reports, title, most, by_chair=talk.presides(speaker))
    if not reports:
        return ()
    name = frame.speaker.name
    first, *others = written(reports, frame, name)
    return (
        Run(text=name, bold=True, proposed=not speaker.is_confirmed, start_s=first.start_s),
        *_phrase_runs(replace(first, text=first.text.removeprefix(name))),
        *(run for phrase in others for run in _phrase_runs(phrase)),
        *_mark(intervention),
    )


def _phrase_runs(phrase: Phrase) -> list[Run]:
    """Return a phrase with its doubtful words apart, all of it where one is not found again."""
    places = [_place_of(word, phrase.text) for word in phrase.doubtful]
    known = [place for place in places if place is not None]
    if len(known) < len(places):
        return [Run(text=phrase.text, proposed=True, start_s=phrase.start_s)]
    runs: list[Run] = []
    done = 0
    for first, last in sorted(known):
        if first > done:
            runs.append(Run(text=phrase.text[done:first], start_s=phrase.start_s))
        if last > done:
            marked = phrase.text[max(first, done) : last]
            runs.append(Run(text=marked, proposed=True, start_s=phrase.start_s))
        done = max(done, last)
    if done < len(phrase.text):
        runs.append(Run(text=phrase.text[done:], start_s=phrase.start_s))
    return runs


def _place_of(words: str, text: str) -> tuple[int, int] | None:
    """Return where doubtful words stand in what was written, None unless at one place only."""
    found = list(re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE))
    return found[0].span() if len(found) == 1 else None


def _reports(intervention: Intervention, frame: Frame, talk: Conversation) -> list[Said]:
    """Return how each sentence is reported; only the first one answers a question."""
    reports: list[Said] = []
    for sentence in intervention.sentences:
        content = cleaned_text(sentence)
        met = frame.common_words.intersection(re.findall(r"\w+", content.lower()))
        current = replace(
            frame,
            common_words=met,
            answering=frame.answering and not reports,
            is_called=frame.is_called and talk.is_called_in(sentence),
        )
        joined = with_reason(reports[-1].report, content, current) if reports else None
        if joined is not None:
            doubtful = (*reports[-1].doubtful, *_doubtful_words(sentence))
            reports[-1] = replace(reports[-1], report=joined, doubtful=doubtful)
            continue
        told = reported(content, current)
        reports += [
            Said(report=report, start_s=sentence.start_s, doubtful=doubtful)
            for report, doubtful in zip(told, _doubts(sentence, told), strict=True)
        ]
    return reports


def _doubtful_words(sentence: Sentence) -> tuple[str, ...]:
    """Return each stretch of doubtful words as it is printed, less punctuation."""
    if not sentence.doubtful:
        return ()
    stretches = (
        " ".join(word.text for word in group)
        for doubtful, group in groupby(cleaned(sentence), key=lambda word: word.doubtful)
        if doubtful
    )
    printed_stretches = (printed_text(stretch).strip(" .,;:!?…") for stretch in stretches)
    return tuple(stretch for stretch in printed_stretches if stretch)


def _doubts(sentence: Sentence, told: Sequence[Report]) -> list[tuple[str, ...]]:
    """Return the doubtful words of each report of a sentence; of all where they were reworded."""
    words = _doubtful_words(sentence)
    texts = [f"{report.content} {report.aside}" for report in told]
    met = [{word for word in words if _place_of(word, text)} for text in texts]
    reworded = set(words).difference(*met) if met else set()
    return [tuple(word for word in words if word in found | reworded) for found in met]


def discussion(
    said: Sequence[Sentence], style: DiscussionStyle, talk: Conversation
) -> tuple[Paragraph, ...]:
    """Return what was said on one item, in a style."""
    if style is DiscussionStyle.VERBATIM:
        return verbatim(said)
    return indirect(said, talk, shortened=style is DiscussionStyle.SUMMARY)
