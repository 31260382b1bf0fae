"""Routes of cycles, assessments, what is told, and notebooks: each room's own; and those of the board across them."""

from django.urls import include, path

urlpatterns = [
    path("", include("reviews.cycles.urls")),
    path("", include("reviews.assessments.urls")),
    path("", include("reviews.earlier.urls")),
    path("", include("reviews.telling.urls")),
    path("", include("reviews.notebooks.urls")),
    path("", include("reviews.together.urls")),
    path("", include("reviews.team.urls")),
]
