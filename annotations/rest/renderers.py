"""JSON by orjson; a view may also hand over bytes that are JSON already."""

import orjson
from rest_framework.renderers import BaseRenderer


class JSONRenderer(BaseRenderer):
    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data, accepted_media_type=None, renderer_context=None):
        if data is None:
            return b""
        return data if isinstance(data, bytes) else orjson.dumps(data)
