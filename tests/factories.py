"""Rows for tests: one factory per noun, with the least that makes it valid."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from dialogues import models as dialogues
from evaluations import models as evaluations
from people import models as people
from trajects import models as trajects

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


class BoardFactory(DjangoModelFactory):
    class Meta:
        model = people.Board

    name = factory.Sequence(lambda n: f"Stichting {n}")


class SchoolFactory(DjangoModelFactory):
    class Meta:
        model = people.School

    board = factory.SubFactory(BoardFactory)
    name = factory.Sequence(lambda n: f"School {n}")
    brin = factory.Sequence(lambda n: f"{n % 100:02d}{chr(65 + n // 100 % 26)}Z")
    region = people.Region.MIDDEN


class UserFactory(DjangoModelFactory):
    class Meta:
        model = people.User

    name = factory.Sequence(lambda n: f"Gebruiker {n}")
    email = factory.Sequence(lambda n: f"gebruiker{n}@school.example")


class RoleFactory(DjangoModelFactory):
    class Meta:
        model = people.Role

    user = factory.SubFactory(UserFactory)
    school = factory.SubFactory(SchoolFactory)
    kind = people.RoleKind.EMPLOYEE
    starts_on = date(2020, 8, 1)


class TeamFactory(DjangoModelFactory):
    class Meta:
        model = people.Team

    school = factory.SubFactory(SchoolFactory)
    name = factory.Sequence(lambda n: f"Team {n}")


class StaffMemberFactory(DjangoModelFactory):
    class Meta:
        model = people.StaffMember

    school = factory.SubFactory(SchoolFactory)
    employee_number = factory.Sequence(lambda n: f"{10000 + n}")
    given_name = factory.Sequence(lambda n: f"Voornaam{n}")
    family_name = factory.Sequence(lambda n: f"Achternaam{n}")
    email = factory.Sequence(lambda n: f"medewerker{n}@school.example")
    staff_category = people.StaffCategory.OP
    working_time_factor = Decimal("0.8")


class TrajectFactory(DjangoModelFactory):
    class Meta:
        model = trajects.Traject

    school = factory.SubFactory(SchoolFactory)
    title = "Herbeoordeling taakbeleid 2026-2027"
    school_year = 2026
    cao_edition = "CAO VO 2024-2025"
    starts_on = date(2026, 9, 14)
    target_on = date(2027, 5, 20)


class SeatFactory(DjangoModelFactory):
    class Meta:
        model = trajects.Seat

    traject = factory.SubFactory(TrajectFactory)
    role = trajects.SeatRole.TEAM_MEMBER


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = trajects.Theme

    traject = factory.SubFactory(TrajectFactory)
    title = factory.Sequence(lambda n: f"Thema {n}")


class TaskPolicyFactory(DjangoModelFactory):
    class Meta:
        model = trajects.TaskPolicy

    traject = factory.SubFactory(TrajectFactory)
    cao_edition = "CAO VO 2024-2025"


class PolicyCategoryFactory(DjangoModelFactory):
    class Meta:
        model = trajects.PolicyCategory

    task_policy = factory.SubFactory(TaskPolicyFactory)
    name = factory.Sequence(lambda n: f"Categorie {n}")


class PolicyItemFactory(DjangoModelFactory):
    class Meta:
        model = trajects.PolicyItem

    category = factory.SubFactory(PolicyCategoryFactory)
    title = factory.Sequence(lambda n: f"Onderdeel {n}")
    unit = "klokuren per jaar"
    value = Decimal(60)
    hours = Decimal(60)


class RunSheetItemFactory(DjangoModelFactory):
    class Meta:
        model = trajects.RunSheetItem

    traject = factory.SubFactory(TrajectFactory)
    key = factory.Sequence(lambda n: f"regel-{n}")
    phase = trajects.Phase.PLANNING
    title = factory.Sequence(lambda n: f"Activiteit {n}")
    starts_on = date(2026, 9, 21)
    ends_on = date(2026, 9, 25)


class DialogueSessionFactory(DjangoModelFactory):
    class Meta:
        model = dialogues.DialogueSession

    traject = factory.SubFactory(TrajectFactory)
    title = factory.Sequence(lambda n: f"Sessie {n}")
    starts_at = datetime(2027, 1, 12, 15, 30, tzinfo=AMSTERDAM)
    ends_at = datetime(2027, 1, 12, 17, 0, tzinfo=AMSTERDAM)
    place = "aula"


class ClosedSessionFactory(DialogueSessionFactory):
    """Held and closed; what its tables said counts."""

    status = "closed"
    closed_at = factory.LazyFunction(timezone.now)


class DialogueTableFactory(DjangoModelFactory):
    class Meta:
        model = dialogues.DialogueTable

    session = factory.SubFactory(DialogueSessionFactory)
    number = factory.Sequence(lambda n: n + 1)
    closed_at = factory.LazyAttribute(
        lambda table: timezone.now() if getattr(table, "status", "") == "closed" else None
    )


class OutcomeFactory(DjangoModelFactory):
    class Meta:
        model = dialogues.Outcome

    table = factory.SubFactory(DialogueTableFactory)
    policy_item = factory.SubFactory(PolicyItemFactory)
    direction = dialogues.OutcomeDirection.LESS
    reasons = "Er is te weinig tijd."
    has_no_minority_view = True


class PolicyProposalFactory(DjangoModelFactory):
    class Meta:
        model = evaluations.PolicyProposal

    traject = factory.SubFactory(TrajectFactory)
    number = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Voorstel {n}")


class OfferedProposalFactory(PolicyProposalFactory):
    """Offered yesterday, with six weeks to go."""

    status = "offered"
    offered_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))
    term_ends_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=42))
    sha256 = "0" * 64
