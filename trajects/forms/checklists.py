"""Ticking a fact by hand, with a word of explanation."""

from django import forms

from people.models import User
from trajects.forms.versioned import VersionedForm
from trajects.models import ChecklistItem


class TickForm(VersionedForm):
    button = "Afvinken"

    class Meta:
        model = ChecklistItem
        fields = ["note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "note": "Waaruit blijkt het, en waar is dat te vinden? Noem geen namen van deelnemers."
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].required = True

    def tick(self, *, by: User) -> None:
        self.instance.tick(by=by, version=self.version_seen, note=self.cleaned_data["note"])
