"""Where everything is; each app knows its own paths."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from home.views.start import technical_sign_in

admin.site.site_header = "Taakdialoog · technisch beheer"

urlpatterns = [
    path("", include("home.urls")),
    path("", include("core.urls")),
    path("", include("people.urls")),
    path("", include("trajects.urls")),
    path("", include("dialogues.urls")),
    path("", include("evaluations.urls")),
    path("account/email/", RedirectView.as_view(pattern_name="people:profile")),
    path("account/", include("allauth.urls")),
    path("beheer/login/", technical_sign_in),
    path("beheer/", admin.site.urls),
]

handler403 = "core.views.forbidden"
handler404 = "core.views.not_found"
handler500 = "core.views.server_error"

if settings.DEBUG:
    from core.style_guide import style_guide

    urlpatterns += [path("stijlgids/", style_guide)]
