"""A slip of the finger in a year is told at once (B20), and an empty choice says so in Dutch."""

import importlib
import pkgutil
import re

import pytest
from django import forms
from django.urls import reverse

import trajects.forms
from tests.factories import ThemeFactory
from trajects.forms.dates import DayField

pytestmark = pytest.mark.django_db


def every_form():
    for module in pkgutil.iter_modules(trajects.forms.__path__, "trajects.forms."):
        for found in vars(importlib.import_module(module.name)).values():
            if isinstance(found, type) and issubclass(found, forms.BaseForm):
                yield found


def test_every_day_in_planning_has_a_year_people_can_mean():
    days = {
        (form.__name__, name): type(field)
        for form in every_form()
        for name, field in form.base_fields.items()
        if isinstance(field, forms.DateField)
    }

    assert len(days) > 10
    assert {key: kind for key, kind in days.items() if not issubclass(kind, DayField)} == {}


@pytest.mark.parametrize("typed", ["01-01-0001", "31-12-1999", "01-01-2100", "31-12-9999"])
def test_a_message_is_not_planned_in_a_year_nobody_means(client, anna, traject, typed):
    client.force_login(anna)
    fields = {
        "subject": "Lees de afspraken",
        "audience": "all_staff",
        "channel": "mail",
        "sender": "projectleider",
        "input_status": "explore",
        "planned_on": typed,
        "version": 0,
    }

    page = client.post(reverse("trajects:communication_add", args=[traject.pk]), fields)

    assert page.status_code == 422
    assert "Kies een datum" in page.text
    assert "Lees de afspraken" in page.text
    assert client.get(reverse("trajects:communication", args=[traject.pk])).status_code == 200


def test_an_empty_choice_speaks_dutch(client, anna, traject):
    client.force_login(anna)

    page = client.get(reverse("trajects:communication_add", args=[traject.pk])).text

    assert "Select an option" not in page
    assert "Maak een keuze" in page


@pytest.mark.parametrize("name", ["score_round_open", "dialogue_setup"])
def test_no_button_of_a_choice_is_empty(client, anna, traject, name):
    ThemeFactory(traject=traject)
    client.force_login(anna)

    page = client.get(reverse(f"trajects:{name}", args=[traject.pk])).text

    empty = [tag for tag in re.findall("<input[^>]*>", page) if 'type="radio"' in tag]
    assert [tag for tag in empty if 'value=""' in tag] == []
