"""The Celery application: Redis where REDIS_URL names one, else a folder under var/."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taakdialoog.settings")

app = Celery("taakdialoog")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
