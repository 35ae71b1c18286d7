from pv_builder.reading.agenda.everyday_words import KINDRED


def test_words_of_one_matter_stand_for_each_other() -> None:
    assert "cantine" in KINDRED["restauration"]
    assert "restauration" in KINDRED["cantine"]
    assert all(word not in others for word, others in KINDRED.items())


def test_accents_do_not_count() -> None:
    assert "scolaire" in KINDRED["ecole"]
