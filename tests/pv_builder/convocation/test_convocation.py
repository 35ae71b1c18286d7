"""A convocation in every form gives the same agenda, day, hour, place and date of sending."""

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pv_builder.convocation.convocation import Convocation, read_convocation
from pv_builder.convocation.marks import split_mark
from pv_builder.errors import ImportRefused
from pv_builder.intake.source import pasted, read_source
from pv_builder.roster.rolls import read_roll
from tests.helpers.import_samples import FOLDER
from tests.helpers.sample_convocations import AGENDA


def read(text: str) -> Convocation:
    return read_convocation(pasted(text))


def listed(convocation: Convocation) -> list[tuple[object, str]]:
    return [(entry.mark, entry.title) for entry in convocation.agenda]


@pytest.mark.parametrize("form", ["txt", "docx", "odt", "pdf"])
def test_every_form_of_the_convocation_says_the_same(form: str) -> None:
    roll = read_roll(read_source(FOLDER / "roll.csv")).members
    said = read_convocation(read_source(FOLDER / f"convocation.{form}"), roll)
    agenda = [(e.mark, e.title.replace("’", "'"), e.rapporteur) for e in said.agenda]
    assert agenda == list(AGENDA)
    assert (said.date, said.hour) == (dt.date(2026, 4, 9), "19:30")
    assert said.place == "salle des fêtes de Brévigny"
    assert said.sent == dt.date(2026, 4, 2)
    assert said.previous == "12 février 2026"
    assert said.notice_days == 6


def test_an_agenda_in_a_table_is_read_with_its_rapporteurs() -> None:
    said = read_convocation(read_source(FOLDER / "agenda-table.docx"))
    assert [entry.mark for entry in said.agenda] == [1, 2, 3, 4, 5, 6]
    assert said.agenda[4].rapporteur == "Mme Élodie d'Argenson"


def test_nested_numbers_make_one_mark_and_headings_are_no_points() -> None:
    said = read(
        "ORDRE DU JOUR\n#### I. VIE DU SYNDICAT\n##### I.1 APPROBATION DU COMPTE-RENDU\n"
        "##### I.2 DÉLIBÉRATIONS\n###### **A. Direction**\n\n1. Adhésion\n2. Schéma\n"
        "3. Décisions modificatives :\n  - DM n°1\n  - DM n°2\n4. Frais\n###### **B. Pôle**\n"
        "1. Contribution\n#### II. POINT DIVERS\n\nLes membres du Conseil se sont réunis."
    )
    assert [entry.mark for entry in said.agenda] == [
        "I.1", "I.2.A.1", "I.2.A.2", "I.2.A.3", "I.2.A.4", "I.2.B.1", "II",
    ]  # fmt: skip
    assert said.doubts == ()


@pytest.mark.parametrize(
    ("lines", "marks"),
    [
        ("A - FINANCES\n 1 - Compte\n 2 - Budget\nB - PERSONNEL\n 1 - Poste\nC - DIVERS",
         ["A.1", "A.2", "B.1", "C"]),
        ("1°) Budget\n2°) Taux\n3°) Divers", [1, 2, 3]),
        ("Point n° 1 : Budget\nPoint n° 2 : Taux", [1, 2]),
        ("1.1 Budget\n1.2 Taux\n2.1 Poste", ["1.1", "1.2", "2.1"]),
        ("2026-05-01 : Budget\n2026-05-02 : D.M. n°1", ["2026-05-01", "2026-05-02"]),
        ("I) Budget\na) principal\nb) annexe\nII) Taux", ["I.a", "I.b", "II"]),
        ("1/ Budget\n2/ Taux\n3/ M. Durand : remplacement", [1, 2, 3]),
        ("A. Budget\nB. Taux\nC. Poste\nD. Divers", ["A", "B", "C", "D"]),
        ("A/ FINANCES\nA1. Budget\nA2. Taux\nB/ DIVERS", ["A.1", "A.2", "B"]),
    ],
)  # fmt: skip
def test_the_ways_of_numbering_are_understood(lines: str, marks: list[object]) -> None:
    assert [entry.mark for entry in read(f"Ordre du jour :\n{lines}").agenda] == marks


def test_points_with_dashes_are_numbered_in_their_order_and_that_is_told() -> None:
    said = read("Ordre du jour\nFINANCES\n- Budget\n- Taux\nURBANISME\n• PLU\nCordialement")
    assert listed(said) == [(1, "Budget"), (2, "Taux"), (3, "PLU")]
    assert "sans numéro" in said.doubts[0].text


def test_numbers_that_begin_again_are_counted_through_and_that_is_told() -> None:
    said = read("Ordre du jour\nFinances\n1. Budget\n2. Taux\nPersonnel\n1. Poste\n2. Prime")
    assert listed(said) == [(1, "Budget"), (2, "Taux"), (3, "Poste"), (4, "Prime")]
    assert "se répètent" in said.doubts[0].text


def test_points_without_a_number_beside_numbered_ones_are_lettered_and_told() -> None:
    said = read(
        "ORDRE DU JOUR\n• Approbation du compte rendu\nDELIBERATIONS :\n1°) Tarifs\n"
        "2°) Subvention\nInformations et questions diverses.\nFait à Essai, le 5 mai 2026"
    )
    assert listed(said) == [
        ("a", "Approbation du compte rendu"),
        (1, "Tarifs"),
        (2, "Subvention"),
        ("b", "Informations et questions diverses"),
    ]
    assert sum("n'a pas de numéro" in doubt.text for doubt in said.doubts) == 2


def test_the_rapporteur_of_a_heading_is_that_of_its_points() -> None:
    said = read(
        "Ordre du jour\n1 - FINANCES (rapporteur M. Paul NOIR)\n1.1 Budget\n1.2 Taux\n2 - Divers"
    )
    assert [entry.rapporteur for entry in said.agenda] == ["M. Paul Noir", "M. Paul Noir", None]
    assert said.parts[0].title == "FINANCES"


def test_a_gap_in_the_numbers_is_told() -> None:
    said = read("Ordre du jour\n1. Budget\n2. Taux\n5. Poste")
    assert [entry.mark for entry in said.agenda] == [1, 2, 5]
    assert said.doubts[0].sentence.startswith("Ligne 4 : la numérotation")


def test_a_title_over_two_lines_is_one_title() -> None:
    said = read(
        "Ordre du jour\n1. Convention de partenariat avec le département pour l'entretien\n"
        "des chemins de randonnée\n2. Divers"
    )
    assert said.agenda[0].title.endswith("l'entretien des chemins de randonnée")


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("1. Budget (rapporteur : M. Paul NOIR)", "M. Paul Noir"),
        ("1. Budget – Mme Anne ROUX", "Mme Anne Roux"),
        ("1. Budget (Mme Anne ROUX)", "Mme Anne Roux"),
        ("1. Budget\n   Rapporteur : Mme Anne ROUX", "Mme Anne Roux"),
        ("1. Budget présenté par M. Paul NOIR", "M. Paul Noir"),
        ("1. Budget (annexe)", None),
    ],
)
def test_rapporteurs_are_found_where_they_are_written(line: str, who: str | None) -> None:
    said = read(f"Ordre du jour\n{line}\n2. Divers")
    assert said.agenda[0].rapporteur == who
    assert said.agenda[0].title == ("Budget (annexe)" if who is None else "Budget")


def test_a_rapporteur_by_family_name_or_function_is_named_as_on_the_roll() -> None:
    roll = read_roll(read_source(FOLDER / "roll.csv")).members
    said = read_convocation(
        pasted("Ordre du jour\n1. A (rapporteur : M. LE QUÉRÉ)\n2. B (rapporteur : M. le Maire)\n"
               "3. C (rapporteur : M. Inconnu)"),
        roll,
    )  # fmt: skip
    assert [entry.rapporteur for entry in said.agenda][:2] == ["M. Hervé Le Quéré"] * 2
    assert "ne figure pas parmi les membres" in said.doubts[0].text


@pytest.mark.parametrize(
    ("text", "date", "hour", "place"),
    [
        ("se réunira le jeudi 26 mars 2026 à 18h30, salle X.", "2026-03-26", "18:30", "salle X"),
        ("Séance du 26/03/2026 à 20 heures en mairie", "2026-03-26", "20:00", "mairie"),
        ("aura lieu le 1er avril 2026 à dix-huit heures trente", "2026-04-01", "18:30", None),
        ("Conseil municipal du mardi 3 février 2026 – 9 h", "2026-02-03", "09:00", None),
        ("se réunira le 26.03.26 à 19:00\nLieu : Foyer", "2026-03-26", "19:00", "Foyer"),
    ],
)  # fmt: skip
def test_day_hour_and_place_are_read_as_they_are_written(
    text: str, date: str, hour: str, place: str | None
) -> None:
    said = read(f"Le conseil {text}\nOrdre du jour\n1. Budget\n2. Taux")
    assert str(said.date) == date
    assert said.hour == hour
    assert said.place == place


def test_a_weekday_that_does_not_fit_its_date_is_told() -> None:
    said = read("se réunira le mercredi 26 mars 2026 à 20h\nOrdre du jour\n1. A\n2. B")
    assert "est un jeudi" in said.doubts[0].text


def test_a_year_that_was_left_out_is_supposed_from_the_letter_and_told() -> None:
    said = read("Date de convocation : 28/12/2025\nRéunion du mardi 6 janvier à 20h\n"
                "Ordre du jour\n1. A\n2. B")  # fmt: skip
    assert said.date == dt.date(2026, 1, 6)
    assert any("l'année n'est pas écrite" in doubt.text for doubt in said.doubts)


def test_dates_of_affairs_and_of_the_last_minutes_are_not_the_sessions() -> None:
    said = read(
        "Réunion du 9 mars 2026 à 20h\nOrdre du jour\n1. Procès-verbal de la séance du 5 février "
        "2026\n2. Fête du samedi 20 juin 2026 à 21h\n3. Divers"
    )
    assert said.date == dt.date(2026, 3, 9)
    assert said.previous == "5 février 2026"


def test_a_convocation_sent_after_the_session_is_told() -> None:
    said = read("Réunion du 9 mars 2026 à 20h\nDate de convocation : 10/03/2026\n"
                "Ordre du jour\n1. A\n2. B")  # fmt: skip
    assert any("après la séance" in doubt.text for doubt in said.doubts)


def test_a_text_without_an_agenda_says_what_one_looks_like() -> None:
    said = read("Bonjour, la réunion est reportée.")
    assert said.agenda == ()
    assert "Ordre du jour" in said.faults[0].text


def test_a_civility_is_no_mark() -> None:
    assert split_mark("M. Durand a demandé") == (None, "M. Durand a demandé")
    assert split_mark("20 h 30 : accueil")[0] is None


_PIECES = [
    *("I. ", "II) ", "1. ", "2) ", "a) ", "- ", "1.2 ", "Ordre du jour", "texte", ""),
    *("26 mars 2026 à 18h", "M. X", "(", "A - "),
]


@given(st.lists(st.sampled_from(_PIECES), max_size=25))
def test_any_mixture_of_lines_is_read_with_marks_of_its_own(lines: list[str]) -> None:
    said = read("\n".join(f"{line}{n}" for n, line in enumerate(lines)))
    marks = [entry.mark for entry in said.agenda]
    assert len(set(map(str, marks))) == len(marks)


@given(st.text(max_size=300))
def test_any_text_at_all_is_read_or_refused(text: str) -> None:
    with suppress(ImportRefused):
        assert read(text) is not None
