"""Nobody overwrites a colleague: the second one sees both texts."""

import pytest

from core.versions import StaleVersion, TargetGone
from tests.core.conftest import Leaflet


def test_an_unchanged_text_is_saved_and_gets_the_next_version(leaflet):
    leaflet.save_if_unchanged(version=1, body="Tweede tekst.")

    assert (leaflet.version, leaflet.body) == (2, "Tweede tekst.")


def test_the_second_to_save_gets_both_texts(leaflet):
    other = Leaflet.objects.get(pk=leaflet.pk)
    other.save_if_unchanged(version=1, body="Van de ander.")

    with pytest.raises(StaleVersion) as refused:
        leaflet.save_if_unchanged(version=1, body="Van mij.")

    assert refused.value.mine == {"Tekst": "Van mij."}
    assert refused.value.theirs == {"Tekst": "Van de ander."}
    leaflet.refresh_from_db()
    assert leaflet.body == "Van de ander."


def test_what_was_removed_meanwhile_gives_the_own_text_back(leaflet):
    Leaflet.objects.filter(pk=leaflet.pk).delete()

    with pytest.raises(TargetGone) as refused:
        leaflet.save_if_unchanged(version=1, body="Van mij.")

    assert refused.value.mine == {"Tekst": "Van mij."}


def test_a_choice_is_shown_in_words(leaflet):
    Leaflet.objects.update(version=2)

    with pytest.raises(StaleVersion) as refused:
        leaflet.save_if_unchanged(version=1, status="offered")

    assert refused.value.mine == {"Status": "aangeboden"}
    assert refused.value.theirs == {"Status": "concept"}
