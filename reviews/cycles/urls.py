"""Routes of cycles and groups."""

from django.urls import path

from reviews.cycles.views import (
    boards,
    changes,
    cycles,
    departures,
    deputies,
    launching,
    parts,
    planning,
    roster,
    running,
)

urlpatterns = [
    path("cycles/", cycles.cycles, name="cycles"),
    path("cycles/new/", planning.new, name="cycle_new"),
    path("cycles/<uuid:pk>/", cycles.cycle, name="cycle"),
    path("cycles/<uuid:pk>/launch/", launching.launch, name="cycle_launch"),
    path("cycles/<uuid:pk>/launching/", launching.cycle_launching, name="cycle_launching"),
    path("cycles/<uuid:pk>/roster/", roster.cycle_roster, name="cycle_roster"),
    path("cycles/<uuid:pk>/discard/", cycles.discard, name="cycle_discard"),
    path("cycles/<uuid:pk>/dates/", running.cycle_dates, name="cycle_dates"),
    path("cycles/<uuid:pk>/problems/", running.cycle_problems, name="cycle_problems"),
    path("cycles/<uuid:pk>/nudge/", running.cycle_nudge, name="cycle_nudge"),
    path("cycles/<uuid:pk>/groups/new/", planning.group_new, name="group_new"),
    path("groups/<uuid:pk>/", boards.group, name="group"),
    path("groups/<uuid:pk>/open-preview/", cycles.open_preview, name="group_open_preview"),
    path("groups/<uuid:pk>/open-meeting/", cycles.open_meeting, name="group_open_meeting"),
    path("groups/<uuid:pk>/close/", cycles.close, name="group_close"),
    path("groups/<uuid:pk>/joiners/new/", planning.joiner, name="joiner_new"),
    path("groups/<uuid:pk>/changes/", changes.changes, name="changes"),
    path("groups/<uuid:pk>/changes/<uuid:subject>/<slug:act>/", changes.change, name="change"),
    path("groups/<uuid:pk>/deputies/", deputies.deputies, name="deputies"),
    path("groups/<uuid:pk>/deputies/<uuid:deputyship>/end/", deputies.deputy_end, name="deputy_end"),
    path("groups/<uuid:pk>/parts/", parts.parts, name="parts"),
    path("groups/<uuid:pk>/parts/<uuid:participant>/end/", parts.part_end, name="part_end"),
    path("people/<uuid:pk>/departure/", departures.departure, name="departure"),
]
