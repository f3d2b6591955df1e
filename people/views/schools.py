"""Settings of a school, its teams, and the very first set-up."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.models import Event, record
from core.permissions import require
from core.verbs import Verb
from people.actions.setup import AlreadySetUp, is_set_up, set_up
from people.actions.staff import choose_leader
from people.forms.organisation import SchoolForm, SetupForm
from people.forms.staff import LeaderForm
from people.models import Request, School, Team, User

BACKEND = "people.accounts.AccountBackend"


def school_settings(request: Request, pk: int) -> HttpResponse:
    school = get_object_or_404(School.objects.visible_to(request.user), pk=pk)
    require(request.user, "people.change_settings", school)
    form = SchoolForm(
        request.POST if request.method == "POST" else None,
        instance=school,
        cancel=reverse("home:start"),
    )
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        school.save_if_unchanged(version=version, by=request.user, **form.kept())
        record(Verb.SCHOOL_CHANGED, school, by=request.user)
        messages.success(request, "De instellingen zijn opgeslagen.")
        return redirect("people:settings", pk=pk)
    events = Event.objects.about(school)[:20]
    return render(
        request, "people/settings.html", {"school": school, "form": form, "events": events}
    )


def teams(request: Request, pk: int) -> HttpResponse:
    school = get_object_or_404(School.objects.visible_to(request.user), pk=pk)
    require(request.user, "people.keep_staff", school)
    now = Q(members__in=school.staff.employed())
    context = {
        "school": school,
        "teams": school.teams.select_related("leader").annotate(size=Count("members", now)),
        "departments": school.subject_departments.annotate(size=Count("members", now)),
        "leaders": school.staff.employed(),
    }
    return render(request, "people/teams.html", context)


@require_POST
def team_leader(request: Request, pk: int) -> HttpResponse:
    team = get_object_or_404(Team.objects.visible_to(request.user), pk=pk)
    require(request.user, "people.keep_staff", team)
    form = LeaderForm(request.POST, team=team)
    if form.is_valid():
        choose_leader(team, form.cleaned_data["leader"], by=request.user)
        messages.success(request, f"De teamleider van {team} is opgeslagen.")
    else:
        messages.error(request, "Kies een collega die nu in dienst is.")
    return redirect("people:teams", pk=team.school_id)


@login_not_required
def setup(request: HttpRequest) -> HttpResponse:
    """Only while there is no account at all; afterwards this page does not exist."""
    if is_set_up():
        raise Http404
    form = SetupForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            user = _set_up(form)
        except AlreadySetUp as late:
            raise Http404 from late
        login(request, user, backend=BACKEND)
        messages.success(request, "Uw school staat klaar. Lees nu de personeelslijst in.")
        return redirect("people:staff_import", pk=form.instance.pk)
    return render(request, "people/setup.html", {"form": form})


def _set_up(form: SetupForm) -> User:
    return set_up(
        board=form.cleaned_data["board_name"],
        school=form.instance,
        name=form.cleaned_data["your_name"],
        email=form.cleaned_data["email"],
        password=form.cleaned_data["password"],
        kinds=form.kinds(),
    )
