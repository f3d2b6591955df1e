"""Inviting: who, a preview, sending; who has no mail; and the answer without an account."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from core.charts.code import qr_code
from core.letters import BUTTON, Letter, read_letter
from core.permissions import require
from core.uploads import as_attachment
from dialogues import actions
from dialogues.emails import letter_context
from dialogues.forms import AnswerForm, AudienceForm
from dialogues.models import DialogueSession, SessionInvitation
from people.models import Request, StaffMember, quiet_until
from trajects.models import LibraryVersion


def invite(request: Request, pk: int) -> HttpResponse:
    session = _session(request, pk)
    require(request.user, "dialogues.invite", session)
    form = AudienceForm(request.POST if request.method == "POST" else request.GET, session=session)
    audience = form.audience().order_by("family_name", "given_name", "pk")
    if request.method == "POST" and form.is_valid():
        number = actions.invite(session, staff=audience, by=request.user)
        messages.success(request, _sent(number))
        return redirect(session)
    return render(request, "dialogues/invite.html", _preview(session, form, audience))


def _sent(number: int) -> str:
    if not number:
        return "Er was niemand om uit te nodigen."
    return f"{number} collega's zijn uitgenodigd. De berichten gaan de deur uit."


def _preview(
    session: DialogueSession, form: AudienceForm, audience: QuerySet[StaffMember]
) -> dict[str, object]:
    people = list(audience.select_related("team"))
    example = next((person for person in people if person.email), None)
    letter = _example(session, example) if example else None
    return {
        "session": session,
        "traject": session.traject,
        "form": form,
        "people": people,
        "with_mail": sum(bool(person.email) for person in people),
        "without_mail": [person for person in people if not person.email],
        "letter": letter,
        "letter_parts": _parts(letter.body) if letter else [],
        "leaves_at": quiet_until(session.traject.school, timezone.now()),
        "is_at_once": quiet_until(session.traject.school, timezone.now()) <= timezone.now(),
        "chosen": form.data.urlencode() if hasattr(form.data, "urlencode") else "",
    }


def _parts(body: str) -> list[tuple[str, str]]:
    """Paragraphs, and the label of each button."""
    parts = []
    for part in body.strip().split("\n\n"):
        button = BUTTON.match(part)
        parts.append(("button", button["label"]) if button else ("text", part))
    return parts


def _example(session: DialogueSession, person: StaffMember) -> Letter:
    """The letter as this person would get it; nothing is saved, so the link leads nowhere."""
    invitation = SessionInvitation.for_colleague(session, person)
    return read_letter("dialogues/invitation", letter_context(invitation))


def invitations(request: Request, pk: int) -> HttpResponse:
    """Who was invited and what they answered, for the seating; by name, fifty a page."""
    session = _session(request, pk)
    require(request.user, "dialogues.see_invitations", session)
    listed = SessionInvitation.objects.visible_to(request.user).filter(session=session)
    wanted = request.GET.get("antwoord", "")
    if wanted in {"yes", "maybe", "no", "none"}:
        listed = listed.filter(answer="" if wanted == "none" else wanted)
    context = {
        "session": session,
        "traject": session.traject,
        "page": Paginator(listed.for_list(), 50).get_page(request.GET.get("page")),
        "totals": session.invitations.totals(),
        "wanted": wanted,
    }
    return render(request, "dialogues/invitations.html", context)


@never_cache
def letters(request: Request, pk: int) -> HttpResponse:
    """For who has no mail address: a letter to print, with the same link as a QR code."""
    session = _session(request, pk)
    require(request.user, "dialogues.invite", session)
    listed = SessionInvitation.objects.visible_to(request.user).filter(
        session=session, staff_member__email=""
    )
    rows = [
        (invitation, invitation.answer_url(), qr_code(invitation.answer_url()))
        for invitation in listed.for_letters()
    ]
    context = {"session": session, "traject": session.traject, "letters": rows}
    return render(request, "dialogues/letters.html", context)


@login_not_required
@never_cache
@sensitive_variables("token")
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Yes, maybe or no, without an account. Looking changes nothing; unknown is calm."""
    found = SessionInvitation.objects.with_token(token).for_letters()
    invitation = found.prefetch_related("session__themes").first()
    if invitation is None:
        return render(request, "dialogues/answer_unknown.html", status=404)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        invitation.give_answer(form.cleaned_data["answer"])
        return redirect("dialogues:answer", token=token)
    context = {
        "invitation": invitation,
        "session": invitation.session,
        "readings": invitation.session.readings_for_everybody().prefetch_related("versions"),
        "token": token,
    }
    status = 422 if form.is_bound else 200
    return render(request, "dialogues/answer.html", context, status=status)


@login_not_required
@never_cache
@sensitive_variables("token")
@require_safe
def reading(request: HttpRequest, token: str, pk: int) -> HttpResponseBase:
    """A file of the library through the link of an invitation, as long as that link lives."""
    invitation = SessionInvitation.objects.with_token(token).for_letters().first()
    if invitation is None:
        return render(request, "dialogues/answer_unknown.html", status=404)
    readable = LibraryVersion.objects.of(invitation.session.readings_for_everybody())
    version = get_object_or_404(readable.exclude(stored=""), pk=pk)
    return as_attachment(version.stored, name=version.file_name, kind=version.kind)


def _session(request: Request, pk: int) -> DialogueSession:
    known = DialogueSession.objects.visible_to(request.user).for_page()
    return get_object_or_404(known, pk=pk)
