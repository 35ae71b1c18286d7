import pytest

from pv_builder.meeting import Civility, Member, MemberName
from pv_builder.reading.words.heard import heard
from pv_builder.reading.words.names import Mention, NameBook, NameForm
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


@pytest.mark.parametrize("line", ["Monsieur Zbor et Didier Lemoine", "Madame Zbor, Didier Lemoine"])
def test_a_name_that_is_nobody_s_does_not_reach_into_the_next_name(line: str) -> None:
    assert named(line) == [None, LEMOINE]


def test_a_compound_name_with_a_particle_is_found() -> None:
    breton = Member(civility=Civility.M, given_name="Yann", family_name="Le Goff")
    assert named("pouvoir à Monsieur Le Goff", breton) == [breton.name]


def test_half_of_a_given_name_names_nobody() -> None:
    jean = Member(civility=Civility.M, given_name="Jean", family_name="Martin")
    seance = a_seance(roll=members(jean))
    assert not a_scene("Merci Jean-Luc, à demain.", seance=seance).mentions
    assert [m.member for m in a_scene("Merci Jean.", seance=seance).mentions] == [jean.name]


def _member(civility: Civility, given: str, family: str) -> Member:
    return Member(civility=civility, given_name=given, family_name=family)


YOLANDE = _member(Civility.MME, "Yolande", "Garrigue-Pons")
JEAN_PAUL = _member(Civility.M, "Jean-Paul", "Van den Abeele")
ROSE = _member(Civility.MME, "Rose", "Tixador")
ALONE = (YOLANDE, JEAN_PAUL, ROSE)


@pytest.mark.parametrize(
    ("line", "member"),
    [
        ("Yolande, tu nous expliques ?", YOLANDE),
        ("c'est Yolande qui a le dossier", YOLANDE),
        ("on remercie Jean-Paul pour le café", JEAN_PAUL),
        ("on remercie Jean Paul pour le café", JEAN_PAUL),
        ("et Iolande est d'accord", YOLANDE),
        ("Rose m'a prévenu ce matin", ROSE),
        ("Rose, vous avez la parole", ROSE),
        ("je crois que Rose le sait", ROSE),
    ],
)
def test_a_given_name_that_one_member_bears_names_that_member(line: str, member: Member) -> None:
    assert [(m.member, m.firm) for m in mentions(line, *ALONE)] == [(member.name, True)]


@pytest.mark.parametrize(
    "line",
    [
        "Rose des vents ou girouette, il faut choisir",
        "la rose est fanée",
        "les travaux de l'école Yolande sont finis",
        "le docteur a vu Yolande Bertrandou hier",
    ],
)
def test_a_given_name_that_is_a_word_a_place_or_another_s_names_nobody_surely(line: str) -> None:
    assert not any(m.firm for m in mentions(line, *ALONE))


def test_a_given_name_that_two_members_bear_leaves_both_as_candidates() -> None:
    twin = _member(Civility.MME, "Yolande", "Teulade")
    (mention,) = mentions("c'est Yolande qui l'a dit", *ALONE, twin)
    assert (mention.member, mention.firm) == (None, False)
    assert set(mention.candidates) == {YOLANDE.name, twin.name}


@pytest.mark.parametrize(
    ("line", "member"),
    [
        ("Madame Garrigue est excusée", YOLANDE),
        ("Madame Pons est excusée", YOLANDE),
        ("Monsieur Abeele a voté", JEAN_PAUL),
        ("Yolande Garrigue a voté", YOLANDE),
    ],
)
def test_part_of_a_compound_family_name_is_enough(line: str, member: Member) -> None:
    assert named(line, *ALONE) == [member.name]


@pytest.mark.parametrize("line", ["Monsieur Sarrazin-Petit, à vous.", "Yvan Sarrazin-Petit, oui."])
def test_a_compound_family_name_said_whole_is_one_mention_of_all_its_words(line: str) -> None:
    yvan = Member(civility=Civility.M, given_name="Yvan", family_name="Sarrazin-Petit")
    (mention,) = mentions(line, yvan)
    assert (mention.member, mention.first, mention.last) == (yvan.name, 0, 3)


def test_part_of_a_compound_family_name_never_takes_another_s_whole_name() -> None:
    whole = _member(Civility.MME, "Ginette", "Garrigue")
    assert named("Madame Garrigue est excusée", *ALONE, whole) == [whole.name]


def test_family_names_in_a_list_of_votes_are_sure() -> None:
    found = mentions("Ont voté contre Charpentier, Roussel et Moulin.")
    assert [m.member for m in found if m.firm] == [ROUSSEL, MOULIN]


def test_a_family_name_behind_a_stranger_s_given_name_names_nobody() -> None:
    assert named("le pré est loué à Damien Charpentier depuis mai") == []


@pytest.mark.parametrize(
    "line", ["Jean-Paul Van den Abeele ?", "Van den Abeele Jean-Paul, présent"]
)
def test_a_compound_given_name_goes_with_its_family_name(line: str) -> None:
    (mention,) = mentions(line, *ALONE)
    assert (mention.member, mention.form) == (JEAN_PAUL.name, NameForm.FULL)


def test_ladies_are_listed_as_men_are() -> None:
    assert named("mesdames Roussel, Perrin et Blondel") == [ROUSSEL, PERRIN, BLONDEL]


def test_a_number_before_a_civility_is_no_part_of_the_name() -> None:
    (mention,) = mentions("Pour : 12. Madame Roussel, vous avez la parole.")
    assert (mention.first, mention.member) == (2, ROUSSEL)


def test_all_the_words_of_a_compound_name_are_in_the_mention() -> None:
    (mention,) = mentions("Madame Garrigue-Pons, présente.", *ALONE)
    assert (mention.member, mention.last) == (YOLANDE.name, 3)


def test_a_misheard_given_name_goes_with_its_family_name() -> None:
    (mention,) = mentions("Isbelle Roussel, c'est à vous.")
    assert (mention.first, mention.member, mention.form) == (0, ROUSSEL, NameForm.FULL)
