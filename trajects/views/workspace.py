"""The workspace of a traject: where we stand and what comes next (XS1)."""

from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from core.models import Event
from core.permissions import require
from people.models import Request
from trajects.forms.settings import TrajectForm
from trajects.models import OverruledAdvice, Traject
from trajects.models.course import Course
from trajects.views.run_sheet import sheet_of


def traject(request: Request, pk: int) -> HttpResponse:
    """The three phases for who works on it; a quiet page for every other colleague."""
    mine = Traject.objects.worked_on_by(request.user).filter(pk=OuterRef("pk"))
    known = Traject.objects.visible_to(request.user).with_school()
    found: Any = get_object_or_404(known.annotate(is_mine=Exists(mine)), pk=pk)
    if not found.is_mine:
        return render(request, "trajects/traject_known.html", {"traject": found})
    sheet = sheet_of(found)
    overruled = OverruledAdvice.objects.visible_to(request.user).filter(traject=found)
    context = {
        "traject": found,
        "course": Course(sheet.items, sheet=sheet),
        "overruled": overruled.select_related("overruled_by").order_by("overruled_at"),
        "events": Event.objects.within(found.scope)[:12],
    }
    return render(request, "trajects/traject.html", context)


def settings(request: Request, pk: int) -> HttpResponse:
    """What the traject is called; what is agreed stands in the approach."""
    found = get_object_or_404(Traject.objects.worked_on_by(request.user).with_school(), pk=pk)
    form = None
    if request.method == "POST":
        require(request.user, "trajects.change_traject", found)
        form = TrajectForm(request.POST, instance=found)
        if form.is_valid():
            form.change(by=request.user)
            messages.success(request, "De titel is opgeslagen.")
            return redirect("trajects:settings", pk=pk)
        found = Traject.objects.worked_on_by(request.user).with_school().get(pk=pk)
    context = {
        "traject": found,
        "form": form or TrajectForm(instance=found),
        "events": Event.objects.about(found)[:20],
    }
    status = 422 if form else 200
    return render(request, "trajects/traject_settings.html", context, status=status)
