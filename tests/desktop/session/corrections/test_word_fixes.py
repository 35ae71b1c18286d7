"""Words that were probably misheard, listed to be corrected together."""

import datetime as dt

from core.transcript import Transcript
from desktop.session.corrections.corrections import Corrected, apply
from desktop.session.corrections.word_fix import FixKind
from desktop.session.corrections.word_fixes import correction, word_fixes
from pv_builder.meeting import Assembly, Civility, Member
from pv_builder.seance import AgendaEntry, Seance, StatedMember
from tests.helpers.unsure import unsure

ROLL = (
    Member(civility=Civility.MME, given_name="Isabelle", family_name="Roussel"),
    Member(civility=Civility.M, given_name="Gérard", family_name="Jourdan"),
)
SEANCE = Seance(
    collectivite="Commune de Valbrune",
    body="conseil municipal",
    assembly=Assembly.COMMUNE,
    date=dt.date(2026, 3, 26),
    members=tuple(StatedMember(member=member) for member in ROLL),
    agenda=(AgendaEntry(mark=1, title="Règlement intérieur de la médiathèque"),),
)


def listed(spoken: Transcript) -> list[tuple[FixKind, str, str]]:
    """Return the kind of each fix, what was heard and what it becomes."""
    return [(fix.kind, fix.before, fix.after) for fix in word_fixes(spoken, SEANCE)]


def test_names_phrases_agreements_and_figures_stand_in_one_list_in_order() -> None:
    spoken = unsure(
        "Madame Isabelle Houssel, excusé.",
        "Nous passons à la probation du procès-verbal.",
        "Le montant est de 148.600 euros.",
    )
    assert listed(spoken) == [
        (FixKind.NAME, "Madame Isabelle Houssel,", "Madame Isabelle Roussel,"),
        (FixKind.AGREEMENT, "excusé.", "excusée."),
        (FixKind.PHRASE, "à la probation du procès-verbal.", "à l'approbation du procès-verbal."),
        (FixKind.FIGURES, "148.600", "148 600"),
    ]


def test_a_capital_and_the_punctuation_stay() -> None:
    spoken = unsure("La séance élevée, merci.")
    assert listed(spoken) == [(FixKind.PHRASE, "La séance élevée,", "La séance est levée,")]


def test_a_decimal_is_not_taken_for_thousands() -> None:
    assert listed(unsure("Le taux passe à 0.125 point.")) == []


def test_no_word_is_in_two_fixes() -> None:
    fixes = word_fixes(
        unsure("Je passe la parole à Monsieur Ubert, merci Monsieur Jourdin."), SEANCE
    )
    places = [(fix.turn, at) for fix in fixes for at in range(fix.first_word, fix.last_word)]
    assert len(places) == len(set(places))
    assert fixes


def test_all_are_corrected_in_one_act_that_is_undone_at_once() -> None:
    spoken = unsure(
        "Madame Isabelle Houssel répond à Monsieur Géhar Jourdan pour 12.500 euros.",
        "Je vous empris.",
    )
    edit = correction(word_fixes(spoken, SEANCE))
    assert edit is not None
    state = apply(Corrected(transcript=spoken), [edit])
    assert state.left_out == ()
    assert [turn.text for turn in state.transcript.turns] == [
        "Madame Isabelle Roussel répond à Monsieur Gérard Jourdan pour 12 500 euros.",
        "Je vous en prie.",
    ]
    assert correction(()) is None
