"""Where something belongs, as one word: "traject:12". The apps say who may see which."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.http import Http404

Visible = Callable[[Any], models.QuerySet[Any]]


@dataclass(frozen=True)
class Scope:
    """Who may know this kind of scope, and which permissions show its post and stop it."""

    visible_to: Visible
    see: str
    manage: str


_scopes: dict[str, Scope] = {}


def register(kind: str, visible_to: Visible, *, see: str = "", manage: str = "") -> None:
    """`register("traject", Traject.objects.worked_on_by, see="trajects.see_outbox")`.

    Without `see` everybody to whom it is visible sees its post; without `manage` nobody
    stops or resends.
    """
    _scopes[kind] = Scope(visible_to, see, manage)


def scope_or_404(user: Any, scope: str) -> tuple[Any, Scope]:
    """The object a scope names, if this person may see it."""
    kind, _, number = scope.partition(":")
    known = _scopes.get(kind)
    if known is None or not (number.isascii() and number.isdigit()) or len(number) > 18:
        raise Http404
    target = known.visible_to(user).filter(pk=int(number)).first()
    if target is None:
        raise Http404
    return target, known
