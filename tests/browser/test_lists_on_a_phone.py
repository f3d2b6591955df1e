"""On a phone the words keep the width and the buttons move below them (X23)."""

import pytest
from django.urls import reverse

from tests.browser.conftest import already_signed_in
from tests.browser.person import PHONE
from trajects.models import ChecklistItem


@pytest.fixture
def own_point(traject, anna) -> ChecklistItem:
    return ChecklistItem.objects.add_own(
        traject,
        by=anna,
        phase="planning",
        text="De roostermaker weet wat er met de lestaak kan veranderen.",
    )


def test_an_own_point_of_a_checklist_is_readable(somebody, clock, anna, traject, own_point):
    person = already_signed_in(somebody("Anna", width=PHONE), anna)

    person.opens(reverse("trajects:checklists", args=[traject.pk]))

    words = person.page.get_by_text(own_point.text).first.bounding_box()
    assert words["width"] > PHONE / 2
