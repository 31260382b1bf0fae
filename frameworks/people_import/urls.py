"""Routes of the import of people."""

from django.urls import path

from frameworks.people_import import views

urlpatterns = [
    path("people/import/", views.people_import, name="people_import"),
    path("people/import/<uuid:pk>/", views.people_import_preview, name="people_import_preview"),
    path("people/import/<uuid:pk>/confirm/", views.people_import_confirm, name="people_import_confirm"),
]
