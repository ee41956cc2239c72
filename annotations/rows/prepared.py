"""Queries of one shape, compiled once.

Django builds and compiles a queryset each time it is used. *Measured*: of a look-up with two joins that is 0.6 of
0.8 ms, and a small request has three of them; of the four counts of a list of claims 5 of 8 ms. A `Prepared` keeps the
SQL and puts the values in.
"""

import threading

from django.db import connection

# What stands for a value while a query is compiled: nothing that a query says by itself.
_STAND_IN = {str: "\x1fvalue {}\x1f".format, int: (2_100_000_000).__add__}
# A list is filled up to the next of these lengths with its last value, so that few lengths are compiled.
_LENGTHS = (1, 10, 25, 50, 100, 200, 500)


class Prepared:
    """A query to be asked with other values each time: `Prepared(lambda uid: Claim.objects.filter(uid=uid), str)`.

    `build` gives the queryset; `kinds` are the types of its arguments, in order: str, int, or `[int]` for a list of
    keys, in which it does not matter that one comes twice. An int must fit its column: the database refuses what
    Django would know to match nothing. A list of more than 500 is compiled each time.
    """

    def __init__(self, build, *kinds):
        self._build, self._kinds = build, kinds
        # A compiler belongs to a connection, and a connection to a thread.
        self._here = threading.local()

    def all(self, *values):
        """The rows for these values, as the queryset gives them."""
        lengths = tuple(len(value) if isinstance(value, list) else 0 for value in values)
        if max(lengths) > _LENGTHS[-1]:
            return list(self._build(*values))
        if any(value == [] for value in values):
            return []
        lengths = tuple(next(most for most in _LENGTHS if most >= length) if length else 0 for length in lengths)
        known = self._here.__dict__
        if lengths not in known:
            known[lengths] = _Compiled(self._build, self._stand_ins(lengths))
        filled = [
            value + value[-1:] * (length - len(value)) if length else value
            for value, length in zip(values, lengths, strict=True)
        ]
        return known[lengths].rows(filled)

    def one(self, *values):
        """The row of a query that cannot have more than one, or None."""
        return next(iter(self.all(*values)), None)

    def _stand_ins(self, lengths):
        made, number = [], 0
        for kind, length in zip(self._kinds, lengths, strict=True):
            if isinstance(kind, list):
                made.append([_STAND_IN[kind[0]](number + each) for each in range(length)])
                number += length
            else:
                made.append(_STAND_IN[kind](number))
                number += 1
        return made


class _Compiled:
    """A query with its SQL; stands for itself where an iterable of rows asks a query for its compiler."""

    def __init__(self, build, stand_ins):
        queryset = build(*stand_ins)
        self._query = queryset.query
        self._compiler = self._query.get_compiler(connection=connection)
        self._sql, params = self._compiler.as_sql()
        converters = self._compiler.get_converters([selected for selected, *_ in self._compiler.select])
        self._compiler.get_converters = lambda _expressions: converters
        places = {}
        for place, stand_in in enumerate(stand_ins):
            if isinstance(stand_in, list):
                places |= {each: (place, number) for number, each in enumerate(stand_in)}
            else:
                places[stand_in] = (place, None)
        # ((place among the values, place in a list or None) or None, the query's own value)
        self._params = [(places.get(param), param) for param in params]
        self._queryset = queryset
        queryset._query = self

    def __getattr__(self, name):
        return getattr(self._query, name)

    def get_compiler(self, *_args, **_kwargs):
        return self._compiler

    def rows(self, values):
        filled = []
        for place, own in self._params:
            if place is None:
                filled.append(own)
            else:
                value = values[place[0]]
                filled.append(value if place[1] is None else value[place[1]])
        self._compiler.as_sql = lambda *_args, **_kwargs: (self._sql, tuple(filled))
        return list(self._queryset._iterable_class(self._queryset))
