"""What somebody declares about a fact, and facts of the school itself."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms

from people.models import User
from trajects.forms.versioned import VersionedForm
from trajects.models import ChecklistItem, Phase, Traject


class DeclareForm(VersionedForm):
    """True by hand, or not for this school; always with a word of explanation."""

    button = "Vastleggen"

    class Meta:
        model = ChecklistItem
        fields = ["declared", "note"]
        widgets = {"declared": forms.RadioSelect, "note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "note": "Waaruit blijkt het, en waar is dat te vinden? Of: waarom past het niet? "
            "Noem geen namen van deelnemers."
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].required = True

    def declare(self, *, by: User) -> None:
        self.instance.declare(by=by, version=self.version_seen, **self.texts)


OWN_TEXTS = ("text", "phase", "help")
OWN_HELP = {
    "text": "Schrijf een feit dat waar kan zijn. Bijvoorbeeld: De roostermaker doet mee.",
    "help": "Waarom is dit voor uw school belangrijk? Mag leeg blijven.",
}
OWN_WIDGETS = {"help": forms.Textarea(attrs={"rows": 2})}


class AddOwnForm(forms.ModelForm):
    class Meta:
        model = ChecklistItem
        fields = ["text", "phase", "key", "help"]
        help_texts = OWN_HELP | {
            "key": "Een kort kenmerk, ook in een export. Leeg laten mag: dan kiezen wij S-1, S-2."
        }
        labels = {"key": "Kenmerk"}
        widgets = OWN_WIDGETS

    def __init__(self, *args: Any, traject: Traject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.traject = traject
        self.fields["key"].required = False
        self.helper = FormHelper()
        self.helper.form_class = "td-form"
        self.helper.add_input(Submit("toevoegen", "Punt toevoegen"))

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"].strip()
        if key and ChecklistItem.objects.filter(traject=self.traject, key=key).exists():
            raise forms.ValidationError("Dit kenmerk bestaat al. Kies een ander, zoals S-12.")
        return key

    def add(self, *, by: User) -> ChecklistItem:
        return ChecklistItem.objects.add_own(self.traject, by=by, **self.cleaned_data)


class OwnItemForm(VersionedForm):
    class Meta:
        model = ChecklistItem
        fields = list(OWN_TEXTS)
        help_texts = OWN_HELP
        widgets = OWN_WIDGETS

    def change(self, *, by: User) -> None:
        self.instance.change(by=by, version=self.version_seen, **self.texts)


class FilterForm(forms.Form):
    """Which points the page shows; a wrong value shows everything."""

    STATES = (
        ("", "Alle punten"),
        ("open", "Nog open"),
        ("waar", "Waar"),
        ("nvt", "Niet van toepassing"),
    )
    fase = forms.ChoiceField(
        label="Fase", required=False, choices=[("", "Alle fasen"), *Phase.choices]
    )
    stand = forms.ChoiceField(label="Stand", required=False, choices=STATES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select form-select-sm"

    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
