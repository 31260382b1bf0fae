"""Who reads an entry, who writes and changes one, and when the private ones go; by hand, person by person."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from accounts import people as acts
from accounts.models import Event, Hold, Organisation, Person, ReportingLine
from accounts.moves import Conflict, NotAllowed
from accounts.rights import retention
from reviews.models import Entry, Exclusion, Group
from reviews.notebooks import workflow
from reviews.notebooks.workflow import Said

DAY = date(2026, 11, 3)
PHASES = ["planning", "assessing", "previewing", "calibrating", "deciding", "finalising", "telling", "closed"]


def note(author, subject, *audiences: str, text: str = "It held.") -> Entry:
    return workflow.write(author, subject, Said(text, DAY), audiences)


def readers(entry: Entry) -> set[str]:
    """Everybody who may read it, by first name."""
    return {one.name.lower() for one in Person.objects.all() if Entry.objects.visible_to(one).filter(pk=entry.pk)}


def manager_becomes(person: Person, manager: Person | None) -> None:
    ReportingLine.objects.filter(person=person).delete()
    if manager:
        ReportingLine.objects.create(person=person, manager=manager, from_on=DAY)
    acts.rebuild_closure()


# -- who reads ----------------------------------------------------------------------------------------------


def test_a_private_entry_is_read_by_its_author_alone(cast, story):
    assert readers(note(cast.ivan, cast.ivan)) == {"ivan"}
    assert readers(note(cast.mei, cast.ivan)) == {"mei"}
    Group.objects.update(state="previewing")
    assert readers(note(cast.ivan, cast.ivan)) == {"ivan"}
    assert readers(note(cast.mei, cast.ivan)) == {"mei"}


def test_what_is_shared_with_the_manager_is_read_by_the_manager_of_today(cast):
    own = note(cast.ivan, cast.ivan, "manager")
    assert readers(own) == {"ivan", "mei"}
    manager_becomes(cast.ivan, cast.sam)
    assert readers(own) == {"ivan", "sam"}
    manager_becomes(cast.ivan, None)
    assert readers(own) == {"ivan"}


def test_a_manager_above_is_not_the_manager(cast):
    assert "dana" not in readers(note(cast.ivan, cast.ivan, "manager"))


@pytest.mark.parametrize("state", PHASES)
def test_an_assessor_reads_it_while_the_group_runs(cast, story, state):
    own = note(cast.ivan, cast.ivan, "manager")
    manager_becomes(cast.ivan, cast.sam)
    Group.objects.update(state=state)
    runs = state not in ("planning", "closed")
    assert readers(own) == ({"ivan", "sam", "mei"} if runs else {"ivan", "sam"})


def test_an_assessor_who_keeps_away_does_not(cast, story):
    own = note(cast.ivan, cast.ivan, "manager")
    manager_becomes(cast.ivan, cast.sam)
    Exclusion.objects.create(group=story.group, person=cast.mei, subject=cast.ivan)
    assert readers(own) == {"ivan", "sam"}


@pytest.mark.parametrize("state", PHASES)
def test_the_group_reads_from_the_preview_until_the_close(cast, story, state):
    own = note(cast.ivan, cast.ivan, "group")
    Group.objects.update(state=state)
    group = {"ivan", "petra", "dana", "dilan", "oskar", "mei", "marco", "noor"}
    assert readers(own) == (group if state in PHASES[2:7] else {"ivan"})


def test_of_the_group_nobody_reads_who_keeps_away_or_reads_another_group(cast, story):
    own = note(cast.ivan, cast.ivan, "group")
    Group.objects.update(state="previewing")
    Exclusion.objects.create(group=story.group, person=cast.dana, subject=cast.ivan)
    assert "dana" not in readers(own)
    assert {"sam", "hanne", "pavel", "tariq", "lena", "ines"} & readers(own) == set()


def test_nobody_reads_about_themselves_by_being_a_reader(cast, story):
    """Noor is assessed in the group and assesses Ines there; Marco wrote about her."""
    about_noor = note(cast.marco, cast.noor, "group", "manager")
    Group.objects.update(state="previewing")
    assert "noor" not in readers(about_noor)
    assert "dana" in readers(about_noor)


def test_a_manager_shares_with_the_person_by_saying_so(cast):
    assert readers(note(cast.mei, cast.ivan, "subject")) == {"mei", "ivan"}
    assert readers(note(cast.mei, cast.ivan, "manager")) == {"mei"}


def test_a_screen_and_a_task_read_nothing(cast):
    from accounts.access import Task

    note(cast.ivan, cast.ivan, "manager", "group")
    assert not Entry.objects.visible_to(Task("anything")).exists()


# -- who writes ---------------------------------------------------------------------------------------------


def test_one_notes_about_oneself_and_about_a_report_of_today(cast):
    found = {
        (author, subject)
        for author in ("ivan", "mei", "dana", "petra", "sam")
        for subject in ("ivan", "mei", "lena")
        if workflow.notes_about(getattr(cast, author), getattr(cast, subject))
    }
    assert found == {("ivan", "ivan"), ("mei", "mei"), ("mei", "ivan"), ("dana", "mei")}


@pytest.mark.parametrize("author", ["dana", "petra", "sam", "lena"])
def test_nobody_else_notes_about_ivan(cast, author):
    with pytest.raises(NotAllowed):
        note(getattr(cast, author), cast.ivan)
    assert not Entry.objects.exists()


def test_nothing_is_noted_about_who_has_left(cast):
    Person.objects.filter(pk=cast.ivan.pk).update(is_active=False)
    with pytest.raises(NotAllowed):
        note(cast.mei, Person.objects.get(pk=cast.ivan.pk))


def test_oneself_is_no_audience_of_what_one_notes_about_oneself(cast):
    with pytest.raises(NotAllowed):
        note(cast.ivan, cast.ivan, "subject")


def test_a_share_is_widened_and_taken_back_and_both_are_in_the_trail(cast):
    own = note(cast.ivan, cast.ivan, "manager")
    said = Said("It held.", DAY)
    workflow.change(own, cast.ivan, said, {"manager", "group"})
    assert workflow.audiences_of(own) == {"manager", "group"}
    workflow.change(own, cast.ivan, said, set())
    assert readers(own) == {"ivan"}
    acts_of_it = Event.objects.filter(thing="reviews.entry").order_by("at").values_list("verb", "before", "after")
    assert list(acts_of_it) == [
        ("share", "", "manager"),
        ("share", "", "group"),
        ("take_back", "group", ""),
        ("take_back", "manager", ""),
    ]
    assert not Event.objects.visible_to(cast.petra).filter(thing="reviews.entry").exists()


def test_only_its_author_changes_or_deletes_an_entry(cast):
    own = note(cast.ivan, cast.ivan, "manager")
    for other in (cast.mei, cast.petra):
        with pytest.raises(NotAllowed):
            workflow.change(own, other, Said("Otherwise.", DAY), {"manager"})
        with pytest.raises(NotAllowed):
            workflow.delete(own, other)
    own.refresh_from_db()
    assert own.text == "It held."
    workflow.delete(own, cast.ivan)
    assert not Entry.objects.exists()


def test_who_manages_no_more_keeps_what_they_wrote_and_widens_nothing(cast):
    private, shared = note(cast.mei, cast.ivan), note(cast.mei, cast.ivan, "subject")
    of_ivan = note(cast.ivan, cast.ivan, "manager")
    manager_becomes(cast.ivan, cast.sam)
    assert readers(private) == {"mei"}
    assert "mei" not in readers(of_ivan)
    for said, audiences in ((Said("More.", DAY), set()), (Said("It held.", DAY), {"group"})):
        with pytest.raises(Conflict, match="Ivan does not report to you any more"):
            workflow.change(private, cast.mei, said, audiences)
    with pytest.raises(NotAllowed):
        note(cast.mei, cast.ivan)
    workflow.change(shared, cast.mei, Said("It held.", DAY), set())
    assert readers(shared) == {"mei"}
    workflow.delete(private, cast.mei)
    assert Entry.objects.filter(author=cast.mei).count() == 1


def test_an_entry_that_went_meanwhile_is_a_conflict(cast):
    own = note(cast.ivan, cast.ivan)
    stale = Entry.objects.get(pk=own.pk)
    workflow.delete(own, cast.ivan)
    with pytest.raises(Conflict, match="deleted meanwhile"):
        workflow.change(stale, cast.ivan, Said("Again.", DAY), set())


# -- how long it is kept -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("months", "today", "left"),
    [
        (None, date(2046, 1, 1), {"private", "shared"}),
        (6, date(2026, 7, 30), {"private", "shared"}),
        (6, date(2026, 7, 31), {"shared"}),
        (24, date(2028, 1, 30), {"private", "shared"}),
        (24, date(2028, 1, 31), {"shared"}),
    ],
)
def test_private_entries_go_after_their_months(cast, months, today, left):
    Organisation.objects.update(keep_notes_months=months)
    note(cast.ivan, cast.ivan, text="private")
    note(cast.ivan, cast.ivan, "manager", text="shared")
    Entry.objects.update(changed_at=datetime(2026, 1, 31, 15, tzinfo=UTC))
    retention.let_go(today)
    assert set(Entry.objects.values_list("text", flat=True)) == left


def test_a_hold_keeps_them(cast):
    Organisation.objects.update(keep_notes_months=1)
    note(cast.mei, cast.ivan)
    Entry.objects.update(changed_at=datetime(2026, 1, 31, 15, tzinfo=UTC))
    Hold.objects.create(person=cast.ivan, reason="A lawsuit.", put_by=cast.petra, put_at=timezone.now())
    retention.let_go(date(2030, 1, 1))
    assert Entry.objects.exists()
