"""Alerts of readers and of rules told together: one for each cause."""

from core.timecode import Interval
from pv_builder.conformity.checks import rechecked_alerts, with_rules
from pv_builder.evidence import Alert, Severity

HEARD = Interval(10.0, 20.0)


def told(code: str, item: int | None = 1, text: str = "entendu") -> Alert:
    return Alert(code=code, severity=Severity.WARNING, text=text, item=item, excerpts=(HEARD,))


def rule(code: str, item: int | None = 1, text: str = "règle") -> Alert:
    return Alert(code=code, severity=Severity.BLOCKING, text=text, item=item)


def test_one_cause_is_told_once_with_the_rule_s_gravity_and_the_reader_s_passage() -> None:
    (alert,) = with_rules([told("votes-incomplete")], [rule("votes-incomplete")])
    assert alert.severity is Severity.BLOCKING
    assert alert.text == "règle"
    assert alert.excerpts == (HEARD,)


def test_the_same_fault_of_two_items_is_told_of_both() -> None:
    alerts = with_rules([told("votes-incomplete", 1)], [rule("votes-incomplete", 2)])
    assert {alert.item for alert in alerts} == {1, 2}


def test_two_members_with_the_same_fault_are_both_told() -> None:
    alerts = with_rules(
        [told("movement-impossible", None, "A")], [rule("movement-impossible", None, "B")]
    )
    assert {alert.text for alert in alerts} == {"A", "B"}


def test_an_item_that_was_not_found_is_not_asked_about_twice() -> None:
    alerts = with_rules([told("item-not-found")], [rule("outcome-unknown")])
    assert [alert.code for alert in alerts] == ["item-not-found"]


def test_what_a_person_settled_is_no_longer_asked() -> None:
    read = with_rules([told("votes-incomplete")], [rule("votes-incomplete")])
    assert rechecked_alerts(read, [rule("votes-incomplete")], []) == ()


def test_what_only_a_reader_can_tell_stays_after_a_decision() -> None:
    read = (told("voter-unplaced"),)
    assert rechecked_alerts(read, [], []) == read
