import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pv_builder.law.acts import (
    ActIdentifier,
    Nature,
    act_number,
    department_code,
    identifier_of,
    is_siren,
    is_siret,
    luhn,
    parse_identifier,
)

IDENTIFIER = "027-242700276-20251208-C08122025_14-DE"


def test_an_identifier_is_read_and_written_back() -> None:
    found = parse_identifier(f"  {IDENTIFIER} ")
    assert found == ActIdentifier(
        department="027",
        siren="242700276",
        date=dt.date(2025, 12, 8),
        number="C08122025_14",
        nature=Nature.DELIBERATION,
    )
    assert str(found) == IDENTIFIER


@pytest.mark.parametrize(
    "text",
    [
        "",
        "27-242700276-20251208-C1-DE",
        "027-24270027-20251208-C1-DE",
        "027-242700276-20251308-C1-DE",
        "027-242700276-20251208--DE",
        "027-242700276-20251208-C1-XX",
    ],
)
def test_what_is_not_an_identifier_is_none(text: str) -> None:
    assert parse_identifier(text) is None


def test_an_identifier_that_was_stated_whole_is_taken_as_it_is() -> None:
    found = identifier_of("94", "21940022300018", dt.date(2026, 3, 26), IDENTIFIER)
    assert str(found) == IDENTIFIER


@pytest.mark.parametrize(
    ("local", "number"),
    [
        ("C-08-12-2025/14", "C08122025_14"),
        ("2026-26", "202626"),
        ("DCS2024_01bis", "DCS2024_01BIS"),
        ("DEL-25-111", "DEL25111"),
        ("1", "1"),
    ],
)
def test_a_local_number_is_written_as_the_transmission_takes_it(local: str, number: str) -> None:
    assert act_number(local) == number


@pytest.mark.parametrize("local", ["", "/", "n° 12", "A" * 16, "12_", "délibération"])
def test_a_local_number_that_cannot_be_transmitted_is_none(local: str) -> None:
    assert act_number(local) is None


@pytest.mark.parametrize(
    ("given_code", "code"),
    [("27", "027"), ("2a", "02A"), ("974", "974"), ("067", "067"), ("Eure", None), ("", None)],
)
def test_departments_take_three_characters(given_code: str, code: str | None) -> None:
    assert department_code(given_code) == code


@pytest.mark.parametrize("siren", ["242700276", "219400223", "200054781"])
def test_real_siren_pass(siren: str) -> None:
    assert is_siren(siren)


@pytest.mark.parametrize("siren", ["219401317", "2427002760", "24270027A", "", "²42700276"])
def test_wrong_siren_do_not(siren: str) -> None:
    assert not is_siren(siren)


@pytest.mark.parametrize(
    ("siret", "right"),
    [
        ("21940022300018", True),
        ("21940022300017", False),
        ("21940131700018", False),
        ("2194002230001", False),
        ("35600000000048", True),
        ("35600000049837", True),
    ],
)
def test_siret_are_checked_those_of_the_post_office_by_their_own_rule(
    siret: str, right: bool
) -> None:
    assert is_siret(siret) is right


@given(st.from_regex(r"[0-9]{8}", fullmatch=True))
def test_exactly_one_last_digit_completes_a_number(digits: str) -> None:
    assert sum(luhn(digits + last) for last in "0123456789") == 1


@given(
    st.from_regex(r"[0-9]{9}", fullmatch=True).filter(luhn), st.integers(0, 8), st.integers(1, 9)
)
def test_one_wrong_digit_is_always_seen(siren: str, place: int, shift: int) -> None:
    wrong = str((int(siren[place]) + shift) % 10)
    assert not luhn(siren[:place] + wrong + siren[place + 1 :])
