from django.urls import path

from dialogues.views import invitations, minutes, seating, sessions, tables

app_name = "dialogues"

urlpatterns = [
    path("trajecten/<int:pk>/sessies/", sessions.sessions, name="sessions"),
    path("trajecten/<int:pk>/sessies/nieuw/", sessions.plan_session, name="plan_session"),
    path("sessies/<int:pk>/", sessions.session, name="session"),
    path("sessies/<int:pk>/wijzigen/", sessions.change_session, name="change_session"),
    path("sessies/<int:pk>/afzeggen/", sessions.cancel_session, name="cancel_session"),
    path("sessies/<int:pk>/openen/", sessions.open_session, name="open_session"),
    path("sessies/<int:pk>/afsluiten/", sessions.close_session, name="close_session"),
    path("sessies/<int:pk>/opbrengsten/", sessions.bundle, name="bundle"),
    path("sessies/<int:pk>/uitnodigen/", invitations.invite, name="invite"),
    path("sessies/<int:pk>/uitnodigingen/", invitations.invitations, name="invitations"),
    path("sessies/<int:pk>/brieven/", invitations.letters, name="letters"),
    path("komt-u/<str:token>/", invitations.answer, name="answer"),
    path("komt-u/<str:token>/stukken/<int:pk>/", invitations.reading, name="reading"),
    path("sessies/<int:pk>/tafels/", seating.seating, name="seating"),
    path("sessies/<int:pk>/tafels/indelen/", seating.compose, name="compose"),
    path("plaatsen/<int:pk>/verplaatsen/", seating.move, name="move"),
    path("tafels/<int:pk>/wijzigen/", seating.change_table, name="change_table"),
    path("tafels/<int:pk>/", tables.table, name="table"),
    path("tafels/<int:pk>/onderdelen/<int:item_pk>/", tables.item, name="item"),
    path("tafels/<int:pk>/voorlezen/", tables.read_aloud, name="read_aloud"),
    path("tafels/<int:pk>/afspraken/", tables.add_agreement, name="add_agreement"),
    path("tafels/<int:pk>/aanwezig/", tables.attendance, name="attendance"),
    path("tafels/<int:pk>/sluiten/", tables.close_table, name="close_table"),
    path("opbrengsten/<int:pk>/klopt/", tables.confirm, name="confirm"),
    path("opbrengsten/<int:pk>/nieuwe-versie/", tables.replace, name="replace"),
    path("sessies/<int:pk>/verslag/", minutes.minutes, name="minutes"),
    path("sessies/<int:pk>/verslag/beginnen/", minutes.start_minutes, name="start_minutes"),
    path("sessies/<int:pk>/verslag/bewaren/", minutes.save_minutes, name="save_minutes"),
    path("sessies/<int:pk>/verslag/voorleggen/", minutes.open_minutes, name="open_minutes"),
    path(
        "sessies/<int:pk>/verslag/vaststellen/", minutes.finalise_minutes, name="finalise_minutes"
    ),
    path("sessies/<int:pk>/verslag/correcties/", minutes.correct_minutes, name="correct_minutes"),
    path(
        "sessies/<int:pk>/verslag/correcties/<int:correction_pk>/verwerkt/",
        minutes.handle_correction,
        name="handle_correction",
    ),
    path("sessies/<int:pk>/verslag/pdf/", minutes.print_minutes, name="print_minutes"),
]
