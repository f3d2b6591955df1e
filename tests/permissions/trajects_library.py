"""Who gets which answer in the library: the team works in it, others read what is for them."""

from datetime import timedelta
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from tests.permissions.trajects_workspace import KNOWN, OUTSIDE, only
from trajects.models import LibraryItem, LibraryVersion

TEAM = "anna"
CONTENT = b"jaar;percentage\n2026;5,1\n"


def traject(cast: SimpleNamespace) -> dict[str, object]:
    return {"pk": cast.traject.pk}


def put(cast: SimpleNamespace, **fields: object) -> LibraryItem:
    """An item with a link, published for everybody unless said otherwise."""
    status = str(fields.pop("status", "published"))
    fields = {"subject": "workload", "summary": "Kort.", "audience": "everybody", **fields}
    number = LibraryItem.objects.filter(traject=cast.traject).count()
    item = LibraryItem.objects.create(
        traject=cast.traject,
        key=f"stuk{number}",
        title=f"Stuk {number}",
        put_by=cast.anna,
        status=status,
        published_at=timezone.now() if status == "published" else None,
        **fields,
    )
    LibraryVersion.objects.create(
        item=item, number=1, summary="Kort.", url="https://school.example/", added_by=cast.anna
    )
    return item


def published(cast: SimpleNamespace) -> dict[str, object]:
    return {"pk": put(cast).pk}


def draft(cast: SimpleNamespace) -> dict[str, object]:
    return {"pk": put(cast, status="draft").pk}


def withdrawn(cast: SimpleNamespace) -> dict[str, object]:
    return {"pk": put(cast, status="withdrawn").pk}


def twice(cast: SimpleNamespace) -> dict[str, object]:
    item = put(cast)
    LibraryVersion.objects.create(
        item=item, number=2, summary="Nieuw.", url="https://school.example/2"
    )
    return {"pk": item.pk}


def file_of(item: LibraryItem, number: int) -> LibraryVersion:
    stored = default_storage.save("library/proef.csv", ContentFile(CONTENT))
    return LibraryVersion.objects.create(
        item=item,
        number=number,
        summary="Kort.",
        stored=stored,
        file_name="verzuim.csv",
        kind="csv",
        size=len(CONTENT),
        sha256="0" * 64,
        added_at=timezone.now() - timedelta(days=3),
    )


def file(cast: SimpleNamespace) -> dict[str, object]:
    return {"pk": file_of(put(cast), 2).pk}


def old_file(cast: SimpleNamespace) -> dict[str, object]:
    return {"pk": file_of(put(cast, status="withdrawn"), 2).pk}


def team_only(code: int) -> dict[str, int]:
    """Published for everybody: who may read it may not work on it."""
    readers = dict.fromkeys(("els", "bas", "carla", "dirk", "farid", "gerda"), 403)
    return {**OUTSIDE, **readers, "anna": code}


def hidden(code: int) -> dict[str, int]:
    """A draft or withdrawn item: only the team knows that it exists."""
    others = dict.fromkeys(("els", "bas", "carla", "dirk", "farid", "gerda"), 404)
    return {**OUTSIDE, **others, "anna": code}


PERMISSIONS = {
    "trajects:library": {"make": traject, **KNOWN},
    "trajects:library_add": {"make": traject, **only(TEAM, 200)},
    "trajects:library_paper": {
        "make": traject,
        "method": "post",
        **KNOWN,
        **dict.fromkeys(("els", "anna", "bas", "carla", "dirk", "farid", "gerda"), 302),
    },
    "trajects:library_item": {"make": published, **KNOWN},
    "trajects:library_edit": {"make": published, **team_only(200)},
    "trajects:library_version_add": {"make": published, **team_only(200)},
    "trajects:library_publish": {"make": draft, "method": "post", **hidden(302)},
    "trajects:library_withdraw": {
        "make": published,
        "method": "post",
        "data": {"reason": "Verouderd."},
        **team_only(302),
    },
    "trajects:library_reopen": {"make": withdrawn, "method": "post", **hidden(302)},
    "trajects:library_compare": {"make": twice, **KNOWN},
    "trajects:library_download": {"make": file, **KNOWN},
    "trajects:library_file_remove": {"make": old_file, "method": "post", **hidden(302)},
}
