"""Moves: who, from where, to where; two refusals; one event; and that the lock is there."""

import threading

import pytest
from django.db import connection

from accounts.models import Event, StagedImport
from accounts.moves import Conflict, Move, NotAllowed, may, move, the_system

STAGED, APPLIED = "staged", "applied"


def its_maker(record, by) -> bool:
    return by is not None and record.by_id == by.pk


TABLE = {
    "apply": Move(frozenset({STAGED}), APPLIED, its_maker, "Too late: it is applied.", {"content": lambda: "gone"}),
    "take_back": Move(frozenset({APPLIED}), STAGED, its_maker),
    "expire": Move(frozenset({STAGED}), APPLIED, the_system),
}


@pytest.fixture
def staged(cast, monkeypatch):
    monkeypatch.setattr(StagedImport, "MOVES", TABLE)
    return StagedImport.objects.create(by=cast.petra, content="lines", source="d")


def state_of(record) -> str:
    return StagedImport.objects.get(pk=record.pk).state


def test_a_move_changes_the_state_saves_what_goes_with_it_and_writes_one_event(cast, staged):
    moved = move(staged, "apply", cast.petra, whole=True)
    assert (moved.state, moved.content, moved.whole) == (APPLIED, "gone", True)
    kept = StagedImport.objects.get(pk=staged.pk)
    assert (kept.state, kept.content, kept.whole) == (APPLIED, "gone", True)
    event = Event.objects.get()
    assert (event.verb, event.thing, event.thing_id, event.by, event.before, event.after) == (
        "apply",
        "accounts.stagedimport",
        str(staged.pk),
        cast.petra,
        STAGED,
        APPLIED,
    )


@pytest.mark.parametrize(
    ("gone", "said"),
    [("", "This was deleted meanwhile. Nothing was changed."), ("Somebody let it expire.", "Somebody let it expire.")],
)
def test_a_row_that_was_deleted_meanwhile_gets_a_sentence_and_writes_nothing(cast, staged, monkeypatch, gone, said):
    monkeypatch.setattr(StagedImport, "GONE", gone, raising=False)
    StagedImport.objects.filter(pk=staged.pk).delete()
    with pytest.raises(Conflict) as refused:
        move(staged, "apply", cast.petra)
    assert refused.value.sentence == said
    assert not Event.objects.exists()


# written by hand, never derived from the table: verb, state, who → what happens
@pytest.mark.parametrize(
    ("verb", "state", "who", "answer"),
    [
        ("apply", STAGED, "petra", "done"),
        ("apply", STAGED, "pavel", "not allowed"),
        ("apply", STAGED, "ivan", "not allowed"),
        ("apply", STAGED, None, "not allowed"),
        ("apply", APPLIED, "petra", "conflict"),
        ("apply", APPLIED, "ivan", "not allowed"),
        ("take_back", APPLIED, "petra", "done"),
        ("take_back", APPLIED, "ivan", "not allowed"),
        ("take_back", STAGED, "petra", "conflict"),
        ("expire", STAGED, None, "done"),
        ("expire", STAGED, "petra", "not allowed"),
        ("expire", APPLIED, None, "conflict"),
    ],
)
def test_each_verb_in_each_state_by_each_person(cast, staged, verb, state, who, answer):
    StagedImport.objects.filter(pk=staged.pk).update(state=state)
    staged.refresh_from_db()
    by = getattr(cast, who) if who else None
    if by:
        assert may(staged, verb, by) is (answer == "done")
    if answer == "done":
        move(staged, verb, by)
        assert state_of(staged) != state
        assert Event.objects.count() == 1
        return
    with pytest.raises(NotAllowed if answer == "not allowed" else Conflict):
        move(staged, verb, by)
    assert state_of(staged) == state
    assert Event.objects.count() == 0


def test_it_is_the_row_that_is_asked_not_the_copy_in_hand(cast, staged):
    StagedImport.objects.filter(pk=staged.pk).update(state=APPLIED)
    assert staged.state == STAGED
    with pytest.raises(Conflict, match="Too late: it is applied"):
        move(staged, "apply", cast.petra)


def test_a_conflict_without_words_of_its_own_has_a_sentence(cast, staged):
    with pytest.raises(Conflict, match="This has changed meanwhile"):
        move(staged, "take_back", cast.petra)


def test_what_goes_wrong_while_saving_leaves_neither_state_nor_event(cast, staged):
    with pytest.raises(ValueError, match="whole"):
        move(staged, "apply", cast.petra, whole_of_it=True)
    assert state_of(staged) == STAGED
    assert Event.objects.count() == 0


def eight_at_once(act) -> list[str]:
    """Eight threads do the same at the same moment; what came of each."""
    together = threading.Barrier(8, timeout=20)
    came: list[str] = []

    def one() -> None:
        try:
            together.wait()
            act()
            came.append("done")
        except Conflict:
            came.append("conflict")
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(came)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_eight_at_once_one_succeeds(cast, staged):
    came = eight_at_once(lambda: move(staged, "apply", cast.petra))
    assert came == ["conflict"] * 7 + ["done"]
    assert Event.objects.count() == 1
    assert state_of(staged) == APPLIED


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_more_than_one_would(cast, staged, monkeypatch):
    """The same eight with the lock taken out: the test above would notice."""
    from django.db.models import QuerySet

    slow = threading.Barrier(8, timeout=20)

    def maker_after_all_have_looked(record, by) -> bool:
        slow.wait()
        return True

    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **options: self)
    monkeypatch.setattr(
        StagedImport, "MOVES", {"apply": Move(frozenset({STAGED}), APPLIED, maker_after_all_have_looked)}
    )
    came = eight_at_once(lambda: move(staged, "apply", cast.petra))
    assert came == ["done"] * 8
    assert Event.objects.count() == 8


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_eight_confirmations_of_one_file_one_imports(cast):
    from accounts.models import Person
    from frameworks.people_import import workflow

    file = "employee_id,email,name,manager_employee_id\nE100,aylin@demo.example,Aylin,E007\n"
    staged = workflow.stage(file, whole=False, by=cast.petra)
    shown = workflow.as_it_stands(staged).digest(staged.version)
    assert eight_at_once(lambda: workflow.confirm(staged, shown, cast.petra)) == ["conflict"] * 7 + ["done"]
    assert Person.objects.filter(employee_id="E100").count() == 1
    assert Event.objects.filter(verb="join").count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_eight_first_appointments_one_succeeds(cast):
    from accounts import granting
    from accounts.models import Grant

    Grant.objects.all().delete()
    came = eight_at_once(lambda: granting.appoint(cast.petra, "people_ops", "First"))
    assert came == ["conflict"] * 7 + ["done"]
    assert Grant.objects.count() == 1
