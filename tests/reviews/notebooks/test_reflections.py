"""Self-reflections: written while the group is assessed, handed to whom their author chose, and read by nobody else."""

import pytest

from accounts.models import Event, Person
from accounts.moves import Conflict, NotAllowed
from config.today import owed_by
from reviews.cycles import presets
from reviews.cycles import workflow as cycles
from reviews.drafts import Stale
from reviews.models import Cycle, Exclusion, Group, Reflection, RosterEntry
from reviews.notebooks import reflecting
from reviews.notebooks.reflecting import Thoughts
from tests.reviews.story import DATES, page, plan_engineering

PHASES = ["assessing", "previewing", "calibrating", "deciding", "finalising", "telling", "closed"]
LATER = PHASES[1:]


def entry(story, person) -> RosterEntry:
    return RosterEntry.objects.get(group=story.group, subject=person)


def written(story, person, text: str = "It went well.", readers: str = "") -> Reflection:
    """What somebody wrote, handed in where readers are given."""
    made = reflecting.save(entry(story, person), person, 0, Thoughts(text))
    return reflecting.hand_in(made, person, readers) if readers else made


def readers_of(reflection) -> set[str]:
    return {
        one.name.lower() for one in Person.objects.all() if Reflection.objects.visible_to(one).filter(pk=reflection.pk)
    }


# -- who reads ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", PHASES)
def test_a_draft_is_its_authors_alone(cast, story, state):
    draft = written(story, cast.ivan)
    Group.objects.update(state=state)
    assert readers_of(draft) == {"ivan"}


@pytest.mark.parametrize("state", PHASES)
def test_for_the_assessor_it_is_theirs_while_the_group_runs(cast, story, state):
    handed = written(story, cast.ivan, readers="assessor")
    Group.objects.update(state=state)
    assert readers_of(handed) == ({"ivan"} if state == "closed" else {"ivan", "mei"})


@pytest.mark.parametrize("state", PHASES)
def test_for_the_group_it_is_read_as_a_submitted_assessment(cast, story, state):
    handed = written(story, cast.ivan, readers="group")
    Group.objects.update(state=state)
    group = {"ivan", "mei", "petra", "dana", "dilan", "oskar", "marco", "noor"}
    expected = {"assessing": {"ivan", "mei"}, "closed": {"ivan", "petra", "mei", "dana", "hanne"}}
    assert readers_of(handed) == expected.get(state, group)


def test_who_keeps_away_does_not_read_it(cast, story):
    handed = written(story, cast.ivan, readers="group")
    Group.objects.update(state="previewing")
    for person in (cast.mei, cast.dana):
        Exclusion.objects.create(group=story.group, person=person, subject=cast.ivan)
    assert {"mei", "dana"} & readers_of(handed) == set()


# -- the draft ------------------------------------------------------------------------------------------------


def test_it_is_saved_as_it_is_typed_and_the_later_of_two_is_told(cast, story):
    axes = story.ladder.axes
    mine = entry(story, cast.ivan)
    first = reflecting.save(mine, cast.ivan, 0, Thoughts("One.", {axes["teamwork"].pk: "Asked early."}))
    assert (first.draft_number, reflecting.stored(first).axes) == (1, {axes["teamwork"].pk: "Asked early."})
    again = reflecting.save(mine, cast.ivan, 1, Thoughts("Two.", {axes["execution"].pk: "Shipped."}))
    assert (again.draft_number, reflecting.stored(again)) == (2, Thoughts("Two.", {axes["execution"].pk: "Shipped."}))
    assert reflecting.save(mine, cast.ivan, 0, Thoughts("Two.", {axes["execution"].pk: "Shipped."})).draft_number == 2
    with pytest.raises(Stale) as stale:
        reflecting.save(mine, cast.ivan, 1, Thoughts("From another window."))
    assert stale.value.stored.text == "Two."
    assert not Event.objects.filter(thing="reviews.reflection").exists()


def test_nobody_writes_it_for_another(cast, story):
    with pytest.raises(NotAllowed):
        reflecting.save(entry(story, cast.ivan), cast.mei, 0, Thoughts("For him."))
    draft = written(story, cast.ivan)
    with pytest.raises(NotAllowed):
        reflecting.hand_in(draft, cast.mei, "group")
    with pytest.raises(NotAllowed):
        reflecting.take_back(draft, cast.mei)


def test_nothing_is_not_handed_in(cast, story):
    empty = written(story, cast.ivan, text="")
    with pytest.raises(Conflict, match="There is nothing in it yet"):
        reflecting.hand_in(empty, cast.ivan, "assessor")
    assert Reflection.objects.get().state == "draft"


def test_it_is_taken_back_changed_and_handed_in_again(cast, story):
    handed = written(story, cast.ivan, readers="group")
    with pytest.raises(Conflict, match="handed this in already"):
        reflecting.save(entry(story, cast.ivan), cast.ivan, 1, Thoughts("More."))
    back = reflecting.take_back(handed, cast.ivan)
    assert readers_of(back) == {"ivan"}
    reflecting.save(entry(story, cast.ivan), cast.ivan, 1, Thoughts("More."))
    reflecting.hand_in(back, cast.ivan, "assessor")
    verbs = Event.objects.filter(thing="reviews.reflection").order_by("at").values_list("verb", flat=True)
    assert list(verbs) == ["hand_in", "take_back", "hand_in"]


@pytest.mark.parametrize("state", LATER)
def test_from_the_preview_on_it_stands_as_it_is(cast, story, state):
    draft, handed = written(story, cast.ivan), written(story, cast.lena, readers="assessor")
    Group.objects.update(state=state)
    with pytest.raises(Conflict, match="It is too late for this"):
        reflecting.save(entry(story, cast.ivan), cast.ivan, 1, Thoughts("More."))
    with pytest.raises(Conflict, match="It is too late for this"):
        reflecting.hand_in(draft, cast.ivan, "group")
    with pytest.raises(Conflict, match="It is too late for this"):
        reflecting.take_back(handed, cast.lena)
    assert {one.state for one in Reflection.objects.all()} == {"draft", "handed_in"}


# -- the setting ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("preset", "has_it"), [("full", True), ("half_yearly", True), ("small", False)])
def test_each_preset_says_whether_there_are_any(cast, preset, has_it):
    assert presets.SETTINGS[preset].has_reflection is has_it
    made = cycles.plan(cast.petra, name="Planned", preset=preset, dates=DATES, groups=[])
    assert Cycle.objects.get(pk=made.pk).has_reflection is has_it


@pytest.mark.parametrize(("has_it", "status"), [(True, 200), (False, 404)])
def test_without_the_setting_there_is_no_page(cast, story, client, has_it, status):
    Cycle.objects.update(has_reflection=has_it)
    client.force_login(cast.ivan)
    assert client.get(address(story)).status_code == status
    assert ("Write about your own work" in page(client, cast.ivan, "/my-review/")) is has_it
    if not has_it:
        with pytest.raises(Conflict):
            written(story, cast.ivan)


# -- the pages ------------------------------------------------------------------------------------------------


def address(story, more: str = "") -> str:
    return f"/my-review/{story.group.pk}/reflection/{more}"


def form(story, version: int = 0, text: str = "It went well.", **more: str) -> dict[str, str]:
    return {"version": str(version), "text": text} | more


def test_it_is_written_saved_handed_in_and_taken_back_on_its_page(cast, story, client):
    said = f"said-{story.ladder.axes['teamwork'].pk}"
    shown = page(client, cast.ivan, address(story))
    assert "What you would want Mei to know" in shown
    assert "Teamwork as IC1 asks it." in shown
    data = form(story, **{said: "Asked early."})
    answer = client.post(address(story, "save/"), data, headers={"X-Autosave": "1"})
    assert (answer.status_code, answer.json()["version"]) == (200, 1)
    answer = client.post(address(story), data | {"version": "1"})
    assert answer.status_code == 400
    assert "Say who may read it, then hand it in." in answer.content.decode()
    assert client.post(address(story), data | {"version": "1", "readers": "group"}).status_code == 302
    shown = page(client, cast.ivan, address(story))
    assert "Mei may read it, and from the preview until the close the group." in shown
    assert "What you handed in about your work" in page(client, cast.ivan, "/my-review/")
    assert client.post(address(story, "back/")).status_code == 302
    assert Reflection.objects.get().state == "draft"


def test_what_was_saved_elsewhere_stands_beside_what_was_typed(cast, story, client):
    written(story, cast.ivan, text="From the other window.")
    client.force_login(cast.ivan)
    answer = client.post(address(story, "save/"), form(story))
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "From the other window." in shown
    assert "It went well." in shown
    answer = client.post(address(story, "save/"), form(story), headers={"X-Autosave": "1"})
    assert (answer.status_code, answer.json()["fields"]["text"]) == (409, "From the other window.")


def test_too_late_nothing_typed_is_lost(cast, story, client):
    written(story, cast.ivan)
    Group.objects.update(state="previewing")
    client.force_login(cast.ivan)
    answer = client.post(address(story, "save/"), form(story, 1, "One more thing."))
    assert answer.status_code == 409
    assert "One more thing." in answer.content.decode()
    assert "This was not handed in" in page(client, cast.ivan, address(story))


def test_only_whoever_is_reviewed_has_the_page(cast, story, client):
    for first in ("mei", "sam", "tariq"):
        client.force_login(getattr(cast, first))
        assert client.get(address(story)).status_code == 404


def test_before_the_launch_there_is_no_page(cast, client):
    from tests.reviews.story import make_ladder, place_engineers

    place_engineers(make_ladder(), cast)
    group = plan_engineering(cast).groups.get()
    client.force_login(cast.ivan)
    assert client.get(f"/my-review/{group.pk}/reflection/").status_code == 404


def test_the_assessor_is_told_and_reads_it(cast, story, client):
    handed = written(story, cast.ivan, text="I learned the parser.", readers="assessor")
    said = "Read what Ivan wrote of their own work, before you assess them"
    assert said in [one.sentence for one in owed_by(cast.mei, DATES.assess_by)]
    assert said not in [one.sentence for one in owed_by(cast.marco, DATES.assess_by)]
    shown = page(client, cast.mei, f"/reflections/{handed.pk}/")
    assert "I learned the parser." in shown
    assert "for you alone" in shown
    client.force_login(cast.marco)
    assert client.get(f"/reflections/{handed.pk}/").status_code == 404
    client.force_login(cast.ivan)
    assert client.get(f"/reflections/{handed.pk}/")["Location"] == address(story)


def test_the_group_reads_it_beside_the_assessment(cast, story, client):
    written(story, cast.ivan, text="I learned the parser.", readers="group")
    written(story, cast.lena, text="I led the quota.", readers="assessor")
    Group.objects.update(state="previewing")
    shown = page(client, cast.dana, f"/groups/{story.group.pk}/reading/")
    assert "I learned the parser." in shown
    assert "I led the quota." not in shown
    assert "I led the quota." in page(client, cast.marco, f"/groups/{story.group.pk}/reading/")


@pytest.mark.parametrize("people", [1, 3])
def test_what_is_read_beside_costs_the_same_for_one_and_for_three(
    cast, story, client, django_assert_max_num_queries, people
):
    for person in (cast.ivan, cast.ines, cast.noor)[:people]:
        written(story, person, readers="group")
    Group.objects.update(state="previewing")
    client.force_login(cast.dana)
    client.get(f"/groups/{story.group.pk}/reading/")
    with django_assert_max_num_queries(20):
        client.get(f"/groups/{story.group.pk}/reading/")
