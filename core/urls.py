from django.urls import path

from core import views

app_name = "core"

urlpatterns = [
    path("document/<int:pk>/", views.document, name="document"),
    path("document/<int:pk>/bestand/", views.download, name="download"),
    path("post/<str:scope>/", views.outbox, name="outbox"),
    path("post/<str:scope>/<int:pk>/tegenhouden/", views.stop_message, name="stop_message"),
    path("post/<str:scope>/<int:pk>/opnieuw/", views.resend_message, name="resend_message"),
    path("lijsten/<slug:name>/<int:pk>/<slug:kind>/", views.rows_export, name="rows_export"),
    path("lijsten/<slug:name>/<int:pk>/", views.rows_upload, name="rows_upload"),
    path("ingelezen/<int:pk>/", views.rows_import, name="rows_import"),
    path("ingelezen/<int:pk>/overnemen/", views.rows_confirm, name="rows_confirm"),
    path("ingelezen/<int:pk>/terugdraaien/", views.rows_undo, name="rows_undo"),
    path("afmelden/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("csp-melding/", views.csp_report, name="csp_report"),
    path("livez", views.livez, name="livez"),
    path("readyz", views.readyz, name="readyz"),
]
