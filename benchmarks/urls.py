from django.urls import include, path

from benchmarks import floor

urlpatterns = [
    path("floor/page/", floor.page, name="floor_page"),
    path("floor/list/", floor.rows, name="floor_list"),
    path("", include("taakdialoog.urls")),
]
handler403 = "core.views.forbidden"
handler404 = "core.views.not_found"
handler500 = "core.views.server_error"
