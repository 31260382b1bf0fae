"""A series: the next period, dates, name, settings and groups as the last cycle had them; and who is asked for it."""

import re
from datetime import date, timedelta

import pytest

from accounts import clock
from accounts import people as people_acts
from accounts.models import Person, ReportingLine, Team
from reviews.cycles import choosing, following, notices, presets
from reviews.cycles import workflow as cycles
from reviews.models import Cycle, Group, Participant
from tests.reviews.story import make_ladder, place_engineers
from tests.reviews.test_planning import plan_data

TODAY = date(2027, 1, 4)


@pytest.mark.parametrize(
    ("covers_from", "covers_to", "every", "then"),
    [
        (date(2026, 10, 1), date(2026, 12, 31), "quarter", (date(2027, 1, 1), date(2027, 3, 31))),
        (date(2026, 7, 1), date(2026, 12, 31), "half_year", (date(2027, 1, 1), date(2027, 6, 30))),
        (date(2026, 1, 1), date(2026, 12, 31), "year", (date(2027, 1, 1), date(2027, 12, 31))),
        (date(2026, 10, 1), date(2026, 12, 31), "", (date(2027, 1, 1), date(2027, 3, 31))),
        (date(2026, 10, 1), date(2026, 12, 31), "half_year", (date(2027, 1, 1), date(2027, 6, 30))),
        (date(2026, 11, 16), date(2027, 2, 15), "quarter", (date(2027, 2, 16), date(2027, 5, 15))),
        (date(2026, 10, 5), date(2026, 10, 18), "", (date(2026, 10, 19), date(2026, 11, 1))),
        (date(2026, 11, 30), date(2027, 2, 28), "quarter", (date(2027, 3, 1), date(2027, 5, 31))),
    ],
)
def test_the_next_period_begins_on_the_day_after(covers_from, covers_to, every, then):
    assert following.period_after(covers_from, covers_to, every) == then


def cycle_of(**more) -> Cycle:
    days = {"covers_from": date(2026, 10, 1), "covers_to": date(2026, 12, 31), "assess_by": date(2026, 12, 11)}
    days |= {"preview_by": date(2026, 12, 14), "meet_on": date(2026, 12, 15), "release_on": date(2026, 12, 22)}
    return Cycle(**({"name": "Engineering 2026 Q4", "every": "quarter"} | days | more))


def test_dates_are_as_far_apart_as_the_last_time_and_on_working_days():
    found = following.dates_after(cycle_of(), date(2027, 1, 4))
    assert (found.covers_from, found.covers_to) == (date(2027, 1, 1), date(2027, 3, 31))
    assert (found.assess_by, found.preview_by) == (date(2027, 3, 11), date(2027, 3, 15))  # the 14th is a Sunday
    assert (found.meet_on, found.release_on) == (date(2027, 3, 16), date(2027, 3, 23))


def test_no_day_of_the_next_is_proposed_in_the_past():
    assert following.dates_after(cycle_of(), date(2027, 5, 3)).assess_by == date(2027, 5, 3)


def test_the_name_says_the_next_period():
    assert following.name_after(cycle_of(), date(2027, 1, 1), date(2027, 3, 31)) == "Engineering 2027 Q1"
    named = cycle_of(name="Winter talks")
    assert following.name_after(named, date(2027, 1, 1), date(2027, 3, 31)) == "2027 Q1"


def over(cast, client, **more) -> Cycle:
    """A cycle planned by Petra that is being told."""
    place_engineers(make_ladder(), cast)
    client.force_login(cast.petra)
    assert client.post("/cycles/new/", plan_data(act="plan", every="quarter", **more)).status_code == 302
    cycle = Cycle.objects.get()
    cycles.launch(cycle, cast.petra)
    Group.objects.update(state="telling")
    return cycle


def test_the_next_is_asked_for_once_the_last_is_told_and_until_it_is_planned(cast, client):
    cycle = over(
        cast,
        client,
        people="",
        below="Dilan",
        needs_outside_director="no",
        decide_within_days="3",
        meeting_first=["below", "pitched"],
    )
    asked = [owed for owed in notices.owed(cast.petra, TODAY) if "after" in owed.url]
    assert [owed.sentence for owed in asked] == ["Plan the cycle after Engineering 2026 Q4"]
    assert notices.owed(cast.mei, TODAY) == []
    page = client.get(asked[0].url).content.decode()
    assert 'value="Engineering 2027 Q1"' in page
    assert "The same groups as in Engineering 2026 Q4" in page
    assert 'name="decide_within_days" value="3"' in page
    ticked = re.findall(r'name="meeting_first" value="(\w+)"[^>]* checked', page)
    assert (cycle.meeting_first, ticked) == ("below,pitched", ["below", "pitched"])
    newcomer = Person.objects.create_user("nils@demo.example", "Nils", employee_id="E777")
    ReportingLine.objects.create(person=newcomer, manager=cast.marco, from_on=TODAY)
    people_acts.rebuild_closure()
    data = plan_data(act="plan", name="Engineering 2027 Q1", group_name="", people="", directors="")
    data |= {"follows": str(cycle.pk), "same_groups": "on", "every": "quarter"}
    days = {"covers_from": "2027-01-01", "covers_to": "2027-03-31", "assess_by": "2027-03-11"}
    days |= {"preview_by": "2027-03-15", "meet_on": "2027-03-16", "release_on": "2027-03-23"}
    assert client.post("/cycles/new/", data | days).status_code == 302
    following_one = Cycle.objects.get(follows=cycle)
    [group] = following_one.groups.all()
    people = set(cycles.subjects_of(group).values_list("name", flat=True))
    assert newcomer.name in people
    assert {"Ines", "Lena", "Noor", "Marco"} <= people
    held = Participant.objects.filter(group=group, part="director").values_list("person__name", flat=True)
    assert list(held) == ["Dana"]
    assert [owed for owed in notices.owed(cast.petra, TODAY) if "after" in owed.url] == []


def test_the_presets_differ_in_whom_a_round_takes_together():
    found = {preset: one.has_consent_list for preset, one in presets.SETTINGS.items()}
    assert found == {"full": True, "half_yearly": True, "small": False}


@pytest.mark.parametrize(("said", "kept"), [("", (True, True)), ("no", (False, False)), ("yes", (True, True))])
def test_what_is_said_of_the_list_and_of_the_time_is_kept_and_taken_over(cast, client, said, kept):
    cycle = over(cast, client, has_consent_list=said, measures_time=said)
    assert (cycle.has_consent_list, cycle.measures_time) == kept
    settings = following.settings_of(cycle)
    assert (settings["has_consent_list"], settings["measures_time"]) == kept


def test_no_preset_has_the_check_across_groups():
    assert {preset: one.has_check_across for preset, one in presets.SETTINGS.items()} == {
        "full": False,
        "half_yearly": False,
        "small": False,
    }


@pytest.mark.parametrize(("said", "kept"), [("", False), ("no", False), ("yes", True)])
def test_the_check_across_groups_is_chosen_and_taken_over(cast, client, said, kept):
    cycle = over(cast, client, has_check_across=said)
    assert cycle.has_check_across is kept
    assert following.settings_of(cycle)["has_check_across"] is kept
    shown = client.get(f"/cycles/new/?after={cycle.pk}").content.decode()
    field = shown.partition('name="has_check_across"')[2].partition("</select>")[0]
    assert ('value="yes" selected' in field) is kept


def test_a_cycle_of_no_series_asks_for_nothing(cast, client):
    over(cast, client)
    Cycle.objects.update(every="")
    assert [owed for owed in notices.owed(cast.petra, TODAY) if "after" in owed.url] == []


def test_a_cycle_that_one_does_not_see_is_not_followed(cast, client):
    cycle = over(cast, client)
    client.force_login(cast.pavel)
    page = client.get(f"/cycles/new/?after={cycle.pk}").content.decode()
    assert cycle.name not in page
    assert str(cycle.pk) not in page
    assert client.get("/cycles/new/?after=nonsense").status_code == 200


def test_organisations_are_those_of_who_manages_managers(cast):
    found = [(one.director.name, one.size) for one in choosing.organisations(cast.petra)]
    assert found == [("Hanne", 15), ("Dilan", 4), ("Dana", 3), ("Marco", 3)]  # Mei manages engineers, no managers
    assert choosing.organisations(cast.pavel) == []  # nobody below Oskar manages


def test_a_director_s_organisation_fills_in_the_group(cast, client):
    client.force_login(cast.petra)
    page = client.get(f"/cycles/new/?preset=full&director={cast.dana.pk}").content.decode()
    assert 'name="below" value="dana@demo.example"' in page
    assert 'name="directors" value="dana@demo.example"' in page


def test_a_group_for_each_of_several_directors(cast, client):
    place_engineers(make_ladder(), cast)
    client.force_login(cast.petra)
    data = plan_data(act="plan", people="", below="Dana, Dilan", one_each="on", directors="", group_name="Q4")
    assert client.post("/cycles/new/", data).status_code == 302
    directed = {
        group.name: sorted(
            Participant.objects.filter(group=group, part="director").values_list("person__name", flat=True)
        )
        for group in Group.objects.all()
    }
    assert directed == {"Q4, Dana": ["Dana"], "Q4, Dilan": ["Dilan"]}


def test_everyone_of_a_team(cast, client):
    place_engineers(make_ladder(), cast)
    team = Team.objects.create(name="Import")
    Person.objects.filter(pk__in=[cast.ivan.pk, cast.lena.pk]).update(team=team)
    client.force_login(cast.petra)
    assert client.post("/cycles/new/", plan_data(act="plan", people="", team=str(team.pk))).status_code == 302
    assert sorted(p.name for p in cycles.subjects_of(Group.objects.get())) == ["Ivan", "Lena"]


@pytest.mark.parametrize(("said", "state"), [("", "previewing"), ("yes", "assessing")])
def test_the_preview_opens_by_its_date_or_by_hand(cast, client, said, state):
    place_engineers(make_ladder(), cast)
    client.force_login(cast.petra)
    client.post("/cycles/new/", plan_data(act="plan", opens_by_hand=said))
    cycles.launch(Cycle.objects.get(), cast.petra)
    cycles.open_what_is_due(date(2026, 12, 12))
    assert Group.objects.get().state == state


def test_who_leaves_one_day_is_chosen_until_that_day(cast):
    """Somebody whose last day is to come is still reviewed; from that day on they are not chosen."""
    choice = choosing.Choice(below=(str(cast.mei.pk),))
    assert list(choice.found()) == [cast.ivan]
    Person.objects.filter(pk=cast.ivan.pk).update(left_on=clock.today() + timedelta(days=1))
    assert list(choice.found()) == [cast.ivan]
    Person.objects.filter(pk=cast.ivan.pk).update(left_on=clock.today())
    assert list(choice.found()) == []
