"""Values for CSV files that people open in a spreadsheet."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cell(value: str) -> str:
    """The value, with an apostrophe before it when a spreadsheet would run it as a formula (OWASP, CSV Injection)."""
    return f"'{value}" if value.startswith(_FORMULA) else value
