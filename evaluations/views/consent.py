"""The way of a proposal through the council, and what follows a refusal (E4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from core.permissions import require
from evaluations import actions
from evaluations.forms.consent import ConsultationForm, ExtendForm, GrantForm, StepForm
from evaluations.models import ConsentQuestion, PolicyProposal
from evaluations.views.proposals import find_proposal, layout_for
from people.models import Request

if TYPE_CHECKING:
    from django.http import HttpResponse


class Page(NamedTuple):
    """The words around one step."""

    title: str
    explanation: str
    label: str
    hint: str
    button: str
    done: str


REVIEW = Page(
    "In behandeling nemen",
    "U laat zien dat de pmr aan de slag is. De termijn loopt gewoon door.",
    "Toelichting",
    "Bijvoorbeeld wanneer u vergadert. U mag dit leeg laten.",
    "In behandeling nemen",
    "Het voorstel is in behandeling.",
)
QUESTION = Page(
    "Vraag stellen",
    "Uw vraag krijgt een datum en blijft bewaard, net als het antwoord.",
    "Uw vraag",
    "Eén vraag per keer leest het prettigst.",
    "Vraag stellen",
    "Uw vraag is gesteld. De projectleider en de schoolleiding krijgen bericht.",
)
ANSWER = Page(
    "Vraag beantwoorden",
    "Uw antwoord krijgt een datum en blijft bewaard. U kunt het daarna niet meer wijzigen.",
    "Uw antwoord",
    "Antwoord op de vraag en verwijs naar wat in het voorstel staat.",
    "Antwoord geven",
    "Uw antwoord is vastgelegd. De leden van de pmr krijgen bericht.",
)
INFORMATION = Page(
    "Aanvullende informatie vragen",
    "Het voorstel wacht dan op het bevoegd gezag. De termijn loopt door, tenzij u samen anders"
    " afspreekt.",
    "Welke informatie mist u?",
    "Wees precies: dan komt het antwoord sneller.",
    "Informatie vragen",
    "Uw verzoek is verstuurd.",
)
RESUME = Page(
    "Behandeling hervatten",
    "De informatie is binnen en de pmr gaat verder.",
    "Toelichting",
    "Welke informatie hebt u gekregen? U mag dit leeg laten.",
    "Behandeling hervatten",
    "De behandeling gaat verder.",
)
EXTEND = Page(
    "Termijn verlengen",
    "Verlengen kan alleen als de pmr en het bevoegd gezag het samen afspreken.",
    "Wat is afgesproken, en met wie?",
    "Bijvoorbeeld: afgesproken met de rector op 3 mei.",
    "Nieuwe termijn vastleggen",
    "De termijn is verlengd.",
)
GRANT = Page(
    "Instemming verlenen",
    "U legt vast dat de pmr instemt met de tekst zoals die is aangeboden.",
    "Motivering",
    "Waarom stemt de pmr in? Noem ook wat u belangrijk vindt.",
    "Instemming vastleggen",
    "De instemming is vastgelegd.",
)
WITHHOLD = Page(
    "Instemming onthouden",
    "U legt vast dat de pmr niet instemt. Zonder redenen kan dat niet.",
    "Redenen",
    "Waarom stemt de pmr niet in? U mag hier een tegenvoorstel doen.",
    "Onthouden van instemming vastleggen",
    "Het onthouden van instemming is vastgelegd.",
)
SILENCE = Page(
    "Geen antwoord opvatten als geen instemming",
    "De termijn is voorbij zonder antwoord. Dat is nooit instemming. Namens het bevoegd gezag mag"
    " u het opvatten als onthouden. Uw naam en uw reden worden bewaard.",
    "Reden",
    "Waarom wacht u niet langer? Met wie in de pmr hebt u gesproken?",
    "Opvatten als geen instemming",
    "Vastgelegd: geen instemming.",
)
WITHDRAW = Page(
    "Voorstel intrekken",
    "Het voorstel stopt hier. Het blijft leesbaar en u kunt er een nieuwe versie van maken.",
    "Reden",
    "Waarom trekt u het in? De pmr leest dit.",
    "Voorstel intrekken",
    "Het voorstel is ingetrokken.",
)
DISPUTE = Page(
    "Geschil aankondigen",
    "Het bevoegd gezag laat weten dat het naar de Landelijke Commissie voor Geschillen WMS gaat."
    " Daarna is er zes weken om het geschil voor te leggen.",
    "Toelichting",
    "Waarom legt het bevoegd gezag dit voor?",
    "Geschil aankondigen",
    "Het geschil is aangekondigd.",
)
FILE = Page(
    "Geschil voorgelegd",
    "U legt vast dat het geschil bij de LCG WMS ligt.",
    "Datum en kenmerk",
    "Bijvoorbeeld: ingediend op 4 juni 2027, kenmerk 1234.",
    "Vastleggen",
    "Vastgelegd: het geschil ligt bij de LCG WMS.",
)
RULED_FOR = Page(
    "Uitspraak voor het bevoegd gezag",
    "De uitspraak van de LCG WMS bindt. U legt haar hier alleen vast.",
    "Uitspraak",
    "Datum, nummer en de kern van de uitspraak.",
    "Uitspraak vastleggen",
    "De uitspraak is vastgelegd.",
)
RULED_AGAINST = RULED_FOR._replace(title="Uitspraak tegen het bevoegd gezag")

Deed = Callable[..., object]


def review(request: Request, pk: int) -> HttpResponse:
    return _step(request, pk, "review", REVIEW, actions.review_proposal, is_required=False)


def ask(request: Request, pk: int) -> HttpResponse:
    def deed(proposal: PolicyProposal, *, by: Any, text: str) -> None:
        actions.ask_question(proposal, by=by, question=text)

    return _step(request, pk, "ask_question", QUESTION, deed)


def answer(request: Request, pk: int) -> HttpResponse:
    """Answer the question with this number."""
    questions = ConsentQuestion.objects.visible_to(request.user).for_page()
    question = get_object_or_404(questions, pk=pk)

    def deed(proposal: PolicyProposal, *, by: Any, text: str) -> None:
        actions.answer_question(question, by=by, answer=text)

    page = ANSWER._replace(explanation=f"{question.question}\n\n{ANSWER.explanation}")
    return _step(request, question.proposal_id, "answer_question", page, deed)


def request_information(request: Request, pk: int) -> HttpResponse:
    deed = actions.request_information
    return _step(request, pk, "request_information", INFORMATION, deed)


def resume(request: Request, pk: int) -> HttpResponse:
    return _step(request, pk, "resume", RESUME, actions.resume_review, is_required=False)


def extend(request: Request, pk: int) -> HttpResponse:
    return _step(request, pk, "extend", EXTEND, actions.extend_term, form_class=ExtendForm)


def grant(request: Request, pk: int) -> HttpResponse:
    return _step(
        request,
        pk,
        "grant",
        GRANT,
        actions.grant_consent,
        form_class=GrantForm,
        is_required=False,
    )


def withhold(request: Request, pk: int) -> HttpResponse:
    return _step(request, pk, "withhold", WITHHOLD, actions.withhold_consent)


def treat_silence(request: Request, pk: int) -> HttpResponse:
    return _step(request, pk, "treat_silence", SILENCE, actions.treat_silence)


def withdraw(request: Request, pk: int) -> HttpResponse:
    return _step(request, pk, "withdraw", WITHDRAW, actions.withdraw_proposal)


def announce_dispute(request: Request, pk: int) -> HttpResponse:
    return _step(request, pk, "announce_dispute", DISPUTE, actions.announce_dispute)


def file_dispute(request: Request, pk: int) -> HttpResponse:
    return _step(request, pk, "file_dispute", FILE, actions.file_dispute)


def rule_for(request: Request, pk: int) -> HttpResponse:
    def deed(proposal: PolicyProposal, *, by: Any, text: str) -> None:
        actions.record_ruling(proposal, by=by, text=text, is_for=True)

    return _step(request, pk, "rule_for", RULED_FOR, deed)


def rule_against(request: Request, pk: int) -> HttpResponse:
    def deed(proposal: PolicyProposal, *, by: Any, text: str) -> None:
        actions.record_ruling(proposal, by=by, text=text, is_for=False)

    return _step(request, pk, "rule_against", RULED_AGAINST, deed)


def consultation(request: Request, pk: int) -> HttpResponse:
    """Record the totals of the vote among staff (R31)."""
    proposal = find_proposal(request, pk)
    require(request.user, "evaluations.record_consultation", proposal)
    form = ConsultationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        found = actions.record_consultation(proposal, by=request.user, **form.cleaned_data)
        said = "Twee derde is gehaald." if found.is_passed else "Twee derde is niet gehaald."
        messages.success(request, f"De uitslag is vastgelegd. {said}")
        return redirect(proposal)
    context = {
        "proposal": proposal,
        "traject": proposal.traject,
        "layout": layout_for(request.user, proposal.traject),
        "title": "Uitslag van de raadpleging",
        "explanation": "Een wijziging van het systeem vraagt ook twee derde van het personeel."
        " Leg hier alleen de aantallen vast, nooit wie wat stemde.",
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "evaluations/consent_step.html", context, status=status)


def _step(
    request: Request,
    pk: int,
    name: str,
    page: Page,
    deed: Deed,
    *,
    form_class: type[StepForm] = StepForm,
    is_required: bool = True,
) -> HttpResponse:
    """Find, allow, do, answer: the same for every step."""
    proposal = find_proposal(request, pk)
    require(request.user, f"evaluations.{name}", proposal)
    form = form_class(
        request.POST if request.method == "POST" else None,
        label=page.label,
        hint=page.hint,
        button=page.button,
        is_required=is_required,
    )
    if request.method == "POST" and form.is_valid():
        deed(proposal, by=request.user, **form.cleaned_data)
        messages.success(request, page.done)
        return redirect(proposal)
    context = {
        "proposal": proposal,
        "traject": proposal.traject,
        "layout": layout_for(request.user, proposal.traject),
        "title": page.title,
        "explanation": page.explanation,
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "evaluations/consent_step.html", context, status=status)
