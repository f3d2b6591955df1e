"""The staff list as a file."""

from __future__ import annotations

from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import Widget

from people.models import StaffMember

HEADERS = {
    "employee_number": "Personeelsnummer",
    "given_name": "Roepnaam",
    "infix": "Tussenvoegsel",
    "family_name": "Achternaam",
    "email": "E-mail",
    "staff_category": "Functiecategorie",
    "job_title": "Functie",
    "working_time_factor": "Werktijdfactor",
    "team": "Team",
    "subject_department": "Sectie",
    "location": "Vestiging",
    "starts_on": "In dienst vanaf",
    "ends_on": "In dienst tot en met",
}


class AsItIs(Widget):
    """Numbers and dates stay what they are: core.formats writes them with their type."""

    def render(self, value: object, obj: object = None, **kwargs: object) -> object:
        return value


class Name(Widget):
    """A related row by its name."""

    def render(self, value: object, obj: object = None, **kwargs: object) -> object:
        return "" if value is None else str(value)


class StaffResource(ModelResource):
    """Rows of colleagues, in the columns that the import understands."""

    class Meta:
        model = StaffMember
        fields = tuple(HEADERS)
        export_order = tuple(HEADERS)

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        for name, header in HEADERS.items():
            widget = Name() if name in {"team", "subject_department"} else AsItIs()
            self.fields[name] = Field(attribute=name, column_name=header, widget=widget)

    def dehydrate_staff_category(self, member: StaffMember) -> str:
        return member.staff_category.upper()
