"""The settings of the product, with the floor pages beside its own."""

import os

os.environ.update(
    SECRET_KEY="only-for-benchmarks-0123456789-abcdefghijklmnopqrstuvwxyz",
    SITE_URL="http://localhost",
    EMAIL_URL="dummymail://",
    DEBUG="0",
    DEMO="1",
    STATIC_STORAGE="django.contrib.staticfiles.storage.StaticFilesStorage",
)

from taakdialoog.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.urls"
# A log line a request costs as much as a small page; the floor of performance.md has none.
LOGGING["root"]["level"] = "WARNING"  # noqa: F405
