"""Page five: what the dialogue is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from core.choosing import choose_from
from trajects.forms.wizard.layout import helper
from trajects.models.template import shipped_items

if TYPE_CHECKING:
    from trajects.models import Traject


class ThemesForm(forms.Form):
    themes = forms.MultipleChoiceField(
        label="Thema’s uit de CAO", widget=forms.CheckboxSelectMultiple, required=False
    )
    reason_not_chosen = forms.CharField(
        label="Waarom laat u een thema weg?",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Alleen nodig als niet alle zeven thema’s meegaan.",
    )
    own_themes = forms.CharField(
        label="Eigen thema’s van de school",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Zet elk thema op een eigen regel. Dit kan ook later.",
    )

    def __init__(self, *args: Any, like: Traject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(item["key"], item["title"]) for item in shipped_items("themes")]
        choose_from(self, "themes", choices)
        self.offered = len(choices)
        self.fields["themes"].initial = [key for key, _ in choices]
        if like:
            self._as_last_time(like)
        self.helper = helper("themes", "reason_not_chosen", "own_themes")

    def _as_last_time(self, like: Traject) -> None:
        before = list(like.themes.all())
        left_out = {theme.key for theme in before if theme.is_cao and not theme.is_chosen}
        reasons = (theme.reason_not_chosen for theme in before if theme.key in left_out)
        self.fields["themes"].initial = [
            key for key in self.fields["themes"].initial if key not in left_out
        ]
        self.fields["reason_not_chosen"].initial = next(filter(None, reasons), "")
        self.fields["own_themes"].initial = "\n".join(
            theme.title for theme in before if not theme.is_cao and theme.is_chosen
        )

    def clean_own_themes(self) -> list[str]:
        lines = (line.strip() for line in self.cleaned_data["own_themes"].splitlines())
        themes = list(dict.fromkeys(line for line in lines if line))
        if any(len(theme) > 120 for theme in themes):
            raise forms.ValidationError("Een thema is langer dan 120 tekens. Maak het korter.")
        if len(themes) > 20:
            raise forms.ValidationError("Dit zijn meer dan twintig thema’s. Kies er minder.")
        return themes

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen, own = cleaned.get("themes", []), cleaned.get("own_themes", [])
        if len(chosen) < self.offered and not cleaned.get("reason_not_chosen"):
            self.add_error(
                "reason_not_chosen", "Schrijf op waarom niet alle thema’s uit de CAO meegaan."
            )
        if not chosen and not own and "own_themes" not in self.errors:
            self.add_error("themes", "Kies minstens één thema.")
        return cleaned
