"""The few exceptions that rules raise. What a status code is, only `rest/` knows."""

from django.utils.translation import gettext as _


class RuleError(Exception):
    """Something asked for cannot be done; `detail` says to a person what is wrong and what to do.

    It is a string in the language of whoever asks, translated where it is raised.
    """

    def __init__(self, detail, **more):
        super().__init__(detail)
        self.detail = detail
        self.more = more


class Invalid(RuleError):
    """Input breaks a rule. `errors` is a list of `(pointer, detail)`, pointers as in RFC 6901."""

    def __init__(self, *errors):
        super().__init__("; ".join(detail for _pointer, detail in errors))
        self.errors = list(errors)


class Conflict(RuleError):
    """The state of things does not allow this now; `more` goes to the caller beside the detail."""


class Stale(RuleError):
    """The row was changed by somebody else since it was read."""

    def __init__(self):
        super().__init__(_("This was changed by somebody else since you read it."))


class NotAllowed(RuleError):
    """The person's role does not allow this."""


class TwoFactorNeeded(NotAllowed):
    """The desk requires two-factor sign-in, and this person has not set it up."""


class Missing(RuleError):
    """There is no such thing, or this person may not know of it."""

    def __init__(self, detail=None):
        super().__init__(detail or _("There is no such thing here."))


class Deleted(RuleError):
    """It was there and was deleted; it can be restored."""

    def __init__(self, detail=None):
        super().__init__(detail or _("This was deleted. It can be restored."))


class Gone(RuleError):
    """What was asked for is no longer there, or was never: `more` says where to go on."""


class TooLarge(RuleError):
    """The input is over a limit that `detail` names."""
