"""Which form an answer takes: JSON, unless the client accepts none (406)."""

from rest_framework.negotiation import DefaultContentNegotiation


class IgnoreAccept(DefaultContentNegotiation):
    """For exports, files and the stream: the address names the format."""

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type
