"""What is wrong in a `seance.toml` is told with its line; nothing in it is a bug of ours."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pv_builder.errors import SeanceInvalid, SeanceUnreadable
from pv_builder.roster.fields import Fault
from pv_builder.roster.seance_toml import MAX_BYTES, parse_seance, read_seance
from tests.helpers.seance_texts import (
    BLONDEL,
    MASSON,
    ROLL,
    TOP,
    faults_of,
)


def test_a_name_without_civility_that_two_members_share_is_a_fault() -> None:
    couple = MASSON.replace('"M."', '"Mme"')
    told = faults_of(ROLL + 'pouvoir_a = "Sébastien Masson"\n' + couple)
    assert len(told) == 1
    assert "ne figure pas parmi les membres" in told[0]


def test_all_faults_are_told_at_once_with_their_lines() -> None:
    told = faults_of(
        'collectivite = 3\norgane = "conseil"\ntype = "comune"\ndate = "31/02/2026"\n'
        'heure = "25:00"\n' + MASSON + "voix = 0\n" + BLONDEL + 'presence = "presant"\n'
    )
    assert [fault.split(" : ")[0] for fault in told] == [
        "Ligne 1",
        "Ligne 3",
        "Ligne 4",
        "Ligne 10",
        "Ligne 15",
        "Ligne 5",
    ]
    assert "Vouliez-vous écrire « commune » ?" in told[1]


@pytest.mark.parametrize(
    ("extra", "line", "expected"),
    [
        ('pouvoir_a = "Mme Elodie Blondl"', 9, "Vouliez-vous écrire « Mme Élodie Blondel » ?"),
        ('pouvoir_a = "M. Sébastien Masson"', 9, "désigne le membre lui-même"),
        ('pouvoire_a = "x"', 9, "Vouliez-vous écrire « pouvoir_a » ?"),
        ('lieu = "mairie"', 9, "placez cette ligne en haut du fichier"),
        ("voix = true", 9, "un nombre entier de 1 à 10000"),
        ("voix = -2", 9, "un nombre entier de 1 à 10000"),
        ("voix = 99999999999999999999", 9, "un nombre entier de 1 à 10000"),
        ("groupe = 4", 9, "un texte entre guillemets droits"),
        ('groupe = "a\\u0007b"', 9, "un caractère qui ne s'imprime pas"),
        (f'groupe = "{"a" * 3000}"', 9, "dépasse 2000 caractères"),
        ('suppleant_de = "M. Sébastien Masson"', 9, "désigne le membre lui-même"),
    ],
)
def test_a_wrong_line_of_a_member_is_named(extra: str, line: int, expected: str) -> None:
    told = faults_of(TOP + MASSON + extra + "\n" + BLONDEL)
    assert len(told) == 1
    assert told[0].startswith(f"Ligne {line} : ")
    assert expected in told[0]


def test_a_missing_name_is_told_at_the_line_of_the_member() -> None:
    assert faults_of(TOP + '[[membres]]\ncivilite = "M."\nprenom = "Paul"\nnom = ""\n') == [
        "Ligne 8 : « nom » manque."
    ]


def test_a_member_listed_twice_is_told_with_the_first_line() -> None:
    told = faults_of(ROLL + MASSON.replace("Sébastien", "sebastien"))
    assert len(told) == 1
    assert told[0].startswith("Ligne 16 : « M. sebastien Masson » figure déjà")
    assert "(ligne 8)" in told[0]


@pytest.mark.parametrize(
    ("agenda", "expected"),
    [
        ('numero = 1\ntitre = "a"\n[[ordre_du_jour]]\nnumero = "1"\ntitre = "b"', "(ligne 14)"),
        ('numero = 1.2\ntitre = "a"', 'numero = "1.2"'),
        ('numero = 1\ntitre = "a"\nrapporteur = "M. Sebastien Mason"', "M. Sébastien Masson"),
        ('titre = "a"', "« numero » manque"),
        ("numero = 1", "« titre » manque"),
        ('numero = ""\ntitre = "a"', "« numero » manque"),
    ],
)
def test_a_wrong_agenda_entry_is_told(agenda: str, expected: str) -> None:
    told = faults_of(ROLL + "[[ordre_du_jour]]\n" + agenda + "\n")
    assert len(told) == 1
    assert expected in told[0]


def test_a_part_without_a_title_is_told() -> None:
    (fault,) = faults_of(ROLL + '[[parties]]\nnumero = "I"\n')
    assert "titre" in fault


def test_a_substitute_of_a_substitute_is_a_fault() -> None:
    third = BLONDEL.replace("Élodie", "Anne") + 'suppleant_de = "Mme Élodie Blondel"\n'
    told = faults_of(ROLL + 'suppleant_de = "M. Sébastien Masson"\n' + third)
    assert len(told) == 1
    assert "lui-même un suppléant" in told[0]


@pytest.mark.parametrize(
    ("statutes", "expected"),
    [
        ('quorum = "beaucoup"', "une part"),
        ('quorum = "plus de 3/2"', "une part"),
        ('scrutin_public = "2/3"', "une part"),
        ('scrutin_public = "souvent"', "une part"),
        ('corum = "1/2"', "Vouliez-vous écrire « quorum » ?"),
    ],
)
def test_statutes_that_cannot_be_read_are_faults(statutes: str, expected: str) -> None:
    text = TOP.replace('"commune"', '"syndicat_ouvert"') + MASSON
    told = faults_of(f"{text}[statuts]\n{statutes}\n")
    assert len(told) == 1
    assert expected in told[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "Aucun membre"),
        (TOP + "membres = 3\n", "[[membres]], entre doubles crochets"),
        (TOP + '[membres]\nnom = "a"\n', "[[membres]], entre doubles crochets"),
        (TOP + 'statuts = "oui"\n' + MASSON, "annoncée par [statuts]"),
        (ROLL + '[statuts]\nquorum = "1/2"\n', "la loi fixe ces règles"),
        (TOP + 'siret = "123"\n' + MASSON, "14 chiffres"),
        (TOP + 'departement = "Eure"\n' + MASSON, "un code"),
        (TOP + 'urgence = "oui"\n' + MASSON, "true (oui) ou false (non)"),
        ("collectivite = “Vère”\n", "les guillemets doivent être droits"),
        (TOP + "organe = 3\n", "la clé n'y est pas deux fois"),
        ("[" * 5000, "n'a pas la forme attendue"),
        ("date = 2026-02-31", "cette date n'existe pas"),
        ("date = 26/03/2026", "écrite année-mois-jour"),
        ("x = " + "9" * 5000, "n'a pas la forme attendue"),
        (TOP + MASSON * 1001, "plus de 1000 entrées"),
        (b'collectivite = "V\xe8re"\n', "UTF-8"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(text: str | bytes, expected: str) -> None:
    assert any(expected in fault for fault in faults_of(text))


def test_a_file_with_faults_raises_one_error_that_tells_them_in_order(tmp_path: Path) -> None:
    path = tmp_path / "seance.toml"
    path.write_text(TOP + "voix = 1\n" + MASSON + 'presence = "la"\n' + "heure = 3\n")
    with pytest.raises(SeanceInvalid) as raised:
        read_seance(path)
    told = str(raised.value.facts["faults"]).splitlines()
    assert [line.split(" : ")[0] for line in told] == ["Ligne 5", "Ligne 10", "Ligne 11"]
    assert raised.value.facts["path"] == str(path)


def test_a_hundred_faults_are_cut_short(tmp_path: Path) -> None:
    path = tmp_path / "seance.toml"
    path.write_text(ROLL + "".join(f"cle_{n} = 1\n" for n in range(100)))
    with pytest.raises(SeanceInvalid) as raised:
        read_seance(path)
    told = str(raised.value.facts["faults"]).splitlines()
    assert len(told) == 41
    assert "60 autres erreurs" in told[-1]


def test_a_file_too_big_to_be_a_roll_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "seance.toml"
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(SeanceInvalid) as raised:
        read_seance(path)
    assert "4096 Kio" in str(raised.value.facts["faults"])


def test_a_file_that_is_not_there_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(SeanceUnreadable):
        read_seance(tmp_path / "seance.toml")


@given(st.binary(max_size=400))
def test_any_bytes_give_a_session_or_faults(content: bytes) -> None:
    faults: list[Fault] = []
    seance = parse_seance(ROLL.encode() + b"\n" + content, faults)
    assert seance is not None or faults


VALUES = st.one_of(
    st.integers(-5, 5).map(str),
    st.booleans().map(lambda flag: str(flag).lower()),
    st.text(
        st.characters(exclude_characters='"\\', exclude_categories=["Cc", "Cs"]), max_size=8
    ).map(lambda text: f'"{text}"'),
    st.sampled_from(["[]", "{}", "1.5", "nan", "2026-01-01", "[[1]]", "12:00:00"]),
)
KEYS = st.sampled_from(
    ["voix", "nom", "prenom", "presence", "pouvoir_a", "suppleant_de", "civilite", "inconnue"]
)


@given(st.dictionaries(KEYS, VALUES))
def test_any_member_gives_a_session_or_faults(keys: dict[str, str]) -> None:
    faults: list[Fault] = []
    lines = "".join(f"{key} = {value}\n" for key, value in keys.items())
    seance = parse_seance(f"{ROLL}[[membres]]\n{lines}".encode(), faults)
    assert seance is not None
    assert faults or len(seance.members) == 3


@given(st.dictionaries(st.sampled_from(["type", "date", "heure", "membres", "statuts"]), VALUES))
def test_any_top_of_the_file_gives_a_session_or_faults(keys: dict[str, str]) -> None:
    faults: list[Fault] = []
    lines = "".join(f"{key} = {value}\n" for key, value in keys.items())
    seance = parse_seance(lines.encode(), faults)
    assert seance is None
    assert faults
