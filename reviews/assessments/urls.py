"""Routes of assessments, of what a group reads, and of remarks."""

from django.urls import path

from reviews.assessments.views import beside, reading, writing

urlpatterns = [
    path("assessments/<uuid:pk>/", writing.assessment, name="assessment"),
    path("assessments/<uuid:pk>/save/", writing.save, name="assessment_save"),
    path("assessments/<uuid:pk>/fill/", writing.fill, name="assessment_fill"),
    path("assessments/<uuid:pk>/submit/", writing.submit, name="assessment_submit"),
    path("assessments/<uuid:pk>/at-hand/<slug:part>/", beside.at_hand, name="assessment_at_hand"),
    path("assessments/<uuid:pk>/reopen/", writing.reopen, name="assessment_reopen"),
    path("assessments/<uuid:pk>/put-away/", writing.put_away, name="assessment_put_away"),
    path("hints/", beside.hints, name="hints"),
    path("groups/<uuid:pk>/reading/", reading.reading, name="reading"),
    path("groups/<uuid:pk>/people/<uuid:person>/", reading.subject, name="group_subject"),
    path("groups/<uuid:pk>/people/<uuid:person>/looked/", reading.looked, name="group_subject_looked"),
    path("remarks/<uuid:pk>/", reading.remark, name="remark"),
    path("remarks/<uuid:pk>/answer/", reading.answer, name="remark_answer"),
]
