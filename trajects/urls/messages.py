"""The communication plan."""

from django.urls import path

from trajects.views import communication, sending

urlpatterns = [
    path("trajecten/<int:pk>/communicatie/", communication.communication, name="communication"),
    path(
        "trajecten/<int:pk>/communicatie/nieuw/",
        communication.communication_add,
        name="communication_add",
    ),
    path("berichten/<int:pk>/", communication.communication_item, name="communication_item"),
    path(
        "berichten/<int:pk>/wijzigen/", communication.communication_edit, name="communication_edit"
    ),
    path(
        "trajecten/<int:pk>/communicatie/klaarzetten/",
        sending.communication_ready,
        name="communication_ready",
    ),
    path(
        "trajecten/<int:pk>/communicatie/adressen/", sending.constituencies, name="constituencies"
    ),
    path(
        "trajecten/<int:pk>/communicatie/pdf/",
        sending.communication_paper,
        name="communication_paper",
    ),
    path("geledingen/<int:pk>/weghalen/", sending.constituency_remove, name="constituency_remove"),
    path(
        "berichten/<int:pk>/voorbeeld/",
        sending.communication_example,
        name="communication_example",
    ),
    path(
        "berichten/<int:pk>/klaarzetten/",
        sending.communication_approve,
        name="communication_approve",
    ),
    path("berichten/<int:pk>/stoppen/", sending.communication_stop, name="communication_stop"),
    path("berichten/<int:pk>/gedaan/", sending.communication_done, name="communication_done"),
    path(
        "berichten/<int:pk>/heropenen/", sending.communication_reopen, name="communication_reopen"
    ),
    path("berichten/<int:pk>/opnieuw/", sending.communication_resend, name="communication_resend"),
    path(
        "berichten/<int:pk>/printen/<slug:kind>/",
        sending.communication_print,
        name="communication_print",
    ),
]
