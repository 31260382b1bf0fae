"""First arrivals at once, on PostgreSQL: one subject is bound, once."""

import threading

import pytest
from django.db import connections

from accounts.models import Event, Identity
from accounts.providers.arrivals import Arrival, Refused, recognise

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

ISSUER = "https://idp.example"


def at_once(subjects: list[str]) -> list[str]:
    """Each of these comes with Ivan's address, all at the same moment; what each was answered."""
    start, answers = threading.Barrier(len(subjects)), []

    def arrive(subject: str) -> None:
        try:
            start.wait(10)
            answers.append(recognise(Arrival(ISSUER, subject, "ivan@demo.example")).email)
        except Refused as refused:
            answers.append(refused.reason)
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=arrive, args=(subject,)) for subject in subjects]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return answers


def test_of_eight_subjects_with_one_address_one_is_bound(cast):
    answers = at_once([f"u-{number}" for number in range(8)])
    assert sorted(answers) == ["ivan@demo.example"] + ["known_otherwise"] * 7
    assert Identity.objects.get().person == cast.ivan
    assert Event.objects.filter(verb="bind_identity").count() == 1


def test_one_subject_in_eight_tabs_comes_in_eight_times(cast):
    assert at_once(["u-1"] * 8) == ["ivan@demo.example"] * 8
    assert Identity.objects.count() == 1
    assert Event.objects.filter(verb="bind_identity").count() == 1
