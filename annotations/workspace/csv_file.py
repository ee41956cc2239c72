"""Tables to take away."""

import csv
import io

from django.http import HttpResponse

from annotations.text.csvsafe import cell


def csv_file(name, rows):
    """The answer with `rows`, lists of values, as a CSV file of this name: numbers as they are, None as nothing, all
    else as words that no spreadsheet takes for a formula."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for row in rows:
        writer.writerow([each if each is None or isinstance(each, int | float) else cell(str(each)) for each in row])
    return HttpResponse(
        buffer.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
