"""The pmr withholds its consent: only with reasons, and the school reads them and starts again."""

from evaluations.models import PolicyProposal
from tests.browser.conftest import already_signed_in
from tests.factories import OfferedProposalFactory, PolicyProposalFactory


def test_the_pmr_withholds_with_reasons_and_a_new_version_begins(
    somebody, traject, carla, anna, dirk
):
    draft = PolicyProposalFactory(traject=traject, title="Minder overleg")
    content = draft.shown | {"system_change": {"is_system_change": False}}
    offered = OfferedProposalFactory(
        traject=traject, title="Minder overleg", status="under_review", content=content
    )
    pmr = already_signed_in(somebody("Carla"), carla)
    leader = already_signed_in(somebody("Anna"), anna)

    pmr.opens(offered.get_absolute_url())
    pmr.follows("Instemming onthouden")
    pmr.fills_in({"Redenen": "Het werk verdwijnt niet met het overleg."})
    pmr.presses("Onthouden van instemming vastleggen")
    leader.opens(offered.get_absolute_url())

    leader.sees("Instemming onthouden", "Het werk verdwijnt niet met het overleg.")
    leader.does_not_see("Besluit schrijven")
    assert already_signed_in(somebody("Dirk"), dirk).is_answered(
        f"/voorstel/{offered.pk}/besluiten/"
    ) in {403, 409}
    leader.presses("Nieuwe versie maken")
    leader.sees("staat klaar als concept", "Minder overleg")
    assert PolicyProposal.objects.get(previous=offered).edition == offered.edition + 1


def test_without_reasons_nothing_is_withheld(somebody, traject, carla):
    offered = OfferedProposalFactory(
        traject=traject,
        status="under_review",
        content=PolicyProposalFactory(traject=traject).shown,
    )
    pmr = already_signed_in(somebody("Carla"), carla)

    pmr.opens(f"/voorstel/{offered.pk}/onthouden/")
    pmr.part("button", "Onthouden van instemming").click()

    offered.refresh_from_db()
    assert offered.status == "under_review"
    pmr.sees("Zonder redenen kan dat niet")
