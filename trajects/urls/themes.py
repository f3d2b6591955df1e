"""Themes and the set-up of the dialogue."""

from django.urls import path

from trajects.views import themes

urlpatterns = [
    path("trajecten/<int:pk>/themas/", themes.themes, name="themes"),
    path("trajecten/<int:pk>/themas/nieuw/", themes.theme_add, name="theme_add"),
    path("trajecten/<int:pk>/themas/opzet/", themes.dialogue_setup, name="dialogue_setup"),
    path("trajecten/<int:pk>/themas/pdf/", themes.theme_paper, name="theme_paper"),
    path("themas/<int:pk>/", themes.theme, name="theme"),
    path("themas/<int:pk>/verplaatsen/", themes.theme_move, name="theme_move"),
    path("themas/<int:pk>/kiezen/", themes.theme_choose, name="theme_choose"),
    path("themas/<int:pk>/weghalen/", themes.theme_remove, name="theme_remove"),
    path("onderdelen/<int:pk>/vraag/", themes.theme_question, name="theme_question"),
]
