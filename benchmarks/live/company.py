"""`python -m benchmarks.live.company MEETINGS STREAMS`: a company with running meetings, in the environment's database.

As the application's role, once `benchmarks.one` has filled it. Prints JSON: for each meeting the cookies of who follows
it, of its screen and of who drives it.
"""

import json
import os
import sys
from typing import Any

import django

from benchmarks.large_cycle import TOKEN, named


def meetings(count: int, streams: int) -> list[dict[str, Any]]:
    """So many meetings that run, each with a turn open and so many who follow it: its screen, and people as guests."""
    from accounts.models import Person
    from benchmarks.targets import cookie_of, cookie_of_a_screen
    from calibration import workflow
    from reviews.models import Group

    groups = Group.objects.filter(cycle__name="2026 Q4").select_related("cycle").order_by("name")[1 : count + 1]
    listeners = list(Person.objects.filter(email__regex=r"^p[0-9]+@").order_by("employee_id"))
    made = []
    for group in groups:
        held = _running(group)
        keep_out = set(held.stops.values_list("subject", flat=True))
        followers = [one for one in listeners if one.pk not in keep_out][: streams - 1]
        for one in followers:
            _comes(held, one, "guest")
            workflow.check_in(held, one)
        made.append(
            {
                "group": str(group.pk),
                "meeting": str(held.pk),
                "cookies": [cookie_of(one) for one in followers],
                "screen": cookie_of_a_screen(held),
                "desk": f"{cookie_of(named('scribe'))}; csrftoken={TOKEN}",
                "token": TOKEN,
            }
        )
    return made


def _running(group: Any) -> Any:
    """The group's meeting with its first turn open; started where it is not."""
    from calibration import workflow
    from calibration.models import Meeting, Stop
    from reviews.cycles import workflow as cycles

    ops, outside, scribe = named("ops"), named("outside"), named("scribe")
    held = Meeting.objects.filter(group=group).first()
    if held is None:
        group = cycles.open_meeting(group, ops)
        for person, part in ((ops, "observer"), (outside, "outside_director"), (scribe, "scribe")):
            _comes(group, person, part)
        held = workflow.prepare(group, scribe, seed=1)
        for person in (ops, outside, scribe):
            workflow.check_in(held, person)
        workflow.attest(held, ops)
        workflow.take_seat(held, scribe, "scribe")
        workflow.start(held, scribe)
    stop = Stop.objects.filter(meeting=held).select_related("subject", "round", "meeting").first()
    workflow.open_stop(held, scribe, stop)
    return held


def _comes(to: Any, person: Any, part: str) -> None:
    """Gives the person a part in the group of a meeting, or in a group."""
    from accounts import clock
    from reviews.models import Participant

    Participant.objects.get_or_create(
        group_id=getattr(to, "group_id", to.pk), person=person, part=part, until_at=None,
        defaults={"from_at": clock.now()},
    )  # fmt: skip


def main(count: int, streams: int) -> None:
    """In the environment's database, seen by People Ops."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
    django.setup()
    from accounts.viewing import viewing

    with viewing(named("ops")):
        json.dump(meetings(count, streams), sys.stdout)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
