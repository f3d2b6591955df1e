"""Who gets which answer on lists as a file: the draaiboek stands for all of them."""

from types import SimpleNamespace

from core.models import RowImport
from tests.factories import RunSheetItemFactory

type Cast = SimpleNamespace


def the_list(cast: Cast) -> dict[str, object]:
    return {"name": "draaiboek", "pk": cast.traject.pk}


def as_csv(cast: Cast) -> dict[str, object]:
    return the_list(cast) | {"kind": "csv"}


def upload(cast: Cast) -> dict[str, object]:
    """A file of Anna; nobody else knows of it."""
    row = RunSheetItemFactory(traject=cast.traject)
    made = RowImport.objects.create(
        list_name="draaiboek",
        owner_id=cast.traject.pk,
        scope=cast.traject.scope,
        file_name="draaiboek.xlsx",
        header=["sleutel", "wat", "versie"],
        rows=[[2, [row.key, "Een andere naam", "abc"]]],
        created_by=cast.anna,
    )
    return {"pk": made.pk}


OTHERS = ("bas", "carla", "dirk", "els", "farid", "gerda", "hugo", "root")
READ = {"visitor": 302} | dict.fromkeys(OTHERS, 404)
READ |= dict.fromkeys(("anna", "bas", "carla", "dirk"), 200)
CHANGE = READ | dict.fromkeys(("bas", "carla", "dirk"), 403)
MINE = {"visitor": 302, "anna": 200} | dict.fromkeys(OTHERS, 404)

PERMISSIONS = {
    "core:rows_export": {"make": as_csv, **READ},
    "core:rows_upload": {"make": the_list, **CHANGE},
    "core:rows_import": {"make": upload, **MINE},
    "core:rows_confirm": {"make": upload, "method": "post", **MINE, "anna": 302},
    "core:rows_undo": {"make": upload, "method": "post", **MINE, "anna": 302},
}
