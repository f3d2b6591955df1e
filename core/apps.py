from django.apps import AppConfig
from django.db.models import fields
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = "Fundament"

    def ready(self) -> None:
        """Fill the registers: papers, jobs, lists and what letters ask before they leave."""
        fields.BLANK_CHOICE_LABEL = "Maak een keuze"  # Django has no Dutch for it yet
        autodiscover_modules("documents", "tasks", "emails", "resources")
