"""Drawing a conclusion on one policy item."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms

from core.choosing import choose_from
from dialogues.models import OutcomeDirection
from evaluations.models import Conclusion, Verdict
from people.models import User
from trajects.models import PolicyItem


class ConclusionForm(forms.ModelForm):
    """Verdict, direction and what it rests on. `version` is what the writer saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    class Meta:
        model = Conclusion
        fields = ["verdict", "direction", "reasoning"]
        widgets = {
            "verdict": forms.RadioSelect,
            "direction": forms.RadioSelect,
            "reasoning": forms.Textarea(attrs={"rows": 6}),
        }
        help_texts = {
            "verdict": "Bevestigen: de regel blijft. Herzien: er komt een voorstel.",
            "direction": "De richting die u uit de gesprekken haalt.",
            "reasoning": "Noem de tafels waarop dit rust, en ook het andere geluid. "
            "Schrijf geen namen op.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "verdict", Verdict.choices)
        choose_from(self, "direction", OutcomeDirection.choices)
        self.fields["version"].initial = self.instance.version if self.instance.pk else 0
        self.helper = FormHelper()
        self.helper.add_input(Submit("opslaan", "Conclusie opslaan"))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        keeps = values.get("direction") == OutcomeDirection.KEEP
        if keeps and values.get("verdict") == Verdict.REVISE:
            self.add_error(
                "direction",
                "‘Houden zo’ past niet bij ‘herzien’. Kies een andere richting of ‘bevestigen’.",
            )
        return values

    def draw(self, policy_item: PolicyItem, *, by: User) -> Conclusion:
        """Save; raises StaleVersion when a colleague was first."""
        return Conclusion.objects.draw(
            policy_item,
            by=by,
            version=self.cleaned_data["version"],
            verdict=self.cleaned_data["verdict"],
            direction=self.cleaned_data["direction"],
            reasoning=self.cleaned_data["reasoning"],
        )
