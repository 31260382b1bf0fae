"""What members read: the list, a framework, a role, two roles, my level; and how a draft is published."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from frameworks import reading, workflow
from frameworks.loading import load
from frameworks.models import Version
from frameworks.placements import place
from tests.shared import shared
from tests.shipped import fixture, publish


def text(response):
    """The page as it is read: without tags, white space as single blanks."""
    body = response.content.decode().partition("<main")[2]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", body)).replace("&#x27;", "'")


@shared
def engineering(cast):
    version = publish("engineering-1")
    place(cast.ines, reading.roles(version)["IC2"], date(2025, 3, 3), by=None)
    return version


def test_my_level_says_what_is_expected_what_comes_from_before_and_where_to_go(cast, engineering, sign_in):
    page = sign_in(cast.ines).get("/my-level/")
    said = text(page)
    assert page.status_code == 200
    assert "IC2, Engineer II" in said
    assert "Ines, at this level since Monday, 3 March 2025" in said
    assert '<a href="/notebook/">My notebook</a>' in page.content.decode()
    for axis in ("Proficiency", "Execution", "Teamwork"):
        assert axis in said
    assert "Writes sound code that others can rely on and change." in said
    assert "What comes from IC1" in said
    assert "Solves tasks that somebody else has cut to size, with help along the way." in said
    assert said.index("Ways on from here") < said.index("IC3, Senior engineer the next level")
    assert "Decides what a hard and loosely described problem includes" in said
    assert "It is no list to get through" in said
    assert "This is the first version, so there is nothing to compare it with." in said


def test_my_level_says_what_the_newest_version_changed(cast, engineering, sign_in):
    publish("engineering-2")
    said = text(sign_in(cast.ines).get("/my-level/"))
    changed = said[said.index("What version 2 changed for you") :]
    assert "compared with version 1" in changed
    assert "Finishes work by the agreed date, time after time or says well before it" in changed
    assert "new Looks after their own changes once they run in production" in changed
    assert "gone Helps with hiring when there is an opportunity" in changed
    assert "Orders their own work" not in changed


def test_my_level_compares_with_the_version_of_the_day_one_came(cast, engineering, sign_in):
    Version.objects.filter(pk=engineering.pk).update(published_at=datetime(2025, 1, 1, tzinfo=UTC))
    publish("engineering-2")
    client = sign_in(cast.ines)
    client.get("/my-level/")  # what version 2 changed was looked at
    publish("engineering-2", version="3")
    said = text(client.get("/my-level/"))
    assert "Nothing: the text of IC2 is the same." in said
    assert "Compare with version 1, which was in force when you came to this level" in said
    since = text(client.get("/my-level/", {"since": "1"}))
    assert "compared with version 1" in since
    assert "gone Helps with hiring" in since


def test_my_level_of_a_role_made_of_steps(cast, sign_in):
    version = publish("ladders-1")
    place(cast.sam, reading.roles(version)["EM5"], date(2025, 3, 3), by=None)
    page = sign_in(cast.sam).get("/my-level/")
    said = text(page)
    assert "Process Adjusts step 4" in said
    assert "What the steps below it ask: Challenges, Enforces, Follows" in said
    assert "4 Adjusts → becomes 5 Defines more is asked" in said
    assert "EM6, Engineering manager 6 the next level" in said
    assert "TL5, Tech lead 5 sideways, at the same rank" in said
    assert b'role="img"' in page.content
    assert "For example" not in said


def test_my_level_of_a_level_without_text_says_so(cast, engineering, sign_in):
    place(cast.dana, reading.roles(engineering)["IC6"], date(2025, 3, 3), by=None)
    said = text(sign_in(cast.dana).get("/my-level/"))
    assert "What is expected at this level is not written yet." in said
    assert "a written personal profile says what is asked" in said


def test_my_level_of_someone_without_a_role_says_who_gives_one(cast, sign_in):
    said = text(sign_in(cast.hanne).get("/my-level/"))
    assert "What is expected of you will stand here, once you hold a role." in said


def test_my_level_of_a_role_that_the_newest_version_dropped_shows_its_last_text(cast, engineering, sign_in):
    base = fixture("engineering-1")
    second = load(replace(base, version="2", roles=(base.roles[0], *base.roles[2:])))
    workflow.publish(second, by=None, becomes={"IC2": "-"})
    said = text(sign_in(cast.ines).get("/my-level/"))
    assert "version 1" in said
    assert "Writes sound code that others can rely on and change." in said


def test_a_framework_is_a_table_of_levels_by_axes(cast, engineering, sign_in):
    page = sign_in(cast.ines).get("/frameworks/engineering/")
    said = text(page)
    assert re.search(r"Level Proficiency Execution Teamwork IC1 Engineer I", said)
    assert "IC2 Engineer II Your level" in said
    assert "IC3 Senior engineer Everybody is expected to come here in time" in said
    assert "IC6 Senior staff engineer Not finished" in said
    assert "A different kind of work, not more of the level before" in said
    assert "In the present role: rated exceeding overall for 3 months." in said
    assert "Against the next role: rated meeting or higher on every axis, for 3 months." in said
    assert "Sourcegraph" in said
    assert "Licence of this text: CC-BY-4.0." in said


def test_the_text_of_a_framework_says_its_language(cast, sign_in):
    publish("engineering-1", language="pt-BR")
    client = sign_in(cast.ines)
    assert '<table class="rungs" lang="pt-BR"' in client.get("/frameworks/engineering/").content.decode()
    assert '<div class="rung" lang="pt-BR">' in client.get("/frameworks/engineering/roles/IC1/").content.decode()


def test_a_track_is_chosen_by_its_code(cast, sign_in):
    publish("ladders-1")
    client = sign_in(cast.ines)
    first, other = client.get("/frameworks/ladders/"), client.get("/frameworks/ladders/?track=tech-lead")
    assert "D7 Developer 7" in text(first)
    assert "TL4 Tech lead 4" not in text(first)
    assert "TL4 Tech lead 4" in text(other)
    assert "Senior: yes" in text(other)


def test_a_role_shows_facts_rule_add_ons_and_numbers(cast, sign_in):
    publish("support-1")
    said = text(sign_in(cast.ines).get("/frameworks/support/roles/IC3/"))
    assert "Team lead" in said
    assert "Facilitator" in said
    assert "In the present role: rated exceeding overall for 12 months." in said
    assert " %" in said


def test_an_axis_that_does_not_apply_says_why(cast, sign_in):
    publish("growth-1")
    said = text(sign_in(cast.ines).get("/frameworks/growth/roles/junior/"))
    assert "Junior Software Engineer" in said
    assert "A Junior's tasks are chosen by the team, so what reaches users is not yet theirs to answer for." in said
    assert "Five" not in said
    assert "Conscious" in said


def test_two_roles_side_by_side_mark_the_words_that_differ(cast, sign_in):
    publish("ladders-1")
    page = sign_in(cast.ines).get("/frameworks/ladders/roles/D4/and/TL4/")
    assert "Technology less is asked at TL4" in text(page)
    assert "System the same step" in text(page)
    assert '<mark class="is-here">' in page.content.decode()
    assert '<mark class="is-there">' in page.content.decode()


def test_nothing_can_be_ticked_or_filled_in(cast, engineering, sign_in):
    client = sign_in(cast.ines)
    for path in ("/my-level/", "/frameworks/engineering/", "/frameworks/engineering/roles/IC2/"):
        body = client.get(path).content.decode().partition("<main")[2].partition("</main>")[0]
        assert "<input" not in body
        assert "<select" not in body
        assert "<form" not in body


def test_a_draft_is_for_editors_and_everybody_else_gets_a_404(cast, engineering, sign_in):
    load(replace(fixture("engineering-2"), title="Engineers of tomorrow"))
    for person in (cast.ines, cast.petra, cast.otto, cast.dana):
        client = sign_in(person)
        assert client.get("/frameworks/engineering/?version=2").status_code == 404
        assert client.get("/frameworks/engineering/roles/IC2/?version=2").status_code == 404
        assert "tomorrow" not in text(client.get("/frameworks/"))
        assert "Version 2" not in text(client.get("/frameworks/engineering/"))
    client = sign_in(cast.frida)
    assert "Engineers of tomorrow" in text(client.get("/frameworks/"))
    assert "Version 2 is a draft" in text(client.get("/frameworks/engineering/?version=2"))


def test_a_framework_of_drafts_only_is_not_there_for_others(cast, sign_in):
    load(fixture("growth-1"))
    assert sign_in(cast.ines).get("/frameworks/growth/").status_code == 404
    assert sign_in(cast.frida).get("/frameworks/growth/").status_code == 200


def test_frida_sees_what_would_change_and_publishes_just_that(cast, engineering, sign_in):
    draft = load(fixture("engineering-2"))
    client = sign_in(cast.frida)
    address = f"/frameworks/engineering/publish/{draft.pk}/"
    page = client.get(address)
    said = text(page)
    assert "What version 2 of Engineering changes" in said
    assert "Publish version 2 of Engineering" in said
    assert said.index("IC1, Associate engineer Title Engineer I Associate engineer") < said.index(
        "IC2, Engineer II Proficiency"
    )
    digest = re.search(r'name="digest" value="(\w+)"', page.content.decode())[1]
    over = str(engineering.pk)

    load(replace(fixture("engineering-2"), title="Engineers"))
    late = client.post(address, {"digest": digest})
    assert late.status_code == 409
    assert "The text has changed since you opened this page." in text(late)
    assert Version.objects.get(pk=draft.pk).state == "draft"

    load(fixture("engineering-2"))
    done = client.post(address, {"digest": digest, "over": over}, follow=True)
    assert done.redirect_chain == [("/frameworks/engineering/", 302)]
    assert "Version 2 of Engineering is in force from now on." in text(done)
    again = client.post(address, {"digest": digest})
    assert again.status_code == 409
    assert "This version is published already. Nothing was done." in text(again)
    assert "Publish version 2" not in text(client.get(address))


def test_after_publishing_the_page_says_what_was_published_when_and_leads_there(cast, engineering, sign_in):
    draft = publish("engineering-2")
    Version.objects.filter(pk=draft.pk).update(published_at=datetime(2026, 12, 9, 12, tzinfo=UTC))
    client = sign_in(cast.frida)
    page = client.get(f"/frameworks/engineering/publish/{draft.pk}/")
    said = text(page)
    assert "Version 2 of Engineering is published" in said
    assert "Published on Wednesday, 9 December 2026. It is in force" in said
    assert "It followed version 1. What it changed:" in said
    assert "IC2, Engineer II Proficiency" in said
    assert (
        '<a class="button" href="/frameworks/engineering/">Read version 2 of Engineering</a>' in page.content.decode()
    )
    first = text(client.get(f"/frameworks/engineering/publish/{engineering.pk}/"))
    assert "A later version has taken its place" in first
    assert "It was the first version of Engineering" in first


def test_the_superseded_version_stays_readable_and_says_so(cast, engineering, sign_in):
    publish("engineering-2")
    said = text(sign_in(cast.ines).get("/frameworks/engineering/roles/IC1/?version=1"))
    assert "IC1, Engineer I" in said
    assert "Version 1 is no longer in force" in said


def test_the_radar_is_a_file_that_stands_by_itself(cast, sign_in):
    publish("ladders-1")
    client = sign_in(cast.ines)
    answer = client.get("/frameworks/ladders/radar.svg", {"roles": "D4,TL4"})
    assert answer["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="ladders-D4-TL4.svg"'
    body = answer.content.decode()
    assert "Technology: 3 Evangelizes, 2 Specializes." in body
    assert body.count("<polygon") == 7
    assert "style" not in body


@pytest.mark.parametrize(
    "address",
    [
        "/frameworks/nothing/",
        "/frameworks/ladders/?version=%00",
        "/frameworks/ladders/?version=",
        "/frameworks/ladders/?version=%ED%A0%80",
        "/frameworks/ladders/?track=%00",
        "/frameworks/ladders/?track=no-such",
        "/frameworks/ladders/roles/no-such/",
        "/frameworks/ladders/roles/%00/",
        "/frameworks/ladders/roles/D4/and/no-such/",
        "/frameworks/ladders/radar.svg",
        "/frameworks/ladders/radar.svg?roles=D4,D4x",
        "/frameworks/ladders/radar.svg?roles=D1,D2,D3,D4,D5",
        "/frameworks/ladders/radar.svg?roles=%00",
        "/my-level/?since=%00",
        "/frameworks/ladders/publish/00000000-0000-0000-0000-000000000000/",
    ],
)
def test_what_is_not_there_is_a_404(cast, sign_in, address):
    version = publish("ladders-1")
    place(cast.frida, reading.roles(version)["D4"], date(2025, 3, 3), by=None)
    assert sign_in(cast.frida).get(address).status_code == 404


def test_a_query_of_a_megabyte_or_of_thousands_of_parts_is_refused(cast, sign_in):
    publish("ladders-1")
    client = sign_in(cast.ines)
    for address in ("/frameworks/ladders/", "/frameworks/ladders/radar.svg", "/my-level/"):
        for query in ("version=", "roles=", "track="):
            assert client.get(address + "?" + query + "x" * 1_000_000).status_code in (200, 404)
        assert client.get(address + "?" + "&".join(f"a{n}=1" for n in range(3000))).status_code in (200, 404, 413)


def test_names_in_any_script_and_of_any_length_are_shown(cast, sign_in):
    base = fixture("engineering-1")
    role = replace(base.roles[0], title="W" * 200, aliases=("مهندس برمجيات", "é", "🧗🏽‍♀️ <b>"))
    publish(
        "engineering-1", title="مهندسی <script>", roles=(role, *base.roles[1:]), about="<img src=x onerror=1> *soft*"
    )
    client = sign_in(cast.ines)
    for path in ("/frameworks/", "/frameworks/engineering/", "/frameworks/engineering/roles/IC1/"):
        body = client.get(path).content.decode()
        assert "<script>" not in body.partition("<main")[2]
        assert "<img" not in body
    assert "W" * 200 in body
    assert "مهندس برمجيات, é, 🧗🏽‍♀️ &lt;b&gt;" in body


QUERIES = {
    "/frameworks/": 6,  # with two for the way to candidates
    "/frameworks/engineering/": 5,
    "/frameworks/engineering/roles/IC2/": 6,
    "/frameworks/engineering/roles/IC2/and/IC3/": 4,
    "/frameworks/ladders/": 5,
    "/frameworks/ladders/roles/D4/": 6,
    "/frameworks/ladders/radar.svg?roles=D4": 4,
    "/my-level/": 9,
}


@pytest.mark.parametrize(
    "frameworks", [["engineering-1", "ladders-1"], ["growth-1", "engineering-1", "points-1", "ladders-1", "support-1"]]
)
def test_pages_take_the_same_few_queries_with_two_frameworks_and_with_five(
    cast, sign_in, frameworks, django_assert_num_queries
):
    versions = {name: publish(name) for name in frameworks}
    publish("engineering-2")
    place(cast.ines, reading.roles(versions["engineering-1"])["IC2"], date(2025, 3, 3), by=None)
    client = sign_in(cast.ines)
    for address, count in QUERIES.items():
        client.get(address)  # the text of a published version is read once a process
        with django_assert_num_queries(count):
            assert client.get(address).status_code == 200


def test_a_first_reading_of_two_versions_adds_nineteen_queries_each(cast, sign_in, django_assert_num_queries):
    version = publish("engineering-1")
    publish("engineering-2")
    place(cast.ines, reading.roles(version)["IC2"], date(2025, 3, 3), by=None)
    client = sign_in(cast.ines)
    reading.forget()
    with django_assert_num_queries(9 + 2 * 19):
        client.get("/my-level/")


def test_reading_asks_for_sign_in(db):
    for path in ("/my-level/", "/frameworks/", "/frameworks/ladders/"):
        assert Client().get(path)["Location"] == f"/sign-in/?next={path}"
