"""Routes of the meeting, its live line and the room display."""

from django.urls import path

from calibration.board_file import views as board
from calibration.views import desk, events, following, observing, room

AT = "groups/<uuid:pk>/meeting"

urlpatterns = [
    path(f"{AT}/", following.meeting, name="meeting"),
    path(f"{AT}/prepare/", following.meeting_prepare, name="meeting_prepare"),
    path(f"{AT}/check-in/", following.meeting_check_in, name="meeting_check_in"),
    path(f"{AT}/check-out/", following.meeting_check_out, name="meeting_check_out"),
    path(f"{AT}/here/", following.meeting_here, name="meeting_here"),
    path(f"{AT}/seat/", following.meeting_seat, name="meeting_seat"),
    path(f"{AT}/rounds/<int:number>/", following.meeting_round, name="meeting_round"),
    path(f"{AT}/rounds/<int:number>/show/", desk.meeting_show, name="meeting_show"),
    path(f"{AT}/stops/<uuid:stop>/", following.meeting_stop, name="meeting_stop"),
    path(f"{AT}/stops/<uuid:stop>/open/", desk.meeting_open, name="meeting_open"),
    path(f"{AT}/stops/<uuid:stop>/change/", desk.meeting_change, name="meeting_change"),
    path(f"{AT}/stops/<uuid:stop>/step-out/", following.meeting_step_out, name="meeting_step_out"),
    path(f"{AT}/desk/", desk.meeting_desk, name="meeting_desk"),
    path(f"{AT}/start/", desk.meeting_start, name="meeting_start"),
    path(f"{AT}/pause/", desk.meeting_pause, name="meeting_pause"),
    path(f"{AT}/resume/", desk.meeting_resume, name="meeting_resume"),
    path(f"{AT}/lock/", desk.meeting_lock, name="meeting_lock"),
    path(f"{AT}/next/", desk.meeting_next, name="meeting_next"),
    path(f"{AT}/back/", desk.meeting_back, name="meeting_back"),
    path(f"{AT}/close/", desk.meeting_close, name="meeting_close"),
    path(f"{AT}/park/", desk.meeting_park, name="meeting_park"),
    path(f"{AT}/line/", desk.meeting_line, name="meeting_line"),
    path(f"{AT}/screens/", desk.meeting_screens, name="meeting_screens"),
    path(f"{AT}/screens/<uuid:screen>/end/", desk.meeting_screen_end, name="meeting_screen_end"),
    path(f"{AT}/observer/", observing.meeting_observer, name="meeting_observer"),
    path(f"{AT}/attest/", observing.meeting_attest, name="meeting_attest"),
    path(f"{AT}/bias/", observing.meeting_bias, name="meeting_bias"),
    path(f"{AT}/confirm/", observing.meeting_confirm, name="meeting_confirm"),
    path("groups/<uuid:pk>/board/", board.board_file, name="board_file"),
    path("groups/<uuid:pk>/board.xlsx", board.board_file_out, name="board_file_out"),
    path("groups/<uuid:pk>/board/bring-in/", board.board_file_in, name="board_file_in"),
    path("meetings/<uuid:pk>/events/", events.meeting_events, name="meeting_events"),
    path("room/", room.room, name="room"),
    path("room/events/", events.room_events, name="room_events"),
]
