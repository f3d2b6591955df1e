"""Who gets which answer on documents, the post, and the pages of the machine."""

from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.utils import timezone

from core.envelopes import unsubscribe_url
from core.models import Document, Message
from core.outbox import post

type Cast = SimpleNamespace
type Kwargs = dict[str, object]


def post_of_the_traject(cast: Cast) -> Kwargs:
    return {"scope": cast.traject.scope}


def a_message(cast: Cast) -> Message:
    number = Message.objects.count()
    return post(
        key=f"voorbeeld-{number}",
        to=cast.els.email,
        name=cast.els.name,
        template="people/account_changed",
        context={"change": "Het wachtwoord is gewijzigd."},
        scope=cast.traject.scope,
        category="herinneringen",
    )


def a_waiting_message(cast: Cast) -> Kwargs:
    return {"scope": cast.traject.scope, "pk": a_message(cast).pk}


def a_refused_message(cast: Cast) -> Kwargs:
    found = a_message(cast)
    Message.objects.filter(pk=found.pk).update(status=Message.Status.FAILED)
    return {"scope": cast.traject.scope, "pk": found.pk}


def a_link(cast: Cast) -> Kwargs:
    return {"token": unsubscribe_url(a_message(cast)).rstrip("/").rpartition("/")[2]}


def a_document(cast: Cast) -> Document:
    """Asked for by Anna, about the draaiboek of the traject."""
    return Document.objects.request("trajects.run_sheet", subject=cast.traject, by=cast.anna)


def a_document_in_the_making(cast: Cast) -> Kwargs:
    return {"pk": a_document(cast).pk}


def a_made_document(cast: Cast) -> Kwargs:
    found = a_document(cast)
    found.file.save("x.pdf", ContentFile(b"%PDF-1.7"), save=False)
    found.made_at, found.sha256 = timezone.now(), "0" * 64
    found.save()
    return {"pk": found.pk}


ALL = ["visitor", "els", "anna", "bas", "carla", "dirk", "farid", "gerda", "hugo", "root"]
FOR_ALL = dict.fromkeys(ALL, 200)
ONLY_ANNA = {"visitor": 302, **dict.fromkeys(ALL[1:], 404), "anna": 200}
# The rest of the workspace knows of the traject; its post is for who leads it.
POST = {**ONLY_ANNA, **dict.fromkeys(("bas", "carla", "dirk"), 403)}
STOPS = {**POST, "anna": 302}

PERMISSIONS = {
    "core:document": {"make": a_document_in_the_making, **ONLY_ANNA},
    "core:download": {"make": a_made_document, **ONLY_ANNA},
    "core:outbox": {"make": post_of_the_traject, **POST},
    "core:stop_message": {"make": a_waiting_message, "method": "post", **STOPS},
    "core:resend_message": {"make": a_refused_message, "method": "post", **STOPS},
    "core:unsubscribe": {"make": a_link, **FOR_ALL},
    "core:csp_report": {"method": "post", **dict.fromkeys(ALL, 204)},
    "core:livez": FOR_ALL,
    "core:readyz": FOR_ALL,
}
