"""The rating scale as a form: a row of fields for each rating, each field named `field:key`.

So what two people make of the scale can be compared field by field. The key is the rating's name in the data when the
form was drawn, `new-1` … for a new one.
"""

FIELDS = ("label", "letter", "colour", "definition", "slug", "claimreview", "averitec")
# Rows at the end in which new ratings can be written.
SPARE = 2


def rows_of(ratings):
    """The rows for ratings as the API gives them: a dict each, with `key` and `ordered`; spare ones behind."""
    rows = [
        {name: rating[name] or "" for name in FIELDS}
        | {"key": rating["slug"], "ordered": "" if rating["position"] is None else "1"}
        for rating in ratings
    ]
    spare = [dict.fromkeys((*FIELDS, "ordered"), "") | {"key": f"new-{number + 1}"} for number in range(SPARE)]
    return rows + spare


def texts_of(rows):
    """The texts of the form's fields by their names."""
    return {f"{name}:{row['key']}": row[name] for row in rows for name in (*FIELDS, "ordered")}


def read_rows(form):
    """The rows that were sent, in the order of the page."""
    keys = [name.removeprefix("label:") for name in form.values if name.startswith("label:")]
    return [
        {name: form.text(f"{name}:{key}") or "" for name in FIELDS}
        | {"key": key, "ordered": "1" if form.has(f"ordered:{key}") else ""}
        for key in keys
    ]


def ratings_of(rows):
    """The ratings as the API takes them. Their order is that of the rows; values fall along it to 1."""
    kept = [row for row in rows if row["label"]]
    ordered = [row["key"] for row in kept if row["ordered"]]
    return [_rating(row, ordered.index(row["key"]) if row["ordered"] else None, len(ordered)) for row in kept]


def _rating(row, position, count):
    slug = row["slug"] or "-".join(
        "".join(ch if ch.isascii() and ch.isalnum() else " " for ch in row["label"].lower()).split()
    )
    return {
        "slug": slug,
        "label": row["label"],
        "letter": row["letter"],
        "colour": row["colour"],
        "definition": row["definition"],
        "position": position,
        "value": None if position is None else count - position,
        "claimreview": row["claimreview"] or None,
        "averitec": row["averitec"] or None,
    }


def pointers_of(rows):
    """`{JSON Pointer: field}` for what the API says about `ratings_of(rows)`."""
    kept = [row for row in rows if row["label"]]
    names = (*FIELDS, "position", "value")
    return {f"/ratings/{at}/{name}": f"{name}:{row['key']}" for at, row in enumerate(kept) for name in names}


def beside(mine, theirs, base):
    """`(rows, texts, base)` to compare `mine` with `theirs`: every row of both, theirs first; what theirs say in each.

    `base` are the texts when one began. A rating that one has worked on while it was taken away counts as never agreed
    upon, so that the work does not go with it unasked.
    """
    typed = {row["key"]: row for row in mine}
    known = {row["key"]: row for row in theirs if row["label"]}
    empty = dict.fromkeys((*FIELDS, "ordered"), "")
    rows = [typed.get(key, row) for key, row in known.items()] + [row for row in mine if row["key"] not in known]
    base = dict(base)
    shown = []
    for row in rows:
        key = row["key"]
        other = known.get(key, empty | {"key": key})
        if not (row["label"] or other["label"] or base.get(f"label:{key}")):
            continue
        shown.append(other)
        if key not in known and any(row[name] != base.get(f"{name}:{key}", "") for name in empty):
            base[f"label:{key}"] = ""
    return [row | {"legend": known.get(row["key"], row)["label"]} for row in rows], texts_of(shown), base
