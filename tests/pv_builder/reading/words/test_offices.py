"""Offices said for their holders: by rank, by charge, or because nobody else holds one."""

import pytest

from pv_builder.meeting import Civility, Member, MemberName
from pv_builder.reading.words.heard import heard
from pv_builder.reading.words.names import NameBook, NameForm
from tests.helpers.heard_lines import said


def member(civility: Civility, given: str, family: str, function: str) -> Member:
    return Member(civility=civility, given_name=given, family_name=family, function=function)


MAIRE = member(Civility.M, "Guy", "Delorme", "Maire")
FINANCE = member(Civility.MME, "Anne", "Petit", "1re adjointe, finances")
WORKS = member(Civility.M, "Omar", "Weber", "2e adjoint, travaux et voirie")
SCHOOLS = member(Civility.MME, "Rose", "Fabre", "Adjointe déléguée aux affaires scolaires")
DEPUTY = member(Civility.MME, "Jade", "Noël", "Vice-présidente")
ROLL = (MAIRE, FINANCE, WORKS, SCHOOLS, DEPUTY)


def named(line: str, *roll: Member) -> list[MemberName | None]:
    book = NameBook(roll or ROLL, MAIRE.name)
    return [mention.member for mention in book.mentions(heard(said(line)))]


@pytest.mark.parametrize(
    ("line", "holder"),
    [
        ("Je laisse la parole à mon adjointe aux finances.", FINANCE),
        ("C'est l'adjoint à la voirie qui présente.", WORKS),
        ("Notre adjointe aux affaires scolaires va répondre.", SCHOOLS),
        ("Le deuxième adjoint, s'il vous plaît.", WORKS),
        ("Madame la première adjointe, je vous en prie.", FINANCE),
        ("C'est gentil, madame la vice-présidente.", DEPUTY),
    ],
)
def test_an_office_names_its_only_holder(line: str, holder: Member) -> None:
    assert named(line) == [holder.name]


@pytest.mark.parametrize(
    "line",
    [
        "Mon adjointe vous répondra.",
        "L'adjointe à la culture vous répondra.",
        "Le quatrième adjoint est souffrant.",
        "La vice-présidente du Département sera là.",
        "La vice-présidente Moreau sera là.",
    ],
)
def test_an_office_of_several_or_of_nobody_names_nobody(line: str) -> None:
    assert named(line) == []


def test_a_post_of_the_staff_is_no_office() -> None:
    assert named("On remplace l'adjoint technique.", MAIRE, WORKS) == []
    assert named("On remplace l'adjoint.", MAIRE, WORKS) == [WORKS.name]


def test_an_office_said_is_a_firm_mention_with_its_civility() -> None:
    book = NameBook(ROLL, MAIRE.name)
    (mention,) = book.mentions(heard(said("Madame la première adjointe ?")))
    assert (mention.form, mention.civility, mention.firm) == (NameForm.OFFICE, Civility.MME, True)
