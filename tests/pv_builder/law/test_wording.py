import datetime as dt
from dataclasses import replace

import pytest

from pv_builder.law import wording
from pv_builder.law.quorum import QuorumState, quorum_at_opening
from pv_builder.meeting import (
    Assembly,
    MemberName,
    Moment,
    Movement,
    MovementKind,
    Proxy,
    QuorumRule,
)
from tests.helpers import sessions
from tests.helpers.spaces import flat

COMMUNE = sessions.meeting("commune-saint-aubin")

MME, M = MemberName("Mme Élodie Blondel"), MemberName("M. Alain Hubert")


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Commune de Saint-Aubin", "de la commune de Saint-Aubin"),
        ("Syndicat mixte Vère Numérique", "du syndicat mixte Vère Numérique"),
        ("Communauté de communes du Val", "de la communauté de communes du Val"),
        ("Établissement public de Serre", "de l’établissement public de Serre"),
        ("SIVOM de la Vère", "du SIVOM de la Vère"),
        ("Aubin-sur-Vère", "d’Aubin-sur-Vère"),
        ("Saint-Aubin", "de Saint-Aubin"),
    ],
)
def test_an_authority_follows_its_preposition(name: str, wanted: str) -> None:
    assert flat(wording.of_authority(name)) == wanted


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("conseil municipal", "le conseil municipal"),
        ("Comité syndical", "le comité syndical"),
        ("assemblée départementale", "l’assemblée départementale"),
        ("commission permanente", "la commission permanente"),
    ],
)
def test_an_assembly_takes_its_article(body: str, wanted: str) -> None:
    assert wording.assembly(replace(COMMUNE, body=body)) == wanted


def test_the_opening_says_when_who_and_under_whom() -> None:
    chair = COMMUNE.members[0]
    assert flat(wording.opening(COMMUNE, chair)) == (
        "Le jeudi 26 mars 2026, le conseil municipal de la commune de Saint-Aubin-sur-Vère s’est "
        "réuni, sous la présidence de M. Sébastien Masson, maire."
    )
    convened = replace(COMMUNE, convened_on=dt.date(2026, 3, 20), body="commission permanente")
    assert flat(wording.opening(convened, None)) == (
        "Le jeudi 26 mars 2026, la commission permanente de la commune de Saint-Aubin-sur-Vère, "
        "régulièrement convoquée le 20 mars 2026, s’est réunie."
    )


def test_the_session_line_gives_the_hour_when_it_is_known() -> None:
    assert flat(wording.session_line(COMMUNE)) == "Séance du jeudi 26 mars 2026 à 18 h 30"
    unknown = replace(COMMUNE, convened_hour=None, opened_at=None)
    assert flat(wording.session_line(unknown)) == "Séance du jeudi 26 mars 2026"


def test_hours_are_stated() -> None:
    assert flat(wording.opened("18:30")) == "La séance est ouverte à 18 h 30."
    assert flat(wording.closed("22:00")) == "La séance est levée à 22 h."


def test_the_quorum_is_stated_only_when_computed_true() -> None:
    state = quorum_at_opening(COMMUNE)
    assert flat(wording.quorum_reached(state, COMMUNE)) == (
        "Le quorum est atteint : 11 membres présents sur 15 en exercice, pour 8 requis."
    )
    for unsure in (False, None):
        assert wording.quorum_reached(replace(state, reached=unsure), COMMUNE) is None
    waived = QuorumState(required=8, countable=3, base=15, reached=True, waived=True)
    assert flat(wording.quorum_reached(waived, COMMUNE)) == (
        "Le conseil municipal délibère sur seconde convocation, sans condition de quorum."
    )


def test_the_quorum_says_whether_it_counts_heads_voices_or_those_represented() -> None:
    state = quorum_at_opening(COMMUNE)
    told = {
        QuorumRule(counts_proxies=True): "11 membres présents ou représentés sur 15 en exercice",
        QuorumRule(in_votes=True): "11 voix présentes sur 15, pour 8 requises",
        QuorumRule(in_votes=True, counts_proxies=True): "11 voix présentes ou représentées sur 15",
    }
    for rule, sentence in told.items():
        assert sentence in flat(wording.quorum_reached(replace(state, rule=rule), COMMUNE) or "")
    counted = replace(state, reached=False, rule=QuorumRule(counts_proxies=True))
    assert "pouvoirs" not in wording.quorum_not_established(counted)


def test_a_department_meets_again_by_right() -> None:
    waived = QuorumState(required=8, countable=3, base=15, reached=True, waived=True)
    department = replace(COMMUNE, assembly=Assembly.DEPARTEMENT, body="conseil départemental")
    assert flat(wording.quorum_reached(waived, department) or "") == (
        "Le conseil départemental délibère lors d’une réunion tenue de plein droit, sans condition "
        "de quorum."
    )


def test_a_quorum_that_is_not_established_says_why() -> None:
    state = quorum_at_opening(COMMUNE)
    failed = wording.quorum_not_established(replace(state, reached=False, countable=7))
    assert "7 membres présents pour 8 requis" in (flat(failed) or "")
    unknown_rule = replace(state, reached=None, required=None, rule=None)
    assert "statuts" in wording.quorum_not_established(unknown_rule)
    assert "compléter" in wording.quorum_not_established(replace(state, reached=None))


def test_proxies_say_where_they_begin_and_end() -> None:
    proxy = Proxy(giver=M, holder=MME)
    assert flat(wording.proxy_given(proxy)) == "M. Alain Hubert donne pouvoir à Mme Élodie Blondel"
    limited = replace(proxy, begin=Moment(item=3), end=Moment(item="II.2"))
    assert flat(wording.proxy_given(limited)) == (
        "M. Alain Hubert donne pouvoir à Mme Élodie Blondel "
        "(à partir du point n° 3, jusqu’au point II.2)"
    )


def test_movements_say_the_hour_the_place_and_the_proxy() -> None:
    arrival = Movement(kind=MovementKind.ARRIVAL, member=M, moment=Moment(item=3), hour="18:51")
    assert flat(wording.movement(arrival, None)) == (
        "Arrivée de M. Alain Hubert à 18 h 51, avant l’examen du point n° 3."
    )
    departure = Movement(
        kind=MovementKind.DEPARTURE, member=MME, moment=Moment(item=4, during=True)
    )
    assert flat(wording.movement(departure, M)) == (
        "Départ de Mme Élodie Blondel, au cours de l’examen du point n° 4 ; "
        "elle donne pouvoir à M. Alain Hubert."
    )
    early = replace(arrival, moment=Moment(), hour=None)
    assert flat(wording.movement(early, None)) == (
        "Arrivée de M. Alain Hubert, avant l’examen du premier point."
    )
    late = replace(departure, moment=Moment(item=5, after=True))
    assert "après l’examen du point" in wording.movement(late, None)


def test_offices_agree_with_those_who_hold_them() -> None:
    chair = COMMUNE.members[0]
    assert wording.signing_office(chair) == "Le Maire"
    assert wording.signing_office(replace(chair, function="1er adjoint")) == (
        "Le président de séance"
    )
    woman = replace(sessions.meeting("comcom-val-de-serre").members[1], function="Présidente")
    assert wording.signing_office(woman) == "La Présidente"
    assert wording.signing_secretary(MME) == "La secrétaire de séance"


def test_the_opening_says_that_an_assembly_was_convened_in_urgency() -> None:
    meeting = replace(
        sessions.meeting("commune-saint-aubin"), convened_on=dt.date(2026, 3, 24), urgent=True
    )
    assert "régulièrement convoqué en urgence le 24 mars 2026" in flat(
        wording.opening(meeting, None)
    )
