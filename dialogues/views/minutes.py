"""The minutes: one text, saved by itself, safe with two writers, then final."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from core.models import Document, Event
from core.permissions import can, require
from core.versions import StaleVersion
from dialogues.forms import BodyForm, CorrectionForm
from dialogues.models import DialogueSession, Minutes
from people.models import Request


def minutes(request: Request, pk: int) -> HttpResponse:
    session = _session(request, pk)
    found = Minutes.objects.visible_to(request.user).filter(session=session).first()
    if found is None:
        return _not_begun(request, session)
    found.session = session
    context = {
        "session": session,
        "traject": session.traject,
        "minutes": found,
        "may_write": can(request.user, "dialogues.write_minutes", found),
        "may_finalise": can(request.user, "dialogues.finalise_minutes", found),
        "may_correct": can(request.user, "dialogues.correct_minutes", found),
        "corrections": _corrections(request, found),
        "correction_form": CorrectionForm(),
        "events": Event.objects.about(found)[:20],
    }
    return render(request, "dialogues/minutes.html", context)


def _corrections(request: Request, found: Minutes) -> list[object]:
    """Only for who writes: what others would see changed."""
    is_writer = can(request.user, "dialogues.keep_minutes", found)
    return list(found.corrections.all()) if is_writer else []


def _not_begun(request: Request, session: DialogueSession) -> HttpResponse:
    """Nothing yet; who may not write learns nothing more than that."""
    if not can(request.user, "dialogues.work", session):
        raise Http404
    context = {
        "session": session,
        "traject": session.traject,
        "may_start": can(request.user, "dialogues.keep_minutes", session),
    }
    return render(request, "dialogues/minutes_empty.html", context)


@require_POST
def start_minutes(request: Request, pk: int) -> HttpResponse:
    session = _session(request, pk)
    require(request.user, "dialogues.keep_minutes", session)
    Minutes.objects.visible_to(request.user).get_or_create(session=session)
    return redirect("dialogues:minutes", pk=session.pk)


@require_POST
def save_minutes(request: Request, pk: int) -> HttpResponse:
    found = _minutes(request, pk)
    require(request.user, "dialogues.write_minutes", found)
    form = BodyForm(request.POST)
    if not form.is_valid():
        return HttpResponse("De tekst is te lang of onvolledig.", status=422)
    body = form.cleaned_data["body"]
    try:
        found.write(body, version=form.cleaned_data["version"], by=request.user)
    except StaleVersion:
        return _conflict(request, found, body)
    if request.htmx:
        return render(request, "dialogues/minutes.html#state", {"minutes": found})
    messages.success(request, "Het verslag is opgeslagen.")
    return redirect(found)


def _conflict(request: Request, found: Minutes, body: str) -> HttpResponse:
    theirs = Minutes.objects.visible_to(request.user).get(pk=found.pk)
    context = {
        "session": found.session,
        "traject": found.session.traject,
        "minutes": theirs,
        "mine": body,
        "theirs": theirs.body,
        "merged": f"{theirs.body}\n\n{body}",
    }
    template = "dialogues/minutes_conflict.html"
    fragment = f"{template}#both" if request.htmx else template
    return render(request, fragment, context, status=409)


@require_POST
def open_minutes(request: Request, pk: int) -> HttpResponse:
    found = _minutes(request, pk)
    require(request.user, "dialogues.finalise_minutes", found)
    found.open_for_correction(by=request.user)
    messages.success(request, "Wie was uitgenodigd, kan het verslag nu lezen en verbeteren.")
    return redirect(found)


@require_POST
def finalise_minutes(request: Request, pk: int) -> HttpResponse:
    found = _minutes(request, pk)
    require(request.user, "dialogues.finalise_minutes", found)
    version = request.POST.get("version", "")
    found.finalise(version=int(version) if version.isdecimal() else 0, by=request.user)
    messages.success(request, "Het verslag is definitief. De tekst verandert niet meer.")
    return redirect(found)


@require_POST
def correct_minutes(request: Request, pk: int) -> HttpResponse:
    found = _minutes(request, pk)
    require(request.user, "dialogues.correct_minutes", found)
    form = CorrectionForm(request.POST)
    if form.is_valid():
        form.instance.minutes = found
        form.save()
        messages.success(request, "Uw correctie is verstuurd, zonder uw naam.")
    else:
        messages.error(request, "Schrijf eerst wat er anders moet, hooguit 2.000 tekens.")
    return redirect(found)


@require_POST
def handle_correction(request: Request, pk: int, correction_pk: int) -> HttpResponse:
    found = _minutes(request, pk)
    require(request.user, "dialogues.keep_minutes", found)
    if not found.corrections.filter(pk=correction_pk).update(is_handled=True):
        raise Http404
    return redirect(found)


@require_POST
def print_minutes(request: Request, pk: int) -> HttpResponse:
    found = _minutes(request, pk)
    return redirect(Document.objects.request("dialogues.minutes", subject=found, by=request.user))


def _session(request: Request, pk: int) -> DialogueSession:
    known = DialogueSession.objects.visible_to(request.user).for_page()
    return get_object_or_404(known, pk=pk)


def _minutes(request: Request, pk: int) -> Minutes:
    """The minutes of a session, by the number of that session."""
    visible = Minutes.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("session__traject__school"), session=pk)
