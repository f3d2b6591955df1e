"""The wizard."""

from django.urls import path

from trajects.views import wizard

urlpatterns = [
    path("trajecten/nieuw/", wizard.start_wizard, name="start_wizard"),
    path("trajecten/nieuw/overzicht/", wizard.review, name="wizard_review"),
    path("trajecten/nieuw/starten/", wizard.start, name="start"),
    path("trajecten/nieuw/opnieuw/", wizard.start_over, name="wizard_start_over"),
    path("trajecten/nieuw/<slug:name>/", wizard.step, name="wizard_step"),
]
