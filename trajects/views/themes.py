"""Themes and the questions at the table (P7)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from core.models import Document, Event
from core.permissions import require
from people.models import Request
from trajects.forms.themes import OwnThemeForm, QuestionForm, SetupForm, ThemeForm
from trajects.models import DialogueSetup, LibraryItem, PolicyItem, Seat, SeatRole, Theme, Traject
from trajects.models.dialogue_setup import reasons_for_coach
from trajects.views.run_sheet import workspace_or_404


def themes(request: Request, pk: int) -> HttpResponse:
    """The themes in order, each with the policy items and questions under it."""
    traject = get_object_or_404(Traject.objects.worked_on_by(request.user).with_school(), pk=pk)
    found = list(Theme.objects.visible_to(request.user).filter(traject=traject))
    mine = PolicyItem.objects.visible_to(request.user).of(traject)
    items = list(mine.for_overview())
    chosen = [theme for theme in found if theme.is_chosen]
    used = {item.theme_id for item in items}
    setup = DialogueSetup.objects.visible_to(request.user).filter(traject=traject).first()
    context = {
        "traject": traject,
        "chosen": [(theme, [i for i in items if i.theme_id == theme.pk]) for theme in chosen],
        "left_out": [theme for theme in found if not theme.is_chosen],
        "homeless": [item for item in items if item.theme_id is None],
        "empty": [theme for theme in chosen if theme.pk not in used] if items else [],
        "setup": setup,
        "coach_missing": bool(setup and setup.wants_coach) and not _has_coach(request, traject),
        "has_policy": bool(items),
        "asked": sum(1 for item in items if item.question),
        "total": len(items),
    }
    return render(request, "trajects/themes.html", context)


def _has_coach(request: Request, traject: Traject) -> bool:
    seats = Seat.objects.visible_to(request.user).filter(traject=traject)
    return seats.filled().filter(role=SeatRole.PROCESS_COACH).exists()


def theme(request: Request, pk: int) -> HttpResponse:
    """Change one theme, or leave it out with a reason."""
    found = _theme_or_404(request, pk)
    require(request.user, "trajects.change_themes", found)
    form = ThemeForm(request.POST if request.method == "POST" else None, instance=found)
    if request.method == "POST" and form.is_valid():
        form.change(by=request.user)
        messages.success(request, "Het thema is opgeslagen.")
        return redirect("trajects:themes", pk=found.traject_id)
    context = {
        "traject": found.traject,
        "theme": _theme_or_404(request, pk),
        "form": form,
        "readings": LibraryItem.objects.visible_to(request.user)
        .filter(themes=found)
        .published()
        .for_reading(),
        "events": Event.objects.about(found)[:20],
    }
    return render(request, "trajects/theme.html", context, status=422 if form.errors else 200)


def _theme_or_404(request: Request, pk: int) -> Theme:
    """A theme of a traject that this person works on."""
    mine = Traject.objects.worked_on_by(request.user)
    themes = Theme.objects.visible_to(request.user).filter(traject__in=mine)
    return get_object_or_404(themes.select_related("traject__school"), pk=pk)


def theme_add(request: Request, pk: int) -> HttpResponse:
    traject = get_object_or_404(Traject.objects.worked_on_by(request.user).with_school(), pk=pk)
    require(request.user, "trajects.change_themes", traject)
    form = OwnThemeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        added = form.add(traject, by=request.user)
        messages.success(request, f"Het thema ‘{added}’ staat onderaan de lijst.")
        return redirect("trajects:themes", pk=pk)
    context = {"traject": traject, "form": form}
    return render(request, "trajects/theme_add.html", context, status=422 if form.errors else 200)


def dialogue_setup(request: Request, pk: int) -> HttpResponse:
    """One agenda or a theme per table, and help from outside; with what speaks for it."""
    traject = workspace_or_404(request, pk)
    require(request.user, "trajects.change_themes", traject)
    post = request.POST if request.method == "POST" else None
    form = SetupForm(post, instance=DialogueSetup.of_or_new(traject))
    if request.method == "POST" and form.is_valid():
        form.choose(by=request.user)
        messages.success(request, "De opzet is opgeslagen. Een nieuwe sessie begint hiermee.")
        return redirect("trajects:themes", pk=pk)
    seats = Seat.objects.visible_to(request.user).filter(traject=traject)
    setup = DialogueSetup.of_or_new(traject)
    context = {
        "traject": traject,
        "form": form,
        "reasons": reasons_for_coach(traject, list(seats.kept().for_overview())),
        "events": Event.objects.about(setup)[:20] if setup.pk else [],
    }
    return render(
        request, "trajects/dialogue_setup.html", context, status=422 if form.errors else 200
    )


@require_POST
def theme_paper(request: Request, pk: int) -> HttpResponse:
    """The agenda of the dialogue as a PDF."""
    traject = workspace_or_404(request, pk)
    return redirect(Document.objects.request("trajects.agenda", subject=traject, by=request.user))


@require_POST
def theme_move(request: Request, pk: int) -> HttpResponse:
    """One place up or down."""
    found = _theme_or_404(request, pk)
    require(request.user, "trajects.change_themes", found)
    found.move(up=request.POST.get("direction") == "up", by=request.user)
    return redirect("trajects:themes", pk=found.traject_id)


@require_POST
def theme_choose(request: Request, pk: int) -> HttpResponse:
    """Take a theme that was left out along again."""
    found = _theme_or_404(request, pk)
    require(request.user, "trajects.change_themes", found)
    found.change(by=request.user, version=found.version, is_chosen=True, reason_not_chosen="")
    messages.success(request, f"‘{found}’ gaat weer mee in het gesprek.")
    return redirect("trajects:themes", pk=found.traject_id)


@require_POST
def theme_remove(request: Request, pk: int) -> HttpResponse:
    """Take away a theme of the school's own."""
    found = _theme_or_404(request, pk)
    require(request.user, "trajects.remove_theme", found)
    found.remove(by=request.user)
    messages.success(request, "Het eigen thema is weggehaald. De onderdelen blijven bewaard.")
    return redirect("trajects:themes", pk=found.traject_id)


def theme_question(request: Request, pk: int) -> HttpResponse:
    """The question at the table about one policy item."""
    items = PolicyItem.objects.visible_to(request.user).for_conclusion()
    item = get_object_or_404(
        items.filter(
            category__task_policy__traject__in=Traject.objects.worked_on_by(request.user)
        ),
        pk=pk,
    )
    traject = item.traject
    require(request.user, "trajects.change_themes", traject)
    post = request.POST if request.method == "POST" else None
    form = QuestionForm(post, instance=item, traject=traject)
    if request.method == "POST" and form.is_valid():
        form.change(by=request.user)
        messages.success(request, "De vraag is opgeslagen.")
        return redirect("trajects:themes", pk=traject.pk)
    context = {"traject": traject, "item": item, "form": form}
    return render(
        request, "trajects/theme_question.html", context, status=422 if form.errors else 200
    )
