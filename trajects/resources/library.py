"""The library as rows: what there is, for whom, and where it can be found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from import_export import resources
from import_export.fields import Field

from trajects.models import LibraryItem
from trajects.resources.files import file_of

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse

    from people.models import User
    from trajects.models import Traject


class LibraryResource(resources.ModelResource):
    """One item a row, with its fixed name; files stay in the library, links go along."""

    key = Field("key", "sleutel")
    subject = Field("get_subject_display", "onderwerp")
    title = Field("title", "titel")
    summary = Field("summary", "samenvatting")
    audience = Field("get_audience_display", "voor wie")
    status = Field("get_status_display", "stand")
    themes = Field(column_name="thema's")
    number = Field(column_name="versie")
    added_on = Field(column_name="versie van")
    kind = Field(column_name="soort")
    source = Field(column_name="bestand of link")
    visited_on = Field("visited_on", "bezocht op")
    other_school = Field("other_school", "welke school")
    what_we_saw = Field("what_we_saw", "wat wij zagen")
    put_by = Field(column_name="geplaatst door")

    class Meta:
        model = LibraryItem
        fields = (
            "key",
            "subject",
            "title",
            "summary",
            "audience",
            "status",
            "themes",
            "number",
            "added_on",
            "kind",
            "source",
            "visited_on",
            "other_school",
            "what_we_saw",
            "put_by",
        )

    def dehydrate_themes(self, item: LibraryItem) -> str:
        return "; ".join(theme.title for theme in item.themes.all())

    def dehydrate_number(self, item: LibraryItem) -> int | None:
        return item.newest.number if item.newest else None

    def dehydrate_added_on(self, item: LibraryItem) -> date | None:
        return timezone.localdate(item.newest.added_at) if item.newest else None

    def dehydrate_kind(self, item: LibraryItem) -> str:
        return item.newest.kind_name if item.newest else ""

    def dehydrate_source(self, item: LibraryItem) -> str:
        return (item.newest.url or item.newest.file_name) if item.newest else ""

    def dehydrate_put_by(self, item: LibraryItem) -> str:
        return str(item.put_by or "")

    def export_field(self, field: Field, instance: Any, **kwargs: Any) -> Any:
        """Days as days: the format writes them."""
        if field.attribute == "visited_on":
            return instance.visited_on
        return super().export_field(field, instance, **kwargs)


def library_file(traject: Traject, kind: str, *, reader: User) -> HttpResponse:
    """The items this reader may see, as a download."""
    items = LibraryItem.objects.visible_to(reader).of(traject)
    rows = LibraryResource().export(items.for_list())
    return file_of(rows, kind, title="Bibliotheek", name=f"bibliotheek-{traject.pk}")
