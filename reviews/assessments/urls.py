"""Routes of assessments, of what a group reads, and of remarks."""

from django.urls import path

from reviews.assessments.views import reading, writing

urlpatterns = [
    path("assessments/<uuid:pk>/", writing.assessment, name="assessment"),
    path("assessments/<uuid:pk>/save/", writing.save, name="assessment_save"),
    path("assessments/<uuid:pk>/fill/", writing.fill, name="assessment_fill"),
    path("assessments/<uuid:pk>/submit/", writing.submit, name="assessment_submit"),
    path("assessments/<uuid:pk>/reopen/", writing.reopen, name="assessment_reopen"),
    path("groups/<uuid:pk>/reading/", reading.reading, name="reading"),
    path("groups/<uuid:pk>/people/<uuid:person>/", reading.subject, name="group_subject"),
    path("remarks/<uuid:pk>/", reading.remark, name="remark"),
]
