"""Routes of an assessor's own board."""

from django.urls import path

from reviews.team import views

urlpatterns = [
    path("my-team/", views.my_team, name="my_team"),
    path("my-team/<uuid:pk>/submit/", views.team_submit, name="team_submit"),
]
