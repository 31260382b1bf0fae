"""Routes of candidates."""

from django.urls import path

from candidates.views import candidates, inviting, together, writing

urlpatterns = [
    path("candidates/", candidates.candidates, name="candidates"),
    path("candidates/new/", candidates.new, name="candidate_new"),
    path("candidates/<uuid:pk>/", candidates.candidate, name="candidate"),
    path("candidates/<uuid:pk>/label/", candidates.label, name="candidate_label"),
    path("candidates/<uuid:pk>/save/", writing.save, name="candidate_save"),
    path("candidates/<uuid:pk>/hand-in/", writing.hand_in, name="candidate_hand_in"),
    path("candidates/<uuid:pk>/take-back/", writing.take_back, name="candidate_take_back"),
    path("candidates/<uuid:pk>/invite/", inviting.invite, name="candidate_invite"),
    path("candidates/<uuid:pk>/invited/<uuid:invited>/remove/", inviting.uninvite, name="candidate_uninvite"),
    path("candidates/<uuid:pk>/together/", together.bring_together, name="candidate_together"),
    path("candidates/<uuid:pk>/agree/", together.agree, name="candidate_agree"),
    path("candidates/<uuid:pk>/offer/", together.offer, name="candidate_offer"),
    path("candidates/<uuid:pk>/close/", together.close, name="candidate_close"),
    path("candidates/<uuid:pk>/delete/", inviting.delete, name="candidate_delete"),
]
