from pathlib import Path

from desktop.session.speakers.connected import connected_text
from pv_builder.roster.seance_toml import read_seance

DATA = Path(__file__).parents[3] / "data" / "documents"
SEANCE = read_seance(DATA / "syndicat-numerique.toml")


def test_names_that_fit_one_member_are_proposed_and_presence_is_not():
    text = connected_text(["PERRIN Christophe", "Pauline", "Salle du comité"], SEANCE)
    assert "« PERRIN Christophe » pour M. Christophe Perrin" in text
    assert "« Pauline » pour Mme Pauline Pichon" in text
    assert "ne désignent aucun membre : « Salle du comité »." in text
    assert text.endswith("Être connecté ne vaut pas présence : à vous de la constater.")


def test_a_long_list_is_shortened():
    assert "et 8 autres." in connected_text([f"Invité {n}" for n in range(20)], SEANCE)


def test_nobody_connected_is_nothing_to_say():
    assert connected_text([], SEANCE) == ""
