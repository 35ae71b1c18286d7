"""One session open for work: its folder, what was recognised, the corrections, the facts.

The window's whole knowledge of a session, without any Qt. Not for recognising or drafting files:
`desktop.session.workflow` does that in another process.

Invariants:
- An edit is on the disk before it is in `corrected`.
- The folder stays locked until `close`.
"""

from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from core.task import silent
from core.transcript import Transcript
from core.transcript_file import read_transcript
from desktop.session.corrections.corrections import Corrected
from desktop.session.corrections.decisions import decided
from desktop.session.corrections.edits import DescribeSession, Edit, SingleEdit
from desktop.session.corrections.history import History, Timeline
from desktop.session.corrections.journal import JOURNAL, Act, Journal, open_journal
from desktop.session.documents.publication import readable, with_closed_passages
from desktop.session.dossier import Dossier, open_dossier
from desktop.session.recording.marks import closed_passages, marks_of
from desktop.session.speakers.proposing import (
    Beside,
    Named,
    Proposed,
    changes_speakers,
    propose,
    proposing,
    read_beside,
    reproposed,
)
from pv_builder.conformity.act_texts import with_act_texts_checked
from pv_builder.marks import Marks
from pv_builder.meeting import MemberName
from pv_builder.minutes import Minutes
from pv_builder.naming.named import Naming
from pv_builder.roster.seance_toml import decoded, read_seance
from pv_builder.seance import Seance, meeting_as_stated

Reader = Callable[[Transcript, Seance], Minutes]


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading of the facts to be done; it may run on another thread."""

    transcript: Transcript
    seance: Seance
    reader: Reader

    def read(self) -> Minutes:
        """Return the facts."""
        return self.reader(self.transcript, self.seance)


class Workbench:
    """A session open for work; make one with `open_workbench`.

    Args:
        dossier: its folder, locked.
        seance: what the secretary stated, None if nothing was.
        history: the transcript along its corrections, None before any recognition.
        journal: of the corrections; None in the same case.
        reader: reads the facts from a transcript.
    """

    def __init__(
        self,
        dossier: Dossier,
        seance: Seance | None,
        history: History | None,
        journal: Journal | None,
        reader: Reader,
    ) -> None:
        self.dossier = dossier
        self.seance = seance
        self._history = history
        self._journal = journal
        self._reader = reader
        self._stack = ExitStack()
        self._read: tuple[Reading, Minutes] | None = None
        self._described = Timeline()
        self._named: Named | None = None
        audio = history.current.transcript.audio if history is not None else None
        self._beside = Beside() if audio is None else read_beside(dossier, audio)

    @property
    def has_transcript(self) -> bool:
        """Whether something was recognised."""
        return self._history is not None

    @property
    def corrected(self) -> Corrected:
        """The transcript as corrected. Only once there is one."""
        return self._opened().current

    @property
    def can_undo(self) -> bool:
        """Whether an edit is left to undo."""
        return self._timeline.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether an edit is left to do again."""
        return self._timeline.can_redo

    @property
    def _timeline(self) -> Timeline:
        """The edits made; before any recognition only the session can be described."""
        return self._described if self._history is None else self._history.timeline

    def do(self, edit: Edit) -> None:
        """Write an edit to the disk, and do it.

        Raises:
            DiskFull, FolderNotWritable: the edit is then not done.
        """
        if isinstance(edit, DescribeSession):
            self.restate(edit.after)
        if self._history is None:
            self._described = self._described.with_edit(edit)
        else:
            self._written(Act.EDIT, edit)
            self._history.push(edit)

    def undo(self) -> None:
        """Undo the last edit, if there is one."""
        timeline = self._timeline
        if not timeline.can_undo:
            return
        edit = timeline.edits[timeline.cursor - 1]
        if isinstance(edit, DescribeSession):
            self.restate(edit.before)
        if self._history is None:
            self._described = timeline.undone()
        else:
            self._written(Act.UNDO)
            self._history.undo()

    def redo(self) -> None:
        """Do the next edit again, if there is one."""
        timeline = self._timeline
        if not timeline.can_redo:
            return
        edit = timeline.edits[timeline.cursor]
        if isinstance(edit, DescribeSession):
            self.restate(edit.after)
        if self._history is None:
            self._described = timeline.redone()
        else:
            self._written(Act.REDO)
            self._history.redo()

    def description(
        self,
        seance: Seance,
        renamed: tuple[tuple[MemberName, MemberName], ...] = (),
        renumbered: tuple[tuple[str, str], ...] = (),
    ) -> DescribeSession:
        """Return the edit that states the session so; comments in its file stay.

        Args:
            seance: the session from now on.
            renamed: old and new name of members that are named otherwise.
            renumbered: old and new mark of items that bear another one.
        """
        from desktop.session.description.seance_update import with_seance  # noqa: PLC0415 - the window opens without it

        before = self.described
        after = with_seance(before, seance, renamed)
        return DescribeSession(before=before, after=after, renamed=renamed, renumbered=renumbered)

    @property
    def described(self) -> str:
        """The text of the file that describes the session, "" without one."""
        path = self.dossier.seance
        return (decoded(path.read_bytes()) or "") if path.exists() else ""

    def restate(self, text: str) -> None:
        """Write what was convened; a file that somebody else changed is kept aside."""
        name = self.dossier.seance.name
        self.dossier.outputs.write_bytes(name, text.encode(), silent())
        self.seance = read_seance(self.dossier.seance) if text else None

    def take_up(self) -> None:
        """Make an edit of what was being typed when the program was cut short.

        It is in the file and in no edit: undoing an earlier one would lose it.
        """
        known = self._timeline.stated
        if known is None or known == self.described:
            return
        if self.dossier.outputs.is_ours(self.dossier.seance.name):
            self.do(DescribeSession(before=known, after=self.described))

    @property
    def left_out(self) -> tuple[SingleEdit, ...]:
        """Corrections that no longer fit the transcript."""
        return self.corrected.left_out if self.has_transcript else ()

    def minutes(self) -> Minutes | None:
        """Return the facts of the session as they stand, None until it is described.

        Reading takes time that grows with the transcript; the result is kept until it changes.
        """
        asked = self.reading()
        if asked is not None:
            self.take(asked, asked.read())
        return self.minutes_so_far()

    def minutes_so_far(self) -> Minutes | None:
        """Return the facts as last read and decided; None until described, and read once."""
        if self.seance is None:
            return None
        if self._history is None:
            now = Minutes(meeting=meeting_as_stated(self.seance))
        elif self._read is None:
            return None
        else:
            read = with_closed_passages(self._read[1], self.corrected)
            now = rechecked(read, decided(read, self.corrected.decisions))
        return with_act_texts_checked(now, self.seance.wishes.texts)

    def reading(self) -> "Reading | None":
        """Return the reading that is due, None when the last one still holds."""
        if self.seance is None or self._history is None:
            return None
        due = Reading(readable(self.corrected), self.seance.convened, self._reader)
        return None if self._read is not None and self._read[0] == due else due

    @property
    def naming(self) -> Naming | None:
        """Who the voices are as last worked out, with reasons; None before the first time."""
        return self._named.naming if self._named is not None else None

    def proposed(self) -> Proposed | None:
        """Return whom the voices may be if that is due; it may run beside the window."""
        history, seance = self._history, self.seance
        if history is None or seance is None:
            return None
        due = proposing(history.current, seance.convened, self._beside)
        return propose(due, history.current, history.timeline.done, self._named)

    def take_proposed(self, proposed: Proposed) -> bool:
        """Propose whom a naming gave; whether it still holds and any proposal changed.

        Quick in a session of any length: the window waits for it.
        """
        history, seance = self._opened(), self.seance
        now = history.current
        if seance is None or seance.convened != proposed.named.asked.seance:
            return False
        if not proposed.holds_for(now):
            return False
        self._named = proposed.named
        if not proposed.changes:
            return False
        history.amend(replace(now, transcript=proposed.state.transcript))
        return True

    def take(self, asked: "Reading", read: Minutes) -> None:
        """Keep what a reading gave."""
        self._read = (asked, read)

    def close(self) -> None:
        """Close the journal and release the folder."""
        self._stack.close()

    def adopt(self, stack: ExitStack) -> None:
        """Take over what must be released at the end."""
        self._stack = stack

    def _opened(self) -> History:
        assert self._history is not None, "no transcript yet"  # noqa: S101 - a belief about us
        return self._history

    def _written(self, act: Act, edit: Edit | None = None) -> None:
        assert self._journal is not None, "no transcript yet"  # noqa: S101 - a belief about us
        self._journal.append(act, edit)


def as_corrected(dossier: Dossier, transcript: Transcript, seance: Seance | None) -> Corrected:
    """Return a transcript with the corrections of its folder's journal and what follows from them.

    Args:
        dossier: of the session.
        transcript: as recognised.
        seance: whose roll the voices are named from; None leaves their names as they are.

    Raises:
        JournalOfOtherTranscript, FileDamaged: when the corrections cannot be used.
    """
    path = dossier.work / JOURNAL
    base = recognised(transcript, marks_of(dossier, transcript.audio))
    if not path.exists():
        return base
    with closing(open_journal(path, transcript)) as journal:
        history = History(base, journal.timeline)
    if seance is not None and changes_speakers(history.timeline.done):
        due = proposing(history.current, seance, read_beside(dossier, transcript.audio))
        history.amend(reproposed(history.current, due.named().naming))
    return history.current


def minutes_as_corrected(
    dossier: Dossier, transcript: Transcript, seance: Seance
) -> tuple[Corrected, Minutes]:
    """Return a transcript as corrected, and the facts read from it as a person decided them.

    Raises:
        JournalOfOtherTranscript, FileDamaged: when the corrections cannot be used.
    """
    corrected = as_corrected(dossier, transcript, seance)
    marks = marks_of(dossier, transcript.audio)
    read = with_closed_passages(read_with_rules(readable(corrected), seance, marks), corrected)
    now = rechecked(read, decided(read, corrected.decisions))
    return corrected, with_act_texts_checked(now, seance.wishes.texts)


def recognised(transcript: Transcript, marks: Marks) -> Corrected:
    """Return a transcript before any correction: what was marked as closed session is left out."""
    return Corrected(transcript=transcript, excluded=closed_passages(marks, transcript.audio))


def rechecked(read: Minutes, now: Minutes) -> Minutes:
    """Return the minutes as decided with the alerts of the rules worked out anew.

    Args:
        read: as the reader gave them; its own alerts stay.
        now: the same with a person's decisions.
    """
    from pv_builder.conformity import checks  # noqa: PLC0415 - the window opens without it

    before = checks.check_meeting(read.meeting, read.evidence)
    standing = checks.check_meeting(now.meeting, now.evidence)
    return replace(now, alerts=checks.rechecked_alerts(read.alerts, before, standing))


def read_with_rules(transcript: Transcript, seance: Seance, marks: Marks | None = None) -> Minutes:
    """Return the facts that the rules find; they are loaded at the first call."""
    from pv_builder.reading.reader import read_minutes  # noqa: PLC0415 - the window opens without them

    return read_minutes(transcript, seance, marks)


def open_workbench(folder: Path, reader: Reader = read_with_rules) -> Workbench:
    """Return a session open for work.

    Raises:
        DossierLocked: when another program works in the folder.
        JsonInvalid, SeanceInvalid: when a file of it is wrong.
        JournalOfOtherTranscript, FileDamaged: when the corrections cannot be used.
    """
    with ExitStack() as stack:
        dossier = stack.enter_context(open_dossier(folder))
        seance = read_seance(dossier.seance) if dossier.seance.exists() else None
        history, journal = None, None
        if dossier.transcript.exists():
            transcript = read_transcript(dossier.transcript)
            journal = open_journal(dossier.work / JOURNAL, transcript)
            stack.callback(journal.close)
            marks = marks_of(dossier, transcript.audio)
            if reader is read_with_rules:
                reader = partial(read_with_rules, marks=marks)
            history = History(recognised(transcript, marks), journal.timeline)
        bench = Workbench(dossier, seance, history, journal, reader)
        bench.take_up()
        bench.adopt(stack.pop_all())
    return bench
