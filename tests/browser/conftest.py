"""A real server, a real browser, a real mail server, and the work in the background."""

import os
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser

from core.delivery import deliver_due
from core.work import work_due
from people.models import User
from tests.browser.person import Person
from tests.environment import VAR_DIR
from tests.mail import Mailbox

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
QUIET = "--no-sandbox --disable-background-networking --disable-component-update --disable-sync"


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    arguments = [*QUIET.split(), "--no-first-run"]
    return {"executable_path": os.environ["CHROMIUM"], "args": arguments}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, playwright: object) -> None:
    """Playwright first: its event loop decides which connection this thread has.

    The server answers while the test works: on SQLite that asks for a file.
    """
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(VAR_DIR / "browser.sqlite3")


class Clock:
    """A story of a school year told in a minute."""

    def __init__(self, traveller: time_machine.Traveller) -> None:
        self.traveller = traveller

    def becomes(self, *moment: int) -> None:
        self.traveller.move_to(datetime(*moment, tzinfo=AMSTERDAM))


@pytest.fixture
def clock() -> Iterator[Clock]:
    """Tuesday 6 October 2026, ten o'clock, and ticking."""
    start = datetime(2026, 10, 6, 10, 0, tzinfo=AMSTERDAM)
    with time_machine.travel(start, tick=True) as traveller:
        yield Clock(traveller)


class PostOffice:
    """What the worker does, and what arrives."""

    def __init__(self, mailbox: Mailbox) -> None:
        self.mailbox = mailbox

    def works(self) -> None:
        """Until nothing is due any more: a job may write letters."""
        while work_due() + deliver_due():
            pass

    def letter_to(self, address: str, *, about: str) -> EmailMessage:
        self.works()
        found = [
            letter
            for letter in self.mailbox.received
            if address in str(letter["To"]) and about in str(letter["Subject"])
        ]
        assert found, f"no letter about {about!r} to {address}: {self.mailbox.subjects}"
        return found[-1]


def text_of(letter: EmailMessage) -> str:
    part = letter.get_body(("plain",))
    assert part
    return str(part.get_content())


def link_in(letter: EmailMessage) -> str:
    """The first address in the text part: what the button leads to."""
    found = re.search(r"https?://\S+", text_of(letter))
    assert found, text_of(letter)
    return found.group().rstrip(").>")


@pytest.fixture
def post_office(settings, live_server) -> Iterator[PostOffice]:
    settings.SITE_URL = live_server.url
    with Mailbox() as mailbox:
        settings.MAILERS = mailbox.mailers
        yield PostOffice(mailbox)


type Welcomes = Callable[..., Person]


def already_signed_in(person: Person, user: User) -> Person:
    """Give this browser the session of an account, without the page of signing in."""
    client = Client()
    client.force_login(user, backend="people.accounts.AccountBackend")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    person.context.add_cookies(
        [{"name": cookie.key, "value": cookie.value, "url": person.home, "httpOnly": True}]
    )
    return person


@pytest.fixture
def somebody(browser: Browser, live_server) -> Iterator[Welcomes]:
    """Makes people, each with a browser of their own."""
    made: list[Person] = []

    def welcome(name: str = "bezoeker", **wishes: object) -> Person:
        made.append(Person(browser, live_server.url, name, **wishes))  # type: ignore[arg-type]
        return made[-1]

    yield welcome
    for person in made:
        person.context.close()
