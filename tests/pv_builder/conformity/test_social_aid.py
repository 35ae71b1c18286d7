"""What a social centre examines of persons is told to be secret; its budget is not."""

import pytest

from pv_builder.conformity.checks import check_meeting
from pv_builder.meeting import Assembly, Ballot
from tests.helpers.meetings import a_meeting, an_item


def is_told(title: str, assembly: Assembly = Assembly.CCAS, **of_item: object) -> bool:
    item = an_item(title=title, **of_item)
    alerts = check_meeting(a_meeting(assembly=assembly, items=(item,)))
    return "social-aid-secrecy" in [alert.code for alert in alerts]


@pytest.mark.parametrize(
    "title",
    [
        "Demandes d'aide financière",
        "Examen des dossiers individuels",
        "Secours d’urgence",
        "Aides alimentaires de novembre",
        "Prise en charge de la facture de Mme Durand",
    ],
)
def test_the_files_of_persons_are_told_to_be_secret(title: str) -> None:
    assert is_told(title)
    assert not is_told(title, Assembly.COMMUNE)


@pytest.mark.parametrize(
    "title",
    ["Budget primitif 2026", "Convention avec l'épicerie solidaire", "Repas des aînés"],
)
def test_what_concerns_nobody_in_particular_is_not(title: str) -> None:
    assert not is_told(title)


def test_a_closed_session_is_enough_but_for_a_name_in_the_title() -> None:
    closed = {
        "closed_session": True,
        "closed_session_ballot": Ballot(against=0, abstentions=0),
    }
    assert not is_told("Demandes d'aide", **closed)
    assert is_told("Demande d'aide de M. Durand", **closed)
