"""A session stated anew: nothing of its file is lost, and decisions follow names and numbers."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from core.jsonio import write_json
from desktop.session.corrections.edits import DecideFact, SetVoiceMember
from desktop.session.description.seance_update import seance_toml, with_seance
from desktop.session.description.tables import (
    agenda_rows,
    numbered,
    roll_faults,
    roll_rows,
    seance_faults,
    with_agenda,
    with_roll,
    with_stated,
)
from desktop.session.workbench import Workbench, open_workbench
from pv_builder import facts
from pv_builder.act_texts import ActText, ActTexts
from pv_builder.evidence import Status
from pv_builder.facts import ItemField
from pv_builder.meeting import Assembly, Attendance, MemberName, QuorumRule, Statutes
from pv_builder.roster.fields import Fault
from pv_builder.roster.seance_toml import parse_seance, read_seance
from pv_builder.seance import Seance
from pv_builder.wishes import DiscussionStyle, DocumentWishes
from tests.helpers.sessions import DATA, minutes, transcript

NAME = "commune-saint-aubin"
OLD, NEW = MemberName("M. Alain Hubert"), MemberName("M. Alain Imbert")


@pytest.fixture
def seance() -> Seance:
    return read_seance(DATA / f"{NAME}.toml")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    write_json(tmp_path / "transcript.json", transcript(NAME))
    (tmp_path / "seance.toml").write_bytes((DATA / f"{NAME}.toml").read_bytes())
    bench = open_workbench(tmp_path, lambda _transcript, _seance: minutes(NAME))
    yield bench
    bench.close()


def renamed(seance: Seance) -> tuple[Seance, tuple[tuple[MemberName, MemberName], ...]]:
    rows = [
        (*row[:2], "Imbert", *row[3:]) if row[2] == "Hubert" else row for row in roll_rows(seance)
    ]
    return with_roll(seance, rows, [member.name for member in seance.roll])


def test_every_field_of_a_session_survives_its_file(seance: Seance) -> None:
    full = replace(
        seance,
        second_convocation=True,
        predecessor_accounts=True,
        urgent=True,
        siret="21270001200015",
        department="27",
        population=3600,
        wishes=DocumentWishes(
            template="extrait",
            style=DiscussionStyle.SUMMARY,
            item_styles=(("3", DiscussionStyle.VERBATIM), ("I.2 bis", DiscussionStyle.INDIRECT)),
        ),
    )
    faults: list[Fault] = []
    assert parse_seance(seance_toml(full).encode(), faults) == full
    assert faults == []


def test_the_statutes_of_an_open_syndicate_survive_too() -> None:
    base = read_seance(DATA / "syndicat-numerique.toml")
    rule = QuorumRule(numerator=1, denominator=3, strict=False, in_votes=True)
    full = replace(
        base,
        assembly=Assembly.SYNDICAT_OUVERT,
        statutes=Statutes(quorum=rule, casting_vote=True, secret_ballot_share=3, notice_days=5),
    )
    faults: list[Fault] = []
    assert parse_seance(seance_toml(full).encode(), faults) == full
    assert faults == []


WRITTEN_BY_HAND = """\
# Conseil de mars
collectivite = "Commune de Vère" # nom officiel
organe = "conseil municipal"
type = "commune"
date = 2026-03-26

[documents]
# la charte de la mairie
modele = "extrait"

# Les élus
[[membres]]
civilite = "M."
prenom = "Jean"
nom = "Roy" # avec un y
[[membres]]
civilite = "Mme"
prenom = "Anne"
nom = "Petit" # partie en juin

[[ordre_du_jour]]
numero = 1
titre = "Voirie" # reporté deux fois
[[ordre_du_jour]]
numero = 2
titre = "Budget" # le gros morceau
"""


def read_text(text: str) -> Seance:
    faults: list[Fault] = []
    seance = parse_seance(text.encode(), faults)
    assert faults == []
    assert seance is not None
    return seance


def test_a_file_written_by_hand_keeps_its_comments_when_the_session_is_stated_anew() -> None:
    seance = read_text(WRITTEN_BY_HAND)
    rows = [("M.", "Jean", "Le Roy", *row[3:]) for row in roll_rows(seance)[:1]]
    stated, names = with_roll(seance, rows, ["M. Jean Roy"])
    turned = [("1", "Budget primitif", ""), ("2", "Voirie", "")]
    stated, _ = with_agenda(replace(stated, place="mairie"), turned, ["2", "1"])
    text = with_seance(WRITTEN_BY_HAND, stated, names)
    assert read_text(text) == stated
    kept = ("Conseil de mars", "nom officiel", "la charte", "Les élus", "avec un y", "reporté")
    assert [words for words in kept if words not in text] == []
    assert "partie en juin" not in text


def test_stating_a_session_as_it_is_changes_no_letter_of_its_values() -> None:
    seance = read_text(WRITTEN_BY_HAND)
    lines = with_seance(WRITTEN_BY_HAND, seance).splitlines()
    assert [line for line in lines if line] == [ln for ln in WRITTEN_BY_HAND.splitlines() if ln]


def test_the_style_of_an_item_follows_its_number(seance: Seance) -> None:
    wishes = DocumentWishes(item_styles=(("2", DiscussionStyle.SUMMARY),))
    rows = agenda_rows(seance)
    moved, marks = [rows[1], rows[0]], ["2", "1"]
    changed, _ = with_agenda(replace(seance, wishes=wishes), numbered(moved), marks)
    assert changed.wishes.item_styles == (("1", DiscussionStyle.SUMMARY),)


def test_the_act_of_a_removed_item_does_not_pass_to_the_one_that_takes_its_number(
    seance: Seance,
) -> None:
    acts = tuple((str(mark), ActText(number=f"2026-{mark}")) for mark in (1, 2, 3, 99))
    wishes = DocumentWishes(texts=ActTexts(by_item=acts))
    rows = agenda_rows(seance)
    changed, _ = with_agenda(replace(seance, wishes=wishes), numbered([rows[2]]), ["3"])
    assert {mark: act.number for mark, act in changed.wishes.texts.by_item} == {
        "1 (sans point)": "2026-1",
        "2 (sans point)": "2026-2",
        "1": "2026-3",
        "99": "2026-99",
    }


def test_what_a_file_asks_of_its_documents_is_checked() -> None:
    wrong = WRITTEN_BY_HAND.replace(
        'modele = "extrait"', 'debats = "résumé"\ndebats_par_point = { 1 = ["x"], 2 = "synthese" }'
    )
    faults: list[Fault] = []
    parse_seance(wrong.encode(), faults)
    assert [fault.line for fault in faults] == [9, 10]


def test_a_corrected_name_is_told_and_followed_by_proxies(seance: Seance) -> None:
    given = with_stated(seance, MemberName("Mme Brigitte Fontaine"), OLD, is_proxy=True)
    changed, names = renamed(given)
    assert names == ((OLD, NEW),)
    holders = {one.member.family_name: one.proxy_to for one in changed.members}
    assert holders["Fontaine"] == NEW
    assert seance_faults(changed) == []


def test_rows_that_are_no_members_are_told() -> None:
    rows = [
        ("Maître", "Jean", "Petit", "", "", "", "1"),
        ("M.", "", "Petit", "", "", "", "1"),
        ("Mme", "Anne", "Roy", "", "", "", "deux"),
        ("Mme", "Anne", "Roy", "", "", "", "1"),
    ]
    assert [fault.lacks for fault in roll_faults(rows)] == ["civilite", "nom", "voix", "double"]


def test_items_are_put_in_order_and_numbered(seance: Seance) -> None:
    rows = agenda_rows(seance)
    origins = [row[0] for row in rows]
    moved, marks = [rows[1], rows[0], *rows[2:]], [origins[1], origins[0], *origins[2:]]
    changed, renumbered = with_agenda(seance, numbered(moved), marks)
    assert renumbered == (("2", "1"), ("1", "2"))
    assert changed.agenda[0].title == seance.agenda[1].title
    assert numbered([("I.1", "Budget", "")]) == [("I.1", "Budget", "")]


def test_decisions_follow_a_renamed_member_and_a_renumbered_item(bench: Workbench) -> None:
    assert bench.seance is not None
    voice = bench.corrected.transcript.turns[0].speaker
    assert voice is not None
    bench.do(SetVoiceMember(voice=voice, member=OLD))
    kept = DecideFact(fact=facts.attendance(OLD), status=Status.CONFIRMED)
    bench.do(kept)
    against = facts.item(2, ItemField.AGAINST_NAMES)
    bench.do(DecideFact(fact=against, status=Status.CONFIRMED, corrected=True, value=(OLD,)))
    changed, names = renamed(bench.seance)
    bench.do(bench.description(changed, names, (("2", "7"),)))
    state = bench.corrected
    assert state.transcript.turns[0].member == NEW
    assert state.voices[voice].member == NEW
    assert set(state.decisions) == {facts.attendance(NEW), facts.item(7, ItemField.AGAINST_NAMES)}
    assert state.decisions[facts.item(7, ItemField.AGAINST_NAMES)].value == (NEW,)


def test_a_description_is_written_undone_and_done_again(bench: Workbench) -> None:
    assert bench.seance is not None
    before = bench.seance
    changed, names = renamed(before)
    bench.do(bench.description(changed, names))
    path = bench.dossier.seance
    assert NEW in [member.name for member in read_seance(path).roll]
    bench.undo()
    assert read_seance(path) == before == bench.seance
    bench.redo()
    assert bench.seance == changed
    bench.close()
    again = open_workbench(bench.dossier.root)
    assert again.can_undo
    again.close()


def test_before_any_recognition_the_roll_is_stated_in_the_file(tmp_path: Path) -> None:
    (tmp_path / "seance.toml").write_bytes((DATA / f"{NAME}.toml").read_bytes())
    bench = open_workbench(tmp_path)
    assert bench.seance is not None
    stated = with_stated(bench.seance, OLD, Attendance.EXCUSED.value, is_proxy=False)
    bench.do(bench.description(stated))
    read = bench.minutes()
    assert read is not None
    assert dict(read.meeting.attendance)[OLD] is Attendance.EXCUSED
    assert bench.can_undo
    bench.undo()
    attendance = {one.member.name: one.attendance for one in bench.seance.members}
    assert attendance[OLD] is None
    assert bench.can_redo
    bench.close()
