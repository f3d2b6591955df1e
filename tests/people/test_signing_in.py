"""Who has an account gets in with a password or a code by mail, and nobody learns who has one."""

import re

import pytest
from django.urls import reverse

from core.models import Message

PASSWORD = "vier vrolijke vossen"


@pytest.fixture
def with_password(anna):
    anna.set_password(PASSWORD)
    anna.save()
    return anna


def sign_in(client, email: str, password: str = PASSWORD, **extra: str):
    return client.post(reverse("account_login"), {"login": email, "password": password, **extra})


@pytest.mark.parametrize("written", ["{}", " {} ", "UPPER"])
def test_the_address_may_be_written_in_any_way(client, with_password, written):
    email = with_password.email
    typed = email.upper() if written == "UPPER" else written.format(email)

    answer = sign_in(client, typed)

    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(with_password.pk)


def test_a_code_by_mail_gets_in_and_is_wiped_once_sent(client, anna):
    client.post(reverse("account_request_login_code"), {"email": anna.email})

    letter = Message.objects.get()
    code = re.search(r"^([A-Z0-9-]{6,})$", letter.body, re.M)[1]
    answer = client.post(reverse("account_confirm_login_code"), {"code": code})

    assert letter.is_secret
    assert letter.to == anna.email
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(anna.pk)


def test_an_unknown_address_gets_the_same_answer_and_no_mail(client, anna):
    url = reverse("account_request_login_code")
    known = client.post(url, {"email": anna.email})
    client.cookies.clear()
    unknown = client.post(url, {"email": "niemand@elders.example"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert Message.objects.count() == 1


def test_a_wrong_password_says_nothing_about_the_address(client, with_password):
    wrong = sign_in(client, with_password.email, "fout fout fout")
    unknown = sign_in(client, "niemand@elders.example", "fout fout fout")

    errors = [answer.context["form"].non_field_errors() for answer in (wrong, unknown)]
    assert errors[0] == errors[1]


def test_nobody_opens_an_account_by_themselves(client, db):
    answer = client.get(reverse("account_signup"))
    client.post(reverse("account_signup"), {"email": "x@y.example", "password1": PASSWORD})

    assert "form" not in (answer.context or {}) or answer.status_code == 200
    assert b'name="password1"' not in answer.content
    from people.models import User

    assert not User.objects.filter(email="x@y.example").exists()


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example", "https:evil.example", "\\\\evil.example",
               "javascript:alert(1)", "http://localhost/x", "/\\evil.example"],
)  # fmt: skip
def test_after_signing_in_one_stays_on_this_site(client, with_password, target):
    answer = sign_in(client, with_password.email, next=target)

    assert answer["Location"] == reverse("home:start")


def test_after_signing_in_one_lands_on_the_page_that_was_asked(client, with_password):
    answer = sign_in(client, with_password.email, next="/profiel/")

    assert answer["Location"] == "/profiel/"


def test_a_closed_account_does_not_get_in(client, with_password):
    with_password.is_active = False
    with_password.save()

    sign_in(client, with_password.email)

    assert "_auth_user_id" not in client.session


def test_the_session_gets_a_new_number_at_sign_in(client, with_password):
    client.get(reverse("account_login"))
    client.session["x"] = 1
    before = client.session.session_key

    sign_in(client, with_password.email)

    assert client.session.session_key != before


@pytest.mark.parametrize("password", ["", "x" * 100_000, "a\0b", "e\u0301" * 20])
def test_odd_passwords_are_simply_wrong(client, with_password, password):
    assert sign_in(client, with_password.email, password).status_code == 200


def test_a_colleague_slows_down_but_a_mail_code_still_works(client, with_password):
    for _ in range(7):
        sign_in(client, with_password.email, "fout fout fout")

    client.post(reverse("account_request_login_code"), {"email": with_password.email})

    assert Message.objects.filter(to=with_password.email).count() == 1


def test_a_new_password_is_asked_by_a_link_that_ends(client, with_password):
    client.post(reverse("account_reset_password"), {"email": with_password.email})

    letter = Message.objects.get()
    assert "/account/password/reset/key/" in letter.body
    assert letter.is_secret


def test_the_admin_has_no_sign_in_of_its_own(client, db):
    answer = client.get("/beheer/login/")

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(
    "name",
    ["account_login", "account_request_login_code", "account_reset_password", "account_signup"],
)
def test_pages_of_signing_in_are_open_to_all(client, db, name):
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize(
    "name", ["account_logout", "account_change_password", "mfa_index", "people:profile"]
)
def test_pages_of_the_own_account_open_for_whoever_is_in(client, with_password, name):
    sign_in(client, with_password.email)

    assert client.get(reverse(name), follow=True).status_code == 200


def test_somebody_cannot_take_an_address_that_was_not_proven(client, with_password):
    sign_in(client, with_password.email)

    client.post(
        reverse("account_email"), {"action_add": "", "email": "ander@elders.example"}, follow=True
    )

    with_password.refresh_from_db()
    assert with_password.email.startswith("anna@")


def test_advice_on_a_second_factor_for_whoever_has_many_rights(client, farid, els):
    client.force_login(farid)
    assert "Extra beveiligen" in client.get(reverse("people:profile")).content.decode()
    client.force_login(els)
    assert "Extra beveiligen" not in client.get(reverse("people:profile")).content.decode()


def test_the_admin_shows_nothing_confidential():
    from django.contrib import admin

    names = {model._meta.label for model in admin.site._registry if model._meta.app_label in OURS}
    assert {name for name in names if name.startswith("people.")} == {
        "people.User", "people.Board", "people.School", "people.Role",
    }  # fmt: skip


OURS = {"people"}
