"""At once, on PostgreSQL: an assessment is given to another while it is saved and submitted; two acts on one row."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from accounts.models import Event
from accounts.moves import Conflict, NotAllowed
from reviews.assessments import workflow
from reviews.cycles.acts.reassigning import reassign
from reviews.cycles.acts.treating import treat
from reviews.drafts import Stale
from reviews.models import Assessment, Assignment, Participant, RosterEntry
from tests.cast import make_cast
from tests.reviews.story import launch_engineering, words

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast(transactional_db):
    return make_cast()


@pytest.fixture
def story(cast):
    return launch_engineering(cast)


def at_once(acts) -> list[str]:
    """What came of each act in a thread of its own: "done" or the name of the refusal."""

    def one(act):
        try:
            act()
        except (Conflict, NotAllowed, Stale) as refused:
            return type(refused).__name__
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def entry_of(person) -> RosterEntry:
    return RosterEntry.objects.select_related("group__cycle", "subject", "assessor").get(subject=person)


def whole(cast) -> None:
    """Whatever came first: Sam assesses Ivan and has the one draft; at most one stands, and nobody else's is open."""
    entry, assigned = entry_of(cast.ivan), Assignment.objects.get(subject=cast.ivan)
    rows = list(Assessment.objects.filter(subject=cast.ivan).values_list("author__name", "state"))
    assert (entry.assessor, assigned.assessor, assigned.state) == (cast.sam, cast.sam, "open")
    assert [author for author, state in rows if state == "draft"] == ["Sam"]
    assert [author for author, state in rows if state == "submitted"] in ([], ["Mei"])
    assert Event.objects.filter(verb="reassign").count() == 1
    parts = Participant.objects.now().filter(part="assessor", person__in=[cast.mei, cast.sam])
    assert [part.person for part in parts] == [cast.sam]


def test_given_to_another_while_it_is_submitted(cast, story):
    workflow.save_draft(story.ivan, cast.mei, 0, words(story))
    entry = entry_of(cast.ivan)
    came = at_once(
        [lambda: workflow.submit(story.ivan, cast.mei)] * 4 + [lambda: reassign(entry, cast.petra, cast.sam)] * 4
    )
    assert came[4:].count("done") == 1
    assert came[:4].count("done") <= 1
    whole(cast)
    stands = Assessment.objects.handed_in().filter(subject=cast.ivan).count()
    assert stands == came[:4].count("done")


def test_an_empty_page_given_to_another_while_it_is_saved(cast, story):
    entry = entry_of(cast.ivan)
    saves = [lambda n=n: workflow.save_draft(story.ivan, cast.mei, 0, words(story, statement="One.")) for n in range(4)]
    came = at_once(saves + [lambda: reassign(entry, cast.petra, cast.sam)] * 4)
    assert came[4:].count("done") == 1
    whole(cast)
    kept = list(Assessment.objects.filter(subject=cast.ivan, author=cast.mei).values_list("statement", flat=True))
    assert kept == (["One."] if "done" in came[:4] else [])


def test_of_eight_who_give_it_to_eight_others_one_after_the_other_holds(cast, story):
    entry = entry_of(cast.ivan)
    others = [cast.sam, cast.marco, cast.noor, cast.lena, cast.ines, cast.dana, cast.dilan, cast.oskar]
    came = at_once([lambda to=to: reassign(entry, cast.petra, to) for to in others])
    assert came == ["done"] * 8
    last = entry_of(cast.ivan).assessor
    [draft] = Assessment.objects.filter(subject=cast.ivan)
    assert (draft.author, Assignment.objects.get(subject=cast.ivan).assessor) == (last, last)


def test_not_this_time_while_it_is_submitted(cast, story):
    workflow.save_draft(story.ivan, cast.mei, 0, words(story))
    entry = entry_of(cast.ivan)
    came = at_once(
        [lambda: workflow.submit(story.ivan, cast.mei)] * 4 + [lambda: treat(entry, cast.petra, "not_now")] * 4
    )
    assert came[4:].count("done") == 1
    assert not Assignment.objects.filter(subject=cast.ivan).exists()
    assert list(Assessment.objects.filter(subject=cast.ivan).values_list("state", flat=True)) == ["replaced"]
