"""The draaiboek as rows: for Excel and for whoever wants them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.text import slugify
from import_export import resources
from import_export.fields import Field

from trajects.models import RunSheetItem
from trajects.models.planning import waits_of
from trajects.resources.files import file_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from trajects.models import Traject


class RunSheetResource(resources.ModelResource):
    """Every row with its fixed name, so that an edited file can be compared with the rows."""

    key = Field("key", "sleutel")
    phase = Field("get_phase_display", "fase")
    kind = Field("get_kind_display", "soort")
    title = Field("title", "wat")
    about = Field("about", "waarover")
    role = Field("role_name", "rol")
    holder = Field("holder_name", "verantwoordelijk")
    participants = Field("participants", "wie doet mee")
    place = Field("place", "waar")
    manner = Field("manner", "hoe")
    starts_on = Field("starts_on", "van")
    ends_on = Field("ends_on", "tot en met")
    duration_days = Field("duration_days", "schooldagen")
    is_fixed = Field("is_fixed", "datum staat vast")
    status = Field("get_status_display", "status")
    skip_reason = Field("skip_reason", "waarom overgeslagen")
    waits = Field(column_name="wacht op")
    evidence = Field("evidence", "waaruit blijkt het")

    class Meta:
        model = RunSheetItem
        fields = (
            "key",
            "phase",
            "kind",
            "title",
            "about",
            "role",
            "holder",
            "participants",
            "place",
            "manner",
            "starts_on",
            "ends_on",
            "duration_days",
            "is_fixed",
            "status",
            "skip_reason",
            "waits",
            "evidence",
        )

    def __init__(self, waits: dict[str, list[str]]) -> None:
        super().__init__()
        self.waits = waits

    def dehydrate_waits(self, item: RunSheetItem) -> str:
        return ", ".join(self.waits.get(item.key, []))

    def export_field(self, field: Field, instance: Any, **kwargs: Any) -> Any:
        """Days and numbers as they are: the format writes them."""
        if field.attribute in {"starts_on", "ends_on", "duration_days", "is_fixed"}:
            return field.get_value(instance)
        return super().export_field(field, instance, **kwargs)


def run_sheet_file(traject: Traject, kind: str) -> HttpResponse:
    """The rows of a traject as a download; 404 for a kind that does not exist."""
    rows = RunSheetResource(waits_of(traject)).export(traject.run_sheet.for_overview())
    name = f"draaiboek-{slugify(traject.school.name)}-{traject.school_year}"
    return file_of(rows, kind, title="Draaiboek", name=name)
