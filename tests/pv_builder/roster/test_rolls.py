"""A council in every form that a town hall has it gives the same members, doubts shown."""

import csv
import io

import pytest

from pv_builder.errors import ImportRefused
from pv_builder.intake.source import Source, pasted, read_source
from pv_builder.meeting import Civility
from pv_builder.roster.columns import Role
from pv_builder.roster.rolls import RollOptions, RollPreview, read_roll
from tests.helpers.import_samples import FOLDER, SAMPLES
from tests.helpers.sample_rolls import PRINTED, ROLL, roll_csv

BODY = "Commune de Brévigny-les-Bois (27)"
ROLLS = [name for name in SAMPLES if name.startswith("roll")]


def roll_of(content: bytes | str, **options: object) -> RollPreview:
    content = content.encode() if isinstance(content, str) else content
    return read_roll(Source(name="membres", content=content), RollOptions(**options))  # type: ignore[arg-type]


def names(preview: RollPreview) -> list[str]:
    return [member.name for member in preview.members]


@pytest.mark.parametrize("name", ROLLS)
def test_every_form_of_the_roll_gives_the_same_members(name: str) -> None:
    preview = read_roll(read_source(FOLDER / name))
    assert names(preview) == list(PRINTED)
    functions = [what for *_, what in ROLL]
    assert [member.function for member in preview.members] == functions
    assert preview.faults == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_any_delimiter_and_encoding_of_a_csv_is_understood(encoding: str, delimiter: str) -> None:
    assert names(roll_of(roll_csv(encoding, delimiter))) == list(PRINTED)


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850"])
def test_the_encodings_of_old_programs_are_understood(encoding: str) -> None:
    text = roll_csv("utf-8").decode().replace("ŒUVRARD", "ŒUVRARD".replace("Œ", "Oe"))
    assert "M. Hervé Le Quéré" in names(roll_of(text.encode(encoding)))


def test_the_national_register_gives_one_commune_of_two_with_its_name() -> None:
    source = read_source(FOLDER / "rne-conseillers-municipaux.csv")
    whole = read_roll(source)
    assert (whole.read, len(whole.bodies)) == ((), 3)
    homonyms = read_roll(source, RollOptions(body="Brévigny-les-Bois"))
    assert homonyms.bodies == ("Brévigny-les-Bois (27)", "Brévigny-les-Bois (76)")
    chosen = read_roll(source, RollOptions(body=BODY))
    assert names(chosen) == list(PRINTED)
    assert chosen.bodies == ()


def test_a_commune_that_the_register_does_not_have_is_named_with_those_like_it() -> None:
    source = read_source(FOLDER / "rne-conseillers-municipaux.csv")
    preview = read_roll(source, RollOptions(body="Saint-Firmin"))
    assert preview.read == ()
    assert preview.bodies == ("Saint-Firmin-d'Essai (76)",)
    assert "« Saint-Firmin » ne figure pas" in preview.faults[0].text


def test_the_two_functions_of_one_delegate_in_the_register_are_joined() -> None:
    preview = read_roll(read_source(FOLDER / "rne-conseillers-communautaires.csv"))
    assert names(preview) == ["M. Hervé Le Quéré", "Mme Odile Teste"]
    odile = preview.read[1]
    assert odile.member.function.endswith("Autre membre du bureau")
    assert odile.member.commune == "Brévigny-les-Bois"
    assert any("réunies" in doubt for doubt in odile.doubts)


def test_headings_in_any_words_are_found_under_a_title() -> None:
    preview = roll_of(
        "Mandat 2026-2032;;;\n;;;\nQualité;Nom de famille;Prénom usuel;Droits de vote\n"
        "Déléguée;ROUX;Anne;3\n"
    )
    assert names(preview) == ["Mme Anne Roux"]
    assert preview.members[0].weight == 3


def test_a_heading_nobody_knows_is_shown_as_doubtful_never_taken_silently() -> None:
    preview = roll_of("Nom;Prénom;Colonne X\nROUX;Anne;Adjointe\nBLANC;Yves;Maire\n")
    doubtful = preview.columns[2]
    assert doubtful.role is Role.FUNCTION
    assert doubtful.is_doubtful
    assert "« Colonne X » est inconnu" in doubtful.reason


def test_exchanged_columns_of_names_are_doubted() -> None:
    preview = roll_of("Nom;Prénom\nAnne;ROUX\nYves;BLANC\nPaul;NOIR\n")
    assert all("inversées" in column.reason for column in preview.columns)


def test_a_person_can_say_what_a_column_holds() -> None:
    text = "Nom;Prénom\nAnne;ROUX\n"
    preview = roll_of(text, columns={0: Role.GIVEN_NAME, 1: Role.FAMILY_NAME})
    assert names(preview) == ["Mme Anne Roux"]
    assert not any(column.is_doubtful for column in preview.columns)


def test_the_order_of_whole_names_without_capitals_is_settled_by_the_column() -> None:
    preview = roll_of("Élu;Fonction\nRoux Anne;Adjointe\nPetit Jean;Maire\nMartin Paul;Adjoint\n")
    assert names(preview) == ["Mme Anne Roux", "M. Jean Petit", "M. Paul Martin"]
    assert any("le nom puis le prénom" in doubt for doubt in preview.doubts)


def test_a_civility_out_of_a_given_name_is_a_doubt_and_an_unknown_one_a_fault() -> None:
    preview = roll_of("Nom;Prénom\nROUX;Anne\nBLANC;Camille\n")
    assert names(preview) == ["Mme Anne Roux"]
    assert "supposée d'après le prénom" in preview.read[0].doubts[0]
    assert preview.faults[0].sentence == (
        "Ligne 3 : « Camille Blanc » : ajoutez la civilité, M. ou Mme."
    )


def test_substitutes_are_linked_to_the_printed_names_of_their_titulars() -> None:
    preview = roll_of(
        "Titulaire;Suppléant;Commune\nMme Anne ROUX;M. Yves BLANC;Essai\nM. Paul NOIR;;Test\n"
    )
    assert names(preview) == ["Mme Anne Roux", "M. Yves Blanc", "M. Paul Noir"]
    assert preview.members[1].substitute_for == "Mme Anne Roux"
    mail = roll_of("M. Paul NOIR\nM. Yves BLANC (suppléant de M. NOIR)\n")
    assert mail.members[1].substitute_for == "M. Paul Noir"


def test_a_substitute_without_titular_and_one_of_a_stranger_are_told() -> None:
    preview = roll_of("Nom;Prénom;Civilité;T/S\nROUX;Anne;Mme;S\nNOIR;Paul;M.;T\n")
    assert "le titulaire n'est pas indiqué" in preview.faults[0].text
    stranger = roll_of("M. Yves BLANC (suppléant de M. Jean GRIS)\nMme Anne ROUX\n")
    assert "n'est pas dans la liste" in stranger.read[0].doubts[0]


def test_a_mail_gives_its_people_and_not_who_signs_it() -> None:
    preview = read_roll(
        pasted(
            "Bonjour,\nVoici :\nMesdames Sophie LEMÉE, Pascale BURON et Claire LE-CAM\n"
            "M. François FAURIE (suppléant de Mme Sophie LEMÉE), M. Gérard GRIFFON.\n"
            "Mme Le Goff\nCordialement,\nJean DUPONT\n"
        )
    )
    assert names(preview) == [
        "Mme Sophie Lemée",
        "Mme Pascale Buron",
        "Mme Claire Le-Cam",
        "M. François Faurie",
        "M. Gérard Griffon",
    ]
    assert "il manque le prénom" in preview.faults[0].text


def test_the_lists_of_a_session_are_read_in_one_line() -> None:
    preview = roll_of(
        "Présents : Monsieur Jérôme PASCALIN, Président, Mesdames Sophie LEMER, Pascale BUROT, "
        "Messieurs David SIMONOT et Didier MABIRO\n"
        "Excusés : M. Paul ABSENTOT (pouvoir à M. David SIMONOT)\n"
    )
    assert names(preview) == [
        "M. Jérôme Pascalin",
        "Mme Sophie Lemer",
        "Mme Pascale Burot",
        "M. David Simonot",
        "M. Didier Mabiro",
        "M. Paul Absentot",
    ]
    assert [member.function for member in preview.members] == ["Président", "", "", "", "", ""]


def test_a_bare_name_among_members_is_taken_with_a_doubt() -> None:
    preview = roll_of("Jean MARTIN (maire)\nAnne-Sophie de Villiers\nVoir la pièce jointe\n")
    assert names(preview) == ["M. Jean Martin", "Mme Anne-Sophie de Villiers"]
    assert "est pris pour un membre" in preview.read[1].doubts[0]


def test_doubles_are_told_with_the_line_of_the_first() -> None:
    preview = roll_of("Civilité;Nom;Prénom\nM.;NOIR;Paul\nM.;Noir;PAUL\n")
    assert len(preview.read) == 1
    assert "figure déjà dans le fichier (ligne 2)" in preview.faults[0].sentence


def test_invisible_and_reversing_signs_are_taken_out_of_names_and_told() -> None:
    preview = roll_of("Civilité;Nom;Prénom\nM.;NO\u200bIR;\u202ePaul\n")
    assert names(preview) == ["M. Paul Noir"]
    assert sum("invisibles" in doubt for doubt in preview.read[0].doubts) == 2


def test_letters_of_two_alphabets_in_one_name_are_told() -> None:
    preview = roll_of("Civilité;Nom;Prénom\nM.;Nоir;Paul\n")
    assert "plusieurs alphabets" in preview.read[0].doubts[0]


def test_a_name_in_another_alphabet_alone_is_kept() -> None:
    assert names(roll_of("Civilité;Nom;Prénom\nM.;كريم;سعيد\n")) == ["M. سعيد كريم"]


@pytest.mark.parametrize(
    "formula", ["=HYPERLINK(1)", "+33612345678", "@SUM(A1)", "=cmd|' /C calc'!A0"]
)
def test_a_formula_in_a_text_cell_is_left_empty_and_told(formula: str) -> None:
    out = io.StringIO()
    csv.writer(out).writerows(
        [["Civilité", "Nom", "Prénom", "Fonction"], ["M.", "NOIR", "Paul", formula]]
    )
    preview = roll_of(out.getvalue())
    assert preview.members[0].function == ""
    assert "est une formule" in preview.read[0].doubts[0]


def test_a_mixed_file_is_read_line_by_line_and_told() -> None:
    content = "Civilité;Nom;Prénom\nM.;ZOÉ;Rémi\n".encode() + "Mme;ÉVÊQUE;Zoé\n".encode("cp1252")
    preview = roll_of(content)
    assert names(preview) == ["M. Rémi Zoé", "Mme Zoé Évêque"]
    assert "mélange deux encodages" in preview.doubts[0]


def test_accents_that_were_encoded_twice_are_put_back_and_told() -> None:
    preview = roll_of("Civilité;Nom;Prénom\nMme;ÉVÊQUE;Zoé\n".encode().decode("cp1252"))
    assert names(preview) == ["Mme Zoé Évêque"]
    assert "rétablis" in preview.doubts[0]


def test_titles_between_members_are_told_and_left() -> None:
    preview = roll_of("Civilité;Nom;Prénom\nMajorité;;\nM.;NOIR;Paul\n")
    assert names(preview) == ["M. Paul Noir"]
    assert "intertitre" in preview.doubts[0]


def test_members_beyond_any_assembly_are_not_read_and_that_is_told() -> None:
    lines = "".join(f"M.;NOM{chr(65 + n % 26)}{chr(65 + n // 26)};Paul\n" for n in range(600))
    more = "".join(f"M.;AUTRE{chr(65 + n % 26)}{chr(65 + n // 26)};Paul\n" for n in range(600))
    preview = roll_of(f"Civilité;Nom;Prénom\n{lines}{more}")
    assert len(preview.read) <= 1000
    assert any("dépasse 1000 membres" in doubt for doubt in preview.doubts)


def test_a_text_without_anybody_says_what_a_roll_looks_like() -> None:
    preview = read_roll(pasted("Compte rendu de la réunion de voirie, rien d'autre."))
    assert "aucun membre" in preview.faults[0].text


def test_a_program_is_no_roll() -> None:
    with pytest.raises(ImportRefused) as refused:
        read_roll(Source(name="x", content=b"\x7fELF\x02\x01\x01\x03\x05\x06" * 20))
    assert refused.value.facts["fault"] == "unknown-kind"


def test_a_member_of_the_roll_bears_the_civility_of_the_register() -> None:
    preview = read_roll(
        read_source(FOLDER / "rne-conseillers-municipaux.csv"), RollOptions(body=BODY)
    )
    assert preview.members[4].civility is Civility.MME
