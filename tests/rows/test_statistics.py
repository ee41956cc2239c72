"""The planner of the database knows how many rows a value has."""

import pytest
from django.db import connection

from annotations.rows import statistics


@pytest.mark.usefixtures("desk")
def test_refresh_counts_the_rows_of_sqlite():
    statistics.refresh()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'annotations_membership'")
            # Each begins with the number of rows: the five members of the desk.
            assert {stat.split()[0] for (stat,) in cursor.fetchall()} == {"5"}
