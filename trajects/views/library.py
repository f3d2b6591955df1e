"""The library: what was gathered, for whom, in which version (P6)."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from core.models import Document, Event
from core.permissions import can, require
from core.uploads import UploadRefused, as_attachment
from people.models import Request
from trajects.forms.library import AddForm, ItemForm, SearchForm, VersionForm, WithdrawForm
from trajects.models import LibraryItem, LibrarySubject, LibraryVersion, Traject
from trajects.models.library import still_to_collect
from trajects.views.run_sheet import workspace_or_404


def library(request: Request, pk: int) -> HttpResponse:
    """What this reader may read, fifty a page; for the team also what is still to collect."""
    traject = get_object_or_404(Traject.objects.visible_to(request.user).with_school(), pk=pk)
    is_team = can(request.user, "trajects.change_library", traject)
    mine = LibraryItem.objects.visible_to(request.user).of(traject)
    form = SearchForm(request.GET, is_team=is_team)
    found = form.narrow(mine)
    context = {
        "traject": traject,
        "is_team": is_team,
        "form": form,
        "page": Paginator(found.for_list(), 50).get_page(request.GET.get("page")),
        "totals": mine.totals(),
        "to_collect": still_to_collect(mine) if is_team else [],
    }
    return render(request, "trajects/library.html", context)


def library_item(request: Request, pk: int) -> HttpResponse:
    """One item with its versions, as far as this reader may see it."""
    item = _item_or_404(request, pk)
    is_team = can(request.user, "trajects.change_library", item)
    context = {
        "traject": item.traject,
        "item": item,
        "is_team": is_team,
        "versions": item.versions.select_related("added_by"),
        "withdraw_form": WithdrawForm(),
        "events": Event.objects.about(item)[:20] if is_team else [],
    }
    return render(request, "trajects/library_item.html", context)


def _item_or_404(request: Request, pk: int) -> LibraryItem:
    return get_object_or_404(LibraryItem.objects.visible_to(request.user).for_page(), pk=pk)


def library_add(request: Request, pk: int) -> HttpResponse:
    """A new item; `?onderwerp=` begins with one of the suggestions."""
    traject = workspace_or_404(request, pk)
    require(request.user, "trajects.change_library", traject)
    asked = request.GET.get("onderwerp", "")
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = AddForm(
        *given,
        instance=LibraryItem(traject=traject, subject=asked if asked in LibrarySubject else ""),
        traject=traject,
        by=request.user,
    )
    made = _kept(form, lambda: form.put(by=request.user)) if form.is_valid() else None
    if made:
        messages.success(request, "Het stuk staat als concept in de bibliotheek.")
        return redirect(made)
    suggestion = next((row for row in still_to_collect([]) if row["key"] == asked), None)
    context = {"traject": traject, "form": form, "suggestion": suggestion}
    status = 422 if form.is_bound else 200
    return render(request, "trajects/library_add.html", context, status=status)


def _kept(form: Any, deed: Any) -> Any:
    """What the deed made; nothing, and words on the form, when the file could not be kept."""
    try:
        return deed()
    except UploadRefused as refused:
        form.not_kept(refused)
        return None


def library_edit(request: Request, pk: int) -> HttpResponse:
    item = _item_or_404(request, pk)
    require(request.user, "trajects.change_library", item)
    post = request.POST if request.method == "POST" else None
    form = ItemForm(post, instance=_item_or_404(request, pk), traject=item.traject)
    if form.is_valid():
        form.change(by=request.user)
        messages.success(request, "Het stuk is opgeslagen.")
        return redirect(item)
    context = {"traject": item.traject, "item": item, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "trajects/library_edit.html", context, status=status)


def library_version_add(request: Request, pk: int) -> HttpResponse:
    """A newer file or link; the older ones stay to be read."""
    item = _item_or_404(request, pk)
    require(request.user, "trajects.change_library", item)
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = VersionForm(*given, item=item, by=request.user)
    made = _kept(form, lambda: form.add(by=request.user)) if form.is_valid() else None
    if made:
        messages.success(request, f"Versie {made.number} is geplaatst. De vorige blijft bewaard.")
        return redirect(item)
    context = {"traject": item.traject, "item": item, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "trajects/library_version_add.html", context, status=status)


@require_POST
def library_publish(request: Request, pk: int) -> HttpResponse:
    item = _item_or_404(request, pk)
    require(request.user, "trajects.publish_library", item)
    item.publish(by=request.user)
    messages.success(request, f"Het stuk is te lezen voor: {item.get_audience_display()}.")
    return redirect(item)


@require_POST
def library_withdraw(request: Request, pk: int) -> HttpResponse:
    item = _item_or_404(request, pk)
    require(request.user, "trajects.change_library", item)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        item.withdraw(by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, "Het stuk is ingetrokken. Lezers zien het niet meer.")
        return redirect(item)
    context = {"traject": item.traject, "item": item, "form": form}
    return render(request, "trajects/library_withdraw.html", context, status=422)


@require_POST
def library_reopen(request: Request, pk: int) -> HttpResponse:
    """A draft again."""
    item = _item_or_404(request, pk)
    require(request.user, "trajects.change_library", item)
    item.reopen(by=request.user)
    messages.success(request, "Het stuk is weer een concept.")
    return redirect(item)


def library_compare(request: Request, pk: int) -> HttpResponse:
    """The summaries of two versions side by side; without a choice the last two."""
    item = _item_or_404(request, pk)
    versions = list(item.versions.select_related("added_by"))
    if len(versions) < 2:
        raise Http404
    asked = {str(version.number): version for version in versions}
    new = asked.get(request.GET.get("naar", ""), versions[0])
    old = asked.get(request.GET.get("van", ""), versions[1])
    old, new = sorted([old, new], key=lambda version: version.number)
    context = {
        "traject": item.traject,
        "item": item,
        "versions": versions,
        "old": old,
        "new": new,
        "compared": [old, new],
    }
    return render(request, "trajects/library_compare.html", context)


@require_safe
def library_download(request: Request, pk: int) -> FileResponse:
    """The file of one version, after asking again who may read it."""
    version = _version_or_404(request, pk)
    if not version.is_file:
        raise Http404
    return as_attachment(version.stored, name=version.file_name, kind=version.kind)


def _version_or_404(request: Request, pk: int) -> LibraryVersion:
    return get_object_or_404(LibraryVersion.objects.visible_to(request.user).for_page(), pk=pk)


@require_POST
def library_file_remove(request: Request, pk: int) -> HttpResponse:
    version = _version_or_404(request, pk)
    require(request.user, "trajects.remove_library_file", version)
    version.remove_file(by=request.user)
    messages.success(request, "Het bestand is verwijderd. Naam en controlegetal blijven staan.")
    return redirect(version)


@require_POST
def library_paper(request: Request, pk: int) -> HttpResponse:
    """The reading list of what everybody may read."""
    traject = get_object_or_404(Traject.objects.visible_to(request.user), pk=pk)
    document = Document.objects.request("trajects.library", subject=traject, by=request.user)
    return redirect(document)
