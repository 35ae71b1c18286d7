import pytest

from pv_builder.meeting import ItemKind
from pv_builder.reading.agenda.heard_agenda import heard_agenda
from pv_builder.reading.agenda.items import find_items, kind_of
from tests.helpers.heard_lines import Line, a_scene, a_seance


def starts(*lines: Line, titles: tuple[str, ...] | None = None) -> dict[object, str]:
    """Return the first words of each item found."""
    scene = a_scene(*lines, seance=a_seance(titles=titles) if titles else None)
    return {
        opened.mark: " ".join(t.text for t in scene.heard.tokens[opened.at : opened.at + 3])
        for opened in find_items(scene)
    }


VOTE = "Je mets aux voix. Qui est contre ? Qui s'abstient ? Adopté à l'unanimité."


def test_items_are_found_by_number_and_title() -> None:
    assert starts(
        "Nous passons au point numéro 1 : programme de voirie.",
        VOTE,
        "Point 2 de l'ordre du jour, tarifs de la restauration scolaire.",
        VOTE,
        "Point suivant, subventions aux associations.",
    ) == {1: "nous passons au", 2: "point 2 de", 3: "point suivant subventions"}


def test_misheard_titles_and_numbers_are_found_in_their_turn() -> None:
    assert starts(
        "Nous passons au poignement hâte, programme de voyager.",
        VOTE,
        "Nous passons au poids numéro 2, tarif de la restoration scolaire.",
        VOTE,
        "On passe aux subventions aux associassions.",
    ) == {1: "nous passons au", 2: "nous passons au", 3: "on passe aux"}


def test_an_item_hardly_heard_is_found_between_its_neighbours() -> None:
    found = starts(
        "Nous passons au point numéro 1 : programme de voirie.",
        VOTE,
        "Poicata de l'ordre du jour, tarifs du resto aux colères.",
        VOTE,
        "Nous passons au point numéro 3 : subventions aux associations.",
    )
    assert found[2] == "poicata de l"


def test_the_agenda_read_out_at_the_opening_opens_nothing() -> None:
    found = starts(
        "L'ordre du jour : programme de voirie, tarifs de la restauration scolaire,",
        "et pour finir subventions aux associations.",
        "Le quorum est atteint.",
        "On passe au point 1, programme de voirie.",
        VOTE,
        "On passe au point 2, tarifs de la restauration scolaire.",
        VOTE,
        "On passe au point 3, subventions aux associations.",
    )
    assert set(found.values()) == {"on passe au"}


def test_another_item_spoken_of_in_a_debate_is_not_opened() -> None:
    found = starts(
        "On passe au point 1, programme de voirie.",
        "Nous verrons cela avec le point 3.",
        VOTE,
        "On passe au point 2, tarifs de la restauration scolaire.",
        VOTE,
        "On passe au point 3, subventions aux associations.",
    )
    assert found[3] == "on passe au"


def test_the_previous_minutes_are_no_item_unless_listed() -> None:
    line = "Nous passons à l'approbation du procès-verbal de la séance du 5 février."
    assert starts(line) == {}
    listed = ("Approbation du procès-verbal de la séance du 5 février", "Programme de voirie")
    assert 1 in starts(line, titles=listed)


def test_items_called_out_of_their_turn_are_found() -> None:
    found = starts(
        "On passe au point numéro 1, programme de voirie.",
        VOTE,
        "On passe au point numéro 3, subventions aux associations.",
        VOTE,
        "On passe au point numéro 2, tarifs de la restauration scolaire.",
    )
    assert set(found) == {1, 2, 3}


def test_hierarchical_marks_are_found_by_title() -> None:
    scene = a_scene("On aborde maintenant les tarifs de la restauration scolaire.")
    assert [opened.mark for opened in find_items(scene)] == [2]


def test_without_an_agenda_the_items_called_by_number_are_proposed() -> None:
    scene = a_scene(
        "On passe au point numéro 1, réfection du préau.",
        "Le point 3 viendra plus tard.",
        "Point numéro 2, achat d'une tondeuse.",
        seance=a_seance(titles=()),
    )
    assert [(e.mark, e.title) for e in heard_agenda(scene)] == [
        (1, "Réfection du préau"),
        (2, "Achat d une tondeuse"),
    ]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Approbation du compte administratif 2025", ItemKind.ACCOUNTS),
        ("Vote du compte financier unique", ItemKind.ACCOUNTS),
        ("Approbation du compte de gestion", ItemKind.ORDINARY),
        ("Élection du deuxième adjoint", ItemKind.NOMINATION),
        ("Programme de voirie", ItemKind.ORDINARY),
    ],
)
def test_the_law_treats_accounts_and_nominations_apart(title: str, kind: ItemKind) -> None:
    assert kind_of(title) is kind


HALL = "Location de la salle polyvalente"
ROOF = "Réfection de la toiture du lavoir"
LIGHT = "Extinction de l'éclairage public"
DEBATE = (
    "Il y a plusieurs manières de faire et chacune a son prix, on en a parlé en commission.",
    "Moi je voudrais savoir quand cela commence et qui s'en occupe dans la maison.",
    "On verra cela avec les services, il faut leur laisser le temps de regarder.",
)


def test_items_called_by_bare_numbers_and_nicknames_are_found() -> None:
    found = starts(
        "La première affaire, le toit du lavoir.",
        *DEBATE,
        VOTE,
        "Deux. La salle, alors.",
        *DEBATE,
        VOTE,
        "Le dernier, c'est pour éteindre les rues.",
        *DEBATE,
        VOTE,
        titles=(ROOF, HALL, LIGHT),
    )
    assert found == {1: "la première affaire", 2: "deux la salle", 3: "le dernier c"}


def test_a_title_recalled_in_a_later_debate_moves_nothing() -> None:
    found = starts(
        "Ensuite, le toit du lavoir.",
        *DEBATE,
        VOTE,
        "Maintenant la location de la salle.",
        *DEBATE,
        "C'est comme pour la toiture du lavoir tout à l'heure.",
        VOTE,
        "Après, l'éclairage.",
        *DEBATE,
        VOTE,
        titles=(ROOF, HALL, LIGHT),
    )
    assert found == {1: "ensuite le toit", 2: "maintenant la location", 3: "après l éclairage"}


def test_a_number_goes_before_the_words_of_another_title() -> None:
    found = starts(
        "Point 1, le toit.",
        *DEBATE,
        VOTE,
        "Point 2, ce que coûte la salle.",
        "Pour l'éclairage de la salle, on change les lampes.",
        VOTE,
        "Point 3, la nuit.",
        *DEBATE,
        VOTE,
        titles=(ROOF, HALL, LIGHT),
    )
    assert found == {1: "point 1 le", 2: "point 2 ce", 3: "point 3 la"}


def test_minutes_in_everyday_words_are_the_item_that_approves_them() -> None:
    found = starts(
        "Le papier de la dernière fois, tout le monde l'a lu ?",
        "Pas de remarque, c'est adopté.",
        "Ensuite, le toit du lavoir.",
        *DEBATE,
        VOTE,
        titles=("Approbation du procès-verbal de la séance du 12 mars", ROOF),
    )
    assert found == {1: "le papier de", 2: "ensuite le toit"}


def test_the_agenda_is_gone_back_to_by_the_words_of_a_title_alone() -> None:
    found = starts(
        "La personne de l'éclairage est venue exprès, alors on commence par elle.",
        "L'extinction de l'éclairage public, Simone.",
        *DEBATE,
        VOTE,
        "Bon, on remonte, la toiture du lavoir.",
        *DEBATE,
        VOTE,
        "Et la location de la salle polyvalente.",
        *DEBATE,
        VOTE,
        titles=(ROOF, HALL, LIGHT),
    )
    assert list(found) == [3, 1, 2]
    assert found[1] == "bon on remonte"


def test_an_item_taken_off_in_passing_leaves_the_others_in_their_turn() -> None:
    found = starts(
        "L'éclairage public, le trois, je le retire de l'ordre du jour.",
        "Alors le toit du lavoir.",
        *DEBATE,
        VOTE,
        "Ensuite la location de la salle.",
        *DEBATE,
        VOTE,
        titles=(ROOF, HALL, LIGHT),
    )
    assert found == {3: "l éclairage public", 1: "alors le toit", 2: "ensuite la location"}


def test_an_item_is_taken_up_by_its_number_in_a_sentence() -> None:
    found = starts(
        "On prend le 2 tout de suite.",
        *DEBATE,
        VOTE,
        "Et on finit par le 3 avec Simone.",
        *DEBATE,
        VOTE,
        titles=(ROOF, HALL, LIGHT),
    )
    assert found == {2: "on prend le", 3: "et on finit"}


@pytest.mark.parametrize("second", ["Deuxièmement", "2ement", "2e man"])
def test_items_that_are_counted_off_are_found_by_the_number_alone(second: str) -> None:
    found = starts(
        "Premièrement, le toit du lavoir.",
        *DEBATE,
        VOTE,
        f"{second}, ce que vous attendiez tous.",
        *DEBATE,
        VOTE,
        "Troisièmement, l'éclairage.",
        *DEBATE,
        VOTE,
        titles=(ROOF, HALL, LIGHT),
    )
    assert set(found) == {1, 2, 3}
    assert found[2].startswith(second[0].lower())


def test_an_item_is_called_by_the_everyday_word_for_its_matter() -> None:
    found = starts(
        "Le toit du lavoir, pour commencer.",
        *DEBATE,
        VOTE,
        "Alors, la cantine, Simone.",
        *DEBATE,
        VOTE,
        titles=(ROOF, "Tarifs du restaurant scolaire"),
    )
    assert found[2] == "alors la cantine"


def test_a_question_to_all_is_no_headline_beside_which_an_item_is_doubted() -> None:
    found = starts(
        "Le toit du lavoir.",
        *DEBATE,
        VOTE,
        "Le personnel, Simone.",
        *DEBATE,
        "Des remarques ?",
        VOTE,
        "La location de la salle.",
        *DEBATE,
        VOTE,
        titles=(ROOF, "Création de deux emplois", HALL),
    )
    assert found[2] == "le personnel simone"
