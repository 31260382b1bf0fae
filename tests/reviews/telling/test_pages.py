"""The pages: writing, releasing, telling, one's own result; what wrong input gets; how many queries they take."""

from datetime import date, time

import pytest

from accounts.models import Event, Organisation
from reviews.models import Assessment, Mail, Message, OneOnOne, Result
from reviews.telling import hooks, workflow
from tests.reviews.telling.story import WORDS, word_all


def text(page) -> str:
    return " ".join(page.content.decode().split())


@pytest.fixture
def statement(story):
    """What Mei wrote of Ivan to the group."""
    return Assessment.objects.create(
        group=story.group,
        subject=story.cast.ivan,
        author=story.cast.mei,
        role=story.ladder.roles["IC1"],
        state="sealed",
        overall=story.ladder.points["struggling"],
        statement="Ivan ran the export alone.",
    )


@pytest.fixture
def released(story):
    word_all(story)
    workflow.release(story.group, story.cast.petra)
    return story


def ivans(story, *more: str) -> str:
    return "/".join(["", "results", str(story.results["ivan"].pk), *more, ""])


FORM = {"version": "0", "words": WORDS, "asked": "", "asked_by_on": "", "support": ""}


# -- the words -------------------------------------------------------------------------------------


def test_the_statement_is_a_proposal_and_is_not_kept_by_itself(story, statement, sign_in):
    page = text(sign_in(story.cast.mei).get(ivans(story, "words")))
    assert "A proposal" in page
    assert "Ivan ran the export alone." in page
    assert Result.objects.get(subject=story.cast.ivan).words == ""


def test_once_there_are_words_the_statement_is_gone(story, statement, sign_in):
    workflow.save_words(story.results["ivan"], story.cast.mei, 0, workflow.Words("My own."))
    page = text(sign_in(story.cast.mei).get(ivans(story, "words")))
    assert "My own." in page
    assert "A proposal" not in page
    assert "Ivan ran the export alone." not in page


def test_what_the_meeting_changed_is_shown_to_the_manager_and_not_on_the_letter(story, sign_in, monkeypatch):
    point = story.ladder.points["struggling"]
    craft = story.ladder.axes["Craft"].pk
    monkeypatch.setattr(
        hooks,
        "rating_changes",
        [lambda group, subject: [hooks.Change(craft, "current", point, story.ladder.points["meeting"])]],
    )
    client = sign_in(story.cast.mei)
    assert "was struggling" in text(client.get(ivans(story, "words")))
    assert "was struggling" not in text(client.get(ivans(story)))


def test_done_keeps_the_words_and_says_so(story, sign_in):
    client = sign_in(story.cast.mei)
    assert client.post(ivans(story, "words"), FORM).status_code == 302
    assert Result.objects.get(subject=story.cast.ivan).state == "worded"
    page = text(client.get(ivans(story, "words")))
    assert "Take the words back and write on" in page
    assert "<textarea" not in page
    assert client.post(ivans(story, "words", "back")).status_code == 302
    assert Result.objects.get(subject=story.cast.ivan).state == "standing"


def test_done_twice_is_a_conflict_and_one_event(story, sign_in):
    client = sign_in(story.cast.mei)
    client.post(ivans(story, "words"), FORM)
    again = client.post(ivans(story, "words"), FORM)
    assert again.status_code == 409
    assert Event.objects.filter(verb="word").count() == 1


def test_below_standing_the_form_names_what_is_missing_and_keeps_the_text(story, sign_in):
    address = f"/results/{story.results['ines'].pk}/words/"
    page = sign_in(story.cast.noor).post(address, FORM)
    assert page.status_code == 400
    said = text(page)
    for sentence in (
        "Say what is asked of Ines, and on which axis.",
        "Say by when.",
        "Say what support Ines gets.",
    ):
        assert sentence in said
    ines = Result.objects.get(subject=story.cast.ines)
    assert (ines.words, ines.state) == (WORDS, "standing")


def test_typing_is_saved_and_answered_for_the_script(story, sign_in):
    client = sign_in(story.cast.mei)
    answer = client.post(ivans(story, "words", "save"), FORM, headers={"X-Autosave": "1"})
    assert answer.status_code == 200
    assert answer.json() == {"version": 1, "saved_at": "11:00"}  # in Mei's zone


def test_the_later_window_gets_both_texts(story, sign_in):
    client = sign_in(story.cast.mei)
    client.post(ivans(story, "words", "save"), FORM | {"asked_by_on": "2027-01-15"}, headers={"X-Autosave": "1"})
    answer = client.post(ivans(story, "words", "save"), FORM | {"words": "Later."}, headers={"X-Autosave": "1"})
    assert answer.status_code == 409
    assert answer.json() == {
        "version": 1,
        "fields": {"words": WORDS, "asked": "", "asked_by_on": "2027-01-15", "support": ""},
    }
    page = client.post(ivans(story, "words"), FORM | {"words": "Later."})
    assert page.status_code == 409
    assert "Later." in text(page)
    assert WORDS in text(page)
    assert client.post(ivans(story, "words"), FORM | {"words": "Later.", "version": "1"}).status_code == 302


def test_without_a_script_the_draft_is_kept_and_may_be_seen(story, sign_in):
    client = sign_in(story.cast.mei)
    kept = client.post(ivans(story, "words", "save"), FORM)
    assert kept["Location"] == ivans(story, "words")
    seen = client.post(ivans(story, "words", "save"), FORM | {"then": "see", "version": "1"})
    assert seen["Location"] == ivans(story)
    assert WORDS in text(client.get(ivans(story)))


def test_others_read_the_words_once_they_are_done(story, sign_in):
    workflow.save_words(story.results["ivan"], story.cast.mei, 0, workflow.Words(WORDS))
    client = sign_in(story.cast.dana)
    page = text(client.get(ivans(story)))
    assert WORDS not in page
    assert "Mei is still writing them." in page
    workflow.word(story.results["ivan"], story.cast.mei)
    assert WORDS in text(client.get(ivans(story)))


@pytest.mark.parametrize(
    "wrong",
    [
        {"words": "x" * 8001},
        {"words": "a\x00b"},
        {"asked_by_on": "10000-01-01"},
        {"asked_by_on": "9999-12-31"},
        {"asked_by_on": "tomorrow"},
        {"version": "-1"},
        {"version": "99999999999999999999"},
        {"version": ""},
    ],
)
def test_wrong_input_gets_a_sentence_and_saves_nothing(story, sign_in, wrong):
    client = sign_in(story.cast.mei)
    for address in (ivans(story, "words"), ivans(story, "words", "save")):
        page = client.post(address, FORM | wrong)
        assert page.status_code == 400
        assert "field-error" in text(page) or "errors-list" in text(page)
    answer = client.post(ivans(story, "words", "save"), FORM | wrong, headers={"X-Autosave": "1"})
    assert answer.status_code == 400
    assert answer.json()["errors"]
    assert Result.objects.get(subject=story.cast.ivan).draft_number == 0


def test_a_megabyte_of_words_is_refused(story, sign_in):
    page = sign_in(story.cast.mei).post(ivans(story, "words"), FORM | {"words": "word " * 220_000})
    assert page.status_code == 400


# -- the release -----------------------------------------------------------------------------------


def finalising(story) -> str:
    return f"/groups/{story.group.pk}/finalising/"


def test_people_ops_see_who_is_not_done_and_cannot_release(story, sign_in):
    word_all(story, but=("ivan",))
    client = sign_in(story.cast.petra)
    page = text(client.get(finalising(story)))
    assert "not done yet" in page
    assert "Release Engineering" not in page
    refused = client.post(f"/groups/{story.group.pk}/release/")
    assert refused.status_code == 409
    assert "The words to 1 person are not done yet: Ivan. Nothing was released." in text(refused)


def test_people_ops_release_and_then_see_counts(story, sign_in):
    word_all(story)
    client = sign_in(story.cast.petra)
    assert "Release Engineering" in text(client.get(finalising(story)))
    page = client.post(f"/groups/{story.group.pk}/release/", follow=True)
    assert "Released. 3 people are to be told." in text(page)
    assert "0 of 3 people have been told." in text(page)
    assert "Ivan" not in text(page)
    assert client.post(f"/groups/{story.group.pk}/release/").status_code == 409


def test_a_director_sees_the_list_and_no_button(story, sign_in):
    word_all(story)
    page = text(sign_in(story.cast.dana).get(finalising(story)))
    assert "Ivan" in page
    assert "Release Engineering" not in page
    assert "results.csv" not in page


# -- the file --------------------------------------------------------------------------------------


def the_file(story, client):
    return client.get(f"/groups/{story.group.pk}/results.csv")


def test_the_file_asks_for_the_password_again(story, sign_in):
    petra = story.cast.petra
    petra.set_password("correct horse battery staple")
    petra.save()
    client, address = sign_in(petra), f"/groups/{story.group.pk}/results.csv"
    asked = client.get(address)
    assert (asked.status_code, asked["Location"]) == (
        302,
        f"/sign-in/again/?next=%2Fgroups%2F{story.group.pk}%2Fresults.csv",
    )
    assert not Event.objects.filter(verb="download_results").exists()
    again = client.post(asked["Location"], {"password": "correct horse battery staple", "next": address})
    assert (again.status_code, again["Location"]) == (302, address)
    assert client.get(address).status_code == 200


def test_the_file_has_one_line_a_person_and_is_written_down(story, sign_in, monkeypatch):
    decided = hooks.Decided("approved", "approved", "IC4")
    monkeypatch.setattr(hooks, "pitch_decisions", [lambda group, ids: {story.cast.lena.pk: decided}])
    answer = the_file(story, sign_in(story.cast.petra))
    assert answer.content.decode() == (
        "employee_id,name,role,overall,decision\r\n"
        "E011,Ivan,IC1 Engineer 1,meeting,\r\n"
        "E012,Lena,IC3 Engineer 3,exceeding,approved\r\n"
        "E013,Ines,IC2 Engineer 2,struggling,\r\n"
    )
    assert answer["Content-Disposition"] == 'attachment; filename="results-engineering-2026-q4-engineering.csv"'
    [event] = Event.objects.filter(verb="download_results")
    assert (event.by, event.thing_id) == (story.cast.petra, str(story.group.pk))


def test_a_name_that_a_spreadsheet_would_compute_is_made_harmless(story, sign_in):
    for name in ("=HYPERLINK(1)", "+1", "-1", "@x", "\t=1", "＝1", " =1"):
        story.cast.ivan.name = name
        story.cast.ivan.save()
        line = the_file(story, sign_in(story.cast.petra)).content.decode().split("\r\n")[1]
        assert line.startswith(f"E011,'{name},")


def test_one_s_own_line_is_not_in_it(story, sign_in):
    from django.utils import timezone

    from accounts.models import Grant

    Grant.objects.create(person=story.cast.lena, kind="people_ops", reason="She stands in.", from_at=timezone.now())
    Result.objects.filter(subject=story.cast.lena).update(told_at=timezone.now())
    assert "Lena" not in the_file(story, sign_in(story.cast.lena)).content.decode()


def test_people_ops_of_a_part_get_their_part(story, sign_in):
    from accounts.models import Grant

    Grant.objects.filter(person=story.cast.pavel).update(scope=story.cast.mei)
    said = the_file(story, sign_in(story.cast.pavel)).content.decode()
    assert "Ivan" in said
    assert "Lena" not in said


def test_before_the_lock_there_is_no_file(cast, on_the_day, sign_in):
    from tests.reviews.telling.story import make_story

    story = make_story(cast, state="calibrating")
    answer = the_file(story, sign_in(cast.petra))
    assert answer.status_code == 409
    assert Event.objects.filter(verb="download_results").count() == 0


# -- telling ---------------------------------------------------------------------------------------


def test_the_manager_sees_what_may_be_said_holds_it_and_tells(released, sign_in):
    client = sign_in(released.cast.mei)
    message = Message.objects.get(person=released.cast.ivan)
    page = text(client.get("/telling/"))
    assert "May be said now" in page
    assert "I have told Ivan" in page
    assert client.post(f"/telling/{message.pk}/hold/", {"until": "2026-12-23"}).status_code == 302
    assert "Held until" in text(client.get("/telling/"))
    assert client.post(f"/telling/{message.pk}/resume/").status_code == 302
    assert client.post(f"/telling/{message.pk}/told/").status_code == 302
    assert "Told on Monday, 21 December 2026." in text(client.get("/telling/"))
    assert client.post(f"/telling/{message.pk}/told/").status_code == 409


@pytest.mark.parametrize("until", ["", "2026-12-21", "2026-12-29", "10000-01-01", "soon", "2026-12-23\x00"])
def test_a_wrong_day_to_hold_until_gets_a_sentence(released, sign_in, until):
    message = Message.objects.get(person=released.cast.ivan)
    page = sign_in(released.cast.mei).post(f"/telling/{message.pk}/hold/", {"until": until})
    assert page.status_code == 400
    assert "field-error" in text(page)
    assert Message.objects.get(pk=message.pk).state == "owed"


def test_another_s_message_is_not_there(released, sign_in):
    message = Message.objects.get(person=released.cast.lena)
    assert sign_in(released.cast.mei).post(f"/telling/{message.pk}/told/").status_code == 404
    assert Message.objects.get(pk=message.pk).state == "owed"


# -- one's own pages -------------------------------------------------------------------------------


def mine(story) -> str:
    return f"/my-results/{story.results['ivan'].pk}/"


def test_before_it_is_told_the_person_sees_the_phase_and_the_day_only(story, sign_in):
    word_all(story)
    client = sign_in(story.cast.ivan)
    page = text(client.get("/my-results/"))
    assert "Engineering 2026 Q4" in page
    assert "Tuesday, 29 December 2026" in page
    assert "meeting" not in page
    assert WORDS not in page
    assert client.get(mine(story)).status_code == 404


def test_a_released_result_says_the_day_from_the_release(released, sign_in):
    page = text(sign_in(released.cast.ivan).get("/my-results/"))
    assert "Monday, 28 December 2026" in page


def test_told_the_person_reads_the_letter_confirms_and_replies(released, sign_in):
    workflow.tell(Message.objects.get(person=released.cast.ivan), released.cast.mei)
    client = sign_in(released.cast.ivan)
    page = text(client.get(mine(released)))
    for said in (WORDS, "meeting", "exceeding", "Craft", "Reach", "An hour a week with Noor.", "31 March 2027"):
        assert said in page
    assert client.post(mine(released) + "not-yet/").status_code == 302
    assert "Mei sees that." in text(client.get(mine(released)))
    assert client.post(mine(released) + "confirm/").status_code == 302
    assert client.post(mine(released) + "confirm/").status_code == 302
    assert client.post(mine(released) + "not-yet/").status_code == 409
    assert client.post(mine(released) + "reply/", {"text": "Thank you. I take the import."}).status_code == 302
    assert "Thank you. I take the import." in text(client.get(mine(released)))
    assert client.post(mine(released) + "reply/", {"text": "Another."}).status_code == 409
    assert Message.objects.get(person=released.cast.ivan).reply == "Thank you. I take the import."
    assert "Thank you. I take the import." in text(sign_in(released.cast.mei).get("/telling/"))


def test_the_letter_never_has_the_statement_or_the_first_rating(released, statement, sign_in):
    workflow.tell(Message.objects.get(person=released.cast.ivan), released.cast.mei)
    page = text(sign_in(released.cast.ivan).get(mine(released)))
    assert "Ivan ran the export alone." not in page
    assert "struggling" not in page


def test_the_decision_on_a_pitch_stands_in_the_letter(released, sign_in, monkeypatch):
    decided = hooks.Decided(
        "not_now",
        "not now",
        "IC2",
        axis="Craft",
        evidence="A design that held.",
        support="Noor.",
        again_on=date(2027, 4, 1),
    )
    monkeypatch.setattr(hooks, "pitch_decisions", [lambda group, ids: dict.fromkeys(ids, decided)])
    workflow.tell(Message.objects.get(person=released.cast.ivan), released.cast.mei)
    page = text(sign_in(released.cast.ivan).get(mine(released)))
    for said in ("The pitch for IC2", "not now", "A design that held.", "1 April 2027"):
        assert said in page


def test_opened_by_its_day_the_page_says_why_and_cannot_be_answered_yet(released, sign_in, on_the_day):
    on_the_day.move_to("2026-12-28T10:00:00Z")
    client = sign_in(released.cast.ivan)
    page = text(client.get(mine(released)))
    assert WORDS in page
    assert "You read this because its day has come." in page
    assert client.post(mine(released) + "confirm/").status_code == 409


@pytest.mark.parametrize("wrong", ["", "   ", "x" * 4001, "a\x00b"])
def test_a_wrong_reply_gets_a_sentence(released, sign_in, wrong):
    workflow.tell(Message.objects.get(person=released.cast.ivan), released.cast.mei)
    page = sign_in(released.cast.ivan).post(mine(released) + "reply/", {"text": wrong})
    assert page.status_code == 400
    assert "field-error" in text(page)
    assert Message.objects.get(person=released.cast.ivan).reply == ""


def test_a_script_in_the_words_is_text(released, sign_in):
    Result.objects.filter(subject=released.cast.ivan).update(words="<script>alert(1)</script>")
    workflow.tell(Message.objects.get(person=released.cast.ivan), released.cast.mei)
    assert "&lt;script&gt;alert(1)" in text(sign_in(released.cast.ivan).get(mine(released)))


# -- one-on-ones, mail, today ----------------------------------------------------------------------

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


# -- queries: the same for one row and for three ---------------------------------------------------


def test_the_list_of_who_is_not_done_takes_the_same_queries_for_one_and_for_three(
    story, sign_in, django_assert_num_queries
):
    client = sign_in(story.cast.petra)
    client.get(finalising(story))
    with django_assert_num_queries(5):
        client.get(finalising(story))
    Result.objects.exclude(subject=story.cast.ivan).delete()
    with django_assert_num_queries(5):
        client.get(finalising(story))


def test_the_letter_takes_eleven_queries(released, sign_in, django_assert_num_queries):
    workflow.tell(Message.objects.get(person=released.cast.ivan), released.cast.mei)
    client = sign_in(released.cast.ivan)
    with django_assert_num_queries(11):
        client.get(mine(released))


def test_what_is_to_be_told_takes_six_queries(released, sign_in, django_assert_num_queries):
    Message.objects.update(owner=released.cast.mei)
    client = sign_in(released.cast.mei)
    with django_assert_num_queries(6):
        client.get("/telling/")
    Message.objects.exclude(person=released.cast.ivan).delete()
    with django_assert_num_queries(6):
        client.get("/telling/")


def test_the_file_takes_the_same_queries_for_one_and_for_three(story, sign_in, django_assert_num_queries):
    client = sign_in(story.cast.petra)
    with django_assert_num_queries(12):
        the_file(story, client)
    Result.objects.exclude(subject=story.cast.ivan).delete()
    with django_assert_num_queries(12):
        the_file(story, client)
