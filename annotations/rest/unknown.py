"""What answers under `/api/` where there is nothing."""

from django.utils.translation import gettext as _

from annotations.rest.problems import problem_response


def unknown_address(request, rest=""):
    return problem_response(404, _("There is no such address."))
