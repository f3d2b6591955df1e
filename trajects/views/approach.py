"""The approach: what leadership and pmr agree beforehand, with two keys on one text (P4)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from core.frozen import canonical
from core.models import Document, Event
from core.permissions import require
from people.models import Request
from trajects.actions import approach as actions
from trajects.forms.approach import ChoicesForm, ReasonForm, SectionForm, SignForm
from trajects.forms.versioned import version_in
from trajects.models import Approach, ApproachSection, Side, StartPosition, Traject
from trajects.models.approach_text import assignment_of, compared, drafted, example_of
from trajects.models.go_no_go import advice_on_start

NEXT = {
    Approach.Status.DRAFT: "Werk de tekst af en leg hem voor aan de schoolleiding en de pmr.",
    Approach.Status.SUBMITTED: "De schoolleiding en de pmr tekenen dezelfde tekst, of zeggen "
    "waarom niet.",
}


def approach(request: Request, pk: int) -> HttpResponse:
    """What holds now and what is being made; for every other colleague what was signed."""
    traject = get_object_or_404(Traject.objects.visible_to(request.user).with_school(), pk=pk)
    versions = Approach.objects.visible_to(request.user).of(traject)
    in_force = versions.in_force().for_page().first()
    if not Traject.objects.worked_on_by(request.user).filter(pk=pk).exists():
        known = {
            "traject": traject,
            "in_force": in_force,
            "decides_on_start": Traject.objects.decided_by(request.user).filter(pk=pk).exists(),
        }
        return render(request, "trajects/approach_known.html", known)
    made = versions.being_made().for_page().first()
    current = made or in_force
    positions = StartPosition.objects.visible_to(request.user).filter(traject=traject).current()
    context = {
        "traject": traject,
        "in_force": in_force,
        "made": made,
        "parts": drafted(made) if made and made.is_draft else [],
        "assignment": assignment_of(traject),
        "next_step": NEXT[Approach.Status(made.status)] if made else "",
        "versions": list(versions.order_by("-edition")),
        "positions": positions,
        "advice": advice_on_start(positions),
        "events": Event.objects.about(current)[:20] if current else [],
    }
    return render(request, "trajects/approach.html", context)


@require_POST
def approach_begin(request: Request, pk: int) -> HttpResponse:
    traject = get_object_or_404(Traject.objects.worked_on_by(request.user).with_school(), pk=pk)
    require(request.user, "trajects.begin_approach", traject)
    begun = actions.begin_approach(traject, by=request.user)
    messages.success(request, f"Versie {begun.edition} staat klaar als concept.")
    return redirect("trajects:approach", pk=pk)


def approach_version(request: Request, pk: int) -> HttpResponse:
    """One version: the text as it was put forward, its hash, and who signed."""
    found = get_object_or_404(Approach.objects.visible_to(request.user).for_page(), pk=pk)
    if found.is_draft:
        return redirect("trajects:approach", pk=found.traject_id)
    works = Traject.objects.worked_on_by(request.user).filter(pk=found.traject_id).exists()
    context = {
        "traject": found.traject,
        "approach": found,
        "works_here": works,
        "newer": found.traject.approaches.filter(
            edition__gt=found.edition, status=Approach.Status.SIGNED
        ).first(),
        "events": Event.objects.about(found)[:20] if works else [],
    }
    return render(request, "trajects/approach_version.html", context)


def approach_section(request: Request, pk: int) -> HttpResponse:
    """Write one part; a text that was put forward meanwhile shows both."""
    rows = ApproachSection.objects.visible_to(request.user).for_page()
    part = get_object_or_404(rows, pk=pk)
    right = "change" if request.method == "POST" else "open"
    require(request.user, RIGHTS[right], part)
    data = request.POST if request.method == "POST" else None
    form = SectionForm(data, instance=part)
    if form.is_valid():
        form.change(by=request.user)
        messages.success(request, f"‘{part.title}’ is opgeslagen.")
        return redirect(part)
    context = {"traject": part.traject, "part": part, "example": example_of(part.key)}
    return _form(request, "trajects/approach_section.html", form, context)


RIGHTS = {"change": "trajects.change_approach", "open": "trajects.open_approach_form"}


@require_POST
def approach_section_keep(request: Request, pk: int) -> HttpResponse:
    """Take over the shipped example as it is."""
    rows = ApproachSection.objects.visible_to(request.user).for_page()
    part = get_object_or_404(rows, pk=pk)
    require(request.user, "trajects.open_approach_form", part)
    text = example_of(part.key).get("text", "")
    part.change(version=version_in(request.POST), by=request.user, text=part.text or text)
    messages.success(request, f"De voorbeeldtekst van ‘{part.title}’ is overgenomen.")
    return redirect(part)


def approach_choices(request: Request, pk: int) -> HttpResponse:
    found = _find(request, pk)
    right = "change" if request.method == "POST" else "open"
    require(request.user, RIGHTS[right], found)
    form = ChoicesForm(request.POST if request.method == "POST" else None, instance=found)
    if form.is_valid():
        form.change(by=request.user)
        messages.success(request, "De keuzes zijn opgeslagen.")
        return redirect("trajects:approach", pk=found.traject_id)
    context = {"traject": found.traject, "approach": found}
    return _form(request, "trajects/approach_choices.html", form, context)


@require_POST
def approach_put_forward(request: Request, pk: int) -> HttpResponse:
    found = _find(request, pk)
    require(request.user, "trajects.put_forward_approach", found)
    actions.put_forward_approach(found, by=request.user)
    messages.success(request, "De tekst ligt vast. De schoolleiding en de pmr krijgen bericht.")
    return redirect(found)


def approach_sign(request: Request, pk: int, side: str) -> HttpResponse:
    """The whole text with its hash above it; the key turns on exactly that hash."""
    found, key = _find(request, pk), _side(side)
    require(request.user, f"trajects.turn_{key.value}_key", found)
    form = SignForm(request.POST if request.method == "POST" else None, approach=found)
    if form.is_valid():
        sha256 = form.cleaned_data["sha256"]
        actions.turn_key(found, side=key, by=request.user, sha256=sha256)
        messages.success(request, f"U hebt versie {found.edition} ondertekend.")
        return redirect(found)
    context = {"traject": found.traject, "approach": found, "side": key}
    return _form(request, "trajects/approach_sign.html", form, context)


def approach_refuse(request: Request, pk: int, side: str) -> HttpResponse:
    found, key = _find(request, pk), _side(side)
    require(request.user, f"trajects.turn_{key.value}_key", found)
    data = request.POST if request.method == "POST" else None
    form = ReasonForm(data, button="Niet ondertekenen")
    if form.is_valid():
        actions.refuse_key(found, side=key, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, "Uw reden is vastgelegd. Er staat een nieuw concept klaar.")
        return redirect("trajects:approach", pk=found.traject_id)
    words = {
        "heading": f"Niet ondertekenen namens de {key.label}",
        "explanation": "De tekst gaat terug naar de tafel: er komt een nieuwe versie als concept. "
        "De ander leest uw reden. Een versie die al gold, blijft gelden.",
    }
    context = {"traject": found.traject, "approach": found, **words}
    return _form(request, "trajects/approach_reason.html", form, context)


def approach_withdraw(request: Request, pk: int) -> HttpResponse:
    found = _find(request, pk)
    require(request.user, "trajects.withdraw_approach", found)
    data = request.POST if request.method == "POST" else None
    form = ReasonForm(data, button=f"Versie {found.edition} intrekken")
    if form.is_valid():
        actions.withdraw_approach(found, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, f"Versie {found.edition} is ingetrokken.")
        return redirect("trajects:approach", pk=found.traject_id)
    words = {
        "heading": f"Versie {found.edition} intrekken",
        "explanation": "De versie blijft leesbaar met uw reden. Was zij voorgelegd? Dan krijgt "
        "wie moest tekenen bericht, en staat dezelfde tekst weer klaar als concept.",
    }
    context = {"traject": found.traject, "approach": found, **words}
    return _form(request, "trajects/approach_reason.html", form, context)


def approach_compare(request: Request, pk: int) -> HttpResponse:
    """Two versions side by side; without a choice the one that this one was copied from."""
    found = _find(request, pk)
    others = Approach.objects.worked_on_by(request.user).of(found.traject).exclude(pk=pk)
    given = request.GET.get("met", "")
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 10 else None
    chosen = others.filter(pk=number or found.copied_from_id or 0).for_page().first()
    if number and chosen is None:
        raise Http404
    differences = compared(chosen, found) if chosen else []
    context = {
        "traject": found.traject,
        "approach": found,
        "other": chosen,
        "others": others.order_by("-edition"),
        "old_label": f"Versie {chosen.edition}" if chosen else "",
        "new_label": f"Versie {found.edition}",
        "changed": [one for one in differences if not one.is_same],
        "same": [one for one in differences if one.is_same],
    }
    return render(request, "trajects/approach_compare.html", context)


def approach_content(request: Request, pk: int) -> HttpResponse:
    """The frozen text byte by byte: the SHA-256 of this file is the hash that was signed."""
    found = get_object_or_404(Approach.objects.visible_to(request.user), pk=pk)
    if not found.is_frozen:
        raise Http404
    response = HttpResponse(canonical(found.content), content_type="application/json")
    name = f"aanpak-versie-{found.edition}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
def approach_paper(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Approach.objects.visible_to(request.user).for_page(), pk=pk)
    return redirect(Document.objects.request("trajects.approach", subject=found, by=request.user))


def _find(request: Request, pk: int) -> Approach:
    """A version in the workspace: who signs or writes works on the traject."""
    return get_object_or_404(Approach.objects.worked_on_by(request.user).for_page(), pk=pk)


def _side(name: str) -> Side:
    if name not in Side.values:
        raise Http404
    return Side(name)


def _form(request: Request, template: str, form: Any, context: dict[str, Any]) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, template, {**context, "form": form}, status=status)
