"""Request bodies: JSON, and multipart where a file may come along."""

import orjson
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser, MultiPartParser

__all__ = ["JSONParser", "MultiPartParser"]


class JSONParser(BaseParser):
    """Strict JSON in UTF-8 (RFC 8259): no NaN, no lone surrogates, no bytes that are not UTF-8."""

    media_type = "application/json"

    def parse(self, stream, media_type=None, parser_context=None):
        try:
            return orjson.loads(stream.read())
        except orjson.JSONDecodeError as error:
            raise ParseError(
                _("The body is not valid JSON: %(reason)s at character %(position)s.")
                % {"reason": error.msg, "position": error.pos}
            ) from None
