"""Addresses of contributors, their inputs, and co-authors."""

from django.urls import path

from reviews.together.views import agreeing, co_authors, contributors, inputs

_COMMON = "groups/<uuid:pk>/people/<uuid:person>/common-text/"
_CONTRIBUTORS = "groups/<uuid:pk>/people/<uuid:person>/contributors/"

urlpatterns = [
    path("assessments/<uuid:pk>/co-authors/", co_authors.co_authors, name="co_authors"),
    path("assessments/<uuid:pk>/co-authors/<uuid:person>/end/", co_authors.co_author_end, name="co_author_end"),
    path(_CONTRIBUTORS, contributors.contributors, name="contributors"),
    path(_CONTRIBUTORS + "<uuid:contributor>/end/", contributors.contributor_end, name="contributor_end"),
    path(_COMMON, agreeing.common_text, name="common_text"),
    path(_COMMON + "save/", agreeing.common_text_save, name="common_text_save"),
    path(_COMMON + "<uuid:version>/agree/", agreeing.common_text_agree, name="common_text_agree"),
    path("groups/<uuid:pk>/people/<uuid:person>/inputs/", inputs.subject_inputs, name="subject_inputs"),
    path("inputs/<uuid:pk>/", inputs.input, name="input"),
    path("inputs/<uuid:pk>/save/", inputs.input_save, name="input_save"),
    path("inputs/<uuid:pk>/change/", inputs.input_reopen, name="input_reopen"),
    path("inputs/<uuid:pk>/put-away/", inputs.input_put_away, name="input_put_away"),
]
