"""A team's own examples: who adds them, who meets them where, what becomes of them, and where they never are."""

from dataclasses import replace
from datetime import date

import pytest

from accounts.models import Event, Team
from accounts.moves import Conflict, NotAllowed
from frameworks import reading, team_examples, workflow
from frameworks.editing import begun
from frameworks.format.document import Behaviour as Example
from frameworks.loading import load
from frameworks.models import Behaviour, TeamExample
from frameworks.models.versions import BehaviourIdentity
from frameworks.placements import place
from tests.frameworks.test_pages import text
from tests.shared import shared
from tests.shipped import fixture, publish

THEIRS = "A change of the ranking comes with the queries it was tried on."
OTHERS = "A disk is taken out of the cluster with nobody noticing."
LIST = "/frameworks/engineering/team-examples/"
IC2 = "/frameworks/engineering/roles/IC2/"
MARKED = "your team’s example (Team Search)"


@shared
def engineering(cast):
    version = publish("engineering-1")
    roles = reading.roles(version)
    for person, code in ((cast.ivan, "IC2"), (cast.ines, "IC2"), (cast.mei, "IC4")):
        place(person, roles[code], date(2025, 3, 3), by=None)
    return version


def first_example(version, role="IC2") -> BehaviourIdentity:
    rows = Behaviour.objects.filter(version=version, expectation__version_role__role__code=role)
    return rows.order_by("expectation__order", "order").first().identity


@pytest.fixture
def theirs(cast, engineering):
    return team_examples.add(Team.objects.get(name="Search"), first_example(engineering), THEIRS, cast.mei)


# -- who adds one --------------------------------------------------------------------------------------


def test_whoever_manages_somebody_of_a_team_adds_one_from_the_page_of_a_role(cast, engineering, sign_in):
    mei, of = sign_in(cast.mei), first_example(engineering)
    new = f"/frameworks/engineering/behaviours/{of.pk}/team-example/"
    assert f'href="{new}?role=IC2"' in mei.get(IC2).content.decode()
    form = mei.get(new + "?role=IC2")
    assert "no names of people" in text(form)
    team = Team.objects.get(name="Search")
    answer = mei.post(new + "?role=IC2", {"team": str(team.pk), "text": f"  {THEIRS} "})
    assert answer["Location"] == f"{IC2}#example-{of.pk}"
    said = text(mei.get(IC2))
    assert f"{THEIRS} {MARKED}" in said
    [row] = TeamExample.objects.all()
    assert (row.text, row.team, row.behaviour) == (THEIRS, team, of)
    event = Event.objects.get(verb="add_team_example")
    assert (event.by, event.thing_id) == (cast.mei, str(row.pk))


@pytest.mark.parametrize(
    ("who", "teams"),
    [
        ("mei", ["Search"]),
        ("noor", ["Storage"]),
        ("dana", ["Search", "Web"]),
        ("oskar", ["Support"]),
        ("pavel", ["Support"]),  # People Ops for those below Oskar
        ("petra", ["Engineering", "Office", "People", "Search", "Storage", "Support", "Web"]),
        ("sam", []),  # an engineering manager to whom nobody reports
        ("ivan", []),
        ("frida", []),
    ],
)
def test_for_these_teams_they_write(cast, who, teams):
    assert [team.name for team in team_examples.teams_of(getattr(cast, who))] == teams


def test_nobody_else_adds_changes_or_takes_one_away(cast, engineering, theirs):
    for who in (cast.ivan, cast.marco, cast.frida, cast.sam):
        with pytest.raises(NotAllowed):
            team_examples.add(theirs.team, theirs.behaviour, "Another.", who)
        with pytest.raises(NotAllowed):
            team_examples.reword(theirs, "Another.", who, begun.mark(THEIRS))
        with pytest.raises(NotAllowed):
            team_examples.remove(theirs, who)
    assert [one.text for one in TeamExample.objects.all()] == [THEIRS]


def test_a_team_that_is_not_theirs_cannot_be_sent(cast, engineering, sign_in):
    new = f"/frameworks/engineering/behaviours/{first_example(engineering).pk}/team-example/"
    answer = sign_in(cast.mei).post(new, {"team": str(Team.objects.get(name="Storage").pk), "text": "Theirs."})
    assert answer.status_code == 400
    assert not TeamExample.objects.exists()


def test_the_same_words_twice_are_one_example_and_one_event(cast, engineering, theirs):
    again = team_examples.add(theirs.team, theirs.behaviour, f" {THEIRS}", cast.dana)
    assert again.pk == theirs.pk
    assert Event.objects.filter(verb="add_team_example").count() == 1


@pytest.mark.parametrize(("length", "status"), [(300, 302), (301, 400)])
def test_one_has_at_most_three_hundred_letters(cast, engineering, sign_in, length, status):
    new = f"/frameworks/engineering/behaviours/{first_example(engineering).pk}/team-example/"
    given = {"team": str(Team.objects.get(name="Search").pk), "text": "a" * length}
    assert sign_in(cast.mei).post(new, given).status_code == status


# -- who meets it --------------------------------------------------------------------------------------


def test_on_a_roles_page_the_team_and_who_assesses_it_meet_it_and_others_in_the_list(
    cast, engineering, theirs, sign_in
):
    met = {who: text(sign_in(getattr(cast, who)).get(IC2)) for who in ("ivan", "dana", "ines", "petra")}
    assert f"{THEIRS} {MARKED}" in met["ivan"]
    assert f"{THEIRS} example of Team Search" in met["dana"]
    assert THEIRS not in met["ines"]
    assert THEIRS not in met["petra"]
    for who in (cast.ines, cast.petra):
        assert THEIRS in text(sign_in(who).get(LIST))


def test_the_list_has_the_order_of_the_framework(cast, engineering, sign_in):
    team = Team.objects.get(name="Search")
    team_examples.add(team, first_example(engineering, "IC3"), "A plan is shown to two teams first.", cast.mei)
    team_examples.add(team, first_example(engineering, "IC1"), "Before a change, its query is run by hand.", cast.mei)
    said = text(sign_in(cast.ivan).get(LIST))
    assert said.index("Before a change") < said.index("A plan is shown")


def test_a_long_list_has_pages_ones_own_team_first(cast, engineering, sign_in):
    for name, number in (("Search", 38), ("Storage", 5)):
        team = Team.objects.get(name=name)
        for one in range(number):
            team_examples.add(team, first_example(engineering), f"{name} {one:02} says it so.", cast.petra)
    first, second = text(sign_in(cast.ines).get(LIST)), text(sign_in(cast.ines).get(LIST + "?page=2"))
    assert first.index("Storage 00") < first.index("Search 00") < first.index("Search 34")
    assert "1 to 40 of 43" in first
    assert "Search 35" not in first
    assert [one for one in range(38) if f"Search {one:02}" in second] == [35, 36, 37]
    assert "Storage" not in second


def test_my_level_shows_ones_own_teams_alone(cast, engineering, theirs, sign_in):
    team_examples.add(Team.objects.get(name="Storage"), theirs.behaviour, OTHERS, cast.marco)
    ivans, iness = text(sign_in(cast.ivan).get("/my-level/")), text(sign_in(cast.ines).get("/my-level/"))
    assert f"{THEIRS} {MARKED}" in ivans
    assert OTHERS not in ivans
    assert f"{OTHERS} your team’s example (Team Storage)" in iness
    assert THEIRS not in iness


def test_what_a_level_includes_from_before_shows_it_too(cast, engineering, sign_in):
    team_examples.add(Team.objects.get(name="Search"), first_example(engineering, "IC1"), THEIRS, cast.mei)
    page = text(sign_in(cast.ivan).get(IC2))
    assert page.index("What comes from IC1") < page.index(THEIRS)


def test_the_piece_of_a_page_that_is_kept_for_one_reader_is_not_anothers(cast, engineering, theirs, sign_in):
    assert "Add your team’s" in text(sign_in(cast.mei).get(IC2))
    assert "Add your team’s" not in text(sign_in(cast.ivan).get(IC2))
    assert "Add your team’s" in text(sign_in(cast.marco).get(IC2))
    assert THEIRS not in text(sign_in(cast.marco).get(IC2))


def test_an_example_of_a_step_is_met_on_the_page_of_each_role_that_asks_the_step(cast, sign_in):
    version = publish("growth-1")
    one = next(one for one in reading.ladder(version).asked("senior") if one.step and one.behaviours)
    of = BehaviourIdentity.objects.get(pk=one.behaviours[0].identity)
    team_examples.add(Team.objects.get(name="Search"), of, THEIRS, cast.mei)
    assert f"{THEIRS} {MARKED}" in text(sign_in(cast.ivan).get("/frameworks/growth/roles/senior/"))


def test_a_page_asks_the_same_with_one_and_with_three(cast, engineering, theirs, sign_in, django_assert_num_queries):
    client = sign_in(cast.mei)
    client.get(IC2)
    with django_assert_num_queries(6):
        client.get(IC2)
    for words in ("A second.", "A third."):
        team_examples.add(theirs.team, theirs.behaviour, words, cast.mei)
    client.get(IC2)
    with django_assert_num_queries(6):
        client.get(IC2)


# -- changing it ---------------------------------------------------------------------------------------


def test_who_writes_for_the_team_changes_it_and_takes_it_away(cast, engineering, theirs, sign_in):
    client, address = sign_in(cast.dana), f"{LIST}{theirs.pk}/"
    assert THEIRS in text(client.get(address))
    better = "A change of the ranking is tried on the queries of a week."
    assert client.post(address, {"text": better, "began": begun.mark(THEIRS)}).status_code == 302
    assert TeamExample.objects.get().text == better
    assert client.post(f"{address}remove/").status_code == 302
    assert not TeamExample.objects.exists()
    verbs = Event.objects.filter(thing="frameworks.teamexample", by=cast.dana).values_list("verb", flat=True)
    assert sorted(verbs) == ["remove_team_example", "reword_team_example"]


def test_of_two_who_change_it_the_later_one_reads_what_the_other_wrote(cast, engineering, theirs, sign_in):
    address, began = f"{LIST}{theirs.pk}/", begun.mark(THEIRS)
    sign_in(cast.dana).post(address, {"text": "Dana's words.", "began": began})
    mei = sign_in(cast.mei)
    answer = mei.post(address, {"text": "Mei's words.", "began": began})
    assert answer.status_code == 400
    assert "Somebody changed it meanwhile. It reads now: Dana's words." in text(answer)
    assert TeamExample.objects.get().text == "Dana's words."
    again = {"text": "Mei's words.", "began": answer.context["form"]["began"].value()}
    assert mei.post(address, again).status_code == 302
    assert TeamExample.objects.get().text == "Mei's words."


def test_what_is_gone_already_is_a_conflict(cast, engineering, theirs):
    team_examples.remove(theirs, cast.mei)
    gone = TeamExample(pk=theirs.pk or None, team=theirs.team, behaviour=theirs.behaviour, text=THEIRS)
    with pytest.raises(Conflict):
        team_examples.remove(gone, cast.mei)


# -- from version to version ---------------------------------------------------------------------------


def next_version(change):
    """Version 3 of Engineering, in force: as the first, with IC2's first example changed."""
    document = fixture("engineering-1")
    ic2 = document.roles[1]
    first = ic2.expectations[0]
    first = replace(first, behaviours=change(first.behaviours))
    ic2 = replace(ic2, expectations=(first, *ic2.expectations[1:]))
    return workflow.publish(
        load(replace(document, version="3", roles=(document.roles[0], ic2, *document.roles[2:]))), by=None
    )


def test_it_follows_the_example_into_a_new_version_with_new_words(cast, engineering, theirs, sign_in):
    old = Behaviour.objects.get(version=engineering, identity=theirs.behaviour).text
    next_version(lambda all_of: (Example(text=f"{old[:-1]} today."), *all_of[1:]))
    assert f"{THEIRS} {MARKED}" in text(sign_in(cast.ivan).get(IC2))


def test_where_the_example_goes_the_teams_is_withdrawn_from_pages_and_listed_with_the_last_words(
    cast, engineering, theirs, sign_in
):
    old = Behaviour.objects.get(version=engineering, identity=theirs.behaviour).text
    next_version(lambda all_of: all_of[1:])
    ivan = sign_in(cast.ivan)
    assert THEIRS not in text(ivan.get(IC2))
    said = text(ivan.get(LIST))
    assert said.index("Beside what the version in force has no more") < said.index(old) < said.index(THEIRS)
    with pytest.raises(Conflict):
        team_examples.add(theirs.team, theirs.behaviour, "One more.", cast.mei)
    mei = sign_in(cast.mei)
    assert mei.post(f"{LIST}{theirs.pk}/remove/")["Location"] == LIST
    assert not TeamExample.objects.exists()


# -- where it never is ---------------------------------------------------------------------------------


def test_no_file_and_no_public_page_has_it(cast, engineering, theirs, sign_in, client):
    engineering.framework.is_public = True
    engineering.framework.save()
    assert THEIRS.encode() not in client.get("/public/engineering/").content
    ivan = sign_in(cast.ivan)
    read = []
    for form in ("yaml", "json", "markdown", "csv", "csv-long", "xlsx", "handbook"):
        answer = ivan.get(f"/frameworks/engineering/files/{form}/")
        read.append((form, answer.status_code, THEIRS.encode() in answer.content))
    assert [one for one in read if one[2]] == []
    assert ("handbook", 200, False) in read
    assert ("yaml", 200, False) in read


def test_whoever_does_not_see_the_framework_does_not_see_it(cast, theirs):
    draft = load(fixture("support-1"))
    of = Behaviour.objects.filter(version=draft)[0].identity
    hidden = TeamExample.objects.create(team=theirs.team, behaviour=of, text="A.", added_on=date(2026, 11, 2))
    assert list(TeamExample.objects.visible_to(cast.ivan)) == [theirs]
    assert hidden in TeamExample.objects.visible_to(cast.frida)
