from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = "Fundament"

    def ready(self) -> None:
        """Fill the registers: papers, jobs, lists and what letters ask before they leave."""
        autodiscover_modules("documents", "tasks", "emails", "resources")
