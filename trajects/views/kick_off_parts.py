"""Rows of the startbijeenkomst: parts of the programme, material, and what came out of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from core.models import Event
from core.permissions import require
from people.models import Request
from trajects.forms.kick_off import MaterialForm, PartForm
from trajects.forms.kick_off_yield import YieldForm
from trajects.forms.versioned import version_in
from trajects.models import KickoffMaterial, KickoffMeeting, KickoffPart, KickoffYield
from trajects.views.kick_off import form_page, kickoff_or_404


def _part_or_404(request: Request, pk: int) -> KickoffPart:
    rows = KickoffPart.objects.visible_to(request.user).for_page()
    found: KickoffPart = get_object_or_404(rows, pk=pk)
    return found


def _material_or_404(request: Request, pk: int) -> KickoffMaterial:
    rows = KickoffMaterial.objects.visible_to(request.user).for_page()
    found: KickoffMaterial = get_object_or_404(rows, pk=pk)
    return found


def _yield_or_404(request: Request, pk: int) -> KickoffYield:
    rows = KickoffYield.objects.visible_to(request.user).for_page()
    found: KickoffYield = get_object_or_404(rows, pk=pk)
    return found


def _save(request: Request, form: Any, kickoff: KickoffMeeting, anchor: str) -> HttpResponse:
    form.save_for(kickoff, by=request.user)
    messages.success(request, "Opgeslagen.")
    return back_to(kickoff, anchor)


def back_to(kickoff: KickoffMeeting, anchor: str) -> HttpResponse:
    return redirect(f"{kickoff.get_absolute_url()}#{anchor}")


def kickoff_part_add(request: Request, pk: int) -> HttpResponse:
    kickoff = kickoff_or_404(request, pk)
    require(request.user, "trajects.change_kickoff", kickoff)
    form = PartForm(
        request.POST if request.method == "POST" else None, instance=KickoffPart(kickoff=kickoff)
    )
    if request.method == "POST" and form.is_valid():
        return _save(request, form, kickoff, "programma")
    context = {"traject": kickoff.traject, "kickoff": kickoff, "form": form}
    return form_page(request, "trajects/kickoff_part.html", context)


def kickoff_part(request: Request, pk: int) -> HttpResponse:
    part = _part_or_404(request, pk)
    require(request.user, "trajects.change_kickoff", part)
    form = PartForm(
        request.POST if request.method == "POST" else None, instance=_part_or_404(request, pk)
    )
    if request.method == "POST" and form.is_valid():
        return _save(request, form, part.kickoff, "programma")
    context = {"traject": part.traject, "kickoff": part.kickoff, "part": part, "form": form}
    return form_page(request, "trajects/kickoff_part.html", context)


@require_POST
def kickoff_part_move(request: Request, pk: int) -> HttpResponse:
    """One place up or down."""
    part = _part_or_404(request, pk)
    require(request.user, "trajects.change_kickoff", part)
    part.move(up=request.POST.get("direction") == "up", by=request.user)
    return back_to(part.kickoff, "programma")


@require_POST
def kickoff_part_remove(request: Request, pk: int) -> HttpResponse:
    part = _part_or_404(request, pk)
    require(request.user, "trajects.change_kickoff", part)
    part.remove(by=request.user)
    messages.success(request, "Het onderdeel is uit het programma gehaald.")
    return back_to(part.kickoff, "programma")


def kickoff_material_add(request: Request, pk: int) -> HttpResponse:
    kickoff = kickoff_or_404(request, pk)
    require(request.user, "trajects.change_kickoff", kickoff)
    form = MaterialForm(
        request.POST if request.method == "POST" else None,
        instance=KickoffMaterial(kickoff=kickoff),
        kickoff=kickoff,
    )
    if request.method == "POST" and form.is_valid():
        return _save(request, form, kickoff, "materiaal")
    context = {"traject": kickoff.traject, "kickoff": kickoff, "form": form}
    return form_page(request, "trajects/kickoff_material.html", context)


def kickoff_material(request: Request, pk: int) -> HttpResponse:
    material = _material_or_404(request, pk)
    require(request.user, "trajects.change_kickoff", material)
    form = MaterialForm(
        request.POST if request.method == "POST" else None,
        instance=_material_or_404(request, pk),
        kickoff=material.kickoff,
    )
    if request.method == "POST" and form.is_valid():
        return _save(request, form, material.kickoff, "materiaal")
    context = {
        "traject": material.traject,
        "kickoff": material.kickoff,
        "material": material,
        "form": form,
    }
    return form_page(request, "trajects/kickoff_material.html", context)


@require_POST
def kickoff_material_ready(request: Request, pk: int) -> HttpResponse:
    """One tap: it lies ready, or not after all."""
    material = _material_or_404(request, pk)
    require(request.user, "trajects.change_kickoff", material)
    is_ready = request.POST.get("is_ready") == "1"
    version = version_in(request.POST)
    material.change(by=request.user, version=version, is_ready=is_ready)
    return back_to(material.kickoff, "materiaal")


@require_POST
def kickoff_material_remove(request: Request, pk: int) -> HttpResponse:
    material = _material_or_404(request, pk)
    require(request.user, "trajects.change_kickoff", material)
    material.remove(by=request.user)
    messages.success(request, "Het materiaal is van de lijst gehaald.")
    return back_to(material.kickoff, "materiaal")


def kickoff_yield_add(request: Request, pk: int) -> HttpResponse:
    """A question, concern, suggestion or agreement of the meeting."""
    kickoff = kickoff_or_404(request, pk)
    require(request.user, "trajects.record_kickoff", kickoff)
    form = YieldForm(
        request.POST if request.method == "POST" else None,
        instance=KickoffYield(kickoff=kickoff),
        kickoff=kickoff,
    )
    if request.method == "POST" and form.is_valid():
        return _save(request, form, kickoff, "opbrengst")
    context = {"traject": kickoff.traject, "kickoff": kickoff, "form": form}
    return form_page(request, "trajects/kickoff_yield.html", context)


def kickoff_yield(request: Request, pk: int) -> HttpResponse:
    """Change it, or say what is done with it."""
    found = _yield_or_404(request, pk)
    require(request.user, "trajects.record_kickoff", found)
    form = YieldForm(
        request.POST if request.method == "POST" else None,
        instance=_yield_or_404(request, pk),
        kickoff=found.kickoff,
    )
    if request.method == "POST" and form.is_valid():
        return _save(request, form, found.kickoff, "opbrengst")
    context = {
        "traject": found.traject,
        "kickoff": found.kickoff,
        "yield": found,
        "form": form,
        "events": Event.objects.about(found)[:20],
    }
    return form_page(request, "trajects/kickoff_yield.html", context)


@require_POST
def kickoff_yield_remove(request: Request, pk: int) -> HttpResponse:
    found = _yield_or_404(request, pk)
    require(request.user, "trajects.record_kickoff", found)
    found.remove(by=request.user)
    messages.success(request, "De opbrengst is weggehaald.")
    return back_to(found.kickoff, "opbrengst")
