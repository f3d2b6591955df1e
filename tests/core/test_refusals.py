"""Who comes too late gets a page that explains, with the own text to copy."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse

from core.middleware import PrivatePages, Refusals
from core.permissions import WrongMoment
from core.steps import StepNotAllowed
from core.versions import StaleVersion, TargetGone


@pytest.fixture
def refused(rf):
    def answer(error: Exception) -> HttpResponse:
        request = rf.post("/")
        request.user = AnonymousUser()
        return Refusals(lambda request: HttpResponse()).process_exception(request, error)

    return answer


def test_a_step_that_came_too_late_is_409(refused, leaflet):
    response = refused(StepNotAllowed(leaflet, "offered"))

    assert response.status_code == 409
    assert "Een collega was u voor" in response.content.decode()
    assert f'href="/folder/{leaflet.pk}/"' in response.content.decode()


def test_the_wrong_moment_is_409_with_the_reason(refused, leaflet):
    response = refused(WrongMoment("Eerst moet de sessie gesloten zijn.", leaflet))

    assert response.status_code == 409
    assert "Eerst moet de sessie gesloten zijn." in response.content.decode()


def test_a_conflict_shows_both_texts(refused, leaflet):
    response = refused(StaleVersion(leaflet, {"body": "Van mij."}, leaflet))

    assert response.status_code == 409
    page = response.content.decode()
    assert "Van mij." in page
    assert "Eerste" in page


def test_what_is_gone_is_410_with_the_own_text(refused, leaflet):
    response = refused(TargetGone(leaflet, {"body": "Van <b>mij</b>."}))

    assert response.status_code == 410
    assert "Van &lt;b&gt;mij&lt;/b&gt;." in response.content.decode()


def test_another_error_is_not_hidden(refused):
    assert refused(ZeroDivisionError()) is None


@pytest.mark.django_db
def test_a_page_of_who_is_signed_in_is_kept_by_nobody(rf, django_user_model):
    request = rf.get("/")
    request.user = django_user_model(name="Els")

    response = PrivatePages(lambda request: HttpResponse())(request)

    assert response["Cache-Control"] == "private, no-store"
    assert response["Vary"] == "HX-Request"


def test_a_page_for_everybody_may_be_kept(rf):
    request = rf.get("/")
    request.user = AnonymousUser()

    response = PrivatePages(lambda request: HttpResponse())(request)

    assert not response.has_header("Cache-Control")


def test_a_form_that_was_open_too_long_gives_the_text_back(client, db):
    strict = type(client)(enforce_csrf_checks=True)

    response = strict.post(
        "/document/1/", {"tekst": "Mijn lange tekst", "password": "geheim", "leeg": ""}
    )

    assert response.status_code == 403
    page = response.content.decode()
    assert "Mijn lange tekst" in page
    assert "geheim" not in page
