"""Routes of cycles, assessments and what is told: each room's own."""

from django.urls import include, path

urlpatterns = [
    path("", include("reviews.cycles.urls")),
    path("", include("reviews.assessments.urls")),
    path("", include("reviews.telling.urls")),
]
