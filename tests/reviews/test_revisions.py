"""What was changed after it was submitted: word by word, for whoever reads what stands."""

import time

import pytest

from reviews.assessments import workflow
from reviews.assessments.revisions import by_words, changes
from tests.reviews.story import words


def said(before: str, after: str) -> list[tuple[str, str]]:
    return [tuple(mark) for mark in by_words(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "marks"),
    [
        ("Same.", "Same.", [("same", "Same.")]),
        ("", "New words.", [("new", "New words.")]),
        ("Old words.", "", [("gone", "Old words.")]),
        ("She led it.", "She led it well.", [("same", "She led it"), ("new", " well"), ("same", ".")]),
        ("One. Two. Three.", "One. Three.", [("same", "One. "), ("gone", "Two. "), ("same", "Three.")]),
    ],
)
def test_words_that_go_and_words_that_are_new(before, after, marks):
    assert said(before, after) == marks


def test_long_texts_are_compared_in_a_moment():
    began = time.process_time()
    by_words("one two three " * 600, "two one three " * 600)
    by_words("a " * 3990, "b " * 100 + "a " * 3800)
    assert time.process_time() - began < 2


def test_only_what_differs_is_listed_in_the_order_of_the_newer():
    found = changes(
        {"Overall": "Meeting", "Skill": "Meeting"}, {"Words": "New.", "Overall": "Exceeding", "Skill": "Meeting"}
    )
    assert [(one.label, [tuple(mark) for mark in one.marks]) for one in found] == [
        ("Words", [("new", "New.")]),
        ("Overall", [("gone", "Meeting"), ("new", "Exceeding")]),
    ]


def test_the_group_sees_what_was_changed_after_the_preview_opened(cast, previewing, sign_in):
    address = f"/groups/{previewing.group.pk}/people/{cast.ivan.pk}/"
    oskar, mei = sign_in(cast.oskar), cast.mei
    assert "What was changed" not in oskar.get(address).content.decode()
    change = workflow.reopen(previewing.ivan, mei)
    assert "What was changed" not in oskar.get(address).content.decode()
    workflow.save_and_submit(
        change, mei, 1, words(previewing, overall="exceeding", statement="What ivan changed twice.")
    )
    text = " ".join(oskar.get(address).content.decode().split())
    assert "after the preview opened" in text
    assert "<del>Meeting</del><ins>Exceeding</ins>" in text
    assert "What ivan changed<ins> twice</ins>." in text
    assert sign_in(cast.ivan).get(address).status_code == 404


def test_what_was_changed_before_anybody_read_is_said_to_be_so(cast, story, sign_in):
    from reviews.cycles import workflow as cycles
    from reviews.models import Group

    first = workflow.save_and_submit(story.ivan, cast.mei, 0, words(story, statement="Ran it."))
    workflow.save_and_submit(workflow.reopen(first, cast.mei), cast.mei, 1, words(story, statement="Ran it alone."))
    cycles.open_preview(Group.objects.get(pk=story.group.pk), cast.petra)
    text = sign_in(cast.oskar).get(f"/groups/{story.group.pk}/people/{cast.ivan.pk}/").content.decode()
    assert "before anybody read it" in text
    assert "after the preview opened" not in text
