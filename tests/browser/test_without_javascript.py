"""Where scripts are off or did not arrive, everything that matters still works."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from dialogues.models import SessionInvitation
from tests.browser.conftest import already_signed_in
from tests.browser.person import PHONE
from tests.factories import (
    DialogueSessionFactory,
    OfferedProposalFactory,
    PolicyProposalFactory,
    StaffMemberFactory,
)
from trajects.models import Traject


def test_a_traject_is_started(somebody, clock, school, anna):
    leader = already_signed_in(somebody("Anna", has_scripts=False), anna)
    before = Traject.objects.count()

    leader.opens("/trajecten/nieuw/")
    leader.presses("Verder")
    leader.chooses("Ikzelf", "Alleen voor het proces")
    leader.presses("Verder")
    leader.fills_in({"Wanneer moet de instemming": "2027-05-20"})
    leader.presses("Verder")
    leader.fills_in({"Hoeveel dialoogsessies": 1, "Hoeveel tafels": 2})
    leader.presses("Verder")
    leader.presses("Planning bekijken")
    leader.presses("Traject starten")

    leader.sees("Het traject is gestart")
    assert Traject.objects.count() == before + 1


def test_an_invitation_is_answered(somebody, traject):
    begin = timezone.now() + timedelta(days=30)
    session = DialogueSessionFactory(
        traject=traject, starts_at=begin, ends_at=begin + timedelta(hours=1)
    )
    invitation = SessionInvitation.for_colleague(
        session, StaffMemberFactory(school=traject.school)
    )
    invitation.save()
    colleague = somebody(width=PHONE, has_scripts=False)

    colleague.opens(reverse("dialogues:answer", args=[invitation.link_token()]))
    colleague.presses("Misschien")

    colleague.sees("Uw antwoord: misschien")
    invitation.refresh_from_db()
    assert invitation.answer == "maybe"


def test_the_pmr_consents(somebody, traject, carla):
    offered = OfferedProposalFactory(
        traject=traject,
        status="under_review",
        content=PolicyProposalFactory(traject=traject).shown,
    )
    pmr = already_signed_in(somebody("Carla", width=PHONE, has_scripts=False), carla)

    pmr.opens(f"/voorstel/{offered.pk}/instemmen/")
    pmr.fills_in({"Motivering": "Het is goed zo."})
    pmr.presses("Instemming vastleggen")

    pmr.sees("Instemming verleend", "Het is goed zo.")
    offered.refresh_from_db()
    assert offered.has_consent
