"""The pages beside: one-on-ones, the queue and the letter box of mail, and what each owes on Today."""

from datetime import date, time

import pytest

from accounts.models import Organisation, Person
from accounts.owed import Owed, named
from config.today import owed_by
from frameworks import notices as frameworks
from reviews.models import Mail, Message, OneOnOne, Result
from reviews.telling import workflow
from tests.reviews.telling.story import text, word_all

# -- one-on-ones -----------------------------------------------------------------------------------


TALK = {"first_on": "2026-11-05", "at": "14:00", "time_zone": "Europe/Berlin", "every_weeks": "1"}


def test_a_manager_sets_changes_and_ends_a_talk(cast, on_the_day, sign_in):
    client = sign_in(cast.mei)
    assert client.post("/one-on-ones/", TALK | {"report": cast.ivan.pk}).status_code == 302
    assert "Thursday, 24 December 2026" in text(client.get("/one-on-ones/"))
    client.post("/one-on-ones/", TALK | {"report": cast.ivan.pk, "first_on": "2026-11-06", "every_weeks": "2"})
    talk = OneOnOne.objects.get()
    assert (talk.first_on, talk.every_weeks, talk.at) == (date(2026, 11, 6), 2, time(14))
    assert "Mei meets you every 2 weeks, Friday at 14:00" in text(sign_in(cast.ivan).get("/one-on-ones/"))
    assert sign_in(cast.mei).post(f"/one-on-ones/{talk.pk}/end/").status_code == 302
    assert OneOnOne.objects.count() == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"time_zone": "Mars/Olympus"},
        {"every_weeks": "0"},
        {"every_weeks": "13"},
        {"at": "25:00"},
        {"first_on": "10000-01-01"},
        {"first_on": "2036-01-01"},
        {"report": "nobody"},
        {"report": ""},
    ],
)
def test_a_wrong_talk_gets_a_sentence(cast, on_the_day, sign_in, wrong):
    page = sign_in(cast.mei).post("/one-on-ones/", TALK | {"report": cast.ivan.pk} | wrong)
    assert page.status_code == 400
    assert "field-error" in text(page)
    assert OneOnOne.objects.count() == 0


def test_nobody_sets_a_talk_with_another_s_report(cast, on_the_day, sign_in):
    page = sign_in(cast.mei).post("/one-on-ones/", TALK | {"report": cast.lena.pk})
    assert page.status_code == 400
    assert OneOnOne.objects.count() == 0


# -- mail ------------------------------------------------------------------------------------------


def test_the_operator_sees_the_queue_without_content(cast, sign_in):
    Mail.objects.create(
        recipient=cast.mei, address=cast.mei.email, subject="A talk is owed", body="The body", message_id="<1@x>"
    )
    page = text(sign_in(cast.otto).get("/mail/queue/"))
    assert "A talk is owed" in page
    assert "mei@demo.example" in page
    assert "The body" not in page


def test_the_letter_box_shows_what_the_demo_has_sent(cast, client, settings, tmp_path):
    from reviews.telling import post

    settings.DEMO = True
    Organisation.objects.update(is_demo=True)
    settings.MAIL_FOLDER = settings.EMAIL_FILE_PATH = tmp_path / "mail"
    assert "No mail yet." in text(client.get("/mail/"))
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    for number in (1, 2):
        Mail.objects.create(
            recipient=cast.mei,
            address=cast.mei.email,
            subject=f"Talk {number}",
            body="See http://localhost:8000/telling/ <b>there</b>",
            message_id=f"<{number}@plumbline.test>",
        )
    assert post.send_waiting() == 2
    page = text(client.get("/mail/"))
    assert page.index("Talk 2") < page.index("Talk 1")
    assert '<a href="http://localhost:8000/telling/"' in page
    assert "&lt;b&gt;there" in page
    assert "Message-ID" not in page
    assert "plumbline.test" not in page


@pytest.mark.parametrize(("demo", "is_demo"), [(True, False), (False, True), (False, False)])
def test_without_the_demos_database_there_is_no_letter_box(cast, client, settings, demo, is_demo):
    """What stands there are also links to choose a password: on a real company's database nobody reads them."""
    settings.DEMO = demo
    Organisation.objects.update(is_demo=is_demo)
    answer = client.get("/mail/")
    assert (answer.status_code, answer.content) == (404, client.get("/no-such-page/").content)


# -- what is owed ----------------------------------------------------------------------------------


def owed(person, day=date(2026, 12, 21)):
    from reviews.telling import notices

    return [(thing.sentence, thing.due_on) for thing in notices.owed(type(person).objects.get(pk=person.pk), day)]


def test_what_each_owes_from_the_words_to_the_answer(story):
    cast = story.cast
    assert owed(cast.mei) == [("Write the words to Ivan, by Tuesday, 22 December, tomorrow", date(2026, 12, 22))]
    assert owed(cast.petra) == [("Release Engineering, by Tuesday, 22 December, tomorrow", date(2026, 12, 22))]
    assert owed(cast.ivan) == owed(cast.dana) == []
    word_all(story)
    workflow.release(story.group, cast.petra)
    assert owed(cast.petra) == []
    assert owed(cast.mei) == [("Tell Ivan, by Monday, 28 December, in seven days", date(2026, 12, 28))]
    message = Message.objects.get(person=cast.ivan)
    workflow.hold(message, cast.mei, date(2026, 12, 23))
    assert owed(cast.mei) == []
    assert owed(cast.mei, date(2026, 12, 23)) == [
        ("Tell Ivan, by Monday, 28 December, in five days", date(2026, 12, 28))
    ]
    workflow.tell(message, cast.mei)
    assert owed(cast.mei) == []
    assert owed(cast.ivan) == [
        ("Read your result of Engineering 2026 Q4, and say whether you talked about it with Mei", None)
    ]
    workflow.not_yet(message, cast.ivan)
    assert owed(cast.ivan) == []
    assert owed(cast.mei) == [("Talk with Ivan, who says: not yet", None)]
    workflow.confirm(message, cast.ivan)
    assert owed(cast.mei) == []


def test_words_to_several_people_by_one_day_are_one_line_with_a_link_for_each(story, sign_in):
    from reviews.telling import notices

    cast = story.cast
    Result.objects.filter(group=story.group).update(author=cast.mei)
    [line] = notices.owed(cast.mei, date(2026, 12, 21))
    assert line.sentence == "Write the words to three people, by Tuesday, 22 December, tomorrow"
    assert line.url == "/telling/#writing"
    addresses = {name: f"/results/{story.results[name.lower()].pk}/words/" for name in ("Ines", "Ivan", "Lena")}
    assert line.whom == tuple(addresses.items())
    mei = sign_in(cast.mei)
    today = mei.get("/").content.decode()
    assert all(f'<a href="{url}">{name}</a>' in today for name, url in addresses.items())
    Result.objects.filter(pk=story.results["ivan"].pk).update(state="worded")
    page = text(mei.get("/telling/"))
    assert page.count("Not done yet, released on") == page.count("Done, released on") == 1
    places = [page.index(words) for words in ("Not done yet", cast.ines.name, cast.lena.name, "Done, released")]
    assert places == sorted(places)
    assert page.index("Done, released") < page.index(cast.ivan.name)
    Person.objects.filter(pk=cast.lena.pk).update(name="Ines Other")
    assert [name for name, _url in notices.owed(cast.mei, date(2026, 12, 21))[0].whom] == [cast.ines.name, "Ines Other"]


def test_a_reply_stands_on_today_of_whoever_told_until_they_have_opened_it(released, sign_in):
    cast = released.cast
    message = Message.objects.get(person=cast.ivan)
    workflow.tell(message, cast.mei)
    sign_in(cast.mei).get("/telling/")
    workflow.confirm(message, cast.ivan)
    workflow.reply(message, cast.ivan, "I want to take the export further.")
    assert owed(cast.mei) == [("Ivan replied on the record: read it", None)]
    for other in (cast.marco, cast.dana, cast.petra, cast.ivan):
        assert not [sentence for sentence, _day in owed(other) if "replied" in sentence]
        sign_in(other).get("/telling/")
    sign_in(cast.ivan).get(f"/my-results/{message.result_id}/")
    mei = sign_in(cast.mei)
    today = mei.get("/")
    assert 'href="/telling/#told"' in today.content.decode()
    assert "I want to take the export further." not in today.content.decode()
    assert owed(cast.mei) == [("Ivan replied on the record: read it", None)]
    page = mei.get("/telling/")
    assert "I want to take the export further." in text(page)
    assert "Ivan replied on the record:" in text(page)
    assert 'id="told"' in page.content.decode()
    assert owed(cast.mei) == []
    assert Message.objects.get(pk=message.pk).is_reply_read


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("head", {}),
        ("get", {"Sec-Purpose": "prefetch"}),
        ("get", {"Sec-Purpose": "prefetch;prerender"}),
        ("get", {"Purpose": "prefetch"}),
        ("get", {"X-Moz": "Prefetch"}),
    ],
)
def test_a_reply_is_not_read_by_a_link_that_is_tried_or_a_page_loaded_ahead(released, sign_in, method, headers):
    cast = released.cast
    message = Message.objects.get(person=cast.ivan)
    workflow.tell(message, cast.mei)
    workflow.reply(message, cast.ivan, "I want to take the export further.")
    mei = sign_in(cast.mei)
    assert getattr(mei, method)("/telling/", headers=headers).status_code == 200
    assert owed(cast.mei) == [("Ivan replied on the record: read it", None)]
    mei.get("/telling/", headers={"Sec-Purpose": "something-else", "Sec-Fetch-Dest": "document"})
    assert owed(cast.mei) == []


def test_a_result_to_read_stands_before_a_version_to_read(released, monkeypatch):
    cast = released.cast
    workflow.tell(Message.objects.get(person=cast.ivan), cast.mei)
    monkeypatch.setattr(frameworks, "owed", lambda person, today: [Owed("A version to read", "/my-level/")])
    assert [one.sentence for one in owed_by(cast.ivan, date(2026, 12, 21))] == [
        "Read your result of Engineering 2026 Q4, and say whether you talked about it with Mei",
        "A version to read",
    ]


def test_a_reply_that_comes_while_the_page_is_made_is_not_taken_for_read(released):
    cast = released.cast
    message = Message.objects.get(person=cast.ivan)
    workflow.tell(message, cast.mei)
    shown = list(Message.objects.filter(owner=cast.mei))
    workflow.reply(message, cast.ivan, "I want to take the export further.")
    workflow.read_replies(shown, cast.mei)
    assert owed(cast.mei) == [("Ivan replied on the record: read it", None)]
    workflow.read_replies(Message.objects.filter(pk=message.pk), cast.ivan)
    assert owed(cast.mei) == [("Ivan replied on the record: read it", None)]


def test_who_says_not_yet_and_replies_is_named_for_both(released):
    cast = released.cast
    message = Message.objects.get(person=cast.ivan)
    workflow.tell(message, cast.mei)
    workflow.not_yet(message, cast.ivan)
    workflow.reply(message, cast.ivan, "I want to take the export further.")
    assert owed(cast.mei) == [
        ("Talk with Ivan, who says: not yet", None),
        ("Ivan replied on the record: read it", None),
    ]


def test_several_who_are_to_be_told_by_one_day_are_one_line(story):
    """Three by name, of more the first two; another day is a line of its own."""
    cast = story.cast
    word_all(story)
    workflow.release(story.group, cast.petra)
    Message.objects.update(owner=cast.mei, due_on=date(2026, 12, 28))
    at_all = sorted(Message.objects.values_list("person__name", flat=True))
    assert len(at_all) == 3
    assert owed(cast.mei) == [
        (f"Tell {at_all[0]}, {at_all[1]} and {at_all[2]}, by Monday, 28 December, in seven days", date(2026, 12, 28))
    ]
    Message.objects.filter(person__name=at_all[1]).update(due_on=date(2026, 12, 20))
    assert owed(cast.mei) == [
        (f"Tell {at_all[1]}; this was due on Sunday, 20 December, yesterday", date(2026, 12, 20)),
        (f"Tell {at_all[0]} and {at_all[2]}, by Monday, 28 December, in seven days", date(2026, 12, 28)),
    ]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["Ivan"], "Ivan"),
        (["Ivan", "Ines", "Noor"], "Ivan, Ines and Noor"),
        (["Ivan", "Ines", "Noor", "Omar"], "Ivan, Ines and two more"),
        (["Ivan"] * 20, "Ivan, Ivan and 18 more"),
    ],
)
def test_of_many_two_are_named(names, said):
    assert named(names) == said
