"""A person as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pv_builder.roster.matching import find_member
from pv_builder.roster.people import Order, printed_name, read_person, split_name


@pytest.mark.parametrize(
    ("text", "printed", "function"),
    [
        ("Mme Anne LE GOFF, adjointe au maire", ("Anne", "Le Goff"), "Adjointe au maire"),
        ("M. Jean-Pierre de LA TOUR", ("Jean-Pierre", "de La Tour"), ""),
        ("LE GOFF Anne", ("Anne", "Le Goff"), ""),
        ("Dupont Jean-Pierre", ("Jean-Pierre", "Dupont"), ""),
        (
            "Mme Élodie d'ORNAC – conseillère déléguée",
            ("Élodie", "d'Ornac"),
            "Conseillère déléguée",
        ),
        ("Maire : M. Jean DUPONT", ("Jean", "Dupont"), "Maire"),
        ("Monsieur le Maire, Jean DUPONT", ("Jean", "Dupont"), "Maire"),
        ("M. Jean MAIRE", ("Jean", "Maire"), ""),
        ("Dr Paul MARTIN, 1er adjoint", ("Paul", "Martin"), "1er adjoint"),
        ("1. Mme Claire LACAMP-CROCHE ; 2e adjointe", ("Claire", "Lacamp-Croche"), "2e adjointe"),
        ("Mme Marie MARTIN née DUPONT", ("Marie", "Martin"), ""),
        ("M. Yann THOMAS (1er Vice-Président)", ("Yann", "Thomas"), "1er Vice-Président"),
        ("VAN DER MEER Joost", ("Joost", "van der Meer"), ""),
        ("Me Paul O'BRIEN", ("Paul", "O'Brien"), ""),
        ("M. DUVAL Jean Conseiller municipal", ("Jean", "Duval"), "Conseiller municipal"),
        (
            "Mme LE GOFF Marie MAIRE ADJOINTE".replace(" MAIRE ADJOINTE", ", MAIRE-ADJOINTE"),
            ("Marie", "Le Goff"),
            "Maire-adjointe",
        ),
    ],
)
def test_names_and_functions_are_told_apart(
    text: str, printed: tuple[str, str], function: str
) -> None:
    person = read_person(text)
    assert person is not None
    assert (person.given_name, person.family_name) == printed
    assert person.function == function


@pytest.mark.parametrize(
    "text", ["Mme Le Goff", "Bonjour", "Madame, Monsieur,", "", "12 rue 3", "M. X"]
)
def test_a_line_that_names_nobody_wholly_gives_nobody(text: str) -> None:
    assert read_person(text) is None


@pytest.mark.parametrize(
    "text", ["Jean Pierre Martin", "DE LA FONTAINE Jean", "Marie-Claude Van der Meer"]
)
def test_what_capitals_do_not_settle_is_doubted(text: str) -> None:
    person = read_person(text)
    assert person is not None
    assert person.doubts


def test_the_order_of_the_table_decides_where_capitals_do_not() -> None:
    named = split_name("Martin Paul", Order.FAMILY_FIRST)
    assert named is not None
    assert (named.given, named.family) == ("Paul", "Martin")


def test_a_name_that_is_printed_already_stays_as_it_is() -> None:
    for name in ("Le Goff", "de La Tour", "d'Ornac", "McDonald", "Van der Meer", "Roussel-Petit"):
        assert printed_name(name, is_family=True) == name


@given(st.text(max_size=80))
def test_any_text_at_all_is_a_person_or_nobody(text: str) -> None:
    person = read_person(text)
    assert person is None or (person.given_name and person.family_name)


@pytest.mark.parametrize(
    "text", ["M. Masson", "MASSON Sébastien", "Sébastien Masson", "M. Sébastien MASSON", "masson"]
)
def test_a_member_is_found_however_he_is_written(text: str) -> None:
    assert find_member(text, ["M. Sébastien Masson", "Mme Anne Roux"]) == "M. Sébastien Masson"


def test_a_name_of_two_members_finds_neither() -> None:
    roll = ["M. Paul Martin", "Mme Anne Martin"]
    assert find_member("Martin", roll) is None
    assert find_member("Mme Martin", roll) == "Mme Anne Martin"
