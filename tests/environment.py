"""The surroundings of every test: settings by environment, never those of a developer's `.env`.

Loaded by `-p tests.environment` before Django reads its settings.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
VAR_DIR = Path(tempfile.mkdtemp(prefix="taakdialoog-test-"))
BROWSERS = ("chromium", "google-chrome", "chromium-browser")

atexit.register(shutil.rmtree, VAR_DIR, ignore_errors=True)
for folder in ("queue", "queue-control", "media", "mail", "static"):
    (VAR_DIR / folder).mkdir()

os.environ.update(
    SECRET_KEY="only-for-tests-" + "0123456789abcdefghijklmnopqrstuvwxyz",
    SECRET_KEY_FALLBACKS="",
    VAR_DIR=str(VAR_DIR),
    MEDIA_ROOT=str(VAR_DIR / "media"),
    STATIC_ROOT=str(VAR_DIR / "static"),
    STATIC_STORAGE="django.contrib.staticfiles.storage.StaticFilesStorage",
    SITE_URL="http://testserver",
    ALLOWED_HOSTS="localhost,127.0.0.1,testserver",
    CSRF_TRUSTED_ORIGINS="",
    DEFAULT_FROM_EMAIL="Taakdialoog <noreply@voorbeeld.test>",
    BEHIND_PROXY="0",
    DEBUG="0",
    DEMO="0",
)
os.environ.setdefault("DATABASE_URL", f"sqlite:///{VAR_DIR}/taakdialoog.sqlite3")
os.environ.setdefault("EMAIL_URL", "memorymail://")
os.environ.setdefault("REDIS_URL", "")
# Playwright keeps an event loop in the thread of the test that also asks the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
if "CHROMIUM" not in os.environ:
    os.environ["CHROMIUM"] = next(filter(None, map(shutil.which, BROWSERS)), "")
if WORKER and os.environ["REDIS_URL"]:
    number = int(WORKER.removeprefix("gw")) + 1
    os.environ["REDIS_URL"] = f"{os.environ['REDIS_URL'].rstrip('/')}/{number}"

NEEDS = {
    "postgres": (os.environ["DATABASE_URL"].startswith("postgres"), "needs a PostgreSQL"),
    "redis": (bool(os.environ["REDIS_URL"]), "needs a Redis"),
    "browser": (bool(os.environ["CHROMIUM"]), "needs a Chromium"),
}


def pytest_configure(config: pytest.Config) -> None:
    """A hasher that costs nothing: the cast signs in thousands of times."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(ROOT / "tests" / "browser"):
            item.add_marker(pytest.mark.browser)
        for marker, (is_here, reason) in NEEDS.items():
            if not is_here and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(autouse=bool(os.environ["REDIS_URL"]))
def empty_cache() -> None:
    """Rows of the database cache go with the transaction; Redis has to be told."""
    from django.core.cache import cache

    cache.clear()
