from django.urls import path

from home.views import dashboard, start

app_name = "home"

urlpatterns = [
    path("", start.start, name="start"),
    path("school/<int:pk>/overzicht/", dashboard.dashboard, name="dashboard"),
]
