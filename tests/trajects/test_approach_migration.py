"""What a traject had agreed before there was an approach moves into it, and back, without loss."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE, AFTER = ("trajects", "0004_people_and_support"), ("trajects", "0005_approach")

pytestmark = pytest.mark.django_db(transaction=True)


def migrated(target):
    """The models as they were at this migration."""
    executor = MigrationExecutor(connection)
    executor.migrate([target])
    return MigrationExecutor(connection).loader.project_state([target]).apps


@pytest.fixture
def to_the_end():
    """Leave the tables as the other tests expect them."""
    yield
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def test_text_and_days_move_into_the_parts_and_back(to_the_end):
    old = migrated(BEFORE)
    school = old.get_model("people", "School").objects.create(
        name="De Oude",
        brin="99ZZ",
        board=old.get_model("people", "Board").objects.create(name="Bestuur"),
    )
    traject = old.get_model("trajects", "Traject").objects.create(
        school=school,
        title="Van vroeger",
        school_year=2026,
        cao_edition="CAO VO 2024-2025",
        starts_on=date(2026, 9, 1),
        target_on=date(2027, 5, 1),
        recording_agreement="Zonder namen.",
        recording_agreed_on=date(2026, 10, 1),
        evaluation_goal="Past de tijd?",
        evaluation_goal_on=date(2026, 10, 2),
        in_year_plan_on=date(2026, 9, 3),
    )

    new = migrated(AFTER)
    approach = new.get_model("trajects", "Approach").objects.get(traject_id=traject.pk)
    parts = {part.key: part for part in approach.sections.all()}
    assert (approach.edition, approach.status, len(parts)) == (1, "draft", 11)
    assert (parts["recording"].text, parts["recording"].agreed_on) == (
        "Zonder namen.",
        date(2026, 10, 1),
    )
    assert parts["evaluation_goal"].text == "Past de tijd?"
    assert parts["evaluation_goal"].agreed_on == date(2026, 10, 2)
    assert (parts["year_plan"].text, parts["year_plan"].agreed_on) == ("", date(2026, 9, 3))
    assert not parts["other"].is_required
    parts["recording"].text = "Anders geschreven."
    parts["recording"].save()

    back = migrated(BEFORE).get_model("trajects", "Traject").objects.get(pk=traject.pk)
    assert back.recording_agreement == "Anders geschreven."
    assert back.recording_agreed_on == date(2026, 10, 1)
    assert (back.evaluation_goal, back.evaluation_goal_on) == ("Past de tijd?", date(2026, 10, 2))
    assert back.in_year_plan_on == date(2026, 9, 3)
    back.delete()
