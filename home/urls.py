from django.urls import path

from home import views

app_name = "home"

urlpatterns = [
    path("", views.start, name="start"),
    path("school/<int:pk>/overzicht/", views.dashboard, name="dashboard"),
]
