"""A worker in a process of its own, for tests that kill it: `python -m tests.faults.worker`."""

import json
import os

import django

PAPER = "proof.school"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taakdialoog.settings")
    django.setup()
    prepare()
    work()


def prepare() -> None:
    """The mail server, the templates and the paper of the test that started us."""
    from django.conf import settings

    from core.documents import paper
    from people.models import School

    settings.MAILERS = json.loads(os.environ["WORKER_MAILERS"])
    settings.TEMPLATES[0]["DIRS"].insert(0, os.environ["WORKER_TEMPLATES"])
    School._default_manager.visible_to = lambda user: School._default_manager.all()

    @paper(PAPER, model=School, title="Dossier")
    def school_paper(school: School) -> tuple[str, dict[str, str]]:
        return "paper.html", {"name": school.name}


def work() -> None:
    from django.db import connection

    from core.tasks import sweep

    sweep()
    connection.close_pool()


if __name__ == "__main__":
    main()
