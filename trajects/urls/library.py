"""What everybody should be able to read."""

from django.urls import path

from trajects.views import library

urlpatterns = [
    path("trajecten/<int:pk>/bibliotheek/", library.library, name="library"),
    path("trajecten/<int:pk>/bibliotheek/nieuw/", library.library_add, name="library_add"),
    path("trajecten/<int:pk>/bibliotheek/pdf/", library.library_paper, name="library_paper"),
    path("bibliotheek/<int:pk>/", library.library_item, name="library_item"),
    path("bibliotheek/<int:pk>/wijzigen/", library.library_edit, name="library_edit"),
    path(
        "bibliotheek/<int:pk>/nieuwe-versie/",
        library.library_version_add,
        name="library_version_add",
    ),
    path("bibliotheek/<int:pk>/publiceren/", library.library_publish, name="library_publish"),
    path("bibliotheek/<int:pk>/intrekken/", library.library_withdraw, name="library_withdraw"),
    path("bibliotheek/<int:pk>/heropenen/", library.library_reopen, name="library_reopen"),
    path("bibliotheek/<int:pk>/vergelijken/", library.library_compare, name="library_compare"),
    path(
        "bibliotheekversies/<int:pk>/bestand/", library.library_download, name="library_download"
    ),
    path(
        "bibliotheekversies/<int:pk>/bestand-verwijderen/",
        library.library_file_remove,
        name="library_file_remove",
    ),
]
