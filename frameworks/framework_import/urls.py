"""Routes of the import of frameworks."""

from django.urls import path

from frameworks.framework_import import views

urlpatterns = [
    path("frameworks/new/import/", views.framework_import, name="framework_import"),
]
