"""What somebody typed into a page's form, kept so that it can be shown again beside what is wrong with it."""

from contextlib import contextmanager

import orjson
from django.db import transaction
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from annotations.errors import Conflict, Invalid, Stale, TooLarge
from annotations.rest.problems import pointers


class Form:
    """`values` by field name, `problems` by field name, and `refusal`: one sentence about the whole.

    The input is checked by the serializers of the API and by the actions, nowhere else: `attempt` turns the JSON
    Pointers of their errors into the names of fields.
    """

    def __init__(self, values=None, files=None):
        self.values = {name: values.get(name) for name in values} if values else {}
        self.files = files or {}
        self.problems = {}
        self.refusal = ""
        self.stale = False
        self.conflict = None

    def text(self, name):
        """The trimmed text of a field, or None when it is empty: for names, titles, dates, links."""
        return (self.values.get(name) or "").strip() or None

    def lines(self, name):
        """The text of a field that is people's words, with browsers' CRLF as LF; None when there is only space."""
        value = (self.values.get(name) or "").replace("\r\n", "\n")
        return value if value.strip() else None

    def words(self, name):
        """A field of words with commas between them as a list, each once."""
        parts = (part.strip() for part in (self.values.get(name) or "").replace("،", ",").split(","))
        return list(dict.fromkeys(part for part in parts if part))

    def number(self, name):
        """A whole number, or the text as it is for the serializer to refuse; None when empty."""
        value = self.text(name)
        return int(value) if value and value.isascii() and value.isdigit() and len(value) < 10 else value

    def has(self, name):
        """Whether a box was ticked."""
        return name in self.values

    @staticmethod
    def json(request):
        """The JSON object in the body of a request, an empty one for anything else."""
        try:
            data = orjson.loads(request.body)
        except orjson.JSONDecodeError:
            return {}
        return data if isinstance(data, dict) else {}

    def read(self, serializer_class, data):
        """`data` as the API's own serializer reads it. Raises what `attempt` understands."""
        return serializer_class.take(data)

    @contextmanager
    def attempt(self, fields=None):
        """One transaction. A broken rule ends it, is kept in `problems` or `refusal`, and is not raised further.

        `fields` maps JSON Pointers to field names; others lose their slash.
        """
        names = fields or {}
        try:
            with transaction.atomic():
                yield
        except Invalid as error:
            self._blame(names, error.errors)
        except ValidationError as error:
            self._blame(names, [(each["pointer"], each["detail"]) for each in pointers(error.detail)])
        except (Conflict, Stale, TooLarge) as error:
            self.refusal = error.detail
            self.stale = isinstance(error, Stale)

    def _blame(self, names, errors):
        for pointer, detail in errors:
            name = names.get(pointer)
            if name is None:
                name = next((names[p] for p in names if pointer.startswith(f"{p}/")), pointer.strip("/").split("/")[0])
            self.problems.setdefault(name, detail)

    @property
    def base(self):
        """The texts that stood there when somebody began to type, by name; empty when the form brought none."""
        try:
            base = orjson.loads(self.values.get("base") or "")
        except orjson.JSONDecodeError:
            return {}
        return base if isinstance(base, dict) else {}

    def compare(self, theirs, edit, base=None):
        """Lays the texts that stand now beside those that were typed; `edit` is the `last_edit` that made them so.

        Sent again, the form counts as a change of what stands now; static/js/panels/page-forms.js asks field by field.
        """
        self.conflict = {"theirs": _texts(theirs), "problem": edit}
        if base is not None:
            self.values["base"] = orjson.dumps(_texts(base)).decode()
        by = edit["changed_by"]["name"] if edit else _("A colleague")
        self.refusal = _("%s changed this while you typed. What you typed is below.") % by

    def begin(self, values):
        """The form on `values`, which it keeps as `base`: what stood there when somebody began to type."""
        self.values |= values | {"base": orjson.dumps(_texts(values)).decode()}
        return self

    @property
    def failed(self):
        return bool(self.problems or self.refusal)


def _texts(values):
    return {name: "" if value is None else str(value) for name, value in values.items() if name != "revision"}
