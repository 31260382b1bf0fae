"""A second look: who may ask, who answers and by when, who reads it, and how a result is changed by two."""

from datetime import date, timedelta

import pytest

from accounts import people as acts
from accounts.models import Event, Grant, Person, ReportingLine
from accounts.moves import Conflict, NotAllowed
from config.today import owed_by
from reviews.models import Cycle, Exclusion, Reminder, Result, SecondLook
from reviews.telling import second_looks
from reviews.telling.digest import sections
from tests.reviews.telling.story import DAY, make_group


@pytest.fixture
def told(story, cast):
    """Ines was told by Noor; above them are Marco, Dilan and Hanne. The group tells."""
    story.group.state = "telling"
    story.group.save()
    result = story.results["ines"]
    Result.objects.filter(pk=result.pk).update(state="told", told_at=story.group.launched_at, words="More reach.")
    return Result.objects.select_related("group__cycle").get(pk=result.pk)


def asked(told, cast) -> SecondLook:
    return second_looks.ask(told, cast.ines, "The migration was mine.")


# first name → whether they read a second look that Ines asks for, which Noor's manager Marco answers
READS = [
    ("ines", True),
    ("marco", True),
    ("petra", True),
    ("noor", False),  # wrote the result
    ("dilan", False),
    ("hanne", False),
    ("dana", False),
    ("pavel", False),  # People Ops for support
    ("lena", False),
]


@pytest.mark.parametrize(("first", "reads"), READS)
def test_who_reads_it(told, cast, sign_in, first, reads):
    look = asked(told, cast)
    person = getattr(cast, first)
    assert SecondLook.objects.visible_to(person).filter(pk=look.pk).exists() is reads
    expected = 200 if reads and first != "ines" else 404
    assert sign_in(person).get(f"/second-looks/{look.pk}/").status_code == expected


def test_it_is_asked_once_of_ones_own_told_result(told, cast, story):
    with pytest.raises(NotAllowed):
        second_looks.ask(told, cast.lena, "Not mine.")
    with pytest.raises(NotAllowed):
        second_looks.ask(told, cast.noor, "Not mine.")
    look = asked(told, cast)
    assert (look.owner, look.due_on, look.result_author) == (cast.marco, DAY + timedelta(days=14), cast.noor)
    with pytest.raises(Conflict):
        asked(told, cast)
    with pytest.raises(Conflict, match="after you were told"):
        second_looks.ask(Result.objects.get(pk=story.results["ivan"].pk), cast.ivan, "Too early.")


def test_when_the_day_has_come_it_can_be_asked_for_untold(told, cast):
    Result.objects.filter(pk=told.pk).update(told_at=None, opens_on=DAY + timedelta(days=1))
    with pytest.raises(Conflict):
        asked(Result.objects.get(pk=told.pk), cast)
    Result.objects.filter(pk=told.pk).update(opens_on=DAY)
    assert asked(Result.objects.get(pk=told.pk), cast).state == "asked"


@pytest.mark.parametrize("days", [3, 30])
def test_the_cycle_says_by_when_it_is_answered(told, cast, days):
    Cycle.objects.update(second_look_days=days)
    assert asked(Result.objects.get(pk=told.pk), cast).due_on == DAY + timedelta(days=days)


def test_a_cycle_without_it_does_not_offer_it(told, cast, sign_in):
    offer = "Ask for a second look"
    assert offer in sign_in(cast.ines).get(f"/my-results/{told.pk}/").content.decode()
    Cycle.objects.update(second_look_days=0)
    assert offer not in sign_in(cast.ines).get(f"/my-results/{told.pk}/").content.decode()
    with pytest.raises(Conflict):
        asked(Result.objects.get(pk=told.pk), cast)


# who → whether they may answer a look that Marco is to answer
@pytest.mark.parametrize("first", ["ines", "noor", "petra", "dilan", "pavel"])
def test_only_the_managers_manager_answers(told, cast, first):
    look = asked(told, cast)
    with pytest.raises(NotAllowed):
        second_looks.answer(look, getattr(cast, first), "stands", "No.")
    assert second_looks.answer(look, cast.marco, "stands", "It was shared work.").state == "answered"
    with pytest.raises(Conflict):
        second_looks.answer(look, cast.marco, "stands", "Again.")


def test_people_ops_answers_where_there_is_no_managers_manager(told, cast, story):
    ReportingLine.objects.filter(person=cast.noor).update(to_on=DAY)
    acts.rebuild_closure()
    look = asked(told, cast)
    assert look.owner is None
    assert second_looks.answer(look, cast.petra, "stands", "It stands.").answered_by == cast.petra


def test_people_ops_answers_where_the_managers_manager_has_left_meanwhile(told, cast):
    look = asked(told, cast)
    with pytest.raises(NotAllowed):
        second_looks.answer(look, cast.petra, "stands", "It stands.")
    Person.objects.filter(pk=cast.marco.pk).update(left_on=DAY)
    look = SecondLook.objects.get(pk=look.pk)
    assert second_looks.answer(look, cast.petra, "stands", "It stands.").answered_by == cast.petra


def test_who_keeps_away_neither_reads_nor_answers_nor_is_asked(told, cast):
    look = asked(told, cast)
    Exclusion.objects.create(group=told.group, person=cast.marco, subject=cast.ines)
    assert not SecondLook.objects.visible_to(cast.marco).exists()
    with pytest.raises(NotAllowed):
        second_looks.answer(look, cast.marco, "stands", "No.")
    look.delete()
    assert asked(told, cast).owner is None


def test_a_result_is_changed_by_two(told, cast, story):
    look, meeting = asked(told, cast), story.ladder.points["meeting"]
    with pytest.raises(Conflict, match="another than it is"):
        second_looks.answer(look, cast.marco, "changes", "Right.", story.ladder.points["struggling"])
    with pytest.raises(Conflict):
        second_looks.answer(look, cast.marco, "changes", "Right.", None)
    look = second_looks.answer(look, cast.marco, "changes", "The migration was hers.", meeting)
    assert Result.objects.get(pk=told.pk).overall == story.ladder.points["struggling"]
    for first in ("marco", "ines", "noor", "pavel", "dilan"):
        with pytest.raises(NotAllowed):
            second_looks.correct(look, getattr(cast, first))
    second_looks.correct(look, cast.petra)
    assert Result.objects.get(pk=told.pk).overall == meeting
    event = Event.objects.get(verb="correct", thing="reviews.result")
    struggling = str(story.ladder.points["struggling"].pk)
    assert (event.by, event.about, event.before, event.after) == (cast.petra, cast.ines, struggling, str(meeting.pk))
    with pytest.raises(Conflict):
        second_looks.correct(look, cast.petra)


def test_who_answered_as_people_ops_does_not_write_it_themselves(told, cast, story):
    ReportingLine.objects.filter(person=cast.noor).update(to_on=DAY)
    look = second_looks.answer(asked(told, cast), cast.petra, "changes", "Right.", story.ladder.points["meeting"])
    with pytest.raises(NotAllowed):
        second_looks.correct(look, cast.petra)
    Grant.objects.create(person=cast.frida, kind="people_ops", from_at=story.group.launched_at, reason="For a test.")
    assert second_looks.correct(look, Person.objects.get(pk=cast.frida.pk)).state == "corrected"


def test_what_stands_is_not_corrected(told, cast):
    look = second_looks.answer(asked(told, cast), cast.marco, "stands", "It stands.")
    with pytest.raises(Conflict, match="nothing to correct"):
        second_looks.correct(look, cast.petra)
    assert SecondLook.objects.get().state == "answered"


def test_it_is_taken_back_by_who_asked_and_by_nobody_else(told, cast):
    look = asked(told, cast)
    for first in ("marco", "petra", "noor"):
        with pytest.raises(NotAllowed):
            second_looks.withdraw(look, getattr(cast, first))
    second_looks.withdraw(look, cast.ines)
    with pytest.raises(Conflict):
        second_looks.answer(look, cast.marco, "stands", "Too late.")
    with pytest.raises(Conflict):
        asked(told, cast)


def sentences(person) -> list[str]:
    return [owed.sentence for owed in owed_by(Person.objects.get(pk=person.pk), DAY) if "second look" in owed.sentence]


def test_it_is_owed_by_who_answers_and_then_by_who_puts_it_right(told, cast, story):
    look = asked(told, cast)
    assert sentences(cast.marco) == ["Answer the second look that Ines asks for, by Monday, 4 January, in two weeks"]
    assert sentences(cast.petra) == sentences(cast.noor) == []
    second_looks.answer(look, cast.marco, "changes", "Right.", story.ladder.points["meeting"])
    assert sentences(cast.marco) == []
    assert sentences(cast.petra) == ["Put the result of Ines right, as its second look says"]


def mails(person) -> list[str]:
    rows = list(Reminder.objects.filter(recipient=person, is_off=False))
    found = [section(person, rows, DAY) for section in sections]
    return [one.subject for one in found if one and "second look" in one.subject]


def test_the_mails_of_the_day_say_that_it_waits_and_name_nobody(told, cast):
    look = asked(told, cast)
    assert mails(cast.marco) == ["A second look waits for you"]
    assert mails(cast.ines) == []
    second_looks.answer(look, cast.marco, "stands", "It stands.")
    assert mails(cast.marco) == []
    assert mails(cast.ines) == ["Your second look is answered"]


def test_a_trial_mails_nobody(told, cast):
    Cycle.objects.update(is_trial=True)
    asked(Result.objects.get(pk=told.pk), cast)
    assert not Reminder.objects.filter(kind="second_look").exists()


def test_by_the_pages(told, cast, sign_in, story):
    mine, text = f"/my-results/{told.pk}/", "Please look at the migration."
    ines = sign_in(cast.ines)
    assert ines.post(f"{mine}second-look/", {"words": " "}).status_code == 400
    assert ines.post(f"{mine}second-look/", {"words": text}).status_code == 302
    page = ines.get(mine).content.decode()
    assert "Marco answers you" in page
    look = SecondLook.objects.get()
    address, marco = f"/second-looks/{look.pk}/", sign_in(cast.marco)
    page = marco.get(address).content.decode()
    assert text in page
    for given, sentence in [
        ({"outcome": "stands", "answer": ""}, "Write the answer"),
        ({"outcome": "changes", "answer": "Hers."}, "Choose the rating to which it changes."),
        ({"outcome": "stands", "answer": "Hers.", "overall": story.ladder.points["meeting"].pk}, "one of the two"),
        ({"outcome": "perhaps", "answer": "Hers."}, "not on offer"),
    ]:
        answer = marco.post(address, given)
        assert (answer.status_code, sentence in answer.content.decode()) == (400, True)
    right = {"outcome": "changes", "answer": "It was hers.", "overall": story.ladder.points["meeting"].pk}
    assert marco.post(address, right).status_code == 302
    page = sign_in(cast.ines).get(mine).content.decode()
    assert "It was hers." in page
    assert "People Ops writes it into your result." in page
    assert sign_in(cast.petra).post(f"{address}correct/").status_code == 302
    assert sign_in(cast.petra).post(f"{address}correct/").status_code == 409
    page = sign_in(cast.ines).get(mine).content.decode()
    assert "The result was changed to meeting on Monday, 21 December 2026." in page
    assert "Changed on Monday, 21 December 2026 after a second look. What Noor wrote" in page
    assert "It was changed to: meeting" in sign_in(cast.petra).get(address).content.decode()


# the period of another review that the person was told of → whether this one, to 31 December, can still be asked for
LATER = [
    (date(2026, 7, 1), date(2026, 12, 31), False, True),  # the other roster of the same months
    (date(2027, 1, 1), date(2027, 3, 31), False, False),
    (date(2027, 1, 1), date(2027, 3, 31), True, True),  # a trial
]


@pytest.mark.parametrize(("covers_from", "covers_to", "is_trial", "may"), LATER)
def test_it_ends_when_the_next_result_is_told(told, cast, story, sign_in, covers_from, covers_to, is_trial, may):
    made = make_group(
        cast, story.ladder, "The other review", covers_from=covers_from, covers_to=covers_to, is_trial=is_trial
    )
    later = Result.objects.create(
        group=made,
        **{name: getattr(told, name) for name in ("subject", "author", "overall", "role", "version")},
    )
    offer, over = "Ask for a second look", "You could ask for it until you were told your next result."
    page = sign_in(cast.ines).get(f"/my-results/{told.pk}/").content.decode()
    assert (offer in page, over in page) == (True, False)  # it is there, and not told
    Result.objects.filter(pk=later.pk).update(state="told", told_at=told.told_at)
    page = sign_in(cast.ines).get(f"/my-results/{told.pk}/").content.decode()
    assert (offer in page, over in page) == (may, not may)
    if may:
        assert asked(told, cast).state == "asked"
        return
    with pytest.raises(Conflict, match="until you are told your next result"):
        asked(told, cast)


def test_the_close_of_the_cycle_does_not_end_it(told, cast):
    told.group.state = "closed"
    told.group.save()
    assert asked(Result.objects.get(pk=told.pk), cast).state == "asked"


def test_who_answers_is_spoken_to(told, cast, sign_in):
    look = asked(told, cast)
    assert "You answer it by" in sign_in(cast.marco).get(f"/second-looks/{look.pk}/").content.decode()
    assert "Marco answers it by" in sign_in(cast.petra).get(f"/second-looks/{look.pk}/").content.decode()


def test_the_list_and_the_cycles_page_say_what_waits(told, cast, sign_in, story):
    empty, waits = "Nobody asks for a second look.", "1 waits for an answer"
    cycle = f"/cycles/{story.group.cycle_id}/"
    assert empty in sign_in(cast.petra).get("/second-looks/").content.decode()
    assert waits not in sign_in(cast.petra).get(cycle).content.decode()
    look = asked(told, cast)
    for first, lists in [("petra", True), ("marco", True), ("noor", False), ("ines", False), ("dilan", False)]:
        page = sign_in(getattr(cast, first)).get("/second-looks/").content.decode()
        assert (f"/second-looks/{look.pk}/" in page, empty in page) == (lists, not lists)
    page = sign_in(cast.petra).get(cycle).content.decode()
    assert waits in page
    assert "past its day" not in page
    SecondLook.objects.update(due_on=DAY - timedelta(days=1))
    assert "1 is past its day" in sign_in(cast.petra).get(cycle).content.decode()
    assert waits not in sign_in(cast.dilan).get(cycle).content.decode()
    second_looks.answer(look, cast.marco, "stands", "It stands.")
    assert waits not in sign_in(cast.petra).get(cycle).content.decode()
