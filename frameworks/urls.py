"""Routes of frameworks and of my level."""

from django.urls import path

from frameworks.views import drawings, files, flags, ladders, links, mine, publishing, roles, searching, wordings, world

urlpatterns = [
    path("my-level/", mine.my_level, name="my_level"),
    path("frameworks/", ladders.frameworks, name="frameworks"),
    path("frameworks/<slug:slug>/", ladders.framework, name="framework"),
    path("frameworks/<slug:slug>/radar.svg", drawings.radar, name="radar"),
    path("frameworks/<slug:slug>/radar/", drawings.framework_radar, name="framework_radar"),
    path("frameworks/<slug:slug>/files/", files.framework_files, name="framework_files"),
    path("frameworks/<slug:slug>/files/<slug:form>/", files.framework_file, name="framework_file"),
    path("frameworks/<slug:slug>/flags/", flags.framework_flags, name="framework_flags"),
    path("frameworks/<slug:slug>/flags/settle/", flags.framework_flags_settle, name="framework_flags_settle"),
    path("frameworks/<slug:slug>/wording/", wordings.framework_wording, name="framework_wording"),
    path("frameworks/<slug:slug>/comments/<uuid:pk>/take-back/", wordings.comment_take_back, name="comment_take_back"),
    path("frameworks/<slug:slug>/comments/<uuid:pk>/strike/", wordings.comment_strike, name="comment_strike"),
    path("frameworks/<slug:slug>/roles/<str:code>/", roles.role, name="role"),
    path("public/<slug:slug>/", world.framework_public, name="framework_public"),
    path("frameworks/<slug:slug>/public/", world.framework_world, name="framework_world"),
    path("search/frameworks/", searching.framework_search, name="framework_search"),
    path("frameworks/<slug:slug>/axes/<str:code>/", links.axis, name="framework_axis"),
    path("frameworks/<slug:slug>/levels/<str:code>/", links.level, name="framework_level"),
    path("frameworks/<slug:slug>/behaviours/<uuid:pk>/", links.behaviour, name="framework_behaviour"),
    path("frameworks/<slug:slug>/roles/<str:code>/axes/<str:axis>/", links.expectation, name="framework_expectation"),
    path("frameworks/<slug:slug>/roles/<str:code>/axes/<str:axis>/before/", roles.role_before, name="role_before"),
    path("frameworks/<slug:slug>/roles/<str:code>/flag/", flags.role_flag, name="role_flag"),
    path("frameworks/<slug:slug>/roles/<str:a>/and/<str:b>/", roles.two_roles, name="two_roles"),
    path("frameworks/<slug:slug>/publish/<uuid:pk>/", publishing.framework_publish, name="framework_publish"),
]
