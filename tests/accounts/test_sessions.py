"""Sessions: how long they last, where somebody is signed in, and how they are ended."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from accounts import sessions, ticking
from accounts.devices import device_of
from accounts.models import Event, Session
from tests.accounts.signing_in import WORD, ask_for_a_link, choose, is_in, link_in, sign_in_as, text

NEW = "another long password"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
)
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 "
    "Mobile/15E148 Safari/604.1"
)


def signed_in(user_agent: str = "", **more) -> Client:
    """A browser in which Ivan is signed in."""
    client = Client(headers={"user-agent": user_agent})
    sign_in_as(client, **more)
    return client


# -- how long ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("minutes", [5, 60])
def test_a_session_ends_after_so_many_minutes_without_a_page(ivan, settings, minutes):
    settings.SESSION_IDLE_MINUTES = minutes
    client, start = signed_in(), timezone.now()
    with time_machine.travel(start + timedelta(minutes=minutes, seconds=-5)):
        assert is_in(client)
    client = signed_in()
    with time_machine.travel(timezone.now() + timedelta(minutes=minutes, seconds=5)):
        assert not is_in(client)


@pytest.mark.parametrize("minutes", [5, 60])
def test_a_page_moves_the_end_on(ivan, settings, minutes):
    settings.SESSION_IDLE_MINUTES = minutes
    client, start = signed_in(), timezone.now()
    for step in range(1, 6):
        with time_machine.travel(start + timedelta(minutes=minutes * step * 0.7)):
            assert is_in(client), step


@pytest.mark.parametrize("hours", [1, 24])
def test_a_session_ends_after_so_many_hours_however_busy_it_is(ivan, settings, hours):
    settings.SESSION_IDLE_MINUTES, settings.SESSION_ABSOLUTE_HOURS = 40, hours
    client, start = signed_in(), timezone.now()
    end = start + timedelta(hours=hours)
    moment = start
    while (moment := moment + timedelta(minutes=29)) < end:
        with time_machine.travel(moment):
            assert is_in(client), moment - start
    with time_machine.travel(end + timedelta(seconds=5)):
        assert not is_in(client)


def test_an_event_stream_that_asks_again_by_itself_keeps_nobody_signed_in(client, ivan, settings):
    settings.SESSION_IDLE_MINUTES = 10
    sign_in_as(client)
    start = timezone.now()
    for minutes in (4, 8):
        with time_machine.travel(start + timedelta(minutes=minutes)):
            client.get(f"/meetings/{ivan.pk}/events/")
    with time_machine.travel(start + timedelta(minutes=11)):
        assert not is_in(client)


def test_being_seen_is_written_once_a_minute_and_not_at_every_page(client, ivan, django_assert_num_queries):
    sign_in_as(client)
    start = timezone.now()
    with time_machine.travel(start + timedelta(seconds=50)):
        with django_assert_num_queries(3) as quiet:
            client.get("/password/change/")
        assert not [query for query in quiet if query["sql"].startswith("UPDATE")]
    with time_machine.travel(start + timedelta(seconds=61)):
        with django_assert_num_queries(4) as writing:
            client.get("/password/change/")
        assert ["accounts_session" in query["sql"] for query in writing if query["sql"].startswith("UPDATE")] == [True]


def test_the_tick_deletes_what_has_ended_and_nothing_else(ivan):
    signed_in()
    with time_machine.travel(timezone.now() + timedelta(hours=7)):
        signed_in()
        with time_machine.travel(timezone.now() + timedelta(hours=2)):
            sessions.forget_ended(None)
    assert Session.objects.count() == 1
    assert "forget_ended" in {act.__name__ for act in ticking.every_tick}


# -- what is kept --------------------------------------------------------------------------------------


def test_a_session_says_whose_it_is_on_what_and_since_when(ivan):
    client = signed_in(FIREFOX)
    row = Session.objects.get(pk=client.session.session_key)
    assert (row.person, row.device) == (ivan, "Firefox, Linux")
    assert abs(row.since_at - timezone.now()) < timedelta(seconds=20)
    assert abs(row.seen_at - timezone.now()) < timedelta(seconds=20)


def test_no_network_address_and_no_user_agent_is_kept(ivan):
    client = signed_in(FIREFOX, ip="198.51.100.77")
    row = Session.objects.get(pk=client.session.session_key)
    kept = str(row.get_decoded()) + str([getattr(row, field.name) for field in Session._meta.fields])
    assert "Firefox, Linux" in kept
    for left_out in ["198.51.100.77", "Mozilla", "rv:140"]:
        assert left_out not in kept


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (FIREFOX, "Firefox, Linux"),
        (CHROME, "Chrome, Windows"),
        (CHROME + " Edg/140.0.0.0", "Edge, Windows"),
        (PHONE, "Safari, iPhone"),
        (PHONE.replace("Version/18.5", "CriOS/140.0"), "Chrome, iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.5 Safari/605.1.15", "Safari, Mac"),
        ("curl/8.5.0", ""),
        ("", ""),
        ("<script>alert(1)</script>" * 100, ""),
    ],
)
def test_a_device_is_a_few_known_words(said, kept):
    assert device_of(said) == kept


# -- the page ------------------------------------------------------------------------------------------


def test_the_page_says_where_one_is_signed_in_and_which_is_this_one(ivan):
    here, phone = signed_in(FIREFOX), signed_in(PHONE)
    page = text(here.get("/account/sessions/"))
    assert page.index("Firefox, Linux") < page.index("where you are now") < page.index("Safari, iPhone")
    assert page.count("End this session") == 1
    assert here.session.session_key not in page
    assert phone.session.session_key not in page


def test_one_session_is_ended_and_no_other(ivan):
    here, phone, tablet = signed_in(FIREFOX), signed_in(PHONE), signed_in(CHROME)
    handle = Session.objects.get(device="Safari, iPhone").handle
    page = here.post(f"/account/sessions/{handle}/end/", follow=True)
    assert "Signed out on Safari, iPhone." in text(page)
    assert [is_in(one) for one in (here, phone, tablet)] == [True, False, True]


def test_all_the_others_are_ended(ivan):
    here, phone, tablet = signed_in(FIREFOX), signed_in(PHONE), signed_in(CHROME)
    page = here.post("/account/sessions/end-others/", follow=True)
    assert "You are signed in here only." in text(page)
    assert [is_in(one) for one in (here, phone, tablet)] == [True, False, False]


def test_nobody_sees_or_ends_a_session_of_somebody_else(ivan, cast, sign_in):
    ivans = signed_in(PHONE)
    handle = Session.objects.get(device="Safari, iPhone").handle
    lena = sign_in(cast.lena)
    assert "Safari, iPhone" not in text(lena.get("/account/sessions/"))
    assert lena.post(f"/account/sessions/{handle}/end/").status_code == 404
    lena.post("/account/sessions/end-others/")
    assert is_in(ivans)


def test_a_session_that_has_ended_is_not_listed(ivan):
    signed_in(PHONE)
    with time_machine.travel(timezone.now() + timedelta(hours=9)):
        assert "Safari, iPhone" not in text(signed_in(FIREFOX).get("/account/sessions/"))


# -- a new password --------------------------------------------------------------------------------------


def test_a_changed_password_leaves_only_this_session(ivan):
    here, phone = signed_in(FIREFOX), signed_in(PHONE)
    here.post("/password/change/", {"oldpassword": WORD, "password1": NEW, "password2": NEW})
    assert [is_in(here), is_in(phone)] == [True, False]
    assert Session.objects.filter(person=ivan).count() == 1
    assert "Firefox, Linux" in text(here.get("/account/sessions/"))


def test_a_password_chosen_by_a_link_ends_every_session(ivan, mailoutbox):
    here, phone = signed_in(FIREFOX), signed_in(PHONE)
    ask_for_a_link(here)
    assert choose(here, link_in(mailoutbox[0]), NEW).status_code == 302
    assert [is_in(here), is_in(phone)] == [False, False]
    assert Session.objects.filter(person=ivan).count() == 0


def test_signing_out_deletes_the_row(ivan):
    here = signed_in(FIREFOX)
    here.post("/sign-out/")
    assert Session.objects.filter(person=ivan).count() == 0


@pytest.mark.parametrize(("idle", "absolute", "said"), [(60, 24, 60), (480, 24, 480), (480, 1, 60)])
def test_a_page_says_after_how_many_minutes_its_session_ends(ivan, settings, idle, absolute, said):
    settings.SESSION_IDLE_MINUTES, settings.SESSION_ABSOLUTE_HOURS = idle, absolute
    assert f' data-session-minutes="{said}"' in text(signed_in().get("/"))
    page = text(Client().get("/sign-in/"))
    assert " data-session-ended" in page
    assert "data-session-minutes" not in page
    assert "data-session" not in text(signed_in().post("/password/change/", {"oldpassword": "not mine"}))


# -- saying again who one is, and the machine ------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "is_another"), [({"password": WORD}, True), ({"password": "not the password"}, False)]
)
def test_who_says_again_who_they_are_goes_on_under_another_key(ivan, said, is_another):
    client = signed_in(FIREFOX)
    key = client.session.session_key
    client.post("/sign-in/again/", said)
    assert is_in(client)
    assert (client.session.session_key != key) is is_another
    assert Session.objects.filter(pk=key).exists() is not is_another
    assert Session.objects.get(person=ivan).device == "Firefox, Linux"


def test_at_the_machine_one_person_is_signed_out_everywhere(ivan, cast, sign_in, capsys):
    here, phone, lena = signed_in(FIREFOX), signed_in(PHONE), sign_in(cast.lena)
    call_command("sign_out", "IVAN@demo.example")
    assert capsys.readouterr().out == "Ivan is signed out everywhere.\n"
    assert [is_in(one) for one in (here, phone, lena)] == [False, False, True]
    event = Event.objects.get(verb="end_sessions")
    assert (event.by, event.about) == (None, ivan)
    with pytest.raises(CommandError, match="Nobody here has the address"):
        call_command("sign_out", "nobody@demo.example")


def test_at_the_machine_everyone_is_signed_out(ivan, cast, sign_in, capsys):
    here, lena = signed_in(FIREFOX), sign_in(cast.lena)
    call_command("sign_out", "--everyone")
    assert capsys.readouterr().out == "Everyone is signed out (2 sessions).\n"
    assert [is_in(one) for one in (here, lena)] == [False, False]
    assert Event.objects.get(verb="end_sessions").about is None
    assert is_in(signed_in(PHONE))
