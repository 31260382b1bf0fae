"""Every route of the site: each app's own, and of allauth only what is used."""

from django.urls import include, path

from config import today
from config.permissions.page import who_sees_what
from config.recorded.page import recorded

urlpatterns = [
    path("", today.today, name="home"),
    path("recorded/", recorded, name="recorded"),
    path("permissions/who-sees-what/", who_sees_what, name="who_sees_what"),
    path("set-up/", include("config.set_up.urls")),
    path("", include("accounts.urls")),
    path("", include("demo.urls")),
    path("", include("frameworks.urls")),
    path("", include("figures.urls")),
    path("", include("candidates.urls")),
    path("", include("frameworks.people_import.urls")),
    path("", include("frameworks.framework_import.urls")),
    path("", include("reviews.urls")),
    path("", include("calibration.urls")),
    path("", include("promotions.urls")),
]

handler400 = "accounts.views.errors.bad_request"
handler403 = "accounts.views.errors.forbidden"
handler404 = "accounts.views.errors.not_found"
handler500 = "accounts.views.errors.failed"
