"""Routes of the set-up, below /set-up/."""

from django.urls import path, re_path

from config.set_up import views

urlpatterns = [
    path("", views.set_up, name="set_up"),
    path("organisation/", views.set_up_organisation, name="set_up_organisation"),
    path("review/", views.set_up_review, name="set_up_review"),
    path("ladders/", views.set_up_ladders, name="set_up_ladders"),
    path("people/", views.set_up_people, name="set_up_people"),
    re_path(r"^people/people\.(?P<form>csv|xlsx)$", views.set_up_template, name="set_up_template"),
    path("account/", views.set_up_account, name="set_up_account"),
]
