"""A leaflet: the smallest thing that has steps, versions and a page; known to these tests only."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps.registry import Apps
from django.db import connection, models

from core.models import Message
from core.outbox import post
from core.steps import Stepped
from core.verbs import Verb
from core.versions import Versioned
from tests.mail import Mailbox


class Status(models.TextChoices):
    DRAFT = "draft", "concept"
    OFFERED = "offered", "aangeboden"
    CLOSED = "closed", "gesloten"


class Leaflet(Stepped, Versioned):
    STEPS = {Status.DRAFT: {Status.OFFERED}, Status.OFFERED: {Status.CLOSED}}

    title = models.CharField("titel", max_length=200, blank=True)
    body = models.TextField("tekst", blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    offered_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "core"
        apps = Apps()

    @property
    def scope(self) -> str:
        return f"leaflet:{self.pk}"

    def get_absolute_url(self) -> str:
        return f"/folder/{self.pk}/"

    def offer(self, *, by: Any, **fields: Any) -> None:
        self._step(to=Status.OFFERED, verb=Verb.PROPOSAL_OFFERED, by=by, **fields)

    def close(self, *, by: Any) -> None:
        self._step(to=Status.CLOSED, verb=Verb.SESSION_CLOSED, by=by)


@pytest.fixture(scope="session")
def leaflets(django_db_setup, django_db_blocker) -> type[Leaflet]:
    with django_db_blocker.unblock():
        if Leaflet._meta.db_table not in connection.introspection.table_names():
            with connection.schema_editor() as editor:
                editor.create_model(Leaflet)
    return Leaflet


@pytest.fixture
def leaflet(leaflets, db) -> Iterator[Leaflet]:
    made = Leaflet.objects.create(title="Zo werken wij", body="Eerste tekst.")
    yield made
    Leaflet.objects.all().delete()


@pytest.fixture
def mailbox(settings) -> Iterator[Mailbox]:
    with Mailbox() as running:
        settings.MAILERS = running.mailers
        yield running


@pytest.fixture
def letter_templates(settings, tmp_path):
    """A folder for templates of one test; gives a function that writes a letter."""
    folder = tmp_path / "emails" / "proef"
    folder.mkdir(parents=True)
    chosen = [{**settings.TEMPLATES[0], "DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}]
    settings.TEMPLATES = chosen

    def write(name: str, text: str) -> str:
        (folder / f"{name}.txt").write_text(text)
        return f"proef/{name}"

    return write


@pytest.fixture
def a_letter(letter_templates, db):
    """Posts one plain letter, to anyone."""
    template = letter_templates(
        "gewoon",
        "Onderwerp: Geef uw mening vóór vrijdag\n\nBeste {{ name }},\n\n{{ text }}\n\n"
        "[Mening geven]({{ site_url }}/start/)\n",
    )

    def write(key: str = "brief", **changed: Any) -> Message:
        given: dict[str, Any] = {
            "key": key,
            "to": "els@voorbeeld.test",
            "name": "Els van Dam",
            "template": template,
            "context": {"text": "Het kost vijf minuten."},
        }
        return post(**given | changed)

    return write
