import pytest

from pv_builder.language.conjugation import he_from_i, he_from_we, he_from_you, is_finite


@pytest.mark.parametrize(
    ("form", "wanted"),
    [
        ("suis", "est"),
        ("ai", "a"),
        ("vais", "va"),
        ("voterai", "votera"),
        ("souhaite", "souhaite"),
        ("prends", "prend"),
        ("mets", "met"),
        ("dois", "doit"),
        ("peux", "peut"),
        ("voudrais", "voudrait"),
        ("aurais", "aurait"),
        ("avais", "avait"),
        ("connais", "connaît"),
        ("sors", "sort"),
        ("convaincs", "convainc"),
    ],
)
def test_forms_of_je_become_his(form: str, wanted: str) -> None:
    assert he_from_i(form) == wanted


def test_a_word_that_is_no_form_of_je_is_not_changed() -> None:
    assert he_from_i("pour") is None


@pytest.mark.parametrize(
    ("form", "wanted"),
    [
        ("sommes", "est"),
        ("avons", "a"),
        ("allons", "va"),
        ("faisons", "fait"),
        ("votons", "vote"),
        ("voterons", "votera"),
        ("voudrions", "voudrait"),
        ("avions", "avait"),
        ("étions", "était"),
        ("proposons", "propose"),
        ("commençons", "commence"),
        ("commencions", "commençait"),
        ("engageons", "engage"),
        ("engagions", "engageait"),
        ("achetons", "achète"),
        ("achèterons", "achètera"),
        ("rappelons", "rappelle"),
        ("rappellerons", "rappellera"),
        ("rejetons", "rejette"),
        ("gérons", "gère"),
        ("gérerons", "gérera"),
        ("élevons", "élève"),
        ("élèverons", "élèvera"),
        ("intégrons", "intègre"),
        ("déléguons", "délègue"),
        ("essayons", "essaie"),
        ("enverrons", "enverra"),
        ("employons", "emploie"),
        ("rencontrons", "rencontre"),
        ("retirons", "retire"),
        ("assurons", "assure"),
        ("réunissons", "réunit"),
        ("investirons", "investira"),
        ("prenons", "prend"),
        ("entreprendrons", "entreprendra"),
        ("permettons", "permet"),
        ("maintenons", "maintient"),
        ("abstiendrons", "abstiendra"),
        ("recevrons", "recevra"),
        ("connaissons", "connaît"),
        ("inscrivons", "inscrit"),
        ("attendons", "attend"),
        ("offrons", "offre"),
        ("construisons", "construit"),
        ("résolvons", "résout"),
    ],
)
def test_forms_of_nous_become_his(form: str, wanted: str) -> None:
    assert he_from_we(form) == wanted


@pytest.mark.parametrize(
    ("form", "wanted"),
    [
        ("avez", "a"),
        ("êtes", "est"),
        ("pouvez", "peut"),
        ("comptez", "compte"),
        ("pourriez", "pourrait"),
        ("faites", "fait"),
        ("dites", "dit"),
        ("proposerez", "proposera"),
    ],
)
def test_forms_of_vous_become_his(form: str, wanted: str) -> None:
    assert he_from_you(form) == wanted


@pytest.mark.parametrize("word", ["maisons", "millions", "chez", "assez", "xylophonons"])
def test_words_that_are_no_known_verb_are_not_turned(word: str) -> None:
    assert he_from_we(word) is None
    assert he_from_you(word) is None


@pytest.mark.parametrize("form", ["est", "sont", "a", "faut", "dépend", "seront", "avaient"])
def test_conjugated_verbs_are_known(form: str) -> None:
    assert is_finite(form)


@pytest.mark.parametrize("word", ["environ", "mètres", "voirie", "trottoir", "cubes"])
def test_nouns_are_not_taken_for_verbs(word: str) -> None:
    assert not is_finite(word)
