"""Load the example school, or print who can sign in there."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from home.actions.demo import DemoExists, accounts, demo_is_here, load_demo, read_story


class Command(BaseCommand):
    help = "Laad de voorbeeldschool, of toon de accounts ervan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="Alleen op een lege database.")
        parser.add_argument("--accounts", action="store_true", help="Toon wie kan inloggen.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.SCHOOL_DEMO:
            raise CommandError("De voorbeeldschool wordt alleen geladen met DEMO=true.")
        if not options["accounts"]:
            self._load(only_if_empty=options["if_empty"])
        if demo_is_here():
            self._tell()

    def _load(self, *, only_if_empty: bool) -> None:
        try:
            load_demo(only_if_empty=only_if_empty)
        except DemoExists as exists:
            if not only_if_empty:
                raise CommandError(str(exists)) from exists

    def _tell(self) -> None:
        self.stdout.write("Accounts van de voorbeeldschool:")
        for account in accounts(read_story()):
            self.stdout.write(f"  {account.role:<22} {account.email:<42} {account.password}")
