"""Routes of frameworks and of my level."""

from django.urls import path

from frameworks.views import ladders, mine, publishing, roles

urlpatterns = [
    path("my-level/", mine.my_level, name="my_level"),
    path("frameworks/", ladders.frameworks, name="frameworks"),
    path("frameworks/<slug:slug>/", ladders.framework, name="framework"),
    path("frameworks/<slug:slug>/radar.svg", ladders.radar, name="radar"),
    path("frameworks/<slug:slug>/roles/<str:code>/", roles.role, name="role"),
    path("frameworks/<slug:slug>/roles/<str:a>/and/<str:b>/", roles.two_roles, name="two_roles"),
    path("frameworks/<slug:slug>/publish/<uuid:pk>/", publishing.framework_publish, name="framework_publish"),
]
