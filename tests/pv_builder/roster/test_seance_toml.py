"""What a `seance.toml` states is read whole, however people write it."""

import datetime as dt
from pathlib import Path

import pytest

from pv_builder.meeting import Attendance, QuorumRule
from pv_builder.roster.seance_toml import read_seance
from pv_builder.seance import meeting_as_stated
from tests.helpers.seance_texts import (
    BLONDEL,
    MASSON,
    ROLL,
    TOP,
    read,
)

DATA = Path(__file__).parents[2] / "data" / "documents"


@pytest.mark.parametrize(
    ("name", "members", "items"),
    [("commune-saint-aubin", 15, 5), ("comcom-val-de-serre", 28, 6), ("syndicat-numerique", 13, 3)],
)
def test_the_sample_sessions_are_read_whole(name: str, members: int, items: int) -> None:
    seance = read_seance(DATA / f"{name}.toml")
    assert (len(seance.members), len(seance.agenda)) == (members, items)
    assert seance.hour is not None
    assert seance.place is not None


def test_a_member_keeps_everything_that_was_stated() -> None:
    stated = read(
        ROLL
        + 'fonction = "1re adjointe"\nvoix = 3\ngroupe = "Ensemble"\ncommune = "Vère"\n'
        + 'presence = "excuse"\npouvoir_a = "M. Sébastien Masson"\n'
    ).members[1]
    assert stated.member.name == "Mme Élodie Blondel"
    assert (stated.member.function, stated.member.weight) == ("1re adjointe", 3)
    assert (stated.member.group, stated.member.commune) == ("Ensemble", "Vère")
    assert (stated.attendance, stated.proxy_to) == (Attendance.EXCUSED, "M. Sébastien Masson")


def test_what_is_not_stated_stays_unknown() -> None:
    seance = read(ROLL)
    assert seance.hour is None
    assert seance.convened_on is None
    assert seance.members[0].attendance is None
    assert seance.agenda == ()


def test_the_meeting_carries_what_was_stated_and_nothing_else() -> None:
    seance = read(
        TOP
        + 'siret = "219 400 223 00018"\ndepartement = "67"\nhabitants = 900\nurgence = true\n'
        + MASSON
        + 'presence = "présent"\n'
        + BLONDEL
        + 'pouvoir_a = "M. Sébastien Masson"\n[[ordre_du_jour]]\nnumero = 1\ntitre = "Voirie"\n'
    )
    meeting = meeting_as_stated(seance)
    assert meeting.attendance == (("M. Sébastien Masson", Attendance.PRESENT),)
    assert [(p.giver, p.holder) for p in meeting.proxies] == [
        ("Mme Élodie Blondel", "M. Sébastien Masson")
    ]
    assert [item.title for item in meeting.items] == ["Voirie"]
    assert (meeting.siret, meeting.department, meeting.population) == ("21940022300018", "67", 900)
    assert meeting.urgent
    assert meeting.chair is None


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("2026-03-26", "26"),
        ('"2026-03-26"', "26"),
        ('"26/03/2026"', "26"),
        ("2026-03-26T18:30:00", "26"),
    ],
)
def test_dates_may_be_written_as_people_do(written: str, read_as: str) -> None:
    assert read(ROLL.replace("2026-03-26", written)).date == dt.date(2026, 3, int(read_as))


@pytest.mark.parametrize("written", ['"18:30"', '"18h30"', '"18 h 30"', "18:30:00"])
def test_hours_may_be_written_as_people_do(written: str) -> None:
    assert read(TOP + f"heure = {written}\n" + MASSON).hour == "18:30"


def test_accents_case_and_civility_in_full_still_name_the_member() -> None:
    seance = read(ROLL + 'pouvoir_a = "monsieur sebastien  MASSON"\n')
    assert seance.members[1].proxy_to == "M. Sébastien Masson"


def test_a_name_without_civility_names_the_only_member_who_has_it() -> None:
    seance = read(ROLL + 'pouvoir_a = "Sébastien Masson"\n')
    assert seance.members[1].proxy_to == "M. Sébastien Masson"


def test_decomposed_letters_no_break_spaces_and_invisible_signs_are_tidied() -> None:
    seance = read(TOP + MASSON.replace("Sébastien", "  Se\u0301bas\u00adtien\u00a0"))
    assert seance.members[0].member.name == "M. Sébastien Masson"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_what_windows_notepad_writes_is_read(encoding: str) -> None:
    assert read(ROLL.encode(encoding)).collectivite == "Commune de Vère"


def test_an_agenda_of_120_hierarchical_items_is_read_in_order() -> None:
    marks = [f"I.{n}.A.3" for n in range(120)]
    items = "".join(f'[[ordre_du_jour]]\nnumero = "{m}"\ntitre = "Point {m}"\n' for m in marks)
    assert [entry.mark for entry in read(ROLL + items).agenda] == marks


def test_the_parts_of_an_agenda_and_who_attends_are_read() -> None:
    top = TOP + 'assistaient = "Mme X, directrice générale"\n'
    parts = '[[parties]]\nnumero = "I.2"\ntitre = "Usages"\n'
    agenda = '[[ordre_du_jour]]\nnumero = "I.2.A"\ntitre = "Tarifs"\n'
    meeting = meeting_as_stated(read(top + MASSON + parts + agenda))
    assert [(part.mark, part.title) for part in meeting.parts] == [("I.2", "Usages")]
    assert meeting.attending == "Mme X, directrice générale"


def test_an_official_who_is_not_a_member_may_report() -> None:
    item = (
        '[[ordre_du_jour]]\nnumero = 1\ntitre = "a"\nrapporteur = "Mme Anne Delorme, directrice"\n'
    )
    assert read(ROLL + item).agenda[0].rapporteur == "Mme Anne Delorme, directrice"


def test_a_substitute_may_stand_for_a_member_who_is_not_listed() -> None:
    seance = read(ROLL + 'suppleant_de = "M. Paul Girard"\n')
    assert seance.members[1].member.substitute_for == "M. Paul Girard"


def test_what_only_contradicts_the_law_is_read_and_left_to_the_alerts() -> None:
    seance = read(
        TOP
        + MASSON
        + 'presence = "present"\npouvoir_a = "Mme Élodie Blondel"\n'
        + BLONDEL
        + MASSON.replace("Sébastien", "Paul")
        + 'pouvoir_a = "Mme Élodie Blondel"\n'
    )
    assert [stated.proxy_to for stated in seance.members].count("Mme Élodie Blondel") == 2  # type: ignore[comparison-overlap]


@pytest.mark.parametrize(
    ("quorum", "rule"),
    [
        ("plus de la moitié", QuorumRule()),
        ("plus de 1/2", QuorumRule()),
        ("au moins un tiers", QuorumRule(numerator=1, denominator=3, strict=False)),
        ("les deux tiers", QuorumRule(numerator=2, denominator=3, strict=False)),
        ("plus du quart", QuorumRule(numerator=1, denominator=4)),
        ("1/3", QuorumRule(numerator=1, denominator=3, strict=False)),
    ],
)
def test_the_quorum_of_open_syndicates_is_read_as_their_statutes_say(
    quorum: str, rule: QuorumRule
) -> None:
    text = TOP.replace('"commune"', '"syndicat_ouvert"') + MASSON
    statutes = read(text + f'[statuts]\nquorum = "{quorum}"\n').statutes
    assert statutes is not None
    assert statutes.quorum == rule
    assert statutes.casting_vote is None


def test_the_other_statutes_are_read() -> None:
    text = TOP.replace('"commune"', '"syndicat_ouvert"') + MASSON
    statutes = read(
        text
        + '[statuts]\nquorum = "un tiers"\nquorum_en_voix = true\nquorum_avec_pouvoirs = true\n'
        'pouvoirs_par_delegue = 2\nvoix_preponderante = false\nscrutin_public = "un quart"\n'
        'scrutin_secret = "1/3"\nhuis_clos_demandeurs = 5\njours_francs = 8\n'
    ).statutes
    assert statutes is not None
    assert statutes.quorum == QuorumRule(
        numerator=1, denominator=3, strict=False, in_votes=True, counts_proxies=True
    )
    assert (statutes.proxies_per_holder, statutes.casting_vote) == (2, False)
    assert (statutes.public_ballot_share, statutes.secret_ballot_share) == (4, 3)
    assert (statutes.closed_session_requesters, statutes.notice_days) == (5, 8)
