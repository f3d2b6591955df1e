"""The present taakbeleid as rows, under the names that reading it in knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from import_export import resources
from import_export.fields import Field

from trajects.models import PolicyItem
from trajects.models.policy import shortest
from trajects.models.policy_import import COLUMNS
from trajects.resources.files import file_of

if TYPE_CHECKING:
    from decimal import Decimal

    from django.http import HttpResponse

    from people.models import User
    from trajects.models import Traject


class PolicyItemResource(resources.ModelResource):
    """One item of the taakbeleid a row, under the names that reading it in knows."""

    category = Field("category__name", COLUMNS["category"])
    title = Field("title", COLUMNS["title"])
    unit = Field("unit", COLUMNS["unit"])
    value = Field(column_name=COLUMNS["value"])
    hours = Field(column_name=COLUMNS["hours"])
    applies_to = Field("applies_to", COLUMNS["applies_to"])
    quantity = Field("quantity", COLUMNS["quantity"])
    theme = Field("theme__title", COLUMNS["theme"])
    text = Field("text", COLUMNS["text"])
    question = Field("question", COLUMNS["question"])

    class Meta:
        model = PolicyItem
        fields = tuple(COLUMNS)

    def dehydrate_value(self, item: PolicyItem) -> Decimal | None:
        return None if item.value is None else shortest(item.value)

    def dehydrate_hours(self, item: PolicyItem) -> Decimal | None:
        return None if item.hours is None else shortest(item.hours)


def policy_file(traject: Traject, kind: str, *, reader: User) -> HttpResponse:
    """The newest taakbeleid as a download that can be read in again."""
    items = PolicyItem.objects.visible_to(reader).of(traject)
    rows = PolicyItemResource().export(items.for_overview())
    return file_of(rows, kind, title="Taakbeleid", name=f"taakbeleid-{traject.pk}")
