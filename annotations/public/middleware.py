"""Public addresses know nobody: what stands there is the same for everybody, so that a CDN may keep it."""

# Pages by a personal link and those of the desk lie elsewhere.
PREFIX = "/public/"


class NobodyMiddleware:
    """First of all: hides the cookies of requests below `/public/`, so that nothing behind it loads a session.

    Answers that may be kept by everybody say so without `Vary`: their language is that of the text, not the reader's.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith(PREFIX) and request.path_info != "/robots.txt":
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        response = self.get_response(request)
        if response.headers.get("Cache-Control", "").startswith("public"):
            response.headers.pop("Vary", None)
        return response
