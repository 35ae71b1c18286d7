"""Who presents an item is told by who speaks after whom, whatever the words."""

import pytest

from pv_builder.meeting import MemberName
from pv_builder.minutes import Minutes
from pv_builder.reading.reader import read_minutes
from pv_builder.reading.roles.presenting import answers_the_call
from tests.helpers.heard_lines import (
    BLONDEL,
    CHARPENTIER,
    LEMOINE,
    MARCHAND,
    MASSON,
    ROUSSEL,
    Line,
    a_scene,
    a_seance,
    said,
)

OPEN = (MASSON, "Il est 18 heures 30, je déclare la séance ouverte. Le quorum est atteint.")
VOTE = (MASSON, "Je mets aux voix. Qui est contre ? Qui s'abstient ? Adopté à l'unanimité.")
REPORT = (
    "Alors nous avons reçu trois devis pour le chemin du lavoir, le moins cher est à douze mille "
    "euros et le chantier durerait six semaines à partir de la rentrée."
)
EXPLAINED = f"Point numéro 1, programme de voirie. Je vous explique. {REPORT} {REPORT}"
SUPPOSED = "rapporteur-supposed"


def read(*lines: Line, titles: tuple[str, ...] = ("Programme de voirie",)) -> Minutes:
    return read_minutes(said(OPEN, *lines), a_seance(titles=titles, present=True))


def reporter(minutes: Minutes) -> tuple[MemberName | None, bool]:
    """Return the rapporteur of the first item, and whether an alert says he is supposed."""
    told = any(alert.code == SUPPOSED for alert in minutes.alerts)
    return minutes.meeting.items[0].rapporteur, told


@pytest.mark.parametrize(
    "call",
    [
        "Didier, c'est ton rayon.",
        "Là, Didier a fait le tour des entreprises.",
        "Je ne vais pas vous faire languir. Didier.",
        "C'est Monsieur Lemoine qui a suivi.",
    ],
)
def test_whoever_is_named_at_the_opening_and_speaks_next_reports(call: str) -> None:
    opening = (MASSON, f"Point numéro 1, programme de voirie. {call}")

    assert reporter(read(opening, (LEMOINE, REPORT), VOTE)) == (LEMOINE, False)


def test_a_short_word_in_between_is_no_report() -> None:
    opening = (MASSON, "Point numéro 1, programme de voirie. Didier, tu nous fais ça ?")
    minutes = read(opening, (BLONDEL, "Encore lui ?"), (LEMOINE, REPORT), VOTE)

    assert reporter(minutes) == (LEMOINE, False)


def test_whoever_is_named_once_the_debate_is_open_does_not_report() -> None:
    opening = (MASSON, "Point numéro 1, programme de voirie. Des remarques ? Oui, Élodie.")
    minutes = read(opening, (BLONDEL, REPORT), VOTE)

    assert reporter(minutes) == (MASSON, True)


def test_the_chair_who_explains_at_length_presents() -> None:
    opening = (MASSON, f"Point numéro 1, programme de voirie. {REPORT} Voilà, c'est tout.")
    minutes = read(opening, (BLONDEL, f"Je trouve cela bien cher. {REPORT}"), VOTE)

    assert reporter(minutes) == (MASSON, True)


def test_the_chair_who_only_announces_leaves_it_to_whoever_speaks_at_length() -> None:
    opening = (MASSON, "Point numéro 1, programme de voirie.")
    minutes = read(opening, (MARCHAND, "On a fini tard ?"), (CHARPENTIER, REPORT), VOTE)

    assert reporter(minutes) == (CHARPENTIER, True)


def test_somebody_thanked_after_a_long_report_of_the_chair_does_not_report() -> None:
    opening = (MASSON, f"{EXPLAINED} Élodie y a passé ses soirées et je l'en remercie.")
    thanks = (BLONDEL, "Oh, je n'ai pas fait grand-chose, quelques coups de fil aux riverains.")

    assert reporter(read(opening, thanks, VOTE)) == (MASSON, False)


def test_the_chair_may_explain_first_and_hand_over_then() -> None:
    opening = (MASSON, f"{EXPLAINED} Donc c'est Isabelle qui vous présente le détail.")

    assert reporter(read(opening, (ROUSSEL, REPORT), VOTE)) == (ROUSSEL, False)


def test_the_chair_puts_the_previous_minutes_to_the_assembly() -> None:
    opening = (MASSON, "Point numéro 1, le procès-verbal du 12 février. Qui l'a lu ?")
    minutes = read(
        opening, (BLONDEL, f"Moi. {REPORT}"), VOTE, titles=("Approbation du procès-verbal",)
    )

    assert reporter(minutes) == (MASSON, True)


def test_a_member_named_for_the_next_item_does_not_report_on_this_one() -> None:
    opening = (MASSON, "Point numéro 1, le procès-verbal du 12 février. Contre ? Abstentions ?")
    following = (MASSON, "Rien. On enchaîne, c'est Didier qui présente.")
    minutes = read(opening, following, (LEMOINE, REPORT), titles=("Approbation du procès-verbal",))

    assert reporter(minutes) == (MASSON, True)


def test_an_item_found_in_its_report_is_called_by_the_words_before() -> None:
    scene = a_scene((MASSON, "Merci. Les chemins. Didier."), (LEMOINE, REPORT))
    begins = scene.speeches[1].first

    found = answers_the_call(scene, MASSON, begins, scene.end, out=())

    assert found is not None
    assert found[0] == LEMOINE


def test_the_member_named_as_an_unknown_voice_reports_is_proposed_and_to_be_checked() -> None:
    opening = (MASSON, "Point numéro 1, programme de voirie. C'est pour Didier, comme toujours.")
    minutes = read(opening, REPORT, VOTE)

    assert reporter(minutes) == (LEMOINE, True)


def test_nobody_is_proposed_where_an_unknown_voice_presents() -> None:
    opening = (MASSON, "Point numéro 1, programme de voirie.")

    assert reporter(read(opening, REPORT, VOTE)) == (None, False)


def test_whoever_is_named_to_be_sent_out_does_not_report() -> None:
    opening = (MASSON, "Point numéro 1, programme de voirie. Élodie, c'est ton chemin, tu sors.")
    minutes = read(opening, (BLONDEL, "D'accord, appelez-moi."), (MASSON, f"Bien. {REPORT}"), VOTE)

    assert reporter(minutes) == (MASSON, True)


def test_whoever_is_asked_about_the_previous_minutes_does_not_report_on_them() -> None:
    opening = (MASSON, "Point numéro 1, le compte rendu du 24 mars. La main ? Élodie, non ?")
    own = (BLONDEL, "Non, je n'étais pas là ce soir-là, je ne peux rien en dire.")
    minutes = read(opening, own, VOTE, titles=("Approbation du compte rendu",))

    assert reporter(minutes) == (MASSON, True)
