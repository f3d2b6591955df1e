"""Page two: who leads, and for what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from core.choosing import choose_among
from people.models import RoleKind, School, StaffMember
from trajects.forms.wizard.layout import helper

if TYPE_CHECKING:
    from people.models import User
    from trajects.models import Traject


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

    people = forms.TypedChoiceField(
        label="Wie zit op de andere plaatsen?",
        choices=[
            ("empty", "Nog niemand: ik vraag iedereen opnieuw"),
            ("same", "Dezelfde mensen als vorige keer, als zij hier nog werken"),
        ],
        coerce=lambda value: value == "same",
        widget=forms.RadioSelect,
        initial="empty",
        help_text="De afspraken die bij elke plaats horen, gaan in beide gevallen mee.",
    )

    def __init__(
        self,
        *args: Any,
        school: School,
        user: User,
        like: Traject | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.school, self.user = school, user
        staff = StaffMember.objects.filter(school=school).employed()
        self.colleagues = staff.exclude(user=user).select_related("user")
        choose_among(self, "colleague", self.colleagues)
        if like is None:
            del self.fields["people"]
        else:
            self._as_last_time(like)
        self.helper = helper(*self.fields)

    def _as_last_time(self, like: Traject) -> None:
        if like.leader_owns_content is not None:
            self.fields["owns_content"].initial = "yes" if like.leader_owns_content else "no"
        seats = like.seats.filter(role="project_leader", released_at__isnull=True)
        seat = seats.exclude(user=self.user).exclude(staff_member=None).first()
        if seat and self.colleagues.filter(seats=seat).exists():
            self.fields["who"].initial = "colleague"
            self.fields["colleague"].initial = seat.staff_member_id

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
    def is_for_a_head(self) -> bool:
        """Whether ‘Ikzelf’ would be the school leader: then the page says so beforehand."""
        return self.user.has_role(RoleKind.SCHOOL_LEADERSHIP, self.school)

    @property
    def leads_the_school(self) -> bool:
        """R37: then somebody of the pmr should take part."""
        user, _ = self.leader
        return user is not None and user.has_role(RoleKind.SCHOOL_LEADERSHIP, self.school)
