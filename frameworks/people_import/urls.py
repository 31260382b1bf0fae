"""Routes of the import of people."""

from django.urls import path, re_path

from frameworks.people_import import views

urlpatterns = [
    path("people/import/", views.people_import, name="people_import"),
    re_path(r"^people/import/people\.(?P<form>csv|xlsx)$", views.people_import_template, name="people_import_template"),
    path("people/import/<uuid:pk>/", views.people_import_preview, name="people_import_preview"),
    path("people/import/<uuid:pk>/progress/", views.people_import_progress, name="people_import_progress"),
    path("people/import/<uuid:pk>/mend/", views.people_import_mend, name="people_import_mend"),
    path("people/import/<uuid:pk>/replace/", views.people_import_replace, name="people_import_replace"),
    path("people/import/<uuid:pk>/discard/", views.people_import_discard, name="people_import_discard"),
    path("people/import/<uuid:pk>/confirm/", views.people_import_confirm, name="people_import_confirm"),
]
