"""Every page of the permission table, on the example school: axe finds nothing, 360 px is enough.

Whoever gets 200 according to the table looks, on a phone; a sample is seen in the dark and on
a laptop. The pages of signing in are looked at too.
"""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.apps import apps
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Browser

from dialogues.models import DialogueSession, DialogueTable, Outcome
from home.actions.demo import accounts, load_demo, read_story
from people.models import User
from tests.browser.person import GALLERY, LAPTOP, PHONE, Person
from tests.factories import (
    DialogueSessionFactory,
    DialogueTableFactory,
    OutcomeFactory,
    PolicyProposalFactory,
    SeatFactory,
    TrajectFactory,
)
from tests.test_every_page import table

ROLES = ("anna", "bas", "carla", "dirk", "els", "farid", "gerda")
LOOKERS = ("anna", "carla", "dirk", "bas", "farid", "els", "gerda", "visitor")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Files, answers for machines, and pages that only tell where to go on.
NOT_A_PAGE = {
    "core:csp_report",
    "core:download",
    "core:livez",
    "core:readyz",
    "dialogues:reading",
    "core:rows_export",
    "trajects:reach_export",
    "people:setup",
    "people:staff_export",
    "people:staff_import_errors",
    "trajects:approach_content",
    "trajects:feed_file",
    "trajects:library_download",
    "trajects:policy_export",
}
# A page of the story instead of a fresh and empty one: model, and what to look for.
FILLED: dict[str, tuple[str, dict[str, object]]] = {
    "dialogues:session": ("dialogues.DialogueSession", {"status": "closed"}),
    "dialogues:bundle": ("dialogues.DialogueSession", {"status": "closed"}),
    "dialogues:invite": ("dialogues.DialogueSession", {"status": "planned"}),
    "dialogues:invitations": ("dialogues.DialogueSession", {"status": "planned"}),
    "dialogues:seating": ("dialogues.DialogueSession", {"status": "planned"}),
    "dialogues:change_session": ("dialogues.DialogueSession", {"status": "planned"}),
    "evaluations:conclusion": ("trajects.PolicyItem", {"outcomes__isnull": False}),
    "evaluations:golden_thread": ("trajects.PolicyItem", {"conclusion__isnull": False}),
    "evaluations:proposal": ("evaluations.PolicyProposal", {"status": "under_review"}),
    "evaluations:proposal_texts": ("evaluations.PolicyProposal", {"status": "draft"}),
    "evaluations:offer": ("evaluations.PolicyProposal", {"status": "draft"}),
    "evaluations:system_change": ("evaluations.PolicyProposal", {"status": "draft"}),
    "evaluations:item_change": ("evaluations.ProposalItem", {"proposal__status": "draft"}),
    "evaluations:dossier": ("evaluations.PolicyProposal", {"status": "under_review"}),
    "evaluations:grant": ("evaluations.PolicyProposal", {"status": "under_review"}),
    "evaluations:withhold": ("evaluations.PolicyProposal", {"status": "under_review"}),
    "evaluations:decision": ("evaluations.Decision", {}),
    "people:staff_member": ("people.StaffMember", {}),
    "trajects:approach_compare": ("trajects.Approach", {"edition": 2}),
    "trajects:approach_version": ("trajects.Approach", {"status": "signed"}),
    "trajects:kickoff": ("trajects.Traject", {}),
    "trajects:kickoff_programme": ("trajects.Traject", {}),
    "trajects:policy_item": ("trajects.PolicyItem", {}),
    "trajects:theme": ("trajects.Theme", {"is_chosen": True}),
    "trajects:run_sheet_item": ("trajects.RunSheetItem", {"status": "busy"}),
}
# The example school talked already: these pages are about a traject that only began.
BEFORE_THE_TALKS = {
    "trajects:approach_choices", "trajects:approach_refuse", "trajects:approach_section",
    "trajects:approach_sign", "trajects:approach_withdraw", "trajects:kickoff_cancel",
    "trajects:kickoff_edit", "trajects:kickoff_hold", "trajects:kickoff_invitation",
    "trajects:kickoff_invite", "trajects:kickoff_material", "trajects:kickoff_material_add",
    "trajects:kickoff_part", "trajects:kickoff_part_add", "trajects:kickoff_yield",
    "trajects:kickoff_yield_add", "trajects:policy_begin", "trajects:policy_import",
    "trajects:policy_upload", "trajects:team_advice",
}  # fmt: skip
IN_THE_DARK = {
    "home:start", "home:dashboard", "dialogues:item", "evaluations:outcomes",
    "evaluations:proposal", "trajects:run_sheet", "trajects:run_sheet_timeline",
    "trajects:traject",
}  # fmt: skip
PAGES = sorted(
    (
        name
        for name, row in table().items()
        if row.get("method", "get") == "get" and name not in NOT_A_PAGE and 200 in row.values()
    ),
    # The overviews first, while they show the story and nothing that this test makes.
    key=lambda name: (name not in IN_THE_DARK or name.startswith("dialogues:"), name),
)


@pytest.fixture
def example_school(live_server) -> SimpleNamespace:
    """The story of the demo, told once for all pages."""
    traject = load_demo()
    PolicyProposalFactory.reset_sequence(100)
    names = dict(zip(ROLES, accounts(read_story()), strict=True))
    cast = {role: User.objects.get(email=one.email) for role, one in names.items()}
    return SimpleNamespace(
        traject=traject, school=traject.school, url=live_server.url, accounts=names, **cast
    )


@pytest.fixture
def eyes(browser: Browser, example_school: SimpleNamespace) -> Iterator[dict[str, Person]]:
    """Signed-in people, one browser each, made when they first look."""
    made = Eyes(browser, example_school)
    yield made
    for person in made.values():
        person.context.close()


class Eyes(dict[str, Person]):
    def __init__(self, browser: Browser, school: SimpleNamespace) -> None:
        super().__init__()
        self.browser, self.school = browser, school

    def __missing__(self, wanted: str) -> Person:
        role, _, scheme = wanted.partition(" ")
        person = Person(self.browser, self.school.url, role, width=PHONE, scheme=scheme or "light")
        if role in self.school.accounts:
            signs_in(person, self.school.accounts[role])
        self[wanted] = person
        return person


def signs_in(person: Person, account: object) -> None:
    person.email = account.email  # type: ignore[attr-defined]
    person.opens("/account/login/")
    person.fills_in({"E-mail": account.email, "Wachtwoord": account.password})  # type: ignore[attr-defined]
    person.presses("Inloggen")


def address(name: str, school: SimpleNamespace) -> str:
    """Of the story itself where it has such a page, else of something made for this test."""
    row = table()[name]
    if name in FILLED:
        label, wanted = FILLED[name]
        found = apps.get_model(label).objects.filter(**wanted).first()
        assert found, f"the example school has no {label} with {wanted}"
        return reverse(name, kwargs={"pk": found.pk})
    if name in AT_AN_OPEN_TABLE:
        return reverse(name, kwargs=AT_AN_OPEN_TABLE[name](school))
    if name in BEFORE_THE_TALKS:
        school = just_begun(school, title=name)
    with transaction.atomic():
        return reverse(name, kwargs=row["make"](school) if "make" in row else {})


def just_begun(school: SimpleNamespace, title: str) -> SimpleNamespace:
    traject = TrajectFactory(school=school.school, title=title)
    SeatFactory(traject=traject, role="project_leader", user=school.anna)
    return SimpleNamespace(**{**vars(school), "traject": traject})


def open_table(school: SimpleNamespace) -> DialogueTable:
    """Bas sits at a table that talks right now, about the themes of the last session."""
    earlier = DialogueSession.objects.filter(traject=school.traject).first()
    session = DialogueSessionFactory(traject=school.traject, status="open")
    session.themes.set(earlier.themes.all())
    return DialogueTableFactory(session=session, facilitator=school.bas.seats.get())


def an_item(school: SimpleNamespace) -> dict[str, int]:
    table = open_table(school)
    return {"pk": table.pk, "item_pk": table.policy_items()[0].pk}


def an_outcome(school: SimpleNamespace) -> dict[str, int]:
    table = open_table(school)
    return {"pk": OutcomeFactory(table=table, policy_item=table.policy_items()[0]).pk}


def a_table(school: SimpleNamespace) -> dict[str, int]:
    return {"pk": Outcome.objects.get(**an_outcome(school)).table_id}


AT_AN_OPEN_TABLE = {
    "dialogues:item": an_item,
    "dialogues:read_aloud": a_table,
    "dialogues:replace": an_outcome,
    "dialogues:table": a_table,
}


def looker(name: str) -> str:
    row = table()[name]
    return next(person for person in LOOKERS if row[person] == 200)


def violations(person: Person) -> list[str]:
    options = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": RULES}}
    found = Axe().run(person.page, options=options).response["violations"]
    return [
        f"{one['id']}: {one['help']}: {node['html'][:160]}"
        for one in found
        for node in one["nodes"]
    ]


def test_every_page_is_accessible_and_fits_on_a_phone(example_school, eyes, subtests):
    for name in PAGES:
        with subtests.test(name):
            person = looks_at(eyes[looker(name)], address(name, example_school))

            assert violations(person) == []
            keeps_both_pictures(person, name.replace(":", "-"))
    for name in sorted(IN_THE_DARK):
        with subtests.test(f"{name} in the dark"):
            person = looks_at(eyes[f"{looker(name)} dark"], address(name, example_school))

            assert violations(person) == []
            keeps_both_pictures(person, name.replace(":", "-") + "-donker")


def looks_at(person: Person, url: str) -> Person:
    person.complaints.clear()
    person.opens(url)
    return person


def keeps_both_pictures(person: Person, name: str) -> None:
    if GALLERY:
        for person.width in (LAPTOP, PHONE):
            person.page.set_viewport_size({"width": person.width, "height": 800})
            person.page.reload()
            person.keeps_picture(name)


@pytest.mark.parametrize(
    "path", ["account/login/", "account/login/code/", "account/password/reset/", "bestaat-niet/"]
)
def test_the_way_in_is_accessible(path, somebody):
    visitor = somebody(width=PHONE)

    with visitor.expecting(404):
        visitor.page.goto(f"/{path}")

    visitor.arrives()
    assert violations(visitor) == []
