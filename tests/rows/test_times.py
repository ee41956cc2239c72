"""Times are written with a fixed width, so that their text sorts as they do."""

from datetime import UTC, datetime

import pytest

from annotations.rows.times import timestamp


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (None, None),
        (datetime(2024, 1, 26, 10, 5, tzinfo=UTC), "2024-01-26T10:05:00.000000Z"),
        (datetime(2024, 1, 26, 10, 5, 7, 8, tzinfo=UTC), "2024-01-26T10:05:07.000008Z"),
        (datetime(2024, 1, 26, 10, 5, 7, 800_000, tzinfo=UTC), "2024-01-26T10:05:07.800000Z"),
    ],
)
def test_timestamp_always_has_microseconds(moment, written):
    assert timestamp(moment) == written
