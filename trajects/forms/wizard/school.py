"""Page one: which school, which year, which CAO, and whether it goes as it went last time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone

from core.choosing import choose_from
from core.words import schooljaar
from people.models import School, school_year_of
from trajects.forms.wizard.layout import helper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trajects.models import Traject

YEARS_AHEAD = 3
AFRESH = "taakdialoog"


class SchoolForm(forms.Form):
    school = forms.ChoiceField(label="School")
    school_year = forms.TypedChoiceField(label="Schooljaar waarin het traject begint", coerce=int)
    cao_edition = forms.CharField(
        label="Editie van de CAO",
        max_length=40,
        required=False,
        help_text="De tekst van de CAO verschilt per editie. Deze staat straks bij elk thema.",
    )
    like = forms.ChoiceField(
        label="Waarmee begint u?",
        widget=forms.RadioSelect,
        initial=AFRESH,
        help_text=(
            "Zoals de vorige keer neemt regels, thema’s, plaatsen en berichten over. "
            "U ziet vooraf wat er meegaat. Alle datums worden opnieuw berekend."
        ),
    )

    def __init__(
        self, *args: Any, schools: Sequence[School], earlier: Sequence[Traject] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.schools = {str(school.pk): school for school in schools}
        self.earlier = {str(traject.pk): traject for traject in earlier}
        choose_from(self, "school", [(pk, str(one)) for pk, one in self.schools.items()])
        first = school_year_of(timezone.localdate())
        years = range(first, first + YEARS_AHEAD)
        choose_from(self, "school_year", [(year, schooljaar(year)) for year in years])
        self._fill_in_the_cao()
        self._offer_last_cycle()
        self.helper = helper(*self.fields)

    def _fill_in_the_cao(self) -> None:
        """One edition at all schools is filled in; else the chosen school decides."""
        editions = {school.cao_edition for school in self.schools.values()}
        if len(editions) == 1:
            self.fields["cao_edition"].initial = editions.pop()
            self.fields["cao_edition"].required = True
        else:
            per_school = "; ".join(
                f"{school}: {school.cao_edition}" for school in self.schools.values()
            )
            self.fields[
                "cao_edition"
            ].help_text = f"Leeg laten mag: dan geldt de editie van de school ({per_school})."

    def _offer_last_cycle(self) -> None:
        if not self.earlier:
            del self.fields["like"]
            return
        where = len(self.schools) > 1
        again = [
            (pk, f"Zoals de vorige keer: {one}" + (f" ({one.school})" if where else ""))
            for pk, one in self.earlier.items()
        ]
        choose_from(self, "like", [(AFRESH, "Met het draaiboek van Taakdialoog"), *again])

    def clean_school(self) -> School:
        return self.schools[self.cleaned_data["school"]]

    def clean_like(self) -> Traject | None:
        return self.earlier.get(self.cleaned_data["like"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        school, like = cleaned.get("school"), cleaned.setdefault("like", None)
        if school and like and like.school_id != school.pk:
            self.add_error(
                "like", f"Dit traject is niet van {school}. Kies een traject van deze school."
            )
        if school and "cao_edition" not in self.errors and not cleaned.get("cao_edition"):
            cleaned["cao_edition"] = school.cao_edition
            if not school.cao_edition:
                self.add_error("cao_edition", "Vul de editie in, bijvoorbeeld CAO VO 2024-2025.")
        return cleaned
