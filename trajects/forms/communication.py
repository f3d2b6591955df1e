"""One message of the communication plan."""

from django import forms

from core.letters import BUTTON
from people.models import User
from trajects.forms.dates import DayField
from trajects.forms.versioned import VersionedForm
from trajects.models import CommunicationItem


class CommunicationForm(VersionedForm):
    button = "Bericht opslaan"
    planned_on = DayField(label="Wanneer")

    class Meta:
        model = CommunicationItem
        fields = [
            "subject",
            "body",
            "audience",
            "channel",
            "planned_on",
            "sender",
            "input_status",
            "purpose",
        ]
        widgets = {"body": forms.Textarea(attrs={"rows": 9})}
        help_texts = {
            "input_status": "Zo weten mensen vooraf wat er met hun inbreng gebeurt.",
            "sender": "Namens wie gaat dit bericht uit?",
        }

    def clean_body(self) -> str:
        """A line in the form of a button belongs to letters that we write ourselves."""
        body: str = self.cleaned_data["body"]
        if any(BUTTON.match(line.strip()) for line in body.splitlines()):
            raise forms.ValidationError("Schrijf een webadres voluit, zonder haken eromheen.")
        return body

    def change(self, *, by: User) -> None:
        self.instance.change(by=by, version=self.version_seen, **self.texts)
