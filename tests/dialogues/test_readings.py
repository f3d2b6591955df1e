"""What was gathered is shown where people need it: in the invitation and at the table (P6)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.letters import read_letter
from core.uploads import SafeFile
from dialogues.emails import letter_context
from dialogues.models import DialogueSession, SessionInvitation
from tests.factories import (
    DialogueSessionFactory,
    DialogueTableFactory,
    StaffMemberFactory,
    ThemeFactory,
)
from trajects.models import LibraryItem

pytestmark = pytest.mark.django_db
CSV = b"jaar;percentage\n2026;5,1\n"


@pytest.fixture
def theme(traject):
    return ThemeFactory(traject=traject, title="Werkdruk")


@pytest.fixture
def session(traject, theme):
    begin = timezone.now() + timedelta(days=10)
    made = DialogueSessionFactory(
        traject=traject, starts_at=begin, ends_at=begin + timedelta(hours=2)
    )
    made.themes.set([theme])
    return made


@pytest.fixture
def invitation(session, school):
    made = SessionInvitation.for_colleague(session, StaffMemberFactory(school=school))
    made.save()
    return made


@pytest.fixture
def put(traject, anna, theme):
    def put(title, *, source="https://school.example/stuk", publish=True, **fields):
        words = {"subject": "workload", "summary": f"Kort: {title}.", "audience": "everybody"}
        item = LibraryItem.objects.put(
            traject, by=anna, title=title, source=source, **{"themes": [theme], **words, **fields}
        )
        if publish:
            item.publish(by=anna)
        return item

    return put


def figures() -> SafeFile:
    return SafeFile("verzuim.csv", "csv", CSV)


def address(invitation, item, token="") -> str:
    return reverse(
        "dialogues:reading", args=[token or invitation.link_token(), item.versions.first().pk]
    )


def let_go(answer) -> bytes:
    sent = b"".join(answer)
    for close in answer._resource_closers:
        close()
    return sent


def test_the_invitation_names_what_can_be_read_beforehand(put, invitation, traject):
    put("Over dit thema")
    put("Over het hele gesprek", themes=[])
    put("Over iets anders", themes=[ThemeFactory(traject=traject)])
    put("Nog een concept", publish=False)
    put("Alleen de pmr", audience="pmr_leadership")

    body = read_letter("dialogues/invitation", letter_context(invitation)).body

    assert "- Over dit thema: Kort: Over dit thema." in body
    assert "- Over het hele gesprek:" in body
    for absent in ("Over iets anders", "Nog een concept", "Alleen de pmr"):
        assert absent not in body


def test_an_invitation_without_anything_to_read_says_nothing_about_it(invitation):
    assert "lezen" not in read_letter("dialogues/invitation", letter_context(invitation)).body


def test_a_title_cannot_become_a_button_of_the_letter(put, invitation):
    put("a\n\n[Klik hier](https://kwaad.example/)", summary="b\n[Klik](https://kwaad.example/)")

    body = read_letter("dialogues/invitation", letter_context(invitation)).body

    assert not any(line.startswith("[Klik") for line in body.splitlines())


def test_who_has_no_account_reads_through_the_link_of_the_invitation(client, put, invitation):
    item = put("Verzuim", source=figures())
    put("Een pagina")

    shown = client.get(reverse("dialogues:answer", args=[invitation.link_token()])).text

    assert "Kort: Verzuim." in shown
    assert address(invitation, item) in shown
    assert 'href="https://school.example/stuk" rel="noreferrer"' in shown
    answer = client.get(address(invitation, item))
    assert let_go(answer) == CSV
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    "fields",
    [
        {"audience": "pmr_leadership"},
        {"audience": "project_team"},
        {"publish": False},
    ],
)
def test_the_link_opens_only_what_everybody_may_read(client, put, invitation, fields):
    item = put("Verzuim", source=figures(), **fields)

    assert client.get(address(invitation, item)).status_code == 404


def test_the_link_opens_nothing_of_another_theme_school_or_token(
    client, put, invitation, traject, other_traject, hugo
):
    elsewhere = LibraryItem.objects.put(
        other_traject,
        by=hugo,
        source=figures(),
        subject="workload",
        title="Van een ander",
        summary="x",
    )
    elsewhere.publish(by=hugo)
    other_theme = put("Ander thema", source=figures(), themes=[ThemeFactory(traject=traject)])
    mine = put("Wel te lezen", source=figures())

    assert client.get(address(invitation, elsewhere)).status_code == 404
    assert client.get(address(invitation, other_theme)).status_code == 404
    assert client.get(address(invitation, mine, token="A" * 43)).status_code == 404


def test_the_link_dies_with_the_invitation_and_with_the_item(client, put, invitation, anna):
    item = put("Verzuim", source=figures())
    here = address(invitation, item)
    let_go(client.get(here))

    DialogueSession.objects.update(starts_at=timezone.now() - timedelta(minutes=1))
    assert client.get(here).status_code == 404
    DialogueSession.objects.update(starts_at=timezone.now() + timedelta(days=1))
    item.withdraw(by=anna, reason="Verouderd.")
    assert client.get(here).status_code == 404


def test_the_kit_of_a_table_has_the_items_of_its_theme(client, put, session, bas, traject):
    other = ThemeFactory(traject=traject)
    session.themes.add(other)
    table = DialogueTableFactory(session=session, facilitator=bas.seats.get(), theme=other)
    put("Over het thema van de tafel", themes=[other])
    put("Over het andere thema")
    client.force_login(bas)

    shown = client.get(reverse("dialogues:table", args=[table.pk])).text

    assert "Over het thema van de tafel" in shown
    assert "Over het andere thema" not in shown


@pytest.mark.parametrize("role", ["anna", "els"])
def test_the_page_of_a_session_shows_what_its_reader_may_read(role, request, client, put, session):
    client.force_login(request.getfixturevalue(role))
    put("Voor iedereen")
    put("Voor het team", audience="project_team")

    shown = client.get(reverse("dialogues:session", args=[session.pk])).text

    assert "Voor iedereen" in shown
    assert ("Voor het team" in shown) == (role == "anna")


def test_the_pages_of_theme_and_taakbeleid_show_them_too(client, put, anna, els, theme, traject):
    put("Over werkdruk")
    put("Ons statuut", subject="professional_charter", themes=[])
    client.force_login(anna)
    assert "Over werkdruk" in client.get(reverse("trajects:theme", args=[theme.pk])).text
    client.force_login(els)

    shown = client.get(reverse("trajects:policy", args=[traject.pk])).text

    assert "Ons statuut" in shown
    assert "Over werkdruk" not in shown
