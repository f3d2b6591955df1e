"""What the taakbeleid is measured against: edition, norm, and the numbers of the CAO (P11)."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from core.models import Event
from core.permissions import can, require
from people.models import Request
from trajects.forms.policy_versions import BasisForm, TermForm
from trajects.models import PolicyTerm, TaskPolicy, Traject
from trajects.models.policy_terms import edition_titled


def terms(request: Request, pk: int) -> HttpResponse:
    """To read for everybody who knows the traject; `?versie=` shows an older version's."""
    traject = get_object_or_404(Traject.objects.visible_to(request.user).with_school(), pk=pk)
    policy = _version_or_404(request, traject)
    found = list(policy.terms.all())
    shipped = edition_titled(policy.cao_edition)
    known = {term.key for term in found}
    context = {
        "traject": traject,
        "works_here": can(request.user, "trajects.open_workspace", traject),
        "policy": policy,
        "terms": found,
        "unsure": [term for term in found if not term.is_certain],
        "edition": shipped,
        "missing": [term for term in (shipped or {}).get("terms", []) if term["key"] not in known],
        "events": Event.objects.about(policy)[:20],
    }
    return render(request, "trajects/policy_terms.html", context)


def _version_or_404(request: Request, traject: Traject) -> TaskPolicy:
    versions = TaskPolicy.objects.visible_to(request.user).of(traject).for_page()
    asked = request.GET.get("versie", "")
    chosen = (
        versions.filter(number=int(asked)) if asked.isdecimal() and len(asked) < 5 else versions
    )
    found = chosen.first()
    if found is None:
        raise Http404
    return found


def basis(request: Request, pk: int) -> HttpResponse:
    """Edition, norm and first day of the newest version."""
    policy = _newest_or_404(request, pk)
    form = BasisForm(
        request.POST if request.method == "POST" else None, instance=_newest_or_404(request, pk)
    )
    if request.method == "POST" and form.is_valid():
        form.change(by=request.user)
        messages.success(request, "De uitgangspunten zijn opgeslagen.")
        return redirect("trajects:policy_terms", pk=pk)
    context = {"traject": policy.traject, "policy": policy, "form": form}
    return render(
        request, "trajects/policy_basis.html", context, status=422 if form.errors else 200
    )


def _newest_or_404(request: Request, pk: int) -> TaskPolicy:
    """The version that may be changed, for who may."""
    traject = get_object_or_404(Traject.objects.worked_on_by(request.user).with_school(), pk=pk)
    require(request.user, "trajects.change_policy", traject)
    found = TaskPolicy.objects.visible_to(request.user).of(traject).for_page().first()
    if found is None:
        raise Http404
    return found


@require_POST
def take(request: Request, pk: int) -> HttpResponse:
    """The shipped numbers of the edition, as far as they are not there yet."""
    count = _newest_or_404(request, pk).take_terms(by=request.user)
    if count:
        messages.success(request, f"{count} getallen zijn overgenomen. Kijk ze na in uw CAO.")
    else:
        messages.info(request, "Alle getallen van deze editie staan er al.")
    return redirect("trajects:policy_terms", pk=pk)


def add(request: Request, pk: int) -> HttpResponse:
    policy = _newest_or_404(request, pk)
    form = TermForm(
        request.POST if request.method == "POST" else None,
        instance=PolicyTerm(task_policy=policy),
    )
    if request.method == "POST" and form.is_valid():
        made = form.add(policy, by=request.user)
        messages.success(request, f"‘{made}’ staat bij de uitgangspunten.")
        return redirect("trajects:policy_terms", pk=pk)
    return _term_page(request, form, policy, None)


def term(request: Request, pk: int) -> HttpResponse:
    """Correct one number of the newest version."""
    found = _term_or_404(request, pk)
    require(request.user, "trajects.change_policy_term", found)
    form = TermForm(
        request.POST if request.method == "POST" else None, instance=_term_or_404(request, pk)
    )
    if request.method == "POST" and form.is_valid():
        form.change(by=request.user)
        messages.success(request, f"‘{found}’ is opgeslagen.")
        return redirect("trajects:policy_terms", pk=found.traject.pk)
    return _term_page(request, form, found.task_policy, found)


def _term_or_404(request: Request, pk: int) -> PolicyTerm:
    return get_object_or_404(PolicyTerm.objects.visible_to(request.user).for_page(), pk=pk)


def _term_page(
    request: Request, form: TermForm, policy: TaskPolicy, found: PolicyTerm | None
) -> HttpResponse:
    context = {
        "traject": policy.traject,
        "policy": policy,
        "term": found,
        "form": form,
        "events": Event.objects.about(found)[:20] if found else [],
    }
    return render(
        request, "trajects/policy_term.html", context, status=422 if form.errors else 200
    )
