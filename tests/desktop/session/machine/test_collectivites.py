"""What is kept of an assembly from one session to the next."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.session.description.seance_update import seance_toml
from desktop.session.machine.collectivites import (
    forget,
    known_collectivites,
    last_session_of,
    remember,
)
from pv_builder.meeting import Attendance
from pv_builder.roster.seance_toml import read_seance
from pv_builder.seance import Seance
from pv_builder.wishes import DiscussionStyle, DocumentWishes
from tests.helpers.sessions import DATA


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GREFFIER_CONFIG", str(tmp_path / "config"))
    return tmp_path / "config"


@pytest.fixture
def seance() -> Seance:
    return read_seance(DATA / "commune-saint-aubin.toml")


def test_what_lasts_is_kept_and_what_belongs_to_one_session_is_not(seance: Seance) -> None:
    wishes = DocumentWishes(
        template="extrait",
        style=DiscussionStyle.SUMMARY,
        item_styles=(("1", DiscussionStyle.VERBATIM),),
    )
    present = tuple(replace(one, attendance=Attendance.PRESENT) for one in seance.members)
    remember(replace(seance, members=present, wishes=wishes))
    (kept,) = known_collectivites()
    assert kept.roll == seance.roll
    assert (kept.place, kept.hour) == (seance.place, seance.hour)
    assert {one.attendance for one in kept.members} == {None}
    assert kept.agenda == ()
    assert kept.wishes == DocumentWishes(template="extrait", style=DiscussionStyle.SUMMARY)


def test_the_newest_session_of_an_assembly_is_kept_and_the_assembly_that_sat_last_is_first(
    seance: Seance,
) -> None:
    later = replace(seance, date=dt.date(2026, 6, 1), place="gymnase")
    remember(later)
    remember(seance)
    other = replace(seance, body="conseil d'administration du CCAS", date=dt.date(2026, 5, 1))
    remember(other)
    assert [(one.body, one.place) for one in known_collectivites()] == [
        (seance.body, "gymnase"),
        (other.body, seance.place),
    ]
    forget(later)
    assert [one.body for one in known_collectivites()] == [other.body]


def test_comments_in_a_kept_file_stay_and_a_damaged_one_is_left_alone(
    seance: Seance, config: Path
) -> None:
    remember(seance)
    (path,) = (config / "collectivites").iterdir()
    path.write_text("# charte 2026\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    remember(replace(seance, place="gymnase"))
    text = path.read_text(encoding="utf-8")
    assert "# charte 2026" in text
    assert "gymnase" in text
    (config / "collectivites" / "autre.toml").write_text("???")
    assert len(known_collectivites()) == 1


def test_a_folder_that_refuses_costs_the_convenience_only(seance: Seance, config: Path) -> None:
    config.write_text("a file where the folder would be")
    remember(seance)
    assert known_collectivites() == ()


def test_the_session_before_is_of_the_same_assembly_and_earlier(
    seance: Seance, tmp_path: Path
) -> None:
    folders = []
    for number, (body, month) in enumerate(
        [("conseil municipal", 1), ("conseil municipal", 2), ("CCAS", 3), ("conseil municipal", 9)]
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        held = replace(seance, body=body, date=dt.date(2026, month, 1))
        (folder / "seance.toml").write_text(seance_toml(held), encoding="utf-8")
        folders.append(str(folder))
    now = replace(seance, date=dt.date(2026, 4, 1))
    assert last_session_of(now, [*folders, str(tmp_path / "gone")]) == tmp_path / "1"
    assert last_session_of(replace(now, body="bureau"), folders) is None
