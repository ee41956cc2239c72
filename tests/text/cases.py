"""The cases of `tests/cases/offsets.json`, which the JavaScript twin in `static/js/anchoring` is tested against too.

A row: `name`; `text` as stored, and `sent` where intake changes it; `length` in code points, `utf16` in UTF-16 units;
`graphemes` where each begins; `words` and `sentences` as [start, end], all in code points.
"""

import json
from pathlib import Path

import pytest

CASES = json.loads((Path(__file__).parent.parent / "cases" / "offsets.json").read_text())
every_case = pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
