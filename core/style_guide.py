"""Every component with sample content on one page; only routed while developing."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_not_required
def style_guide(request: HttpRequest) -> HttpResponse:
    return render(request, "core/style_guide.html")
