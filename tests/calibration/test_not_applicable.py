"""An axis that does not apply to Ivan's work, in the meeting: on the screens, at the lock, in the letter."""

import re

from django.test import Client

from calibration import pairing, workflow
from reviews.models import AxisRating, Group, Result, ResultAxis
from tests.calibration.company import seen_by_all, text
from tests.calibration.test_presence import stop_of
from tests.shared import shared

WHY = "Ivan works alone on the archive this quarter."


@shared
def ivan(company, cast):
    """Ivan's assessment, in which Teamwork does not apply."""
    rating = AxisRating.objects.get(assessment__subject=cast.ivan, axis=company.ladder.axes["Teamwork"])
    rating.point, rating.not_applicable = None, WHY
    rating.save()
    return cast.ivan


@shared
def open_turn(ivan, running, cast):
    """Ivan's turn is open."""
    return workflow.open_stop(running, cast.mei, stop_of(running, ivan))


def final(subject):
    """Teamwork as it stands in the result: its point, and whether it applies."""
    row = ResultAxis.objects.get(result__subject=subject, axis__code="teamwork")
    return row.point and row.point.code, row.applies


def test_the_board_and_the_turn_say_so_and_why_only_the_turn(open_turn, running, cast, sign_in, at):
    client = sign_in(cast.dana)
    turn = text(client.get(at()))
    assert turn.count("does not apply") == 1
    assert WHY in turn
    board = text(client.get(at("rounds/1/")))
    assert board.count("does not apply") == 1
    assert WHY not in board


def test_the_rooms_screen_says_so_without_the_reason(open_turn, running, cast):
    screen = Client()
    pairing.pair(running, cast.mei, re.search(r'room-code">(.{7})<', text(screen.get("/room/"))).group(1))
    page = text(screen.get("/room/"))
    assert page.count("does not apply") == 1
    assert WHY not in page


def test_the_lock_keeps_it_and_the_letter_says_so(open_turn, running, company, ivan, cast, sign_in):
    workflow.close_stop(running, cast.mei)
    workflow.lock(running, cast.mei)
    assert final(ivan) == (None, False)
    Group.objects.filter(pk=company.group.pk).update(state="finalising")
    result = Result.objects.get(subject=ivan)
    words = text(sign_in(cast.mei).get(f"/results/{result.pk}/words/"))
    assert "does not apply" in words
    assert WHY not in words


def test_a_rating_given_in_the_room_takes_its_place(open_turn, running, company, ivan, cast, sign_in, at):
    teamwork, point = company.ladder.axes["Teamwork"], company.ladder.points["meeting"]
    change = workflow.change_rating(running, cast.mei, running.stop, point, cast.dana, "He answers for two.", teamwork)
    assert change.before is None
    assert "does not apply" not in text(sign_in(cast.dana).get(at()))
    workflow.close_stop(running, cast.mei)
    seen_by_all(running)
    workflow.lock(running, cast.mei)
    assert final(ivan) == ("meeting", True)
