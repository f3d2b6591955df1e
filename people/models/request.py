from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

from people.models.account import User

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails


class Request(HttpRequest):
    """A request of somebody who signed in: what a view behind the login is handed."""

    user: User
    htmx: HtmxDetails
