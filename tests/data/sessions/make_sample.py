"""Make the stored session of the present forms: `python tests/data/sessions/make_sample.py`.

Run it once when a form changes (docs/formats.md), before that version is released, and keep every
older file as it is: tests/desktop/session/keeping/test_older_sessions.py opens them all. The
session holds one of every kind of correction.
"""

# ruff: noqa: E402 - the path is set before anything of ours is imported

import datetime as dt
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[2]))

from core.task import silent
from core.transcript import Turn, TurnId, VoiceId
from desktop.session.corrections import edits as made
from desktop.session.corrections.journal import SCHEMA_VERSION
from desktop.session.keeping.life import Step, read_life, write_life
from desktop.session.keeping.session_archive import archive_dossier
from desktop.session.workbench import Workbench, open_workbench
from pv_builder import facts
from pv_builder.evidence import Status
from tests.helpers.session_folders import session_folder

NAME = "commune-saint-aubin"
NOON = dt.datetime(2026, 4, 2, 12, tzinfo=dt.UTC)


def every_edit(bench: Workbench) -> list[made.Edit]:
    """Return one correction of every kind, in an order in which each fits."""
    turns = bench.corrected.transcript.turns
    assert bench.seance is not None
    described = bench.description(replace(bench.seance, place="salle des fêtes"))
    return [
        described,
        made.AcceptWords(turn=turns[0].id, first_word=0, last_word=1),
        made.ReplaceWords(
            turn=turns[1].id, first_word=0, last_word=1, before=first_of(turns[1]), after="Bonsoir"
        ),
        made.SplitTurn(turn=turns[2].id, at_word=1, new_turn=TurnId("C1")),
        made.MergeTurns(previous=turns[2].id, turn=TurnId("C1")),
        made.InsertTurn(
            new_turn=TurnId("C2"), start=turns[3].end, end=turns[3].end, text="Très bien."
        ),
        made.SetMember(turns=(turns[4].id,), member=bench.seance.members[0].member.name),
        made.SetVoiceMember(voice=VoiceId("V01"), member=None, label="Public"),
        made.SplitVoice(turns=(turns[5].id,), new_voice=VoiceId("V90")),
        made.MergeVoices(kept=VoiceId("V01"), merged=VoiceId("V90")),
        made.DecideFact(
            fact=facts.OPENED_AT, status=Status.CONFIRMED, corrected=True, value="18:32"
        ),
        made.MarkReviewed(turns=(turns[0].id,)),
        made.ExcludePassage(start=1.0, end=2.0, reason=made.Exclusion.OFF_RECORD),
        made.IncludePassage(start=1.5, end=2.0),
        made.ReviseParagraph(section="1", before="Avant.", after="Après."),
        made.EditGroup(
            label=made.GroupLabel.ACCEPT_ALL,
            edits=(made.AcceptWords(turn=turns[6].id, first_word=0, last_word=1),),
        ),
    ]


def first_of(turn: Turn) -> str:
    """Return the first word of a turn."""
    return turn.words[0].text.strip()


def main() -> None:
    """Write the archive of the session."""
    folder = session_folder(Path(tempfile.mkdtemp()) / "seance", NAME)
    bench = open_workbench(folder)
    for edit in every_edit(bench):
        bench.do(edit)
    bench.undo()
    write_life(bench.dossier, read_life(bench.dossier).with_step(Step.SUBMITTED, NOON.date(), NOON))
    archive_dossier(bench.dossier, HERE / f"forme-{SCHEMA_VERSION}.greffier", silent())
    assert not bench.left_out, bench.left_out
    bench.close()


if __name__ == "__main__":
    main()
