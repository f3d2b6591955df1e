"""What leadership and pmr agree beforehand."""

from django.urls import path

from trajects.views import approach, go_no_go

urlpatterns = [
    path("trajecten/<int:pk>/aanpak/", approach.approach, name="approach"),
    path("trajecten/<int:pk>/aanpak/beginnen/", approach.approach_begin, name="approach_begin"),
    path("trajecten/<int:pk>/aanpak/go-of-no-go/", go_no_go.go_no_go, name="go_no_go"),
    path(
        "trajecten/<int:pk>/aanpak/go-of-no-go/<slug:party>/",
        go_no_go.go_no_go_position,
        name="go_no_go_position",
    ),
    path("aanpak/<int:pk>/", approach.approach_version, name="approach_version"),
    path("aanpak/<int:pk>/keuzes/", approach.approach_choices, name="approach_choices"),
    path(
        "aanpak/<int:pk>/voorleggen/", approach.approach_put_forward, name="approach_put_forward"
    ),
    path("aanpak/<int:pk>/intrekken/", approach.approach_withdraw, name="approach_withdraw"),
    path("aanpak/<int:pk>/vergelijken/", approach.approach_compare, name="approach_compare"),
    path("aanpak/<int:pk>/tekst.json", approach.approach_content, name="approach_content"),
    path("aanpak/<int:pk>/pdf/", approach.approach_paper, name="approach_paper"),
    path(
        "aanpak/<int:pk>/ondertekenen/<slug:side>/", approach.approach_sign, name="approach_sign"
    ),
    path(
        "aanpak/<int:pk>/niet-ondertekenen/<slug:side>/",
        approach.approach_refuse,
        name="approach_refuse",
    ),
    path("aanpak-onderdelen/<int:pk>/", approach.approach_section, name="approach_section"),
    path(
        "aanpak-onderdelen/<int:pk>/overnemen/",
        approach.approach_section_keep,
        name="approach_section_keep",
    ),
]
