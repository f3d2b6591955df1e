"""The traject itself."""

from django.urls import path

from trajects.views import workspace

urlpatterns = [
    path("trajecten/<int:pk>/", workspace.traject, name="traject"),
    path("trajecten/<int:pk>/afspraken/", workspace.settings, name="settings"),
]
