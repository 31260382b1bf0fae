"""Addresses of one's own review and of notebooks."""

from django.urls import path

from reviews.notebooks.views import asks, entries, growth, profiles, reflection, review

urlpatterns = [
    path("my-review/", review.my_review, name="my_review"),
    path("my-review/<uuid:pk>/reflection/", reflection.my_reflection, name="my_reflection"),
    path("my-review/<uuid:pk>/reflection/save/", reflection.my_reflection_save, name="my_reflection_save"),
    path("my-review/<uuid:pk>/reflection/back/", reflection.my_reflection_take_back, name="my_reflection_take_back"),
    path("reflections/<uuid:pk>/", reflection.reflection, name="reflection"),
    path("notebook/", entries.notebook, name="notebook"),
    path("notebook/<uuid:pk>/", entries.notebook_entry, name="notebook_entry"),
    path("notebook/<uuid:pk>/delete/", entries.notebook_entry_delete, name="notebook_entry_delete"),
    path("people/<uuid:pk>/notebook/", entries.person_notebook, name="person_notebook"),
    path("growth/", growth.growth, name="growth"),
    path("growth/<uuid:pk>/", growth.growth_line, name="growth_line"),
    path("growth/<uuid:pk>/delete/", growth.growth_line_delete, name="growth_line_delete"),
    path("people/<uuid:pk>/growth/", growth.person_growth, name="person_growth"),
    path("people/<uuid:pk>/profiles/<uuid:role>/", profiles.profile, name="profile"),
    path("asks/", asks.asks, name="asks"),
    path("asks/<uuid:pk>/", asks.ask, name="ask"),
    path("asks/<uuid:pk>/decline/", asks.ask_decline, name="ask_decline"),
    path("asks/<uuid:pk>/withdraw/", asks.ask_withdraw, name="ask_withdraw"),
    path("people/<uuid:pk>/asks/", asks.person_asks, name="person_asks"),
]
