"""Who has read about me: counted by phase within the review, by name outside it, and nothing of it before its time."""

import re

import pytest

from accounts import sealing, trail
from accounts.models import ReadAbout, Reading
from reviews.models import Group, Part, Participant
from reviews.telling import workflow
from tests.reviews.telling.story import takes_part, text

PAGE = "/read-about-me/"


def reads(story, by, kinds: str, *subjects: str, **more) -> Reading:
    """Somebody reads that about these people, now."""
    ids = [str(getattr(story.cast, first).pk) for first in subjects or ("ivan",)]
    what = {str(story.group.pk): {kinds: ids}}
    given = {"by": by, "route": "x", "method": "GET", "status": 200, "what": what, "people": len(ids)}
    return Reading.objects.create(**given | more)


def comes_to(story, state: str) -> None:
    """The group stands in that state from now on."""
    Group.objects.filter(pk=story.group.pk).update(state=state)
    trail.record("move", story.group, None, after=state)


@pytest.fixture
def read(story, on_the_day):
    """A review as it went: read in preview and meeting, decided, released on 22 December, told nobody yet."""
    cast = story.cast
    on_the_day.move_to("2026-12-12T09:00:00Z")
    comes_to(story, "previewing")
    for reader in (cast.dana, cast.dilan, cast.oskar):
        reads(story, reader, "assessment", "ivan", "lena")
    on_the_day.move_to("2026-12-14T09:00:00Z")
    reads(story, cast.dana, "assessment remark")
    on_the_day.move_to("2026-12-15T09:00:00Z")
    comes_to(story, "calibrating")
    reads(story, None, "assessment change", screen="5" * 32)
    reads(story, cast.petra, "assessment")
    on_the_day.move_to("2026-12-16T09:00:00Z")
    comes_to(story, "deciding")
    reads(story, cast.dilan, "pitch vote")
    on_the_day.move_to("2026-12-22T09:00:00Z")
    sealing.seal()
    return story


def release(read) -> None:
    comes_to(read, "telling")
    Group.objects.filter(pk=read.group.pk).update(released_on="2026-12-22")


def lines(page: str) -> list[str]:
    """What the line of phases says."""
    found = re.findall(r'line-label">([^<]+)</span>.*?line-note">([^<]+)<', page)
    return [f"{label}: {note}" for label, note in found]


def named(page: str) -> list[list[str]]:
    """Who is named, what they read and when."""
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", page)
    return [[re.sub(r"<[^>]+>", "", cell).strip() for cell in re.split(r"</t[hd]>", row)[:3]] for row in rows]


def test_nothing_is_told_while_the_review_runs(read, sign_in):
    page = text(sign_in(read.cast.ivan).get(PAGE))
    assert "Here will stand who has read what is written about you." in page
    assert lines(page) == []


def test_after_the_release_readers_are_counted_by_phase_and_not_named(read, sign_in):
    release(read)
    page = text(sign_in(read.cast.ivan).get(PAGE))
    assert lines(page) == [
        "Previewing: three people, 12 to 14 December 2026",
        "Calibrating: one person, 15 December 2026",
    ]
    for name in ("Dana", "Dilan", "Oskar", "Petra", "remark", "pitch", "Deciding"):
        assert name not in page


def test_pitches_and_votes_are_counted_only_once_told(read, sign_in):
    release(read)
    read.results["ivan"].__class__.objects.filter(pk=read.results["ivan"].pk).update(told_at="2026-12-23T10:00Z")
    page = text(sign_in(read.cast.ivan).get(PAGE))
    assert "Deciding: one person, 16 December 2026" in lines(page)
    assert "Dilan" not in page


def test_whoever_reads_outside_the_review_is_named_with_what_and_when(read, sign_in, on_the_day):
    release(read)
    on_the_day.move_to("2027-01-11T09:00:00Z")
    reads(read, read.cast.pavel, "result")
    on_the_day.move_to("2027-02-03T09:00:00Z")
    reads(read, read.cast.pavel, "assessment remark")
    sealing.seal()
    page = text(sign_in(read.cast.ivan).get(PAGE))
    assert named(page) == [["Pavel", "assessment, result", "11 January to 3 February 2027"]]


def test_after_the_close_a_reader_of_the_review_is_named_too(read, sign_in, on_the_day):
    release(read)
    on_the_day.move_to("2027-01-20T09:00:00Z")
    comes_to(read, "closed")
    on_the_day.move_to("2027-03-01T09:00:00Z")
    reads(read, read.cast.dana, "result")
    sealing.seal()
    page = text(sign_in(read.cast.ivan).get(PAGE))
    assert named(page) == [["Dana", "result", "1 March 2027"]]


def test_whoever_took_part_no_longer_is_named(read, sign_in, on_the_day):
    release(read)
    Participant.objects.filter(person=read.cast.oskar).update(until_at="2026-12-23T09:00:00Z")
    on_the_day.move_to("2026-12-28T09:00:00Z")
    reads(read, read.cast.oskar, "result")
    sealing.seal()
    page = text(sign_in(read.cast.ivan).get(PAGE))
    assert named(page) == [["Oskar", "result", "28 December 2026"]]
    assert "Previewing: three people, 12 to 14 December 2026" in lines(page)


def test_being_assessed_in_the_same_group_is_no_part(read, sign_in, on_the_day):
    """Lena is assessed in the group, and somebody gave her a permission by which she reads."""
    release(read)
    reads(read, read.cast.lena, "result")
    sealing.seal()
    assert named(text(sign_in(read.cast.ivan).get(PAGE))) == [["Lena", "result", "22 December 2026"]]


def test_the_room_s_screen_alone_is_called_so(story, on_the_day, sign_in):
    comes_to(story, "calibrating")
    reads(story, None, "assessment", screen="5" * 32)
    sealing.seal()
    on_the_day.move_to("2026-12-22T09:00:00Z")
    release(story)
    assert lines(text(sign_in(story.cast.ivan).get(PAGE))) == ["Calibrating: the screen in the room, 21 December 2026"]


def test_somebody_whose_row_is_gone_is_a_former_colleague(read, sign_in):
    release(read)
    reads(read, None, "result", by_id="9" * 32)
    sealing.seal()
    assert named(text(sign_in(read.cast.ivan).get(PAGE))) == [["a former colleague", "result", "22 December 2026"]]


def test_what_was_refused_is_not_told_of(read, sign_in):
    release(read)
    reads(read, read.cast.sam, "result", status=403)
    sealing.seal()
    assert "Sam" not in text(sign_in(read.cast.ivan).get(PAGE))


def test_nobody_sees_the_page_of_another(read, sign_in):
    release(read)
    page = text(sign_in(read.cast.lena).get(PAGE))
    assert lines(page) == ["Previewing: three people, 12 December 2026"]
    assert "Here will stand" in text(sign_in(read.cast.tariq).get(PAGE))


def test_a_real_request_comes_to_the_page(released, statement, sign_in, client, on_the_day):
    """Dana reads Ivan's result, he is told, and finds that one person has read."""
    cast = released.cast
    client.force_login(cast.dana)
    assert client.get(f"/results/{released.results['ivan'].pk}/").status_code == 200
    sealing.seal()
    page = text(sign_in(cast.ivan).get(PAGE))
    assert lines(page) == ["Telling: one person, 21 December 2026"]


def test_ones_own_page_leads_there_and_nobody_elses(read, sign_in):
    address = f"/people/{read.cast.ivan.pk}/"
    assert PAGE in text(sign_in(read.cast.ivan).get(address))
    assert PAGE not in text(sign_in(read.cast.dana).get(address))


@pytest.mark.parametrize("readers", [1, 3])
def test_the_page_takes_as_many_queries_however_many_have_read(read, sign_in, django_assert_num_queries, readers):
    release(read)
    for reader in (read.cast.sam, read.cast.tariq, read.cast.otto)[:readers]:
        reads(read, reader, "result")
    sealing.seal()
    client = sign_in(read.cast.ivan)
    with django_assert_num_queries(
        10
    ):  # session, person, grants; groups by row and by id, readings, states, parts, names
        client.get(PAGE)


def test_reviews_stand_on_pages_of_five(cast, story, sign_in):
    for number in range(6):
        group = Group.objects.create(cycle=story.cycle, name=f"Group {number}", state="closed")
        row = reads(story, cast.dana, "result", what={str(group.pk): {"result": [str(cast.ivan.pk)]}})
        assert row.people == 1
    sealing.seal()
    assert text(sign_in(cast.ivan).get(PAGE)).count('<section class="read-about ') == 5
    assert text(sign_in(cast.ivan).get(PAGE + "?page=2")).count('<section class="read-about ') == 1


def test_a_row_is_visible_to_its_subject_and_to_people_ops_for_them(read, cast):
    release(read)
    takes_part(read.group, cast.tariq, Part.SUBJECT)
    reads(read, cast.dana, "result", "tariq")
    sealing.seal()
    seen = {first: ReadAbout.objects.visible_to(person).count() for first, person in vars(cast).items()}
    everything = ReadAbout.objects.count()
    assert seen.pop("petra") == everything
    assert seen.pop("pavel") == 1  # People Ops for Support: Tariq
    assert seen.pop("tariq") == 1
    assert seen.pop("lena") == 3
    assert seen.pop("ivan") == 6  # without the closer rows
    assert set(seen.values()) == {0}
    assert list(ReadAbout.objects.visible_to(None)) == []


def test_until_told_there_is_nothing_of_the_closer_kinds_in_what_the_subject_sees(released, cast, on_the_day):
    reads(released, cast.dana, "result remark pitch vote decision change")
    sealing.seal()
    mine = ReadAbout.objects.visible_to(cast.ivan)
    assert [row.kinds for row in mine] == ["result"]
    workflow.tell(the_message(released), cast.mei)
    assert sorted(row.kinds for row in mine.all()) == ["remark pitch vote decision change", "result"]


def the_message(released):
    from reviews.models import Message

    return Message.objects.get(person=released.cast.ivan)
