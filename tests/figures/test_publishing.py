"""Figures are made once, at the close, of the newest closed cycle only, and nothing moves them afterwards."""

from datetime import date

import pytest

from accounts.models import Event
from accounts.moves import Conflict, NotAllowed
from figures import tasks, workflow
from figures.models import Answer, Counting, Publication
from tests.figures.story import FORTY, enrol, make_company, make_cycle, make_framework, make_question, people, say
from tests.shared import shared

pytestmark = pytest.mark.django_db

UNTIL = "2026-11-10T12:00:00+00:00"  # how long a lease was taken
Q2 = {"name": "Engineering 2026 Q2", "covers_to": date(2026, 6, 30)}
Q4 = {"name": "Engineering 2026 Q4", "covers_to": date(2026, 12, 31)}


@shared
def forty(cast):
    """The company of forty, its cycle closed and not counted yet."""
    question, framework, cycle = make_question("woman", "man"), make_framework("L1", "L2", "L3", "L4"), make_cycle()
    staff = make_company(cycle, framework, question, cast.mei, FORTY)
    return cycle, framework, question, staff


def published(one):
    return (one.withheld, one.screen, one.file)


def test_forty_people_get_two_bands_on_screen_and_no_file(forty):
    cycle, framework, question, _ = forty
    made = workflow.publish(cycle, framework, question, None)
    assert made.screen == {
        "k": 5,
        "columns": [["woman"], ["man", ""]],
        "rows": [
            {"levels": ["L1", "L2"], "people": 20, "counts": [8, 12]},
            {"levels": ["L3", "L4"], "people": 20, "counts": [8, 12]},
        ],
    }
    assert made.file is None
    assert made.notes == []


def test_five_people_are_too_few(cast):
    question, framework, cycle = make_question("woman", "man"), make_framework("L1"), make_cycle()
    make_company(cycle, framework, question, cast.mei, {"L1": (3, 2, 0)})
    assert published(workflow.publish(cycle, framework, question, None)) == ("", None, None)


def test_a_second_making_is_a_conflict(forty):
    cycle, framework, question, _ = forty
    workflow.publish(cycle, framework, question, None)
    with pytest.raises(Conflict, match="never made again"):
        workflow.publish(cycle, framework, question, None)
    assert Publication.objects.count() == 1
    assert Event.objects.filter(verb="publish", thing="figures.publication").count() == 1


def test_an_answer_changed_or_withdrawn_afterwards_moves_nothing(forty):
    cycle, framework, question, staff = forty
    before = published(workflow.publish(cycle, framework, question, None))
    Answer.objects.all().delete()
    workflow.answer(staff["L1"][0], {question: question.options.get(word="man")})
    workflow.publish_cycle(cycle, None)
    assert published(Publication.objects.get()) == before


def test_a_word_put_right_afterwards_moves_nothing(forty, cast):
    cycle, framework, question, _ = forty
    before = published(workflow.publish(cycle, framework, question, None))
    workflow.reword(question, "Gender?", {"woman": "women"}, cast.petra)
    assert published(Publication.objects.get()) == before


def test_the_next_cycle_of_the_same_people_is_refused_with_the_reason(forty, cast):
    cycle, framework, question, staff = forty
    workflow.publish(cycle, framework, question, None)
    later = make_cycle(**Q4)
    enrol(later, framework, cast.mei, L1=people(20), L2=[*people(20), staff["L1"][0]])
    with pytest.raises(Conflict, match="single persons"):
        workflow.publish(later, framework, question, None)
    assert [p.withheld for p in workflow.publish_cycle(later, None)] == ["linked"]


def test_one_shared_person_on_another_framework_is_enough_to_refuse(forty, cast):
    cycle, framework, question, staff = forty
    workflow.publish(cycle, framework, question, None)
    support, later = make_framework("S1", slug="support"), make_cycle(**Q4)
    enrol(later, support, cast.mei, S1=[*people(30), staff["L4"][0]])
    with pytest.raises(Conflict, match="single persons"):
        workflow.publish(later, support, question, None)


def test_too_few_counts_as_published_too(cast):
    question, framework, cycle = make_question("woman", "man"), make_framework("L1"), make_cycle()
    staff = make_company(cycle, framework, question, cast.mei, {"L1": (3, 2, 0)})
    workflow.publish(cycle, framework, question, None)
    later = make_cycle(**Q4)
    enrol(later, framework, cast.mei, L1=[*people(40), staff["L1"][0]])
    with pytest.raises(Conflict, match="single persons"):
        workflow.publish(later, framework, question, None)


def test_other_people_altogether_may_be_published(forty, cast):
    cycle, framework, question, _ = forty
    workflow.publish(cycle, framework, question, None)
    support = make_framework("S1", "S2", slug="support")
    later = make_cycle(**Q4)
    make_company(later, support, question, cast.mei, {"S1": (10, 10, 0), "S2": (10, 10, 0)})
    assert workflow.publish(later, support, question, None).withheld == ""


def test_only_the_newest_closed_cycle_is_published(forty, cast):
    _, framework, question, _ = forty
    older = make_cycle(**Q2)
    enrol(older, framework, cast.mei, L1=people(40))
    with pytest.raises(Conflict, match="Only the newest"):
        workflow.publish(older, framework, question, None)
    assert [p.withheld for p in workflow.publish_cycle(older, None)] == ["not_newest"]


def test_a_cycle_from_before_the_question_is_not_counted(forty):
    cycle, _, question, _ = forty
    question.counted_from = date(2026, 10, 1)
    question.save()
    assert [p.withheld for p in workflow.publish_cycle(cycle, None)] == ["not_yet_asked"]


@pytest.mark.parametrize("wrong", ["prepared", "retired", "trial", "running"])
def test_nothing_else_is_published(forty, wrong):
    cycle, framework, question, _ = forty
    if wrong in ("prepared", "retired"):
        question.state = wrong
    elif wrong == "trial":
        cycle.is_trial = True
    else:
        cycle.closed_at = None
    with pytest.raises(Conflict, match="when a cycle has closed"):
        workflow.publish(cycle, framework, question, None)


def test_only_people_ops_of_the_whole_or_the_system_publish(forty, cast):
    cycle, framework, question, _ = forty
    for person in (cast.pavel, cast.dana, cast.otto):
        with pytest.raises(NotAllowed):
            workflow.publish(cycle, framework, question, person)
    assert workflow.publish(cycle, framework, question, cast.petra).withheld == ""


def test_a_framework_nobody_was_on_is_refused(forty):
    cycle, _, question, _ = forty
    with pytest.raises(Conflict, match="Nobody of this framework"):
        workflow.publish(cycle, make_framework("X", slug="other"), question, None)


# -- by themselves, at the close ---------------------------------------------------------------------


def test_the_tick_hands_each_closed_cycle_to_a_task_once_the_newest_first(forty, cast, monkeypatch):
    cycle, framework, _, staff = forty
    older = make_cycle(**Q2)
    enrol(older, framework, cast.mei, L1=staff["L1"])
    make_cycle(name="Trial", is_trial=True)
    make_cycle(name="Running", state="telling")
    sent = []
    monkeypatch.setattr(tasks.count_cycle, "delay", lambda pk, until: sent.append((pk, until)))
    workflow.count_what_has_closed(date(2026, 11, 10))
    workflow.count_what_has_closed(date(2026, 11, 10))
    assert [pk for pk, _until in sent] == [str(cycle.pk), str(older.pk)]
    for pk, until in sent:
        tasks.count_cycle(pk, until)
        tasks.count_cycle(pk, until)
    workflow.count_what_has_closed(date(2026, 11, 11))
    assert len(sent) == 2
    assert sorted(Publication.objects.values_list("cycle__name", "withheld")) == [
        ("Engineering 2026 Q2", "linked"),
        ("Engineering 2026 Q3", ""),
    ]
    assert Counting.objects.count() == 2


def test_a_counting_that_failed_is_begun_again(forty, monkeypatch):
    cycle, _, _, _ = forty

    def fails(*args, **more):
        raise RuntimeError("no solver")

    with monkeypatch.context() as broken:
        broken.setattr(workflow.suppression, "publish", fails)
        with pytest.raises(RuntimeError):
            tasks.count_cycle(str(cycle.pk), UNTIL)
    assert not Counting.objects.exists()
    assert not Publication.objects.exists()
    tasks.count_cycle(str(cycle.pk), UNTIL)
    assert Publication.objects.get().withheld == ""


def test_a_question_asked_after_the_counting_gets_no_figures_of_that_cycle(forty):
    cycle, _, _, _ = forty
    workflow.publish_cycle(cycle, None)
    make_question("a", "b", code="later")
    workflow.count_what_has_closed(date(2026, 11, 10))
    assert Publication.objects.count() == 1


def test_answers_to_a_retired_question_are_deleted_and_the_figures_stay(forty, cast):
    cycle, framework, question, _ = forty
    workflow.publish(cycle, framework, question, None)
    workflow.retire(question, cast.petra)
    assert not Answer.objects.exists()
    assert Publication.objects.get().screen["rows"][0]["counts"] == [8, 12]
    with pytest.raises(Conflict):
        workflow.retire(question, cast.petra)


def test_a_retired_question_takes_no_answer(cast):
    question = make_question("a", "b", state="retired")
    with pytest.raises(Conflict, match="no longer asked"):
        workflow.answer(cast.lena, {question: question.options.first()})
    assert not Answer.objects.exists()


def test_answering_leaves_no_event(cast):
    question = make_question("a", "b")
    workflow.answer(cast.lena, {question: question.options.first()})
    workflow.answer(cast.lena, {question: None})
    assert not Event.objects.exists()
    say(question, (cast.lena, "a"))
    assert Answer.objects.visible_to(cast.lena).count() == 1
