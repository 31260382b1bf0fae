"""What a round takes together, who is on that list, and the turn that somebody pulls out of it."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Event
from accounts.moves import Conflict, NotAllowed
from calibration import workflow
from calibration.consent import listed
from calibration.models import RatingChange, Round, Stop
from calibration.workflow.consenting import list_for
from calibration.workflow.locking import what_keeps_open
from frameworks.models import ScalePoint
from promotions.models import Pitch
from reviews.models import Cycle, Remark, RosterEntry
from tests.calibration.company import crowd, make_company, text
from tests.calibration.conftest import gather
from tests.calibration.test_presence import stop_of
from tests.shared import shared

TITLE = "Taken together unless somebody pulls one out"


@shared
def three(company, cast):
    """The meeting runs and shows IC3: three who meet what is asked (Nr. 0 to 2), and Lena, who is pitched."""
    crowd(company, cast, 3)
    meeting = workflow.start(gather(workflow.prepare(company.group, cast.mei, seed=1), cast), cast.mei)
    return workflow.show_board(meeting, cast.mei, Round.objects.get(name="IC3"))


def board(meeting) -> Round:
    return Round.objects.get(meeting=meeting, name="IC3")


def names(meeting):
    return sorted(turn.name for turn in listed(meeting, Stop.objects.filter(meeting=meeting).turns()))


def taken(meeting, by, **more):
    return workflow.take_together(meeting, by, board(meeting), list_for(meeting, board(meeting), by), **more)


NR = [f"Colleague Nr. {one}" for one in range(3)]


# -- who is on it -----------------------------------------------------------------------------------


def test_on_it_are_those_who_stand_where_their_role_asks_and_nobody_who_comes(three):
    assert names(three) == [*NR, "Ines"]  # not Ivan (below), Lena (above, pitched), Noor (an assessor here)


def test_by_the_setting_there_is_none(three):
    Cycle.objects.update(has_consent_list=False)
    three.refresh_from_db()
    assert names(three) == []


def test_who_is_pitched_challenged_or_pulled_out_is_not_on_it(three, company, cast):
    one, two, three_ = (Stop.objects.get(subject__name=name) for name in NR)
    ladder = company.ladder
    Pitch.objects.create(
        group=company.group,
        subject=one.subject,
        author=cast.marco,
        role=ladder.roles["IC3"],
        target=ladder.roles["IC4"],
        version=ladder.version,
        state="submitted",
        summary="Ready.",
    )
    said = Remark.objects.create(
        group=company.group, subject=two.subject, author=cast.mei, kind="challenges", text="Less.", example="In May."
    )
    Remark.objects.create(group=company.group, subject=three_.subject, author=cast.mei, kind="supports", text="Yes.")
    assert names(three) == [NR[2], "Ines"]
    Remark.objects.filter(pk=said.pk).update(sealed_at=said.written_at)
    assert names(three) == [NR[1], NR[2], "Ines"]
    workflow.pull_out(three, cast.dana, three_)
    assert names(three) == [NR[1], "Ines"]


def test_what_counts_is_the_rating_that_stands_not_the_assessors(three, cast):
    stop = Stop.objects.get(subject__name=NR[0])
    point = ScalePoint.objects.get(scale__code="meeting-ladder", code="exceeding")
    RatingChange.objects.create(
        stop=stop, group=stop.group, subject=stop.subject, after=point, proposer=cast.dana, line="More.", version=1
    )
    Stop.objects.filter(pk=stop.pk).update(touched=1)
    assert names(three) == [NR[1], NR[2], "Ines"]


# -- taken together ---------------------------------------------------------------------------------


def test_all_of_them_are_closed_at_once_and_nothing_of_them_is_sealed(three, cast):
    Remark.objects.create(
        group=three.group,
        subject=Stop.objects.get(subject__name=NR[0]).subject,
        author=cast.dana,
        kind="asks",
        text="?",
    )
    taken(three, cast.mei)
    stops = Stop.objects.filter(together=True)
    assert sorted(stop.subject.name for stop in stops) == NR
    assert {(stop.state, stop.witnessed, stop.opened_at) for stop in stops} == {("closed", True, None)}
    assert Remark.objects.get().sealed_at is None
    assert not RosterEntry.objects.filter(discussed_at__isnull=False).exists()
    assert Event.objects.filter(verb="take").count() == 3
    assert Event.objects.filter(verb="take_together", by=cast.mei).count() == 1
    assert (three.showing, three.round.name) == ("board", "IC3")
    assert names(three) == ["Ines"]


@pytest.mark.parametrize("are_taken", [False, True])
def test_going_back_opens_none_of_them(three, cast, are_taken):
    stop = Stop.objects.get(subject__name=NR[0])
    workflow.pull_out(three, cast.dana, stop)  # it comes after those that are left on the list
    if are_taken:
        taken(three, cast.mei)
    workflow.open_stop(three, cast.mei, stop)
    workflow.go_back(three, cast.mei)
    assert (three.showing, three.round.name) == ("board", "IC3")
    assert not Stop.objects.filter(subject__name__in=NR[1:], opened_at__isnull=False).exists()


def test_without_the_observer_each_is_marked_and_none_is_refused(three, cast):
    workflow.check_out(three, cast.petra)
    taken(three, cast.mei)
    assert Stop.objects.filter(together=True, witnessed=False).count() == 3


def test_only_after_the_board_of_the_round_was_shown(three, cast):
    round = Round.objects.get(name="IC2")
    with pytest.raises(Conflict, match="Show the board of this round first"):
        workflow.take_together(three, cast.mei, round, list_for(three, round, cast.mei))
    assert not Stop.objects.filter(together=True).exists()


def test_another_list_than_the_one_on_the_page_is_refused_whole(three, cast):
    before = list_for(three, board(three), cast.mei)
    workflow.pull_out(three, cast.noor, Stop.objects.get(subject__name=NR[0]))
    now = list_for(three, board(three), cast.mei)
    for stops in (before, now[:1], [*now, uuid4()], []):
        with pytest.raises(Conflict, match="The list is another now"):
            workflow.take_together(three, cast.mei, board(three), stops)
    assert not Stop.objects.filter(together=True).exists()


def test_a_driver_takes_none_of_whom_they_keep_away_from_and_it_then_waits_for_another(three, cast, sign_in, at):
    stop = Stop.objects.get(subject__name=NR[1])
    workflow.recuse(three, cast.mei, stop.subject)
    taken(three, cast.mei)
    stop.refresh_from_db()
    assert (stop.state, stop.together) == ("waiting", False)
    assert Stop.objects.filter(together=True).count() == 2
    assert names(three) == ["Ines"]  # it is no second list
    assert f"{NR[1]}&#x27;s turn waits: who drives has no part in it." in text(sign_in(cast.petra).get(at()))


def test_only_who_drives_takes_it(three, cast):
    for person in (cast.petra, cast.marco, cast.noor, cast.ivan):
        with pytest.raises(NotAllowed):
            workflow.take_together(three, person, board(three), list_for(three, board(three), cast.mei))


def test_next_leads_to_the_others_first_and_then_to_the_board_to_take_them(three, cast):
    Stop.objects.filter(round__number__lt=3).update(state="closed")
    workflow.go_next(three, cast.mei)
    assert three.stop.subject == cast.lena
    workflow.go_next(three, cast.mei)
    assert (three.showing, three.round.name) == ("board", "IC3")
    taken(three, cast.mei)
    workflow.go_next(three, cast.mei)
    assert (three.showing, three.round.name) == ("board", "IC4")


def test_the_database_holds_that_what_was_taken_together_is_closed(three):
    stop = Stop.objects.filter(subject__name=NR[0])
    for more in ({"state": "waiting"}, {"state": "closed", "pulled_out": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            stop.update(together=True, **more)


# -- pulled out -------------------------------------------------------------------------------------


@pytest.mark.parametrize("before", [True, False])
def test_whoever_sees_it_pulls_it_out_before_and_after_and_it_waits_at_the_end(three, cast, before):
    if not before:
        taken(three, cast.mei)
    stop = Stop.objects.get(subject__name=NR[2])
    workflow.pull_out(three, cast.oskar, stop)
    stop.refresh_from_db()
    assert (stop.state, stop.together, stop.pulled_out, stop.closed_at) == ("waiting", False, True, None)
    assert stop == Stop.objects.filter(round=stop.round).order_by("order").last()
    if before:
        taken(three, cast.mei)
    assert Stop.objects.filter(together=True).count() == 2
    assert what_keeps_open(three, cast.mei) == "A turn of its own was asked for, and has not been had yet."
    workflow.open_stop(three, cast.mei, Stop.objects.get(pk=stop.pk))
    workflow.close_stop(three, cast.mei)
    assert what_keeps_open(three, cast.mei) == ""


def test_a_second_pull_does_nothing(three, cast):
    taken(three, cast.mei)
    stop = Stop.objects.get(subject__name=NR[2])
    workflow.pull_out(three, cast.oskar, stop)
    workflow.open_stop(three, cast.mei, Stop.objects.get(pk=stop.pk))
    workflow.close_stop(three, cast.mei)
    workflow.pull_out(three, cast.dana, Stop.objects.get(pk=stop.pk))
    assert Stop.objects.get(pk=stop.pk).state == "closed"
    assert [event.by for event in Event.objects.filter(verb="pull_out")] == [cast.oskar]


def test_a_turn_that_was_taken_together_can_be_opened_at_the_desk(three, cast):
    taken(three, cast.mei)
    stop = Stop.objects.filter(together=True).first()
    workflow.open_stop(three, cast.mei, Stop.objects.get(pk=stop.pk))
    stop.refresh_from_db()
    assert (stop.state, stop.together, stop.pulled_out) == ("open", False, False)


def test_a_turn_that_was_had_by_itself_is_not_pulled_out_nor_one_that_nobody_takes_together(three, cast):
    ines = stop_of(three, cast.ines)
    workflow.open_stop(three, cast.mei, ines)
    workflow.close_stop(three, cast.mei)
    for stop in (stop_of(three, cast.ines), stop_of(three, cast.lena)):
        with pytest.raises(Conflict, match="comes by itself, or was had"):
            workflow.pull_out(three, cast.dana, stop)


def test_nobody_pulls_out_what_they_do_not_see_nor_after_the_lock(three, cast):
    stop = Stop.objects.get(subject__name=NR[0])
    for person in (cast.ivan, cast.pavel, cast.dilan, cast.sam):  # Dilan and Sam have not come
        with pytest.raises(NotAllowed):
            workflow.pull_out(three, person, stop)
    taken(three, cast.mei)
    workflow.lock(three, cast.mei)
    with pytest.raises(Conflict, match="locked"):
        workflow.pull_out(three, cast.dana, stop)


def test_a_guest_listens_and_pulls_nobody_out(three, cast, sign_in, at):
    workflow.check_in(three, cast.sam)
    with pytest.raises(NotAllowed):
        workflow.pull_out(three, cast.sam, Stop.objects.get(subject__name=NR[0]))
    pages = {name: text(sign_in(getattr(cast, name)).get(at())) for name in ("sam", "oskar")}
    assert [name for name, page in pages.items() if f"Pull {NR[0]} out" in page] == ["oskar"]


# -- what the pages say -----------------------------------------------------------------------------


def test_the_desk_takes_what_stands_on_it_and_is_told_where_it_is_another(three, cast, sign_in, at):
    client = sign_in(cast.mei)
    answer = client.get(at("desk/"))
    desk = text(answer)
    assert TITLE in desk
    assert desk.index("Take these 3 together") < desk.index("as assessed") < desk.index(TITLE)
    assert answer.content.decode().count('class="board-listed"') == 3
    stops = [str(pk) for pk in list_for(three, board(three), cast.mei)]
    workflow.pull_out(three, cast.dana, Stop.objects.get(subject__name=NR[0]))
    late = client.post(at("rounds/3/together/"), {"stop": stops, "version": three.version})
    assert late.status_code == 409
    assert "The list is another now." in text(late)
    assert "Take these 2 together" in text(late)
    three.refresh_from_db()
    left = [str(pk) for pk in list_for(three, board(three), cast.mei)]
    answer = client.post(at("rounds/3/together/"), {"stop": left, "version": three.version})
    assert answer.status_code == 302
    assert "2 turns were taken together" in text(client.get(at("desk/")))


def test_a_participant_reads_the_list_and_pulls_out_and_no_page_says_who(three, cast, sign_in, at):
    client = sign_in(cast.oskar)
    page = text(client.get(at()))
    assert TITLE in page
    assert "Take these" not in page
    stop = Stop.objects.get(subject__name=NR[0])
    assert client.post(at(f"stops/{stop.pk}/pull-out/")).status_code == 302
    for person, rest in ((cast.oskar, ""), (cast.mei, "desk/"), (cast.petra, "observer/"), (cast.dana, "rounds/3/")):
        page = text(sign_in(person).get(at(rest)))
        assert f"Pull {NR[0]} out" not in page
        assert "Oskar pulled" not in page
    assert "pulled out" in text(sign_in(cast.dana).get(at()))


def test_the_room_marks_them_and_says_what_the_mark_means(three, cast, client):
    from calibration import pairing
    from tests.calibration.test_room import code_on

    pairing.pair(three, cast.mei, code_on(client))
    page = text(client.get("/room/"))
    assert page.count('class="is-listed"') == 3
    assert "— taken together unless somebody pulls one out" in page
    taken(three, cast.mei)
    assert "is-listed" not in text(client.get("/room/"))


def test_noor_who_comes_herself_reads_nothing_of_her_own_turn(cast, sign_in):
    company = make_company(cast)
    meeting = workflow.start(gather(workflow.prepare(company.group, cast.mei, seed=1), cast), cast.mei)
    workflow.show_board(meeting, cast.mei, Round.objects.get(name="IC4"))
    for person in (cast.noor, cast.mei):
        assert TITLE not in text(sign_in(person).get(f"/groups/{company.group.pk}/meeting/"))
