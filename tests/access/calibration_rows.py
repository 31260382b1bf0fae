"""Expected answers at the addresses of the meeting: it runs, Mei drives, Ivan's turn is open (see the scene)."""

from tests.access import calibration_rehearsal_rows
from tests.access.table import Row, at

COMES = "petra=200 dana=200 dilan=200 oskar=200 mei=200 marco=200 noor=200 sam=200 *=404"
ACTS = "petra=302 dana=302 dilan=302 oskar=302 mei=302 marco=302 noor=302 sam=302 *=404"
MEI_ALONE = "petra=403 dana=403 dilan=403 oskar=403 marco=403 noor=403 sam=403 *=404 mei="
PETRA_ALONE = "mei=403 dana=403 dilan=403 oskar=403 marco=403 noor=403 sam=403 *=404 petra="


def of(rest: str):
    """An address under the group's meeting."""
    return lambda scene: f"/groups/{scene.meeting_group.pk}/meeting/{rest}"


def ivans(rest: str):
    """An address under Ivan's open turn."""
    return lambda scene: f"/groups/{scene.meeting_group.pk}/meeting/stops/{scene.open_stop.pk}/{rest}"


def lenas(rest: str):
    """An address under Lena's turn, which waits."""
    return lambda scene: f"/groups/{scene.meeting_group.pk}/meeting/stops/{scene.lenas_stop.pk}/{rest}"


def checked(rest: str):
    """An address under the check across groups of a cycle in which Dana directs one group and Oskar the other."""
    return lambda scene: f"/cycles/{scene.checked.pk}/check/{rest}"


def questioned(rest: str):
    """An address under what Oskar asked of Dana's group."""
    return lambda scene: f"/cycles/{scene.checked.pk}/check/{scene.check_question.pk}/{rest}"


BOARD = {"GET": "petra=200 *=404", "POST": "petra=200 *=404", "PUT": "petra=405 pavel=405 *=404"}

ROWS = [
    # Petra observes; Pavel is People Ops, and not in this group
    Row("board_file", lambda s: f"/groups/{s.meeting_group.pk}/board/", BOARD),
    Row(
        "board_file_out",
        lambda s: f"/groups/{s.meeting_group.pk}/board.xlsx",
        {"GET": "petra=200 *=404", "POST": "petra=405 pavel=405 *=404"},
    ),
    # a turn is open in the room
    Row(
        "board_file_in",
        lambda s: f"/groups/{s.meeting_group.pk}/board/bring-in/",
        {"GET": "petra=405 pavel=405 *=404", "POST": "petra=409 *=404"},
    ),
    Row("meeting", of(""), {"GET": COMES}),
    Row("meeting_prepare", of("prepare/"), {"POST": ACTS}),
    Row("meeting_check_in", of("check-in/"), {"GET": COMES, "POST": ACTS}),
    Row(
        "meeting_check_out",
        of("check-out/"),
        {"POST": "petra=302 dana=302 oskar=302 mei=302 marco=302 noor=302 dilan=403 sam=403 *=404"},
    ),
    Row(
        "meeting_here",
        of("here/"),
        {"POST": "petra=204 dana=204 dilan=204 oskar=204 mei=204 marco=204 noor=204 sam=204 *=404"},
    ),
    Row("meeting_seat", of("seat/"), {"POST": MEI_ALONE + "403"}),
    # nobody moderates and Mei drives, so she may; nobody was chosen
    Row("meeting_hand_over", of("hand-over/"), {"POST": MEI_ALONE + "409"}),
    Row(
        "meeting_round",
        of("rounds/1/"),
        {"GET": "petra=200 dana=200 oskar=200 mei=200 marco=200 noor=200 dilan=302 sam=302 *=404"},
    ),
    Row("meeting_show", of("rounds/1/show/"), {"POST": MEI_ALONE + "302"}),
    Row(
        "meeting_stop",
        ivans(""),
        {"GET": "petra=200 dana=200 oskar=200 mei=200 marco=200 noor=200 *=404"},
    ),
    Row(
        "meeting_open",
        lenas("open/"),
        {"POST": "mei=302 petra=403 dana=403 oskar=403 marco=403 noor=403 *=404"},
    ),
    Row("meeting_change", ivans("change/"), {"POST": MEI_ALONE + "400"}),
    Row(
        "meeting_circle",
        ivans("circle/"),
        {"POST": "mei=302 petra=403 dana=403 oskar=403 marco=403 noor=403 *=404"},
    ),
    # nothing was sent that could be kept
    Row("meeting_note", ivans("note/"), {"POST": "petra=409 dana=409 oskar=409 mei=409 marco=409 noor=409 *=404"}),
    Row(
        "meeting_whole_note",
        of("note/"),
        {"POST": "petra=409 dana=409 oskar=409 mei=409 marco=409 noor=409 dilan=409 sam=409 *=404"},
    ),
    Row(
        "meeting_feedback",
        ivans("feedback/"),
        {"POST": "petra=409 dana=409 oskar=409 mei=409 marco=409 noor=409 *=404"},
    ),
    # who judges in the room; nothing was typed
    Row(
        "meeting_propose",
        ivans("propose/"),
        {"POST": "dana=400 oskar=400 mei=400 marco=400 noor=400 petra=403 *=404"},
    ),
    # one that is not there (any more) is told to whoever may come
    Row(
        "meeting_proposal_take",
        lambda s: f"/groups/{s.meeting_group.pk}/meeting/proposals/{s.proposal.pk}/take/",
        {"POST": MEI_ALONE + "302"},
    ),
    Row(
        "meeting_proposal_aside",
        lambda s: f"/groups/{s.meeting_group.pk}/meeting/proposals/{s.proposal.pk}/aside/",
        {"POST": MEI_ALONE + "302"},
    ),
    Row(
        "meeting_proposal_withdraw",
        lambda s: f"/groups/{s.meeting_group.pk}/meeting/proposals/{s.proposal.pk}/withdraw/",
        {"POST": "marco=302 petra=403 dana=403 oskar=403 mei=403 noor=403 dilan=409 sam=409 *=404"},
    ),
    Row(
        "meeting_proposal_renew",
        lambda s: f"/groups/{s.meeting_group.pk}/meeting/proposals/{s.proposal.pk}/renew/",
        {"POST": "marco=302 petra=403 dana=403 oskar=403 mei=403 noor=403 dilan=409 sam=409 *=404"},
    ),
    # in the room, as more than a guest
    Row(
        "meeting_ask_floor",
        of("floor/ask/"),
        {"POST": "petra=302 dana=302 oskar=302 mei=302 marco=302 noor=302 dilan=403 sam=403 *=404"},
    ),
    # who does not ask has nothing to give up
    Row("meeting_leave_floor", of("floor/leave/"), {"POST": ACTS}),
    # Noor does not ask
    Row(
        "meeting_give_floor",
        lambda s: f"/groups/{s.meeting_group.pk}/meeting/floor/{s.cast.noor.pk}/give/",
        {"POST": MEI_ALONE + "409"},
    ),
    Row(
        "meeting_step_out",
        ivans("step-out/"),
        {"POST": "petra=302 dana=302 oskar=302 mei=302 marco=302 noor=302 *=404"},
    ),
    # it is not locked; Dilan and Sam were not there
    Row("meeting_look_back", of("look-back/"), {"GET": ACTS}),
    Row(
        "meeting_survey",
        of("survey/"),
        {"POST": "petra=409 dana=409 oskar=409 mei=409 marco=409 noor=409 dilan=403 sam=403 *=404"},
    ),
    # whoever sees the turn is asked for the axis
    Row(
        "meeting_flag",
        ivans("flag/"),
        {"POST": "petra=409 dana=409 oskar=409 mei=409 marco=409 noor=409 *=404"},
    ),
    Row("meeting_desk", of("desk/"), {"GET": MEI_ALONE + "200"}),
    Row("meeting_start", of("start/"), {"POST": MEI_ALONE + "409"}),
    Row(
        "meeting_pause",
        of("pause/"),
        {"POST": "mei=302 petra=302 dana=403 dilan=403 oskar=403 marco=403 noor=403 sam=403 *=404"},
    ),
    Row("meeting_resume", of("resume/"), {"POST": MEI_ALONE + "409"}),
    Row("meeting_lock", of("lock/"), {"POST": MEI_ALONE + "409"}),
    Row("meeting_next", of("next/"), {"POST": MEI_ALONE + "302"}),
    Row("meeting_back", of("back/"), {"POST": MEI_ALONE + "302"}),
    Row("meeting_close", of("close/"), {"POST": MEI_ALONE + "302"}),
    Row("meeting_park", of("park/"), {"POST": MEI_ALONE + "302"}),
    # the list that was sent is empty, and no board was shown
    Row("meeting_together", of("rounds/2/together/"), {"POST": MEI_ALONE + "409"}),
    # Lena is pitched: her turn is on no list
    Row(
        "meeting_pull_out",
        lenas("pull-out/"),
        {"POST": "petra=409 dana=409 oskar=409 mei=409 marco=409 noor=409 *=404"},
    ),
    Row(
        "meeting_plan",
        of("plan/"),
        {"POST": "mei=400 petra=409 dana=403 dilan=403 oskar=403 marco=403 noor=403 sam=403 *=404"},
    ),
    Row("meeting_line", of("line/"), {"POST": MEI_ALONE + "302"}),
    Row(
        "meeting_screens",
        of("screens/"),
        {"POST": "mei=400 petra=409 dana=403 dilan=403 oskar=403 marco=403 noor=403 sam=403 *=404"},
    ),
    Row(
        "meeting_screen_end",
        lambda s: f"/groups/{s.meeting_group.pk}/meeting/screens/{s.screen.pk}/end/",
        {"POST": "mei=302 *=404"},
    ),
    Row("meeting_observer", of("observer/"), {"GET": PETRA_ALONE + "200"}),
    Row("meeting_attest", of("attest/"), {"POST": PETRA_ALONE + "302"}),
    Row(
        "meeting_bias",
        of("bias/"),
        {"POST": "mei=409 petra=409 dana=403 dilan=403 oskar=403 marco=403 noor=403 sam=403 *=404"},
    ),
    Row("meeting_confirm", of("confirm/"), {"POST": PETRA_ALONE + "409"}),
    # who may come and has not is led to the meeting; Pavel is People Ops for none of them
    Row(
        "meeting_record",
        of("record/"),
        {"GET": "petra=200 dana=200 oskar=200 mei=200 marco=200 noor=200 dilan=302 sam=302 *=404"},
    ),
    Row("meeting_record_file", of("record/before-and-after.csv"), {"GET": "petra=409 *=404"}),
    # Mei assesses Ivan, and Marco Noor, whose ratings were changed; the others assess nobody of whom that is so
    Row(
        "meeting_changed",
        of("changed/"),
        {
            "GET": "petra=200 dana=200 oskar=200 mei=200 marco=200 noor=200 dilan=302 sam=302 *=404",
            "POST": "mei=403 marco=403 petra=403 dana=403 dilan=403 oskar=403 noor=403 sam=403 *=404",
        },
    ),
    Row(
        "meeting_tell_afterwards",
        of("tell-afterwards/"),
        {"POST": "petra=409 mei=403 dana=403 dilan=403 oskar=403 marco=403 noor=403 sam=403 *=404"},
    ),
    # the meeting runs: there is nothing to reopen, and a reason was not given
    Row("meeting_reopen", of("reopen/"), {"GET": "petra=200 *=404", "POST": "petra=400 *=404"}),
    # nothing was typed; nobody answers what they asked, and nobody withdraws what another asked
    Row("cycle_check", checked(""), {"GET": "petra=200 dana=200 oskar=200 *=404"}),
    Row("cycle_check_ask", checked("ask/"), {"POST": "petra=400 dana=400 oskar=400 *=404"}),
    Row("cycle_check_made", checked("made/"), {"POST": "petra=302 dana=302 oskar=302 *=404"}),
    Row("cycle_check_answer", questioned("answer/"), {"POST": "petra=400 dana=400 oskar=403 *=404"}),
    Row("cycle_check_withdraw", questioned("withdraw/"), {"POST": "petra=403 dana=403 oskar=302 *=404"}),
    # a stream has no end to be asked the head of
    Row("meeting_events", lambda s: f"/meetings/{s.meeting.pk}/events/", {"GET": COMES, "HEAD": "*=405"}),
    Row("room", at("/room/"), {"GET": "anon=200 *=200"}),
    Row("room_events", at("/room/events/"), {"GET": "anon=404 *=404 screen=200", "HEAD": "anon=404 *=404 screen=405"}),
    *calibration_rehearsal_rows.ROWS,
]
