"""Addresses of earlier results."""

from django.urls import path, re_path

from reviews.earlier import views

urlpatterns = [
    path("earlier-results/", views.earlier_results, name="earlier_results"),
    path("earlier-results/import/", views.earlier_results_import, name="earlier_results_import"),
    re_path(
        r"^earlier-results/earlier-results\.(?P<form>csv|xlsx)$",
        views.earlier_results_template,
        name="earlier_results_template",
    ),
    path("earlier-results/<uuid:pk>/remove/", views.earlier_result_remove, name="earlier_result_remove"),
]
