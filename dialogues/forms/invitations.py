"""Who is invited, and the answer of one person."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.db import models

from core.choosing import choose_among
from dialogues.models import DialogueSession, SessionInvitation
from people.models import StaffCategory, StaffMember, Team


class AudienceForm(forms.Form):
    """Everybody who is employed on the day, or only some teams or function groups."""

    teams = forms.ModelMultipleChoiceField(
        label="Teams",
        queryset=Team.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Niets gekozen betekent: alle teams.",
    )
    categories = forms.MultipleChoiceField(
        label="Functiegroepen",
        choices=StaffCategory,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Niets gekozen betekent: alle functiegroepen.",
    )

    def __init__(self, *args: Any, session: DialogueSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session = session
        choose_among(self, "teams", Team.objects.filter(school=session.traject.school_id))
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            Div("categories", css_class="td-choices-plain"),
            Div("teams", css_class="td-choices-plain"),
        )
        self.helper.add_input(Submit("", "Voorbeeld bijwerken", css_class="btn-secondary"))

    def audience(self) -> models.QuerySet[StaffMember]:
        """Who would be invited now: employed on the day and not invited yet."""
        chosen = self.cleaned_data if self.is_valid() else {}
        staff = StaffMember.objects.filter(school=self.session.traject.school_id)
        staff = staff.employed(self.session.day).exclude(session_invitations__session=self.session)
        if chosen.get("teams"):
            staff = staff.filter(team__in=chosen["teams"])
        if chosen.get("categories"):
            staff = staff.filter(staff_category__in=chosen["categories"])
        return staff


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(choices=SessionInvitation.Answer)
