"""Two sentences from a peer: who is asked, who is told what before they write, who reads them, and who never does."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts import clock
from accounts.models import Event, Person
from accounts.moves import Conflict, NotAllowed
from config.today import owed_by
from reviews.models import Ask, Exclusion, Group, Mail, Reminder, Sentences
from reviews.notebooks import asking
from reviews.telling import reminding
from tests.reviews.notebooks.test_entries import PHASES, manager_becomes
from tests.reviews.story import page


def asked(asker, peer, subject=None, readers: str = "asker", question: str = "How was October?") -> Ask:
    return asking.ask(asker, peer, subject or asker, readers, question)


def wrote(asker, peer, subject=None, readers: str = "asker") -> Sentences:
    return asking.answer(asked(asker, peer, subject, readers), peer, "It went well.")


def readers_of(row) -> set[str]:
    rows = type(row).objects
    return {one.name.lower() for one in Person.objects.all() if rows.visible_to(one).filter(pk=row.pk)}


# -- who is asked ---------------------------------------------------------------------------------------------


def test_one_asks_about_oneself_and_about_a_report_and_nobody_else(cast):
    asked(cast.ivan, cast.lena)
    asked(cast.mei, cast.lena, cast.ivan)
    for asker in (cast.dana, cast.sam, cast.petra, cast.lena):
        with pytest.raises(NotAllowed):
            asked(asker, cast.tariq, cast.ivan)
    assert Ask.objects.count() == 2


def test_neither_of_the_two_nor_who_has_left_is_asked(cast):
    Person.objects.filter(pk=cast.sam.pk).update(left_on=clock.today())
    gone = Person.objects.get(pk=cast.sam.pk)
    for asker, peer, subject in (
        (cast.ivan, cast.ivan, cast.ivan),
        (cast.mei, cast.ivan, cast.ivan),
        (cast.ivan, gone, cast.ivan),
    ):
        with pytest.raises(NotAllowed):
            asked(asker, peer, subject)


def test_the_database_keeps_a_peer_from_their_own_case(cast):
    given = {"expires_on": clock.today(), "readers": "asker"}
    for whose in (
        {"asker": cast.ivan, "peer": cast.ivan, "subject": cast.lena},
        {"asker": cast.mei, "peer": cast.ivan, "subject": cast.ivan},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Ask.objects.create(**whose, **given)


def test_the_same_is_not_asked_twice_while_there_is_time(cast):
    first = asked(cast.ivan, cast.lena)
    with pytest.raises(Conflict, match="You have asked Lena already"):
        asked(cast.ivan, cast.lena)
    Ask.objects.filter(pk=first.pk).update(expires_on=clock.today() - timedelta(days=1))
    asked(cast.ivan, cast.lena)
    assert Ask.objects.filter(state="asked").count() == 1


def test_nobody_waits_for_more_than_twenty(cast, monkeypatch):
    monkeypatch.setattr(asking, "MOST_OPEN", 2)
    asked(cast.ivan, cast.lena)
    asked(cast.ivan, cast.noor)
    with pytest.raises(Conflict, match="You wait for 2 answers already"):
        asked(cast.ivan, cast.tariq)


# -- who reads ------------------------------------------------------------------------------------------------


def test_the_question_is_between_the_two(cast, story):
    Group.objects.update(state="previewing")
    assert readers_of(asked(cast.ivan, cast.lena, readers="group")) == {"ivan", "lena"}
    assert readers_of(asked(cast.mei, cast.lena, cast.ivan, "group")) == {"mei", "lena"}


def test_for_the_asker_alone(cast, story):
    Group.objects.update(state="previewing")
    assert readers_of(wrote(cast.ivan, cast.lena)) == {"ivan", "lena"}
    assert readers_of(wrote(cast.mei, cast.lena, cast.ivan)) == {"mei", "lena"}


def test_for_the_manager_of_today_too(cast):
    said = wrote(cast.ivan, cast.lena, readers="manager")
    assert readers_of(said) == {"ivan", "lena", "mei"}
    manager_becomes(cast.ivan, cast.sam)
    assert readers_of(said) == {"ivan", "lena", "sam"}


@pytest.mark.parametrize("state", PHASES)
def test_for_the_group_from_the_preview_until_the_close(cast, story, state):
    said = wrote(cast.mei, cast.tariq, cast.ivan, "group")
    Group.objects.update(state=state)
    group = {"tariq", "mei", "petra", "dana", "dilan", "oskar", "marco", "noor"}
    assert readers_of(said) == (group if state in PHASES[2:7] else {"tariq", "mei"})


def test_what_a_manager_asked_is_never_read_by_the_person(cast, story):
    """Noor is reviewed in the group and reads it."""
    said = wrote(cast.marco, cast.tariq, cast.noor, "group")
    Group.objects.update(state="previewing")
    assert "noor" not in readers_of(said)
    assert "dana" in readers_of(said)
    Exclusion.objects.create(group=story.group, person=cast.dana, subject=cast.noor)
    assert "dana" not in readers_of(said)


# -- the answer -----------------------------------------------------------------------------------------------


def test_the_answer_has_the_readers_that_were_named_and_no_act_widens_them(cast):
    made = asked(cast.ivan, cast.lena)
    said = asking.answer(made, cast.lena, "It went well.")
    assert (said.readers, said.asker, said.subject, said.author) == ("asker", cast.ivan, cast.ivan, cast.lena)
    assert {name for name in vars(asking) if name in ("widen", "share", "change")} == set()
    verbs = Event.objects.filter(thing="reviews.ask").order_by("at").values_list("verb", flat=True)
    assert list(verbs) == ["ask", "answer"]
    assert not Event.objects.visible_to(cast.petra).filter(thing="reviews.ask").exists()


def test_only_the_peer_answers_and_only_once(cast):
    made = asked(cast.ivan, cast.lena)
    for other in (cast.ivan, cast.mei):
        with pytest.raises(NotAllowed):
            asking.answer(made, other, "It went well.")
    asking.answer(made, cast.lena, "It went well.")
    for act in (lambda: asking.answer(made, cast.lena, "Again."), lambda: asking.decline(made, cast.lena)):
        with pytest.raises(Conflict):
            act()
    assert [one.text for one in Sentences.objects.all()] == ["It went well."]


def test_the_peer_declines_and_the_asker_takes_back(cast):
    assert asking.decline(asked(cast.ivan, cast.lena), cast.lena).state == "declined"
    back = asked(cast.ivan, cast.noor)
    with pytest.raises(NotAllowed):
        asking.withdraw(back, cast.noor)
    assert asking.withdraw(back, cast.ivan).state == "withdrawn"
    with pytest.raises(Conflict):
        asking.answer(back, cast.noor, "Too late.")


@pytest.mark.parametrize(("days", "in_time"), [(0, True), (-1, False)])
def test_it_can_be_answered_until_its_last_day_is_over(cast, days, in_time):
    made = asked(cast.ivan, cast.lena)
    Ask.objects.filter(pk=made.pk).update(expires_on=clock.today() + timedelta(days=days))
    if in_time:
        asking.answer(made, cast.lena, "In time.")
    else:
        with pytest.raises(Conflict, match="has passed"):
            asking.answer(made, cast.lena, "Too late.")
    assert Sentences.objects.exists() is in_time


# -- how the peer hears of it ---------------------------------------------------------------------------------


def test_it_is_owed_until_it_is_answered(cast):
    made = asked(cast.ivan, cast.lena)
    other = asked(cast.mei, cast.lena, cast.ivan)
    today = clock.today()
    [own, report] = sorted(one.sentence for one in owed_by(cast.lena, today) if "two sentences" in one.sentence)
    assert own.startswith("Write two sentences for Ivan, by ")
    assert report.startswith("Write two sentences for Mei about Ivan, by ")
    asking.answer(made, cast.lena, "It went well.")
    asking.decline(other, cast.lena)
    assert not [one for one in owed_by(cast.lena, today) if "two sentences" in one.sentence]


def test_the_days_mail_says_how_many_and_names_nobody(cast):
    asked(cast.ivan, cast.lena, question="Was the parser good?")
    asked(cast.mei, cast.lena, cast.ivan)
    reminding.remind(clock.today())
    reminding.remind(clock.today())
    [mail] = Mail.objects.filter(recipient=cast.lena)
    assert mail.subject == "2 colleagues ask you for two sentences"
    assert mail.body.count("until ") == 2
    for hidden in ("Ivan", "Mei", "parser"):
        assert hidden not in mail.subject + mail.body


def test_what_is_answered_before_is_in_no_mail(cast):
    asking.answer(asked(cast.ivan, cast.lena), cast.lena, "It went well.")
    reminding.remind(clock.today())
    assert not Mail.objects.exists()
    assert Reminder.objects.get().is_off


# -- the pages ------------------------------------------------------------------------------------------------

FORM = {"peer": "Lena", "question": "How was October?", "readers": "manager"}


def test_somebody_is_asked_told_who_reads_it_and_answers(cast, client):
    client.force_login(cast.ivan)
    assert client.post("/asks/", FORM).status_code == 302
    made = Ask.objects.get()
    shown = page(client, cast.lena, f"/asks/{made.pk}/")
    assert "Ivan will read it, their manager, and whoever assesses them." in shown
    assert "How was October?" in shown
    answer = client.post(f"/asks/{made.pk}/", {"text": "The hand-over was complete."})
    assert answer.status_code == 302
    assert "The hand-over was complete." in page(client, cast.lena, f"/asks/{made.pk}/")
    assert "The hand-over was complete." in page(client, cast.ivan, "/asks/")
    assert "The hand-over was complete." in page(client, cast.ivan, "/notebook/")
    assert "The hand-over was complete." in page(client, cast.mei, f"/people/{cast.ivan.pk}/notebook/")
    assert f"/asks/{made.pk}/" in page(client, cast.lena, "/asks/")


@pytest.mark.parametrize(
    ("readers", "about_report", "said"),
    [
        ("asker", False, "Ivan alone will read it."),
        ("group", False, "Ivan will read it, their manager, whoever assesses them, and the group that reviews them."),
        ("asker", True, "Mei alone will read it."),
        ("manager", True, "Mei will read it, and whoever else manages or assesses Ivan. Ivan will not."),
        ("group", True, "and the group that reviews Ivan. Ivan will not."),
    ],
)
def test_the_peer_is_told_before_they_write(cast, client, readers, about_report, said):
    made = asked(cast.mei if about_report else cast.ivan, cast.lena, cast.ivan, readers)
    assert said in page(client, cast.lena, f"/asks/{made.pk}/")


def test_the_peer_sees_of_the_two_their_names_and_no_more(cast, story, client):
    made = asked(cast.mei, cast.tariq, cast.ivan)
    shown = page(client, cast.tariq, f"/asks/{made.pk}/")
    assert "Two sentences for Mei about Ivan" in shown
    for hidden in ("IC1", "Search", "Engineering 2026 Q4"):
        assert hidden not in shown


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"peer": ""}, "Say whom you ask."),
        ({"peer": "Ivan"}, "That is you. Ask somebody else."),
        ({"peer": "Nobody"}, "Nobody here is known as “Nobody”."),
        ({"readers": ""}, "Choose who will read the answer."),
        ({"readers": "everybody"}, "is not on offer"),
        ({"question": "x" * 501}, "is longer than the 500 characters"),
    ],
)
def test_a_wrong_question_gets_a_sentence(cast, client, wrong, sentence):
    client.force_login(cast.ivan)
    answer = client.post("/asks/", FORM | wrong)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert not Ask.objects.exists()


def test_asked_twice_is_said_and_nothing_is_lost(cast, client):
    client.force_login(cast.ivan)
    client.post("/asks/", FORM)
    answer = client.post("/asks/", FORM | {"question": "And November?"})
    assert answer.status_code == 409
    assert "And November?" in answer.content.decode()
    assert Ask.objects.count() == 1


def test_too_much_or_too_late_gets_a_sentence_and_keeps_what_was_typed(cast, client):
    made = asked(cast.ivan, cast.lena)
    client.force_login(cast.lena)
    assert client.post(f"/asks/{made.pk}/", {"text": "x" * 601}).status_code == 400
    Ask.objects.update(expires_on=clock.today() - timedelta(days=1))
    answer = client.post(f"/asks/{made.pk}/", {"text": "It went well."})
    assert answer.status_code == 409
    assert "It went well." in answer.content.decode()
    assert "has passed" in answer.content.decode()


def test_a_manager_asks_about_a_report_who_does_not_hear_of_it(cast, client):
    about = f"/people/{cast.ivan.pk}/asks/"
    client.force_login(cast.mei)
    assert client.post(about, FORM).status_code == 302
    asking.answer(Ask.objects.get(), cast.lena, "He asked early.")
    assert "He asked early." in page(client, cast.mei, about)
    for address in ("/asks/", "/notebook/", "/my-review/", f"/people/{cast.ivan.pk}/"):
        assert "He asked early." not in page(client, cast.ivan, address)
    client.force_login(cast.dana)
    assert client.get(about).status_code == 404
