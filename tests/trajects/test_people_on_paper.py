"""Who does what, the log, the reach, the key figures and the agenda print as accessible PDF."""

from io import BytesIO

import pikepdf
import pytest

from core.documents import render_document
from core.models import Document
from core.printing import print_pdf
from tests.factories import (
    PolicyCategoryFactory,
    PolicyItemFactory,
    SeatFactory,
    StaffMemberFactory,
    TaskPolicyFactory,
    ThemeFactory,
)
from trajects.models import DialogueSetup, ProgressEntry, Stakeholder

pytestmark = pytest.mark.django_db

KINDS = ["team", "progress", "reach", "stakeholders", "agenda"]


@pytest.fixture
def filled(anna, traject):
    StaffMemberFactory.create_batch(8, school=traject.school)
    SeatFactory(traject=traject, mandate="Begeleid een tafel.")
    ProgressEntry.objects.write(traject, by=anna, went="a", adjusted="b", reason="c")
    one = Stakeholder.objects.add(traject, by=anna, name="Sectie Gym", kind="department")
    one.note_contact(by=anna, done="Gesproken.")
    category = PolicyCategoryFactory(task_policy=TaskPolicyFactory(traject=traject))
    PolicyItemFactory(category=category, theme=ThemeFactory(traject=traject))
    DialogueSetup(traject=traject, version=0).choose(
        version=0, by=anna, form="one_agenda", coach="no", coach_reason="Niet nodig."
    )
    return traject


@pytest.mark.parametrize("kind", KINDS)
def test_the_paper_is_an_accessible_pdf(anna, filled, kind):
    document = Document.objects.request(f"trajects.{kind}", subject=filled, by=anna)

    pdf = pikepdf.open(BytesIO(print_pdf(render_document(document), title=document.title)))

    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang) == "nl"
    assert len(pdf.pages) >= 1


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_traject_prints_too(anna, traject, kind):
    document = Document.objects.request(f"trajects.{kind}", subject=traject, by=anna)

    assert "<h1>" in render_document(document)
