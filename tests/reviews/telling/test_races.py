"""At once, on PostgreSQL: one release, one telling, one text; and the table of moves, row by row."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from accounts.models import Event
from accounts.moves import Conflict
from reviews.drafts import Stale
from reviews.models import Message, Reminder, Result
from reviews.telling import reminding, workflow
from tests.cast import make_cast
from tests.reviews.telling.story import make_story, word_all


def at_once(act, times: int = 8) -> list[str]:
    """What came of so many threads doing the same: "done" or the name of the refusal."""

    def one(number):
        try:
            act(number)
        except (Conflict, Stale) as refused:
            return type(refused).__name__
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return sorted(pool.map(one, range(times)))


@pytest.fixture
def story(transactional_db):
    return make_story(make_cast())


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_eight_releases_one_is_done_and_everyone_is_owed_once(story):
    word_all(story)
    petra = type(story.cast.petra).objects.get(pk=story.cast.petra.pk)
    assert at_once(lambda _n: workflow.release(story.group, petra)) == ["Conflict"] * 7 + ["done"]
    assert Message.objects.count() == 3
    assert Event.objects.filter(verb="release", thing="reviews.group").count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_eight_tellings_one_is_done(story):
    word_all(story)
    workflow.release(story.group, story.cast.petra)
    message = Message.objects.get(person=story.cast.ivan)
    assert at_once(lambda _n: workflow.tell(message, story.cast.mei)) == ["Conflict"] * 7 + ["done"]
    assert Event.objects.filter(verb="tell", thing="reviews.message").count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_eight_texts_from_the_same_draft_one_is_kept(story):
    def write(number):
        workflow.save_words(story.results["ivan"], story.cast.mei, 0, workflow.Words(f"Text {number}."))

    assert at_once(write) == ["Stale"] * 7 + ["done"]
    assert Result.objects.get(subject=story.cast.ivan).draft_number == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_eight_ticks_one_writes_the_mail(story):
    word_all(story)
    workflow.release(story.group, story.cast.petra)
    day = Message.objects.get(person=story.cast.ivan).due_on
    assert at_once(lambda _n: reminding.remind(day)) == ["done"] * 8
    assert sorted(Reminder.objects.values_list("mail__recipient__name", flat=True)) == ["Marco", "Mei", "Noor"]


# -- the moves, written by hand ----------------------------------------------------------------------

# verb → (from, to, who of the cast may), for Ivan's result and message; "-" is the system
RESULT = {
    "word": ({"standing"}, "worded", "mei"),
    "reword": ({"worded"}, "standing", "mei"),
    "rate_anew": ({"worded"}, "standing", ""),
    "release": ({"worded"}, "released", ""),
    "tell": ({"released"}, "told", "mei"),
}
MESSAGE = {
    "hold": ({"owed", "held"}, "held", "mei"),
    "resume": ({"held"}, "owed", "mei"),
    "tell": ({"owed", "held"}, "told", "mei"),
    "confirm": ({"told"}, "told", "ivan"),
    "not_yet": ({"told"}, "told", "ivan"),
    "reply": ({"told"}, "told", "ivan"),
}
EVERYONE = [
    "hanne", "petra", "pavel", "dana", "dilan", "oskar", "mei", "marco",
    "sam", "noor", "ivan", "lena", "ines", "tariq", "frida", "otto",
]  # fmt: skip


def as_written(table) -> dict[str, tuple[set[str], str]]:
    return {verb: (set(row.from_states), row.to) for verb, row in table.items()}


def test_the_tables_of_moves_are_as_written():
    assert as_written(Result.MOVES) == {verb: row[:2] for verb, row in RESULT.items()}
    assert as_written(Message.MOVES) == {verb: row[:2] for verb, row in MESSAGE.items()}


def test_who_may_move_is_as_written(cast, on_the_day):
    story = make_story(cast)
    result = story.results["ivan"]
    message = Message.objects.create(result=result, person=cast.ivan, owner=cast.mei, due_on="2026-12-24")
    for record, table, moves in ((result, RESULT, Result.MOVES), (message, MESSAGE, Message.MOVES)):
        for verb, (_from, _to, who) in table.items():
            may = [first for first in EVERYONE if moves[verb].who(record, getattr(cast, first))]
            assert may == who.split(), verb
            assert moves[verb].who(record, None) is (verb == "rate_anew"), verb
