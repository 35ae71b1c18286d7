import pytest
from hypothesis import given
from hypothesis import strategies as st

from asr.recognition.hotwords import CalledName, Vocabulary, hint_for


def a_name(title: str, given: str, family: str) -> CalledName:
    return CalledName(title=title, given=given, family=family)


MASSON = a_name("Monsieur", "Sébastien", "Masson")
ROUSSEL = a_name("Madame", "Isabelle", "Roussel")
LE_GOFF = a_name("Monsieur", "Yves", "Le Goff")
DELAUNAY = a_name("Monsieur", "Olivier", "Delaunay")
SHORT_ROLL = Vocabulary(names=(MASSON, ROUSSEL, LE_GOFF))
UNKNOWN = tuple(a_name("Madame", "Anne", f"Untelle{number:02d}") for number in range(200))
LONG_ROLL = Vocabulary(names=(*UNKNOWN[:60], DELAUNAY))


def test_a_hint_ends_with_the_names_as_they_are_called_out() -> None:
    assert hint_for(SHORT_ROLL, "").endswith("Monsieur Masson, Madame Roussel, Monsieur Le Goff.")


def test_without_a_roll_what_every_assembly_says_still_guides() -> None:
    assert hint_for(Vocabulary(), "").endswith("Adopté à l'unanimité.")


def test_a_long_roll_gives_no_longer_hint() -> None:
    assert hint_for(Vocabulary(names=UNKNOWN), "") == hint_for(Vocabulary(names=UNKNOWN[:100]), "")
    assert "Untelle00" in hint_for(Vocabulary(names=UNKNOWN), "")


def test_those_who_seem_to_be_called_come_before_the_others() -> None:
    assert hint_for(SHORT_ROLL, "La parole est à Madame Rousselle.").endswith(
        "Madame Roussel, Monsieur Masson, Monsieur Le Goff."
    )


def test_a_misspelt_name_from_the_end_of_a_long_roll_gets_into_the_hint() -> None:
    hint = hint_for(LONG_ROLL, "Monsieur Olivier De Lonnais, absent excusé.")

    assert "Monsieur Delaunay" in hint
    assert "Delaunay" not in hint_for(LONG_ROLL, "")


def test_a_roll_call_is_heard_with_given_names() -> None:
    hint = hint_for(
        SHORT_ROLL,
        "Monsieur Sébastien Masson. Présent. Madame Isabelle Houssel. Présente. "
        "Monsieur Yves Le Goff. Oui. Madame Roussel, pouvoir à monsieur Masson.",
    )

    assert "Monsieur Sébastien Masson" in hint
    assert "Madame Isabelle Roussel" in hint


def test_where_members_are_called_by_their_given_names_these_guide_too() -> None:
    hint = hint_for(SHORT_ROLL, "Izabelle, tu nous expliques, et Yves complète.")

    assert "Isabelle, Yves, Monsieur Masson" in hint


@pytest.mark.parametrize(
    "said",
    [
        "La parole est à Madame Izabelle Roussel.",  # as in the roll: her family name says it
        "la belle saison commence",  # no capital: a word like another
        "Alors, on continue.",
    ],
)
def test_no_given_name_is_suggested_that_nobody_uses_by_itself(said: str) -> None:
    assert ". Isabelle" not in hint_for(SHORT_ROLL, said)


def test_a_name_nobody_understood_in_a_roll_call_stands_between_two_known_ones() -> None:
    roll = Vocabulary(
        names=tuple(
            a_name("Madame", given, family)
            for given, family in zip(
                ("Anne", "Zoé", "Lise", "Rose", "Jeanne", "Inès"),
                ("Aubert", "Kowalski", "Lemaire", "Pichon", "Tessier", "Vidal"),
                strict=True,
            )
        )
    )
    hint = hint_for(
        roll,
        "Madame Anne Aubert. Présente. Madame Covalesse qui ? Oui. Madame Lise Lemaire. Oui. "
        "Madame Rose Pichon. Présente.",
    )

    assert "Madame Anne Aubert. Présente, Madame Zoé Kowalski. Je suis là" in hint
    assert "Madame Jeanne Tessier" in hint


def test_a_place_said_in_misheard_words_gets_into_the_hint_for() -> None:
    vocabulary = Vocabulary(places=("Commune de Saint-Aubin-sur-Vère",))

    hint = hint_for(vocabulary, "Le maire de la commune de Saint Obin sur verre.")

    assert hint.endswith("Commune de Saint-Aubin-sur-Vère.")


def test_an_office_is_not_taken_for_an_unknown_name() -> None:
    offices = "Merci, madame la présidente. Oui, monsieur le maire."

    assert hint_for(LONG_ROLL, offices) == hint_for(LONG_ROLL, "")


def test_a_point_announced_in_misheard_words_gets_its_title_into_the_hint_for() -> None:
    vocabulary = Vocabulary(
        names=(MASSON,),
        agenda=(
            "Approbation du compte administratif 2025",
            "Mise en place de la redevance incitative pour les ordures ménagères",
        ),
    )

    hint = hint_for(
        vocabulary,
        "Point 2, mise en place de la redevance incitatif pour les ordres du homénagère.",
    )

    assert "redevance incitative pour les ordures ménagères" in hint
    assert "compte administratif" not in hint
    assert hint.endswith("Monsieur Masson.")


def test_a_title_written_as_on_the_agenda_needs_no_hint_for() -> None:
    vocabulary = Vocabulary(agenda=("Approbation du compte administratif 2025",))

    unguided = hint_for(vocabulary, "")

    assert hint_for(vocabulary, "Point 1, approbation du compte administratif 2025.") == unguided
    assert hint_for(vocabulary, "Les travaux concernent la rue des Tilleuls.") == unguided


@given(st.text(), st.lists(st.text(max_size=40), max_size=80))
def test_any_roll_and_any_text_give_a_hint_of_bounded_length(text: str, names: list[str]) -> None:
    vocabulary = Vocabulary(names=tuple(a_name("Madame", name, name) for name in names))

    assert len(hint_for(vocabulary, text)) < 900
