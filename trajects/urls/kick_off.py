"""The startbijeenkomst."""

from django.urls import path

from trajects.views import kick_off, kick_off_inviting, kick_off_parts

urlpatterns = [
    path("trajecten/<int:pk>/startbijeenkomst/", kick_off.kickoff, name="kickoff"),
    path(
        "trajecten/<int:pk>/startbijeenkomst/vorm/", kick_off.kickoff_start, name="kickoff_start"
    ),
    path("trajecten/<int:pk>/startbijeenkomst/opzet/", kick_off.kickoff_edit, name="kickoff_edit"),
    path("trajecten/<int:pk>/startbijeenkomst/stap/", kick_off.kickoff_step, name="kickoff_step"),
    path(
        "trajecten/<int:pk>/startbijeenkomst/programma/",
        kick_off.kickoff_programme,
        name="kickoff_programme",
    ),
    path("trajecten/<int:pk>/startbijeenkomst/pdf/", kick_off.kickoff_paper, name="kickoff_paper"),
    path(
        "trajecten/<int:pk>/startbijeenkomst/onderdeel/",
        kick_off_parts.kickoff_part_add,
        name="kickoff_part_add",
    ),
    path(
        "startbijeenkomst/onderdelen/<int:pk>/", kick_off_parts.kickoff_part, name="kickoff_part"
    ),
    path(
        "startbijeenkomst/onderdelen/<int:pk>/verplaatsen/",
        kick_off_parts.kickoff_part_move,
        name="kickoff_part_move",
    ),
    path(
        "startbijeenkomst/onderdelen/<int:pk>/weghalen/",
        kick_off_parts.kickoff_part_remove,
        name="kickoff_part_remove",
    ),
    path(
        "trajecten/<int:pk>/startbijeenkomst/materiaal/",
        kick_off_parts.kickoff_material_add,
        name="kickoff_material_add",
    ),
    path(
        "startbijeenkomst/materiaal/<int:pk>/",
        kick_off_parts.kickoff_material,
        name="kickoff_material",
    ),
    path(
        "startbijeenkomst/materiaal/<int:pk>/klaar/",
        kick_off_parts.kickoff_material_ready,
        name="kickoff_material_ready",
    ),
    path(
        "startbijeenkomst/materiaal/<int:pk>/weghalen/",
        kick_off_parts.kickoff_material_remove,
        name="kickoff_material_remove",
    ),
    path(
        "trajecten/<int:pk>/startbijeenkomst/opbrengst/",
        kick_off_parts.kickoff_yield_add,
        name="kickoff_yield_add",
    ),
    path(
        "startbijeenkomst/opbrengst/<int:pk>/", kick_off_parts.kickoff_yield, name="kickoff_yield"
    ),
    path(
        "startbijeenkomst/opbrengst/<int:pk>/weghalen/",
        kick_off_parts.kickoff_yield_remove,
        name="kickoff_yield_remove",
    ),
    path(
        "trajecten/<int:pk>/startbijeenkomst/uitnodiging/",
        kick_off_inviting.kickoff_invitation,
        name="kickoff_invitation",
    ),
    path(
        "trajecten/<int:pk>/startbijeenkomst/uitnodigen/",
        kick_off_inviting.kickoff_invite,
        name="kickoff_invite",
    ),
    path(
        "trajecten/<int:pk>/startbijeenkomst/melden/",
        kick_off_inviting.kickoff_tell,
        name="kickoff_tell",
    ),
    path(
        "trajecten/<int:pk>/startbijeenkomst/afzeggen/",
        kick_off_inviting.kickoff_cancel,
        name="kickoff_cancel",
    ),
    path(
        "trajecten/<int:pk>/startbijeenkomst/gehouden/",
        kick_off_inviting.kickoff_hold,
        name="kickoff_hold",
    ),
]
