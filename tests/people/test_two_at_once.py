"""Two people press the same button at once: one succeeds, the other is told."""

import threading

import pytest
from django.db import connection

from people.actions.roles import accept, invite
from people.actions.staff_import import StaffChanges, confirm_staff_import
from people.models import Invitation, Role, RoleKind, StaffImport, StaffMember
from tests.factories import RoleFactory, SchoolFactory, UserFactory
from tests.racing import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def invitation():
    school, admin = SchoolFactory(), UserFactory()
    RoleFactory(user=admin, school=school, kind=RoleKind.SCHOOL_ADMIN)
    return invite(school=school, kind=RoleKind.PMR_MEMBER, email="a@b.example", by=admin)


def test_an_invitation_is_accepted_once(invitation):
    copies = [Invitation.objects.get(pk=invitation.pk) for _ in range(2)]

    outcomes = at_once(*(lambda one=one: accept(one) for one in copies))

    assert outcomes == ["done", "told"]
    assert Role.objects.filter(kind=RoleKind.PMR_MEMBER).count() == 1


def test_without_the_condition_both_would_have_taken_it(invitation, monkeypatch):
    """The negative control: a claim that looks first and writes later lets two in."""
    gate = threading.Barrier(2)

    def look_then_write(self) -> bool:
        is_open = Invitation.objects.waiting().filter(pk=self.pk).exists()
        gate.wait(timeout=5)
        Invitation.objects.filter(pk=self.pk).update(withdrawn_at=None)
        return is_open

    monkeypatch.setattr(Invitation, "claim", look_then_write)
    taken = []

    def claim():
        taken.append(Invitation.objects.get(pk=invitation.pk).claim())

    at_once(claim, claim)

    assert taken == [True, True]


def test_an_import_is_confirmed_once():
    school, user = SchoolFactory(), UserFactory()
    uploaded = StaffImport.objects.create(school=school, file_name="l.csv")
    values = {
        "employee_number": "1", "given_name": "A", "family_name": "B", "staff_category": "op",
        "working_time_factor": 1,
    }  # fmt: skip

    def confirm():
        changes = StaffChanges(new=[dict(values)], changed=[], left=[], left_on=None)
        copy = StaffImport.objects.get(pk=uploaded.pk)
        confirm_staff_import(copy, changes, by=user, result={})

    assert at_once(confirm, confirm) == ["done", "told"]
    assert StaffMember.objects.count() == 1
    assert connection.vendor == "postgresql"
