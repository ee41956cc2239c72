"""What text rules raise: plain exceptions with texts for the person who reads them; views give them a status."""


class TextError(Exception):
    """The text sent cannot be an article: `message` says what is wrong and what to do (400)."""

    def __init__(self, message: str):
        super().__init__(message)
        self.message = message


class TooLong(TextError):
    """The text is beyond the limits of intake (413)."""


class FragmentsInvalid(Exception):
    """The fragments can point at no text of this length: `errors` lists (JSON pointer, detail) pairs (400)."""

    def __init__(self, errors: list[tuple[str, str]]):
        super().__init__("; ".join(f"{pointer}: {detail}" for pointer, detail in errors))
        self.errors = errors


class FragmentsMismatch(Exception):
    """The fragments are in range, but other text stands there (409): `found` is what stands at the first of them."""

    def __init__(self, errors: list[tuple[str, str]], found: str):
        super().__init__("; ".join(f"{pointer}: {detail}" for pointer, detail in errors))
        self.errors = errors
        self.found = found
