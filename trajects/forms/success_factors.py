"""Opening a round, scoring, and what the team does about a factor."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout, Submit
from django import forms
from django.utils import timezone

from core.choosing import choose_among, choose_from
from people.models import User
from trajects.forms.dates import DayField
from trajects.forms.versioned import VersionedForm
from trajects.models import FactorNote, Phase, RunSheetItem, ScoreRound, Traject
from trajects.models.success_factors import WORDS, open_round

CHOICES = [("", "Geen antwoord"), *((str(value), word) for value, word in WORDS.items())]


class OpenRoundForm(forms.ModelForm):
    day = DayField(label="Dag", help_text="Op deze dag scoort u. Bijvoorbeeld 12-01-2027.")
    phases = forms.MultipleChoiceField(
        label="Over welke fasen?",
        choices=Phase,
        widget=forms.CheckboxSelectMultiple,
        help_text="Alle 22 factoren kosten ongeveer drie minuten.",
    )

    class Meta:
        model = ScoreRound
        fields = ["label", "day", "phases", "manner"]
        widgets = {"manner": forms.RadioSelect}
        help_texts = {"label": "Kort, want het staat boven een kolom. Bijvoorbeeld: na de start."}

    def __init__(self, *args: Any, traject: Traject, may_score_apart: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.traject = traject
        self.fields["day"].initial = timezone.localdate()
        self.fields["phases"].initial = [phase.value for phase in Phase]
        choose_from(self, "manner", ScoreRound.Manner.choices)
        if not may_score_apart:
            del self.fields["manner"]
        self.helper = FormHelper()
        self.helper.form_class = "td-form"
        self.helper.add_input(Submit("openen", "Ronde openen"))

    def open(self, *, by: User) -> ScoreRound:
        chosen = {"manner": ScoreRound.Manner.JOINT, **self.cleaned_data}
        return open_round(self.traject, by=by, **chosen)


class ScoreForm(forms.Form):
    """Every factor of the round, by phase; none is required."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, round_: ScoreRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.factors = round_.factors
        self.fields["version"].initial = round_.version
        layout: list[Any] = ["version"]
        for phase, factors in round_.phases:
            layout.append(HTML(f"<h2 class='h3'>{phase.label}</h2>"))
            for factor in factors:
                self.fields[factor["key"]] = forms.ChoiceField(
                    label=factor["title"],
                    help_text=factor["text"],
                    choices=CHOICES,
                    required=False,
                    widget=forms.RadioSelect,
                    initial="",
                )
                layout.append(Div(factor["key"], css_class="td-choices-plain td-score"))
        self.helper = FormHelper()
        self.helper.form_class = "td-form"
        self.helper.layout = Layout(*layout)
        words = "Gezamenlijke score opslaan" if round_.is_joint else "Score insturen"
        self.helper.add_input(Submit("insturen", words))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not self.answers:
            raise forms.ValidationError("U hebt nog niets gekozen. Kies bij minstens één factor.")
        return cleaned

    @property
    def answers(self) -> dict[str, int]:
        found = {factor["key"]: self.cleaned_data.get(factor["key"]) for factor in self.factors}
        return {key: int(value) for key, value in found.items() if value}


class FactorNoteForm(VersionedForm):
    class Meta:
        model = FactorNote
        fields = ["text", "run_sheet_item"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"run_sheet_item": "Staat dit al in het draaiboek? Kies dan de regel."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = RunSheetItem.objects.filter(traject=self.instance.traject_id)
        choose_among(self, "run_sheet_item", lines)

    def keep(self, *, by: User) -> None:
        """The first note of a factor, or another text for it."""
        note = self.instance
        version = self.version_seen
        FactorNote.objects.keep(note.traject, note.factor, by=by, version=version, **self.texts)
