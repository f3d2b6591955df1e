"""The library as rows: what there is, for whom, and where it can be found."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from core.rows import Choice, Column, Day, Text, row_list
from trajects.models import LibraryAudience, LibraryItem, LibrarySubject, Traject
from trajects.models.library import FIGURES
from trajects.resources.traject_list import TrajectList

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from core.rows import Line
    from people.models import User

NO_SCHOOL = "Bij een bezoek hoort de naam van de school. Vul ‘welke school’ in."
UNCHECKED = (
    "Bij dit onderwerp horen alleen totalen, en dit stuk is daar niet op nagekeken. Laat het "
    "onderwerp zoals het was."
)


@row_list
class LibraryRows(TrajectList):
    """Every item, for the team that keeps them; files stay in the library, links go along."""

    name = "bibliotheek"
    title = "Bibliotheek"
    permission = "trajects.change_library"
    url = "trajects:library"
    word = ("stuk", "stukken")

    @classmethod
    def owners(cls, user: User) -> QuerySet[Traject]:
        """Drafts are in the list too, so only who keeps the library gets it."""
        mine = LibraryItem.trajects_kept_by(user)
        return super().owners(user).filter(pk__in=mine)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return (
            Choice("subject", "onderwerp", is_required=True, options=dict(LibrarySubject.choices)),
            Text("title", "titel", is_required=True, most=150),
            Text("summary", "samenvatting", is_required=True, is_long=True, most=2000),
            Choice("audience", "voor wie", options=dict(LibraryAudience.choices)),
            Day("visited_on", "bezocht op"),
            Text("other_school", "welke school", most=120),
            Text("what_we_saw", "wat wij zagen", is_long=True, most=4000),
            Text("contact", "contactpersoon daar", most=150),
            Column("themes", "thema's", is_editable=False, get=themes_of),
            Column("status", "stand", is_editable=False, get=status_of),
            Column("number", "versie van het stuk", is_editable=False, get=number_of),
            Column("added_on", "versie van", is_editable=False, get=added_on),
            Column("source", "bestand of link", is_editable=False, get=source_of),
            Column("put_by", "geplaatst door", is_editable=False, get=put_by),
        )

    @cached_property
    def rows(self) -> list[LibraryItem]:
        return list(LibraryItem.objects.of(self.owner).for_list())

    def check(self, lines: list[Line]) -> None:
        for line in lines:
            if not line.values or line.row is None:
                continue
            subject = line.value("subject", line.row.subject)
            school = line.value("other_school", line.row.other_school)
            if subject == LibrarySubject.OTHER_SCHOOL and not school:
                line.errors.append(NO_SCHOOL)
            if subject in FIGURES and not line.row.figures_are_checked:
                line.errors.append(UNCHECKED)

    def change(self, row: LibraryItem, values: dict[str, Any], *, by: User) -> None:
        row.change(version=row.version, by=by, **values)


def themes_of(item: LibraryItem) -> str:
    return "; ".join(theme.title for theme in item.themes.all())


def status_of(item: LibraryItem) -> str:
    return item.get_status_display()


def put_by(item: LibraryItem) -> str:
    return str(item.put_by or "")


def number_of(item: LibraryItem) -> int | None:
    return item.newest.number if item.newest else None


def added_on(item: LibraryItem) -> date | None:
    return timezone.localdate(item.newest.added_at) if item.newest else None


def source_of(item: LibraryItem) -> str:
    return (item.newest.url or item.newest.file_name) if item.newest else ""
