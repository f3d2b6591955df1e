"""The draaiboek in one's own calendar: a private address per person (C4)."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from core.models import record
from core.verbs import Verb
from people.models import Request
from trajects.models import CalendarFeed
from trajects.models.feed import entries_of, feed_text

SHOWN_ONCE = "feed_token"


def feed(request: Request) -> HttpResponse:
    """How to subscribe; a new address is shown on this page once."""
    token = request.session.pop(SHOWN_ONCE, "")
    path = reverse("trajects:feed_file", args=[token]) if token else ""
    context = {
        "feed": CalendarFeed.of(request.user),
        "address": settings.SITE_URL + path if path else "",
        "number": len(entries_of(request.user)),
    }
    return render(request, "trajects/feed.html", context)


@require_POST
def renew(request: Request) -> HttpResponse:
    """A new address; the old one stops at once."""
    request.session[SHOWN_ONCE] = CalendarFeed.renew(request.user)
    record(Verb.FEED_RENEWED, request.user.calendar_feed, by=request.user)
    messages.success(request, "Uw nieuwe agendalink staat klaar. De oude link werkt niet meer.")
    return redirect("trajects:feed")


@require_safe
@login_not_required
def feed_file(request: HttpRequest, token: str) -> HttpResponse:
    """What a calendar program fetches: whoever has the address, reads it."""
    found = CalendarFeed.at(token)
    if found is None:
        raise Http404
    response = HttpResponse(
        feed_text(entries_of(found.user)), content_type="text/calendar; charset=utf-8"
    )
    response["Cache-Control"] = "private, no-store"
    response["Content-Disposition"] = 'inline; filename="draaiboek.ics"'
    return response
