"""Whose part in a review is over reads nothing newer by what it leaves behind: a deputy, an assignment, a question."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from accounts.models import Person
from accounts.moves import Conflict
from reviews.assessments import workflow as assessments
from reviews.cycles.acts.departing import hand_over
from reviews.cycles.acts.deputising import name_deputy
from reviews.cycles.acts.reassigning import reassign
from reviews.models import (
    Assessment,
    Assignment,
    Cycle,
    Deputyship,
    Entry,
    Group,
    Mail,
    Participant,
    Reflection,
    Result,
    RosterEntry,
    Sentences,
)
from reviews.notebooks import asking, notices
from reviews.notebooks.workflow import Said, write
from reviews.telling import reminding
from tests.reviews.notebooks.test_entries import manager_becomes
from tests.reviews.story import words

TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def on_the_day():
    """Tuesday, 24 November 2026, noon in UTC."""
    with time_machine.travel("2026-11-24T12:00Z", tick=False) as traveller:
        yield traveller


def sees(model, person: Person, **row) -> bool:
    return model.objects.visible_to(person).filter(**row).exists()


def entry_of(person: Person) -> RosterEntry:
    return RosterEntry.objects.select_related("group__cycle", "subject", "assessor").get(subject=person)


def sam_for_mei(cast, story) -> Deputyship:
    return name_deputy(story.group, cast.mei, cast.sam, TODAY, TODAY + timedelta(days=90), cast.petra)


def in_state(story, state: str) -> None:
    Group.objects.filter(pk=story.group.pk).update(state=state)


# -- a deputy ---------------------------------------------------------------------------------------------


def test_after_the_close_nobody_reads_as_a_deputy(cast, previewing):
    sam_for_mei(cast, previewing)
    assert sees(Assessment, cast.sam, pk=previewing.ivan.pk)
    in_state(previewing, "closed")
    assert sees(Assessment, cast.mei, pk=previewing.ivan.pk)
    assert not sees(Assessment, cast.sam, subject=cast.ivan)
    client = Client()
    client.force_login(cast.sam)
    assert client.get(f"/assessments/{previewing.ivan.pk}/").status_code == 404


@pytest.mark.parametrize("act", ["reassign", "hand_over"])
def test_who_assesses_nobody_any_more_has_nobody_who_stands_in(cast, previewing, act):
    made = sam_for_mei(cast, previewing)
    if act == "reassign":
        reassign(entry_of(cast.ivan), cast.petra, cast.marco)
    else:
        hand_over(cast.mei, cast.marco, cast.petra, 1)
    made.refresh_from_db()
    assert not Deputyship.objects.not_over().exists()
    assert not Participant.objects.not_over().filter(person=cast.sam, part="deputy").exists()
    assert not sees(Assessment, cast.sam, group=previewing.group)


def test_who_is_still_somebodys_assessor_keeps_their_deputy(cast, previewing):
    name_deputy(previewing.group, cast.marco, cast.sam, TODAY, TODAY, cast.petra)
    reassign(entry_of(cast.lena), cast.petra, cast.mei)  # Marco still assesses Noor
    assert Deputyship.objects.now().filter(deputy=cast.sam).exists()
    assert sees(Assessment, cast.sam, pk=previewing.noor.pk)


# -- an assignment ----------------------------------------------------------------------------------------


def test_who_writes_the_words_after_the_lock_reads_what_the_assessor_read(cast, previewing):
    in_state(previewing, "finalising")
    entry = entry_of(cast.ivan)
    Result.objects.create(group=entry.group, subject=cast.ivan, author=cast.mei, role=entry.role, version=entry.version)
    row = Reflection.objects.create(
        group=entry.group, subject=cast.ivan, role=entry.role, state="handed_in", text="Mine."
    )
    manager_becomes(cast.ivan, cast.dana)
    reassign(entry, cast.petra, cast.sam)
    noted = write(cast.ivan, cast.ivan, Said("Newer.", TODAY), {"manager"})
    for person, may in [(cast.mei, False), (cast.sam, True)]:
        assert sees(Entry, person, pk=noted.pk) is may
        assert sees(Reflection, person, pk=row.pk) is may
    assert Assignment.objects.get(subject=cast.ivan).assessor == cast.sam


# -- a question -------------------------------------------------------------------------------------------


def test_nobody_answers_whoever_manages_the_person_no_more(cast, sign_in):
    asked = asking.ask(cast.mei, cast.lena, cast.ivan, "asker")
    own = asking.ask(cast.ivan, cast.lena, cast.ivan, "asker")
    manager_becomes(cast.ivan, cast.sam)
    with pytest.raises(Conflict):
        asking.answer(asked, cast.lena, "What went on since.")
    assert not Sentences.objects.exists()
    assert [one.sentence.split(",")[0] for one in notices.owed(cast.lena, TODAY)] == ["Write two sentences for Ivan"]
    shown = sign_in(cast.lena).get(f"/asks/{asked.pk}/").content.decode()
    assert "Mei does not manage Ivan any more, and waits for no answer." in shown
    assert "<textarea" not in shown
    assert "<textarea" in sign_in(cast.lena).get(f"/asks/{own.pk}/").content.decode()
    reminding.remind(TODAY)
    assert Mail.objects.get(recipient=cast.lena).subject == "A colleague asks you for two sentences"


# -- a trial, of which the person hears nothing -----------------------------------------------------------


def test_a_trial_is_no_group_that_reads_what_was_shared_with_the_group(cast, story):
    shared = write(cast.ivan, cast.ivan, Said("Shared.", TODAY), {"manager", "group"})
    asked = asking.ask(cast.ivan, cast.lena, cast.ivan, "group")
    said = asking.answer(asked, cast.lena, "It went well.")
    manager_becomes(cast.ivan, cast.hanne)
    in_state(story, "previewing")
    for person in (cast.dana, cast.mei):  # who directs the group, who assesses there
        assert sees(Entry, person, pk=shared.pk)
        assert sees(Sentences, person, pk=said.pk)
    Cycle.objects.update(is_trial=True)
    for person in (cast.dana, cast.mei):
        assert not sees(Entry, person, pk=shared.pk)
        assert not sees(Sentences, person, pk=said.pk)


# -- what is its author's alone ---------------------------------------------------------------------------


def test_what_was_put_away_is_for_its_author_alone(cast, previewing):
    change = assessments.reopen(previewing.ivan, cast.mei)
    sam_for_mei(cast, previewing)
    assert sees(Assessment, cast.sam, pk=change.pk)
    assessments.save_draft(change, cast.mei, change.draft_number, words(previewing, statement="For me alone."))
    assessments.put_away(change, cast.mei)
    assert not sees(Assessment, cast.sam, pk=change.pk)
    assert sees(Assessment, cast.mei, pk=change.pk)
    assert sees(Assessment, cast.sam, pk=previewing.ivan.pk)  # what stands
