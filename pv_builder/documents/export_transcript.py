"""The transcript as a document to read, as a table, and as the evaluation tools take it (STM).

Whoever calls gives the public transcript: nothing here knows what was said à huis clos.
"""

from core.timecode import format_timecode
from core.transcript import MemberStatus, Transcript, Turn
from pv_builder.blocks import (
    Block,
    CheckMark,
    Inline,
    Line,
    Notice,
    NoticeKind,
    Paragraph,
    ParagraphRole,
    Run,
    text,
)
from pv_builder.documents.csv_cells import excel_csv
from pv_builder.language.typography import NBSP, typeset

CSV_HEADER = ("debut_s", "fin_s", "debut", "intervenant", "statut", "voix", "texte")
_STATUSES = {MemberStatus.CONFIRMED: "confirmé", MemberStatus.PROPOSED: "proposé"}
_UNKNOWN = "INCONNU"
_NOTICE = (
    "Transcription faite par une machine : ce qui est souligné est douteux, un nom suivi de "
    "« à vérifier » n'a été confirmé par personne."
)


def transcript_blocks(transcript: Transcript) -> tuple[Block, ...]:
    """Return the transcript as paragraphs, one a turn, doubtful words and names marked."""
    notice = Notice(kind=NoticeKind.DRAFT, lines=(text(typeset(_NOTICE)),))
    turns = (
        Paragraph(line=_turn_line(turn), role=ParagraphRole.BODY)
        for turn in transcript.turns
        if turn.words
    )
    return (notice, *turns)


def _turn_line(turn: Turn) -> Line:
    head: list[Inline] = [Run(text=f"[{format_timecode(turn.start)}] ")]
    name = turn.member or turn.speaker
    if name is not None:
        proposed = turn.member is not None and turn.member_status is MemberStatus.PROPOSED
        head.append(Run(text=name, bold=True, proposed=proposed, start_s=turn.start))
        if proposed:
            head += [Run(text=" "), CheckMark()]
        head.append(Run(text=f"{NBSP}: "))
    return (*head, *_words(turn))


def _words(turn: Turn) -> list[Inline]:
    """Return the words of a turn in runs, those that may be wrong apart."""
    doubtful = {n for doubt in turn.doubts for n in range(doubt.first_word, doubt.last_word)}
    runs: list[Inline] = []
    start = 0
    for at in range(1, len(turn.words) + 1):
        if at == len(turn.words) or (at in doubtful) != (start in doubtful):
            said = "".join(word.text for word in turn.words[start:at])
            proposed = start in doubtful
            begin = turn.words[start].start
            runs.append(
                Run(
                    text=said.lstrip() if start == 0 else said,
                    proposed=proposed,
                    start_s=begin if proposed else None,
                )
            )
            start = at
    return runs


def transcript_csv(transcript: Transcript) -> bytes:
    """Return the transcript as a table, one row a turn; times in seconds and as a clock."""
    rows = (
        (
            f"{turn.start:.3f}",
            f"{turn.end:.3f}",
            format_timecode(turn.start),
            turn.member,
            _STATUSES.get(turn.member_status, "") if turn.member_status else "",
            turn.speaker,
            turn.text,
        )
        for turn in transcript.turns
        if turn.words
    )
    return excel_csv(CSV_HEADER, rows)


def stm_text(transcript: Transcript) -> str:
    """Return the transcript in the segment time marks of the NIST's scoring tools (sctk)."""
    return "".join(
        f"seance 1 {(turn.member or turn.speaker or _UNKNOWN).replace(' ', '_')} "
        f"{turn.start:.3f} {turn.end:.3f} {' '.join(turn.text.split())}\n"
        for turn in transcript.turns
        if turn.words
    )
