"""The personal profile: what a level without a text of its own asks of one person, and where it is wanted."""

import re
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import Person
from accounts.moves import Conflict, NotAllowed
from frameworks import reading
from frameworks.models import Version, VersionLevel
from frameworks.placements import place
from promotions import workflow as promotions
from promotions.models import Pitch
from reviews.assessments import workflow as assessments
from reviews.cycles.planning import lines
from reviews.models import ProfileText
from reviews.notebooks import profiles
from tests.fixed import past_the_wall
from tests.frameworks.test_pages import text
from tests.reviews.notebooks.test_entries import manager_becomes
from tests.reviews.story import fresh, launch_engineering, make_ladder, page, plan_engineering, words
from tests.reviews.story import place as place_all
from tests.shipped import publish

GENERAL = "You keep the three systems of payments running together."


@pytest.fixture
def ladder(cast):
    """Engineering as it ships: IC6 and IC7 have no text. Ivan stands on IC5, Noor on IC6."""
    version = publish("engineering-1")
    roles, axes = reading.roles(version), reading.axes(version)
    for person, code in ((cast.ivan, "IC5"), (cast.noor, "IC6"), (cast.ines, "IC2")):
        place(person, roles[code], date(2025, 3, 3), by=None)
    version.roles, version.axes = roles, axes
    return version


def write(author, subject, role, general="", began="", **by_axis):
    axes = {axis.code: axis.pk for axis in reading.axes(Version.objects.get()).values()}
    said = {None: general} | {axes[code]: words for code, words in by_axis.items()}
    return profiles.write(author, subject, role, said, {None: began})


def level_becomes(story, code, **values):
    """As if the text had been published so."""
    with past_the_wall("frameworks_versionlevel", "frameworks_version"):
        VersionLevel.objects.filter(version=story.ladder.version, level__code=code).update(**values)
        Version.objects.update(digest="another")


def readers_of(subject):
    rows = ProfileText.objects.filter(subject=subject)
    return {person.name for person in Person.objects.all() if rows.visible_to(person).exists()}


def test_it_is_wanted_where_the_level_has_no_text_and_of_the_roles_one_can_go_to(cast, ladder):
    assert [(one.role.code, one.is_own) for one in profiles.roles_for(cast.noor)] == [("IC6", True), ("IC7", False)]
    assert [(one.role.code, one.is_own) for one in profiles.roles_for(cast.ivan)] == [("IC6", False)]
    assert profiles.roles_for(cast.ines) == []
    assert profiles.roles_for(cast.tariq) == []
    assert [axis.name for axis in profiles.roles_for(cast.noor)[0].axes] == ["Proficiency", "Execution", "Teamwork"]


def test_the_manager_of_today_writes_it_and_nobody_else(cast, ladder):
    role = ladder.roles["IC6"]
    for stranger in (cast.dana, cast.petra, cast.marco, cast.ivan):
        with pytest.raises(NotAllowed):
            write(stranger, cast.ivan, role, GENERAL)
    assert write(cast.mei, cast.ivan, role, GENERAL, execution="You finish the move to one ledger.") == 2
    assert readers_of(cast.ivan) == {"Ivan", "Mei"}
    with pytest.raises(Conflict) as refused:
        write(cast.mei, cast.ivan, ladder.roles["IC5"], GENERAL)
    assert "IC5 has a text of its own" in refused.value.sentence
    with pytest.raises(IntegrityError), transaction.atomic():
        ProfileText.objects.create(author=cast.ivan, subject=cast.ivan, role=role, text="I ask it of myself.")


def test_the_next_manager_reads_and_writes_on_and_the_former_keeps_what_they_wrote(cast, ladder):
    role = ladder.roles["IC6"]
    write(cast.mei, cast.ivan, role, GENERAL)
    manager_becomes(cast.ivan, cast.marco)
    ivan = Person.objects.get(pk=cast.ivan.pk)
    assert readers_of(ivan) == {"Ivan", "Mei", "Marco"}
    with pytest.raises(NotAllowed):
        write(cast.mei, ivan, role, "More.", began=GENERAL)
    assert write(cast.marco, ivan, role, "Another.", began=GENERAL) == 1
    stands = ProfileText.objects.get(ended_at__isnull=True)
    assert (stands.text, stands.author) == ("Another.", cast.marco)


def test_an_earlier_text_stays_for_what_was_judged_against_it(cast, ladder, time_machine):
    role = ladder.roles["IC6"]
    time_machine.move_to("2026-11-02T09:00:00Z")
    write(cast.mei, cast.ivan, role, GENERAL, teamwork="You train two leads.")
    time_machine.move_to("2026-11-20T09:00:00Z")
    before = profiles.clock.now()
    time_machine.move_to("2026-11-23T09:00:00Z")
    assert write(cast.mei, cast.ivan, role, "Another.", began=GENERAL) == 1
    assert {one.text for one in profiles.texts(cast.ivan, role, cast.ivan).values()} == {
        "Another.",
        "You train two leads.",
    }
    then = profiles.texts(cast.ivan, role, cast.ivan, before)
    assert {one.text for one in then.values()} == {GENERAL, "You train two leads."}
    assert write(cast.mei, cast.ivan, role, "", began="Another.") == 1
    assert [one.text for one in profiles.texts(cast.ivan, role, cast.ivan).values()] == ["You train two leads."]
    assert profiles.written(cast.ivan) == {role.pk}


def test_the_later_of_two_writers_is_told_and_keeps_the_words(cast, ladder, sign_in):
    role = ladder.roles["IC6"]
    address = f"/people/{cast.ivan.pk}/profiles/{role.pk}/"
    client = sign_in(cast.mei)
    assert client.get(address).status_code == 200
    write(cast.mei, cast.ivan, role, "From the other window.")
    typed = {"general": "From this window.", "general-began": ""}
    answer = client.post(address, typed)
    assert answer.status_code == 409
    said = text(answer)
    assert "Somebody saved another text meanwhile" in said
    assert "From the other window." in said.partition("What stands there now")[2]
    assert "From this window." in said
    again = {"general": "From this window.", "general-began": answer.context["form"]["general-began"].value()}
    assert client.post(address, again).status_code == 302
    assert ProfileText.objects.get(ended_at__isnull=True).text == "From this window."


def test_too_long_a_text_is_said_and_kept(cast, ladder, sign_in):
    address = f"/people/{cast.ivan.pk}/profiles/{ladder.roles['IC6'].pk}/"
    answer = sign_in(cast.mei).post(address, {"general": "x" * 4001})
    assert answer.status_code == 400
    assert "4000" in text(answer)
    assert "x" * 4001 in answer.content.decode()


def test_it_stands_on_my_level_and_the_manager_finds_it_on_the_person_s_page(cast, ladder, sign_in):
    mine = text(sign_in(cast.noor).get("/my-level/"))
    assert "My personal profile" in mine
    assert "nothing is written for you yet" in mine
    on_page = sign_in(cast.marco).get(f"/people/{cast.noor.pk}/").content.decode()
    address = f"/people/{cast.noor.pk}/profiles/{ladder.roles['IC6'].pk}/"
    assert f'href="{address}"' in on_page
    write(cast.marco, cast.noor, ladder.roles["IC6"], GENERAL, execution="You finish the move to one ledger.")
    mine = text(sign_in(cast.noor).get("/my-level/"))
    assert GENERAL in mine
    assert "Execution You finish the move to one ledger." in mine
    assert sign_in(cast.noor).get(address).status_code == 200
    for stranger in (cast.ivan, cast.petra, cast.mei):
        assert sign_in(stranger).get(address).status_code == 404
    assert "My personal profile" not in text(sign_in(cast.ines).get("/my-level/"))


def headings(page) -> list[tuple[int, str]]:
    """Level and text of each heading of a page."""
    found = re.findall(r"<h(\d)[^>]*>(.*?)</h\d>", page.content.decode().partition("<main")[2], re.DOTALL)
    return [(int(level), re.sub(r"<[^>]*>", "", words).strip()) for level, words in found]


def test_its_headings_follow_one_another_and_each_part_of_my_level_has_its_own_address(cast, ladder, sign_in):
    write(cast.marco, cast.noor, ladder.roles["IC6"], GENERAL, execution="You finish the move to one ledger.")
    page = sign_in(cast.noor).get("/my-level/")
    found = headings(page)
    at = found.index((2, "My personal profile"))
    assert [level for level, _words in found[at : at + 3]] == [2, 3, 4]
    assert found[at + 2] == (4, "Execution")
    body = page.content.decode()
    for part, title in (("profile", "My personal profile"), ("growth", "My growth plan")):
        assert body.count(f'id="{part}"') == 1
        assert f'<a href="#{part}">{title}</a>' in body
        assert re.search(rf'id="{part}"><h2>{title}</h2>', body)
    own = headings(sign_in(cast.noor).get(f"/people/{cast.noor.pk}/profiles/{ladder.roles['IC6'].pk}/"))
    assert own[:2] == [(1, own[0][1]), (2, "Execution")]


def test_planning_asks_for_it_until_it_is_there(cast):
    made = make_ladder()
    place_all(made, IC6=[cast.noor])
    cycle = plan_engineering(cast)

    def complaints():
        [line] = lines(Person.objects.filter(pk=cast.noor.pk), cycle, date(2026, 10, 1))
        return [one.sentence for one in line.problems]

    wants = "IC6 is written for each person, and no personal profile of Noor is there."
    assert wants in complaints()
    write(cast.marco, cast.noor, made.roles["IC6"], GENERAL)
    assert wants not in complaints()


def test_nobody_is_pitched_for_such_a_role_without_it(cast, sign_in):
    story = launch_engineering(cast)
    lena, marco = cast.lena, cast.marco
    level_becomes(story, "IC4", status="unfinished")
    role = story.ladder.roles["IC4"]
    with pytest.raises(Conflict) as refused:
        promotions.begin(story.group, lena, role, marco)
    assert refused.value.sentence == "IC4 is written for each person. Write the personal profile of Lena for it first."
    address = f"/groups/{story.group.pk}/people/{lena.pk}/pitch/"
    answer = sign_in(marco).post(address, {"target": str(role.pk)})
    assert answer.status_code == 400
    assert "Write the personal profile for it first" in text(answer)
    assert f'href="/people/{lena.pk}/"' in answer.content.decode()
    assert not Pitch.objects.exists()
    write(marco, lena, role, GENERAL)
    assert sign_in(marco).post(address, {"target": str(role.pk)}).status_code == 302
    assert Pitch.objects.get().target == role


def test_the_assessment_is_written_beside_it_and_its_readers_read_it(cast, client):
    story = launch_engineering(cast)
    level_becomes(story, "IC1", personal_profile=True)
    sheet = f"/assessments/{story.ivan.pk}/"
    shown = page(client, cast.mei, sheet)
    assert "no personal profile of Ivan is written" in shown
    write(cast.mei, cast.ivan, story.ladder.roles["IC1"], GENERAL, execution="You finish the move to one ledger.")
    shown = page(client, cast.mei, sheet)
    assert "no personal profile" not in shown
    assert GENERAL in shown
    execution = shown.partition("Execution as IC1 asks it.")[2].partition("Teamwork as IC1 asks it.")[0]
    assert "Written for Ivan" in execution
    assert "You finish the move to one ledger." in execution


def test_what_is_handed_in_is_read_beside_the_profile_it_was_judged_against(cast, client, time_machine):
    story = launch_engineering(cast)
    level_becomes(story, "IC1", personal_profile=True)
    role = story.ladder.roles["IC1"]
    write(cast.mei, cast.ivan, role, GENERAL)
    time_machine.move_to("2026-11-24T09:00:00Z", tick=False)
    assessments.save_and_submit(fresh(story.ivan), cast.mei, 0, words(story))
    time_machine.move_to("2026-11-25T09:00:00Z", tick=False)
    write(cast.mei, cast.ivan, role, "Another.", began=GENERAL)
    shown = page(client, cast.mei, f"/assessments/{story.ivan.pk}/")
    assert "What IC1, Engineer 1 asks here: the personal profile" in shown
    assert GENERAL in shown
    assert "Another." not in shown


def test_what_is_read_beside_a_group_takes_the_same_number_of_queries_for_one_and_for_several(cast):
    story = launch_engineering(cast)
    for code in ("IC1", "IC2", "IC3"):
        level_becomes(story, code, personal_profile=True)

    def asked(*subjects):
        with CaptureQueriesContext(connection) as queries:
            assert len(profiles.beside_assessments(story.group, cast.petra, [one.pk for one in subjects])) == len(
                subjects
            )
        return len(queries)

    asked(cast.ivan)  # the text of the version is read once
    assert asked(cast.ivan) == asked(cast.ivan, cast.ines, cast.lena)
