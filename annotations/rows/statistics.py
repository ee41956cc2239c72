"""What the database knows of how many rows a value has; its planner chooses indexes by it."""

from django.db import connection


def refresh():
    """Has SQLite look again; it never does so by itself, as PostgreSQL's autovacuum does. *Measured*: without it the
    verdicts of one person on 100 claims were found by reading all that the person had ever given, 70 ms for 1.

    A thousand rows of each index are looked at: 100,000 claims take 0.1 s.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit = 1000")
            cursor.execute("ANALYZE")
