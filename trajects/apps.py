from django.apps import AppConfig


class TrajectsConfig(AppConfig):
    name = "trajects"
    verbose_name = "Planning en organisatie"
