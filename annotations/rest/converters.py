"""What ids and names look like in an address; anything else is no address of ours (404)."""


class OpaqueId:
    regex = r"[0-9A-Za-z._~-]{1,36}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


class Username(OpaqueId):
    regex = r"[A-Za-z0-9._-]{1,64}"


class Number(OpaqueId):
    """A version, round or publication: 1 to 9 digits, so that it fits its column."""

    regex = r"[0-9]{1,9}"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return str(value)
