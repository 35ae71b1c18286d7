"""Words that were probably misheard, and what they should read: to be corrected together.

Names of the roll (`name_fixes`), set phrases and titles of the agenda by their sound
(`pv_builder.reading.phrases.likely`), the adjectives of the roll call, numbers in French figures.
Nothing is changed before a person has seen the list.

Invariants:
- No word stands in two fixes; a name comes before a phrase.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from core.transcript import Transcript, Turn
from desktop.session.corrections.edits import EditGroup, GroupLabel, ReplaceWords
from desktop.session.corrections.name_fixes import name_fixes
from desktop.session.corrections.retyping import joined
from desktop.session.corrections.word_fix import FixKind, WordFix, as_before
from pv_builder.language.typography import number
from pv_builder.reading.phrases.likely import Likely, likely_phrases, session_phrases, units_of
from pv_builder.reading.presence.agreement import disagreements
from pv_builder.seance import Seance

_CONTEXT_WORDS = 3
_POINTED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")


def word_fixes(transcript: Transcript, seance: Seance) -> tuple[WordFix, ...]:
    """Return what was probably misheard in a transcript, in the order it is said."""
    turns = transcript.turns
    phrases = likely_phrases(turns, session_phrases(seance.agenda))
    found = chain(
        name_fixes(transcript, seance.roll),
        (_fix(turns, one, FixKind.AGREEMENT) for one in disagreements(turns, seance.roll)),
        (_fix(turns, one, FixKind.PHRASE) for one in phrases),
        (fix for turn in turns for fix in _figures(turn)),
    )
    taken: set[tuple[str, int]] = set()
    kept: list[WordFix] = []
    for fix in found:
        places = {(fix.turn, at) for at in range(fix.first_word, fix.last_word)}
        if not places & taken and fix.before != fix.after:
            taken |= places
            kept.append(fix)
    return tuple(sorted(kept, key=lambda fix: fix.at_s))


def correction(fixes: Sequence[WordFix]) -> EditGroup | None:
    """Return the one act that corrects these words; None without any."""
    edits = tuple(
        ReplaceWords(
            turn=fix.turn,
            first_word=fix.first_word,
            last_word=fix.last_word,
            before=fix.before,
            after=fix.after,
        )
        # From the end of each turn: a fix of more words moves those that follow.
        for fix in sorted(fixes, key=lambda fix: (fix.turn, -fix.first_word))
    )
    return EditGroup(label=GroupLabel.MISHEARD, edits=edits) if edits else None


def _fix(turns: Sequence[Turn], likely: Likely, kind: FixKind) -> WordFix:
    turn = turns[likely.turn]
    words = turn.words[likely.first_word : likely.last_word]
    before = joined(words)
    return WordFix(
        kind=kind,
        turn=turn.id,
        first_word=likely.first_word,
        last_word=likely.last_word,
        at_s=words[0].start,
        end_s=words[-1].end,
        before=before,
        after=as_before(likely.after, before),
        score=likely.score,
        context=_context(turn, likely.first_word),
    )


def _context(turn: Turn, first_word: int) -> str:
    return joined(turn.words[max(0, first_word - _CONTEXT_WORDS) : first_word])


def _figures(turn: Turn) -> Iterator[WordFix]:
    """Yield the numbers whose thousands are parted by a point, which is no French."""
    for unit in units_of(turn):
        if not _POINTED.fullmatch(unit.text):
            continue
        before = joined(turn.words[unit.first : unit.last])
        written = number(int(unit.text.replace(".", "")))
        yield WordFix(
            kind=FixKind.FIGURES,
            turn=turn.id,
            first_word=unit.first,
            last_word=unit.last,
            at_s=turn.words[unit.first].start,
            end_s=turn.words[unit.last - 1].end,
            before=before,
            after=before.replace(unit.text, written.replace("\u202f", " ").replace("\u00a0", " ")),
            score=1.0,
            context=_context(turn, unit.first),
        )
