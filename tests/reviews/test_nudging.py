"""Asking for what is missing: whom, by whom, once a day, and what the mail does not say."""

import re

import pytest

from accounts.models import Event, Person
from accounts.moves import Conflict, NotAllowed
from reviews.cycles import nudging
from reviews.models import Assignment, Exclusion, Group, Input, Mail, Participant
from reviews.together import inputs, naming
from tests.reviews.story import page
from tests.reviews.together.story import entry
from tests.shared import shared

CHOSEN = re.compile(r'name="whom" value="[^"]+" checked')


@pytest.fixture(autouse=True)
def early_in_december(time_machine):
    time_machine.move_to("2026-12-09T09:00:00Z", tick=False)


def ask(story, by, *whom) -> list[str]:
    return sorted(person.name for person in nudging.nudge(story.cycle, by, {str(person.pk) for person in whom}))


def test_each_who_owes_something_is_written_to_once_a_day(story, cast, time_machine):
    assert [(one.person.name, one.missing) for one in nudging.nudges(story.cycle, cast.petra)] == [
        ("Marco", ["Lena", "Noor"]),
        ("Mei", ["Ivan"]),
        ("Noor", ["Ines"]),
    ]
    assert ask(story, cast.petra, cast.mei, cast.marco) == ["Marco", "Mei"]
    assert ask(story, cast.petra, cast.mei, cast.noor) == ["Noor"]
    assert ask(story, cast.dana, cast.mei, cast.marco, cast.noor) == []
    time_machine.move_to("2026-12-10T09:00:00Z", tick=False)
    assert ask(story, cast.petra, cast.mei) == ["Mei"]
    assert Mail.objects.count() == 4
    assert Event.objects.filter(verb="nudge", about=cast.mei).count() == 2


def test_the_mail_says_who_asks_and_how_many_and_names_no_subject(story, cast):
    ask(story, cast.dana, cast.marco)
    mail = Mail.objects.get()
    assert (mail.recipient, mail.subject) == (cast.marco, "2 assessments are to be submitted by Friday, 11 December")
    assert mail.body == (
        "Hello Marco,\n\nDana asks you for these assessments:\n\n"
        "  Engineering 2026 Q4: 2 by Friday, 11 December\n\n"
        "Whom they are about stands here:\nhttp://localhost:8000/my-team/\n\n"
        "Once they are submitted, this reminder ends.\n"
    )


def test_who_has_left_or_owes_nothing_is_not_asked(story, cast):
    Person.objects.filter(pk=cast.mei.pk).update(is_active=False)
    Assignment.objects.filter(assessor=cast.noor).update(state="submitted")
    assert ask(story, cast.petra, cast.mei, cast.noor, cast.ivan, cast.marco) == ["Marco"]


@pytest.mark.parametrize("name", ["pavel", "oskar", "mei", "ivan", "hanne", "otto"])
def test_only_people_ops_and_the_group_s_directors_ask(story, cast, name):
    with pytest.raises(NotAllowed):
        ask(story, getattr(cast, name), cast.marco)
    assert Mail.objects.count() == 0


def test_a_director_asks_in_the_own_group_only(story, cast):
    Participant.objects.filter(person=cast.dana, part="director").update(until_at="2026-12-08T00:00:00Z")
    with pytest.raises(NotAllowed):
        ask(story, cast.dana, cast.marco)
    assert ask(story, cast.dilan, cast.marco) == ["Marco"]


def test_one_s_own_case_and_oneself_are_not_in_the_list(story, cast):
    Participant.objects.create(group=story.group, person=cast.noor, part="director", from_at="2026-12-01T00:00:00Z")
    owing = {one.person.name: one.missing for one in nudging.nudges(story.cycle, cast.noor)}
    assert owing == {"Marco": ["Lena"], "Mei": ["Ivan"]}


def test_a_trial_mails_nobody(story, cast):
    story.cycle.is_trial = True
    with pytest.raises(Conflict, match="A trial mails nobody"):
        ask(story, cast.petra, cast.marco)


def test_nothing_is_asked_for_once_the_group_has_met(story, cast):
    Group.objects.update(state="calibrating")
    with pytest.raises(NotAllowed):
        ask(story, cast.petra, cast.marco)


def test_the_page_shows_the_mail_before_it_goes_and_sends_to_those_chosen(story, cast, client):
    address = f"/cycles/{story.cycle.pk}/nudge/"
    shown = page(client, cast.petra, address)
    assert "What Marco gets" in shown
    assert "Petra asks you for these assessments:" in shown
    assert len(CHOSEN.findall(shown)) == 3
    assert len(CHOSEN.findall(page(client, cast.petra, f"{address}?who={cast.mei.pk}"))) == 1
    assert client.post(address, {"whom": [str(cast.mei.pk), "nonsense", str(cast.ivan.pk)]}).status_code == 302
    assert [mail.recipient for mail in Mail.objects.all()] == [cast.mei]
    assert "was asked today" in page(client, cast.petra, address)
    assert client.post(address, {}).status_code == 302
    assert Mail.objects.count() == 1


# -- contributors -------------------------------------------------------------------------------------


@shared
def asked(story, cast):
    """Sam is asked what he saw of Ivan and of Ines, and Marco what he saw of Ivan; Marco also owes two assessments."""
    for who, about, by in [("sam", "ivan", "mei"), ("sam", "ines", "noor"), ("marco", "ivan", "mei")]:
        naming.name_contributor(entry(story, getattr(cast, about)), getattr(cast, who), getattr(cast, by))


def owing(story, by) -> list[tuple[str, list[str], list[str]]]:
    return [(one.person.name, one.missing, one.inputs) for one in nudging.nudges(story.cycle, by)]


def test_people_ops_ask_contributors_for_what_is_missing(story, cast, asked):
    assert owing(story, cast.petra) == [
        ("Marco", ["Lena", "Noor"], ["Ivan"]),
        ("Mei", ["Ivan"], []),
        ("Noor", ["Ines"], []),
        ("Sam", [], ["Ines", "Ivan"]),
    ]
    inputs.save_and_submit(Input.objects.get(author=cast.sam, subject=cast.ivan), cast.sam, 0, "Led it.")
    assert owing(story, cast.petra)[-1] == ("Sam", [], ["Ines"])
    assert ask(story, cast.petra, cast.sam) == ["Sam"]
    assert ask(story, cast.petra, cast.sam) == []


def test_their_mail_says_how_many_by_when_and_names_no_subject(story, cast, asked):
    ask(story, cast.petra, cast.sam, cast.marco)
    sam = Mail.objects.get(recipient=cast.sam)
    assert sam.subject == "You are asked what you saw of the work of 2 people, the first by Friday, 11 December"
    assert "Petra asks you for what you saw of somebody's work, signed and without a rating:" in sam.body
    assert sam.body.count("Engineering 2026 Q4: by Friday, 11 December") == 2
    marco = Mail.objects.get(recipient=cast.marco)
    assert marco.subject == "2 assessments are to be submitted by Friday, 11 December"
    assert "Engineering 2026 Q4: 2 by Friday, 11 December" in marco.body
    assert "Engineering 2026 Q4: by Friday, 11 December" in marco.body
    assert not re.search("Ivan|Ines|Lena|Noor", sam.body + marco.body)


def test_a_director_is_not_shown_who_contributes_and_asks_none_of_them(story, cast, asked, client):
    assert owing(story, cast.dana) == [("Marco", ["Lena", "Noor"], []), ("Mei", ["Ivan"], []), ("Noor", ["Ines"], [])]
    assert ask(story, cast.dana, cast.sam) == []
    assert "Contributor" not in page(client, cast.dana, f"/cycles/{story.cycle.pk}/")


def test_one_s_own_case_and_whom_one_keeps_from_are_not_asked_for(story, cast, asked):
    Exclusion.objects.create(group=story.group, person=cast.petra, subject=cast.ivan)
    assert owing(story, cast.petra)[-1] == ("Sam", [], ["Ines"])


def test_the_pages_say_of_whom_an_input_is_missing(story, cast, asked, client):
    shown = page(client, cast.petra, f"/cycles/{story.cycle.pk}/")
    assert "What contributors were asked for, and is missing" in shown
    assert f"/nudge/?who={cast.sam.pk}" in shown
    nudges = page(client, cast.petra, f"/cycles/{story.cycle.pk}/nudge/")
    assert "Lena, Noor; as a contributor on Ivan" in nudges
    assert "as a contributor on Ines, Ivan" in nudges
    Input.objects.all().delete()
    assert "Contributor" not in page(client, cast.petra, f"/cycles/{story.cycle.pk}/")


def test_the_page_costs_the_same_for_one_and_for_three(story, cast, client, django_assert_num_queries):
    client.force_login(cast.petra)
    address = f"/cycles/{story.cycle.pk}/nudge/"
    Assignment.objects.exclude(assessor=cast.mei).update(state="submitted")
    with django_assert_num_queries(9):
        client.get(address)
    Assignment.objects.update(state="open")
    with django_assert_num_queries(9):
        client.get(address)
