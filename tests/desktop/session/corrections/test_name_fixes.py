"""Misheard names of the roll, listed to be corrected together."""

from core.transcript import Transcript
from desktop.session.corrections.name_fixes import name_fixes
from pv_builder.meeting import Civility, Member
from tests.helpers.sessions import transcript_of, turn

ROLL = (
    Member(civility=Civility.MME, given_name="Isabelle", family_name="Roussel"),
    Member(civility=Civility.M, given_name="Alain", family_name="Hubert"),
    Member(civility=Civility.M, given_name="Gérard", family_name="Jourdan"),
)


def said(*texts: str) -> Transcript:
    """Return a transcript whose turns say this."""
    return transcript_of(
        tuple(turn(n, None, 10.0 * n, 10.0 * n + 8, text) for n, text in enumerate(texts))
    )


def test_misheard_names_are_listed_with_what_they_should_read() -> None:
    spoken = said("Je passe la parole à Madame Isabelle Houssel, puis à Monsieur Ubert.")
    found = [(fix.before, fix.after) for fix in name_fixes(spoken, ROLL)]
    assert found == [
        ("Madame Isabelle Houssel,", "Madame Isabelle Roussel,"),
        ("Monsieur Ubert.", "Monsieur Hubert."),
    ]


def test_names_that_are_right_and_strangers_are_left_alone() -> None:
    assert name_fixes(said("Madame Isabelle Roussel et Madame Tartempion sont là."), ROLL) == ()


def test_a_name_that_goes_on_in_the_next_turn_is_left_to_the_person() -> None:
    assert name_fixes(said("La parole à Monsieur", "Géhar Jourdan."), ROLL) == ()


def test_a_name_that_is_right_is_not_cut_by_the_word_behind_it() -> None:
    roll = (Member(civility=Civility.M, given_name="Luc", family_name="Pichon"),)
    assert name_fixes(said("Monsieur Pichon, à vous."), roll) == ()
