"""Routes of pitches and decisions."""

from django.urls import path

from promotions.views import decisions, pitches

urlpatterns = [
    path("groups/<uuid:pk>/people/<uuid:person>/pitch/", pitches.pitch_new, name="pitch_new"),
    path("pitches/about-me/", pitches.pitches_about_me, name="pitches_about_me"),
    path("pitches/<uuid:pk>/", pitches.pitch, name="pitch"),
    path("pitches/<uuid:pk>/save/", pitches.pitch_save, name="pitch_save"),
    path("pitches/<uuid:pk>/submit/", pitches.pitch_submit, name="pitch_submit"),
    path("pitches/<uuid:pk>/withdraw/", pitches.pitch_withdraw, name="pitch_withdraw"),
    path("pitches/<uuid:pk>/reopen/", pitches.pitch_reopen, name="pitch_reopen"),
    path("pitches/<uuid:pk>/discard/", pitches.pitch_discard, name="pitch_discard"),
    path("pitches/<uuid:pk>/decision/", decisions.decision, name="decision"),
    path("pitches/<uuid:pk>/decision/vote/", decisions.vote, name="vote"),
    path("pitches/<uuid:pk>/decision/not-now/", decisions.decision_not_now, name="decision_not_now"),
    path("pitches/<uuid:pk>/decision/confirm/", decisions.decision_confirm, name="decision_confirm"),
    path("pitches/<uuid:pk>/decision/day/", decisions.decision_day, name="decision_day"),
    path("pitches/<uuid:pk>/decision/withdraw/", decisions.decision_withdraw, name="decision_withdraw"),
    path("groups/<uuid:pk>/decisions/", decisions.decisions, name="decisions"),
    path("groups/<uuid:pk>/decisions/finish/", decisions.decisions_finish, name="decisions_finish"),
]
