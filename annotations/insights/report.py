"""What a report is: rows and columns with a count in each cell, and the claims behind it."""

from collections import defaultdict
from dataclasses import dataclass

# Months that are shown, the newest last; and as many claimants, publishers, people, those with the most.
MONTHS, MOST = 24, 12


@dataclass(frozen=True)
class Column:
    """`colour` and `letter` are those of a rating, else empty."""

    key: str
    label: str
    colour: str = ""
    letter: str = ""


@dataclass(frozen=True)
class Table:
    """`rows` are `(key, label)`; `counts[row key, column key]`, absent for none."""

    rows: list
    columns: list
    counts: dict


class Report:
    """One report. `time`: its rows are months; `parts`: its columns are parts of a whole, and have a sum."""

    name, title, about, time, parts = "", "", "", False, True

    def table(self, project):
        """The `Table`, with at most `MONTHS` or `MOST` rows."""
        counts, labels = {}, {}
        columns = self.columns(project)
        known = {column.key for column in columns}
        for row, label, column, count in self.count(project):
            if column in known:
                counts[row, column] = counts.get((row, column), 0) + count
                labels[row] = label
        rows = self.rows(labels, counts)
        shown = {key for key, _ in rows}
        return Table(rows, columns, {key: count for key, count in counts.items() if key[0] in shown})

    def rows(self, labels, counts):
        if self.time:
            return months(sorted(labels))[-MONTHS:]
        total = defaultdict(int)
        for (row, _column), count in counts.items():
            total[row] += count
        return sorted(labels.items(), key=lambda item: (-total[item[0]], str(item[1])))[:MOST]

    def columns(self, project):
        raise NotImplementedError

    def count(self, project):
        """`(row key, row label, column key, count)`, some of them."""
        raise NotImplementedError

    def behind(self, project, row, column):
        """The claims of a row, of a column, or of a cell; an empty key leaves that side open."""
        raise NotImplementedError


def months(known):
    """Every month from the first to the last of `known`, `[(2024-01, 2024-01), …]`: one without work is shown too."""
    if not known:
        return []
    found, (year, month) = [], map(int, known[0].split("-"))
    while (at := f"{year:04}-{month:02}") <= known[-1]:
        found.append((at, at))
        year, month = year + month // 12, month % 12 + 1
    return found
