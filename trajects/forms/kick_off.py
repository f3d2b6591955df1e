"""Preparing the startbijeenkomst: set-up, time, programme, material and invitation."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q

from core.choosing import choose_among
from core.words import datum
from people.models import StaffCategory, User
from trajects.forms.versioned import VersionedForm
from trajects.models import KickoffMaterial, KickoffMeeting, KickoffPart, LibraryItem
from trajects.models.kick_off_plan import WORDS, KickoffPlan, clock_moment
from trajects.models.placeholders import faults_in

MAX_MINUTES = 480
TITLE = 120


class ClockInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class KickoffForm(VersionedForm):
    """Purpose, host, time and the baseline."""

    begins_at = forms.TimeField(
        label="Begint om",
        required=False,
        widget=ClockInput,
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        help_text="Bijvoorbeeld 15:30. Het einde volgt uit de minuten van het programma.",
        error_messages={"invalid": "Vul een tijd in, bijvoorbeeld 15:30."},
    )

    class Meta:
        model = KickoffMeeting
        fields = ["purpose", "host", "begins_at", "baseline", "instrument"]
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 2}),
            "baseline": forms.RadioSelect,
        }
        help_texts = {
            "host": "Bijvoorbeeld: projectleider en rector.",
            "baseline": "De voormeting laat later zien wat er is veranderd. Meedoen is vrij.",
            "instrument": "Alleen nodig als u de voormeting tijdens de bijeenkomst houdt.",
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begins, day = cleaned.get("begins_at"), KickoffPlan(self.instance).day
        if begins and day and clock_moment(day, begins) is None:
            self.add_error("begins_at", f"Kies een andere tijd: op {datum(day)} gaat de klok om.")
        asks = cleaned.get("baseline") != KickoffMeeting.Baseline.NOT_HERE
        if asks and not cleaned.get("instrument"):
            self.add_error("instrument", "Kies welke vragenlijst mensen invullen.")
        return cleaned

    def change(self, *, by: User) -> None:
        self.instance.change(by=by, version=self.version_seen, **self.texts)


class PartForm(VersionedForm):
    class Meta:
        model = KickoffPart
        fields = ["title", "minutes", "who", "about", "needs", "for_host"]
        widgets = {
            "about": forms.Textarea(attrs={"rows": 2}),
            "for_host": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {"for_host": "Staat alleen op het blad van de gespreksleider."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["minutes"]
        field.widget.attrs.update(min=1, max=MAX_MINUTES)
        words = f"Vul een heel aantal minuten in van 1 tot en met {MAX_MINUTES}."
        field.error_messages["invalid"] = words
        field.validators += [
            MinValueValidator(1, words),
            MaxValueValidator(MAX_MINUTES, words),
        ]

    def save_for(self, kickoff: KickoffMeeting, *, by: User) -> None:
        """A new part comes last; an existing one keeps its place."""
        if self.instance.pk:
            self.instance.change(by=by, version=self.version_seen, **self.texts)
            return
        position = KickoffPart.objects.next_position(kickoff)
        KickoffPart(kickoff=kickoff, position=position, **self.texts).add(by=by)


class MaterialForm(VersionedForm):
    class Meta:
        model = KickoffMaterial
        fields = ["title", "library_item", "note", "is_ready"]
        help_texts = {
            "title": "Kiest u een stuk uit de bibliotheek? Dan mag u dit leeg laten.",
            "library_item": "Wie het stuk mag lezen, vindt het straks bij het programma.",
        }

    def __init__(self, *args: Any, kickoff: KickoffMeeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        items = LibraryItem.objects.filter(traject=kickoff.traject_id)
        chosen = Q(pk=self.instance.library_item_id)
        choose_among(
            self, "library_item", items.exclude(status="withdrawn") | items.filter(chosen)
        )

    def clean(self) -> dict[str, Any]:
        """What stands in the library already has a title."""
        cleaned = super().clean() or {}
        item = cleaned.get("library_item")
        if item and not cleaned.get("title"):
            cleaned["title"] = item.title[:TITLE]
        if not cleaned.get("title") and "title" not in self.errors:
            words = "Schrijf op wat er moet klaarliggen, of kies een stuk uit de bibliotheek."
            self.add_error("title", words)
        return cleaned

    def save_for(self, kickoff: KickoffMeeting, *, by: User) -> None:
        if self.instance.pk:
            self.instance.change(by=by, version=self.version_seen, **self.texts)
            return
        position = KickoffMaterial.objects.next_position(kickoff)
        KickoffMaterial(kickoff=kickoff, position=position, **self.texts).add(by=by)


class InvitationForm(VersionedForm):
    """Subject, text and for whom; only known words between braces."""

    audience = forms.MultipleChoiceField(
        label="Voor welke functiegroepen?",
        choices=StaffCategory,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Niets gekozen betekent: alle medewerkers.",
    )

    class Meta:
        model = KickoffMeeting
        fields = ["subject", "invitation", "audience"]
        widgets = {"invitation": forms.Textarea(attrs={"rows": 9})}
        help_texts = {
            "subject": "Begin met een werkwoord en noem de datum.",
            "invitation": "De aanhef, het moment en de plaats voegen wij zelf toe. "
            "Woorden tussen accolades vullen wij in.",
        }

    def clean_subject(self) -> str:
        return self._known("subject")

    def clean_invitation(self) -> str:
        return self._known("invitation")

    def _known(self, name: str) -> str:
        text: str = self.cleaned_data[name]
        if faults := faults_in(name, text, WORDS):
            raise forms.ValidationError(faults)
        return text

    def change(self, *, by: User) -> None:
        self.instance.change(by=by, version=self.version_seen, **self.texts)


class CancelKickoffForm(forms.Form):
    reason = forms.CharField(
        label="Waarom gaat de startbijeenkomst niet door?",
        max_length=200,
        help_text="Deze zin staat in het bericht aan iedereen die is uitgenodigd.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_class = "td-form"
        self.helper.add_input(Submit("afzeggen", "Startbijeenkomst afzeggen"))
