import pytest

from pv_builder.meeting import Civility, Member, MemberName
from pv_builder.reading.heard import heard
from pv_builder.reading.names import Mention, NameBook, NameForm
from tests.helpers.heard_lines import (
    BLONDEL,
    CHARPENTIER,
    HUBERT,
    LEMOINE,
    MARCHAND,
    MASSON,
    MOULIN,
    PERRIN,
    ROUSSEL,
    a_scene,
    a_seance,
    members,
    said,
)


def mentions(line: str, *extra: Member) -> tuple[Mention, ...]:
    return NameBook(members(*extra), MASSON).mentions(heard(said(line)))


def named(line: str, *extra: Member) -> list[MemberName | None]:
    return [mention.member for mention in mentions(line, *extra)]


@pytest.mark.parametrize(
    ("line", "member"),
    [
        ("Madame Isabelle Houssel.", ROUSSEL),
        ("Monsieur Nicolas Sharpentier.", CHARPENTIER),
        ("Madame et Lodi Blondelle", BLONDEL),
        ("Monsieur Thierry Mullet", MOULIN),
        ("Madame marchandre, je vous en prie", MARCHAND),
        ("Madame Perret", PERRIN),
        ("Ma dame Blondel", BLONDEL),
        ("Adam Isabelle Roussel est excusée", ROUSSEL),
        ("Didier Lemoine ?", LEMOINE),
        ("Lemoine Didier ?", LEMOINE),
        ("monsieur le maire va répondre", MASSON),
        ("madame la première adjointe", ROUSSEL),
    ],
)
def test_a_member_is_recognised_however_misspelt(line: str, member: MemberName) -> None:
    assert named(line) == [member]


def test_civility_decides_between_members_of_one_family_name() -> None:
    twin = Member(civility=Civility.MME, given_name="Rose", family_name="Hubert")
    assert named("Madame Hubert", twin) == [twin.name]
    assert named("Monsieur Hubert", twin) == [HUBERT]


def test_two_members_of_one_name_and_civility_need_the_given_name() -> None:
    twin = Member(civility=Civility.M, given_name="Paul", family_name="Hubert")
    assert named("Monsieur Hubert", twin) == [None]
    assert named("Monsieur Paul Hubert", twin) == [twin.name]


def test_a_name_that_is_nobody_s_stays_without_a_member() -> None:
    assert named("Monsieur Vercingétorix a raison") == [None]


def test_a_name_between_two_members_is_left_open_with_both_as_candidates() -> None:
    other = Member(civility=Civility.M, given_name="Jean", family_name="Lambert")
    mention = mentions("Monsieur Lübert", other)[0]
    assert mention.member is None
    assert set(mention.candidates) == {HUBERT, other.name}


def test_a_list_of_names_under_one_title_is_read_whole() -> None:
    assert named("messieurs Lemoine, Hubert et Moulin") == [LEMOINE, HUBERT, MOULIN]


def test_a_place_that_bears_a_family_name_is_no_member() -> None:
    assert named("les travaux du chemin du Moulin") == []


def test_a_family_name_alone_is_a_weak_mention() -> None:
    mention = mentions("je crois que Charpentier le sait")[0]
    assert (mention.member, mention.form, mention.firm) == (CHARPENTIER, NameForm.FAMILY, False)


def test_given_and_family_name_outweigh_another_s_family_name() -> None:
    other = Member(civility=Civility.M, given_name="Jérôme", family_name="Nicolas")
    assert named("Monsieur Nicolas Charpentier", other) == [CHARPENTIER]


def test_a_name_does_not_reach_into_the_next_sentence() -> None:
    assert named("procuration à Madame Joy. Didier Lemoine ?") == [None, LEMOINE]


def test_a_compound_name_with_a_particle_is_found() -> None:
    breton = Member(civility=Civility.M, given_name="Yann", family_name="Le Goff")
    assert named("pouvoir à Monsieur Le Goff", breton) == [breton.name]


def test_half_of_a_given_name_names_nobody() -> None:
    jean = Member(civility=Civility.M, given_name="Jean", family_name="Martin")
    seance = a_seance(roll=members(jean))
    assert not a_scene("Merci Jean-Luc, à demain.", seance=seance).mentions
    assert [m.member for m in a_scene("Merci Jean.", seance=seance).mentions] == [jean.name]
