"""Who comes to the meeting of a group that runs: who may name whom as what, until when, and what it gives them."""

import pytest

from accounts.models import Event
from accounts.moves import Conflict, NotAllowed
from calibration import workflow as meeting
from reviews.cycles.acts.naming import end_part, name_part
from reviews.models import Exclusion, Group, Participant, Reminder

# by whom, who, as what → whether it may be; reviewed are Ivan, Ines, Lena, Noor; Dana and Dilan direct
TABLE = [
    ("petra", "hanne", "guest", "yes"),
    ("petra", "sam", "moderator", "yes"),
    ("petra", "sam", "director", "yes"),
    ("petra", "sam", "decider", "yes"),
    ("petra", "noor", "scribe", "yes"),  # reviewed there, and one of its assessors
    ("petra", "petra", "scribe", "yes"),
    ("petra", "petra", "decider", "conflict"),
    ("petra", "petra", "observer", "conflict"),  # is so already
    ("petra", "frida", "observer", "conflict"),  # not of People Ops
    ("petra", "pavel", "observer", "conflict"),  # People Ops for support only
    ("petra", "ivan", "guest", "conflict"),  # reviewed there
    ("petra", "marco", "outside_director", "conflict"),  # leads people of the group
    ("petra", "frida", "outside_director", "yes"),
    ("petra", "ivan", "assessor", "conflict"),  # no part that is given here
    ("pavel", "hanne", "guest", "no"),
    ("dana", "hanne", "guest", "no"),
    ("mei", "mei", "moderator", "no"),
    ("ivan", "hanne", "guest", "no"),
]


@pytest.mark.parametrize(("by", "who", "part", "may"), TABLE)
def test_who_may_name_whom_as_what(cast, story, by, who, part, may):
    by, who, before = getattr(cast, by), getattr(cast, who), Participant.objects.count()
    if may == "yes":
        assert name_part(story.group, part, who, by).part == part
        assert Event.objects.get(verb="name_part").about == who
        return
    with pytest.raises(NotAllowed if may == "no" else Conflict):
        name_part(story.group, part, who, by)
    assert Participant.objects.count() == before


def test_who_keeps_away_from_somebody_names_no_decider(cast, story):
    Exclusion.objects.create(group=story.group, person=cast.petra, subject=cast.ivan)
    with pytest.raises(Conflict, match="keep away"):
        name_part(story.group, "decider", cast.sam, cast.petra)
    assert name_part(story.group, "guest", cast.sam, cast.petra).part == "guest"


# the state of the group → whether a guest, and a decider, can be named then
STATES = [
    ("planning", True, True),
    ("assessing", True, True),
    ("previewing", True, True),
    ("calibrating", True, True),
    ("deciding", False, True),
    ("finalising", False, False),
    ("telling", False, False),
    ("closed", False, False),
    ("discarded", False, False),
]


@pytest.mark.parametrize(("state", "guest", "decider"), STATES)
def test_until_when(cast, story, state, guest, decider):
    Group.objects.filter(pk=story.group.pk).update(state=state)
    for part, may in (("guest", guest), ("decider", decider)):
        if may:
            name_part(story.group, part, cast.sam, cast.petra)
        else:
            with pytest.raises(Conflict):
                name_part(story.group, part, cast.sam, cast.petra)


def test_who_is_named_reads_what_the_group_reads_until_it_is_ended(cast, previewing, sign_in):
    address = f"/assessments/{previewing.ivan.pk}/"
    assert sign_in(cast.sam).get(address).status_code == 404
    made = name_part(previewing.group, "director", cast.sam, cast.petra)
    assert sign_in(cast.sam).get(address).status_code == 200
    end_part(made, cast.petra)
    assert sign_in(cast.sam).get(address).status_code == 404
    with pytest.raises(Conflict):
        end_part(made, cast.petra)


def test_they_are_told_once_it_runs_and_not_while_it_is_planned(cast, story):
    name_part(story.group, "guest", cast.sam, cast.petra)
    assert [row.recipient for row in Reminder.objects.filter(kind="changed")] == [cast.sam]
    Group.objects.filter(pk=story.group.pk).update(state="planning")
    name_part(story.group, "guest", cast.hanne, cast.petra)
    assert Reminder.objects.filter(kind="changed").count() == 1


def test_an_observer_in_the_room_checks_out_before_the_part_ends(cast, previewing):
    Group.objects.filter(pk=previewing.group.pk).update(state="calibrating")
    opened = meeting.prepare(Group.objects.get(pk=previewing.group.pk), cast.petra)
    meeting.check_in(opened, cast.petra)
    observes = Participant.objects.get(group=previewing.group, person=cast.petra, part="observer")
    with pytest.raises(Conflict, match="checks out first"):
        end_part(observes, cast.petra)
    meeting.check_out(opened, cast.petra)
    end_part(observes, cast.petra)


def test_nobody_of_another_population_ends_a_part(cast, story):
    directs = Participant.objects.get(group=story.group, person=cast.dana, part="director")
    for first in ("pavel", "dilan", "ivan"):
        with pytest.raises(NotAllowed):
            end_part(directs, getattr(cast, first))


def test_the_page_says_what_it_means_first_and_then_does_it(cast, story, sign_in):
    client, address = sign_in(cast.petra), f"/groups/{story.group.pk}/parts/"
    said = "Sam leads the meeting"
    page = client.post(address, {"part": "moderator", "person": "sam@demo.example"}).content.decode()
    assert said in page
    assert not Participant.objects.filter(part="moderator").exists()
    assert client.post(address, {"part": "moderator", "person": "sam@demo.example", "act": "do"}).status_code == 302
    row = Participant.objects.get(part="moderator")
    assert client.post(f"{address}{row.pk}/end/").status_code == 302
    assert client.post(f"{address}{row.pk}/end/").status_code == 409


# who, as what → what the page says before it ends; Mei assesses there besides
ENDS = [
    ("sam", "moderator", "Once you end it: Sam does not lead the meeting. They can be named again."),
    ("sam", "director", "directs here no longer. They no longer read what the group reads. They can be named again."),
    ("mei", "director", "directs here no longer. They go on reading what the group reads, by another part"),
]


@pytest.mark.parametrize(("who", "part", "said"), ENDS)
def test_what_the_end_does_is_said_first_and_then_done(cast, story, sign_in, who, part, said):
    row = name_part(story.group, part, getattr(cast, who), cast.petra)
    client, parts = sign_in(cast.petra), f"/groups/{story.group.pk}/parts/"
    assert f'href="{parts}{row.pk}/end/"' in client.get(parts).content.decode()
    assert said in client.get(f"{parts}{row.pk}/end/").content.decode()
    assert Participant.objects.now().filter(pk=row.pk).exists()
    assert client.post(f"{parts}{row.pk}/end/").status_code == 302
    assert not Participant.objects.now().filter(pk=row.pk).exists()


def test_what_is_in_use_says_why_and_offers_nothing_to_press(cast, previewing, sign_in):
    group = previewing.group
    Group.objects.filter(pk=group.pk).update(state="calibrating")
    meeting.check_in(meeting.prepare(Group.objects.get(pk=group.pk), cast.petra), cast.petra)
    row = Participant.objects.get(group=group, person=cast.petra, part="observer")
    page = sign_in(cast.petra).get(f"/groups/{group.pk}/parts/{row.pk}/end/").content.decode()
    assert "checks out first" in page
    assert "End it for Petra now" not in page


def test_wrong_input_gets_a_sentence(cast, story, sign_in):
    client, address = sign_in(cast.petra), f"/groups/{story.group.pk}/parts/"
    for given, sentence in [
        ({"part": "guest", "person": "nobody@demo.example"}, "Nobody here is known"),
        ({"part": "king", "person": "sam@demo.example"}, "not on offer"),
        ({"part": "guest", "person": ""}, "Say who."),
        ({"part": "observer", "person": "frida@demo.example"}, "not of People Ops for everyone"),
    ]:
        answer = client.post(address, given | {"act": "do"})
        assert answer.status_code == 400
        assert sentence in answer.content.decode()


def test_a_planned_group_gets_its_observer_here(cast, sign_in, story):
    group = story.group
    Group.objects.filter(pk=group.pk).update(state="planning")
    Participant.objects.filter(group=group, part="observer").delete()
    page = sign_in(cast.petra).get(f"/groups/{group.pk}/parts/").content.decode()
    assert "Nobody observes Engineering" in page
    name_part(group, "observer", cast.petra, cast.petra)
    assert "Nobody observes" not in sign_in(cast.petra).get(f"/groups/{group.pk}/parts/").content.decode()
