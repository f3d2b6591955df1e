from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import requires_csrf_token

NOT_REPEATED = {"csrfmiddlewaretoken", "password", "password1", "password2", "code"}


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/400.html", status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Without the database and without who is asking: either may be what is broken."""
    return render(None, "errors/500.html", status=500)


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was open too long: the text that was typed comes back, to send again."""
    typed = {
        name: value
        for name, value in request.POST.items()
        if isinstance(value, str) and value.strip() and name.lower() not in NOT_REPEATED
    }
    return render(request, "errors/csrf.html", {"mine": typed}, status=403)
