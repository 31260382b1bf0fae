"""Votes at once, on PostgreSQL: the last of them decides, whichever it is, and once."""

import contextlib
import threading

import pytest
from django.db import connections

from accounts.models import Event
from accounts.moves import Conflict
from promotions import workflow
from promotions.models import Vote
from promotions.workflow import deciding as acts
from tests.promotions import rows
from tests.promotions.conftest import now

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(story, names):
    """Each of these votes to approve, all at the same moment; what each was answered."""
    start, answers = threading.Barrier(len(names)), []

    def cast_it(who):
        try:
            start.wait(10)
            workflow.cast_vote(story.pitch, getattr(story.cast, who), "approve", "Seen in the meeting.")
            answers.append("cast")
        except Conflict:
            answers.append("too late")
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=cast_it, args=(who,)) for who in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(answers) == len(names)
    return answers


def test_of_two_deciders_votes_sent_four_times_each_one_decision_is_made(deciding):
    """One decision, two votes, one event; who comes after is told."""
    answers = at_once(deciding, ["dana", "dilan"] * 4)
    assert 2 <= answers.count("cast") <= 5
    assert now(deciding) == ("decided", "approved")
    assert Vote.objects.count() == 2
    assert Event.objects.filter(verb="approve").count() == 1
    assert Event.objects.filter(verb="decide").count() == 1


def test_of_eight_deciders_who_vote_at_once_the_last_one_decides(deciding, monkeypatch):
    """Votes are counted one after the other. Without the lock on the decision the eight meet between their vote and its
    counting, each counts none but their own, and nobody decides; with it the first waits there for the others in vain.
    """
    names = ["dana", "dilan", "hanne", "petra", "pavel", "oskar", "mei", "sam"]
    for name in names[2:]:
        rows.takes_part(deciding.group, getattr(deciding.cast, name), "decider")

    meet, decide = threading.Barrier(8), acts.decide

    def decide_together(decision):
        with contextlib.suppress(threading.BrokenBarrierError):
            meet.wait(4)
        return decide(decision)

    monkeypatch.setattr(acts, "decide", decide_together)
    assert at_once(deciding, names) == ["cast"] * 8
    assert now(deciding) == ("decided", "approved")
    assert Vote.objects.filter(opened_at__isnull=False).count() == 8
    assert Event.objects.filter(verb="approve").count() == 1
    assert Event.objects.filter(verb="decide").count() == 1
