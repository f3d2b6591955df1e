"""What is done with input wherever it is asked (R36), and what was agreed about a later step."""

from datetime import date
from typing import Any

from django import template
from django.template.context import RequestContext

from core.permissions import can
from trajects.models import Approach, InputStatus, Traject
from trajects.models.approach import agreed_input
from trajects.models.approach_text import example_of

register = template.Library()


@register.inclusion_tag("components/input_status.html")
def input_status(status: str, decides: str = "") -> dict[str, str]:
    """The word, one line of meaning and who decides; `decides` in running text."""
    found = InputStatus(status)
    return {
        "word": found.label,
        "meaning": found.meaning,
        "decides": decides or found.usual_decider,
    }


@register.inclusion_tag("components/input_status.html")
def agreed_input_status(traject: Traject, kind: str) -> dict[str, str]:
    """The same, as agreed for "sessions", "kickoff" or "survey", where nothing has its own."""
    return input_status(agreed_input(traject, kind))


@register.simple_tag
def input_status_line(status: str, decides: str = "") -> str:
    """The same in running text, for a letter or paper."""
    found = InputStatus(status)
    who = decides or found.usual_decider
    return f"Uw inbreng is om te {found.label}. {found.meaning} Wie beslist: {who}."


@register.inclusion_tag("components/agreed.html", takes_context=True)
def agreed_in_approach(context: RequestContext, traject: Traject, key: str) -> dict[str, Any]:
    """One line that points back to this part of the approach in force; else nothing."""
    found = None
    if can(context["request"].user, "trajects.see_approach", traject):
        found = Approach.objects.of(traject).in_force().defer("content").first()
    return {"approach": found, "key": key, "title": example_of(key).get("title", "")}


@register.filter
def iso_day(value: str | None) -> date | None:
    """A day out of a frozen text, which keeps it as text."""
    return date.fromisoformat(value) if value else None
