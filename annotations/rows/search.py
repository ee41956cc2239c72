"""Finding rows by their folded words: an index of trigrams on either database.

PostgreSQL has pg_trgm indexes on `folded`. SQLite has a table of its own beside each model, which the actions keep in
step by saving rows (never triggers: Django's rebuilds of tables lose them); `manage.py verify` compares both.
"""

from django.db import connections
from django.db.models.expressions import RawSQL

from annotations.text.fold import fold

LEAST = 3  # code points: trigrams find nothing shorter, so that is compared with each row
# Stands for a word in a statement that is written once for many; nobody's words have it, folded or not.
_ANY = "\ue000any-word\ue000"


def table_of(model):
    """The name of the SQLite table that holds the trigrams of a model."""
    return f"{model._meta.db_table}_search"


def index_rows(model, rows, using="default"):
    """Brings the index in step with `folded` of these saved rows; in the transaction that saved them."""
    connection = connections[using]
    if connection.vendor != "sqlite" or not rows:
        return
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT OR REPLACE INTO {table_of(model)} (rowid, folded) VALUES (%s, %s)",
            [(row.pk, row.folded) for row in rows],
        )


def words_in(query):
    """What is looked for: the folded words of a query, those in double quotes together, each once."""
    words = []
    for number, part in enumerate(fold(query).split('"')):
        words += [part.strip()] if number % 2 else part.split()
    return [word for word in dict.fromkeys(words) if word]


def _match(words):
    """What the SQLite table is asked for: all of these words, each at least LEAST long."""
    return " AND ".join(f'"{word}"' for word in words)


def narrow(queryset, query):
    """The rows whose folded text has every word of the query, as a part of its own words or whole."""
    return _with_all(queryset, words_in(query))


def _with_all(queryset, words):
    indexed = [word for word in words if len(word) >= LEAST]
    if connections[queryset.db].vendor == "sqlite" and indexed:
        table = table_of(queryset.model)
        queryset = queryset.filter(
            pk__in=RawSQL(f"SELECT rowid FROM {table} WHERE {table} MATCH %s", [_match(indexed)])
        )
        words = [word for word in words if len(word) < LEAST]
    for word in words:
        queryset = queryset.filter(folded__contains=word)
    return queryset


def newest(queryset, query, count):
    """Keys of the newest `count` rows that `narrow` would give, newest first.

    SQLite reads its index backwards and stops; with the keys as a set it would read all of them first. *Measured*
    with a word that 35,000 of 100,000 claims have: 0.4 ms, not 12.
    """
    return list(_newest(queryset, words_in(query), count))


def newest_of_each(queryset, words, count):
    """Keys of the newest `count` rows with each of the `words` (folded, at least LEAST long, without double quotes):
    a key for each word that its row has. One statement.

    *Measured* with eight words: Django takes 0.8 ms of CPU to write each of their statements; here it writes one.
    """
    if not words:
        return []
    connection = connections[queryset.db]
    sql, params = _newest(queryset, [_ANY], count).query.sql_with_params()
    asked = []
    for word in words:
        # As `contains` has it for PostgreSQL; in SQLite's index every sign but a double quote stands for itself.
        word = word if connection.vendor == "sqlite" else connection.ops.prep_for_like_query(word)
        asked += [each.replace(_ANY, word) if isinstance(each, str) else each for each in params]
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(f"SELECT * FROM ({sql}) AS of_{number}" for number in range(len(words))), asked
        )
        return [row[0] for row in cursor.fetchall()]


def _newest(queryset, words, count):
    """The queryset of keys behind `newest`."""
    if connections[queryset.db].vendor != "sqlite" or not words or min(map(len, words)) < LEAST:
        return _with_all(queryset, words).order_by("-pk").values_list("pk", flat=True)[:count]
    table, rows = table_of(queryset.model), queryset.model._meta.db_table
    found = queryset.extra(
        tables=[table],
        where=[f"{table}.rowid = {rows}.id", f"{table} MATCH %s"],
        params=[_match(words)],
    )
    return found.order_by(RawSQL(f"{table}.rowid", []).desc()).values_list("pk", flat=True)[:count]


def create_indexes(schema_editor, models):
    """Makes the index of each model and fills it; for a migration."""
    connection = schema_editor.connection
    if connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    for model in models:
        table, rows = table_of(model), model._meta.db_table
        if connection.vendor == "sqlite":
            schema_editor.execute(f"CREATE VIRTUAL TABLE {table} USING fts5(folded, tokenize='trigram')")
            schema_editor.execute(f"INSERT INTO {table} (rowid, folded) SELECT id, folded FROM {rows}")
        else:
            schema_editor.execute(f"CREATE INDEX {table} ON {rows} USING gin (folded gin_trgm_ops)")


def drop_indexes(schema_editor, models):
    """Takes the indexes away again."""
    kind = "TABLE" if schema_editor.connection.vendor == "sqlite" else "INDEX"
    for model in models:
        schema_editor.execute(f"DROP {kind} {table_of(model)}")


def differences(model):
    """Keys of rows whose index is not what their `folded` says, and of index rows without one; SQLite only."""
    connection = connections["default"]
    if connection.vendor != "sqlite":
        return []
    table, rows = table_of(model), model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT r.id FROM {rows} r LEFT JOIN {table} s ON s.rowid = r.id WHERE s.folded IS NOT r.folded "
            f"UNION SELECT s.rowid FROM {table} s LEFT JOIN {rows} r ON r.id = s.rowid WHERE r.id IS NULL"
        )
        return [row[0] for row in cursor.fetchall()]
