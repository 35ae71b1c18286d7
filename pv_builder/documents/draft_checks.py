"""The last page of a draft: everything that a person must look at before signing."""

from collections.abc import Sequence

from core.transcript import Transcript
from pv_builder.blocks import Block, Heading, Line, PageBreak, Paragraph, ParagraphRole, Table, text
from pv_builder.conformity.concerns import Concern, concerns, items_in_words
from pv_builder.conformity.recording_told import coverage_told, lacks_told
from pv_builder.documents.marks import clock, listening_times
from pv_builder.language.typography import counted, typeset
from pv_builder.law import wording
from pv_builder.minutes import Minutes

_MOST_TIMES = 12


def checks_annex(minutes: Minutes, transcript: Transcript | None) -> tuple[Block, ...]:
    """Return the list of alerts, the gravest first, and where the draft comes from.

    It is no part of the minutes: it stands on a page of its own, to be taken off.
    """
    told = concerns(minutes.alerts)
    head = Heading(level=1, line=text("Points à vérifier avant signature"))
    note = "Cette page accompagne le projet ; elle ne fait pas partie du procès-verbal."
    blocks: list[Block] = [
        PageBreak(),
        head,
        Paragraph(line=text(typeset(note)), role=ParagraphRole.NOTE),
    ]
    if told:
        blocks.append(_table(told))
    else:
        nothing = (
            "Aucune contradiction n'a été relevée entre ce qui a été dit et ce qui est compté."
        )
        blocks.append(Paragraph(line=text(typeset(nothing))))
    return (*blocks, *_origin(transcript))


def _table(told: Sequence[Concern]) -> Table:
    return Table(
        header=("Gravité", "Point", "À vérifier", "À réécouter"),
        rows=tuple(_row(concern) for concern in told),
        widths=(0.14, 0.1, 0.58, 0.18),
        caption="Points à vérifier avant signature",
    )


def _row(concern: Concern) -> tuple[Line, ...]:
    gravity = "Bloquant" if concern.is_blocking else "À vérifier"
    return (
        text(gravity, bold=concern.is_blocking),
        text(items_in_words(concern.items) or "Séance"),
        text(typeset(concern.text)),
        text(", ".join(listening_times(concern.excerpts, _MOST_TIMES)) or "–"),
    )


def _origin(transcript: Transcript | None) -> list[Block]:
    """Return how the draft was made: the length of the recording and the share with text."""
    if transcript is None:
        return []
    parts = [f"Enregistrement de {clock(transcript.audio.duration_s)}"]
    if len(transcript.audio.parts) > 1:
        parts.append(f"en {counted(len(transcript.audio.parts), 'fichier')}")
    sentences = [f"{' '.join(parts)}.", lacks_told(transcript.audio)]
    if coverage := transcript.coverage:
        places = ", ".join(listening_times(coverage.gaps))
        listen = f", à réécouter : {places}" if places else ""
        sentences.append(f"{coverage_told(coverage)}{listen}.")
    told = " ".join(filter(None, sentences))
    return [Paragraph(line=text(typeset(told)), role=ParagraphRole.NOTE)]


def voice_notices(transcript: Transcript | None) -> list[Line]:
    """Return what is to be said about the voices: not told apart, or some without a name."""
    if transcript is None or not transcript.turns:
        return []
    if all(turn.speaker is None and turn.member is None for turn in transcript.turns):
        return [text(wording.VOICES_NOTICE)]
    if any(turn.member is None for turn in transcript.turns):
        return [text(wording.UNNAMED_VOICES_NOTICE)]
    return []
