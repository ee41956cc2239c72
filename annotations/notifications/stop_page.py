"""The page behind the link in every mail: ends them, without a sign-in."""

from django.http import HttpResponseNotAllowed
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from annotations.notifications.actions import choices_of, stop_mail
from annotations.notifications.mail import find_by_token
from annotations.notifications.models import Mail


@csrf_exempt  # the link itself is the proof; mail programs post to it by themselves (RFC 8058)
@never_cache
def stop(request, token):
    """GET shows a button and changes nothing, since programs open links too; POST ends the mails. Whoever gets none
    any more is told that. A made-up link is a 404."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "POST"])
    person = find_by_token(token)
    if person is None:
        return render(request, "404.html", status=404)
    if request.method == "POST":
        stop_mail(person)
    done = set(choices_of(person).values()) == {Mail.NEVER}
    return render(request, "notifications/stop.html", {"done": done, "email": hidden(person.email)})


def hidden(email):
    """`a…@example.org`: enough to know it again."""
    name, at, host = email.partition("@")
    return f"{name[:1]}…{at}{host}" if at else ""
