"""The taakbeleid as rows, under the same names that reading it in knows."""

from import_export import fields, resources
from import_export.formats.base_formats import Format

from core.formats import CSV, XLSX
from trajects.models import PolicyItem
from trajects.models.policy_import import COLUMNS

FORMATS: dict[str, type[Format]] = {"xlsx": XLSX, "csv": CSV}


class PolicyItemResource(resources.ModelResource):
    """One item a row."""

    category = fields.Field(attribute="category__name", column_name=COLUMNS["category"])
    title = fields.Field(attribute="title", column_name=COLUMNS["title"])
    unit = fields.Field(attribute="unit", column_name=COLUMNS["unit"])
    value = fields.Field(column_name=COLUMNS["value"])
    hours = fields.Field(column_name=COLUMNS["hours"])
    applies_to = fields.Field(attribute="applies_to", column_name=COLUMNS["applies_to"])
    theme = fields.Field(attribute="theme__title", column_name=COLUMNS["theme"])
    text = fields.Field(attribute="text", column_name=COLUMNS["text"])
    question = fields.Field(attribute="question", column_name=COLUMNS["question"])

    class Meta:
        model = PolicyItem
        fields = tuple(COLUMNS)
        export_order = tuple(COLUMNS)

    def dehydrate_value(self, item: PolicyItem) -> object:
        return None if item.value is None else item.value.normalize()

    def dehydrate_hours(self, item: PolicyItem) -> object:
        return None if item.hours is None else item.hours.normalize()
