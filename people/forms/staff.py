"""A colleague on the staff list, and the search above that list."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.utils import timezone

from people.forms.fields import DayInput, Factor, OneLine
from people.forms.layouts import helper
from people.models import School, StaffCategory, StaffMember, SubjectDepartment, Team
from people.models.staff import StaffMemberQuerySet

NUMBER_TAKEN = "Dit personeelsnummer is al van {}. Kies een ander nummer."
ENDS_BEFORE = "De laatste dag ligt vóór de eerste. Verbeter een van de twee."


class StaffMemberForm(forms.ModelForm):
    """What we keep of a colleague; nothing that a traject does not need."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    employee_number = OneLine(label="Personeelsnummer", max_length=20)
    given_name = OneLine(label="Roepnaam", max_length=60)
    infix = OneLine(label="Tussenvoegsel", max_length=20, required=False)
    family_name = OneLine(label="Achternaam", max_length=80)
    job_title = OneLine(label="Functie", max_length=80, required=False)
    location = OneLine(label="Vestiging", max_length=80, required=False)
    working_time_factor = Factor(
        label="Werktijdfactor", help_text="Een volledige baan is 1. Vier dagen is 0,8."
    )

    class Meta:
        model = StaffMember
        fields = [
            "employee_number", "given_name", "infix", "family_name", "email", "staff_category",
            "job_title", "working_time_factor", "team", "subject_department", "location",
            "starts_on", "ends_on",
        ]  # fmt: skip
        widgets = {"starts_on": DayInput, "ends_on": DayInput}

    def __init__(self, *args: Any, school: School, cancel: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.school = school
        choices: dict[str, Any] = self.fields
        choices["team"].queryset = school.teams.all()
        choices["subject_department"].queryset = school.subject_departments.all()
        self.fields["version"].initial = self.instance.version
        self.helper = helper(
            "version",
            ("given_name", "infix", "family_name"),
            ("employee_number", "email"),
            ("staff_category", "job_title"),
            ("working_time_factor", "location"),
            ("team", "subject_department"),
            ("starts_on", "ends_on"),
            button="Medewerker opslaan" if self.instance.pk else "Medewerker toevoegen",
            cancel=cancel,
        )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()

    def clean_employee_number(self) -> str:
        number = str(self.cleaned_data["employee_number"])
        taken = self.school.staff.filter(employee_number=number).exclude(pk=self.instance.pk)
        holder = taken.first()
        if holder:
            raise forms.ValidationError(NUMBER_TAKEN.format(holder))
        return number

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", ENDS_BEFORE)
        return cleaned

    def kept(self) -> dict[str, Any]:
        """The fields of the colleague, without the version that was read."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class LeavingForm(forms.Form):
    """The last working day of somebody who leaves."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    ends_on = forms.DateField(label="Laatste dag in dienst", widget=DayInput)

    def __init__(self, *args: Any, member: StaffMember, action: str, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": member.version, "ends_on": timezone.localdate()}
        super().__init__(*args, **kwargs)
        self.member = member
        self.helper = helper("version", "ends_on", button="Uit dienst melden", action=action)

    def clean_ends_on(self) -> Any:
        ends_on = self.cleaned_data["ends_on"]
        if self.member.starts_on and ends_on < self.member.starts_on:
            raise forms.ValidationError(ENDS_BEFORE)
        return ends_on


class LeaderForm(forms.Form):
    """Who leads a team; only colleagues who are employed now."""

    leader = forms.ModelChoiceField(
        queryset=StaffMember.objects.none(), required=False, empty_label="nog niemand"
    )

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leader: Any = self.fields["leader"]
        leader.queryset = team.school.staff.employed()


class StaffFilter(django_filters.FilterSet):
    """Search by name, number or mail; narrow by category, team, sectie and employment."""

    q = django_filters.CharFilter(label="Zoeken", method="search")
    staff_category = django_filters.ChoiceFilter(
        label="Categorie",
        choices=[(value, value.upper()) for value in StaffCategory.values],
        empty_label="alle",
    )
    team = django_filters.ModelChoiceFilter(
        label="Team", queryset=Team.objects.none(), empty_label="alle"
    )
    subject_department = django_filters.ModelChoiceFilter(
        label="Sectie", queryset=SubjectDepartment.objects.none(), empty_label="alle"
    )
    dienst = django_filters.ChoiceFilter(
        label="In dienst",
        method="employment",
        empty_label="nu in dienst",
        choices=[("uit", "uit dienst"), ("alle", "iedereen")],
    )

    class Meta:
        model = StaffMember
        fields: list[str] = []

    def __init__(self, *args: Any, school: School, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["team"].queryset = school.teams.all()
        self.filters["subject_department"].queryset = school.subject_departments.all()

    @property
    def form(self) -> forms.Form:
        """The search form, looking like every other form."""
        form: forms.Form = super().form
        for field in form.fields.values():
            is_choice = isinstance(field, forms.ChoiceField | forms.ModelChoiceField)
            field.widget.attrs["class"] = "form-select" if is_choice else "form-control"
        return form

    def filter_queryset(self, queryset: StaffMemberQuerySet) -> StaffMemberQuerySet:
        found: StaffMemberQuerySet = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("dienst") else found.employed()

    def search(self, queryset: StaffMemberQuerySet, name: str, value: str) -> StaffMemberQuerySet:
        for word in value[:200].split()[:6]:
            queryset = queryset.filter(
                Q(given_name__icontains=word)
                | Q(infix__icontains=word)
                | Q(family_name__icontains=word)
                | Q(email__icontains=word)
                | Q(employee_number__icontains=word)
                | Q(job_title__icontains=word)
            )
        return queryset

    def employment(
        self, queryset: StaffMemberQuerySet, name: str, value: str
    ) -> StaffMemberQuerySet:
        if value == "alle":
            return queryset
        return queryset.exclude(pk__in=queryset.employed().values("pk"))
