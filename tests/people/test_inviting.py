"""An invitation brings in whoever holds the mailbox, once, in the role that was meant."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.models import Event, Message
from core.steps import StepNotAllowed
from core.verbs import Verb
from people.actions import roles as deeds
from people.models import Invitation, Role, RoleKind, User
from tests.factories import SchoolFactory, StaffMemberFactory

NEW = "nieuw@school.example"


@pytest.fixture
def invite(school, farid):
    def make(email: str = NEW, kind: str = RoleKind.PMR_MEMBER, at=school, **fields):
        invitation = deeds.invite(school=at, kind=kind, email=email, by=farid, **fields)
        body = Message.objects.latest("pk").body
        return invitation, re.search(r"http://testserver(/uitnodiging/[^)]+)", body)[1]

    return make


def accept(client, link: str, **extra):
    client.get(link)
    return client.post(reverse("people:invitation_page"), **extra)


def test_a_new_colleague_accepts_and_chooses_a_password(client, school, invite):
    _, link = invite(name="Noor Visser", title="secretaris")

    answer = accept(client, link)
    assert answer["Location"] == reverse("people:welcome")
    client.post(answer["Location"], {"name": "Noor Visser", "password": "vier vrolijke vossen"})

    user = User.objects.get(email=NEW)
    assert user.name == "Noor Visser"
    assert user.check_password("vier vrolijke vossen")
    assert user.has_role(RoleKind.PMR_MEMBER, school)
    assert user.roles.get().title == "secretaris"
    assert client.get(reverse("people:profile")).status_code == 200
    assert Event.objects.filter(verb=Verb.INVITATION_ACCEPTED, actor=user).exists()


def test_a_password_is_not_needed(client, invite):
    _, link = invite()
    accept(client, link)

    answer = client.post(reverse("people:welcome"), {"name": "Noor", "password": ""})

    assert answer.status_code == 302
    assert not User.objects.get(email=NEW).has_usable_password()


def test_somebody_with_an_account_just_gets_the_role(client, school, els, invite):
    _, link = invite(email=els.email.upper())

    answer = accept(client, link)

    assert answer["Location"] == reverse("account_login")
    assert User.objects.get(pk=els.pk).has_role(RoleKind.PMR_MEMBER, school)
    assert "_auth_user_id" not in client.session


def test_a_mail_scanner_does_no_harm(invite):
    invitation, link = invite()
    scanner = Client()

    scanner.head(link)
    for _ in range(3):
        scanner.get(link, follow=True)
    scanner.head(reverse("people:invitation_page"))
    scanner.options(link)

    invitation.refresh_from_db()
    assert invitation.state == "open"
    assert accept(Client(), link).status_code == 302


def test_the_address_is_clean_after_the_first_look(client, invite):
    _, link = invite()

    page = client.get(link, follow=True)

    assert page.request["PATH_INFO"] == "/uitnodiging/"
    assert link.split("/")[-2] not in page.content.decode()
    assert link.split("/")[-2] not in str(dict(client.session))


def test_only_a_hash_of_the_link_is_kept(invite):
    invitation, link = invite()

    assert link.split("/")[-2] not in str(Invitation.objects.filter(pk=invitation.pk).values())
    assert Message.objects.get().is_secret


@pytest.mark.parametrize(
    ("happens", "status", "words"),
    [
        ("used", 410, "al gebruikt"),
        ("expired", 410, "verlopen"),
        ("withdrawn", 410, "ingetrokken"),
        ("tampered", 404, "werkt niet"),
        ("other", 403, "ander adres"),
        ("resent", 404, "werkt niet"),
    ],
)
def test_each_way_it_can_go_wrong_has_its_own_page(
    client, invite, farid, els, happens, status, words
):
    invitation, link = invite()
    match happens:
        case "used":
            deeds.accept(invitation)
        case "expired":
            old = timezone.now() - timedelta(days=14, minutes=1)
            Invitation.objects.update(sent_at=old)
        case "withdrawn":
            deeds.withdraw_invitation(invitation, by=farid)
        case "tampered":
            link = link[:-3] + "xx/"
        case "other":
            client.force_login(els)
        case "resent":
            deeds.resend(invitation, by=farid)
    before = Role.objects.count()

    page = client.get(link, follow=True)
    pressed = client.post(reverse("people:invitation_page"))

    assert page.status_code == pressed.status_code == status
    assert words in page.content.decode()
    assert Role.objects.count() == before


@pytest.mark.parametrize("happens", ["used", "expired", "withdrawn"])
def test_a_dead_invitation_is_dead_on_every_path(invite, farid, happens):
    invitation, _ = invite()
    if happens == "used":
        deeds.accept(invitation)
    elif happens == "expired":
        Invitation.objects.update(sent_at=timezone.now() - timedelta(days=15))
    else:
        deeds.withdraw_invitation(invitation, by=farid)

    with pytest.raises(StepNotAllowed):
        deeds.accept(Invitation.objects.get(pk=invitation.pk))


def test_the_colleague_on_the_list_gets_the_account(client, school, invite):
    member = StaffMemberFactory(school=school, email=NEW)
    _, link = invite()

    accept(client, link)

    member.refresh_from_db()
    assert member.user.email == NEW


def test_one_person_two_schools_each_with_its_own_role(client, school, els, invite):
    other = SchoolFactory(board=school.board)
    _, link = invite(email=els.email, kind=RoleKind.PMR_MEMBER, at=other)
    accept(client, link)

    els = User.objects.get(pk=els.pk)
    assert els.has_role(RoleKind.PMR_MEMBER, other)
    assert not els.has_role(RoleKind.PMR_MEMBER, school)


def post_invite(client, school, **fields):
    data = {"email": NEW, "kind": "pmr_member", "name": "", "title": "", **fields}
    return client.post(reverse("people:roles", args=[school.pk]), data)


def test_the_admin_invites_and_the_mail_leaves(client, school, farid):
    client.force_login(farid)

    assert post_invite(client, school).status_code == 302

    assert Message.objects.get().to == NEW
    assert Invitation.objects.get().created_by == farid


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"email": "farid@11aa.example"}, "uzelf geen rol"),
        ({"email": "carla@11aa.example"}, "heeft deze rol al"),
        ({"email": "dirk@11aa.example"}, "kan geen pmr-lid zijn"),
        ({"email": "carla@11aa.example", "kind": "school_leadership"}, "kan geen pmr-lid zijn"),
        ({"kind": "superuser"}, ""),
        ({"email": "a@b.example\r\nBcc: x@y.example"}, ""),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason(
    client, school, farid, carla, dirk, fields, words
):
    client.force_login(farid)

    answer = post_invite(client, school, **fields)

    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not Invitation.objects.exists()


def test_an_invitation_is_not_sent_twice_by_accident(client, school, farid):
    client.force_login(farid)
    post_invite(client, school)

    answer = post_invite(client, school)

    assert "loopt al een uitnodiging" in answer.content.decode()


def test_a_withdrawn_role_is_refused_at_the_next_request(client, school, farid, dirk):
    client.force_login(dirk)
    assert client.get(reverse("people:roles", args=[school.pk])).status_code == 200

    deeds.withdraw_role(dirk.roles.get(kind=RoleKind.SCHOOL_LEADERSHIP), by=farid)

    assert client.get(reverse("people:roles", args=[school.pk])).status_code == 403


def test_somebody_is_left_to_give_roles(client, school, farid):
    client.force_login(farid)
    role = farid.roles.get(kind=RoleKind.SCHOOL_ADMIN)

    answer = client.post(reverse("people:role_withdraw", args=[role.pk]), follow=True)

    assert "niemand over" in answer.content.decode()
    role.refresh_from_db()
    assert role.withdrawn_at is None


def test_roles_at_another_school_are_not_known(client, school, farid, hugo):
    client.force_login(farid)
    role = hugo.roles.first()

    assert client.post(reverse("people:role_withdraw", args=[role.pk])).status_code == 404
