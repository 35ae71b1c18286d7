import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pv_builder.errors import SeanceInvalid, SeanceUnreadable
from pv_builder.meeting import Attendance, QuorumRule
from pv_builder.roster.fields import Fault
from pv_builder.roster.seance_toml import MAX_BYTES, parse_seance, read_seance
from pv_builder.seance import Seance, meeting_as_stated

DATA = Path(__file__).parents[2] / "data" / "documents"
TOP = """collectivite = "Commune de Vère"
organe = "conseil municipal"
type = "commune"
date = 2026-03-26
"""
MASSON = """[[membres]]
civilite = "M."
prenom = "Sébastien"
nom = "Masson"
"""
BLONDEL = """[[membres]]
civilite = "Mme"
prenom = "Élodie"
nom = "Blondel"
"""
ROLL = TOP + MASSON + BLONDEL


def faults_of(text: str | bytes) -> list[str]:
    faults: list[Fault] = []
    parse_seance(text if isinstance(text, bytes) else text.encode(), faults)
    return [fault.sentence for fault in faults]


def read(text: str | bytes) -> Seance:
    faults: list[Fault] = []
    seance = parse_seance(text if isinstance(text, bytes) else text.encode(), faults)
    assert seance is not None, faults
    assert not faults
    return seance


@pytest.mark.parametrize(
    ("name", "members", "items"),
    [("commune-saint-aubin", 15, 5), ("comcom-val-de-serre", 28, 6), ("syndicat-numerique", 13, 3)],
)
def test_the_sample_sessions_are_read_whole(name: str, members: int, items: int) -> None:
    seance = read_seance(DATA / f"{name}.toml")
    assert (len(seance.members), len(seance.agenda)) == (members, items)
    assert seance.hour is not None
    assert seance.place is not None


def test_a_member_keeps_everything_that_was_stated() -> None:
    stated = read(
        ROLL
        + 'fonction = "1re adjointe"\nvoix = 3\ngroupe = "Ensemble"\ncommune = "Vère"\n'
        + 'presence = "excuse"\npouvoir_a = "M. Sébastien Masson"\n'
    ).members[1]
    assert stated.member.name == "Mme Élodie Blondel"
    assert (stated.member.function, stated.member.weight) == ("1re adjointe", 3)
    assert (stated.member.group, stated.member.commune) == ("Ensemble", "Vère")
    assert (stated.attendance, stated.proxy_to) == (Attendance.EXCUSED, "M. Sébastien Masson")


def test_what_is_not_stated_stays_unknown() -> None:
    seance = read(ROLL)
    assert seance.hour is None
    assert seance.convened_on is None
    assert seance.members[0].attendance is None
    assert seance.agenda == ()


def test_the_meeting_carries_what_was_stated_and_nothing_else() -> None:
    seance = read(
        TOP
        + 'siret = "219 400 223 00018"\ndepartement = "67"\nhabitants = 900\nurgence = true\n'
        + MASSON
        + 'presence = "présent"\n'
        + BLONDEL
        + 'pouvoir_a = "M. Sébastien Masson"\n[[ordre_du_jour]]\nnumero = 1\ntitre = "Voirie"\n'
    )
    meeting = meeting_as_stated(seance)
    assert meeting.attendance == (("M. Sébastien Masson", Attendance.PRESENT),)
    assert [(p.giver, p.holder) for p in meeting.proxies] == [
        ("Mme Élodie Blondel", "M. Sébastien Masson")
    ]
    assert [item.title for item in meeting.items] == ["Voirie"]
    assert (meeting.siret, meeting.department, meeting.population) == ("21940022300018", "67", 900)
    assert meeting.urgent
    assert meeting.chair is None


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("2026-03-26", "26"),
        ('"2026-03-26"', "26"),
        ('"26/03/2026"', "26"),
        ("2026-03-26T18:30:00", "26"),
    ],
)
def test_dates_may_be_written_as_people_do(written: str, read_as: str) -> None:
    assert read(ROLL.replace("2026-03-26", written)).date == dt.date(2026, 3, int(read_as))


@pytest.mark.parametrize("written", ['"18:30"', '"18h30"', '"18 h 30"', "18:30:00"])
def test_hours_may_be_written_as_people_do(written: str) -> None:
    assert read(TOP + f"heure = {written}\n" + MASSON).hour == "18:30"


def test_accents_case_and_civility_in_full_still_name_the_member() -> None:
    seance = read(ROLL + 'pouvoir_a = "monsieur sebastien  MASSON"\n')
    assert seance.members[1].proxy_to == "M. Sébastien Masson"


def test_a_name_without_civility_names_the_only_member_who_has_it() -> None:
    seance = read(ROLL + 'pouvoir_a = "Sébastien Masson"\n')
    assert seance.members[1].proxy_to == "M. Sébastien Masson"


def test_a_name_without_civility_that_two_members_share_is_a_fault() -> None:
    couple = MASSON.replace('"M."', '"Mme"')
    told = faults_of(ROLL + 'pouvoir_a = "Sébastien Masson"\n' + couple)
    assert len(told) == 1
    assert "ne figure pas parmi les membres" in told[0]


def test_decomposed_letters_no_break_spaces_and_invisible_signs_are_tidied() -> None:
    seance = read(TOP + MASSON.replace("Sébastien", "  Se\u0301bas\u00adtien\u00a0"))
    assert seance.members[0].member.name == "M. Sébastien Masson"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_what_windows_notepad_writes_is_read(encoding: str) -> None:
    assert read(ROLL.encode(encoding)).collectivite == "Commune de Vère"


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
        ("voix = true", 9, "un nombre entier d'au moins 1"),
        ("voix = -2", 9, "un nombre entier d'au moins 1"),
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


def test_an_agenda_of_120_hierarchical_items_is_read_in_order() -> None:
    marks = [f"I.{n}.A.3" for n in range(120)]
    items = "".join(f'[[ordre_du_jour]]\nnumero = "{m}"\ntitre = "Point {m}"\n' for m in marks)
    assert [entry.mark for entry in read(ROLL + items).agenda] == marks


def test_the_parts_of_an_agenda_and_who_attends_are_read() -> None:
    top = TOP + 'assistaient = "Mme X, directrice générale"\n'
    parts = '[[parties]]\nnumero = "I.2"\ntitre = "Usages"\n'
    agenda = '[[ordre_du_jour]]\nnumero = "I.2.A"\ntitre = "Tarifs"\n'
    meeting = meeting_as_stated(read(top + MASSON + parts + agenda))
    assert [(part.mark, part.title) for part in meeting.parts] == [("I.2", "Usages")]
    assert meeting.attending == "Mme X, directrice générale"


def test_a_part_without_a_title_is_told() -> None:
    (fault,) = faults_of(ROLL + '[[parties]]\nnumero = "I"\n')
    assert "titre" in fault


def test_an_official_who_is_not_a_member_may_report() -> None:
    item = (
        '[[ordre_du_jour]]\nnumero = 1\ntitre = "a"\nrapporteur = "Mme Anne Delorme, directrice"\n'
    )
    assert read(ROLL + item).agenda[0].rapporteur == "Mme Anne Delorme, directrice"


def test_a_substitute_may_stand_for_a_member_who_is_not_listed() -> None:
    seance = read(ROLL + 'suppleant_de = "M. Paul Girard"\n')
    assert seance.members[1].member.substitute_for == "M. Paul Girard"


def test_a_substitute_of_a_substitute_is_a_fault() -> None:
    third = BLONDEL.replace("Élodie", "Anne") + 'suppleant_de = "Mme Élodie Blondel"\n'
    told = faults_of(ROLL + 'suppleant_de = "M. Sébastien Masson"\n' + third)
    assert len(told) == 1
    assert "lui-même un suppléant" in told[0]


def test_what_only_contradicts_the_law_is_read_and_left_to_the_alerts() -> None:
    seance = read(
        TOP
        + MASSON
        + 'presence = "present"\npouvoir_a = "Mme Élodie Blondel"\n'
        + BLONDEL
        + MASSON.replace("Sébastien", "Paul")
        + 'pouvoir_a = "Mme Élodie Blondel"\n'
    )
    assert [stated.proxy_to for stated in seance.members].count("Mme Élodie Blondel") == 2  # type: ignore[comparison-overlap]


@pytest.mark.parametrize(
    ("quorum", "rule"),
    [
        ("plus de la moitié", QuorumRule()),
        ("plus de 1/2", QuorumRule()),
        ("au moins un tiers", QuorumRule(numerator=1, denominator=3, strict=False)),
        ("les deux tiers", QuorumRule(numerator=2, denominator=3, strict=False)),
        ("plus du quart", QuorumRule(numerator=1, denominator=4)),
        ("1/3", QuorumRule(numerator=1, denominator=3, strict=False)),
    ],
)
def test_the_quorum_of_open_syndicates_is_read_as_their_statutes_say(
    quorum: str, rule: QuorumRule
) -> None:
    text = TOP.replace('"commune"', '"syndicat_ouvert"') + MASSON
    statutes = read(text + f'[statuts]\nquorum = "{quorum}"\n').statutes
    assert statutes is not None
    assert statutes.quorum == rule
    assert statutes.casting_vote is None


def test_the_other_statutes_are_read() -> None:
    text = TOP.replace('"commune"', '"syndicat_ouvert"') + MASSON
    statutes = read(
        text
        + '[statuts]\nquorum = "un tiers"\nquorum_en_voix = true\nquorum_avec_pouvoirs = true\n'
        'pouvoirs_par_delegue = 2\nvoix_preponderante = false\nscrutin_public = "un quart"\n'
        'scrutin_secret = "1/3"\nhuis_clos_demandeurs = 5\njours_francs = 8\n'
    ).statutes
    assert statutes is not None
    assert statutes.quorum == QuorumRule(
        numerator=1, denominator=3, strict=False, in_votes=True, counts_proxies=True
    )
    assert (statutes.proxies_per_holder, statutes.casting_vote) == (2, False)
    assert (statutes.public_ballot_share, statutes.secret_ballot_share) == (4, 3)
    assert (statutes.closed_session_requesters, statutes.notice_days) == (5, 8)


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
    assert "1024 Kio" in str(raised.value.facts["faults"])


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
