"""What a person must look at fits a page, and no place to listen to is lost."""

from collections.abc import Sequence

from core.timecode import Interval
from pv_builder.conformity.concerns import concerns, items_in_words
from pv_builder.evidence import Alert, Severity
from pv_builder.meeting import ItemMark


def alert(
    text: str = "Un nom n'a pas été reconnu.",
    *,
    code: str = "name-not-recognised",
    item: ItemMark | None = None,
    at_s: float | None = None,
    severity: Severity = Severity.WARNING,
) -> Alert:
    excerpts = () if at_s is None else (Interval(at_s, at_s + 1.0),)
    return Alert(code=code, severity=severity, text=text, item=item, excerpts=excerpts)


def lines(alerts: Sequence[Alert]) -> list[tuple[str, str]]:
    return [(items_in_words(one.items), one.text) for one in concerns(alerts)]


def test_alerts_in_the_same_words_are_one_line_with_every_place_to_listen_to() -> None:
    (one,) = concerns([alert(at_s=float(at)) for at in (30, 10, 20)])
    assert [excerpt.start for excerpt in one.excerpts] == [10.0, 20.0, 30.0]


def test_the_same_alert_on_many_items_is_one_line_that_names_them() -> None:
    missing = [alert("Non retrouvé.", code="item-not-found", item=n) for n in range(4, 121)]
    assert lines(missing) == [("4 à 120", "Non retrouvé.")]


def test_different_words_on_many_items_are_three_lines_and_a_number() -> None:
    differ = [alert(f"Le {n} diffère.", code="numbers", item=n, at_s=n) for n in range(1, 10)]
    told = concerns(differ)
    assert [one.items for one in told] == [(1,), (2,), (3,), (4, 5, 6, 7, 8, 9)]
    assert (
        told[-1].text == "6\N{NO-BREAK SPACE}autres remarques de même nature, chacune à son point."
    )
    assert len(told[-1].excerpts) == 6


def test_what_names_different_members_of_the_session_is_never_shortened_to_a_number() -> None:
    differ = [alert(f"M. {n} est noté deux fois.") for n in range(9)]
    assert len(concerns(differ)) == 9


def test_many_alerts_on_one_item_are_all_told() -> None:
    assert len(concerns([alert(f"M. {n}", item=3) for n in range(9)])) == 9


def test_what_blocks_comes_first_and_stays_apart_from_what_does_not() -> None:
    grave = alert(severity=Severity.BLOCKING)
    assert [one.is_blocking for one in concerns([alert(), grave, alert()])] == [True, False]


def test_an_alert_on_the_session_is_not_put_with_one_on_an_item() -> None:
    assert lines([alert(), alert(item=2)]) == [
        ("", "Un nom n'a pas été reconnu."),
        ("2", "Un nom n'a pas été reconnu."),
    ]


def test_marks_are_read_as_ranges_and_hierarchical_ones_as_they_are() -> None:
    assert items_in_words([12, 5, 7, 6, 2, 3]) == "2, 3, 5 à 7 et 12"
    assert items_in_words(["I.2", "I.3", 4]) == "4, I.2 et I.3"
    assert items_in_words([]) == ""
