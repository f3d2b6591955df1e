"""One message of the communication plan."""

from django import forms

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

    def change(self, *, by: User) -> None:
        self.instance.change(by=by, version=self.version_seen, **self.texts)
