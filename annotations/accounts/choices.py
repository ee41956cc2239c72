"""What a person chose on another computer goes along when they sign in: language and appearance."""

from django.conf import settings


def keep_language(response, code):
    """The response with a cookie that LocaleMiddleware reads."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, code, max_age=31536000, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return response


def keep_choices(response, user):
    """The response with what this person chose on another computer."""
    if user.language in dict(settings.LANGUAGES):
        keep_language(response, user.language)
    if user.appearance:
        response.set_cookie("appearance", user.appearance, max_age=31536000, samesite="Lax")
    return response
