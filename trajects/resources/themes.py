"""Themes and the questions at the table as rows."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from core.rows import Choice, Column, Text, YesNo, row_list
from trajects.models import PolicyItem, Theme
from trajects.resources.traject_list import TrajectList

if TYPE_CHECKING:
    from core.rows import Line
    from people.models import User

NO_REASON = "Schrijf bij ‘waarom niet’ waarom dit thema niet meegaat."


@row_list
class ThemeRows(TrajectList):
    """The seven themes of the CAO and the school's own; new rows are the school's own."""

    name = "themas"
    title = "Thema’s"
    permission = "trajects.change_themes"
    url = "trajects:themes"
    word = ("thema", "thema’s")
    adds = True

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return (
            Text("title", "thema", is_required=True, most=120),
            Column("is_cao", "uit de CAO", is_editable=False),
            Text("explanation", "toelichting", is_long=True),
            Text("question", "openingsvraag", is_long=True),
            YesNo("is_chosen", "gaat mee in het gesprek"),
            Text("reason_not_chosen", "waarom niet", is_long=True),
        )

    @cached_property
    def rows(self) -> list[Theme]:
        return list(Theme.objects.filter(traject=self.owner))

    def key(self, row: Theme) -> str:
        return f"thema-{row.pk}"

    def check(self, lines: list[Line]) -> None:
        """A theme is left out with a reason only; one that comes along needs none."""
        for line in lines:
            stays = line.value("is_chosen", True) or line.value("reason_not_chosen", "")
            if line.values and not stays:
                line.errors.append(NO_REASON)

    def add(self, values: dict[str, Any], *, by: User) -> Theme:
        return Theme.objects.add_own(self.owner, by=by, **values)

    def change(self, row: Theme, values: dict[str, Any], *, by: User) -> None:
        if values.get("is_chosen") and "reason_not_chosen" not in values:
            values = values | {"reason_not_chosen": ""}
        row.change(version=row.version, by=by, **values)

    def remove(self, row: Theme, *, by: User) -> None:
        row.remove(by=by)


@row_list
class QuestionRows(TrajectList):
    """For each item of the newest taakbeleid: its theme and the question that tables get."""

    name = "vragen"
    title = "Vragen aan tafel"
    permission = "trajects.change_themes"
    url = "trajects:themes"
    word = ("onderdeel", "onderdelen")

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        themes = Theme.objects.filter(traject=self.owner)
        return (
            Column("category", "categorie", is_editable=False, get=lambda row: row.category.name),
            Column("title", "onderdeel", is_editable=False),
            Choice(
                "theme_id",
                "thema",
                may_be_empty=True,
                empty=None,
                options={theme.pk: theme.title for theme in themes},
            ),
            Text("question", "vraag aan tafel", is_long=True),
        )

    @cached_property
    def rows(self) -> list[PolicyItem]:
        return list(PolicyItem.objects.of(self.owner).for_overview())

    def key(self, row: PolicyItem) -> str:
        return f"onderdeel-{row.pk}"

    def change(self, row: PolicyItem, values: dict[str, Any], *, by: User) -> None:
        row.change(version=row.version, by=by, **values)
