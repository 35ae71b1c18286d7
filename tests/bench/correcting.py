"""How many actions take a raw result to the truth: python -m tests.bench.correcting FOLDER...

A folder is what `greffier process` left of a session whose truth is in `tests/data/documents`,
under the same name. The corrections are the window's own edits, made through a workbench on a copy;
at the end the text (words, letters of either case, no punctuation), the speakers and the facts are
compared with the truth, and what still differs is printed. An action is a key, a click or a typed
word:

- a voice: accepted 1, all certain ones together 1; another member chosen from the list 2;
- a turn: split 1; given to one of the nine most frequent speakers 1, to another 2;
- words: the cursor put there 1, each typed word 1, words removed 1;
- misheard words listed to be corrected together: the list opened 1, accepted 1, a line ticked or
  unticked 1; a line is right where it leaves less to type;
- the same words misheard in several places: once corrected, the others are offered in a bar: 1
  where it shows them all, 2 where they are looked through in a list;
- facts: a group accepted 1; a fact corrected or refused 2.

"One by one" is the same without what does several at once. What is proposed at the doubts that are
left is counted apart and taken by nobody. References of further sessions: `--truths FOLDER`, where
each has a folder of its name with `reference.stm`, `reference.json` and `seance.toml`.
"""

import argparse
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from pathlib import Path

from core.transcript import Turn, Word
from desktop.session.corrections.corrections import free_turn_id
from desktop.session.corrections.decisions import value_of
from desktop.session.corrections.edits import (
    DecideFact,
    ReplaceWords,
    SetMember,
    SetVoiceMember,
    SplitTurn,
)
from desktop.session.corrections.fact_list import acceptance as facts_acceptance
from desktop.session.corrections.fact_list import fact_groups
from desktop.session.corrections.retyping import edit_of_text, retyped
from desktop.session.corrections.searching import Query, find, replacement, said_again
from desktop.session.corrections.word_fix import FixKind, WordFix
from desktop.session.corrections.word_fixes import correction, word_fixes
from desktop.session.speakers.voice_list import acceptance, voice_cards
from desktop.session.workbench import Workbench, open_workbench
from desktop.ui.editor.again_bar import SHOWN
from pv_builder.evidence import Status
from pv_builder.meeting import MemberName
from pv_builder.reading.doubts.guesses import Guess, guesses, vocabulary_of
from tests.bench.wanted import Spoken, Truth, bare, pieces, runs, truth_of, wanted_of

FREQUENT = 9


@dataclass(slots=True)
class Tally:
    """Actions counted, by kind: those made, and those it would take one by one."""

    made: Counter[str] = field(default_factory=Counter)
    single: Counter[str] = field(default_factory=Counter)
    listed: dict[FixKind, Counter[str]] = field(
        default_factory=lambda: {kind: Counter() for kind in FixKind}
    )
    doubts: Counter[str] = field(default_factory=Counter)

    def add(self, kind: str, made: int, single: int | None = None) -> None:
        self.made[kind] += made
        self.single[kind] += made if single is None else single


def correct(folder: Path, truth: Truth) -> tuple[Tally, list[str]]:
    """Return the actions that took a session to the truth, and what still differs."""
    tally = Tally()
    bench = open_workbench(folder)
    try:
        _name_voices(bench, truth, tally)
        _split_and_give(bench, truth, tally)
        _fix_words(bench, truth, tally)
        _look_at_doubts(bench, truth, tally)
        _replace_everywhere(bench, truth, tally)
        _type_words(bench, truth, tally)
        _decide_facts(bench, truth, tally)
        return tally, list(_differences(bench, truth))
    finally:
        bench.close()


def _main_speaker(words: Sequence[Spoken]) -> str:
    return Counter(word.who for word in words).most_common(1)[0][0] if words else ""


def _member(bench: Workbench, who: str) -> MemberName | None:
    roll = {member.name for member in bench.seance.roll} if bench.seance else set()
    return MemberName(who) if who in roll else None


def _name_voices(bench: Workbench, truth: Truth, tally: Tally) -> None:
    turns = bench.corrected.transcript.turns
    said: dict[str, list[Spoken]] = {}
    for turn, words in zip(turns, wanted_of(turns, truth), strict=True):
        said.setdefault(turn.speaker or "", []).extend(words)
    cards = voice_cards(bench.corrected)
    sure = acceptance(cards)
    certain = (
        {edit.voice for edit in sure.edits if isinstance(edit, SetVoiceMember)} if sure else set()
    )
    if sure is not None:
        bench.do(sure)
        tally.add("voices", 1, len(certain))
    for card in cards:
        member = _member(bench, _main_speaker(said.get(card.voice, [])))
        if card.voice in certain and card.member == member:
            continue
        bench.do(SetVoiceMember(voice=card.voice, member=member, label="" if member else "Public"))
        tally.add("voices", 1 if card.member == member and member else 2)


def _split_and_give(bench: Workbench, truth: Truth, tally: Tally) -> None:
    turns = bench.corrected.transcript.turns
    frequent = {who for who, _ in Counter(t.member for t in turns).most_common(FREQUENT)}
    for turn, words in zip(turns, wanted_of(turns, truth), strict=True):
        parts = list(pieces(turn, words))
        current = turn
        for at, who in parts:
            if at > 0:
                offset = at - (len(turn.words) - len(current.words))
                new = free_turn_id(bench.corrected, turn.id)
                bench.do(SplitTurn(turn=current.id, at_word=offset, new_turn=new))
                current = next(t for t in bench.corrected.transcript.turns if t.id == new)
                tally.add("turns", 1)
            member = _member(bench, who)
            shown = next(t for t in bench.corrected.transcript.turns if t.id == current.id)
            if shown.member != member:
                bench.do(SetMember(turns=(current.id,), member=member))
                tally.add("turns", 1 if who in frequent else 2)


def _said(words: Sequence[Word]) -> str:
    return "".join(word.text for word in words).strip(" ,.;:!?")


def _fix_words(bench: Workbench, truth: Truth, tally: Tally) -> None:
    """Correct what the list has right; untick and tick where it is wrong."""
    assert bench.seance is not None
    turns = bench.corrected.transcript.turns
    wanted = dict(zip((turn.id for turn in turns), wanted_of(turns, truth), strict=True))
    by_id = {turn.id: turn for turn in turns}
    gains = {
        fix: _typing(by_id[fix.turn], wanted[fix.turn])
        - _typing(_with_fix(by_id[fix.turn], fix), wanted[fix.turn])
        for fix in word_fixes(bench.corrected.transcript, bench.seance)
    }
    fixes = [fix for fix, gain in gains.items() if gain or bare(fix.before) != bare(fix.after)]
    right = [fix for fix in fixes if gains[fix] > 0]
    clicks = sum(fix.is_sure != (fix in right) for fix in fixes)
    edit = correction(right)
    if edit is not None:
        bench.do(edit)
        tally.add("words", 2 + clicks, sum(gains[fix] for fix in right))
    for kind in FixKind:
        listed = [fix for fix in fixes if fix.kind is kind]
        ticked = [fix for fix in listed if fix.is_sure]
        good = sum(fix in right for fix in listed), sum(fix in right for fix in ticked)
        tally.listed[kind] += Counter(
            listed=len(listed), right=good[0], ticked=len(ticked), ticked_right=good[1]
        )


def _look_at_doubts(bench: Workbench, truth: Truth, tally: Tally) -> None:
    """Count what is proposed at the doubts that are left; nothing is taken, no action counted."""
    assert bench.seance is not None
    turns = bench.corrected.transcript.turns
    known = vocabulary_of(turns, bench.seance.agenda, bench.seance.roll)
    for turn, words in zip(turns, wanted_of(turns, truth), strict=True):
        as_is = _typing(turn, words)
        for doubt in turn.doubts:
            found = guesses(turn, doubt.first_word, doubt.last_word, known)
            saves = [_typing(_with_fix(turn, guess), words) < as_is for guess in found]
            wrong = any(
                h1 < doubt.last_word and h2 > doubt.first_word for h1, h2, _ in runs(turn, words)
            )
            tally.doubts += Counter(
                doubts=1,
                wrong=wrong,
                shown=bool(found),
                first=saves[:1] == [True],
                among=any(saves),
            )


def _typing(turn: Turn, words: Sequence[Spoken]) -> int:
    """Return the actions that typing takes to make a turn say this."""
    return sum(1 + max(1, len(after.split())) for *_, after in runs(turn, words))


def _with_fix(turn: Turn, fix: WordFix | Guess) -> Turn:
    words = retyped(turn, fix.first_word, fix.last_word, fix.after)
    rest = turn.words[: fix.first_word], turn.words[fix.last_word :]
    return replace(turn, words=(*rest[0], *words, *rest[1]), doubts=())


def _replace_everywhere(bench: Workbench, truth: Truth, tally: Tally) -> None:
    """Replace what was misheard the same way in several places, and only there."""
    turns = bench.corrected.transcript.turns
    wrong: Counter[tuple[str, str]] = Counter()
    for turn, words in zip(turns, wanted_of(turns, truth), strict=True):
        for first, last, after in runs(turn, words):
            if last > first and after:
                wrong[_said(turn.words[first:last]), after.strip(" ,.;:!?")] += 1
    for (before, after), count in wrong.most_common():
        typed = 1 + len(after.split())
        now = bench.corrected.transcript.turns
        places = find(now, Query(text=before, whole_words=True, accents=True))
        if count < 2 or len(places) != count:
            continue
        first = replacement(now, places[:1], after)
        assert first is not None
        bench.do(first)
        tally.add("words", typed, typed)
        edit = next(one for one in first.edits if isinstance(one, ReplaceWords))
        again = said_again(bench.corrected.transcript.turns, edit)
        if again is None:
            continue
        others = replacement(bench.corrected.transcript.turns, again.places, after)
        if others is not None:
            bench.do(others)
            offered = 1 if len(again.places) <= SHOWN else 2
            tally.add("words", offered, len(again.places) * typed)


def _type_words(bench: Workbench, truth: Truth, tally: Tally) -> None:
    turns = bench.corrected.transcript.turns
    for turn, words in zip(turns, wanted_of(turns, truth), strict=True):
        if not any(runs(turn, words)):
            continue
        edit = edit_of_text(turn, " ".join(word.text for word in words))
        if edit is not None:
            bench.do(edit)
        tally.add("words", _typing(turn, words))


def _decide_facts(bench: Workbench, truth: Truth, tally: Tally) -> None:
    known = truth.meeting
    read = bench.minutes()
    assert read is not None
    for group in fact_groups(read):
        whole = facts_acceptance(group)
        if whole is not None:
            bench.do(whole)
            tally.add("facts", 1, group.left)
        for line in group.lines:
            wanted = value_of(known, line.key)
            if _plain(value_of(read.meeting, line.key)) == _plain(wanted):
                continue
            if line.key.endswith("/start") and wanted is None:
                continue
            status = Status.REJECTED if wanted is None else Status.CONFIRMED
            bench.do(
                DecideFact(fact=line.key, status=status, corrected=wanted is not None, value=wanted)
            )
            tally.add("facts", 2)


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return tuple(sorted(str(one) for one in value))
    return round(value / 15) if isinstance(value, float) else value


def _differences(bench: Workbench, truth: Truth) -> Iterator[str]:
    """Yield what still differs from the truth, in figures."""
    turns = bench.corrected.transcript.turns
    heard = [bare(word.text) for turn in turns for word in turn.words if bare(word.text)]
    said = [bare(word.text) for word in truth.words]
    same = SequenceMatcher(None, heard, said, autojunk=False).get_matching_blocks()
    right = sum(block.size for block in same)
    if right < len(said):
        yield f"{len(said) - right} words"
    wrong = sum(
        len(words)
        for turn, words in zip(turns, wanted_of(turns, truth), strict=True)
        if words and (turn.member or "") != (_member(bench, _main_speaker(words)) or "")
    )
    if wrong:
        yield f"{wrong} words under another name"
    read, wanted = bench.minutes(), truth.meeting
    assert read is not None
    lost = {m.member for m in wanted.movements} - {m.member for m in read.meeting.movements}
    if lost:
        yield f"{len(lost)} movements that nobody heard"


def main(folders: Sequence[Path], truths: Path | None) -> None:
    """Print one row a session, then how good the list of misheard words was."""
    print("| session | voices | turns | words | facts | all | one by one | still differs |")
    print("|---|---|---|---|---|---|---|---|")
    listed: dict[FixKind, Counter[str]] = {kind: Counter() for kind in FixKind}
    doubts: Counter[str] = Counter()
    for folder in folders:
        with tempfile.TemporaryDirectory() as name:
            copy = Path(name) / folder.name
            copy.mkdir()
            for file in ("transcript.json", "seance.toml"):
                shutil.copy(folder / file, copy / file)
            tally, left = correct(copy, truth_of(folder.name, truths))
        kinds = [str(tally.made[kind]) for kind in ("voices", "turns", "words", "facts")]
        total, single = sum(tally.made.values()), sum(tally.single.values())
        print(
            f"| {folder.name} | {' | '.join(kinds)} | {total} | {single} | "
            f"{', '.join(left) or 'nothing'} |"
        )
        doubts += tally.doubts
        for kind, counted in tally.listed.items():
            listed[kind] += counted
    print(f"doubts left: {dict(doubts)}")
    for kind, counted in listed.items():
        print(f"{kind}: {dict(counted)}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--truths", type=Path, help="folder of sessions with their references")
    asked = parser.parse_args()
    main(asked.folders, asked.truths)
