"""Seats, the log, key figures and reach."""

from django.urls import path

from trajects.views import progress, reach, support, team

urlpatterns = [
    path("trajecten/<int:pk>/mensen/", team.team, name="team"),
    path("trajecten/<int:pk>/mensen/plaats/", team.seat_add, name="seat_add"),
    path("trajecten/<int:pk>/mensen/inhoud/", team.team_content, name="team_content"),
    path(
        "trajecten/<int:pk>/mensen/advies/<slug:key>/",
        team.team_advice_overrule,
        name="team_advice",
    ),
    path("plaatsen/<int:pk>/", team.seat, name="seat"),
    path("plaatsen/<int:pk>/iemand-kiezen/", team.seat_fill, name="seat_fill"),
    path("plaatsen/<int:pk>/overdragen/", team.seat_hand_over, name="seat_hand_over"),
    path("plaatsen/<int:pk>/vrijmaken/", team.seat_release, name="seat_release"),
    path("plaatsen/<int:pk>/van-buiten/", team.seat_outsider, name="seat_outsider"),
    path("trajecten/<int:pk>/mensen/pdf/", team.team_paper, name="team_paper"),
    path("trajecten/<int:pk>/logboek/", progress.progress_log, name="progress_log"),
    path("trajecten/<int:pk>/logboek/nieuw/", progress.progress_add, name="progress_add"),
    path("trajecten/<int:pk>/logboek/pdf/", progress.progress_paper, name="progress_paper"),
    path("logboek/<int:pk>/", progress.progress_entry, name="progress_entry"),
    path("logboek/<int:pk>/verbeteren/", progress.progress_correct, name="progress_correct"),
    path("trajecten/<int:pk>/draagvlak/", support.support, name="support"),
    path("trajecten/<int:pk>/draagvlak/nieuw/", support.stakeholder_add, name="stakeholder_add"),
    path(
        "trajecten/<int:pk>/draagvlak/voorstellen/",
        support.stakeholder_suggest,
        name="stakeholder_suggest",
    ),
    path("trajecten/<int:pk>/draagvlak/pdf/", support.stakeholder_paper, name="stakeholder_paper"),
    path("trajecten/<int:pk>/bereik/tellen/", reach.reach_counts, name="reach_counts"),
    path("trajecten/<int:pk>/bereik/pdf/", reach.reach_paper, name="reach_paper"),
    path(
        "trajecten/<int:pk>/bereik/downloaden/<slug:kind>/",
        reach.reach_export,
        name="reach_export",
    ),
    path("tellingen/<int:pk>/weghalen/", reach.reach_count_remove, name="reach_count_remove"),
    path("sleutelfiguren/<int:pk>/", support.stakeholder, name="stakeholder"),
    path("sleutelfiguren/<int:pk>/wijzigen/", support.stakeholder_edit, name="stakeholder_edit"),
    path(
        "sleutelfiguren/<int:pk>/weghalen/",
        support.stakeholder_remove,
        name="stakeholder_remove",
    ),
    path(
        "sleutelfiguren/<int:pk>/gesproken/",
        support.stakeholder_contact,
        name="stakeholder_contact",
    ),
    path("contacten/<int:pk>/weghalen/", support.contact_remove, name="contact_remove"),
]
