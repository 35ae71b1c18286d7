from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from asr.sound.ordering import Dated, OrderBasis, in_order, recorded_at

NOON = datetime(2026, 6, 9, 12, 0, tzinfo=UTC)


def dated(**minutes):
    return [
        Dated(
            path=Path(f"{name}.mp4"),
            recorded_at=None if at is None else NOON + timedelta(minutes=at),
        )
        for name, at in minutes.items()
    ]


def names(ordered):
    return [path.stem for path in ordered.files]


def test_files_follow_each_other_as_they_were_recorded_whatever_their_names():
    ordered = in_order(dated(a=30, b=1, c=15))
    assert (names(ordered), ordered.basis) == (["b", "c", "a"], OrderBasis.RECORDED)


def test_where_one_file_has_no_time_the_names_decide():
    ordered = in_order(dated(partie10=1, partie2=None, partie1=20))
    assert (names(ordered), ordered.basis) == (["partie1", "partie2", "partie10"], OrderBasis.NAMES)


def test_a_time_that_files_share_is_that_of_their_export():
    assert in_order(dated(b=5, a=5)).basis is OrderBasis.NAMES


def test_one_file_needs_no_order():
    assert in_order(dated(a=None)).basis is OrderBasis.ALONE


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        ({"creation_time": "2026-06-09T12:00:00.000000Z"}, NOON),
        ({"com.apple.quicktime.creationdate": "2026-06-09T14:00:00+0200"}, NOON),
        ({"date": "2026-06-09", "creation_time": "12:00:00"}, NOON),
        ({"DATE": "2026-06-09T12:00:00"}, NOON),
        ({"date": "2026"}, None),
        ({"date": "2026-06-09"}, None),
        ({"creation_time": "1904-01-01T00:00:00.000000Z"}, None),
        ({"creation_time": "hier soir"}, None),
        ({}, None),
    ],
)
def test_when_a_file_was_recorded(metadata, expected):
    assert recorded_at(metadata) == expected


@given(st.lists(st.text(), min_size=2))
@example(["REC²", "REC ٣", "REC"])
def test_any_names_can_be_ordered(stems):
    files = [Dated(path=Path(f"x{stem}"), recorded_at=None) for stem in stems]
    assert sorted(in_order(files).files) == sorted(file.path for file in files)
