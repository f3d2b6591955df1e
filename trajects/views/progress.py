"""The log of progress and of what was adjusted (P3)."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from core.models import Document, Event
from core.permissions import require
from people.models import Request
from trajects.forms.progress import ProgressForm
from trajects.models import ProgressEntry
from trajects.views.run_sheet import workspace_or_404

PER_PAGE = 50


def progress_log(request: Request, pk: int) -> HttpResponse:
    """Every note in its newest version, the latest day first."""
    traject = workspace_or_404(request, pk)
    found = ProgressEntry.objects.visible_to(request.user).filter(traject=traject)
    page = Paginator(found.current().for_list(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "trajects/progress_log.html", {"traject": traject, "page": page})


def progress_add(request: Request, pk: int) -> HttpResponse:
    traject = workspace_or_404(request, pk)
    require(request.user, "trajects.write_log", traject)
    post = request.POST if request.method == "POST" else None
    form = ProgressForm(post, traject=traject, button="Notitie opslaan")
    if request.method == "POST" and form.is_valid():
        form.write(traject, by=request.user)
        messages.success(request, "De notitie staat in het logboek.")
        return redirect("trajects:progress_log", pk=pk)
    context = {"traject": traject, "form": form}
    return render(
        request, "trajects/progress_add.html", context, status=422 if form.errors else 200
    )


def progress_entry(request: Request, pk: int) -> HttpResponse:
    """One note with every earlier version."""
    entry = _entry_or_404(request, pk)
    versions = list(entry.versions().for_list())
    context = {
        "traject": entry.traject,
        "entry": versions[0],
        "earlier": versions[1:],
        "events": [event for each in versions for event in Event.objects.about(each)][:20],
    }
    return render(request, "trajects/progress_entry.html", context)


def _entry_or_404(request: Request, pk: int) -> ProgressEntry:
    entries = ProgressEntry.objects.visible_to(request.user)
    return get_object_or_404(entries.select_related("traject__school"), pk=pk)


def progress_correct(request: Request, pk: int) -> HttpResponse:
    """A next version; the one that stands stays readable."""
    entry = _entry_or_404(request, pk)
    require(request.user, "trajects.write_log", entry)
    form = ProgressForm(
        request.POST if request.method == "POST" else None,
        instance=_entry_or_404(request, pk),
        traject=entry.traject,
        button="Verbetering opslaan",
    )
    if request.method == "POST" and form.is_valid():
        newer = form.correct(entry, by=request.user)
        messages.success(
            request, "De verbetering is opgeslagen. De eerdere tekst blijft leesbaar."
        )
        return redirect(newer)
    context = {"traject": entry.traject, "entry": entry, "form": form}
    return render(
        request, "trajects/progress_correct.html", context, status=422 if form.errors else 200
    )


@require_POST
def progress_paper(request: Request, pk: int) -> HttpResponse:
    traject = workspace_or_404(request, pk)
    document = Document.objects.request("trajects.progress", subject=traject, by=request.user)
    return redirect(document)
