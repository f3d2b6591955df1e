"""Checklists and success factors."""

from django.urls import path

from trajects.views import checklists, success_factors

urlpatterns = [
    path(
        "trajecten/<int:pk>/succesfactoren/",
        success_factors.success_factors,
        name="success_factors",
    ),
    path(
        "trajecten/<int:pk>/succesfactoren/nieuwe-ronde/",
        success_factors.score_round_open,
        name="score_round_open",
    ),
    path(
        "trajecten/<int:pk>/succesfactoren/pdf/",
        success_factors.success_paper,
        name="success_paper",
    ),
    path(
        "trajecten/<int:pk>/succesfactoren/<slug:key>/",
        success_factors.factor_note,
        name="factor_note",
    ),
    path("scorerondes/<int:pk>/", success_factors.score_round, name="score_round"),
    path(
        "scorerondes/<int:pk>/sluiten/",
        success_factors.score_round_close,
        name="score_round_close",
    ),
    path("trajecten/<int:pk>/checklists/", checklists.checklists, name="checklists"),
    path("trajecten/<int:pk>/checklists/nieuw/", checklists.checklist_add, name="checklist_add"),
    path("trajecten/<int:pk>/checklists/pdf/", checklists.checklist_paper, name="checklist_paper"),
    path("checklistpunten/<int:pk>/tekst/", checklists.checklist_own, name="checklist_own"),
    path(
        "checklistpunten/<int:pk>/verplaatsen/",
        checklists.checklist_move,
        name="checklist_move",
    ),
    path(
        "checklistpunten/<int:pk>/weghalen/",
        checklists.checklist_remove,
        name="checklist_remove",
    ),
    path("checklistpunten/<int:pk>/", checklists.checklist_item, name="checklist_item"),
    path(
        "checklistpunten/<int:pk>/vinkje-weg/", checklists.checklist_clear, name="checklist_clear"
    ),
]
