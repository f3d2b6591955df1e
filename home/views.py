"""Start pages and dashboards."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


def start(request: HttpRequest) -> HttpResponse:
    return redirect("account_login")


def dashboard(request: HttpRequest, pk: int) -> HttpResponse:
    return redirect("home:start")


def technical_sign_in(request: HttpRequest) -> HttpResponse:
    """The admin has no sign-in page of its own (T11)."""
    return redirect("account_login")
