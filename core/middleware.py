"""What every page has in common: who may keep it, and how it says no."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from core.permissions import WrongMoment
from core.steps import StepNotAllowed
from core.versions import StaleVersion, Unsaved

Answer = Callable[[HttpRequest], HttpResponse]

SOMEBODY_WAS_FIRST = (
    "Een collega was u voor, of de stand is intussen veranderd. "
    "Bekijk hoe het er nu voor staat en kies dan opnieuw."
)


class LimitedRequests:
    """What is larger than anything we take is refused by its announced size, before it is read.

    A body without an announced size is not read at all (WSGI).
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if announced.isdigit() and int(announced) > settings.LARGEST_REQUEST:
            return render(None, "errors/413.html", status=413)
        return self.get_response(request)


class PrivatePages:
    """A page of somebody who is signed in is kept by no browser and no proxy."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        patch_vary_headers(response, ["HX-Request"])
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response


class Refusals:
    """A step that came too late, or a text that changed meanwhile, gets a page that explains."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        match error:
            case WrongMoment(reason=reason, target=target):
                return _page(request, "errors/409.html", 409, reason=reason, target=target)
            case StepNotAllowed(target=target):
                return _page(
                    request, "errors/409.html", 409, reason=SOMEBODY_WAS_FIRST, target=target
                )
            case Unsaved():
                return _unsaved(request, error)
        return None


def _unsaved(request: HttpRequest, error: Unsaved) -> HttpResponse:
    words: dict[str, Any] = {"mine": error.mine, "target": error.target}
    if isinstance(error, StaleVersion):
        return _page(request, "errors/conflict.html", 409, theirs=error.theirs, **words)
    return _page(request, "errors/gone.html", 410, **words)


def _page(
    request: HttpRequest, template: str, status: int, *, target: Any, **context: Any
) -> HttpResponse:
    context["back"] = address_of(target)
    return render(request, template, context, status=status)


def address_of(target: Any) -> str:
    """The page of what this was about, or the start page."""
    known = getattr(target, "get_absolute_url", None)
    return known() if known else "/"
