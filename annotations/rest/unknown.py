"""What answers under `/api/` where there is nothing."""

from annotations.rest.problems import problem_response


def unknown_address(request, rest=""):
    return problem_response(404, "There is no such address.")
