"""Somebody at a screen, in words: opens, follows, presses, fills in, reads.

Whatever somebody does, the page behind it answers without an error, a refused style or
script, a request to another host, or a sideways scroll on a phone.
"""

import os
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, Response

PHONE = 360
LAPTOP = 1280
PASSWORD = "vier vrolijke vossen"
PATIENCE = 15_000
GALLERY = os.environ.get("SCREENSHOTS", "")


def beginning(words: str) -> re.Pattern[str]:
    """However the browser spaces what only a screen reader says."""
    return re.compile(r"^\s*" + re.escape(words).replace(":", r"\s*:"), re.IGNORECASE)


class Person:
    """One browser of one person: its own cookies, its own screen."""

    def __init__(
        self,
        browser: Browser,
        home: str,
        name: str = "bezoeker",
        *,
        email: str = "",
        width: int = LAPTOP,
        has_scripts: bool = True,
        scheme: str = "light",
    ) -> None:
        self.home, self.name, self.email, self.width = home, name, email, width
        self.has_scripts = has_scripts
        self.context = browser.new_context(
            base_url=home,
            viewport={"width": width, "height": 800},
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
            java_script_enabled=has_scripts,
            color_scheme=scheme,
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(PATIENCE)
        self.complaints: list[str] = []
        self.page: Page = self.context.new_page()
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._watch)
        self.page.on("response", self._check)

    # What goes wrong on a page.

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def _watch(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and not request.url.startswith(
            self.home
        ):
            self.complaints.append(f"a request to {parts.netloc}")

    def _check(self, response: Response) -> None:
        if response.status >= 400:
            self.complaints.append(f"{response.status} for {urlsplit(response.url).path}")

    def arrives(self) -> None:
        """Look at the page that came: nothing may be wrong with it."""
        self.page.wait_for_load_state("load")
        assert not self.complaints, f"{self.page.url}: {self.complaints}"
        assert not self.is_too_wide(), f"{self.page.url} scrolls sideways at {self.width} px"
        self.keeps_picture()

    def is_too_wide(self) -> bool:
        return self.has_scripts and bool(
            self.page.evaluate("document.documentElement.scrollWidth > innerWidth")
        )

    def keeps_picture(self, name: str = "") -> None:
        if GALLERY:
            folder = Path(GALLERY)
            folder.mkdir(parents=True, exist_ok=True)
            path = urlsplit(self.page.url).path.strip("/").replace("/", "-")[:60] or "start"
            file = folder / f"{name or self.name + '-' + path}-{self.width}.png"
            self.page.screenshot(path=file, full_page=True)

    # What somebody does.

    def opens(self, address: str) -> None:
        self.page.goto(address)
        self.arrives()

    def follows(self, link: str) -> None:
        self._goes(self.part("link", link).click)

    def presses(self, button: str) -> None:
        """A button that leads to a page; a question in between is answered with yes."""
        found = self.part("button", button)
        asks = self.has_scripts and found.evaluate(
            "b => !!(b.dataset.confirm || b.form?.dataset.confirm)"
        )
        if asks:
            found.click()
            found = self.page.locator("dialog .btn-primary")
        self._goes(found.click)

    def taps(self, button: str) -> None:
        """A button that changes a piece of this page."""
        with self.page.expect_response(lambda answer: answer.request.method == "POST"):
            self.part("button", button).click()
        self.page.locator(".htmx-request").first.wait_for(state="detached")
        self.arrives()

    def fills_in(self, answers: dict[str, object]) -> None:
        """By label: text, a choice from a list, a tick, or a file."""
        for label, value in answers.items():
            field = self.field(label)
            kind = field.evaluate("f => f.tagName == 'SELECT' ? 'select' : f.type")
            self._fills(field, kind, value)

    def _fills(self, field: Locator, kind: str, value: object) -> None:
        if kind == "select":
            option = field.locator("option", has_text=str(value)).first
            field.select_option(value=option.get_attribute("value"))
        elif kind in {"checkbox", "radio"}:
            field.set_checked(bool(value))
        elif kind == "file":
            field.set_input_files(str(value))
        else:
            field.fill(str(value))

    def chooses(self, *labels: str) -> None:
        """Press what is written beside a choice."""
        for label in labels:
            self.main.locator("label").filter(has_text=beginning(label)).first.click()

    def signs_in(self) -> None:
        self.context.clear_cookies()
        self.opens("/account/login/")
        self.fills_in({"E-mail": self.email, "Wachtwoord": PASSWORD})
        self.presses("Inloggen")

    # What somebody sees.

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def part(self, role: str, words: str) -> Locator:
        return self.main.get_by_role(role, name=beginning(words)).first  # type: ignore[arg-type]

    def field(self, label: str) -> Locator:
        return self.main.get_by_label(beginning(label)).first

    def sees(self, *texts: str) -> None:
        shown = " ".join(self.main.inner_text().split())
        for text in texts:
            assert text in shown, f"{self.page.url} does not say {text!r}: {shown[:1500]}"

    def does_not_see(self, *texts: str) -> None:
        shown = " ".join(self.main.inner_text().split())
        for text in texts:
            assert text not in shown, f"{self.page.url} says {text!r}"

    def is_answered(self, path: str) -> int:
        """The status of a page, asked for beside the screen."""
        return self.context.request.get(path, max_redirects=0).status

    def downloads(self, link: str) -> bytes:
        with self.page.expect_download() as download:
            self.part("link", link).click()
        return Path(download.value.path()).read_bytes()

    def expecting(self, *statuses: int) -> AbstractContextManager[None]:
        """For a page that is refused on purpose."""
        return Expecting(self, statuses)

    def _goes(self, deed: Callable[[], None]) -> None:
        with self.page.expect_navigation(wait_until="load"):
            deed()
        self.arrives()


class Expecting(AbstractContextManager[None]):
    """Within this block these answers are no complaint."""

    def __init__(self, person: Person, statuses: tuple[int, ...]) -> None:
        self.person, self.statuses = person, statuses

    def __exit__(self, *error: object) -> None:
        known = tuple(str(status) for status in self.statuses)
        self.person.complaints = [
            text for text in self.person.complaints if not any(code in text for code in known)
        ]
