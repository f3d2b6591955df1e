"""Template tags of the house: icons, badges, rights, and the filters of core.words."""

import functools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import rules
from django import template
from django.conf import settings
from django.template.context import RequestContext
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core import words
from core.differences import differences

register = template.Library()

SPRITE = Path(settings.BASE_DIR) / "static" / "icons" / "sprite.svg"


@functools.cache
def symbols() -> dict[str, list[str]]:
    """The paths of every icon in the sprite, by name."""
    found = re.findall(r'<symbol id="([\w-]+)"[^>]*>(.*?)</symbol>', SPRITE.read_text(), re.S)
    return {name: re.findall(r' d="([^"]+)"', body) for name, body in found}


@register.simple_tag
def icon(name: str, label: str = "", *, inline: bool = False) -> SafeString:
    """An icon from the sprite; `inline` carries the drawing along (PDF, mail)."""
    if name not in symbols():
        raise template.TemplateSyntaxError(f"No icon {name} in static/icons/sprite.svg")
    if inline:
        drawing = format_html_join("", '<path d="{}"/>', ((path,) for path in symbols()[name]))
    else:
        drawing = format_html('<use href="{}#{}"/>', static("icons/sprite.svg"), name)
    voice = {"role": "img", "aria-label": label} if label else {"aria-hidden": "true"}
    return format_html(
        '<svg class="td-icon" viewBox="0 0 16 16" width="16" height="16" fill="currentColor"'
        "{}>{}</svg>",
        format_html_join("", ' {}="{}"', voice.items()),
        drawing,
    )


@register.simple_tag(takes_context=True)
def can(context: RequestContext, permission: str, target: object = None) -> bool:
    """May the reader do this, here and now? The same question that the view asks."""
    return bool(rules.has_perm(permission, context["request"].user, target))


class Look(NamedTuple):
    tone: str
    icon: str


LOOKS = {
    Look("neutral", "circle"): "not_started empty concept made todo",
    Look("neutral", "pencil"): "draft",
    Look("info", "circle-half"): "busy in_progress started open live running correction active",
    Look("info", "calendar-event"): "planned scheduled announced",
    Look("info", "send"): "offered sent submitted published",
    Look("info", "eye"): "under_review viewed",
    Look(
        "warning", "hourglass-split"
    ): "waiting waiting_for_pmr waiting_pmr pending invited not_yet",
    Look("warning", "clock-history"): "term_passed expired",
    Look("danger", "clock-history"): "late overdue",
    Look("warning", "exclamation-triangle"): "advice attention unconfirmed",
    Look("neutral", "question-circle"): "maybe unknown",
    Look("neutral", "slash-circle"): "skipped withdrawn cancelled stopped void superseded",
    Look("neutral", "lock"): "closed frozen locked archived",
    Look("success", "check-circle"): "done ready held finished confirmed accepted yes taken_up go",
    Look("success", "shield-check"): "consented consent approved decided signed final in_force",
    Look(
        "danger", "x-circle"
    ): "withheld rejected declined no no_go failed bounced blocked refused",
}
LOOK_OF = {value: look for look, values in LOOKS.items() for value in values.split()}


def label_of(status: Any) -> tuple[str, str]:
    """The stored value and the Dutch label of an enum member, or of an object with a status."""
    if hasattr(status, "get_status_display"):
        return str(status.status), status.get_status_display()
    return str(getattr(status, "value", status)), str(getattr(status, "label", status))


@register.inclusion_tag("components/badge.html")
def badge(status: Any, label: str = "", tone: str = "", icon: str = "") -> dict[str, str]:
    """Word and icon for a status: an enum member, an object with `status`, or a plain word."""
    value, word = label_of(status)
    look = LOOK_OF.get(value.lower(), Look("neutral", "circle"))
    return {
        "label": label or word,
        "tone": tone or look.tone,
        "icon": icon or look.icon,
    }


@register.inclusion_tag("components/nav_item.html", takes_context=True)
def nav_item(
    context: RequestContext,
    label: str,
    name: str,
    target: object = None,
    under: str = "",
) -> dict[str, object]:
    """A link that knows whether the reader is on it, or on a page named in `under`."""
    match = context["request"].resolver_match
    here = match.view_name if match else ""
    is_current = bool(here) and any(here.startswith(page) for page in (name, *under.split()))
    return {"label": label, "url": address(name, target), "is_current": is_current}


def address(name: str, target: object) -> str:
    """The address of a page, or nothing while that page does not exist."""
    try:
        return reverse(name, args=[] if target is None else [target])
    except NoReverseMatch:
        return ""


@register.inclusion_tag("components/diff.html")
def diff(
    old: object, new: object, old_label: str = "Nu", new_label: str = "Voorstel"
) -> dict[str, Any]:
    """Two texts side by side, with what differs marked in each."""
    return {
        "pieces": differences(str(old or ""), str(new or "")),
        "old": old,
        "new": new,
        "old_label": old_label,
        "new_label": new_label,
    }


@register.filter
def theirs_for(texts: dict[str, str], field: str) -> str:
    """What now stands in a field, next to what somebody typed in it."""
    return (texts or {}).get(field, "")


def shown(word: Callable[..., str]) -> Callable[..., str]:
    """The same words for a template, where what is not there yet shows as nothing."""

    @functools.wraps(word)
    def filtered(value: Any, *arguments: Any) -> str:
        return "" if value in (None, "") else word(value, *arguments)

    return filtered


for word in (
    words.datum,
    words.datum_kort,
    words.tijd,
    words.moment,
    words.periode,
    words.schooljaar,
    words.uren,
    words.wtf,
    words.aandeel,
    words.initials,
):
    register.filter(word.__name__, shown(word))
