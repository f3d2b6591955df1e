"""Papers of the communication plan: the plan itself, poster, newsletter, and letters to print."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from core.charts.code import qr_code
from core.documents import paper
from core.letters import blocks_of, read_letter
from trajects.models import Audience, Channel, CommunicationItem, Phase, RunSheetItem, Traject
from trajects.models.audience import readers_of
from trajects.models.placeholders import Wording
from trajects.models.template import template_of

if TYPE_CHECKING:
    from datetime import date

    from trajects.models.communication import CommunicationItemQuerySet
    from trajects.models.traject import PhaseProgress

Page = tuple[str, dict[str, Any]]

DATES = 4
NEWS = 3
ASKS = 4
SOMEBODY = "collega"
ROOM = {"airy": 340, "usual": 520, "full": 900}
SOON = timedelta(days=21)
NAMES = {
    "hold_kickoff": "Startbijeenkomst",
    "session_hold": "Dialoogsessie",
    "staff_consultation": "Raadpleging van al het personeel",
    "consent": "Uitspraak van de pmr",
    "decision": "Besluit van het bevoegd gezag",
    "review_moment": "Wij kijken na of het werkt",
}


@paper(
    "trajects.communication",
    model=Traject,
    title=lambda traject: f"Communicatieplan {traject.school}, {traject}",
)
def communication_plan(traject: Traject) -> Page:
    """Who gets which message when, by phase, on its side."""
    items = list(traject.communication.for_overview())
    lines = [(item.run_sheet_item.phase if item.run_sheet_item else "", item) for item in items]
    parts = [(phase.label, [item for at, item in lines if at == phase]) for phase in Phase]
    parts.append(("Niet aan het draaiboek gekoppeld", [item for at, item in lines if not at]))
    context = {
        "traject": traject,
        "parts": [(label, rows) for label, rows in parts if rows],
        "number": len(items),
        "out": sum(item.is_out for item in items),
        "today": timezone.localdate(),
    }
    return "documents/communication.html", context


@paper("trajects.poster", model=CommunicationItem, title=lambda item: f"Poster: {item}")
def poster(item: CommunicationItem) -> Page:
    """Where we are, what is asked and when, for the wall of the staff room."""
    return _poster(item, "a4")


@paper("trajects.poster_a3", model=CommunicationItem, title=lambda item: f"Poster: {item}")
def poster_a3(item: CommunicationItem) -> Page:
    """The same, twice the size."""
    return _poster(item, "a3")


def _poster(item: CommunicationItem, size: str) -> Page:
    """On one page: the more there is to read, the smaller the letters."""
    context = _shared(item)
    texts = context["texts"]
    much = 2 * len(texts["subject"]) + len(texts["asks"]) + len(texts["body"])
    much += 40 * len(context["dates"])
    fits = next((name for name, most in ROOM.items() if much <= most), "crowded")
    return "documents/poster.html", {**context, "size": size, "fits": fits}


@paper("trajects.newsletter", model=CommunicationItem, title=lambda item: f"Nieuwsbrief: {item}")
def newsletter(item: CommunicationItem) -> Page:
    """What was told, what is asked and which days come."""
    context = {**_shared(item), "news": [_filled(each) for each in news_for(item)]}
    return "documents/newsletter.html", {**context, "asked": _asked(item)}


@paper(
    "trajects.message_letters",
    model=CommunicationItem,
    title=lambda item: f"Brieven: {item}",
)
def message_letters(item: CommunicationItem) -> Page:
    """One letter a person without a mail address; nameless when a name would tell (XN5)."""
    wording = Wording(item)
    people = readers_of(item).without_mail
    is_nameless = item.audience == Audience.NOT_ANSWERED
    names = [SOMEBODY] if is_nameless else [one.name for one in people]
    url = item.button_url or _live(item.traject)
    context = {
        "item": item,
        "letters": [_letter(wording, name) for name in names],
        "is_nameless": is_nameless,
        "number": len(people),
        "url": url,
        "code": qr_code(url),
    }
    return "documents/message_letters.html", context


def _letter(wording: Wording, name: str) -> dict[str, Any]:
    shown = wording.letter_for(name, can_sign_in=False) | {"url": ""}
    letter = read_letter("trajects/message", shown)
    return {"name": name, "subject": letter.subject, "blocks": blocks_of(letter)}


def _shared(item: CommunicationItem) -> dict[str, Any]:
    """What poster and newsletter both show."""
    wording, today = Wording(item), timezone.localdate()
    phases = item.traject.phases
    return {
        "item": item,
        "traject": item.traject,
        "texts": wording.texts_for(SOMEBODY),
        "sender": wording.sender[0],
        "leader": wording.leader[0],
        "phases": [(each, _state(each, phases, today)) for each in phases],
        "dates": _dates(item.traject, today),
        "url": _live(item.traject),
        "code": qr_code(_live(item.traject)),
        "today": today,
    }


def _state(phase: PhaseProgress, phases: list[PhaseProgress], today: date) -> str:
    """ "klaar", "nu", "open" or "straks": "nu" is the last that began, "open" one before it."""
    begun = [each for each in phases if each.first_on and each.first_on <= today]
    current = begun[-1] if begun else phases[0]
    if phase.total and phase.done == phase.total:
        return "klaar"
    if phase == current:
        return "nu"
    return "open" if phase in begun else "straks"


def _dates(traject: Traject, today: date) -> list[dict[str, Any]]:
    """The first days to come that staff keeps free or waits for, in plain names."""
    ahead = traject.run_sheet.open().filter(ends_on__gte=today)
    rows = [(NAMES.get(template_of(line.key)) or _own_name(line), line) for line in ahead]
    return [_date(name, line) for name, line in rows if name][:DATES]


def _date(name: str, line: RunSheetItem) -> dict[str, Any]:
    """Where is told of a meeting only."""
    meets = line.kind == RunSheetItem.Kind.SESSION
    return {"name": name, "line": line, "place": line.place if meets else ""}


def _own_name(line: RunSheetItem) -> str:
    """Meetings that the school added itself carry the name it gave them."""
    is_own = line.key.startswith("eigen-") and line.kind == RunSheetItem.Kind.SESSION
    return line.title if is_own else ""


def news_for(item: CommunicationItem) -> CommunicationItemQuerySet | list[CommunicationItem]:
    """The chosen messages, or else the last that all staff was told, each text once."""
    chosen = item.included.select_related("traject__school", "run_sheet_item")
    if chosen:
        return chosen
    told = item.traject.communication.out().filter(audience=Audience.ALL_STAFF)
    told = told.exclude(pk=item.pk).exclude(channel=Channel.POSTER)
    last = told.select_related("traject__school", "run_sheet_item").order_by("planned_on", "pk")
    different = {(each.subject, each.body): each for each in last}
    return sorted(different.values(), key=lambda each: (each.planned_on, each.pk))[-NEWS:]


def _asked(item: CommunicationItem) -> list[dict[str, Any]]:
    """What all staff is asked now and in the three weeks to come, with the last day."""
    today = timezone.localdate()
    ahead = item.traject.communication.filter(
        audience=Audience.ALL_STAFF,
        answer_by__gte=today,
        planned_on__lte=max(today, item.planned_on) + SOON,
    ).exclude(status=CommunicationItem.Status.STOPPED)
    rows = ahead.select_related("traject__school", "run_sheet_item").order_by("answer_by")[:ASKS]
    return [_filled(each) for each in rows]


def _filled(item: CommunicationItem) -> dict[str, Any]:
    """The texts as news: without the greeting of a letter."""
    texts = Wording(item).texts_for(SOMEBODY)
    greeting, _, rest = texts["body"].partition("\n\n")
    if rest and greeting.startswith("Beste "):
        texts["body"] = rest
    return {"item": item, **texts}


def _live(traject: Traject) -> str:
    return f"{settings.SITE_URL}{traject.get_absolute_url()}"
