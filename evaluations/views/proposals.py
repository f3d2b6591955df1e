"""Proposals: from this to that, with reasons, consequences and hours (E3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from core.charts.clock import Clock, clock
from core.models import Event
from core.permissions import can, require
from evaluations import actions, emails
from evaluations.forms.proposal import (
    ItemForm,
    NewProposalForm,
    OfferForm,
    ProposalTextsForm,
    SystemChangeForm,
)
from evaluations.models import Decision, PolicyProposal, ProposalItem
from evaluations.models.readiness import checks_for
from evaluations.models.terms import term_for
from people.models import Request
from trajects.models import PolicyItem, Traject

if TYPE_CHECKING:
    from django.http import HttpResponse

    from people.models import User


def proposals(request: Request, pk: int) -> HttpResponse:
    """All proposals and decisions of a traject."""
    traject = get_object_or_404(Traject.objects.worked_on_by(request.user).with_school(), pk=pk)
    mine = PolicyProposal.objects.visible_to(request.user).filter(traject=traject)
    context = {
        "traject": traject,
        "proposals": mine.for_list().order_by("number", "-edition"),
        "decisions": Decision.objects.visible_to(request.user)
        .filter(traject=traject)
        .order_by("-number"),
    }
    return render(request, "evaluations/proposals.html", context)


def propose(request: Request, pk: int) -> HttpResponse:
    """Begin a proposal."""
    traject = get_object_or_404(Traject.objects.worked_on_by(request.user).with_school(), pk=pk)
    require(request.user, "evaluations.propose", traject)
    form = NewProposalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        proposal = actions.draft_proposal(traject, by=request.user, **form.cleaned_data)
        return redirect("evaluations:item_add", pk=proposal.pk)
    return _form(request, form, traject=traject, title="Nieuw voorstel")


def proposal(request: Request, pk: int) -> HttpResponse:
    """What changes, for whom and why, on one page that a pmr member reads in an evening."""
    found = find_proposal(request, pk)
    context = {
        "traject": found.traject,
        "proposal": found,
        "shown": found.shown,
        "layout": layout_for(request.user, found.traject),
        "texts": texts_of(found),
        "clock": clock_of(found),
        "questions": found.questions.all(),
        "steps": found.steps.all(),
        "checks": checks_for(found) if found.is_draft else [],
        "items": found.items.for_page() if found.is_draft else [],
        "consultation": found.consultations.last(),
        "decision": found.decisions.order_by("-number").first(),
        "newer": PolicyProposal.objects.visible_to(request.user).filter(previous=found).first(),
        "events": Event.objects.about(found),
    }
    return render(request, "evaluations/proposal.html", context)


def proposal_texts(request: Request, pk: int) -> HttpResponse:
    """Change the texts; whoever saves second sees both."""
    found = find_proposal(request, pk)
    require(request.user, "evaluations.change_proposal", found)
    form = ProposalTextsForm(request.POST if request.method == "POST" else None, instance=found)
    if request.method == "POST" and form.is_valid():
        actions.change_proposal(found, by=request.user, **form.cleaned_data)
        messages.success(request, "De teksten zijn opgeslagen.")
        return redirect(found)
    return _form(request, form, proposal=found, title="Teksten van het voorstel")


def item_add(request: Request, pk: int) -> HttpResponse:
    """Choose a policy item, then say what it becomes."""
    found = find_proposal(request, pk)
    require(request.user, "evaluations.change_proposal", found)
    chosen = _chosen_item(request, found)
    if request.method == "GET" and chosen is None:
        return _choose_item(request, found)
    data = request.POST if request.method == "POST" else None
    form = ItemForm(data, proposal=found, policy_item=chosen)
    if request.method == "POST" and form.is_valid():
        item = ProposalItem(proposal=found)
        actions.save_item(item, by=request.user, version=0, **form.as_fields())
        messages.success(request, f"De wijziging van ‘{item}’ is toegevoegd.")
        return redirect(found)
    return _form(request, form, proposal=found, title="Wijziging toevoegen", chosen=chosen)


def item_change(request: Request, pk: int) -> HttpResponse:
    item = find_item(request, pk)
    found = item.proposal
    require(request.user, "evaluations.change_proposal", found)
    data = request.POST if request.method == "POST" else None
    form = ItemForm(data, proposal=found, item=item)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        actions.save_item(item, by=request.user, version=version, **form.as_fields())
        messages.success(request, f"De wijziging van ‘{item}’ is opgeslagen.")
        return redirect(found)
    return _form(
        request,
        form,
        proposal=found,
        title=f"Wijziging: {item}",
        chosen=item.policy_item,
        item=item,
    )


@require_POST
def item_remove(request: Request, pk: int) -> HttpResponse:
    item = find_item(request, pk)
    require(request.user, "evaluations.change_proposal", item.proposal)
    actions.remove_item(item, by=request.user)
    messages.success(request, f"‘{item}’ hoort niet meer bij dit voorstel.")
    return redirect(item.proposal)


def system_change(request: Request, pk: int) -> HttpResponse:
    """The systeemtoets: do hours move between categories?"""
    found = find_proposal(request, pk)
    require(request.user, "evaluations.change_proposal", found)
    data = request.POST if request.method == "POST" else None
    form = SystemChangeForm(data, proposal=found)
    if request.method == "POST" and form.is_valid():
        actions.override_system_change(found, by=request.user, **form.cleaned_data)
        messages.success(request, "De systeemtoets is opgeslagen.")
        return redirect(found)
    shown = found.shown
    return _form(request, form, proposal=found, title="Systeemtoets", shown=shown)


def offer(request: Request, pk: int) -> HttpResponse:
    """What is ready, what offering will do, and the button."""
    found = find_proposal(request, pk)
    require(request.user, "evaluations.offer", found)
    form = OfferForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.offer_proposal(found, by=request.user, informed=form.cleaned_data["informed"])
        messages.success(request, f"Het voorstel is aangeboden aan de {found.body_name}.")
        return redirect(found)
    checks = checks_for(found)
    context = {
        "proposal": found,
        "traject": found.traject,
        "form": form,
        "checks": checks,
        "is_ready": all(check.is_done for check in checks if check.is_blocking),
        "term": term_for(found.traject.school, timezone.localdate()),
        "members": emails.council_members(found),
    }
    status = 422 if form.errors else 200
    return render(request, "evaluations/proposal_offer.html", context, status=status)


@require_POST
def renew(request: Request, pk: int) -> HttpResponse:
    """A new version in draft; the old one stays readable as it was."""
    found = find_proposal(request, pk)
    require(request.user, "evaluations.renew", found)
    new = actions.renew_proposal(found, by=request.user)
    messages.success(request, f"Versie {new.edition} staat klaar als concept.")
    return redirect(new)


# What the views above and those of consent and decisions share.


def find_proposal(request: Request, pk: int) -> PolicyProposal:
    return get_object_or_404(PolicyProposal.objects.visible_to(request.user).for_page(), pk=pk)


def find_item(request: Request, pk: int) -> ProposalItem:
    items = ProposalItem.objects.visible_to(request.user).select_related(
        "proposal__traject__school__board", "policy_item__category__task_policy", "taken_from"
    )
    return get_object_or_404(items, pk=pk)


def layout_for(user: User, traject: Traject) -> str:
    """Who works on the traject sees its rooms; a board or colleague only this page."""
    is_inside = can(user, "trajects.open_workspace", traject)
    return "traject_base.html" if is_inside else "base.html"


def texts_of(proposal: PolicyProposal) -> list[tuple[str, str]]:
    """Label and text of every part that has one."""
    texts = proposal.shown["texts"]
    return [
        (proposal.label_of(name).capitalize(), texts[name])
        for name in proposal.TEXTS
        if texts[name]
    ]


def clock_of(proposal: PolicyProposal) -> Clock | None:
    if proposal.offered_at is None or not proposal.term_ends_on:
        return None
    offered_on = timezone.localdate(proposal.offered_at)
    return clock(offered_on, proposal.term_ends_on, timezone.localdate())


def _chosen_item(request: Request, proposal: PolicyProposal) -> PolicyItem | None:
    wanted = request.GET.get("onderdeel", "")
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 18):
        return None
    items = PolicyItem.objects.visible_to(request.user).of(proposal.traject)
    return get_object_or_404(items.select_related("category"), pk=int(wanted))


def _choose_item(request: Request, proposal: PolicyProposal) -> HttpResponse:
    used = set(proposal.items.values_list("policy_item", flat=True))
    items = PolicyItem.objects.visible_to(request.user).of(proposal.traject)
    context = {
        "proposal": proposal,
        "traject": proposal.traject,
        "items": items.select_related("category", "conclusion").exclude(pk__in=used),
    }
    return render(request, "evaluations/proposal_choose.html", context)


def _form(request: Request, form: Any, *, title: str, **context: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    if found := context.get("proposal"):
        context["traject"] = found.traject
    context |= {"form": form, "title": title}
    return render(request, "evaluations/proposal_form.html", context, status=status)
