"""What is written for items follows them through every change of the agenda, or is set aside."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.session.description.following import (
    AgendaChange,
    reread,
    titles_of,
    with_agenda_changed,
)
from desktop.session.description.seance_update import seance_toml
from desktop.session.description.tables import agenda_rows, numbered, rows_reread, with_agenda
from desktop.session.imports.importing import write_convocation
from pv_builder.act_texts import ActText, ActTexts
from pv_builder.convocation.convocation import Convocation, read_convocation
from pv_builder.intake.source import pasted
from pv_builder.roster.seance_toml import read_seance
from pv_builder.seance import AgendaEntry, Seance
from pv_builder.wishes import DiscussionStyle, DocumentWishes
from tests.helpers.sessions import DATA

TITLES = ("Voirie", "Cantine", "Subventions", "Motion")
marks = st.sampled_from(["1", "2", "3", "4", "9", "1 (sans point)"])
agendas = st.lists(st.sampled_from(TITLES), max_size=4, unique=True).map(
    lambda titles: {str(n): title for n, title in enumerate(titles, start=1)}
)


@pytest.fixture
def seance() -> Seance:
    return read_seance(DATA / "commune-saint-aubin.toml")


def wishes(*written: tuple[str, str], **styles: DiscussionStyle) -> DocumentWishes:
    """Return texts by mark and title, each with a number that tells them apart."""
    acts = tuple((mark, ActText(number=f"n° {mark}", title=title)) for mark, title in written)
    return DocumentWishes(item_styles=tuple(styles.items()), texts=ActTexts(by_item=acts))


def kept(found: DocumentWishes) -> dict[str, tuple[str, str]]:
    return {mark: (act.number, act.title) for mark, act in found.texts.by_item}


@given(
    before=agendas,
    after=agendas,
    written=st.dictionaries(marks, st.sampled_from(["", *TITLES]), max_size=5),
)
def test_no_text_is_lost_nor_printed_for_an_item_it_was_not_written_for(
    before: dict[str, str], after: dict[str, str], written: dict[str, str]
) -> None:
    asked = wishes(*written.items())
    found = with_agenda_changed(asked, reread(before, after)).texts
    assert sorted(act.number for _, act in found.by_item) == sorted(f"n° {m}" for m in written)
    assert len({mark for mark, _ in found.by_item}) == len(written)
    for mark, title in after.items():
        act = found.of(AgendaEntry(mark=mark, title=title))
        if not act.is_empty:
            old = act.number.removeprefix("n° ")
            assert title == (written[old] or before.get(old))


def test_a_text_waits_for_its_item_and_comes_back_to_it() -> None:
    gone = reread({"1": "Voirie", "2": "Cantine"}, {"1": "Cantine"})
    waiting = with_agenda_changed(wishes(("1", ""), ("2", "")), gone)
    assert kept(waiting) == {"1 (sans point)": ("n° 1", "Voirie"), "1": ("n° 2", "Cantine")}
    back = reread({"1": "Cantine"}, {"1": "Cantine", "2": "Motion", "3": "VOIRIE"})
    assert kept(with_agenda_changed(waiting, back)) == {
        "3": ("n° 1", "VOIRIE"),
        "1": ("n° 2", "Cantine"),
    }


def test_a_title_that_stands_twice_says_nothing_unless_its_number_stays() -> None:
    twice = {"1": "Avenant", "2": "Avenant"}
    change = reread(twice, {"1": "Avenant", "2": "Voirie", "3": "Avenant"})
    assert change.kept == {"1": "1"}
    found = with_agenda_changed(wishes(("1", ""), ("2", "")), change)
    assert kept(found) == {"1": ("n° 1", "Avenant"), "2 (sans point)": ("n° 2", "Avenant")}


def test_the_style_of_a_removed_item_does_not_pass_to_the_next_that_bears_its_number(
    seance: Seance,
) -> None:
    rows = agenda_rows(seance)
    origins = [row[0] for row in rows]
    asked = replace(seance, wishes=wishes(**{"5": DiscussionStyle.SUMMARY}))
    shorter, _ = with_agenda(asked, rows[:4], origins[:4])
    again, _ = with_agenda(shorter, [*rows[:4], ("5", "Motion", "")], [*origins[:4], ""])
    assert again.wishes.item_styles == ()


def test_a_text_follows_the_row_of_its_item_even_when_it_is_given_another_title(
    seance: Seance,
) -> None:
    rows = agenda_rows(seance)
    asked = replace(seance, wishes=wishes(("2", rows[1][1]), ("1", rows[0][1])))
    moved = numbered([("", "Cantine scolaire", ""), rows[0]])
    changed, _ = with_agenda(asked, moved, ["2", "1"])
    assert kept(changed.wishes) == {"1": ("n° 2", "Cantine scolaire"), "2": ("n° 1", rows[0][1])}
    assert changed.wishes.texts.homeless(changed.agenda) == ()


def convened(seance: Seance, *order: int) -> Convocation:
    listed = "\n".join(f"{n}. {seance.agenda[at].title}" for n, at in enumerate(order, start=1))
    return read_convocation(pasted(f"ORDRE DU JOUR :\n{listed}\n"))


def test_a_convocation_read_anew_takes_the_texts_along_with_their_comments(
    seance: Seance, tmp_path: Path
) -> None:
    path = tmp_path / "seance.toml"
    text = seance_toml(replace(seance, wishes=wishes(("1", ""), ("2", ""), ("3", ""))))
    path.write_text(text.replace('numero = "n° 3"', '# relu\nnumero = "n° 3"'), encoding="utf-8")
    write_convocation(path, convened(seance, 2, 0, 4))
    found = read_seance(path)
    titles = [entry.title for entry in seance.agenda]
    assert kept(found.wishes) == {
        "2": ("n° 1", titles[0]),
        "2 (sans point)": ("n° 2", titles[1]),
        "1": ("n° 3", titles[2]),
    }
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line]
    assert lines[lines.index("# relu") - 1] == "[documents.actes.1]"


def test_texts_written_apart_in_their_file_are_followed_too(seance: Seance, tmp_path: Path) -> None:
    path = tmp_path / "seance.toml"
    text = seance_toml(replace(seance, wishes=DocumentWishes(template="extrait")))
    apart = '\n[documents.actes.1]\nnumero = "n° 1"\n[documents.debats_par_point]\n1 = "synthese"\n'
    path.write_text(text + apart, encoding="utf-8")
    write_convocation(path, convened(seance, 1, 0))
    found = read_seance(path).wishes
    assert kept(found) == {"2": ("n° 1", seance.agenda[0].title)}
    assert found.item_styles == (("2", DiscussionStyle.SUMMARY),)
    assert found.template == "extrait"


def test_an_agenda_that_stays_changes_nothing() -> None:
    titles = titles_of([AgendaEntry(mark=1, title="Voirie")])
    asked = wishes(("1", "Voirie"), ("9", ""), **{"1": DiscussionStyle.SUMMARY})
    change = AgendaChange(before=titles, after=titles, kept={"1": "1"})
    assert with_agenda_changed(asked, change) == asked


def test_a_convocation_read_anew_in_the_window_puts_known_items_in_its_order() -> None:
    known = [("1", "Voirie", ""), ("2", "Cantine", "M. X Y"), ("3", "Motion", "")]
    found = [("1", "CANTINE", ""), ("2", "Subventions", "")]
    rows, origins = rows_reread(known, ["1", "2", "3"], found)
    assert rows == [*found, known[0], known[2]]
    assert origins == ["2", "", "1", "3"]


def test_items_pasted_that_were_not_there_come_after_the_others() -> None:
    known, found = [("1", "Voirie", "")], [("2", "Motion", "")]
    assert rows_reread(known, ["1"], found) == ([*known, *found], ["1", ""])
