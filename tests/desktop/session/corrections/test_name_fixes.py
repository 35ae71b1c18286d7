"""Misheard names of the roll, listed to be corrected together."""

from core.transcript import Transcript
from desktop.session.corrections.corrections import Corrected, apply
from desktop.session.corrections.name_fixes import correction, name_fixes
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


def test_all_are_corrected_in_one_act_that_is_undone_at_once() -> None:
    spoken = said("Madame Isabelle Houssel répond à Monsieur Géhar Jourdan et Monsieur Ubert.")
    edit = correction(name_fixes(spoken, ROLL))
    assert edit is not None
    state = apply(Corrected(transcript=spoken), [edit])
    assert state.left_out == ()
    assert state.transcript.turns[0].text == (
        "Madame Isabelle Roussel répond à Monsieur Gérard Jourdan et Monsieur Hubert."
    )
    assert correction(()) is None
