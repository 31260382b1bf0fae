"""Publishing: who is affected, where holders go of roles that are gone, from which day, and what the tick begins."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from accounts import clock
from accounts.models import Event, Grant
from accounts.moves import Conflict, NotAllowed
from frameworks import reading, workflow
from frameworks.affected import standing_elsewhere
from frameworks.editing import structure
from frameworks.format.document import Expectation
from frameworks.loading import digest_of, load
from frameworks.models import Placement, Succession, Version
from frameworks.notices import owed
from frameworks.placements import place, role_on
from tests.cast import day_of
from tests.shipped import fixture, publish

SINCE = date(2025, 3, 3)


def without(document, code, **change):
    """The document without a role."""
    roles = tuple(role for role in document.roles if role.code != code)
    return replace(document, roles=roles, **change)


def text(response):
    """The page as it is read: without tags, white space as single blanks."""
    body = response.content.decode().partition("<main")[2]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", body)).replace("&#x27;", "'")


@pytest.fixture
def first(cast):
    """Version 1 in force; Ines and Lena hold IC2, Ivan IC1."""
    version = publish("engineering-1")
    for person, code in ((cast.ines, "IC2"), (cast.lena, "IC2"), (cast.ivan, "IC1")):
        place(person, reading.roles(version)[code], SINCE, by=None)
    return version


@pytest.fixture
def second(first):
    """Version 2, a draft, has no IC2."""
    return load(without(fixture("engineering-2"), "IC2"))


def held(person, day=None):
    found = role_on(person, day or day_of(person))
    return found.role.code if found else None


def sent(page, **more):
    """The form as the page shows it, with what is chosen."""
    body = page.content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(digest|over)" value="([\w-]*)"', body))
    return hidden | more


def test_a_role_that_goes_and_is_held_wants_a_successor(cast, second):
    with pytest.raises(Conflict) as refused:
        workflow.publish(second, by=cast.frida)
    assert refused.value.sentence == (
        "IC2 is held, and this version does not have it. Nothing was published; say where they go."
    )
    with pytest.raises(Conflict):
        workflow.publish(second, by=None, becomes={"IC2": "IC2"})
    assert [held(one) for one in (cast.ines, cast.lena)] == ["IC2", "IC2"]
    assert Version.objects.get(pk=second.pk).state == "draft"


def test_its_holders_hold_the_one_that_follows_from_that_day_on(cast, second):
    workflow.publish(second, by=cast.frida, becomes={"IC2": "IC3"})
    today = clock.today()
    for person in (cast.ines, cast.lena):
        assert held(person) == "IC3"
        assert held(person, today - timedelta(days=1)) == "IC2"
    assert held(cast.ivan) == "IC1"
    moved = Event.objects.filter(verb="place", by=cast.frida)
    assert {event.about_id for event in moved} == {cast.ines.pk, cast.lena.pk}


def test_a_role_that_begins_later_is_the_new_one_from_its_first_day(cast, second):
    in_a_month = clock.today() + timedelta(days=30)
    role = reading.roles(Version.objects.current().get())["IC2"]
    place(cast.ivan, role, in_a_month, by=None)
    workflow.publish(second, by=cast.frida, becomes={"IC2": "IC3"})
    assert held(cast.ivan) == "IC1"
    assert held(cast.ivan, in_a_month) == "IC3"


def test_people_ops_may_be_left_to_place_them_and_until_then_they_keep_what_they_hold(cast, second, sign_in):
    workflow.publish(second, by=cast.frida, becomes={"IC2": "-"})
    assert held(cast.ines) == "IC2"
    assert Succession.objects.get().becomes is None
    assert sign_in(cast.ines).get("/my-level/").status_code == 200


def test_people_ops_read_on_today_who_waits_to_be_placed_and_nobody_else_does(cast, second):
    workflow.publish(second, by=cast.frida, becomes={"IC2": "-"})
    today = clock.today()
    said = [one.sentence for one in owed(cast.petra, today)]
    assert said == ["Ines and Lena hold roles that Engineering has no more: place them"]
    for person in (cast.pavel, cast.mei, cast.ines, cast.frida):
        assert not [one for one in owed(person, today) if "has no more" in one.sentence]
    place(cast.lena, reading.roles(Version.objects.current().get())["IC3"], today, by=None)
    assert [one.sentence for one in owed(cast.petra, today)] == [
        "Ines holds a role that Engineering has no more: place them"
    ]


def test_nobody_of_people_ops_is_told_of_themselves(cast, first):
    place(cast.petra, reading.roles(first)["IC2"], SINCE, by=None)
    workflow.publish(load(without(fixture("engineering-2"), "IC2")), by=cast.frida, becomes={"IC2": "-"})
    (said,) = owed(cast.petra, clock.today())
    assert "Petra" not in said.sentence


def test_who_holds_the_role_does_not_say_where_it_goes(cast, first):
    place(cast.frida, reading.roles(first)["IC2"], SINCE, by=None)
    second = load(without(fixture("engineering-2"), "IC2"))
    with pytest.raises(Conflict, match="You hold IC2 yourself"):
        workflow.publish(second, by=cast.frida, becomes={"IC2": "IC5"})
    assert held(cast.frida) == "IC2"
    workflow.publish(second, by=cast.frida, becomes={"IC2": "-"})
    assert held(cast.frida) == "IC2"


def exchanged(document, a, b):
    """The document with two roles, each at the level of the other."""
    level = {role.code: role.level for role in document.roles}
    at = {a: level[b], b: level[a]}
    return replace(document, roles=tuple(replace(role, level=at.get(role.code, role.level)) for role in document.roles))


def ranked(document, code, rank):
    """The document with a level at another rank."""
    levels = tuple(replace(one, rank=rank) if one.code == code else one for one in document.levels)
    return replace(document, levels=levels)


def called(document, level, otherwise, rank):
    """The document with a level of another name, at another rank, for whatever is at it."""
    levels = tuple(replace(one, code=otherwise, rank=rank) if one.code == level else one for one in document.levels)
    roles = tuple(replace(one, level=otherwise) if one.level == level else one for one in document.roles)
    return replace(document, levels=levels, roles=roles)


@pytest.mark.parametrize(
    "change",
    [
        lambda one: exchanged(one, "IC2", "IC4"),
        lambda one: ranked(one, "IC2", 45),
        lambda one: ranked(one, "IC1", 25),
        lambda one: called(one, "IC4", "Senior", 15),
    ],
    ids=["another level", "above others", "another below it", "another below it, called otherwise"],
)
def test_nobody_publishes_what_puts_their_own_role_at_another_level(cast, first, sign_in, change):
    place(cast.frida, reading.roles(first)["IC2"], SINCE, by=None)
    second = load(change(fixture("engineering-2")))
    client, address = sign_in(cast.frida), f"/frameworks/engineering/publish/{second.pk}/"
    page = client.get(address)
    assert "You hold IC2 yourself, and this version puts it at another level." in text(page)
    assert "In force from" not in text(page)
    answer = client.post(address, {"digest": second.digest, "over": str(first.pk)})
    assert answer.status_code == 409
    assert "another framework editor publishes it" in text(answer)
    with pytest.raises(Conflict, match="You hold IC2 yourself"):
        workflow.publish(second, by=cast.frida, from_on=clock.today() + timedelta(days=3))
    assert Version.objects.get(pk=second.pk).state == "draft"
    Grant.objects.create(person=cast.sam, kind="framework_editor", reason="two", from_at=clock.now())
    assert "In force from" in text(sign_in(cast.sam).get(address))
    assert workflow.publish(second, by=cast.sam).state == "published"


def test_a_role_that_was_gone_for_a_version_comes_back_for_nobody_at_another_level(cast, first):
    """Whose holders wait for People Ops hold it meanwhile: gone and back is not the way up."""
    place(cast.frida, reading.roles(first)["IC2"], SINCE, by=None)
    without_it = load(without(fixture("engineering-2"), "IC2"))
    workflow.publish(without_it, by=cast.frida, becomes={"IC2": "-"})
    back = replace(fixture("engineering-2"), version="3")
    with pytest.raises(Conflict, match="You hold IC2 yourself"):
        workflow.publish(load(exchanged(back, "IC2", "IC4")), by=cast.frida)
    assert workflow.publish(load(replace(back, version="4")), by=cast.frida).state == "published"
    assert held(cast.frida) == "IC2"


def test_to_stand_beside_a_level_that_stood_above_is_a_move_as_well():
    document = fixture("engineering-2")
    levels = ranked(document, "IC2", 30)
    assert {"IC2", "IC3"} <= standing_elsewhere(document, levels)
    assert "IC1" not in standing_elsewhere(document, levels)


def test_a_level_that_is_called_otherwise_and_stays_where_it_stands_moves_nobody_elses():
    document = fixture("engineering-2")
    assert standing_elsewhere(document, called(document, "IC3", "Senior", 33)) == {"IC3"}


def test_other_words_a_new_level_or_anothers_role_are_no_move_of_ones_own(cast, first):
    place(cast.frida, reading.roles(first)["IC2"], SINCE, by=None)
    new = structure.add_level(fixture("engineering-2"), "IC1b", "IC1", "Engineer", ("ic",))
    new = replace(
        new, levels=tuple(replace(one, status="unfinished") if one.code == "IC1b" else one for one in new.levels)
    )
    second = load(exchanged(ranked(new, "IC2", 22), "IC4", "IC5"))
    assert workflow.publish(second, by=cast.frida).state == "published"


def test_the_page_asks_for_each_role_that_goes_and_does_what_is_chosen(cast, second, sign_in):
    client = sign_in(cast.frida)
    address = f"/frameworks/engineering/publish/{second.pk}/"
    page = client.get(address)
    said = text(page)
    assert "Whoever holds IC2 goes to" in said
    assert "Whoever holds IC1 goes to" not in said
    unsaid = client.post(address, sent(page, reason="IC2 was never told apart from IC3."))
    assert unsaid.status_code == 400
    assert "Say where they go." in text(unsaid)
    assert 'value="IC2 was never told apart from IC3."' in unsaid.content.decode()
    wrong = client.post(address, sent(page, becomes_IC2="IC9"))
    assert "The version has no such role. Choose another." in text(wrong)
    done = client.post(address, sent(page, becomes_IC2="IC3", reason="IC2 was never told apart."), follow=True)
    assert "Version 2 of Engineering is in force from now on." in text(done)
    assert held(cast.ines) == "IC3"
    after = text(client.get(address))
    assert "Why: IC2 was never told apart." in after
    assert "IC2 becomes IC3" in after


def test_who_is_affected_is_named_only_to_whoever_may_see_their_roles(cast, second, sign_in):
    address = f"/frameworks/engineering/publish/{second.pk}/"
    said = text(sign_in(cast.frida).get(address))
    assert "IC2, which goes: some hold it" in said
    assert "Ines" not in said
    from accounts.models import Organisation

    Organisation.objects.update(roles_are_open=True)
    assert "IC2, which goes: Ines, Lena" in text(sign_in(cast.frida).get(address))


@pytest.mark.parametrize("changed", ["a step", "everybody", "a level", "another step"])
def test_who_is_asked_other_words_by_a_step_or_with_all_others_is_affected(cast, sign_in, changed):
    """Sam is D2, who is asked step 1 of Technology and not step 5."""
    before = publish("ladders-1")
    place(cast.sam, reading.roles(before)["D2"], date(2026, 1, 5), by=None)
    document = replace(fixture("ladders-1"), version="2")
    if "step" in changed:
        number = 5 if changed == "another step" else 1
        [axis, *others] = document.axes
        steps = tuple(replace(one, summary="Said anew.") if one.number == number else one for one in axis.steps)
        document = replace(document, axes=(replace(axis, steps=steps), *others))
    said = (Expectation(axis=document.axes[0].code, summary="Asked of all."),)
    if changed == "everybody":
        document = replace(document, expectations=said)
    if changed == "a level":
        at = next(role.level for role in document.roles if role.code == "D2")
        levels = tuple(replace(one, expectations=said) if one.code == at else one for one in document.levels)
        document = replace(document, levels=levels)
    second = load(document)
    page = text(sign_in(cast.frida).get(f"/frameworks/ladders/publish/{second.pk}/"))
    assert ("Who is affected D2: some hold it" in page) == (changed != "another step")


def test_another_version_in_force_meanwhile_is_said(cast, first, sign_in):
    third = load(replace(fixture("engineering-2"), version="3"))
    client = sign_in(cast.frida)
    address = f"/frameworks/engineering/publish/{third.pk}/"
    page = client.get(address)
    publish("engineering-2")
    late = client.post(address, sent(page))
    assert late.status_code == 409
    assert "Another version has come into force since you opened this page." in text(late)


def test_the_digest_of_a_published_text_is_that_of_its_rows(cast, first):
    second = load(fixture("engineering-2"))
    Version.objects.filter(pk=second.pk).update(digest="a number of its own")
    published = workflow.publish(Version.objects.get(pk=second.pk), by=cast.frida)
    assert Version.objects.get(pk=published.pk).digest == digest_of(fixture("engineering-2"))


# -- announced ---------------------------------------------------------------------------------------


def test_announced_it_waits_for_its_day_and_the_tick_begins_it_once(cast, second):
    day = clock.today() + timedelta(days=7)
    announced = workflow.publish(second, by=cast.frida, becomes={"IC2": "IC3"}, from_on=day, reason="Simpler.")
    assert (announced.state, announced.from_on, announced.published_at) == ("announced", day, None)
    assert held(cast.ines) == "IC2"
    assert Version.objects.current().get().label == "1"
    assert workflow.begin_what_is_due(day - timedelta(days=1)) == 0
    assert workflow.begin_what_is_due(day) == 1
    assert workflow.begin_what_is_due(day) == 0
    begun = Version.objects.current().get()
    assert (begun.label, begun.from_on, begun.reason) == ("2", day, "Simpler.")
    assert held(cast.ines, day) == "IC3"
    assert held(cast.ines, day - timedelta(days=1)) == "IC2"


def test_who_comes_to_the_role_meanwhile_goes_with_the_others(cast, second):
    day = clock.today() + timedelta(days=7)
    workflow.publish(second, by=cast.frida, becomes={"IC2": "IC3"}, from_on=day)
    role = reading.roles(Version.objects.current().get())["IC2"]
    place(cast.ivan, role, clock.today(), by=None)
    workflow.begin_what_is_due(day + timedelta(days=2))  # the worker stood still for two days
    assert held(cast.ivan, day) == "IC3"
    assert held(cast.ivan, day - timedelta(days=1)) == "IC2"


def test_called_off_it_is_open_again_and_nothing_comes_on_its_day(cast, second):
    day = clock.today() + timedelta(days=7)
    workflow.publish(second, by=cast.frida, becomes={"IC2": "IC3"}, from_on=day)
    with pytest.raises(NotAllowed):
        workflow.call_off(second, cast.petra)
    called_off = workflow.call_off(second, cast.frida)
    assert (called_off.state, called_off.from_on) == ("open", None)
    assert not Succession.objects.exists()
    assert workflow.begin_what_is_due(day) == 0


def test_while_one_is_announced_no_other_is_published(cast, second):
    day = date(2030, 1, 7)
    workflow.publish(second, by=cast.frida, becomes={"IC2": "IC3"}, from_on=day)
    third = load(replace(fixture("engineering-2"), version="3"))
    with pytest.raises(Conflict, match="Version 2 is announced for 7 January 2030"):
        workflow.publish(third, by=cast.frida)


def test_the_page_announces_for_a_later_day_and_calls_off_again(cast, second, sign_in):
    client = sign_in(cast.frida)
    address = f"/frameworks/engineering/publish/{second.pk}/"
    page = client.get(address)
    over = client.post(address, sent(page, becomes_IC2="-", from_on="2020-01-01"))
    assert "That day is over. Give today or a later one." in text(over)
    done = client.post(address, sent(page, becomes_IC2="-", from_on="2030-01-07"), follow=True)
    assert "Version 2 of Engineering is announced for Monday, 7 January 2030." in text(done)
    shown = text(client.get(address))
    assert "It is in force from Monday, 7 January 2030." in shown
    assert "IC2: People Ops place each of them" in shown
    off = client.post(f"{address}call_off/", follow=True)
    assert "Version 2 is called off. It is open for comment again." in text(off)
    assert client.post(f"{address}close/", follow=True).status_code == 200
    assert Version.objects.get(pk=second.pk).state == "draft"
    assert client.post(f"{address}publish/").status_code == 404


@pytest.mark.django_db
def test_holders_of_roles_that_stay_are_moved_by_nothing(cast, first):
    before = list(Placement.objects.order_by("pk").values())
    publish("engineering-2")
    assert list(Placement.objects.order_by("pk").values()) == before


def test_a_text_that_is_not_whole_is_not_published(cast, first, sign_in):
    whole = fixture("engineering-2")
    beside = replace(whole.roles[0], code="IC1b")  # a second role of the same rank on the same track
    draft = load(replace(whole, roles=(*whole.roles, beside), version="3"))
    with pytest.raises(Conflict) as refused:
        workflow.publish(draft, cast.frida)
    assert refused.value.sentence.startswith("The text is not whole yet, so nothing was published.")
    assert "IC1b" in refused.value.sentence
    assert Version.objects.get(pk=draft.pk).state == "draft"
    assert Version.objects.current().get() == first


def test_a_framework_is_withdrawn_once_nobody_holds_a_role_of_it(cast, first, sign_in):
    frida = sign_in(cast.frida)
    frida.post("/frameworks/engineering/public/", {"is_read": "on"})
    address = f"/frameworks/engineering/publish/{first.pk}/retire/"
    refused = frida.post(address)
    assert refused.status_code == 409
    assert "Somebody holds a role of Engineering, today or later." in text(refused)
    Placement.objects.filter(person__in=[cast.ines, cast.ivan]).update(to_on=clock.today() - timedelta(days=1))
    Placement.objects.filter(person=cast.lena).update(from_on=clock.today() + timedelta(days=9))
    assert frida.post(address).status_code == 409
    Placement.objects.filter(person=cast.lena).delete()
    with pytest.raises(NotAllowed):
        workflow.retire(first, cast.petra)
    assert frida.post(address, follow=True).status_code == 200
    version = Version.objects.select_related("framework").get(pk=first.pk)
    assert (version.state, version.framework.is_public) == ("retired", False)
    assert not Version.objects.current().exists()
    assert sign_in(cast.ivan).get("/frameworks/engineering/?version=1").status_code == 200
    again = load(replace(fixture("engineering-2"), version="2b"))
    assert workflow.publish(again, cast.frida).state == "published"


def test_what_is_announced_is_called_off_before_a_framework_is_withdrawn(cast):
    version = publish("engineering-1")
    workflow.publish(load(fixture("engineering-2")), cast.frida, from_on=clock.today() + timedelta(days=3))
    with pytest.raises(Conflict):
        workflow.retire(version, cast.frida)
    assert Version.objects.get(pk=version.pk).state == "published"
