"""Inviting to the startbijeenkomst, telling another moment, calling it off and holding it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from core.letters import BUTTON, Letter, read_letter
from core.permissions import require
from people.models import Request, StaffMember, quiet_until
from trajects.actions import kick_off as actions
from trajects.emails import kickoff_context
from trajects.forms.kick_off import CancelKickoffForm, InvitationForm
from trajects.forms.kick_off_yield import HoldForm
from trajects.forms.versioned import version_in
from trajects.models.kick_off_plan import WORDS, KickoffPlan
from trajects.models.kick_off_yield import staff_groups
from trajects.views.kick_off import form_page, kickoff_or_404
from trajects.views.undo import say_too


def kickoff_invitation(request: Request, pk: int) -> HttpResponse:
    """Subject, text and for whom."""
    kickoff = kickoff_or_404(request, pk)
    require(request.user, "trajects.change_kickoff", kickoff)
    form = InvitationForm(
        request.POST if request.method == "POST" else None, instance=kickoff_or_404(request, pk)
    )
    if request.method == "POST" and form.is_valid():
        form.change(by=request.user)
        messages.success(request, "De uitnodiging is opgeslagen. Er is nog niets verstuurd.")
        return redirect("trajects:kickoff_invite", pk=pk)
    context = {
        "traject": kickoff.traject,
        "kickoff": kickoff,
        "form": form,
        "placeholders": WORDS,
    }
    return form_page(request, "trajects/kickoff_invitation.html", context)


def kickoff_invite(request: Request, pk: int) -> HttpResponse:
    """Who gets it and what it looks like; posted, the letters go out."""
    kickoff = kickoff_or_404(request, pk)
    require(request.user, "trajects.invite_to_kickoff", kickoff)
    plan = KickoffPlan(kickoff)
    people = list(kickoff.staff(plan.day).order_by("family_name", "given_name", "pk"))
    if kickoff.is_announced:
        known = set(kickoff.invited.values_list("pk", flat=True))
        people = [person for person in people if person.pk not in known]
    if request.method == "POST":
        sent = actions.invite(kickoff, staff=people, by=request.user)
        messages.success(request, _sent(sent.number))
        say_too(request, sent.change)
        return redirect(kickoff)
    leaves_at = quiet_until(kickoff.traject.school, timezone.now())
    letter = _example(plan, people)
    context = {
        "traject": kickoff.traject,
        "kickoff": kickoff,
        "people": people,
        "with_mail": sum(bool(person.email) for person in people),
        "without_mail": [person for person in people if not person.email],
        "leaves_at": leaves_at,
        "is_at_once": leaves_at <= timezone.now(),
        "letter": letter,
        "letter_parts": _parts(letter.body) if letter else [],
    }
    return render(request, "trajects/kickoff_invite.html", context)


def _sent(number: int) -> str:
    if not number:
        return "Er was niemand om uit te nodigen."
    if number == 1:
        return "1 collega is uitgenodigd. Het bericht gaat op het gekozen moment weg."
    return f"{number} collega's zijn uitgenodigd. De berichten gaan op het gekozen moment weg."


def _example(plan: KickoffPlan, people: list[StaffMember]) -> Letter | None:
    """The letter as the first of them gets it."""
    reader = next((person for person in people if person.email), None)
    if reader is None:
        return None
    return read_letter("trajects/kickoff_invitation", kickoff_context(plan, reader))


def _parts(body: str) -> list[tuple[str, str]]:
    """Paragraphs, and the label of each button."""
    parts = []
    for part in body.strip().split("\n\n"):
        button = BUTTON.match(part)
        parts.append(("button", button["label"]) if button else ("text", part))
    return parts


@require_POST
def kickoff_tell(request: Request, pk: int) -> HttpResponse:
    """Tell who was invited the moment and place that stand now."""
    kickoff = kickoff_or_404(request, pk)
    require(request.user, "trajects.tell_kickoff", kickoff)
    number = actions.tell_moment(kickoff, version=version_in(request.POST), by=request.user)
    messages.success(request, f"{number} genodigden krijgen bericht van het nieuwe moment.")
    return redirect(kickoff)


def kickoff_cancel(request: Request, pk: int) -> HttpResponse:
    """Call it off, with the reason that everybody reads."""
    kickoff = kickoff_or_404(request, pk)
    require(request.user, "trajects.cancel_kickoff", kickoff)
    form = CancelKickoffForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.cancel(kickoff, by=request.user, **form.cleaned_data)
        messages.success(request, "De startbijeenkomst gaat niet door.")
        return redirect(kickoff)
    context = {
        "traject": kickoff.traject,
        "kickoff": kickoff,
        "form": form,
        "invited": kickoff.invited.count() if kickoff.is_announced else 0,
    }
    return form_page(request, "trajects/kickoff_cancel.html", context)


def kickoff_hold(request: Request, pk: int) -> HttpResponse:
    """It was held: the day, and totals of who was there."""
    kickoff = kickoff_or_404(request, pk)
    require(request.user, "trajects.step_kickoff", kickoff)
    form = HoldForm(
        request.POST if request.method == "POST" else None,
        groups=staff_groups(kickoff),
        day=KickoffPlan(kickoff).day,
    )
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["held_on"]
        change = actions.hold(kickoff, on=day, present=form.present, by=request.user)
        messages.success(request, "Vastgelegd. Schrijf nu op wat de bijeenkomst opleverde.")
        say_too(request, change)
        return redirect(kickoff)
    context = {"traject": kickoff.traject, "kickoff": kickoff, "form": form}
    return form_page(request, "trajects/kickoff_hold.html", context)
