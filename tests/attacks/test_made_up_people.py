"""One person of People Ops brings people by a file: among them nobody's answer is to be read off the figures."""

import pytest

from accounts.models import Person
from figures import counting, workflow
from frameworks.people_import import workflow as importing
from tests.figures.story import CLOSED, enrol, make_cycle, make_framework, make_question, people, say
from tests.frameworks.test_people_import import HEAD

pytestmark = pytest.mark.django_db


@pytest.fixture
def made_up(cast):
    """Sixteen of a file, and Ivan, who answers; all on one level of a closed cycle. Ivan has signed in."""
    lines = "\n".join(f"X{n:02},x{n}@evil.example,Made Up {n},E001" for n in range(16))
    importing.write(importing.look(f"{HEAD}\n{lines}\n"), cast.petra)
    Person.objects.filter(pk=cast.ivan.pk).update(last_login=CLOSED)
    question, framework, cycle = make_question("woman", "man"), make_framework("L1"), make_cycle()
    puppets = list(Person.objects.filter(employee_id__startswith="X").order_by("employee_id"))
    enrol(cycle, framework, cast.mei, L1=[*puppets, cast.ivan])
    say(question, (cast.ivan, "woman"))
    return cycle, framework, question, puppets


def test_who_exists_in_a_file_only_is_not_counted(cast, made_up):
    cycle, framework, question, _puppets = made_up
    assert counting.count(cycle, framework, question).counts == ((1, 0, 0),)
    made = workflow.publish(cycle, framework, question, None)
    assert (made.withheld, made.screen, made.file) == ("", None, None)


def test_where_nobody_has_signed_in_it_is_too_few(cast, made_up):
    cycle, framework, question, _puppets = made_up
    Person.objects.update(last_login=None)
    made = workflow.publish(cycle, framework, question, None)
    assert (made.withheld, made.screen, made.file) == ("", None, None)


def test_who_is_not_counted_still_links_two_cycles(cast, made_up):
    """Signing in later, or being erased, makes no second table possible."""
    cycle, framework, question, puppets = made_up
    colleagues = people(20)
    enrol(cycle, framework, cast.mei, L1=colleagues)
    say(question, *[(one, "woman" if n % 2 else "man") for n, one in enumerate(colleagues)])
    assert workflow.publish(cycle, framework, question, None).screen is not None
    later = make_cycle(name="Engineering 2026 Q4", covers_to=CLOSED.date().replace(month=12))
    enrol(later, framework, cast.mei, L1=[puppets[0], *people(20)])
    assert workflow.withheld(later, framework, question) == "linked"


def test_on_a_site_that_counts_everybody_their_answer_stands_there(cast, made_up, monkeypatch):
    """The same where a file is enough to be counted, eight of them answering as they are told."""
    cycle, framework, question, puppets = made_up
    say(question, *[(one, "woman" if n < 8 else "man") for n, one in enumerate(puppets)])
    monkeypatch.setattr(counting, "counted", counting.roster)
    made = workflow.publish(cycle, framework, question, None)
    assert made.screen["rows"] == [{"levels": ["L1"], "people": 17, "counts": [9, 8]}]  # eight of these are known
