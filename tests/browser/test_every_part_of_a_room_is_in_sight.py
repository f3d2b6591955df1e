"""At every width the row of the room tells that there is more, and where you are."""

import pytest
from django.urls import reverse

from tests.browser.conftest import already_signed_in
from tests.factories import RunSheetItemFactory

ROW = "document.querySelector('.td-roomnav ul')"
FITS = f"{ROW}.scrollWidth <= {ROW}.clientWidth"
PLACE_OF_THIS_PAGE = """() => {
  const box = document.querySelector('.td-roomnav [aria-current]').getBoundingClientRect();
  return [box.left, box.right];
}"""


@pytest.mark.parametrize("width", [768, 1024, 1280, 1600])
def test_no_part_of_the_room_falls_off_the_row(somebody, clock, anna, traject, width):
    person = already_signed_in(somebody("Anna"), anna)
    person.page.set_viewport_size({"width": width, "height": 800})

    person.opens(reverse("trajects:traject", args=[traject.pk]))

    assert person.page.evaluate(FITS)


def test_on_a_phone_the_page_you_are_on_is_in_sight(somebody, clock, anna, traject):
    person = already_signed_in(somebody("Anna"), anna)
    person.page.set_viewport_size({"width": 360, "height": 800})

    person.opens(reverse("trajects:checklists", args=[traject.pk]))

    left, right = person.page.evaluate(PLACE_OF_THIS_PAGE)
    assert not person.page.evaluate(FITS)
    assert 0 <= left < right <= 360


def test_a_word_that_fits_on_no_phone_is_broken(somebody, clock, anna, traject):
    line = RunSheetItemFactory(traject=traject, title="Schoolplanoverleg" * 9)
    other = RunSheetItemFactory(traject=traject, title="Koffie regelen")
    person = already_signed_in(somebody("Anna"), anna)
    person.page.set_viewport_size({"width": 360, "height": 800})

    for page, each in (("item", line), ("edit", line), ("edit", other)):
        person.opens(reverse(f"trajects:run_sheet_{page}", args=[each.pk]))
        person.page.evaluate(
            "document.querySelectorAll('details').forEach(one => one.open = true)"
        )
        assert person.page.evaluate("document.documentElement.scrollWidth") == 360
