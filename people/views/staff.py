"""The staff list: search, read, change, add, end, export."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from core.formats import CSV, XLSX
from core.models import Event
from core.permissions import require
from people.actions.staff import add_staff_member, change_staff_member, end_employment
from people.forms.staff import LeavingForm, StaffFilter, StaffMemberForm
from people.models import Request, School, StaffMember
from people.resources.staff import StaffResource

PAGE = 50
FORMATS = {"xlsx": XLSX, "csv": CSV}


def staff(request: Request, pk: int) -> HttpResponse:
    school = get_object_or_404(School.objects.visible_to(request.user), pk=pk)
    require(request.user, "people.keep_staff", school)
    found = _found(request, school)
    context = {
        "school": school,
        "filter": found,
        "page": Paginator(found.qs, PAGE).get_page(request.GET.get("page")),
        "today": timezone.localdate(),
        "is_filtered": any(request.GET.get(name) for name in found.filters),
    }
    template = "people/staff.html#list" if request.htmx else "people/staff.html"
    return render(request, template, context)


def staff_export(request: Request, pk: int, kind: str) -> HttpResponse:
    school = get_object_or_404(School.objects.visible_to(request.user), pk=pk)
    require(request.user, "people.keep_staff", school)
    if kind not in FORMATS:
        raise Http404
    written: Any = FORMATS[kind]()
    dataset = StaffResource().export(queryset=_found(request, school).qs)
    dataset.title = "Medewerkers"
    answer = HttpResponse(written.export_data(dataset), content_type=written.CONTENT_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="medewerkers.{kind}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _found(request: Request, school: School) -> StaffFilter:
    colleagues = StaffMember.objects.visible_to(request.user).filter(school=school)
    return StaffFilter(request.GET, queryset=colleagues.for_overview(), school=school)


def staff_add(request: Request, pk: int) -> HttpResponse:
    school = get_object_or_404(School.objects.visible_to(request.user), pk=pk)
    require(request.user, "people.keep_staff", school)
    form = StaffMemberForm(
        request.POST if request.method == "POST" else None,
        instance=StaffMember(school=school),
        school=school,
        cancel=reverse("people:staff", args=[pk]),
    )
    if request.method == "POST" and form.is_valid():
        add_staff_member(form.save(commit=False), by=request.user)
        messages.success(request, f"{form.instance.full_name} staat in de personeelslijst.")
        return redirect("people:staff", pk=pk)
    return render(request, "people/staff_form.html", {"school": school, "form": form})


def staff_member(request: Request, pk: int) -> HttpResponse:
    member = get_object_or_404(_members(request), pk=pk)
    context = {
        "school": member.school,
        "member": member,
        "leaving": LeavingForm(member=member, action=reverse("people:staff_end", args=[pk])),
        "events": Event.objects.about(member)[:20],
    }
    return render(request, "people/staff_member.html", context)


def staff_change(request: Request, pk: int) -> HttpResponse:
    member = get_object_or_404(_members(request), pk=pk)
    require(request.user, "people.keep_staff", member)
    form = StaffMemberForm(
        request.POST if request.method == "POST" else None,
        instance=member,
        school=member.school,
        cancel=member.get_absolute_url(),
    )
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        change_staff_member(member, version=version, by=request.user, fields=form.kept())
        messages.success(request, f"De gegevens van {member.full_name} zijn opgeslagen.")
        return redirect(member)
    return render(
        request,
        "people/staff_form.html",
        {"school": member.school, "member": member, "form": form},
    )


@require_POST
def staff_end(request: Request, pk: int) -> HttpResponse:
    member = get_object_or_404(_members(request), pk=pk)
    require(request.user, "people.keep_staff", member)
    form = LeavingForm(request.POST, member=member, action="")
    if form.is_valid():
        chosen = form.cleaned_data
        end_employment(member, version=chosen["version"], on=chosen["ends_on"], by=request.user)
        messages.success(request, f"{member.full_name} is uit dienst gemeld.")
    else:
        messages.error(request, "Kies een laatste dag die na de eerste dag in dienst ligt.")
    return redirect(member)


def _members(request: Request) -> Any:
    return StaffMember.objects.visible_to(request.user).select_related(
        "school", "team", "subject_department", "user"
    )
