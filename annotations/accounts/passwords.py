"""What a password may not be."""

from django.contrib.auth.password_validation import UserAttributeSimilarityValidator
from django.utils.translation import gettext as _


class NotLikeTheirName(UserAttributeSimilarityValidator):
    """As Django's, which would name a column of the database, in English."""

    def get_error_message(self):
        return _("The password is too much like your name or address.")
