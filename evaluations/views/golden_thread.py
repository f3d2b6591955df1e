"""The golden thread: what happened with our input (E7)."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from core.permissions import can
from evaluations.models.tally import by_theme
from evaluations.models.thread import GoldenThread, golden_threads, thread_of
from people.models import Request, User
from trajects.models import PolicyItem, Traject


def golden_thread_list(request: Request, pk: int) -> HttpResponse:
    """Every policy item as one line, for everybody at the school."""
    traject = get_object_or_404(Traject.objects.visible_to(request.user).with_school(), pk=pk)
    found = {thread.policy_item.pk: thread for thread in _threads(request.user, traject)}
    groups = [
        (theme, [found[tally.policy_item.pk] for tally in rows])
        for theme, rows in by_theme(thread.tally for thread in found.values())
    ]
    return render(
        request, "evaluations/golden_threads.html", {"traject": traject, "groups": groups}
    )


def golden_thread(request: Request, pk: int) -> HttpResponse:
    """One policy item with every station, reached or not yet."""
    item = get_object_or_404(PolicyItem.objects.visible_to(request.user).for_conclusion(), pk=pk)
    traject = item.traject
    thread = thread_of(_threads(request.user, traject), item.pk)
    if thread is None:
        raise Http404
    return render(
        request, "evaluations/golden_thread.html", {"traject": traject, "thread": thread}
    )


def _threads(user: User, traject: Traject) -> list[GoldenThread]:
    is_inside = can(user, "trajects.open_workspace", traject)
    return golden_threads(traject, reader=user, is_inside=is_inside)
