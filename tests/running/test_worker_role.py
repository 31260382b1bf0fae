"""The real worker under PostgreSQL's own role for it, while the pages have another."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import clock
from accounts.models import Event, Seal, Sealed
from figures.models import Counting, Publication
from reviews.models import Mail, Message, Reminder
from reviews.telling import reminding
from tests.figures.story import FORTY, make_company, make_cycle, make_framework, make_question
from tests.postgresql import APART, APPLICATION, TOGETHER, WORD, WORKER, set_up
from tests.reviews.telling.story import make_story

pytestmark = [pytest.mark.postgres, pytest.mark.redis, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def apart_for_all():
    """The tests' database as a site's whose worker has a login of its own, committed; and as it was, afterwards."""
    set_up(APART)
    yield
    set_up(TOGETHER)


def wait_for(what: Callable[[], bool]) -> None:
    end = timezone.now() + timedelta(seconds=90)
    while not what() and timezone.now() < end:
        time.sleep(0.5)
    assert what()


def test_it_counts_reminds_and_seals(apart_for_all, started, cast, tmp_path):
    question, framework, cycle = make_question("woman", "man"), make_framework("L1", "L2", "L3", "L4"), make_cycle()
    make_company(cycle, framework, question, cast.mei, FORTY)
    result = make_story(cast, state="telling").results["ivan"]
    message = Message.objects.create(result=result, person=cast.ivan, owner=cast.mei, due_on=clock.today())
    reminding.plan(message)
    pages = started.env["DATABASE_URL"]
    assert f"//{APPLICATION}:" in pages
    started.env["DATABASE_WORKER_URL"] = pages.replace(f"//{APPLICATION}:", f"//{WORKER}:")
    assert f"//{WORKER}:{WORD}@" in started.env["DATABASE_WORKER_URL"]
    started("worker")
    del started.env["DATABASE_WORKER_URL"]
    started("beat")

    wait_for(lambda: Reminder.objects.filter(mail__state=Mail.State.SENT).exists())
    mail = Mail.objects.get()
    assert (mail.recipient, "You owe a talk to 1 person" in mail.subject) == (cast.mei, True)
    wait_for(Counting.objects.filter(cycle=cycle).exists)
    assert [row["counts"] for row in Publication.objects.get().screen["rows"]] == [[8, 12], [8, 12]]
    published = Event.objects.get(verb="publish", thing="figures.publication")
    wait_for(Sealed.objects.filter(table=Sealed.Table.EVENT, row=published.pk).exists)
    assert "permission denied" not in (tmp_path / "worker.log").read_text()


def test_one_that_signs_in_as_the_pages_do_makes_no_figures_and_says_why(apart_for_all, started, cast, tmp_path):
    question, framework, cycle = make_question("woman", "man"), make_framework("L1", "L2", "L3", "L4"), make_cycle()
    make_company(cycle, framework, question, cast.mei, FORTY)
    started("worker")
    started("beat")
    wait_for(lambda: "permission denied for task counting" in (tmp_path / "worker.log").read_text())
    assert not Publication.objects.exists()
    assert not Counting.objects.exists()
    assert not Seal.objects.exists()
