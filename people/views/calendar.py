"""The school calendar: holidays, own days, and the year at a glance."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from core.permissions import require
from people.actions import calendar as deeds
from people.charts import year_strip
from people.forms.calendar import AgendaForm, DayForm, KindsForm
from people.models import (
    CalendarDay,
    DayOrigin,
    Request,
    School,
    SchoolCalendar,
    first_day_of,
    last_day_of,
    school_year_of,
)
from people.resources.agenda import AgendaRefused, read_agenda

WAITING = "agenda"
FIRST_YEAR, LAST_YEAR = 2015, 2060


def calendar(request: Request, pk: int) -> HttpResponse:
    school = get_object_or_404(School.objects.visible_to(request.user), pk=pk)
    require(request.user, "people.keep_calendar", school)
    year = _year(request)
    first, last = first_day_of(year), last_day_of(year)
    dates = SchoolCalendar.of(school, first, last)
    days = CalendarDay.objects.visible_to(request.user).filter(school=school)
    entries = list(days.between(first, last))
    context = {
        "school": school,
        "year": year,
        "strip": year_strip(dates, year, timezone.localdate()),
        "entries": entries,
        "is_copied": any(entry.origin in deeds.COPIED for entry in entries),
        "live": [] if dates.is_copied(year) else dates.live_entries(year),
        "is_known": dates.are_holidays_known(first),
        "agenda_form": AgendaForm(action=reverse("people:calendar_file", args=[pk])),
    }
    return render(request, "people/calendar.html", context)


def _year(request: Request) -> int:
    given = request.GET.get("jaar", "")
    if given.isascii() and given.isdigit() and FIRST_YEAR <= int(given[:4]) <= LAST_YEAR:
        return int(given[:4])
    return school_year_of(timezone.localdate())


@require_POST
def calendar_copy(request: Request, pk: int, year: int) -> HttpResponse:
    school = get_object_or_404(School.objects.visible_to(request.user), pk=pk)
    require(request.user, "people.keep_calendar", school)
    number = deeds.copy_holidays(school, [year], by=request.user)
    messages.success(request, f"{number} vakanties en feestdagen staan in uw kalender.")
    return _back(pk, year)


def calendar_add(request: Request, pk: int) -> HttpResponse:
    school = get_object_or_404(School.objects.visible_to(request.user), pk=pk)
    require(request.user, "people.keep_calendar", school)
    return _edit(request, CalendarDay(school=school, origin=DayOrigin.HAND))


def calendar_day(request: Request, pk: int) -> HttpResponse:
    days = CalendarDay.objects.visible_to(request.user).select_related("school")
    day = get_object_or_404(days, pk=pk)
    require(request.user, "people.keep_calendar", day)
    return _edit(request, day)


def _edit(request: Request, day: CalendarDay) -> HttpResponse:
    form = DayForm(
        request.POST if request.method == "POST" else None,
        instance=day,
        cancel=reverse("people:calendar", args=[day.school_id]),
    )
    if request.method == "POST" and form.is_valid():
        deeds.save_day(form.instance, by=request.user)
        messages.success(request, f"{day.title} staat in de kalender.")
        return _back(day.school_id, school_year_of(day.first_on))
    return render(
        request, "people/calendar_day.html", {"school": day.school, "day": day, "form": form}
    )


@require_POST
def calendar_remove(request: Request, pk: int) -> HttpResponse:
    days = CalendarDay.objects.visible_to(request.user).select_related("school")
    day = get_object_or_404(days, pk=pk)
    require(request.user, "people.keep_calendar", day)
    deeds.remove_day(day, by=request.user)
    messages.success(request, f"{day.title} is verwijderd.")
    return _back(day.school_id, school_year_of(day.first_on))


@require_POST
def calendar_file(request: Request, pk: int) -> HttpResponse:
    """Read an agenda file; nothing is kept until the next page is confirmed."""
    school = get_object_or_404(School.objects.visible_to(request.user), pk=pk)
    require(request.user, "people.keep_calendar", school)
    form = AgendaForm(request.POST, request.FILES)
    try:
        agenda = read_agenda(form.cleaned_data["file"]) if form.is_valid() else None
    except AgendaRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("people:calendar", pk=pk)
    if agenda is None:
        messages.error(request, "Kies eerst een agendabestand (.ics).")
        return redirect("people:calendar", pk=pk)
    request.session[WAITING] = {
        "school": pk,
        "notes": agenda.notes[:20],
        "days": [_plain(day) for day in agenda.days],
    }
    return redirect("people:calendar_preview", pk=pk)


def calendar_preview(request: Request, pk: int) -> HttpResponse:
    school = get_object_or_404(School.objects.visible_to(request.user), pk=pk)
    require(request.user, "people.keep_calendar", school)
    waiting = request.session.get(WAITING)
    if not waiting or waiting["school"] != pk:
        return redirect("people:calendar", pk=pk)
    days = _with_kinds(school, [_dated(day) for day in waiting["days"]])
    form = KindsForm(request.POST if request.method == "POST" else None, days=days)
    if request.method == "POST" and form.is_valid():
        number = deeds.import_days(school, form.chosen(), by=request.user)
        del request.session[WAITING]
        messages.success(request, f"{number} dagen uit het bestand staan in de kalender.")
        return _back(pk, school_year_of(days[0]["first_on"]))
    rows = [(day, form[f"kind_{number}"]) for number, day in enumerate(days)]
    context = {"school": school, "rows": rows, "notes": waiting["notes"], "form": form}
    return render(request, "people/calendar_preview.html", context)


def _with_kinds(school: School, days: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What a person chose for an event before, is offered again."""
    earlier = school.calendar_days.filter(origin=DayOrigin.FILE).values_list("uid", "kind")
    chosen = dict(earlier)
    return [{**day, "kind": chosen.get(day["uid"], day["kind"])} for day in days]


def _plain(day: dict[str, Any]) -> dict[str, Any]:
    dates = {name: day[name].isoformat() for name in ("first_on", "last_on")}
    return {**day, **dates, "kind": str(day["kind"])}


def _dated(day: dict[str, Any]) -> dict[str, Any]:
    dates = {name: date.fromisoformat(day[name]) for name in ("first_on", "last_on")}
    return {**day, **dates}


def _back(pk: int, year: int) -> HttpResponse:
    return redirect(f"{reverse('people:calendar', args=[pk])}?jaar={year}")
