"""Themes of the dialogue: choosing, leaving out with a reason, and adding your own."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms

from core.choosing import choose_among, choose_from
from people.models import User
from trajects.forms.versioned import VersionedForm
from trajects.models import (
    CoachNeed,
    DialogueForm,
    DialogueSetup,
    PolicyItem,
    Theme,
    Traject,
)

QUESTIONS = "Eén vraag per regel. Open vragen werken het best."


class ThemeForm(VersionedForm):
    """What the tables talk about; a theme of the CAO is left out with a reason only."""

    button = "Thema opslaan"

    class Meta:
        model = Theme
        fields = ["title", "explanation", "question", "is_chosen", "reason_not_chosen"]
        labels = {"question": "Vragen om het gesprek te openen"}
        widgets = {
            "explanation": forms.Textarea(attrs={"rows": 3}),
            "question": forms.Textarea(attrs={"rows": 4}),
            "reason_not_chosen": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "question": QUESTIONS,
            "reason_not_chosen": "Alleen nodig als het thema niet meegaat.",
        }

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("is_chosen") and not values.get("reason_not_chosen", "").strip():
            self.add_error(
                "reason_not_chosen",
                "Zeg waarom dit thema niet meegaat. Collega's kunnen de reden lezen.",
            )
        return values

    def change(self, *, by: User) -> None:
        texts = self.texts
        if texts["is_chosen"]:
            texts["reason_not_chosen"] = ""
        self.instance.change(by=by, version=self.version_seen, **texts)


class OwnThemeForm(forms.ModelForm):
    """A theme that only this school has."""

    class Meta:
        model = Theme
        fields = ["title", "explanation", "question"]
        labels = ThemeForm.Meta.labels
        widgets = {
            "explanation": forms.Textarea(attrs={"rows": 3}),
            "question": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {"question": QUESTIONS}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("opslaan", "Thema toevoegen"))

    def add(self, traject: Traject, *, by: User) -> Theme:
        return Theme.objects.add_own(traject, by=by, **self.cleaned_data)


class QuestionForm(VersionedForm):
    """The question that a table gets about one policy item, and its theme."""

    button = "Vraag opslaan"

    class Meta:
        model = PolicyItem
        fields = ["question", "theme"]
        labels = {"theme": "Thema"}
        widgets = {"question": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "question": "De tafel kiest daarna: meer, minder, anders of houden zo.",
        }

    def __init__(self, *args: Any, traject: Traject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_among(self, "theme", Theme.objects.filter(traject=traject))

    def change(self, *, by: User) -> None:
        self.instance.change(by=by, version=self.version_seen, **self.texts)


class SetupForm(VersionedForm):
    """One agenda or a theme per table, and whether somebody from outside is needed."""

    button = "Opzet opslaan"

    class Meta:
        model = DialogueSetup
        fields = ["form", "form_reason", "coach", "coach_when", "coach_reason"]
        labels = {
            "form": "Hoe voert u het gesprek?",
            "form_reason": "Waarom deze vorm?",
            "coach": "Is een begeleider van buiten nodig?",
            "coach_when": "Wanneer?",
            "coach_reason": "Waarom wel of niet?",
        }
        widgets = {
            "form": forms.RadioSelect,
            "coach": forms.RadioSelect,
            "form_reason": forms.Textarea(attrs={"rows": 2}),
            "coach_reason": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "form": "Dit is het begin bij elke nieuwe sessie. Per sessie kunt u het anders doen.",
            "coach_when": "Bijvoorbeeld: bij de eerste sessie, of als het gesprek vastloopt.",
            "coach_reason": "Weeg onafhankelijkheid, spanning in de school en kosten.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "form", DialogueForm.choices)
        choose_from(self, "coach", CoachNeed.choices)
        if self.instance._state.adding:
            self.fields["version"].initial = 0

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("coach") == CoachNeed.LATER and not values.get("coach_when", "").strip():
            self.add_error("coach_when", "Zeg wanneer de begeleider nodig is.")
        return values

    def choose(self, *, by: User) -> None:
        self.instance.choose(by=by, version=self.version_seen, **self.texts)
