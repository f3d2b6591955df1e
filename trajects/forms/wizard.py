"""The five pages of the wizard. A form that is bound to what was stored can be asked again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms
from django.utils import timezone

from core.choosing import choose_among, choose_from
from core.words import datum, schooljaar
from people.models import RoleKind, School, SchoolCalendar, StaffMember, school_year_of
from trajects.forms.dates import DayField
from trajects.models import TrajectShape
from trajects.models.schedule import CannotBePlanned, FixedTooEarly, plan
from trajects.models.template import run_sheet_lines, shipped_items

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from people.models import User

YEARS_AHEAD = 3
MOST_SESSIONS = 12
MOST_TABLES = 40
TABLE_SIZE = 9
AFTERNOONS = ("afternoon_1", "afternoon_2", "afternoon_3")
LONGEST_TRAJECT = 4 * 366


def helper(*layout: Any) -> FormHelper:
    made = FormHelper()
    made.form_tag = False
    made.layout = Layout(*layout)
    return made


def beside(*names: str) -> Div:
    """Fields next to each other where there is room."""
    return Div(*names, css_class="td-beside")


class SchoolForm(forms.Form):
    school = forms.ChoiceField(label="School")
    school_year = forms.TypedChoiceField(label="Schooljaar waarin het traject begint", coerce=int)
    cao_edition = forms.CharField(
        label="Editie van de CAO",
        max_length=40,
        help_text="De tekst van de CAO verschilt per editie. Deze staat straks bij elk thema.",
    )

    def __init__(self, *args: Any, schools: Sequence[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.schools = {str(school.pk): school for school in schools}
        choose_from(self, "school", [(pk, str(one)) for pk, one in self.schools.items()])
        first = school_year_of(timezone.localdate())
        years = range(first, first + YEARS_AHEAD)
        choose_from(self, "school_year", [(year, schooljaar(year)) for year in years])
        self.fields["cao_edition"].initial = schools[0].cao_edition
        self.helper = helper("school", "school_year", "cao_edition")

    def clean_school(self) -> School:
        return self.schools[self.cleaned_data["school"]]


class LeaderForm(forms.Form):
    who = forms.ChoiceField(
        label="Wie leidt het traject?",
        choices=[("me", "Ikzelf"), ("colleague", "Een collega van de personeelslijst")],
        widget=forms.RadioSelect,
        initial="me",
    )
    colleague = forms.ModelChoiceField(
        StaffMember.objects.none(),
        label="Welke collega?",
        required=False,
        empty_label="Kies een collega",
        help_text="Staat iemand er niet bij? Vul dan eerst de personeelslijst aan.",
    )
    owns_content = forms.TypedChoiceField(
        label="Waarvoor is de projectleider verantwoordelijk?",
        choices=[
            ("no", "Alleen voor het proces: planning, mensen en gesprekken"),
            ("yes", "Voor het proces en voor de inhoud van het voorstel"),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        help_text="Spreek dit vooraf af met de opdrachtgever. U kunt het later wijzigen.",
    )

    def __init__(self, *args: Any, school: School, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.school, self.user = school, user
        staff = StaffMember.objects.filter(school=school).employed()
        choose_among(self, "colleague", staff.exclude(user=user).select_related("user"))
        self.helper = helper(
            "who",
            "colleague",
            "owns_content",
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("who") == "colleague" and not cleaned.get("colleague"):
            self.add_error("colleague", "Kies een collega, of kies ‘Ikzelf’.")
        return cleaned

    @property
    def leader(self) -> tuple[User | None, StaffMember | None]:
        """The account and the colleague on the staff list, as far as there are."""
        if self.cleaned_data["who"] == "me":
            mine = self.user.staff_memberships.filter(school=self.school).first()
            return self.user, mine
        colleague = self.cleaned_data["colleague"]
        return colleague.user, colleague

    @property
    def leads_the_school(self) -> bool:
        """R37: then somebody of the pmr should take part."""
        user, _ = self.leader
        return user is not None and user.has_role(RoleKind.SCHOOL_LEADERSHIP, self.school)


class Feasible(forms.Form):
    """A page whose answers decide whether the plan fits; `earliest` is offered as a button."""

    earliest: date | None = None
    calendar: SchoolCalendar

    def check_plan(
        self, starts_on: date, target_on: date, sessions: int, days: list[date]
    ) -> None:
        activities = [line.activity for line in run_sheet_lines(sessions, days)]
        try:
            plan(activities, calendar=self.calendar, starts_on=starts_on, target_on=target_on)
        except CannotBePlanned as refusal:
            self.earliest = refusal.earliest
            self.refuse_target(target_on, refusal.earliest)
        except FixedTooEarly as refusal:
            self.refuse_fixed(refusal.earliest)

    def refuse_target(self, target_on: date, earliest: date) -> None:
        raise NotImplementedError

    def refuse_fixed(self, earliest: date) -> None:
        raise NotImplementedError


class TargetForm(Feasible):
    starts_on = DayField(label="Wanneer begint u?")
    target_on = DayField(
        label="Wanneer moet de instemming van de pmr er zijn?",
        help_text=(
            "Vaak is dat een paar weken voor de zomervakantie. "
            "Dan kan het besluit nog voor het nieuwe schooljaar ingaan."
        ),
    )

    def __init__(
        self,
        *args: Any,
        calendar: SchoolCalendar,
        school_year: int,
        sessions: int = 1,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.calendar, self.sessions = calendar, sessions
        self.fields["starts_on"].initial = self._first_day(school_year)
        self.helper = helper("starts_on", "target_on")

    def _first_day(self, school_year: int) -> date:
        today = timezone.localdate()
        first = max(today, today.replace(year=school_year, month=8, day=1))
        if self.calendar.is_closed(first):
            return self.calendar.next_school_day(first)
        return first

    def clean_starts_on(self) -> date:
        day: date = self.cleaned_data["starts_on"]
        if day < timezone.localdate():
            raise forms.ValidationError("Deze dag is al voorbij. Kies vandaag of later.")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts_on, target_on = cleaned.get("starts_on"), cleaned.get("target_on")
        if not starts_on or not target_on:
            return cleaned
        if (target_on - starts_on).days > LONGEST_TRAJECT:
            self.add_error(
                "target_on", "Dit is meer dan vier jaar na de start. Kies een eerdere datum."
            )
        else:
            self.check_plan(starts_on, target_on, self.sessions, [])
        return cleaned

    def refuse_target(self, target_on: date, earliest: date) -> None:
        self.add_error(
            "target_on",
            f"{datum(target_on).capitalize()} lukt niet: er zijn te weinig schooldagen. "
            f"De vroegste datum is {datum(earliest)}.",
        )


class SessionsForm(Feasible):
    sessions = forms.IntegerField(
        label="Hoeveel dialoogsessies?",
        min_value=1,
        max_value=MOST_SESSIONS,
        initial=2,
        help_text="Bij twee of meer sessies kunnen ook collega’s met weinig dagen meedoen.",
    )
    tables = forms.IntegerField(
        label="Hoeveel tafels per sessie?", min_value=1, max_value=MOST_TABLES
    )
    shape = forms.ChoiceField(
        label="Hoe verdeelt u de gesprekken?",
        choices=TrajectShape,
        widget=forms.RadioSelect,
        initial=TrajectShape.WEEKS,
    )
    afternoon_1 = DayField(label="Eerste", required=False)
    afternoon_2 = DayField(label="Tweede", required=False)
    afternoon_3 = DayField(label="Derde", required=False)

    def __init__(
        self,
        *args: Any,
        school: School,
        calendar: SchoolCalendar,
        starts_on: date,
        target_on: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.calendar, self.starts_on, self.target_on = calendar, starts_on, target_on
        staff = StaffMember.objects.filter(school=school).employed().count()
        self.fields["tables"].initial = max(1, min(-(-staff // TABLE_SIZE), MOST_TABLES))
        self.fields["tables"].help_text = (
            f"Op de personeelslijst staan {staff} medewerkers. "
            "Reken op zes tot tien mensen aan een tafel."
        )
        self.helper = helper(
            beside("sessions", "tables"),
            "shape",
            Fieldset(
                "Liggen er al studiemiddagen vast?",
                HTML(
                    '<p class="form-text">Vul de dagen in waarop een sessie past. '
                    "Leeg laten mag: dan kiezen wij dagen die passen.</p>"
                ),
                beside(*AFTERNOONS),
            ),
        )

    @property
    def days(self) -> list[date]:
        found = (self.cleaned_data.get(name) for name in AFTERNOONS)
        return sorted(day for day in found if day)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._check_afternoons()
        if not self.errors:
            self.check_plan(self.starts_on, self.target_on, cleaned["sessions"], self.days)
        return cleaned

    def _check_afternoons(self) -> None:
        seen: set[date] = set()
        for name in AFTERNOONS:
            day = self.cleaned_data.get(name)
            if not day:
                continue
            if problem := self._problem_with(day, seen):
                self.add_error(name, problem)
            seen.add(day)
        if len(self.days) > (self.cleaned_data.get("sessions") or MOST_SESSIONS):
            self.add_error(
                "sessions", "Er zijn meer studiemiddagen dan sessies. Kies meer sessies."
            )

    def _problem_with(self, day: date, seen: set[date]) -> str:
        if day in seen:
            return "Deze dag staat er al. Kies een andere dag of laat dit leeg."
        if not self.starts_on < day < self.target_on:
            return "Kies een dag tussen de start en de datum van instemming."
        if self.calendar.is_closed(day):
            return f"Deze dag is vrij ({self.calendar.reason(day)}). Kies een schooldag."
        return ""

    def refuse_target(self, target_on: date, earliest: date) -> None:
        self.add_error(
            "sessions",
            f"Zo komt de instemming later dan {datum(target_on)}. "
            f"De vroegste datum is dan {datum(earliest)}. "
            "Kies minder sessies of een latere datum.",
        )

    def refuse_fixed(self, earliest: date) -> None:
        self.add_error(
            AFTERNOONS[0],
            "Een studiemiddag valt te vroeg: de voorbereiding is dan niet klaar. "
            f"Het kan vanaf {datum(earliest)}.",
        )


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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(item["key"], item["title"]) for item in shipped_items("themes")]
        choose_from(self, "themes", choices)
        self.offered = len(choices)
        self.fields["themes"].initial = [key for key, _ in choices]
        self.helper = helper("themes", "reason_not_chosen", "own_themes")

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
