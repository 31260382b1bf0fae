"""Routes of the rehearsal."""

from django.urls import path

from calibration.rehearsal import views

AS = "rehearsal/as/<slug:hat>"

urlpatterns = [
    path("rehearsal/", views.rehearsal, name="rehearsal"),
    path("rehearsal/start/", views.rehearsal_start, name="rehearsal_start"),
    path("rehearsal/end/", views.rehearsal_end, name="rehearsal_end"),
    path("rehearsal/room/", views.rehearsal_room, name="rehearsal_room"),
    path("rehearsal/room/now/", views.rehearsal_room_now, name="rehearsal_room_now"),
    path("rehearsal/line/", views.rehearsal_line, name="rehearsal_line"),
    path("rehearsal/change/", views.rehearsal_change, name="rehearsal_change"),
    path("rehearsal/propose/", views.rehearsal_propose, name="rehearsal_propose"),
    path(f"{AS}/", views.rehearsal_hat, name="rehearsal_hat"),
    path(f"{AS}/turns/<slug:turn>/", views.rehearsal_turn, name="rehearsal_turn"),
    path(f"{AS}/rounds/<int:number>/", views.rehearsal_round, name="rehearsal_round"),
    path(f"{AS}/press/<slug:verb>/", views.rehearsal_press, name="rehearsal_press"),
]
