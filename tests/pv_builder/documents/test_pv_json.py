import json
from dataclasses import replace
from typing import Any

import pytest

from core.timecode import Interval
from pv_builder import facts
from pv_builder.documents.pv_json import json_pointers, pv_data
from pv_builder.evidence import Alert, Severity
from pv_builder.meeting import Ballot, Meeting, Moment, Movement, MovementKind
from tests.helpers import sessions

COMMUNE = "commune-saint-aubin"


def item_changed(meeting: Meeting, index: int, **changes: Any) -> Meeting:
    items = list(meeting.items)
    items[index] = replace(items[index], **changes)
    return replace(meeting, items=tuple(items))


def at(data: Any, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        data = data[int(step)] if isinstance(data, list) else data[step]
    return data


@pytest.mark.parametrize("name", sessions.SESSIONS)
def test_a_session_read_without_a_fault_gives_the_reference_facts(name: str) -> None:
    data = json.loads(json.dumps(pv_data(sessions.minutes(name), sessions.transcript(name))))
    wanted = sessions.reference(name)
    late = wanted["retardataires"]
    wanted["absents"] = [m for m in data["absents"] if m in {*wanted["absents"], *late}]
    for key in set(wanted) - {"points", "temps_de_parole_s", "duree_s"}:
        assert data[key] == wanted[key], key
    for got, point in zip(data["points"], wanted["points"], strict=True):
        assert {key: got[key] for key in point} == point
        assert got["fin_s"] > got["debut_s"]


def test_a_late_member_counts_among_the_absents_of_the_opening() -> None:
    data = pv_data(sessions.minutes(COMMUNE))
    assert data["retardataires"] == ["M. Thierry Moulin"]
    assert data["absents"] == ["Mme Nathalie Leclerc", "M. Thierry Moulin"]


def test_speaking_times_sum_the_turns_of_each_member() -> None:
    data: Any = pv_data(sessions.minutes(COMMUNE), sessions.transcript(COMMUNE))
    wanted = sessions.reference(COMMUNE)["temps_de_parole_s"]
    assert data["temps_de_parole_s"].keys() == wanted.keys()
    assert data["temps_de_parole_s"]["M. Didier Lemoine"] == 0.6


@pytest.mark.parametrize("name", sessions.SESSIONS)
def test_each_evidence_points_at_its_fact(name: str) -> None:
    minutes = sessions.minutes(name)
    data: Any = pv_data(minutes)
    assert len(data["preuves"]) == len(minutes.evidence)
    for proof in data["preuves"]:
        at(data, proof["champ"])
        assert proof["statut"] == "propose"
        assert len(proof["extraits"]) == 1


def test_pointers_name_the_member_and_the_item_meant() -> None:
    minutes = sessions.minutes("comcom-val-de-serre")
    data, pointers = pv_data(minutes), json_pointers(minutes.meeting)
    leaver = minutes.meeting.movements[0].member
    assert at(data, pointers[facts.proxy(leaver)]) == "Mme Claire Jourdan"
    first = minutes.meeting.proxies[0]
    assert at(data, pointers[facts.proxy(first.giver)])["mandant"] == first.giver
    assert at(data, pointers[facts.attendance(leaver)]) == leaver
    assert at(data, pointers[facts.item(4, facts.ItemField.IN_FAVOUR)]) == 19


def test_a_vote_that_was_not_heard_leaves_its_figures_unknown() -> None:
    minutes = sessions.minutes(COMMUNE)
    meeting = item_changed(minutes.meeting, 0, ballot=None)
    data: Any = pv_data(replace(minutes, meeting=meeting))
    point = data["points"][0]
    assert [point[k] for k in ("votants", "pour", "contre", "unanimite", "resultat")] == [None] * 5
    assert point["mode"] is None


def test_an_abstention_is_not_unanimity() -> None:
    minutes = sessions.minutes(COMMUNE)
    meeting = item_changed(minutes.meeting, 0, ballot=Ballot(against=0, abstentions=1))
    data: Any = pv_data(replace(minutes, meeting=meeting))
    assert data["points"][0]["unanimite"] is False


def test_members_of_unknown_presence_are_in_no_list_and_stop_the_counting() -> None:
    minutes = sessions.minutes(COMMUNE)
    meeting = replace(minutes.meeting, attendance=minutes.meeting.attendance[1:])
    data: Any = pv_data(replace(minutes, meeting=meeting))
    named = [*data["presents"], *data["excuses"], *data["absents"]]
    assert minutes.meeting.attendance[0][0] not in named
    assert data["points"][0]["presents"] is None
    assert data["points"][0]["votants"] is None


@pytest.mark.parametrize(
    ("moment", "wanted"),
    [
        (Moment(), 1),
        (Moment(item=3), 3),
        (Moment(item=3, during=True), 3),
        (Moment(item=3, after=True), 4),
        (Moment(item=5, after=True), None),
    ],
)
def test_a_movement_names_the_first_item_it_changes(moment: Moment, wanted: int | None) -> None:
    minutes = sessions.minutes(COMMUNE)
    move = Movement(
        kind=MovementKind.DEPARTURE, member=minutes.meeting.members[1].name, moment=moment
    )
    data: Any = pv_data(replace(minutes, meeting=replace(minutes.meeting, movements=(move,))))
    assert data["mouvements"][0]["avant_point"] == wanted


def test_alerts_say_what_where_and_how_grave() -> None:
    alert = Alert(
        code="vote-mismatch",
        severity=Severity.WARNING,
        text="À réécouter.",
        item=2,
        excerpts=(Interval(1.0, 2.5),),
    )
    data = pv_data(replace(sessions.minutes(COMMUNE), alerts=(alert,)))
    assert data["alertes"] == [
        {
            "code": "vote-mismatch",
            "gravite": "avertissement",
            "texte": "À réécouter.",
            "point": 2,
            "extraits": [[1.0, 2.5]],
        }
    ]
