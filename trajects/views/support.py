"""Support: key figures for the project team, and reach as totals for who works here (P5)."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.models import Document, Event
from core.permissions import can, require
from people.models import Request
from trajects.forms.support import ContactForm, StakeholderForm, SuggestionForm
from trajects.models import Stakeholder, StakeholderContact
from trajects.models.reach import reach_of
from trajects.models.support import BREADTH, candidates
from trajects.views.run_sheet import workspace_or_404

PER_PAGE = 50


def support(request: Request, pk: int) -> HttpResponse:
    """The breadth and the reach as totals; the names for the project team only."""
    traject = workspace_or_404(request, pk)
    breadth = Stakeholder.objects.of(traject).breadth()
    groups = [one for one in breadth if one.kind in BREADTH or one.known]
    context = {
        "traject": traject,
        "breadth": groups,
        "spoken_groups": sum(1 for one in groups if one.spoken),
        "missing": [one.kind.label for one in breadth if one.is_missing],
        "known": sum(one.known for one in breadth),
        "spoken": sum(one.spoken for one in breadth),
        "reach": reach_of(traject),
    }
    if can(request.user, "trajects.see_stakeholders", traject):
        listed = Stakeholder.objects.visible_to(request.user).filter(traject=traject).for_list()
        context["page"] = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "trajects/support.html", context)


def stakeholder_add(request: Request, pk: int) -> HttpResponse:
    traject = workspace_or_404(request, pk)
    require(request.user, "trajects.see_stakeholders", traject)
    post = request.POST if request.method == "POST" else None
    form = StakeholderForm(post, traject=traject)
    if request.method == "POST" and form.is_valid():
        made = form.add(traject, by=request.user)
        messages.success(request, f"{made} staat op de lijst.")
        return redirect(made)
    context = {"traject": traject, "form": form}
    return render(
        request, "trajects/stakeholder_add.html", context, status=422 if form.errors else 200
    )


def stakeholder_suggest(request: Request, pk: int) -> HttpResponse:
    """Whom the staff list suggests: team leaders, sections, and the pmr."""
    traject = workspace_or_404(request, pk)
    require(request.user, "trajects.see_stakeholders", traject)
    post = request.POST if request.method == "POST" else None
    form = SuggestionForm(post, found=candidates(traject))
    if request.method == "POST" and form.is_valid():
        number = form.add(traject, by=request.user)
        messages.success(request, f"{number} erbij. Schrijf nu op wat voor hen van belang is.")
        return redirect("trajects:support", pk=pk)
    context = {"traject": traject, "form": form}
    return render(
        request, "trajects/stakeholder_suggest.html", context, status=422 if form.errors else 200
    )


def stakeholder(request: Request, pk: int) -> HttpResponse:
    """One key figure: what is of importance, and what was done."""
    found = _stakeholder_or_404(request, pk)
    return _page(request, found, ContactForm(to=_contact_url(found)))


@require_POST
def stakeholder_contact(request: Request, pk: int) -> HttpResponse:
    found = _stakeholder_or_404(request, pk)
    form = ContactForm(request.POST, to=_contact_url(found))
    if form.is_valid():
        form.note(found, by=request.user)
        messages.success(request, "Het gesprek is genoteerd.")
        return redirect(found)
    return _page(request, found, form, status=422)


def _contact_url(found: Stakeholder) -> str:
    return reverse("trajects:stakeholder_contact", args=[found.pk])


def _page(
    request: Request, found: Stakeholder, form: ContactForm, status: int = 200
) -> HttpResponse:
    contacts = StakeholderContact.objects.visible_to(request.user).filter(stakeholder=found)
    context = {
        "traject": found.traject,
        "stakeholder": found,
        "contacts": contacts.select_related("by"),
        "form": form,
        "events": Event.objects.about(found)[:20],
    }
    return render(request, "trajects/stakeholder.html", context, status=status)


def _stakeholder_or_404(request: Request, pk: int) -> Stakeholder:
    mine = Stakeholder.objects.visible_to(request.user)
    return get_object_or_404(
        mine.select_related(
            "traject__school", "staff_member", "talks_by__user", "talks_by__staff_member"
        ),
        pk=pk,
    )


def stakeholder_edit(request: Request, pk: int) -> HttpResponse:
    found = _stakeholder_or_404(request, pk)
    form = StakeholderForm(
        request.POST if request.method == "POST" else None,
        instance=_stakeholder_or_404(request, pk),
        traject=found.traject,
    )
    if request.method == "POST" and form.is_valid():
        form.change(by=request.user)
        messages.success(request, "De wijziging is opgeslagen.")
        return redirect(found)
    context = {"traject": found.traject, "stakeholder": found, "form": form}
    return render(
        request, "trajects/stakeholder_edit.html", context, status=422 if form.errors else 200
    )


@require_POST
def stakeholder_remove(request: Request, pk: int) -> HttpResponse:
    """Take a name off the list, with every note about it."""
    found = _stakeholder_or_404(request, pk)
    found.remove(by=request.user)
    messages.success(request, "De naam en de notities zijn weg.")
    return redirect("trajects:support", pk=found.traject_id)


@require_POST
def contact_remove(request: Request, pk: int) -> HttpResponse:
    mine = StakeholderContact.objects.visible_to(request.user)
    contact = get_object_or_404(mine.select_related("stakeholder"), pk=pk)
    contact.remove(by=request.user)
    messages.success(request, "De notitie is weggehaald.")
    return redirect(contact.stakeholder)


@require_POST
def stakeholder_paper(request: Request, pk: int) -> HttpResponse:
    """The list on paper; for the project team only, also afterwards."""
    traject = workspace_or_404(request, pk)
    require(request.user, "trajects.see_stakeholders", traject)
    document = Document.objects.request("trajects.stakeholders", subject=traject, by=request.user)
    return redirect(document)
