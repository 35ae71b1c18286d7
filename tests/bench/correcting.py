"""How many actions take a raw result to the truth: python -m tests.bench.correcting FOLDER...

A folder is what `greffier process` left of a session whose truth is in `tests/data/documents`,
under the same name. The corrections are the window's own edits, made through a workbench on a copy;
at the end the text (words, letters of either case, no punctuation), the speakers and the facts are
compared with the truth, and what still differs is printed. An action is a key, a click or a typed
word:

- a voice: accepted 1, all certain ones together 1; another member chosen from the list 2;
- a turn: split 1; given to one of the nine most frequent speakers 1, to another 2;
- words: the cursor put there 1, each typed word 1, words removed 1;
- the same words misheard in several places: once corrected, the others are offered in a bar: 1
  where it shows them all, 2 where they are looked through in a list;
- facts: a group accepted 1; a fact corrected or refused 2.

"One by one" is the same without what does several at once.
"""

import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from core.folding import fold
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
from desktop.session.corrections.name_fixes import correction, name_fixes
from desktop.session.corrections.retyping import edit_of_text
from desktop.session.corrections.searching import Query, find, replacement, said_again
from desktop.session.speakers.voice_list import acceptance, voice_cards
from desktop.session.workbench import Workbench, open_workbench
from desktop.ui.editor.again_bar import SHOWN
from desktop.ui.editor.name_fix_dialog import SURE
from pv_builder.evidence import Status
from pv_builder.meeting import MemberName
from tests.helpers.sessions import meeting, transcript

FREQUENT = 9


@dataclass(slots=True)
class Tally:
    """Actions counted, by kind: those made, and those it would take one by one."""

    made: Counter[str] = field(default_factory=Counter)
    single: Counter[str] = field(default_factory=Counter)

    def add(self, kind: str, made: int, single: int | None = None) -> None:
        self.made[kind] += made
        self.single[kind] += made if single is None else single


@dataclass(frozen=True, slots=True)
class Spoken:
    """A word of the truth and who says it."""

    text: str
    who: str


def correct(folder: Path, name: str) -> tuple[Tally, list[str]]:
    """Return the actions that took a session to the truth, and what still differs."""
    tally = Tally()
    bench = open_workbench(folder)
    try:
        _name_voices(bench, name, tally)
        _split_and_give(bench, name, tally)
        _fix_names(bench, name, tally)
        _replace_everywhere(bench, name, tally)
        _type_words(bench, name, tally)
        _decide_facts(bench, name, tally)
        return tally, list(_differences(bench, name))
    finally:
        bench.close()


def _truth(name: str) -> list[Spoken]:
    return [
        Spoken(word.text.strip(), turn.member or "")
        for turn in transcript(name).turns
        for word in turn.words
        if _bare(word.text)
    ]


def _bare(text: str) -> str:
    return "".join(letter for letter in fold(text) if letter.isalnum())


def _wanted(turns: Sequence[Turn], name: str) -> list[list[Spoken]]:
    """Return what each turn should say: the truth aligned with the words recognised."""
    heard = [(at, _bare(word.text)) for at, turn in enumerate(turns) for word in turn.words]
    truth = _truth(name)
    matcher = SequenceMatcher(
        None, [text for _, text in heard], [_bare(word.text) for word in truth], autojunk=False
    )
    wanted: list[list[Spoken]] = [[] for _ in turns]
    for tag, h1, h2, t1, t2 in matcher.get_opcodes():
        for number, spoken in enumerate(truth[t1:t2]):
            share = number * max(1, h2 - h1) // max(1, t2 - t1)
            near = min(len(heard) - 1, h1 + share if h2 > h1 else max(0, h1 - 1))
            assert tag != "delete"
            wanted[heard[near][0]].append(spoken)
    return wanted


def _main_speaker(words: Sequence[Spoken]) -> str:
    return Counter(word.who for word in words).most_common(1)[0][0] if words else ""


def _member(bench: Workbench, who: str) -> MemberName | None:
    roll = {member.name for member in bench.seance.roll} if bench.seance else set()
    return MemberName(who) if who in roll else None


def _name_voices(bench: Workbench, name: str, tally: Tally) -> None:
    turns = bench.corrected.transcript.turns
    said: dict[str, list[Spoken]] = {}
    for turn, words in zip(turns, _wanted(turns, name), strict=True):
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


def _split_and_give(bench: Workbench, name: str, tally: Tally) -> None:
    turns = bench.corrected.transcript.turns
    frequent = {who for who, _ in Counter(t.member for t in turns).most_common(FREQUENT)}
    for turn, words in zip(turns, _wanted(turns, name), strict=True):
        pieces = list(_pieces(turn, words))
        current = turn
        for at, who in pieces:
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


def _pieces(turn: Turn, words: Sequence[Spoken]) -> Iterator[tuple[int, str]]:
    """Yield where each speaker of the truth begins in a turn, as the number of its word."""
    if not words:
        yield 0, turn.member or ""
        return
    matcher = SequenceMatcher(
        None, [_bare(w.text) for w in turn.words], [_bare(w.text) for w in words], autojunk=False
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


def _runs(turn: Turn, words: Sequence[Spoken]) -> Iterator[tuple[int, int, str]]:
    """Yield the words of a turn that are wrong, and what they should read."""
    matcher = SequenceMatcher(
        None, [_bare(w.text) for w in turn.words], [_bare(w.text) for w in words], autojunk=False
    )
    for tag, h1, h2, t1, t2 in matcher.get_opcodes():
        heard = "".join(word.text for word in turn.words[h1:h2])
        if tag != "equal" and (t2 > t1 or _bare(heard)):  # a mark alone is no word
            yield h1, h2, " ".join(word.text for word in words[t1:t2])


def _said(words: Sequence[Word]) -> str:
    return "".join(word.text for word in words).strip(" ,.;:!?")


def _fix_names(bench: Workbench, name: str, tally: Tally) -> None:
    """Correct the misheard names that the list has right; untick and tick where it is wrong."""
    assert bench.seance is not None
    turns = bench.corrected.transcript.turns
    wanted = {
        turn.id: _bare("".join(word.text for word in words))
        for turn, words in zip(turns, _wanted(turns, name), strict=True)
    }
    fixes = [
        fix
        for fix in name_fixes(bench.corrected.transcript, bench.seance.roll)
        if _bare(fix.before) != _bare(fix.after)
    ]
    right = [fix for fix in fixes if _bare(fix.after) in wanted[fix.turn]]
    clicks = sum((fix.score >= SURE) != (fix in right) for fix in fixes)
    edit = correction(right)
    if edit is not None:
        bench.do(edit)
        single = sum(1 + len(set(fix.after.split()) - set(fix.before.split())) for fix in right)
        tally.add("words", 2 + clicks, single)
    ticked = [fix for fix in fixes if fix.score >= SURE]
    good = sum(fix in right for fix in ticked)
    print(f"{name}: {len(fixes)} names listed, {len(right)} right, ticked {good}/{len(ticked)}")


def _replace_everywhere(bench: Workbench, name: str, tally: Tally) -> None:
    """Replace what was misheard the same way in several places, and only there."""
    turns = bench.corrected.transcript.turns
    wrong: Counter[tuple[str, str]] = Counter()
    for turn, words in zip(turns, _wanted(turns, name), strict=True):
        for first, last, after in _runs(turn, words):
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


def _type_words(bench: Workbench, name: str, tally: Tally) -> None:
    turns = bench.corrected.transcript.turns
    for turn, words in zip(turns, _wanted(turns, name), strict=True):
        runs = list(_runs(turn, words))
        if not runs:
            continue
        edit = edit_of_text(turn, " ".join(word.text for word in words))
        if edit is not None:
            bench.do(edit)
        tally.add("words", sum(1 + max(1, len(after.split())) for *_, after in runs))


def _decide_facts(bench: Workbench, name: str, tally: Tally) -> None:
    truth = meeting(name)
    read = bench.minutes()
    assert read is not None
    for group in fact_groups(read):
        whole = facts_acceptance(group)
        if whole is not None:
            bench.do(whole)
            tally.add("facts", 1, group.left)
        for line in group.lines:
            wanted = value_of(truth, line.key)
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


def _differences(bench: Workbench, name: str) -> Iterator[str]:
    """Yield what still differs from the truth, in figures."""
    turns = bench.corrected.transcript.turns
    heard = [_bare(word.text) for turn in turns for word in turn.words if _bare(word.text)]
    truth = [_bare(word.text) for word in _truth(name) if _bare(word.text)]
    same = SequenceMatcher(None, heard, truth, autojunk=False).get_matching_blocks()
    right = sum(block.size for block in same)
    if right < len(truth):
        yield f"{len(truth) - right} words"
    wrong = sum(
        len(words)
        for turn, words in zip(turns, _wanted(turns, name), strict=True)
        if words and (turn.member or "") != (_member(bench, _main_speaker(words)) or "")
    )
    if wrong:
        yield f"{wrong} words under another name"
    read, wanted = bench.minutes(), meeting(name)
    assert read is not None
    lost = {m.member for m in wanted.movements} - {m.member for m in read.meeting.movements}
    if lost:
        yield f"{len(lost)} movements that nobody heard"


def main(folders: Sequence[Path]) -> None:
    """Print one row a session."""
    print("| session | voices | turns | words | facts | all | one by one | still differs |")
    print("|---|---|---|---|---|---|---|---|")
    for folder in folders:
        with tempfile.TemporaryDirectory() as name:
            copy = Path(name) / folder.name
            copy.mkdir()
            for file in ("transcript.json", "seance.toml"):
                shutil.copy(folder / file, copy / file)
            tally, left = correct(copy, folder.name)
        kinds = [str(tally.made[kind]) for kind in ("voices", "turns", "words", "facts")]
        total, single = sum(tally.made.values()), sum(tally.single.values())
        print(
            f"| {folder.name} | {' | '.join(kinds)} | {total} | {single} | "
            f"{', '.join(left) or 'nothing'} |"
        )


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
