from django.urls import path

app_name = "trajects"

urlpatterns: list[path] = []
