"""What contributors saw of somebody, beside their turn: folded, for whoever reads, and on no screen in the room."""

from accounts import clock
from calibration import workflow
from reviews.models import Assignment, Input, Participant
from tests.calibration.company import text
from tests.calibration.test_presence import stop_of
from tests.reviews.story import page
from tests.shared import shared

FOLDED = "What contributors saw of Ivan"


@shared
def contributed(running, cast):
    """Tariq has said what he saw of Ivan, whose turn is open."""
    group = running.group
    Participant.objects.create(group=group, person=cast.tariq, part="contributor", about=cast.ivan, from_at=clock.now())
    Assignment.objects.get_or_create(group=group, subject=cast.ivan, defaults={"assessor": cast.mei})
    whose = {"group": group, "subject": cast.ivan, "author": cast.tariq}
    Input.objects.create(**whose, state="submitted", text="Answered in the night.", submitted_at=clock.now())
    workflow.open_stop(running, cast.mei, stop_of(running, cast.ivan))
    return running


def test_it_is_folded_beside_the_turn_for_whoever_reads(contributed, cast, sign_in, at):
    shown = text(sign_in(cast.marco).get(at()))
    assert FOLDED in shown
    assert "Answered in the night." not in shown
    opened = page(sign_in(cast.marco), cast.marco, f"/groups/{contributed.group_id}/people/{cast.ivan.pk}/inputs/")
    assert "Answered in the night." in opened
    assert "Tariq, contributor" in opened
    part = sign_in(cast.marco).get(
        f"/groups/{contributed.group_id}/people/{cast.ivan.pk}/inputs/", headers={"HX-Request": "true"}
    )
    assert "Answered in the night." in text(part)
    assert "<html" not in part.content.decode()


def test_beside_somebody_on_whom_nobody_was_asked_there_is_nothing(contributed, cast, sign_in, at):
    stop = stop_of(contributed, cast.lena)
    assert FOLDED[:25] not in text(sign_in(cast.marco).get(at(f"stops/{stop.pk}/")))


def test_a_guest_is_not_shown_it(contributed, cast, sign_in, at):
    client = sign_in(cast.sam)
    client.post(at("check-in/"))
    shown = text(client.get(at()))
    assert "Ivan" in shown
    assert FOLDED not in shown
    assert client.get(f"/groups/{contributed.group_id}/people/{cast.ivan.pk}/inputs/").status_code == 404
