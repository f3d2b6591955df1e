from django.urls import path

from people.views import calendar, profile, roles, schools, staff, staff_imports

app_name = "people"

urlpatterns = [
    path("profiel/", profile.profile, name="profile"),
    path("welkom/", roles.welcome, name="welcome"),
    path("inrichten/", schools.setup, name="setup"),
    path("uitnodiging/", roles.invitation_page, name="invitation_page"),
    path("uitnodiging/<str:token>/", roles.invitation, name="invitation"),
    path("school/<int:pk>/instellingen/", schools.school_settings, name="settings"),
    path("school/<int:pk>/teams/", schools.teams, name="teams"),
    path("team/<int:pk>/teamleider/", schools.team_leader, name="team_leader"),
    path("school/<int:pk>/rollen/", roles.roles, name="roles"),
    path("rol/<int:pk>/intrekken/", roles.role_withdraw, name="role_withdraw"),
    path(
        "rollen/uitnodiging/<int:pk>/opnieuw/", roles.invitation_resend, name="invitation_resend"
    ),
    path(
        "rollen/uitnodiging/<int:pk>/intrekken/",
        roles.invitation_withdraw,
        name="invitation_withdraw",
    ),
    path("school/<int:pk>/medewerkers/", staff.staff, name="staff"),
    path("school/<int:pk>/medewerkers/toevoegen/", staff.staff_add, name="staff_add"),
    path("school/<int:pk>/medewerkers/export.<str:kind>", staff.staff_export, name="staff_export"),
    path("medewerker/<int:pk>/", staff.staff_member, name="staff_member"),
    path("medewerker/<int:pk>/wijzigen/", staff.staff_change, name="staff_change"),
    path("medewerker/<int:pk>/uit-dienst/", staff.staff_end, name="staff_end"),
    path("school/<int:pk>/medewerkers/inlezen/", staff_imports.staff_import, name="staff_import"),
    path(
        "inlezen/<int:pk>/kolommen/",
        staff_imports.staff_import_columns,
        name="staff_import_columns",
    ),
    path(
        "inlezen/<int:pk>/controle/",
        staff_imports.staff_import_preview,
        name="staff_import_preview",
    ),
    path(
        "inlezen/<int:pk>/verwerken/",
        staff_imports.staff_import_confirm,
        name="staff_import_confirm",
    ),
    path(
        "inlezen/<int:pk>/fouten.csv",
        staff_imports.staff_import_errors,
        name="staff_import_errors",
    ),
    path(
        "inlezen/<int:pk>/resultaat/",
        staff_imports.staff_import_result,
        name="staff_import_result",
    ),
    path(
        "inlezen/<int:pk>/terugdraaien/", staff_imports.staff_import_undo, name="staff_import_undo"
    ),
    path("school/<int:pk>/kalender/", calendar.calendar, name="calendar"),
    path("school/<int:pk>/kalender/toevoegen/", calendar.calendar_add, name="calendar_add"),
    path("school/<int:pk>/kalender/bestand/", calendar.calendar_file, name="calendar_file"),
    path("school/<int:pk>/kalender/controle/", calendar.calendar_preview, name="calendar_preview"),
    path(
        "school/<int:pk>/kalender/<int:year>/overnemen/",
        calendar.calendar_copy,
        name="calendar_copy",
    ),
    path("kalenderdag/<int:pk>/", calendar.calendar_day, name="calendar_day"),
    path("kalenderdag/<int:pk>/verwijderen/", calendar.calendar_remove, name="calendar_remove"),
]
